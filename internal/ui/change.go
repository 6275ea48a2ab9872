package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// change is one thing done to a note. Undo is the same the other way round.
type change struct {
	said          string
	art           *article.Article // as it was then: the positions belong to its text
	before, after *note.Note       // nil where there is none
	abandoned     bool             // after was typed but not saved

	// again does what is its own opposite, such as a star; it is no change to
	// a note then.
	again func(*Model) tea.Cmd
}

func (ch change) undone() change {
	return change{said: "undone: " + ch.said, art: ch.art, before: ch.after, after: ch.before}
}

// apply makes the change in the notes on the article as they are now, which
// others may have changed: of a note that is there only what was changed is
// changed; its position stays the file's unless the reader gave it another.
func (ch change) apply(f *note.File, a *article.Article) {
	if ch.after == nil {
		if !ch.stays(f) {
			f.Remove(ch.before.ID)
		}
		return
	}
	n, there := f.Note(ch.after.ID)
	if ch.before == nil || !there {
		f.Put(ch.carried(*ch.after, a))
		return
	}
	if ch.after.Kind != ch.before.Kind {
		n.Kind = ch.after.Kind
	}
	if ch.after.Anchor != ch.before.Anchor {
		put := ch.carried(*ch.after, a)
		n.Anchor, n.Text = put.Anchor, put.Text
	}
	if !slices.Equal(ch.after.Tags, ch.before.Tags) {
		n.Tags = ch.after.Tags
	}
	n.Body = note.MergeBodies(ch.before.Body, ch.after.Body, n.Body)
	n.Changed = ch.after.Changed
	f.Put(n)
}

// carried is a note put into the notes on another text than the one its
// position belongs to: it is marked so, and found by its words.
func (ch change) carried(n note.Note, a *article.Article) note.Note {
	if a != ch.art && n.Text == "" && !n.OnArticle() && a.Fingerprint() != ch.art.Fingerprint() {
		n.Text = ch.art.Fingerprint()
	}
	return n
}

// stays tells whether a note to be deleted is kept, since others have changed
// its words or its kind meanwhile.
func (ch change) stays(f *note.File) bool {
	if ch.after != nil || ch.before == nil {
		return false
	}
	n, there := f.Note(ch.before.ID)
	return there && (n.Kind != ch.before.Kind || strings.TrimSpace(n.Body) != strings.TrimSpace(ch.before.Body))
}

func (m *Model) add(n note.Note, said string) tea.Cmd {
	return m.commit(change{said: said, art: m.rd.art, after: &n})
}

func (m *Model) remove(n note.Note, said string) tea.Cmd {
	if m.refuse() {
		return nil
	}
	return m.commit(change{said: said, art: m.rd.art, before: &n})
}

func (m *Model) replace(old, changed note.Note, said string) tea.Cmd {
	if m.refuse() {
		return nil
	}
	changed.Changed = time.Now().UTC().Truncate(time.Second)
	return m.commit(change{said: said, art: m.rd.art, before: &old, after: &changed})
}

// refuse says why notes that are there must not be changed, if so. New ones
// are written beside such a file.
func (m *Model) refuse() bool {
	why := m.rd.file.ReadOnly()
	if why != "" {
		m.say("this note can't be changed: " + why)
		m.status.bad = true
	}
	return why != ""
}

// maxUndo is how many changes undo remembers.
const maxUndo = 200

// commit does the change, remembers it for undo and has it saved.
func (m *Model) commit(ch change) tea.Cmd {
	m.remember(ch)
	m.undone = nil
	return m.write(ch)
}

func (m *Model) remember(ch change) {
	m.done = append(m.done, ch)
	m.done = m.done[max(0, len(m.done)-maxUndo):]
}

// undo takes the last change back. What was typed and abandoned comes back in
// the editor, so that its article must be open; else it is passed over.
func (m *Model) undo() tea.Cmd {
	for i := len(m.done) - 1; i >= 0; i-- {
		ch := m.done[i]
		if ch.abandoned && !m.isOpen(ch.art.Name) {
			continue
		}
		m.done = slices.Delete(m.done, i, i+1)
		if ch.abandoned {
			return m.resume(*ch.after)
		}
		m.undone = append(m.undone, ch)
		if ch.again != nil {
			return ch.again(m)
		}
		return m.write(ch.undone())
	}
	m.say("nothing to undo")
	return m.statusTimer()
}

func (m *Model) redo() tea.Cmd {
	if len(m.undone) == 0 {
		m.say("nothing to redo")
		return m.statusTimer()
	}
	ch := m.undone[len(m.undone)-1]
	m.undone = m.undone[:len(m.undone)-1]
	m.remember(ch)
	if ch.again != nil {
		return ch.again(m)
	}
	return m.write(ch)
}

func (m *Model) isOpen(path string) bool { return m.rd != nil && m.rd.path == path }

// write makes the change in the open article at once and has it saved.
func (m *Model) write(ch change) tea.Cmd {
	if m.isOpen(ch.art.Name) {
		ch.after = m.rd.carry(ch)
		ch.art = m.rd.art
		m.rd.take(ch)
	}
	return m.enqueue(ch)
}

// carry is what the change puts, made ready for the text as it is now.
func (r *reader) carry(ch change) *note.Note {
	if ch.after == nil {
		return nil
	}
	n := r.settled(ch.carried(*ch.after, r.art))
	return &n
}

// take makes the change in the notes shown.
func (r *reader) take(ch change) {
	if len(r.file.Notes()) == 0 {
		h := r.file.Header()
		h.Text = r.art.Fingerprint()
		r.file.SetHeader(h)
	}
	ch.apply(r.file, r.art)
	r.placeNotes()
}

// settled is the note with its position in the present text, if its passage
// is where it was, changed or not.
func (r *reader) settled(n note.Note) note.Note {
	if n.Text == "" || n.OnArticle() {
		return n
	}
	if at := r.whereIs(n); at.State == note.Exact || at.State == note.Edited {
		n.Anchor, n.Text = anchor.Place(r.art.Text, n.Anchor, at.Span), ""
	}
	return n
}
