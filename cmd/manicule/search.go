package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// searching is what the search command was asked for.
type searching struct {
	query      search.Query
	limit      int // 0: all
	json, nul0 bool
}

// screenful is how many articles are shown to a person who didn't say.
const screenful = 20

func (c *cli) searchCommand() *cobra.Command {
	var s searching
	var order string
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find passages in the articles",
		Long: `Print the best passage of each article that a query finds, best match first.

` + queryHelp + `

On a terminal the words are highlighted, and ` + strconv.Itoa(screenful) + ` articles shown; otherwise all are, a line for each with tabs between path, title, the heading that the passage stands under, its position in bytes of the text that show --markdown prints, the number of matches, the passage, and the word that opens it there (manicule WORD). An article that matches elsewhere, such as in its tags or notes, has no passage.`,
		Example: `manicule search japan alliance
manicule search '"free trade" -china sort:date'
manicule search tide --json | jq -r '.[].snippet'
manicule search -0 'has:code' | xargs -0 wc -w`,
		Args:              arguments(1, -1),
		ValidArgsFunction: c.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if s.query, err = c.parseQuery("search", args, order); err != nil {
				return err
			}
			if !cmd.Flags().Changed("limit") && c.terminal() && !s.json && !s.nul0 {
				s.limit = screenful
			}
			return c.search(cmd.Context(), s)
		},
	}
	cmd.Flags().StringVar(&order, "sort", "", "relevance, path, title, date, length, left, read; reversed by a minus")
	cmd.Flags().IntVar(&s.limit, "limit", 0, "print at most this many articles; 0 means all (default: "+strconv.Itoa(screenful)+" on a terminal)")
	c.addJSON(cmd, &s.json)
	cmd.Flags().BoolVarP(&s.nul0, "null", "0", false, "print paths only, separated by NUL bytes")
	return cmd
}

func (c *cli) search(ctx context.Context, s searching) error {
	lib, done, err := c.openedLibrary(ctx)
	if err != nil {
		return err
	}
	defer done()
	a := lib.Articles()
	found, err := a.Search(ctx, s.query)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	more := 0
	if s.limit > 0 && len(found.IDs) > s.limit {
		more = len(found.IDs) - s.limit
		found.IDs = found.IDs[:s.limit]
	}
	if s.json || len(found.IDs) > 0 {
		if err := c.printPassages(lib, a, found.IDs, s); err != nil {
			return err
		}
	}
	switch {
	case len(found.IDs) == 0:
		return foundNothing("search", lib, s.query)
	case more > 0 && c.terminal():
		c.warn("%d more; --limit 0 prints all", more)
	}
	return nil
}

// passage is what a query matched in an article.
type passage struct {
	store.Entry
	library.Hit
	heading string // that the passage stands under
	open    string // the word that opens it
}

// passageIn looks into an article; one that can't be read has no passage.
func passageIn(lib *library.Library, e store.Entry, q search.Query, width int) passage {
	words := openWords{col: lib.Collection()}
	p := passage{Entry: e, open: words.at(nil, e.Path, 0)}
	a, err := lib.Article(e.Path)
	if err != nil {
		return p
	}
	p.Hit, _ = lib.Hit(e.Path, q, width)
	if !p.Passage.Span.Empty() {
		p.heading = a.HeadingAt(p.Passage.Span.Start)
		p.open = words.at(a, e.Path, p.Passage.Span.Start)
	}
	return p
}

func (c *cli) printPassages(lib *library.Library, a *library.Articles, ids []library.ID, s searching) error {
	out := bufio.NewWriter(c.stdout)
	array := jsonArray{out: out, lines: c.jsonLines}
	screen := passageScreen{width: c.columns(), lit: c.profile() > colorprofile.ASCII, query: s.query}
	for _, id := range ids {
		e := a.Entry(id)
		if s.nul0 {
			out.WriteString(e.Path + "\x00")
			continue
		}
		p := passageIn(lib, e, s.query, screen.passageWidth(c.terminal()))
		switch {
		case s.json:
			if err := array.add(newPassageJSON(p)); err != nil {
				return err
			}
		case c.terminal():
			out.WriteString(screen.draw(p))
		default:
			out.WriteString(strings.Join(p.fields(), "\t") + "\n")
		}
	}
	if s.json {
		array.end()
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the passages: %w", err)
	}
	return nil
}

// fields are the columns for scripts.
func (p passage) fields() []string {
	at := ""
	if !p.Passage.Span.Empty() {
		at = fmt.Sprintf("%d,%d", p.Passage.Span.Start, p.Passage.Span.End)
	}
	return []string{article.CleanLine(p.Path), p.Meta.Title, p.heading, at, strconv.Itoa(p.Count), p.Passage.Text, article.CleanLine(p.open)}
}

// passageScreen draws passages for a person.
type passageScreen struct {
	width int
	lit   bool // there are colours
	query search.Query
}

// passageIndent is what a passage is set in, in cells.
const passageIndent = 4

// passageWidth is how wide a passage is: what fits on the screen, and for
// scripts as much as there would be on a wide one.
func (s passageScreen) passageWidth(terminal bool) int {
	const wide = 160
	if !terminal {
		return wide
	}
	return max(min(s.width, wide)-passageIndent, 20)
}

// draw writes the article's title and path, and the passage with its heading.
func (s passageScreen) draw(p passage) string {
	title := s.light(p.Meta.Title, s.query.Highlights(p.Meta.Title, search.InTitle))
	about := article.CleanLine(p.Path)
	if p.Count > 1 {
		about += ", " + count(p.Count, "matches")
	}
	lines := []string{title + " · " + about}
	if p.heading != "" && p.heading != p.Meta.Title {
		lines = append(lines, strings.Repeat(" ", passageIndent)+"under “"+p.heading+"”")
	}
	if p.Passage.Text != "" {
		lines = append(lines, strings.Repeat(" ", passageIndent)+s.light(p.Passage.Text, p.Passage.Highlights))
	}
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, s.width, "…")
	}
	return strings.Join(lines, "\n") + "\n"
}

// light makes the spans of a text bold, where there are colours.
func (s passageScreen) light(text string, spans []article.Span) string {
	if !s.lit {
		return text
	}
	var b strings.Builder
	at := 0
	for _, span := range spans {
		b.WriteString(text[at:span.Start] + "\x1b[1m" + text[span.Start:span.End] + "\x1b[22m")
		at = span.End
	}
	return b.String() + text[at:]
}

// passageJSON is an article in the output of search --json. At is null where
// the text does not match; lit are bytes of the snippet.
type passageJSON struct {
	Path    string   `json:"path"`
	Title   string   `json:"title"`
	Heading string   `json:"heading"`
	At      *[2]int  `json:"at"`
	Matches int      `json:"matches"`
	Snippet string   `json:"snippet"`
	Lit     [][2]int `json:"lit"`
	Open    string   `json:"open"` // the word that opens it there: manicule OPEN
}

func newPassageJSON(p passage) passageJSON {
	out := passageJSON{
		Path: p.Path, Title: cmp.Or(p.Meta.Title, article.CleanLine(p.Path)), Heading: p.heading,
		Matches: p.Count, Snippet: p.Passage.Text, Lit: [][2]int{}, Open: p.open,
	}
	if !p.Passage.Span.Empty() {
		out.At = &[2]int{p.Passage.Span.Start, p.Passage.Span.End}
	}
	for _, s := range p.Passage.Highlights {
		out.Lit = append(out.Lit, [2]int{s.Start, s.End})
	}
	return out
}
