package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

// importing is what import was asked for.
type importing struct {
	files     []string
	from      string // a format of exchange.ImportFormats; "": as the file looks
	article   string // the article that all notes are on; "": as each note tells
	dry, json bool
}

func (c *cli) importCommand() *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import FILE|-...",
		Short: "Bring in notes from other programs",
		Long: `Bring in notes that another program wrote down: W3C Web Annotations (jsonld, also what notes --format jsonld writes), Hypothesis' JSON, KOReader's metadata.*.lua or JSON export, a Kindle's "My Clippings.txt" in any of its languages, and Readwise's CSV.

The article of each note is told by its address, else by title and author, else by what is quoted. The passage is looked for in the article as it is now: exact where it stands word for word and only one place can be meant, edited where its words were changed, else lost, which is told and kept like any lost note. Notes without an article, or that several articles may be meant by, are kept in .manicule/unplaced.jsonld; import that file again once the article is there, or name it by --article.

What is there already is not brought in again, so a file can be imported as often as it grows. --dry-run shows what would be done. The exit status is 1 if a note is lost or has no article.`,
		Example: `manicule import "My Clippings.txt" --dry-run
manicule import hypothesis.json readwise.csv
manicule import --article essays/tea.md "tea.sdr/metadata.epub.lua"`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			i.files = args
			if i.from != "" && !slices.Contains(exchange.ImportFormats(), i.from) {
				return usage("import: there is no format %q; --from takes %s", i.from, strings.Join(exchange.ImportFormats(), ", "))
			}
			return c.importNotes(cmd.Context(), i)
		},
	}
	f := cmd.Flags()
	f.StringVar(&i.from, "from", "", "the files' format: "+strings.Join(exchange.ImportFormats(), ", ")+" (default: as they look)")
	f.StringVar(&i.article, "article", "", "the article that all the notes are on")
	f.BoolVar(&i.dry, "dry-run", false, "show what would be done, and do nothing")
	f.BoolVar(&i.json, "json", false, "print the summary as JSON")
	return cmd
}

func (c *cli) importNotes(ctx context.Context, i importing) error {
	notes, err := c.readImports(i)
	if err != nil {
		return err
	}
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	s, err := c.sortNotes(ctx, col, i, notes)
	if err == nil {
		err = c.placeAll(ctx, col, &s, i.dry)
	}
	if err != nil {
		return err
	}
	if !i.dry {
		if s.kept, err = keepUnplaced(col, s); err != nil {
			return err
		}
	}
	return c.printSummary(s, i)
}

// readImports reads the notes of all files, and warns of what is none.
func (c *cli) readImports(i importing) ([]exchange.Imported, error) {
	var all []exchange.Imported
	for _, name := range i.files {
		data, err := c.readFileOrInput(name)
		if err != nil {
			return nil, fmt.Errorf("import %s: %w", name, err)
		}
		notes, problems, err := exchange.Import(i.from, name, data)
		if err != nil {
			return nil, fmt.Errorf("import %s: %w\n  nothing was imported", name, err)
		}
		for _, p := range problems {
			c.warn("import %s, line %d: left out: %s", name, p.Line, p.What)
		}
		all = append(all, notes...)
	}
	if len(all) == 0 {
		return nil, nothing("import %s: there are no notes in it", strings.Join(i.files, " "))
	}
	return all, nil
}

// readFileOrInput reads a file, or standard input for "-", up to maxInput.
func (c *cli) readFileOrInput(name string) ([]byte, error) {
	in := io.Reader(c.stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return nil, cmp.Or(err, fmt.Errorf("it is no file"))
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("it is larger than %d MiB", maxInput>>20)
	}
	return data, err
}

// sorted are the imported notes by article, and what was done with them.
type sorted struct {
	byArticle map[string][]exchange.Imported
	unplaced  []unplaced
	known     map[string]bool       // ids of the collection's notes
	files     map[string]*note.File // the notes on each article that has any
	rows      []importRow
	kept      string // the file that keeps those without an article; "" if there are none
}

// unplaced is a note without an article, and those that may be meant.
type unplaced struct {
	exchange.Imported
	others []string
}

// importRow tells what an import did to one article.
type importRow struct {
	Article string `json:"article"`
	Exact   int    `json:"exact"`
	Edited  int    `json:"edited"`
	Lost    int    `json:"lost"`
	Known   int    `json:"known"` // there already
}

func (c *cli) sortNotes(ctx context.Context, col *store.Collection, i importing, notes []exchange.Imported) (sorted, error) {
	s := sorted{byArticle: map[string][]exchange.Imported{}, known: map[string]bool{}, files: map[string]*note.File{}}
	err := col.AllNotes(ctx, func(path string, f *note.File) {
		s.files[path] = f
		for _, n := range f.Notes() {
			s.known[n.ID] = true
		}
	})
	if err != nil {
		return s, err
	}
	if i.article != "" {
		path, err := col.Resolve(i.article)
		s.byArticle[path] = notes
		return s, err
	}
	lib, err := c.library(ctx, col)
	if err != nil {
		return s, err
	}
	defer lib.Close()
	return s, s.match(ctx, lib.Articles(), notes)
}

func (s *sorted) match(ctx context.Context, a *library.Articles, notes []exchange.Imported) error {
	m, err := a.Matcher(ctx)
	if err != nil {
		return err
	}
	for _, n := range notes {
		found, err := m.Match(ctx, n)
		switch {
		case err != nil:
			return err
		case found.Path != "":
			s.byArticle[found.Path] = append(s.byArticle[found.Path], n)
		case !s.known[n.ID]:
			s.unplaced = append(s.unplaced, unplaced{n, found.Others})
		}
	}
	return nil
}

// placeAll finds the passages of the notes and saves those that are new.
func (c *cli) placeAll(ctx context.Context, col *store.Collection, s *sorted, dry bool) error {
	for _, path := range slices.Sorted(maps.Keys(s.byArticle)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a, err := col.Read(path)
		if err != nil {
			return err
		}
		row, fresh := s.place(a)
		s.rows = append(s.rows, row)
		if len(fresh) == 0 || dry {
			continue
		}
		saved, err := col.SaveNotes(a, func(f *note.File) error { return addNew(f, fresh) })
		if err != nil {
			return err
		}
		c.tellRestored(saved)
	}
	return nil
}

// place finds the passages of an article's notes that are not there yet.
func (s *sorted) place(a *article.Article) (importRow, []note.Note) {
	row := importRow{Article: a.Name}
	finder := anchor.NewFinder(a.Text)
	var fresh []note.Note
	for _, n := range s.byArticle[a.Name] {
		if s.known[n.ID] || isThere(s.files[a.Name], n.Note) {
			row.Known++
			continue
		}
		var m note.Match
		n.Anchor, m = finder.PlaceQuote(a.Text, n.Anchor)
		switch m.State {
		case note.Lost:
			row.Lost++
		case note.Edited:
			row.Edited++
		default:
			row.Exact++
		}
		fresh = append(fresh, n.Note)
	}
	return row, fresh
}

// isThere tells whether a note with the same passage and words is in the file,
// if there is one.
func isThere(f *note.File, n note.Note) bool {
	return f != nil && slices.ContainsFunc(f.Notes(), func(own note.Note) bool {
		return strings.EqualFold(strings.Join(strings.Fields(own.Anchor.Quote), " "), strings.Join(strings.Fields(n.Anchor.Quote), " ")) &&
			strings.TrimSpace(own.Body) == strings.TrimSpace(n.Body)
	})
}

func addNew(f *note.File, fresh []note.Note) error {
	for _, n := range fresh {
		if _, there := f.Note(n.ID); !there {
			f.Put(n)
		}
	}
	return nil
}

// keepUnplaced adds the notes without an article to the file that keeps them,
// and takes those off that have one now. It returns the file's name, "" if
// nothing of this import is in it.
func keepUnplaced(col *store.Collection, s sorted) (string, error) {
	file, err := col.EditUnplaced(func(old []byte) ([]byte, error) {
		var all []exchange.Imported
		if old != nil {
			var err error
			if all, _, err = exchange.Import("jsonld", "", old); err != nil {
				return nil, err
			}
		}
		for _, n := range s.unplaced {
			all = append(all, n.Imported)
		}
		all = slices.DeleteFunc(all, s.isPlaced)
		if len(all) == 0 {
			return nil, nil
		}
		return []byte(exchange.ExportJSONLD(articleNotesOf(all))), nil
	})
	if len(s.unplaced) == 0 {
		file = ""
	}
	return file, err
}

func (s sorted) isPlaced(n exchange.Imported) bool {
	if s.known[n.ID] {
		return true
	}
	for _, notes := range s.byArticle {
		if slices.ContainsFunc(notes, func(m exchange.Imported) bool { return m.ID == n.ID }) {
			return true
		}
	}
	return false
}

// articleNotesOf makes an export of notes without articles; of two with one id the
// first stays.
func articleNotesOf(notes []exchange.Imported) []note.ArticleNotes {
	seen := map[string]bool{}
	var all []note.ArticleNotes
	for _, n := range notes {
		if seen[n.ID] {
			continue
		}
		seen[n.ID] = true
		all = append(all, note.ArticleNotes{
			Path: n.Path, Title: n.Title, Author: n.Author, Source: n.Source,
			Notes: []note.ResolvedNote{{Note: n.Note, Match: note.Match{State: note.Lost}}},
		})
	}
	return all
}

// summaryJSON is what import --json prints.
type summaryJSON struct {
	DryRun   bool           `json:"dryRun,omitempty"`
	Articles []importRow    `json:"articles"`
	Unplaced []unplacedJSON `json:"unplaced"`
	Kept     string         `json:"kept,omitempty"` // the file that keeps them
}

type unplacedJSON struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Source   string   `json:"source,omitempty"`
	Quote    string   `json:"quote"`
	Articles []string `json:"articles"` // those that may be meant
}

func (c *cli) printSummary(s sorted, i importing) error {
	var err error
	if i.json {
		err = printJSON(c.stdout, s.json(i))
	} else {
		out := bufio.NewWriter(c.stdout)
		s.write(out, i)
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("print the summary: %w", err)
	}
	lost := 0
	for _, row := range s.rows {
		lost += row.Lost
	}
	switch {
	case len(s.unplaced) > 0:
		return nothing("import: %d of the notes have no article here%s", len(s.unplaced), s.advice())
	case lost > 0:
		return nothing("import: %d of the passages are not in their articles\n  manicule notes has:lost lists such notes", lost)
	}
	return nil
}

func (s sorted) advice() string {
	if s.kept == "" {
		return ""
	}
	return "; they are kept in " + s.kept + "\n  import that file again when the articles are there, or say which one by --article"
}

func (s sorted) json(i importing) summaryJSON {
	out := summaryJSON{DryRun: i.dry, Articles: append([]importRow{}, s.rows...), Unplaced: []unplacedJSON{}, Kept: s.kept}
	for _, n := range s.unplaced {
		out.Unplaced = append(out.Unplaced, unplacedJSON{n.ID, n.Title, n.Source, n.Anchor.Quote, append([]string{}, n.others...)})
	}
	return out
}

// write tells a person what was done, or would be.
func (s sorted) write(out *bufio.Writer, i importing) {
	if i.dry {
		out.WriteString("nothing is written: this is what would be\n")
	}
	if len(s.rows) > 0 {
		out.WriteString(" exact  edited  lost  known  article\n")
	}
	for _, row := range s.rows {
		fmt.Fprintf(out, "%6d  %6d  %4d  %5d  %s\n", row.Exact, row.Edited, row.Lost, row.Known, article.CleanLine(row.Article))
	}
	for _, n := range s.unplaced {
		why := "no article"
		if len(n.others) > 0 {
			why = "one of " + strings.Join(n.others, ", ")
		}
		fmt.Fprintf(out, "%s: %s: “%s”\n", article.CleanLine(why), cmp.Or(n.Title, n.Source, "no title"), shortened(cmp.Or(n.Anchor.Quote, n.Body)))
	}
}

// shortened is the beginning of a text on one line.
func shortened(s string) string {
	const most = 60
	if r := []rune(article.CleanLine(s)); len(r) > most {
		return string(r[:most]) + "…"
	}
	return article.CleanLine(s)
}
