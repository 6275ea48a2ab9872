package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
)

// OrphanedNotes is what the reader did to an article that is not there any more: its
// notes, its place, or both.
type OrphanedNotes struct {
	Article string   // the path it had
	Title   string   // as its notes file says
	Notes   int      // how many
	ID      string   // of its front matter
	Source  string   // URL
	Texts   []string // fingerprints of the texts that its notes and place belong to
}

// MissingArticle is orphaned notes with the articles that it may belong to now: those of its ID,
// else of its address, else of its text.
type MissingArticle struct {
	OrphanedNotes
	Candidates []string // paths, in the order they were given
}

// has reports whether the article of that path is there.
func (c *Collection) has(path string) bool {
	if file, name, ok := c.inside(path); ok && article.IsBook(file) {
		b, err := c.book(file)
		return err != nil || b.Has(name) // of a book that can't be read nothing is known to be gone
	}
	_, err := c.root.Stat(filepath.FromSlash(path))
	return err == nil
}

// FindOrphanedNotes lists the notes whose articles are gone, and what was known of the
// reading of those of the paths given that are, in order of their paths.
func (c *Collection) FindOrphanedNotes(gone []string) []OrphanedNotes {
	found := map[string]OrphanedNotes{}
	m := &moment{}
	for _, path := range m.articles(c.allHomes(context.Background())) {
		if c.has(path) {
			continue
		}
		if f, err := c.gather(m, c.knownHomesOf(path), path); err == nil && len(f.Notes()) > 0 {
			h := f.Header()
			found[path] = OrphanedNotes{Article: path, Title: h.Title, Notes: len(f.Notes()), ID: h.ID, Source: h.Source, Texts: textsOf(f)}
		}
	}
	readings := c.Readings()
	for _, path := range gone {
		if r, ok := readings[path]; ok && !c.has(path) {
			s := found[path]
			s.Article, s.Texts = path, append(s.Texts, r.Text)
			found[path] = s
		}
	}
	orphaned := make([]OrphanedNotes, 0, len(found))
	for _, path := range slices.Sorted(maps.Keys(found)) {
		orphaned = append(orphaned, found[path])
	}
	return orphaned
}

// FindMissingArticles looks among the articles of the paths for those that the orphaned notes belong
// to. OrphanedNotes without any are left out, and articles that can't be read.
func (c *Collection) FindMissingArticles(ctx context.Context, orphaned []OrphanedNotes, paths []string) ([]MissingArticle, error) {
	ranked := make([][3][]string, len(orphaned)) // by ID, address, text
	for _, path := range paths {
		if ctx.Err() != nil || len(orphaned) == 0 {
			break
		}
		a, err := c.Read(path)
		if err != nil {
			continue
		}
		for i, s := range orphaned {
			if rank, ok := s.isOf(a); ok {
				ranked[i][rank] = append(ranked[i][rank], path)
			}
		}
	}
	var all []MissingArticle
	for i, s := range orphaned {
		for _, candidates := range ranked[i] {
			if len(candidates) > 0 {
				all = append(all, MissingArticle{s, candidates})
				break
			}
		}
	}
	return all, ctx.Err()
}

// isOf reports whether the article is what the orphaned note was on, and by what; the
// lower, the surer.
func (s OrphanedNotes) isOf(a *article.Article) (rank int, ok bool) {
	switch {
	case s.ID != "" && s.ID == a.Meta.ID:
		return 0, true
	case s.Source != "" && s.Source == a.Meta.Source && ofOnePage(s.Source):
		return 1, true
	case slices.Contains(s.Texts, a.Fingerprint()):
		return 2, true
	}
	return 0, false
}

// ofOnePage reports whether the address is that of a page: that of a whole site
// is told by all articles from there.
func ofOnePage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "")
}

// storyLength is how many bytes a text must have to be taken for the same
// story as an equal one: stubs and empty files are equal and mean nothing.
const storyLength = 256

// owner is the path of the article whose notes file holds the notes on a: its
// own, or, as long as there is none, that of another article of the same text,
// since the same story has the same notes wherever it lies.
func (c *Collection) owner(all *noteFiles, a *article.Article) string {
	if len(all.byName) == 0 || len(all.byArticle[a.Name]) > 0 || len(a.Text) < storyLength {
		return a.Name
	}
	return cmp.Or(all.ofText(a.Fingerprint()), a.Name)
}

// NotesOn is Notes for an article that was read: where it has no notes of its
// own, those on another one of the same text are its notes too.
func (c *Collection) NotesOn(a *article.Article) (*note.File, error) {
	return c.notesOn(&moment{}, c.homesOf(a.Name), a)
}

// Adopt gives notes on one article to another: those of the ids, or all when
// there are none. The place and the tags come with all, unless the other one
// has some. It returns the ids of the notes moved; with them the notes can be
// given back. A note is never in no file: a crash between the two writes
// leaves it in both.
func (c *Collection) Adopt(from, to string, ids []string) (moved []string, err error) {
	target := c.homesOf(to)[0]
	for _, source := range c.homesOf(from) {
		got, failed := moveNotes(source, target, from, to, ids)
		moved, err = append(moved, got...), errors.Join(err, failed)
	}
	if err == nil {
		err = c.adoptReading(from, to)
	}
	if err != nil {
		return nil, fmt.Errorf("give the notes on %s to %s: %w", show(from), show(to), err)
	}
	return moved, nil
}

// moveNotes is Rehome's part for the notes in one home.
func moveNotes(source, target notesHome, from, to string, ids []string) (moved []string, err error) {
	err = lockBoth(source.Collection, target.Collection, func() (err error) {
		moved, err = adoptNotes(source.Collection, target.Collection, source.inward(from), target.inward(to), ids)
		return err
	})
	return moved, err
}

func adoptNotes(c, dest *Collection, from, to string, ids []string) ([]string, error) {
	source, err := c.load(c.scanNotes(), from)
	if err != nil {
		return nil, err
	}
	target, err := dest.load(dest.scanNotes(), to)
	if err != nil {
		return nil, err
	}
	for _, l := range []loaded{source, target} {
		if why := l.ReadOnly(); why != "" {
			return nil, fmt.Errorf("%s can't be written: %s", show(l.file), why)
		}
	}
	var moved []string
	for _, n := range source.Notes() {
		if len(ids) == 0 || slices.Contains(ids, n.ID) {
			moved = append(moved, n.ID)
		}
	}
	if len(moved) == 0 {
		return nil, nil
	}
	if target.data == nil && len(moved) == len(source.Notes()) {
		target.File = renamed(source.Header(), source.Format(), to)
		source.File = note.New(source.Header())
	} else {
		hand(source.File, target.File, moved, to)
	}
	if c != dest {
		dest.takeTexts(c, textsOf(target.File))
	}
	return moved, writeBoth(c, dest, source, target)
}

// renamed is a notes file on an article that has another path now: all that
// the reader wrote there stays.
func renamed(h note.Header, data []byte, to string) *note.File {
	f := note.Parse(data)
	h.Article = to
	f.SetHeader(h)
	return f
}

// hand takes notes out of one file and puts them into another; each keeps the
// text that its position belongs to.
func hand(source, target *note.File, ids []string, to string) {
	h := target.Header()
	h.Article = to
	h.Title, h.Source = cmp.Or(h.Title, source.Header().Title), cmp.Or(h.Source, source.Header().Source)
	h.Text = cmp.Or(h.Text, source.Header().Text)
	target.SetHeader(h)
	for _, id := range ids {
		n, _ := source.Note(id)
		putFrom(target, n, source.Header().Text)
		source.Remove(id)
	}
}

// putFrom puts a note of another file, whose positions belong to text, into f.
func putFrom(f *note.File, n note.Note, text string) {
	n = onText(n, text, f.Header().Text)
	if own, there := f.Note(n.ID); there { // a crash left it in both, or it was changed in both
		n = note.MergeNotes(nil, own, n)
	}
	f.Put(n)
}

// onText is a note of a file whose positions belong to one text as a file has
// it whose positions belong to another.
func onText(n note.Note, from, to string) note.Note {
	if n.Text == "" && from != to && !n.OnArticle() {
		n.Text = from
	}
	if n.Text == to {
		n.Text = ""
	}
	return n
}

// writeBoth writes the notes that came, then takes them away where they were.
func writeBoth(c, dest *Collection, source, target loaded) error {
	data := target.Format()
	if err := dest.write(target.file, data, target.data); err != nil {
		return err
	}
	dest.noteSaved(target.file, data)
	left := source.Format()
	if len(source.Notes()) == 0 && string(left) == string(fresh(source)) {
		left = nil
	}
	if err := c.write(source.file, left, source.data); err != nil {
		return err
	}
	c.noteSaved(source.file, left)
	c.retireBeside(source)
	dest.retireBeside(target)
	return nil
}

// adoptReading gives an article the place, the star and the tags of another,
// unless it has a reading of its own.
func (c *Collection) adoptReading(from, to string) error {
	all := c.Readings()
	old, ok := all[from]
	if _, has := all[to]; !ok || has {
		return nil
	}
	return c.SaveReading(to, func(r *Reading) { *r = old })
}
