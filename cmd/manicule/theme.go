package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/page"
	"manicule/internal/store"
	"manicule/internal/ui/term"
)

// glamourStyle is the variable by which programs that use glamour, as glow, are
// told their style.
const glamourStyle = "GLAMOUR_STYLE"

// themesTaken says what --theme takes.
func themesTaken() string {
	return "it takes auto, dark:NAME,light:NAME, a glamour style file or one of these:\n  " + strings.Join(term.Themes(), " ")
}

// style is what is read at the beginning: the choice of a theme, and the style
// it means on the terminal's ground. It asks the terminal only where that
// decides; both are zero where the program is to choose.
func (c *cli) style() (choice string, style *page.Style, err error) {
	choice = c.theme
	if choice == "" || choice == "auto" {
		choice = c.glamourStyle()
	}
	if choice == "" || choice == "auto" {
		return "", nil, nil
	}
	for _, name := range chosen(choice) {
		if style, err = c.readTheme(name); err != nil {
			return "", nil, err
		}
	}
	return choice, style, nil
}

// chosen are the themes in a choice.
func chosen(choice string) []string {
	if dark, light, ok := config.PairOf(choice); ok {
		return []string{dark, light}
	}
	return []string{choice}
}

// glamourStyle is the style that other programs are told. One that cannot be
// read is not meant for this one, perhaps, and stops nothing.
func (c *cli) glamourStyle() string {
	name := os.Getenv(glamourStyle)
	if name == "" || name == "auto" {
		return ""
	}
	if _, err := c.readTheme(name); err != nil {
		problem, _, _ := strings.Cut(glamourStyle+strings.TrimPrefix(err.Error(), "--theme"), "\n")
		if !slices.Contains(c.problems, problem) {
			c.problems = append(c.problems, problem)
			if !c.terminal() {
				c.warn("%s", problem)
			}
		}
		return ""
	}
	return name
}

// readTheme is the style of a name, of a file of one's own by its name, or of a
// file.
func (c *cli) readTheme(name string) (*page.Style, error) {
	if name == "auto" {
		return nil, nil
	}
	if name == "contrast" {
		name = "contrast-light"
	}
	if s, err := page.Named(name); err == nil {
		return s, nil
	}
	file := name
	if filepath.Base(name) == name && filepath.Ext(name) == "" {
		if own := filepath.Join(themesFolder(), name+".json"); isThere(own) {
			file = own
		}
	}
	data, err := readSettings(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("--theme %s: there is no such theme or file\n  %s", article.CleanLine(name), themesTaken())
	case err != nil:
		return nil, fmt.Errorf("read theme: %w\n  --theme: %s", err, themesTaken())
	}
	return page.ParseStyle(name, data)
}

// known reports whether all themes of a choice can be read.
func (c *cli) known(choice string) bool {
	return !slices.ContainsFunc(chosen(choice), func(name string) bool {
		_, err := c.readTheme(name)
		return err != nil
	})
}

func isThere(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// themesFolder is where the reader's own themes lie.
func themesFolder() string { return filepath.Join(store.ConfigHome(), "manicule", "themes") }

// printStyle is what --theme asks for.
func (c *cli) printStyle() (*page.Style, error) {
	choice, style, err := c.style()
	_, _, pair := config.PairOf(choice)
	switch {
	case err != nil:
		return nil, err
	case choice != "" && choice != "contrast" && choice != "terminal" && !pair:
		return style, nil
	case choice == "" && c.profile() <= colorprofile.ASCII:
		return page.Plain(), nil
	}
	name := term.Choose(choice, c.dark())
	if (name == "contrast" || name == "terminal") && c.dark() {
		name += "-dark"
	}
	return c.readTheme(name)
}

// ownThemes are the reader's own, by the names of their files.
func (c *cli) ownThemes() term.OwnThemes {
	own := term.OwnThemes{Read: c.readTheme}
	files, _ := os.ReadDir(themesFolder()) // there is none, most often
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), ".json"); ok && len(own.Names) < maxThemes {
			own.Names = append(own.Names, article.CleanLine(name))
		}
	}
	return own
}

// maxThemes is how many themes of one's own are listed.
const maxThemes = 200

// checkTheme finds the theme's file from the folder of the configuration, and
// goes back to the usual theme if it is none.
func (c *cli) checkTheme(folder string) {
	dark, light, pair := config.PairOf(c.config.Theme)
	if pair {
		c.config.Theme = config.Pair(besides(folder, dark), besides(folder, light))
	} else {
		c.config.Theme = besides(folder, c.config.Theme)
	}
	for _, name := range chosen(c.config.Theme) {
		if _, err := c.readTheme(name); err != nil {
			c.problems = append(c.problems, "in the configuration: "+strings.TrimPrefix(err.Error(), "--"))
			c.config.Theme = config.Default().Theme
			return
		}
	}
}

// besides is a theme's file from the folder, or the name of a theme as it is.
func besides(folder, theme string) string {
	theme = fromHome(theme)
	if file := filepath.Join(folder, theme); !filepath.IsAbs(theme) && filepath.Ext(theme) != "" && isThere(file) {
		return file
	}
	return theme
}
