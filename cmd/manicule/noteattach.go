package main

import (
	"context"

	"github.com/spf13/cobra"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

func (c *cli) noteAttachCommand() *cobra.Command {
	var at string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "attach ID --at START,END",
		Short: "Attach a note to a passage, such as one that was lost",
		Long: `Set where a note's passage is now: at START,END in bytes of the text that show --markdown prints. The quote stays as it was; the note is exact from then on. manicule notes --json shows where an edited or moved passage was found.

To give a note on a whole article a passage, make a new note.`,
		Example: `manicule note attach q7d2k9fmw3 --at 2214,2260
manicule notes edited --json | jq -r '.[] | "\(.id) --at \(.at[0]),\(.at[1])"' | xargs -L1 manicule note attach`,
		Args:              arguments(1, 1),
		ValidArgsFunction: c.completeNotes,
		RunE: func(cmd *cobra.Command, args []string) error {
			if at == "" {
				return usage("note attach %s: give the place of the passage with --at START,END", args[0])
			}
			return c.attachNote(cmd.Context(), args[0], at, asJSON)
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "its position, START,END in bytes of the text")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the note as JSON")
	return cmd
}

func (c *cli) attachNote(ctx context.Context, id, at string, asJSON bool) error {
	return c.changeNote(ctx, id, asJSON, func(on *article.Article, n *note.Note) error {
		span, err := parseSpan("note attach", at, on.Text)
		if err == nil && n.OnArticle() {
			err = usage("note attach %s: this note is on the whole article; note add makes one on a passage", id)
		}
		if err == nil {
			n.Anchor, n.Text = anchor.Confirm(on.Text, n.Anchor, span), ""
		}
		return err
	})
}
