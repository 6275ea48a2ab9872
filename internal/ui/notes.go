package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// setNotes takes the notes file as it is on disk, and on top what is still on
// its way there.
func (m *Model) setNotes(f *note.File) {
	r := m.rd
	r.file = f
	for _, ch := range m.saving.queue {
		if m.isOpen(ch.art.Name) {
			ch.apply(f, r.art)
		}
	}
	r.placeNotes()
}

// placeNotes finds where every note's passage stands now.
func (r *reader) placeNotes() {
	known := map[string]placed{}
	for _, n := range r.notes {
		known[n.ID] = n
	}
	if r.placedFor != r.file.Header().Text {
		clear(known)
	}
	r.placedFor = r.file.Header().Text
	notes := r.file.Notes()
	r.notes = make([]placed, 0, len(notes))
	for _, n := range notes {
		old, ok := known[n.ID]
		if !ok || old.Anchor != n.Anchor || old.Text != n.Text {
			old.at = r.whereIs(n)
		}
		r.notes = append(r.notes, placed{n, old.at})
	}
	slices.SortStableFunc(r.notes, func(a, b placed) int {
		if a.at.Span.Empty() != b.at.Span.Empty() { // those beside the title come first
			return map[bool]int{true: -1, false: 1}[a.at.Span.Empty()]
		}
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
		return anchor.At(r.art.Text, n.Anchor)
	}
	if r.finder == nil {
		r.finder = anchor.NewFinder(r.art.Text)
	}
	return r.finder.Find(n.Anchor)
}

// finderFor prepares the text for finding passages if the file's positions
// belong to another text; nil when they can be taken as they are. It takes
// about 25 ms a megabyte, so it belongs into a command.
func finderFor(c *store.Collection, a *article.Article, f *note.File) *anchor.Finder {
	moved := func(n note.Note) bool { return !n.OnArticle() && (n.Text != "" || f.Header().Text != a.Fingerprint()) }
	if f == nil || !slices.ContainsFunc(f.Notes(), moved) {
		return nil
	}
	return anchor.NewFinder(a.Text, c.FormerTexts(f)...)
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
	if r.current == "" {
		r.jumps.leap(r.spot())
	}
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
	if s.Empty() {
		return m.nothingHere()
	}
	for _, n := range m.rd.notes {
		if n.at.Span != s || n.Kind != note.DefaultKind() {
			continue
		}
		if n.Body != "" || len(n.Tags) > 0 {
			m.say("this passage has a note; d deletes it")
			return m.statusTimer()
		}
		return m.remove(n.Note, "highlight taken back")
	}
	return m.mark(s, note.DefaultKind())
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
	if kind != note.DefaultKind() {
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
		n.Anchor = anchor.New(m.rd.art.Text, s, m.rd.page.Quote(s))
	}
	return n, nil
}

func (m *Model) annotateFocus() tea.Cmd {
	s := m.target()
	if s.Empty() {
		return m.nothingHere()
	}
	return m.annotate(s)
}

// nothingHere answers a key that needs text where there is none.
func (m *Model) nothingHere() tea.Cmd {
	m.say("there is no text here to mark; A writes a note on the article")
	if m.rd.strayed {
		m.say("the passage in focus is not in the article any more")
	}
	return m.statusTimer()
}

func (m *Model) annotateSelection() tea.Cmd {
	s := m.rd.trimmed()
	m.rd.sel = nil
	m.rd.focus, m.rd.unit = s, freely
	return m.annotate(s)
}

func (m *Model) annotateArticle() tea.Cmd { return m.annotate(article.Span{}) }

// annotate opens the editor on the note that the passage already has, else on
// a new one.
func (m *Model) annotate(s article.Span) tea.Cmd {
	for _, n := range m.rd.notes {
		if n.at.Span == s && !s.Empty() {
			return m.openEditor(n.Note, n.at.Span, false)
		}
	}
	n, err := m.newNote(s, note.DefaultKind())
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
	return m.remove(n.Note, "note deleted")
}

// kindLetters lists the kinds with the letters that make them.
func kindLetters() string {
	var names []string
	for _, k := range note.Kinds {
		names = append(names, fmt.Sprintf("%c %s", k.Letter, k.Name))
	}
	return strings.Join(names, " · ")
}

// changeKind waits for a kind's letter and gives the note that kind.
func (m *Model) changeKind() tea.Cmd {
	n := m.rd.inFocus()
	if n == nil {
		m.say("no note in focus: ] goes to the next one")
		return m.statusTimer()
	}
	old := n.Note
	m.pending = &prompt{"kind: " + kindLetters(), func(m *Model, key tea.KeyPressMsg) tea.Cmd {
		for _, k := range note.Kinds {
			if key.Text == string(k.Letter) {
				changed := old
				changed.Kind = k.Name
				return m.replace(old, changed, "kind: "+k.Name)
			}
		}
		return nil
	}}
	return nil
}
