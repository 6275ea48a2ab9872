package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"sync"

	"manicule/internal/article"
	"manicule/internal/note"
)

// moment is the notes files of several homes as they were when each was first
// asked for.
type moment struct {
	mu  sync.Mutex
	all map[*Collection]*noteFiles
}

func (m *moment) in(h notesHome) *noteFiles {
	m.mu.Lock()
	defer m.mu.Unlock()
	files, ok := m.all[h.Collection]
	if !ok {
		files = h.scanNotes()
		if m.all == nil {
			m.all = map[*Collection]*noteFiles{}
		}
		m.all[h.Collection] = files
	}
	return files
}

// articles lists the articles that the homes have notes on, sorted.
func (m *moment) articles(homes []notesHome) []string {
	found := map[string]bool{}
	for _, h := range homes {
		for name := range m.in(h).byArticle {
			if name, ok := h.outward(name); ok {
				found[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// notesIn are the notes that the homes have on an article; the first one is
// its own, and remembers what it held.
func (c *Collection) notesIn(m *moment, homes []notesHome, name string) (*note.File, error) {
	return notesUnder(m, homes, name, homes[0].inward(name))
}

// notesOn is notesIn for an article that was read.
func (c *Collection) notesOn(m *moment, homes []notesHome, a *article.Article) (*note.File, error) {
	own := homes[0]
	return notesUnder(m, homes, a.Name, own.owner(m.in(own), own.article(a)))
}

// notesUnder gathers the notes on an article, whose own home has them under
// the name of owner.
func notesUnder(m *moment, homes []notesHome, name, owner string) (*note.File, error) {
	own := homes[0]
	l, err := own.notes(m.in(own), owner)
	if err != nil {
		return nil, err
	}
	own.saw(own.inward(name), l.data)
	return l.File, addOthers(m, homes[1:], name, l.File)
}

// gather is notesIn that is no look for Saved.Merged to compare with.
func (c *Collection) gather(m *moment, homes []notesHome, name string) (*note.File, error) {
	l, err := homes[0].notes(m.in(homes[0]), homes[0].inward(name))
	if err != nil {
		return nil, err
	}
	return l.File, addOthers(m, homes[1:], name, l.File)
}

// addOthers adds the notes that other homes have on the article.
func addOthers(m *moment, homes []notesHome, name string, f *note.File) error {
	for _, h := range homes {
		l, ok, err := h.others(m, name)
		if err != nil {
			return err
		}
		if ok {
			addNotes(f, l.File)
		}
	}
	return nil
}

// others are the notes of a home that is not the article's own; false if it
// has none.
func (h notesHome) others(m *moment, name string) (loaded, bool, error) {
	all := m.in(h)
	if len(all.byArticle[h.inward(name)]) == 0 {
		return loaded{}, false, nil
	}
	l, err := h.notes(all, h.inward(name))
	return l, err == nil && len(l.Notes()) > 0, err
}

// addNotes adds the notes of another file on the same article.
func addNotes(f, other *note.File) {
	text := other.Header().Text
	if len(f.Notes()) == 0 {
		h := other.Header()
		h.Article = f.Header().Article
		f.SetHeader(h)
	}
	for _, n := range other.Notes() {
		putFrom(f, n, text)
	}
}

// article is an article by the home's name for it.
func (h notesHome) article(a *article.Article) *article.Article {
	name := h.inward(a.Name)
	if name == a.Name {
		return a
	}
	named := *a
	named.Name = name
	return &named
}

// saveInHomes edits the notes on an article, each where it is. New ones go
// into the article's own home.
func (c *Collection) saveInHomes(a *article.Article, edit func(*note.File) error) (Saved, error) {
	homes := c.homesOf(a.Name)
	own := homes[0]
	others := slices.DeleteFunc(slices.Clone(homes[1:]), func(h notesHome) bool {
		return len(h.savingNotes(h.inward(a.Name)).byArticle[h.inward(a.Name)]) == 0
	})
	if len(others) == 0 {
		return own.saveHere(own.article(a), edit)
	}
	edits := make([]noteEdits, len(others))
	saved, err := own.saveHere(own.article(a), func(f *note.File) error {
		whole := note.Parse(f.Format())
		for i, h := range others {
			l, _, err := h.others(&moment{}, a.Name)
			if err != nil {
				return err
			}
			edits[i] = noteEdits{}
			if l.File != nil {
				h.carry(l.File, a)
				addNotes(whole, l.File)
				edits[i].mine(l.File)
			}
		}
		before, text := byID(whole), whole.Header().Text
		if err := edit(whole); err != nil {
			return err
		}
		here := noteEdits{}
		here.mine(f)
		for id, n := range changedNotes(before, byID(whole)) {
			ours := true
			for _, e := range append(edits, here) {
				if _, has := e[id]; has {
					e[id] = n
					ours = false
				}
			}
			if ours {
				here[id] = n
			}
		}
		return here.apply(f, text)
	})
	for i, h := range others {
		if err != nil || !edits[i].any() {
			continue
		}
		var there Saved
		there, err = h.saveHere(h.article(a), func(f *note.File) error { return edits[i].apply(f, a.Fingerprint()) })
		saved.File, saved.Merged = there.File, saved.Merged || there.Merged
	}
	return saved, err
}

// noteEdit is what becomes of a note: nil is nothing, or that it goes.
type noteEdit struct{ before, after *note.Note }

// noteEdits are those of the notes in one file, by id. The zero noteEdit
// leaves a note as it is.
type noteEdits map[string]noteEdit

// mine says that the file's notes are edited there.
func (e noteEdits) mine(f *note.File) {
	for _, n := range f.Notes() {
		e[n.ID] = noteEdit{}
	}
}

func (e noteEdits) any() bool {
	for _, n := range e {
		if n != (noteEdit{}) {
			return true
		}
	}
	return false
}

// changedNotes are the differences between two states of some notes.
func changedNotes(before, after map[string]note.Note) noteEdits {
	all := noteEdits{}
	for id, was := range before {
		switch is, kept := after[id]; {
		case !kept:
			all[id] = noteEdit{before: &was}
		case !reflect.DeepEqual(was, is):
			all[id] = noteEdit{&was, &is}
		}
	}
	for id, is := range after {
		if _, known := before[id]; !known {
			all[id] = noteEdit{after: &is}
		}
	}
	return all
}

// apply makes the edits in a file. Positions of theirs belong to text, unless
// the note says otherwise. What somebody else changed meanwhile is merged.
func (e noteEdits) apply(f *note.File, text string) error {
	for _, id := range slices.Sorted(maps.Keys(e)) {
		edit := e[id]
		own, there := f.Note(id)
		switch {
		case edit.after != nil && there && edit.before != nil:
			f.Put(edit.on(own, text, f.Header().Text))
		case edit.after != nil:
			f.Put(onText(*edit.after, text, f.Header().Text))
		case edit.before != nil:
			f.Remove(id)
		}
	}
	return nil
}

// on is the edited note, whatever became of it meanwhile.
func (e noteEdit) on(now note.Note, text, here string) note.Note {
	before, after := onText(*e.before, text, here), onText(*e.after, text, here)
	if reflect.DeepEqual(before, now) {
		return after
	}
	return note.MergeNotes(&before, now, after)
}

// lockBoth is lockedAgain for two homes, which may be one. They are locked in
// one order, whoever wants both.
func lockBoth(a, b *Collection, write func() error) error {
	if a == b {
		return a.lockedAgain(write)
	}
	if a.folder > b.folder {
		a, b = b, a
	}
	return a.lockedAgain(func() error { return b.lockedAgain(write) })
}

// takeTexts copies the texts that notes from another home need. Without them,
// finding the notes again is weaker, so that never stops a move.
func (c *Collection) takeTexts(from *Collection, texts []string) {
	for _, text := range texts {
		name := c.textFile(text)
		if _, err := c.disk.Lstat(name); !isFingerprint(text) || err == nil {
			continue
		}
		data, _, err := readWhole(c.disk, from.textFile(text))
		if err == nil && c.disk.MkdirAll(filepath.Dir(name), 0o755) == nil {
			_ = replace(c.disk, name, data, 0o644)
		}
	}
}

// homeConflicts are other homes' notes on an article, to be joined with those
// in its own.
func homeConflicts(homes []notesHome, name string) (found []Conflict) {
	for _, h := range homes[1:] {
		if l, ok, err := h.others(&moment{}, name); err == nil && ok {
			found = append(found, Conflict{Article: name, File: l.file, Home: h.folder, Added: l.Notes()})
		}
	}
	return found
}

// TwoHomes lists the articles that more than one home has notes on, as earlier
// versions left them, with the notes that are not in the article's own home.
func (c *Collection) TwoHomes(ctx context.Context) (found []Conflict) {
	m := &moment{}
	for _, name := range m.articles(c.allHomes(ctx)) {
		if homes := c.knownHomesOf(name); len(homes) > 1 && ctx.Err() == nil {
			found = append(found, homeConflicts(homes, name)...)
		}
	}
	return found
}

// joinHome moves all that another home has on an article into its own home.
func (c *Collection) joinHome(a *article.Article, x Conflict) (saved Saved, err error) {
	homes := c.homesOf(a.Name)
	i := slices.IndexFunc(homes, func(h notesHome) bool { return h.folder == x.Home })
	if i < 1 {
		return Saved{}, fmt.Errorf("%s has no other notes on it", show(x.Home))
	}
	own, other := homes[0], homes[i]
	err = lockBoth(own.Collection, other.Collection, func() error {
		saved, err = joinNotes(own, other, a)
		return err
	})
	if err == nil {
		err = c.SaveReading(a.Name, func(*Reading) {})
	}
	return saved, err
}

func joinNotes(own, other notesHome, a *article.Article) (Saved, error) {
	to, err := own.load(own.scanNotes(), own.inward(a.Name))
	if err != nil {
		return Saved{}, err
	}
	from, err := other.load(other.scanNotes(), other.inward(a.Name))
	if err != nil {
		return Saved{}, err
	}
	for _, l := range []loaded{to, from} {
		if why := l.ReadOnly(); why != "" {
			return Saved{}, fmt.Errorf("%s can't be written: %s", show(l.file), why)
		}
	}
	own.takeTexts(other.Collection, textsOf(from.File))
	coming := renamed(from.Header(), from.Format(), own.inward(a.Name))
	if to.data == nil && !to.recalled {
		to.File = coming
	} else {
		to.File = note.Merge(nil, to.File, coming)
	}
	if why := to.ReadOnly(); why != "" {
		return Saved{}, errors.New(why)
	}
	from.File = note.New(from.Header())
	if !other.saveVersion(from.file, from.data) && from.data != nil {
		return Saved{}, errNotKept
	}
	return Saved{File: own.shortName(to.file), Merged: true}, writeJoined(own, other, from, to)
}

// writeJoined writes the joined notes, then takes the other file away.
func writeJoined(own, other notesHome, from, to loaded) error {
	data := to.Format()
	if err := own.write(to.file, data, to.data); err != nil {
		return err
	}
	own.noteSaved(to.file, data)
	own.retireBeside(to)
	if err := other.write(from.file, nil, from.data); err != nil {
		return err
	}
	other.noteSaved(from.file, nil)
	other.retireBeside(from)
	return nil
}
