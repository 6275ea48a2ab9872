package notes

import (
	"manicule/internal/note"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Pane is the pane that lists all notes of the collection: those whose
// passages are lost first, then the others by article.
type Pane struct {
	*pane.Env
	mode     pane.Mode
	typeMode pane.Mode
	margins  []note.ArticleNotes // all, as they were read; nil before
	texts    map[string]string
	failure  error // why some could not be read

	term.Field        // what is searched for, or typed for the action under way
	typing     typing // what the field is for
	query      string // what is searched for
	problem    error  // why that is not understood
	rows       term.List[noteRow]
	found      map[noteKey]note.ResolvedNote
	titles     map[string]string // by path
	notes      int               // how many were found
	serial     int               // of the latest search; older answers are dropped
	asked      bool              // a key asked for it, and others wait for the answer
	strayed    bool              // the note under the cursor went by itself
	marked     map[noteKey]bool
	beside     beside
}

// noteKey names a note among all; ids alone may stand twice.
type noteKey struct{ path, id string }

// noteRow is a row of the list: a note, or without an id the heading of an
// article's notes, or without a path that of the lost ones.
type noteRow struct {
	noteKey
	lost bool // it is among the lost ones
}

// notesMsg brings all notes, and foundNotesMsg those that a query finds.
type notesMsg struct {
	margins []note.ArticleNotes
	texts   map[string]string // fingerprints that the positions belong to, by path
	err     error
}

type foundNotesMsg struct {
	serial int
	rows   []noteRow
	found  map[noteKey]note.ResolvedNote
	titles map[string]string
	notes  int
	err    error
}

// selected is the note under the cursor.
func (p *Pane) selected() (noteKey, note.ResolvedNote, bool) {
	r, ok := p.rows.Selected()
	n, is := p.found[r.noteKey]
	return r.noteKey, n, ok && is
}

// targets are the notes that a key acts on: those marked, else the one under
// the cursor.
func (p *Pane) targets() []noteKey {
	var keys []noteKey
	for _, r := range p.rows.Items {
		if p.marked[r.noteKey] {
			keys = append(keys, r.noteKey)
		}
	}
	if key, _, ok := p.selected(); ok && len(keys) == 0 && !p.strayed {
		keys = append(keys, key)
	}
	return keys
}

// Waits reports whether the list that a key asked for is not there yet.
func (p *Pane) Waits() bool { return p.asked && p.typing == notTyping }

// Current is the note that a key acts on, if any is.
func (p *Pane) Current() (path, id string, ok bool) {
	key, _, ok := p.selected()
	return key.path, key.id, ok && !p.strayed && p.typing == notTyping
}

// typing is what the pane's field is for.
type typing uint8

const (
	notTyping typing = iota
	typingQuery
	typingTags
	typingFile
)
