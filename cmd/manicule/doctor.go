package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"manicule/internal/doctor"
	"manicule/internal/library"
	"manicule/internal/store"
)

func (c *cli) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the collection, its notes, the index and the terminal",
		Long: `Check everything that reading and note taking depend on, and say what to do about each problem: the collection's folder, its articles, the notes, the search index, the folders for drafts and the cache, the terminal, the editor, the browser, git.

Nothing is changed but the search index, which is brought up to date. If anything needs a person the exit status is 1.`,
		Example: `manicule doctor
manicule doctor --json | jq '.[] | select(.advice)'`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.doctor(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

func (c *cli) doctor(ctx context.Context, asJSON bool) error {
	lib, done, err := c.opened()
	if err != nil {
		return err
	}
	defer done()
	if err := c.refresh(ctx, lib); err != nil {
		return err
	}
	bad := 0
	var findings []findingJSON
	for _, check := range c.patient(lib).Checks() {
		state, advice := check.Run(ctx)
		findings = append(findings, findingJSON{check.Name, state, advice})
		if advice != "" {
			bad++
		}
	}
	if err := c.printFindings(findings, asJSON); err != nil {
		return fmt.Errorf("print what was found: %w", err)
	}
	if bad > 0 {
		return nothing("doctor: %s", doctor.Needing(bad))
	}
	return nil
}

func (c *cli) patient(lib *library.Library) doctor.Patient {
	p := doctor.Patient{
		Library: lib, Getenv: os.Getenv, Editor: c.config.Editor, Browser: c.config.Browser,
		StateHome: store.StateHome(), CacheHome: store.CacheHome(),
		Terminal: doctor.Terminal{Is: c.terminal(), Colours: c.profile()},
	}
	if w, h, err := term.GetSize(c.stdout.Fd()); err == nil {
		p.Terminal.Width, p.Terminal.Height = w, h
	}
	return p
}

// findingJSON is a finding in the output of doctor --json.
type findingJSON struct {
	What   string `json:"what"`
	State  string `json:"state"`
	Advice string `json:"advice,omitempty"`
}

func (c *cli) printFindings(findings []findingJSON, asJSON bool) error {
	if asJSON {
		return printJSON(c.stdout, findings)
	}
	out := bufio.NewWriter(c.stdout)
	for _, f := range findings {
		sign := "✓"
		if f.Advice != "" {
			sign = "!"
		}
		fmt.Fprintf(out, "%s %-13s %s\n", sign, f.What, f.State)
		if f.Advice != "" {
			fmt.Fprintf(out, "  %-13s → %s\n", "", f.Advice)
		}
	}
	return out.Flush()
}
