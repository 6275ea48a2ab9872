package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// placed is a note with the article it is on and where it stands there now.
type placed struct {
	note.Note
	article, title string
	match          note.Match
}

func (c *cli) notesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "notes [FILTER]",
		Short: "List the notes",
		Long: `List the notes of the collection, with the state of each one's passage and its present position, in bytes of the text that show --markdown prints.

The state is exact, edited (its words were changed), moved, or lost (not found). FILTER keeps the notes whose words, tags, kind, state, or article contain every word of it.`,
		Example: `manicule notes
manicule notes question ferry
manicule notes lost --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			col, err := c.collection()
			if err != nil {
				return err
			}
			defer col.Close()
			notes, err := c.allNotes(cmd.Context(), col)
			if err != nil {
				return err
			}
			return c.printNotes(notes, strings.Fields(strings.Join(args, " ")), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

// allNotes reads every note of the collection and finds its passage, by the
// articles' paths and in the order of each file. What is wrong with a notes
// file is told and keeps no other note from being listed.
func (c *cli) allNotes(ctx context.Context, col *store.Collection) ([]placed, error) {
	var notes []placed
	err := col.AllNotes(ctx, func(path string, f *note.File) {
		for _, p := range f.Problems() {
			c.warn("notes on %s, line %d: %s", path, p.Line, p.What)
		}
		notes = append(notes, place(col, path, f)...)
	})
	slices.SortStableFunc(notes, func(a, b placed) int { return cmp.Compare(a.article, b.article) })
	return notes, err
}

// place finds the passages of a file's notes; all are lost when the article is.
func place(col *store.Collection, path string, f *note.File) []placed {
	title, text := f.Header().Title, ""
	a, err := col.Read(path)
	if err == nil {
		title, text = a.Meta.Title, a.Text
	}
	finder := note.NewFinder(text, col.FormerTexts(f)...)
	var notes []placed
	for _, n := range f.Notes() {
		p := placed{Note: n, article: path, title: title, match: note.Match{State: note.Lost}}
		switch {
		case err != nil:
		case n.OnArticle():
			p.match = note.Match{State: note.Exact, Confidence: 1}
		default:
			p.match = finder.Find(n.Anchor)
		}
		notes = append(notes, p)
	}
	return notes
}

func (p placed) matches(words []string) bool {
	return containsWords(words, p.Anchor.Quote, p.Body, strings.Join(p.AllTags(), " "), p.Kind,
		p.match.State.String(), p.article, p.title)
}

// containsWords tells whether each of the words occurs in one of the texts,
// whatever their case.
func containsWords(words []string, texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, strings.ToLower(w)) })
}

func (c *cli) printNotes(notes []placed, words []string, asJSON bool) error {
	notes = slices.DeleteFunc(notes, func(p placed) bool { return !p.matches(words) })
	if asJSON {
		if err := printJSON(c.stdout, notesJSON(notes)); err != nil {
			return err
		}
	}
	switch {
	case len(notes) == 0 && len(words) == 0:
		return nothing("notes: there are none yet\n  h marks the passage in focus while you read; manicule note add does it from a script")
	case len(notes) == 0:
		return nothing("notes: none matches %q", strings.Join(words, " "))
	case asJSON:
		return nil
	}
	out := bufio.NewWriter(c.stdout)
	writeNotes(out, notes, c.columns())
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the notes: %w", err)
	}
	return nil
}

// writeNotes writes the notes for a person, grouped by article.
func writeNotes(out *bufio.Writer, notes []placed, width int) {
	const indent = "              "
	path := ""
	for i, p := range notes {
		if i == 0 || p.article != path {
			if i > 0 {
				out.WriteByte('\n')
			}
			fmt.Fprintf(out, "%s · %s\n", article.CleanLine(p.article), article.CleanLine(p.title))
			path = p.article
		}
		quote := "on the whole article"
		if !p.OnArticle() {
			quote = "“" + article.CleanLine(p.Anchor.Quote) + "”"
		}
		line := fmt.Sprintf("  %-10s  %s · %s · %s", article.CleanLine(p.ID), article.CleanLine(p.Kind), p.match.State, quote)
		out.WriteString(ansi.Truncate(line, max(width, 40), "…") + "\n")
		for line := range strings.Lines(article.Clean(p.Body)) {
			out.WriteString(strings.TrimRight(indent+strings.TrimRight(line, "\n"), " ") + "\n")
		}
		if len(p.Tags) > 0 {
			out.WriteString(indent + article.CleanLine("#"+strings.Join(p.Tags, " #")) + "\n")
		}
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

	Extra map[string]json.RawMessage `json:"extra,omitempty"`
}

func notesJSON(notes []placed) []noteJSON {
	out := make([]noteJSON, len(notes))
	for i, p := range notes {
		out[i] = p.json()
	}
	return out
}

func (p placed) json() noteJSON {
	out := noteJSON{
		ID: p.ID, Article: p.article, Title: p.title, Kind: p.Kind, Quote: p.Anchor.Quote, Body: p.Body,
		Tags: p.AllTags(), State: p.match.State.String(), Extra: p.Extra, Made: stamp(p.Made), Changed: stamp(p.Changed),
	}
	if out.Tags == nil {
		out.Tags = []string{}
	}
	if !p.OnArticle() && p.match.State != note.Lost {
		out.At = &[2]int{p.match.Span.Start, p.match.Span.End}
		out.Confidence = &p.match.Confidence
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
