package main

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/doctor"
	"manicule/internal/library"
)

func (c *cli) notesVerifyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check all notes files and passages",
		Long: `Read every notes file and find the passage of every note, and count how many are exact, edited, moved and lost.

What needs attention is listed: parts of notes files that can't be read, with their lines; files that can't be written because they hold conflict markers or a newer manicule wrote them; conflicting copies left by sync and merge programs; several files for one article; notes whose passage is lost, or whose article is gone. If there is any of this, the exit status is 1. Nothing is changed.`,
		Example: `manicule notes verify
manicule notes verify --json | jq .problems`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.verifyNotes(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object")
	return cmd
}

func (c *cli) verifyNotes(ctx context.Context, asJSON bool) error {
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	if w := col.Warning(); w != "" {
		c.warn("%s", w)
	}
	v, unread := library.Verify(ctx, col)
	if ctx.Err() != nil {
		return unread
	}
	if err := c.printVerification(v, asJSON); err != nil {
		return fmt.Errorf("print what was found: %w", err)
	}
	switch {
	case unread != nil:
		return fmt.Errorf("notes verify: %w", unread)
	case len(v.Problems) > 0:
		return nothing("notes verify: %s", doctor.Needing(len(v.Problems)))
	}
	return nil
}

func (c *cli) printVerification(v library.Verification, asJSON bool) error {
	if asJSON {
		return printJSON(c.stdout, v)
	}
	out := bufio.NewWriter(c.stdout)
	for _, p := range v.Problems {
		fmt.Fprintln(out, article.CleanLine(p.Where()+": "+p.What))
	}
	fmt.Fprintln(out, v)
	return out.Flush()
}
