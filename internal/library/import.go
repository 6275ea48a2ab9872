package library

import (
	"context"
	"maps"
	"slices"
	"strings"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
	"manicule/internal/store"
)

// Import is notes that another program wrote down, and what to do with them.
type Import struct {
	Notes    []exchange.Imported
	Article  string                    // the path or name of the one that all are on; "": as each note tells
	Articles func() (*Articles, error) // those to choose from; asked only if Article is ""
	DryRun   bool                      // find out what would be done, and write nothing
}

// ImportResult is what an import did, or would do.
type ImportResult struct {
	Articles []ImportedOn // in order of their paths
	Unplaced []Unplaced   // without an article, in the order of the import
	Kept     string       // the file that keeps those; "" if there are none, or nothing was written
	Saved    []store.Saved
}

// ImportedOn counts the notes of an import on one article by what became of
// their passages.
type ImportedOn struct {
	Article string `json:"article"`
	Exact   int    `json:"exact"`
	Edited  int    `json:"edited"`
	Lost    int    `json:"lost"`
	Known   int    `json:"known"` // there already
}

// Unplaced is a note without an article.
type Unplaced struct {
	exchange.Imported
	Others []string // the articles that may be meant
}

// ImportNotes finds the articles and the passages of the notes, and saves
// those that are not there yet. Notes without an article are kept in a file of
// their own, until an import finds one for them.
func ImportNotes(ctx context.Context, c *store.Collection, i Import) (ImportResult, error) {
	im := importer{Import: i, c: c, known: map[string]bool{}, files: map[string]*note.File{}, byArticle: map[string][]exchange.Imported{}}
	err := c.AllNotes(ctx, func(path string, f *note.File) {
		im.files[path] = f
		for _, n := range f.Notes() {
			im.known[n.ID] = true
		}
	})
	if err == nil {
		err = im.sort(ctx)
	}
	defer c.Batch()()
	for _, path := range slices.Sorted(maps.Keys(im.byArticle)) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = im.save(path)
		}
	}
	if err == nil && !i.DryRun {
		err = im.keepUnplaced()
	}
	return im.ImportResult, err
}

// importer is an import on its way.
type importer struct {
	Import
	ImportResult
	c         *store.Collection
	known     map[string]bool       // ids of notes that have an article
	files     map[string]*note.File // the notes on each article that has any
	byArticle map[string][]exchange.Imported
}

// sort finds the article of each note.
func (im *importer) sort(ctx context.Context) error {
	if im.Article != "" {
		path, err := im.c.Resolve(im.Article)
		im.byArticle[path] = im.Notes
		return err
	}
	articles, err := im.Import.Articles()
	if err != nil {
		return err
	}
	m, err := articles.Matcher(ctx)
	if err != nil {
		return err
	}
	for _, n := range im.Notes {
		found, err := m.Match(ctx, n)
		switch {
		case err != nil:
			return err
		case found.Path != "":
			im.byArticle[found.Path] = append(im.byArticle[found.Path], n)
		case !im.known[n.ID]:
			im.Unplaced = append(im.Unplaced, Unplaced{n, found.Others})
		}
	}
	return nil
}

// save places the notes on one article and saves those that are new.
func (im *importer) save(path string) error {
	a, err := im.c.Read(path)
	if err != nil {
		return err
	}
	fresh := im.place(a)
	if len(fresh) == 0 || im.DryRun {
		return nil
	}
	saved, err := im.c.SaveNotes(a, func(f *note.File) error {
		for _, n := range fresh {
			if _, there := f.Note(n.ID); !there {
				f.Put(n)
			}
		}
		return nil
	})
	im.Saved = append(im.Saved, saved)
	return err
}

// place finds the passages of an article's notes that are not there yet, and
// counts them.
func (im *importer) place(a *article.Article) (fresh []note.Note) {
	on := ImportedOn{Article: a.Name}
	finder := anchor.NewFinder(a.Text)
	for _, n := range im.byArticle[a.Name] {
		if im.known[n.ID] || isThere(im.files[a.Name], n.Note) {
			on.Known++
			continue
		}
		var m note.Match
		n.Anchor, m = im.placeOne(finder, a, n)
		switch m.State {
		case note.Lost:
			on.Lost++
		case note.Edited:
			on.Edited++
		default:
			on.Exact++
		}
		fresh = append(fresh, n.Note)
	}
	im.ImportResult.Articles = append(im.ImportResult.Articles, on)
	return fresh
}

// placeOne finds a passage by its words, and by its lines in the article's file
// where several places say so or nothing is quoted.
func (im *importer) placeOne(finder *anchor.Finder, a *article.Article, n exchange.Imported) (note.Anchor, note.Match) {
	placed, m := finder.PlaceQuote(a.Text, n.Anchor)
	if n.Lines.From == 0 || m.State != note.Lost && n.Anchor.Quote != "" {
		return placed, m
	}
	file, err := im.c.Source(a.Name)
	if err != nil {
		return placed, m
	}
	first := a.LineIn(string(file), 0)
	if n.Anchor.Quote == "" {
		s := linesOf(a.Text, n.Lines.From-first, n.Lines.To-first)
		if s.Empty() {
			return placed, m
		}
		return finder.Anchor(s, a.Text[s.Start:s.End]), note.Match{Span: s, State: note.Exact, Confidence: 1}
	}
	best, near := article.Span{}, -1
	for _, s := range finder.Locate(n.Anchor.Quote, "", "") {
		line := strings.Count(a.Text[:s.Start], "\n") + first
		if far := max(line-n.Lines.From, n.Lines.From-line); near < 0 || far < near {
			best, near = s, far
		}
	}
	if near < 0 {
		return placed, m
	}
	return finder.Anchor(best, n.Anchor.Quote), note.Match{Span: best, State: note.Exact, Confidence: 1}
}

// linesOf is the text of lines, the first being 0, without white space around it.
func linesOf(text string, from, to int) (s article.Span) {
	at := 0
	for line := range strings.Lines(text) {
		if from <= 0 && to >= 0 {
			if s.Empty() {
				s.Start = at
			}
			s.End = at + len(strings.TrimRight(line, "\n"))
		}
		at, from, to = at+len(line), from-1, to-1
	}
	return s
}

// isThere reports whether a note with the same passage and words is in the
// file, if there is one.
func isThere(f *note.File, n note.Note) bool {
	words := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return f != nil && slices.ContainsFunc(f.Notes(), func(own note.Note) bool {
		return strings.EqualFold(words(own.Anchor.Quote), words(n.Anchor.Quote)) && strings.TrimSpace(own.Body) == strings.TrimSpace(n.Body)
	})
}

// keepUnplaced adds the notes without an article to the file that keeps them,
// and takes those off that have one now.
func (im *importer) keepUnplaced() error {
	drop := maps.Clone(im.known)
	for _, notes := range im.byArticle {
		for _, n := range notes {
			drop[n.ID] = true
		}
	}
	file, err := im.c.EditUnplaced(func(old []byte) ([]byte, error) {
		var all []exchange.Imported
		if old != nil {
			var err error
			if all, _, err = exchange.Import("jsonld", "", old); err != nil {
				return nil, err
			}
		}
		for _, n := range im.Unplaced {
			all = append(all, n.Imported)
		}
		return exportUnplaced(all, drop), nil
	})
	if len(im.Unplaced) > 0 {
		im.Kept = file
	}
	return err
}

// exportUnplaced is a file of the notes without an article whose ids are not
// to be dropped; nil if none is left. Of two with one id the first stays.
func exportUnplaced(notes []exchange.Imported, drop map[string]bool) []byte {
	drop = maps.Clone(drop)
	var all []note.ArticleNotes
	for _, n := range notes {
		if drop[n.ID] {
			continue
		}
		drop[n.ID] = true
		all = append(all, note.ArticleNotes{
			Path: n.Path, Title: n.Title, Author: n.Author, Source: n.Source,
			Notes: []note.ResolvedNote{{Note: n.Note, Match: note.Match{State: note.Lost}}},
		})
	}
	if all == nil {
		return nil
	}
	return []byte(exchange.ExportJSONLD(all))
}
