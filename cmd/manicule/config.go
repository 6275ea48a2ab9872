package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"manicule/internal/ui/term"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/note"
	"manicule/internal/store"
	"manicule/internal/ui"
)

func (c *cli) configCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the options in force, as a file with comments",
		Long: `Print the options in force with comments, as a file to start from:

  manicule config > ~/.config/manicule/config.toml

Errors in the file are reported line by line, and the exit status is 1.`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return c.printConfigJSON()
			}
			return c.printConfig()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object")
	return cmd
}

// configJSON is the output of config --json.
type configJSON struct {
	File     string         `json:"file"`
	Options  map[string]any `json:"options"`
	Problems []string       `json:"problems"`
}

func (c *cli) printConfigJSON() error {
	out := configJSON{File: cmp.Or(c.configFile, usualConfig()), Options: map[string]any{}, Problems: append([]string{}, c.problems...)}
	for _, o := range c.config.Options() {
		out.Options[o.Name] = o.Plain()
	}
	if err := printJSON(c.stdout, out); err != nil {
		return err
	}
	return c.configProblems()
}

func (c *cli) printConfig() error {
	if _, err := fmt.Fprint(c.stdout, c.config.Format()); err != nil {
		return err
	}
	return c.configProblems()
}

func (c *cli) configProblems() error {
	if len(c.problems) > 0 {
		return nothing("%s", strings.Join(c.problems, "\n"))
	}
	return nil
}

// configure reads the options and lets them hold where no flag says otherwise.
// What is wrong with them stops nothing.
func (c *cli) configure(cmd *cobra.Command) error {
	if err := c.readConfig(); err != nil {
		return err
	}
	c.useConfig(cmd)
	if cmd.Name() != "config" && !c.terminal() {
		for _, p := range c.problems {
			c.warn("%s", p)
		}
	}
	return nil
}

// readConfig reads the file that --config names, which must be there, or else
// the usual one, if there is one.
func (c *cli) readConfig() error {
	c.config = config.Default()
	name := cmp.Or(c.configFile, usualConfig())
	data, err := readSettings(name)
	switch {
	case c.configFile != "" && errors.Is(err, fs.ErrNotExist):
		return usage("--config %s: there is no such file", article.CleanLine(name))
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		c.problems = append(c.problems, fmt.Sprintf("read configuration: %v", err))
		return nil
	}
	var problems []config.Problem
	c.config, problems = config.Parse(data)
	for _, p := range problems {
		c.problems = append(c.problems, fmt.Sprintf("%s, %s", name, p))
	}
	c.checkTheme(filepath.Dir(name))
	for _, p := range ui.KeyProblems(c.config.Keys) {
		c.problems = append(c.problems, fmt.Sprintf("%s, %s", name, p))
	}
	kinds, wrong := note.WithKinds(ownKinds(c.config.Kinds))
	for _, p := range wrong {
		c.problems = append(c.problems, fmt.Sprintf("%s, %s", name, p))
	}
	note.Kinds = kinds
	return nil
}

// ownKinds are the kinds of the configuration as notes know them.
func ownKinds(kinds []config.Kind) []note.OwnKind {
	own := make([]note.OwnKind, len(kinds))
	for i, k := range kinds {
		letter, _ := utf8.DecodeRuneInString(k.Letter)
		own[i] = note.OwnKind{Kind: note.Kind{Name: k.Name, Letter: letter, Sign: cmp.Or(k.Sign, k.Letter)}, Replaces: k.Replaces}
		if k.Letter == "" {
			own[i].Letter = 0
		}
	}
	return own
}

// looks are how the configuration's kinds look.
func (c *cli) looks() []term.Look {
	looks := make([]term.Look, len(c.config.Kinds))
	for i, k := range c.config.Kinds {
		looks[i] = term.Look{Kind: k.Name, Colour: k.Colour, Underline: k.Underline}
	}
	return looks
}

func usualConfig() string {
	if dir := store.ConfigHome(); dir != "" {
		return filepath.Join(dir, "manicule", "config.toml")
	}
	return ""
}

// fromHome is a file's name, with the reader's own folder for ~.
func fromHome(name string) string {
	rest, ok := strings.CutPrefix(name, "~/")
	if !ok {
		return name
	}
	home, _ := os.UserHomeDir()
	return filepath.Join(home, rest)
}

// useConfig takes the options over; a flag that was given goes before.
func (c *cli) useConfig(cmd *cobra.Command) {
	given := cmd.Flags().Changed
	c.given = map[string]bool{"theme": given("theme"), "width": given("width")}
	if !given("theme") {
		c.theme = c.config.Theme
	}
	if !given("width") && c.config.Width != 0 {
		c.width = c.config.Width
	}
	if !given("images") {
		c.images = c.config.Images
	}
	if !given("no-mouse") {
		c.noMouse = !c.config.Mouse
	}
	if !given("plain") && c.terminal() {
		c.plain = c.config.Plain
	}
	c.justify = c.config.Justify
}

// notice is what the reader is told at the start about a configuration that
// was not understood: the first fault, and where all of them are.
func (c *cli) notice() string {
	switch n := len(c.problems); n {
	case 0:
		return ""
	case 1:
		return c.problems[0]
	default:
		return fmt.Sprintf("%s, and %d more: see manicule config", c.problems[0], n-1)
	}
}
