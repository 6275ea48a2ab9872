package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
)

// setNotes takes the notes file as it is on disk.
func (r *reader) setNotes(f *note.File) {
	r.file = f
	r.placeNotes()
}

// placeNotes finds where every note's passage stands now.
func (r *reader) placeNotes() {
	known := map[string]placed{}
	for _, n := range r.notes {
		known[n.ID] = n
	}
	notes := r.file.Notes()
	r.notes = make([]placed, 0, len(notes))
	for _, n := range notes {
		old, ok := known[n.ID]
		if !ok || old.Anchor != n.Anchor {
			old.at = r.whereIs(n)
		}
		r.notes = append(r.notes, placed{n, old.at})
	}
	slices.SortStableFunc(r.notes, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.at.Span.Start, b.at.Span.Start), cmp.Compare(b.at.Span.End, a.at.Span.End))
	})
	if _, ok := r.file.Note(r.current); !ok {
		r.current = ""
	}
}

// whereIs is where the note's passage stands: at its bytes when they are of
// this very text, else wherever its words are.
func (r *reader) whereIs(n note.Note) note.Match {
	if n.OnArticle() {
		return note.Match{}
	}
	if n.Text == "" && r.file.Header().Text == r.art.Fingerprint() && n.Anchor.Span.End <= len(r.art.Text) {
		return note.Match{Span: n.Anchor.Span, State: note.Exact, Confidence: 1}
	}
	if r.finder == nil {
		r.finder = note.NewFinder(r.art.Text)
	}
	return r.finder.Find(n.Anchor)
}

// finderFor prepares the text for finding passages if the file's positions
// belong to another text; nil when they can be taken as they are. It takes
// about 25 ms a megabyte, so it belongs into a command.
func finderFor(a *article.Article, f *note.File) *note.Finder {
	moved := func(n note.Note) bool { return !n.OnArticle() && (n.Text != "" || f.Header().Text != a.Fingerprint()) }
	if f == nil || !slices.ContainsFunc(f.Notes(), moved) {
		return nil
	}
	return note.NewFinder(a.Text)
}

// noteOn is the first note whose passage overlaps the span, a shorter passage
// before a longer one around it; nil when there is none.
func (r *reader) noteOn(s article.Span) *placed {
	var best *placed
	for i := range r.notes {
		n := &r.notes[i]
		if n.at.Span.Overlaps(s) && (best == nil || n.at.Span.Len() < best.at.Span.Len()) {
			best = n
		}
	}
	return best
}

// inFocus is the note that a key acts on, or nil.
func (r *reader) inFocus() *placed {
	for i := range r.notes {
		if r.notes[i].ID == r.current {
			return &r.notes[i]
		}
	}
	return nil
}

// noteStep goes to the next or previous note, from the focus or from the top
// of the screen.
func (m *Model) noteStep(step int) tea.Cmd {
	r := m.rd
	if len(r.notes) == 0 {
		m.say("no notes here yet: } then h highlights a paragraph, a writes a note")
		return m.statusTimer()
	}
	i := slices.IndexFunc(r.notes, func(n placed) bool { return n.ID == r.current })
	if i >= 0 {
		i += step
	} else {
		i = r.noteFrom(step)
	}
	if i < 0 || i >= len(r.notes) {
		m.say(map[bool]string{true: "no further note", false: "no note before this"}[step > 0])
		return m.statusTimer()
	}
	return m.goToNote(&r.notes[i])
}

// noteFrom is the first note at or after the place, or the last one before.
func (r *reader) noteFrom(step int) int {
	from := r.anchor
	if !r.focus.Empty() {
		from = r.focus.Start
	}
	i, _ := slices.BinarySearchFunc(r.notes, from, func(n placed, off int) int { return cmp.Compare(n.at.Span.Start, off) })
	if step < 0 {
		i--
	}
	return i
}

func (m *Model) goToNote(n *placed) tea.Cmd {
	r := m.rd
	r.current = n.ID
	if n.at.Span.Empty() { // on the whole article, or lost
		r.focus = article.Span{}
		return m.show(r.page.First())
	}
	r.focus, r.unit = n.at.Span, freely
	return m.reveal(n.at.Span)
}

// errNoCollection says why an article from standard input takes no notes.
var errNoCollection = errors.New("this article was read from standard input, so there is no place for notes on it; save it as a file and open that")

// highlightFocus highlights the focus, or takes a bare highlight of exactly
// that passage back.
func (m *Model) highlightFocus() tea.Cmd {
	s := m.target()
	for _, n := range m.rd.notes {
		if n.at.Span != s || n.Kind != note.Kinds[0].Name {
			continue
		}
		if n.Body != "" || len(n.Tags) > 0 {
			m.say("this passage has a note; d deletes it")
			return m.statusTimer()
		}
		return m.remove(n.Note, "highlight taken back")
	}
	return m.mark(s, note.Kinds[0].Name)
}

func (m *Model) markSelection(kind string) tea.Cmd {
	s := m.rd.trimmed()
	m.rd.sel = nil
	m.rd.focus, m.rd.unit = s, freely
	return m.mark(s, kind)
}

// mark makes a note without words on the passage.
func (m *Model) mark(s article.Span, kind string) tea.Cmd {
	n, err := m.newNote(s, kind)
	if err != nil {
		m.complain(err)
		return nil
	}
	m.rd.current = n.ID
	said := "highlighted"
	if kind != note.Kinds[0].Name {
		said = "marked: " + kind
	}
	return m.add(n, said)
}

// newNote is an empty note on the passage, or on the article when it is empty.
func (m *Model) newNote(s article.Span, kind string) (note.Note, error) {
	if m.store == nil {
		return note.Note{}, errNoCollection
	}
	n := note.Note{ID: note.NewID(), Kind: kind, Made: time.Now().UTC().Truncate(time.Second)}
	if !s.Empty() {
		n.Anchor = note.NewAnchor(m.rd.art.Text, s, m.rd.page.Quote(s))
	}
	return n, nil
}

func (m *Model) annotateFocus() tea.Cmd { return m.annotate(m.target()) }

func (m *Model) annotateSelection() tea.Cmd {
	s := m.rd.trimmed()
	m.rd.sel = nil
	m.rd.focus, m.rd.unit = s, freely
	return m.annotate(s)
}

func (m *Model) annotateArticle() tea.Cmd { return m.annotate(article.Span{}) }

// annotate opens the editor on a new note, or on the bare highlight that the
// passage already has.
func (m *Model) annotate(s article.Span) tea.Cmd {
	for _, n := range m.rd.notes {
		if n.at.Span == s && !s.Empty() && n.Body == "" {
			return m.openEditor(n.Note, n.at.Span, false)
		}
	}
	n, err := m.newNote(s, note.Kinds[0].Name)
	if err != nil {
		m.complain(err)
		return nil
	}
	return m.openEditor(n, s, true)
}

func (m *Model) editNote() tea.Cmd {
	n := m.rd.inFocus()
	if n == nil {
		if m.rd.focus.Empty() {
			return nil
		}
		return m.annotate(m.rd.focus)
	}
	return m.openEditor(n.Note, n.at.Span, false)
}

func (m *Model) deleteNote() tea.Cmd {
	n := m.rd.inFocus()
	if n == nil {
		m.say("no note in focus: ] goes to the next one")
		return m.statusTimer()
	}
	return m.remove(n.Note, "note deleted; u brings it back")
}

// changeKind waits for a kind's letter and gives the note that kind.
func (m *Model) changeKind() tea.Cmd {
	n := m.rd.inFocus()
	if n == nil {
		m.say("no note in focus: ] goes to the next one")
		return m.statusTimer()
	}
	var names []string
	for _, k := range note.Kinds {
		names = append(names, fmt.Sprintf("%c %s", k.Letter, k.Name))
	}
	m.say("kind: " + strings.Join(names, " · "))
	old := n.Note
	m.pending = func(m *Model, key tea.KeyPressMsg) tea.Cmd {
		m.status.text = ""
		for _, k := range note.Kinds {
			if key.Text == string(k.Letter) {
				changed := old
				changed.Kind = k.Name
				return m.replace(old, changed, "kind: "+k.Name)
			}
		}
		return nil
	}
	return nil
}

// fileEdit is a change to a notes file on the article; it can be made again
// on a fresh copy.
type fileEdit func(f *note.File, a *article.Article)

// put adds or replaces the note, whose position belongs to the text of the
// article from. Where that is not the file's text any more, the note is marked
// so, and its passage will be found by its words.
func put(n note.Note, from *article.Article) fileEdit {
	return func(f *note.File, a *article.Article) {
		n := n
		if a != from && n.Text == "" && !n.OnArticle() && a.Fingerprint() != from.Fingerprint() {
			n.Text = from.Fingerprint()
		}
		f.Put(n)
	}
}

func remove(id string) fileEdit {
	return func(f *note.File, _ *article.Article) { f.Remove(id) }
}

func (m *Model) add(n note.Note, said string) tea.Cmd {
	return m.commit(change{said, m.rd.art, put(n, m.rd.art), remove(n.ID), &n})
}

func (m *Model) remove(n note.Note, said string) tea.Cmd {
	return m.commit(change{said, m.rd.art, remove(n.ID), put(n, m.rd.art), nil})
}

func (m *Model) replace(old, changed note.Note, said string) tea.Cmd {
	changed.Changed = time.Now().UTC().Truncate(time.Second)
	return m.commit(change{said, m.rd.art, put(changed, m.rd.art), put(old, m.rd.art), &changed})
}

// change is one thing done to the notes, with its opposite.
type change struct {
	said        string
	art         *article.Article
	forth, back fileEdit
	note        *note.Note // what forth puts there, kept as a draft if it can't be saved
}

// maxUndo is how many changes undo remembers.
const maxUndo = 200

// commit does the change, remembers it for undo and has it saved.
func (m *Model) commit(ch change) tea.Cmd {
	m.done = append(m.done, ch)
	m.done = m.done[max(0, len(m.done)-maxUndo):]
	m.undone = nil
	return m.write(ch)
}

func (m *Model) undo() tea.Cmd {
	if len(m.done) == 0 {
		m.say("nothing to undo")
		return m.statusTimer()
	}
	ch := m.done[len(m.done)-1]
	m.done = m.done[:len(m.done)-1]
	m.undone = append(m.undone, ch)
	if ch.forth == nil { // an abandoned note
		return m.reopen(ch)
	}
	return m.write(change{said: "undone: " + ch.said, art: ch.art, forth: ch.back})
}

func (m *Model) redo() tea.Cmd {
	if len(m.undone) == 0 {
		m.say("nothing to redo")
		return m.statusTimer()
	}
	ch := m.undone[len(m.undone)-1]
	m.undone = m.undone[:len(m.undone)-1]
	if ch.forth == nil {
		return nil
	}
	m.done = append(m.done, ch)
	return m.write(ch)
}

// write makes the change in the open article at once and has it saved.
func (m *Model) write(ch change) tea.Cmd {
	if r := m.rd; r != nil && r.art.Name == ch.art.Name {
		ch.art = r.art // it may have been read again since
		if len(r.file.Notes()) == 0 {
			h := r.file.Header()
			h.Text = r.art.Fingerprint()
			r.file.SetHeader(h)
		}
		ch.forth(r.file, r.art)
		r.placeNotes()
	}
	m.saving.queue = append(m.saving.queue, ch)
	return m.saveNext()
}
