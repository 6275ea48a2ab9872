package main

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// listing is what the list command was asked for.
type listing struct {
	query      search.Query
	limit      int // 0: all
	json, nul0 bool
	copies     bool // only articles that tell the same story as another, in groups
}

func (c *cli) listCommand() *cobra.Command {
	var l listing
	var order string
	cmd := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "List the articles",
		Long: `List the articles of the collection that a query finds, best match first; without one all, by their paths. manicule search --help explains queries.

On a terminal it prints a table of paths, titles, notes, dates and minutes; otherwise a line for each article with tabs between path, title, site, date, minutes, number of notes, and the reason why it can't be read, if it can't.`,
		Example: `manicule list
manicule list tide library is:unread
manicule list --sort length --limit 5
manicule list -0 path:essays | xargs -0 wc -w`,
		ValidArgsFunction: c.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if l.query, err = c.parseQuery("list", args, order); err != nil {
				return err
			}
			col, err := c.collection()
			if err != nil {
				return err
			}
			defer col.Close()
			if l.copies {
				return c.listCopies(cmd.Context(), col, l)
			}
			return c.list(cmd.Context(), col, l)
		},
	}
	cmd.Flags().StringVar(&order, "sort", "", "relevance, path, title, date (newest first), length (longest first), left (least time left first), read (last read first), added (last added first); reversed by a minus")
	cmd.Flags().IntVar(&l.limit, "limit", 0, "print at most this many")
	c.addJSON(cmd, &l.json)
	cmd.Flags().BoolVar(&l.copies, "duplicates", false, "only articles that have duplicates: groups separated by an empty line, or an array of arrays")
	cmd.Flags().BoolVarP(&l.nul0, "null", "0", false, "print paths only, separated by NUL bytes")
	return cmd
}

func (c *cli) list(ctx context.Context, col *store.Collection, l listing) error {
	lib, err := c.library(ctx, col)
	if err != nil {
		return err
	}
	defer lib.Close()
	a := lib.Articles()
	found, err := a.Search(ctx, l.query)
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	if l.limit > 0 && len(found.IDs) > l.limit {
		found.IDs = found.IDs[:l.limit]
	}
	if l.json || len(found.IDs) > 0 {
		if err := c.printEntries(lib, a, found.IDs, l); err != nil {
			return err
		}
	}
	if others := col.Others().String(); others != "" && l.query.Text == "" && c.terminal() {
		c.warn("not shown: %s", others)
	}
	if len(found.IDs) == 0 {
		return foundNothing("list", lib, l.query)
	}
	return nil
}

// foundNothing says that no article is what was asked for.
func foundNothing(command string, lib *library.Library, q search.Query) error {
	folder := lib.Collection().Shown()
	if lib.Articles().Len() == 0 {
		others := ""
		if s := lib.Collection().Others().String(); s != "" {
			others = ", but " + s
		}
		return nothing("%s %s: the folder holds no articles%s\n  articles are .md, .txt and .html files and many others, also in folders below it", command, folder, others)
	}
	if text, ok := lib.Articles().Suggest(q); ok {
		return nothing("%s %s: no article matches %q\n  did you mean %s?", command, folder, q.Text, text)
	}
	return nothing("%s %s: no article matches %q", command, folder, q.Text)
}

func (c *cli) printEntries(lib *library.Library, a *library.Articles, ids []library.ID, l listing) error {
	out := bufio.NewWriter(c.stdout)
	array := jsonArray{out: out, lines: c.jsonLines}
	table := newListTable(c.columns(), a, ids)
	for _, id := range ids {
		e := a.Entry(id)
		switch {
		case l.json:
			if err := array.add(newEntryJSON(lib, e)); err != nil {
				return err
			}
		case l.nul0:
			out.WriteString(e.Path + "\x00")
		case c.terminal():
			out.WriteString(table.row(e) + "\n")
		default:
			out.WriteString(strings.Join(fields(e), "\t") + "\n")
		}
	}
	if l.json {
		array.end()
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the list: %w", err)
	}
	return nil
}

// fields are the columns of the list for scripts.
func fields(e store.Entry) []string {
	f := []string{article.CleanLine(e.Path), e.Meta.Title, e.Meta.Site, day(e.Meta.Published), strconv.Itoa(e.Minutes), strconv.Itoa(e.Notes)}
	if e.Err != nil {
		f = append(f, article.CleanLine(e.Err.Error()))
	}
	return f
}

// listTable is the list on a terminal: state, path, title, and at the right
// what is known. All in cells.
type listTable struct {
	width int
	paths int // of the column of paths
	about int // of the column at the right
}

// minTitle is what a title has at least, where there is a column of them.
const minTitle = 12

// newListTable gives the columns what the entries need. Paths are never cut, for
// they are what show takes; one that is too long for its column goes on into the
// next.
func newListTable(width int, a *library.Articles, ids []library.ID) listTable {
	t := listTable{width: width}
	for _, id := range ids {
		e := a.Entry(id)
		t.paths = max(t.paths, ansi.StringWidth(article.CleanLine(e.Path)))
		t.about = max(t.about, ansi.StringWidth(about(e)))
	}
	t.about = min(t.about, width/3)
	t.paths = min(t.paths, max(width/2, width-t.about-minTitle-6))
	return t
}

func (t listTable) row(e store.Entry) string {
	path := article.CleanLine(e.Path)
	row := stateSign(e) + " " + path + strings.Repeat(" ", max(t.paths-ansi.StringWidth(path), 0)) + "  "
	left := t.width - ansi.StringWidth(row)
	room := left - t.about - 2 // for the title
	switch {
	case e.Err != nil:
		row += ansi.Truncate(article.CleanLine(e.Err.Error()), max(left, minTitle), "…")
	case room >= minTitle:
		title := ansi.Truncate(e.Meta.Title, room, "…")
		right := ansi.Truncate(about(e), t.about, "…")
		row += title + strings.Repeat(" ", left-ansi.StringWidth(title)-ansi.StringWidth(right)) + right
	}
	return strings.TrimRight(row, " ")
}

// about is what is known of an entry besides its title.
func about(e store.Entry) string {
	if e.Err != nil {
		return ""
	}
	return strings.TrimLeft(fmt.Sprintf("%s  %s  %2d min", notesSign(e.Notes), day(e.Meta.Published), e.Minutes), " ")
}

// stateSign tells by its shape how far an article has been read.
func stateSign(e store.Entry) string {
	switch {
	case e.Err != nil:
		return "!"
	case e.Reading.Star:
		return "★"
	case e.Reading.Read:
		return "✓"
	case e.Reading.Begun():
		return "◐"
	}
	return "●"
}

func notesSign(n int) string {
	if n == 0 {
		return ""
	}
	return "☞" + strconv.Itoa(n)
}

func count(n int, unit string) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + " " + unit
}

// day is a date without its time; when only the day is known, or for a column.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// entryJSON is an article in the output of list --json.
type entryJSON struct {
	Path string `json:"path"`
	metaJSON
	Words    int     `json:"words"`
	Minutes  int     `json:"minutes"`
	Bytes    int64   `json:"bytes"`
	Added    string  `json:"added,omitempty"`
	Modified string  `json:"modified"`
	Notes    int     `json:"notes"`
	Progress float64 `json:"progress"` // how much was read, 0 to 1
	Position float64 `json:"position"` // where the reader is, 0 to 1
	Read     bool    `json:"read"`
	Star     bool    `json:"star"`
	Archived bool    `json:"archived"`
	Error    string  `json:"error,omitempty"`
	Open     string  `json:"open"` // the word that opens it: manicule OPEN
}

// newEntryJSON reads the article's description, which the index doesn't know.
func newEntryJSON(lib *library.Library, e store.Entry) entryJSON {
	out := entryJSON{
		Path: e.Path, metaJSON: newMetaJSON(e.Meta), Words: e.Words, Minutes: e.Minutes, Open: openWord(lib.Collection(), e.Path, 0),
		Bytes: e.Size, Added: day(e.Added), Modified: e.Modified.Local().Format(time.RFC3339), Notes: e.Notes,
		Progress: e.Reading.Progress, Position: e.Reading.Reached(), Read: e.Reading.Read, Star: e.Reading.Star, Archived: e.Reading.Archived,
	}
	if e.Err != nil {
		out.Error = e.Err.Error()
	} else if a, err := lib.Article(e.Path); err == nil {
		out.Description = a.Meta.Description
	}
	return out
}
