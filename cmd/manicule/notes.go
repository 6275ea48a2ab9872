package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/script"
	"manicule/internal/search"
	"manicule/internal/store"
)

// listingNotes is what the notes command was asked for.
type listingNotes struct {
	query  search.Query
	format string // of noteFormats; "": a table
	json   bool
	files  templating
}

func (c *cli) notesCommand() *cobra.Command {
	var l listingNotes
	cmd := &cobra.Command{
		Use:   "notes [QUERY]",
		Short: "List or export the notes",
		Long: `List the notes of the collection that a query finds, or all, by their articles' paths, with the state of each one's passage and its present position, in bytes of the text that show --markdown prints. The state is exact, edited (its words were changed), moved, or lost (not found).

QUERY is what search --help tells, asked of each note: words are looked for in its passage, its own words and tags, its kind and state, and its article's title and path; note: tag: kind: title: and /an expression/ look at the note as well, and has:lost finds notes whose passage is lost. All other qualifiers, such as author: date: path: text: and is:, ask for the article that the note is on.

--format markdown writes an account to read, jsonld a collection of W3C Web Annotations, csv the columns that Readwise imports, org an outline for Org mode, mrsf comments as Sidemark keeps them beside each Markdown file, anki cards, review a list for going through them in an editor or by a program: path:line: kind: words, then heading and passage, indented. Words are exported exactly as they are, except that they can do no harm on a terminal.

--template writes files into the folder --out, one for each article or, with --per day, for each day: obsidian, logseq, org and plain come along, and FILE is one of your own (docs/import-export.md has the fields). What is there is updated: what you wrote between the notes stays, and so do notes that you changed there. --since takes only what was made or changed since a day, or since the last such export.

manicule notes verify checks all notes; to look for that word: manicule notes -- verify.`,
		Example: `manicule notes
manicule notes ferry kind:question
manicule notes has:lost --json
manicule notes date:2024 '#harbour' --format markdown > harbour.md
manicule notes --template obsidian --out ~/vault/reading
manicule notes --format anki --since last > new.txt`,
		ValidArgsFunction: c.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if err := l.check(); err != nil {
				return err
			}
			if l.query, err = c.parseQuery("notes", args, ""); err != nil {
				return err
			}
			if l.query.Sort != (search.Sort{}) {
				return usage("notes: always in the order of their articles' paths; leave out sort:")
			}
			return c.notes(cmd.Context(), l)
		},
	}
	c.addJSON(cmd, &l.json)
	cmd.Flags().StringVar(&l.format, "format", "", "export as "+formatNames())
	l.files.flags(cmd.Flags())
	cmd.AddCommand(c.notesVerifyCommand())
	return cmd
}

func (c *cli) notes(ctx context.Context, l listingNotes) error {
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	articles, done := c.articles(ctx, col)
	defer done()
	ask, err := library.AskNotes(ctx, l.query, articles)
	if err != nil {
		return err
	}
	all, unread := c.allNotes(ctx, col)
	if l.format != "" && l.format != "markdown" || l.files.template != "" || l.json {
		addLines(col, all)
	}
	now := c.now()
	chosen, err := l.recent(col, ask.Choose(all))
	if err != nil {
		return err
	}
	if l.files.template != "" {
		err = c.writeTemplate(chosen, all, l.files)
	} else {
		err = c.printNotes(col, chosen, l)
	}
	if err == nil && l.files.since == "last" {
		err = col.RecordExport(l.exportName(), now)
	}
	if err != nil && unread == nil {
		return err
	}
	return unread
}

// allNotes reads every note of the collection and finds its passage, by the
// articles' paths and in the order of each file. What is wrong with a notes
// file is told and keeps no other note from being listed, nor does a file that
// can't be read, which the error tells.
func (c *cli) allNotes(ctx context.Context, col *store.Collection) ([]note.ArticleNotes, error) {
	return library.AllNotes(ctx, col, func(path string, f *note.File) {
		for _, p := range f.Problems() {
			c.warn("notes on %s, line %d: %s", path, p.Line, p.What)
		}
	})
}

func (c *cli) printNotes(col *store.Collection, all []note.ArticleNotes, l listingNotes) error {
	if err := c.writeNotes(col, all, l); err != nil {
		return fmt.Errorf("print the notes: %w", err)
	}
	switch {
	case len(all) > 0:
		return nil
	case l.files.since != "" && l.query.Root == nil:
		return nothing("notes: none was made or changed since")
	case l.query.Root == nil:
		return nothing("notes: there are none yet\n  h marks the passage in focus while you read; manicule note add does it from a script")
	}
	return nothing("notes: nothing matches %q", l.query.Text)
}

func (c *cli) writeNotes(col *store.Collection, all []note.ArticleNotes, l listingNotes) error {
	switch {
	case l.json:
		return c.printArray(notesJSON(col, all))
	case l.format != "":
		return c.exportNotes(all, l.format)
	}
	out := bufio.NewWriter(c.stdout)
	width := c.columns()
	if !c.terminal() {
		width = math.MaxInt // quotes are whole where they may be looked through
	}
	writeNotes(out, all, width)
	return out.Flush()
}

// writeNotes writes the notes for a person, grouped by article.
func writeNotes(out *bufio.Writer, all []note.ArticleNotes, width int) {
	for i, m := range all {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s · %s\n", article.CleanLine(m.Path), article.CleanLine(m.Title))
		for _, p := range m.Notes {
			writeNote(out, p, width)
		}
	}
}

func writeNote(out *bufio.Writer, p note.ResolvedNote, width int) {
	const indent = "              "
	quote := "on the whole article"
	if !p.OnArticle() {
		quote = script.Quoted(article.CleanLine(p.Anchor.Quote))
	}
	line := fmt.Sprintf("  %-10s  %s · %s · %s", article.CleanLine(p.ID), article.CleanLine(p.Kind), p.Match.State, quote)
	out.WriteString(ansi.Truncate(line, max(width, 40), "…") + "\n")
	for line := range strings.Lines(article.Clean(p.Body)) {
		out.WriteString(strings.TrimRight(indent+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	if len(p.Tags) > 0 {
		out.WriteString(indent + article.CleanLine("#"+strings.Join(p.Tags, " #")) + "\n")
	}
}

// noteJSON is a note in the output of notes --json. At and confidence are null
// for a lost note and for one on the whole article.
type noteJSON struct {
	ID         string   `json:"id"`
	Article    string   `json:"article"`
	Title      string   `json:"title"`
	Kind       string   `json:"kind"`
	Quote      string   `json:"quote"`
	Body       string   `json:"body"`
	Tags       []string `json:"tags"`
	State      string   `json:"state"`
	At         *[2]int  `json:"at"`
	Confidence *float64 `json:"confidence"`
	Made       string   `json:"made,omitempty"`
	Changed    string   `json:"changed,omitempty"`
	Open       string   `json:"open,omitempty"` // the word that opens the article there: manicule OPEN

	Extra map[string]json.RawMessage `json:"extra,omitempty"`
}

func notesJSON(col *store.Collection, all []note.ArticleNotes) []noteJSON {
	out := []noteJSON{}
	for _, m := range all {
		for _, n := range m.Notes {
			one := newNoteJSON(n, m.Path, m.Title)
			one.Open = exchange.OpenWord(m, n)
			out = append(out, one)
		}
	}
	return out
}

func newNoteJSON(p note.ResolvedNote, path, title string) noteJSON {
	out := noteJSON{
		ID: p.ID, Article: path, Title: title, Kind: p.Kind, Quote: p.Anchor.Quote, Body: p.Body,
		Tags: p.AllTags(), State: p.Match.State.String(), Extra: p.Extra, Made: stamp(p.Made), Changed: stamp(p.Changed),
	}
	if out.Tags == nil {
		out.Tags = []string{}
	}
	if !p.OnArticle() && p.Match.State != note.Lost {
		out.At = &[2]int{p.Match.Span.Start, p.Match.Span.End}
		out.Confidence = &p.Match.Confidence
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
