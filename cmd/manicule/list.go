package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/store"
)

// listing is what the list command was asked for.
type listing struct {
	words      []string // each must occur in an article's title, author, site, tags or path
	sort       string   // a key of orders
	limit      int      // 0: all
	json, nul0 bool
}

func (c *cli) listCommand() *cobra.Command {
	var l listing
	cmd := &cobra.Command{
		Use:   "list [FILTER]",
		Short: "List the articles",
		Long: `List the articles of the collection whose title, author, site, tags or path contain every word of FILTER.

On a terminal it prints a table; otherwise a line for each article with tabs between path, title, site, date, minutes, number of notes, and the reason why it can't be read, if it can't.`,
		Example: `manicule list
manicule list tide library
manicule list --sort length --limit 5
manicule list -0 essays | xargs -0 wc -w`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, ok := orders[l.sort]; !ok {
				return usage("list: there is no order %q; --sort takes path, title, date, length, read", l.sort)
			}
			col, err := c.collection()
			if err != nil {
				return err
			}
			defer col.Close()
			l.words = strings.Fields(strings.Join(args, " "))
			return c.list(cmd.Context(), col, l)
		},
	}
	cmd.Flags().StringVar(&l.sort, "sort", "path", "path, title, date (newest first), length, read (last read first)")
	cmd.Flags().IntVar(&l.limit, "limit", 0, "print at most so many")
	cmd.Flags().BoolVar(&l.json, "json", false, "print a JSON array")
	cmd.Flags().BoolVarP(&l.nul0, "null", "0", false, "print paths only, each ended by a zero byte")
	return cmd
}

// orders are the values of --sort. What is equal stays in the order of paths.
var orders = map[string]func(a, b store.Entry) int{
	"path": func(a, b store.Entry) int { return 0 },
	"title": func(a, b store.Entry) int {
		return cmp.Compare(strings.ToLower(a.Meta.Title), strings.ToLower(b.Meta.Title))
	},
	"date":   func(a, b store.Entry) int { return b.Meta.Published.Compare(a.Meta.Published) },
	"length": func(a, b store.Entry) int { return cmp.Compare(a.Words, b.Words) },
	"read":   func(a, b store.Entry) int { return b.Reading.At.Compare(a.Reading.At) },
}

func (c *cli) list(ctx context.Context, col *store.Collection, l listing) error {
	if w := col.Warning(); w != "" {
		c.warn("%s", w)
	}
	var entries []store.Entry
	if err := col.List(ctx, func(batch []store.Entry) { entries = append(entries, batch...) }); err != nil {
		return err
	}
	empty := len(entries) == 0
	entries = l.choose(entries)
	if l.json {
		if err := printJSON(c.stdout, entriesJSON(entries)); err != nil {
			return err
		}
	}
	switch {
	case empty:
		return nothing("list %s: the folder holds no articles\n  articles are .md, .txt and .html files, also in folders below it", col.Folder())
	case len(entries) == 0:
		return nothing("list %s: no article matches %q", col.Folder(), strings.Join(l.words, " "))
	case l.json:
		return nil
	}
	return c.printEntries(entries, l)
}

// choose filters, sorts and cuts the entries.
func (l listing) choose(entries []store.Entry) []store.Entry {
	entries = slices.DeleteFunc(entries, func(e store.Entry) bool {
		m := e.Meta
		return !containsWords(l.words, m.Title, m.Author, m.Site, strings.Join(m.Tags, " "), article.Clean(e.Path))
	})
	slices.SortFunc(entries, func(a, b store.Entry) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortStableFunc(entries, orders[l.sort])
	if l.limit > 0 && len(entries) > l.limit {
		entries = entries[:l.limit]
	}
	return entries
}

// containsWords tells whether each of the words occurs in one of the texts,
// whatever their case.
func containsWords(words []string, texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, strings.ToLower(w)) })
}

func (c *cli) printEntries(entries []store.Entry, l listing) error {
	out := bufio.NewWriter(c.stdout)
	switch {
	case l.nul0:
		for _, e := range entries {
			out.WriteString(e.Path + "\x00")
		}
	case c.terminal():
		width := c.columns()
		for _, e := range entries {
			out.WriteString(tableRow(e, width) + "\n")
		}
	default:
		for _, e := range entries {
			out.WriteString(strings.Join(fields(e), "\t") + "\n")
		}
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

// tableRow is an entry as one row of a terminal width cells wide: state, title,
// and what is known at the right.
func tableRow(e store.Entry, width int) string {
	title := cmp.Or(e.Meta.Title, article.CleanLine(e.Path))
	about := strings.Join(slices.DeleteFunc([]string{
		e.Meta.Site, day(e.Meta.Published), count(e.Minutes, "min"), notesSign(e.Notes),
	}, func(s string) bool { return s == "" }), " · ")
	if e.Err != nil {
		about = article.CleanLine(e.Err.Error())
	}
	about = ansi.Truncate(about, width/2, "…")
	room := max(width-ansi.StringWidth(about)-4, 1)
	title = ansi.Truncate(title, room, "…")
	gap := strings.Repeat(" ", max(room-ansi.StringWidth(title), 0)+2)
	return stateSign(e) + " " + title + gap + about
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
	case e.Reading.Progress > 0:
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

// moment is a time as exactly as it is known: midnight UTC is a whole day.
func moment(t time.Time) string {
	if t.Equal(t.UTC().Truncate(24 * time.Hour)) {
		return day(t.UTC())
	}
	return t.Format(time.RFC3339)
}

// entryJSON is an article in the output of list --json.
type entryJSON struct {
	Path string `json:"path"`
	metaJSON
	Words    int     `json:"words"`
	Minutes  int     `json:"minutes"`
	Bytes    int64   `json:"bytes"`
	Modified string  `json:"modified"`
	Notes    int     `json:"notes"`
	Progress float64 `json:"progress"`
	Read     bool    `json:"read"`
	Star     bool    `json:"star"`
	Error    string  `json:"error,omitempty"`
}

func entriesJSON(entries []store.Entry) []entryJSON {
	out := make([]entryJSON, len(entries))
	for i, e := range entries {
		out[i] = entryJSON{
			Path: e.Path, metaJSON: newMetaJSON(e.Meta), Words: e.Words, Minutes: e.Minutes,
			Bytes: e.Size, Modified: e.Modified.UTC().Format(time.RFC3339), Notes: e.Notes,
			Progress: e.Reading.Progress, Read: e.Reading.Read, Star: e.Reading.Star,
		}
		if e.Err != nil {
			out[i].Error = e.Err.Error()
		}
	}
	return out
}
