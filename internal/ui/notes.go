package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
)

// noteOn is the first note whose passage overlaps the span, a shorter passage
// before a longer one around it; nil when there is none.
func (r *reader) noteOn(s article.Span) *note.ResolvedNote {
	var best *note.ResolvedNote
	for i := range r.Notes {
		n := &r.Notes[i]
		if n.Match.Span.Overlaps(s) && (best == nil || n.Match.Span.Len() < best.Match.Span.Len()) {
			best = n
		}
	}
	return best
}

// inFocus is the note that a key acts on, or nil.
func (r *reader) inFocus() *note.ResolvedNote {
	for i := range r.Notes {
		if r.Notes[i].ID == r.current {
			return &r.Notes[i]
		}
	}
	return nil
}

// noteStep goes to the next or previous note, from the focus or from the top
// of the screen.
func (m *Model) noteStep(step int) tea.Cmd {
	r := m.rd
	if len(r.Notes) == 0 {
		m.say("no notes here yet: } then h highlights a paragraph, a writes a note")
		return m.statusTimer()
	}
	i := slices.IndexFunc(r.Notes, func(n note.ResolvedNote) bool { return n.ID == r.current })
	if i >= 0 {
		i += step
	} else {
		i = r.noteFrom(step)
	}
	if i < 0 || i >= len(r.Notes) {
		m.say(map[bool]string{true: "no further note", false: "no note before this"}[step > 0])
		return m.statusTimer()
	}
	return m.goToNote(&r.Notes[i])
}

// noteFrom is the first note at or after the place, or the last one before.
func (r *reader) noteFrom(step int) int {
	from := r.Place
	if !r.focus.Empty() {
		from = r.focus.Start
	}
	i, _ := slices.BinarySearchFunc(r.Notes, from, func(n note.ResolvedNote, off int) int { return cmp.Compare(n.Match.Span.Start, off) })
	if step < 0 {
		i--
	}
	return i
}

func (m *Model) goToNote(n *note.ResolvedNote) tea.Cmd {
	r := m.rd
	if r.current == "" {
		r.jumps.Leave(r.spot())
	}
	r.current = n.ID
	if n.Match.Span.Empty() { // on the whole article, or lost
		r.focus = article.Span{}
		return m.show(r.page.First())
	}
	r.focus, r.unit = n.Match.Span, freely
	return m.reveal(n.Match.Span)
}

// highlightFocus highlights the focus, or takes a bare highlight of exactly
// that passage back.
func (m *Model) highlightFocus() tea.Cmd {
	s := m.target()
	if s.Empty() {
		return m.nothingHere()
	}
	for _, n := range m.rd.Notes {
		if n.Match.Span != s || n.Kind != note.DefaultKind() {
			continue
		}
		if n.Body != "" || len(n.Tags) > 0 {
			m.say("this passage has a note; d deletes it")
			return m.statusTimer()
		}
		return m.onEvent(m.session.Delete(m.rd.Article, n.Note, "highlight removed"))
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
	return m.onEvent(m.session.Add(m.rd.Article, n, said))
}

// newNote is an empty note on the passage, or on the article when it is empty.
func (m *Model) newNote(s article.Span, kind string) (note.Note, error) {
	return m.session.NewNote(s, m.rd.page.Quote(s), kind)
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
	for _, n := range m.rd.Notes {
		if n.Match.Span == s && !s.Empty() {
			return m.openEditor(n.Note, n.Match.Span, false)
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
	return m.openEditor(n.Note, n.Match.Span, false)
}

func (m *Model) deleteNote() tea.Cmd {
	n := m.rd.inFocus()
	if n == nil {
		m.say("no note in focus: ] goes to the next one")
		return m.statusTimer()
	}
	return m.onEvent(m.session.Delete(m.rd.Article, n.Note, "note deleted"))
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
	old, art := n.Note, m.rd.Article
	m.pending = &prompt{"kind: " + kindLetters(), func(m *Model, key tea.KeyPressMsg) tea.Cmd {
		for _, k := range note.Kinds {
			if key.Text == string(k.Letter) {
				changed := old
				changed.Kind = k.Name
				return m.onEvent(m.session.Edit(art, old, changed, "kind: "+k.Name))
			}
		}
		return nil
	}}
	return nil
}
