package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui"
)

// reviewing is what review was asked for.
type reviewing struct {
	count         int
	json          bool
	date          string
	keep, dismiss string // ids
}

func (c *cli) reviewCommand() *cobra.Command {
	var r reviewing
	cmd := &cobra.Command{
		Use:   "review",
		Short: "Revisit a few of your notes",
		Long: `Revisit a few of your notes each day, chosen at random, the longer ago the likelier. They stay the same all day. On a terminal they come one by one, with the passage in its surroundings: keep, edit, tag, dismiss for good, or open the article there.

With --plain, or where the output is no terminal or a dumb one, today's notes are printed, and nothing is changed; --keep and --dismiss do from a script what the keys do.`,
		Example: `manicule review
# in the morning's mail
manicule review --plain --count 3
manicule review --dismiss q7d2k9fmw3`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.review(cmd.Context(), r) },
	}
	f := cmd.Flags()
	f.IntVar(&r.count, "count", session.ReviewCount, "how many notes a day")
	f.BoolVar(&c.plain, "plain", false, "print the notes, also on a terminal")
	f.BoolVar(&r.json, "json", false, "print a JSON array, as notes --json does")
	f.StringVar(&r.date, "date", "", "print the notes of another day, such as 2026-11-25")
	f.StringVar(&r.keep, "keep", "", "mark this note as reviewed")
	f.StringVar(&r.dismiss, "dismiss", "", "never show this note again")
	return cmd
}

func (c *cli) review(ctx context.Context, r reviewing) error {
	day := c.now()
	if r.date != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, r.date); err != nil {
			return usage("review: --date %q: give a day as in 2026-11-25", r.date)
		}
	}
	if r.count < 1 {
		return usage("review: --count %d: at least one note is needed", r.count)
	}
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	switch {
	case r.keep != "" || r.dismiss != "":
		return c.reviewed(ctx, col, r)
	case c.surface() == onScreen && !r.json && r.date == "":
		lib := library.Open(col)
		defer lib.Close()
		return c.startReader(ctx, ui.Options{Library: lib, Review: r.count})
	}
	return c.printReview(ctx, col, r, day)
}

// reviewed keeps that notes were reviewed.
func (c *cli) reviewed(ctx context.Context, col *store.Collection, r reviewing) error {
	known := map[string]bool{}
	err := col.AllNotes(ctx, func(_ string, f *note.File) {
		for _, n := range f.Notes() {
			known[n.ID] = true
		}
	})
	if err != nil {
		return err
	}
	for _, id := range []string{r.keep, r.dismiss} {
		switch {
		case id == "":
		case !known[id]:
			return noSuchNote(id)
		default:
			if err := col.SaveReview(id, id == r.dismiss); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *cli) printReview(ctx context.Context, col *store.Collection, r reviewing, day time.Time) error {
	today, unread := session.ChooseCards(ctx, col, day, r.count)
	var err error
	if r.json {
		all := []noteJSON{}
		for _, card := range today {
			all = append(all, newNoteJSON(card.ResolvedNote, card.Article.Name, card.Article.Meta.Title))
		}
		err = printJSON(c.stdout, all)
	} else {
		out := bufio.NewWriter(c.stdout)
		writeReview(out, today, c.columns())
		err = out.Flush()
	}
	switch {
	case err != nil:
		return fmt.Errorf("print the notes to review: %w", err)
	case unread != nil:
		return unread
	case len(today) == 0:
		return nothing("review: nothing to review today")
	}
	return nil
}

// writeReview writes each note for a person: where it is from, the passage,
// and what was said to it.
func writeReview(out *bufio.Writer, cards []session.Card, width int) {
	width = max(min(width, defaultColumns), 20)
	for i, p := range cards {
		if i > 0 {
			out.WriteByte('\n')
		}
		about := []string{article.CleanLine(p.Article.Meta.Title), article.CleanLine(p.Article.Name), article.CleanLine(p.Kind), day(p.Made), p.ID}
		if p.Match.State != note.Exact {
			about = append(about, p.Match.State.String())
		}
		about = slices.DeleteFunc(about, func(s string) bool { return s == "" })
		out.WriteString(strings.Join(about, " · ") + "\n")
		writeWrapped(out, "  > ", p.Anchor.Quote, width)
		writeWrapped(out, "  ", p.Body, width)
		if len(p.Tags) > 0 {
			out.WriteString("  " + article.CleanLine("#"+strings.Join(p.Tags, " #")) + "\n")
		}
	}
}

func writeWrapped(out *bufio.Writer, indent, text string, width int) {
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(ansi.Wrap(article.Clean(text), width-len(indent), ""), "\n") {
		out.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
}
