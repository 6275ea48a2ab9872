package store

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Batch begins a series of saves of notes, for an import: until end is called
// the folder of notes is not looked through at each save, but again as it
// grows, and whenever a file of the article's own is not as it was.
func (c *Collection) Batch() (end func()) {
	c.opt.batches.Add(1)
	return func() { c.opt.batches.Add(-1) }
}

// batch is what a home knows during a series of saves.
type batch struct {
	files *noteFiles // its own: each save changes it
	saves int        // since the folder was looked through
	swept map[string]bool
}

// fewSaves is after how many saves the folder of notes is looked through again
// at the earliest.
const fewSaves = 100

// savingNotes are the notes files as a save of those on an article needs to
// know them.
func (c *Collection) savingNotes(article string) *noteFiles {
	c.mu.Lock()
	b := c.batch
	c.mu.Unlock()
	if b != nil && c.opt.batches.Load() > 0 && b.saves < fewSaves+len(b.files.byName)/2 && !c.strayed(b.files, article) {
		b.saves++
		return b.files
	}
	c.endBatch()
	files := c.scanNotes()
	if c.opt.batches.Load() == 0 {
		return files
	}
	b = &batch{files: newNoteFiles(maps.Clone(files.byName)), swept: map[string]bool{}}
	b.files.index()
	c.mu.Lock()
	c.batch = b
	c.mu.Unlock()
	return b.files
}

// endBatch keeps what a series of saves found out. Nothing changes it any more.
func (c *Collection) endBatch() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.batch != nil {
		c.noted = c.batch.files
	}
	c.batch = nil
}

// strayed reports whether another program has changed a notes file on the
// article, or made one.
func (c *Collection) strayed(all *noteFiles, article string) bool {
	plain := filepath.Join(c.NotesFolder(), filepath.FromSlash(notesName(article)))
	for _, name := range append(slices.Clone(all.byArticle[article]), plain) {
		known, there := all.byName[name]
		info, err := os.Stat(name)
		if there != (err == nil) || there && known.stamp != stampOf(info) {
			return true
		}
	}
	return false
}

// sweepIn removes what killed programs left in a folder of notes; in a series
// of saves once.
func (c *Collection) sweepIn(dir string) {
	c.mu.Lock()
	b := c.batch
	c.mu.Unlock()
	if b != nil && b.swept[dir] {
		return
	}
	sweep(c.disk, dir, c.opt.Now())
	if b != nil {
		b.swept[dir] = true
	}
}

// textNeeded reports whether a notes file has positions that belong to a text.
func (c *Collection) textNeeded(text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.batch != nil:
		return c.batch.files.uses[text] > 0
	case c.noted == nil:
		return false
	}
	for _, f := range c.noted.byName {
		if slices.Contains(f.texts, text) {
			return true
		}
	}
	return false
}

// index makes lookups by text and by twin quick, and allows set.
func (n *noteFiles) index() {
	n.byText, n.uses, n.twins = map[string][]string{}, map[string]int{}, map[string]int{}
	for name, f := range n.byName {
		n.count(name, f, 1)
	}
}

// set makes a file known that was written, or forgets it if it is gone.
func (n *noteFiles) set(name string, f noteFile, there bool) {
	if old, ok := n.byName[name]; ok {
		n.count(name, old, -1)
		n.byArticle[old.article] = without(n.byArticle[old.article], name)
		delete(n.byName, name)
	}
	if there {
		n.byName[name] = f
		n.count(name, f, 1)
		n.byArticle[f.article] = with(n.byArticle[f.article], name)
	}
}

func (n *noteFiles) count(name string, f noteFile, by int) {
	n.twins[twin(name)] += by
	for _, text := range f.texts {
		n.uses[text] += by
	}
	switch {
	case len(f.texts) == 0:
	case by > 0:
		n.byText[f.texts[0]] = with(n.byText[f.texts[0]], name)
	default:
		n.byText[f.texts[0]] = without(n.byText[f.texts[0]], name)
	}
}

// with and without are sorted names with one more, or one less.
func with(names []string, name string) []string {
	at, there := slices.BinarySearch(names, name)
	if there {
		return names
	}
	return slices.Insert(slices.Clone(names), at, name)
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}

// ofText is the article of the first file whose positions belong to a text; ""
// if there is none.
func (n *noteFiles) ofText(text string) string {
	if n.byText != nil {
		if names := n.byText[text]; len(names) > 0 {
			return n.byName[names[0]].article
		}
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(n.byName)) {
		if f := n.byName[name]; len(f.texts) > 0 && f.texts[0] == text {
			return f.article
		}
	}
	return ""
}

// hasTwin reports whether there is a file below dir whose name some system
// takes for this one.
func (n *noteFiles) hasTwin(dir, plain string) bool {
	if n.twins != nil && n.twins[twin(plain)] == 0 {
		return false
	}
	for name := range n.byName {
		if below(dir, name) && twin(name) == twin(plain) {
			return true
		}
	}
	return false
}
