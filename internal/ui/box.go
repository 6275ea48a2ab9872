package ui

import (
	"slices"
	"strings"
	"time"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/search"
)

// box is the line that queries are typed into.
type box struct {
	term.Field
	typing  bool            // keys go into it
	problem *search.Problem // what is wrong with the text as it stands
	refusal string          // why the query could not be answered
	choice  choice
	history history
}

// startBox puts the cursor into the box; what stands there can be changed.
func (m *Model) startBox() tea.Cmd {
	m.shelf.box.typing = true
	m.shelf.list.Resize(m.listRows())
	c := m.store
	return func() tea.Msg { return queriesMsg(c.Queries()) }
}

// boxKey is a key while the box is typed into.
func (m *Model) boxKey(k tea.KeyPressMsg) tea.Cmd {
	if a := m.shelf.boxMode.find(k.String()); a != nil {
		return a.run(m)
	}
	if k.Text == "" {
		return nil
	}
	return m.editBox(func(f *term.Field) { f.Insert(k.Text) })
}

// editBox changes the text in the box and searches for what it is then.
func (m *Model) editBox(change func(*term.Field)) tea.Cmd {
	b := &m.shelf.box
	before := b.Text
	b.Do(change)
	b.choice = choice{}
	if b.Text == before {
		return nil
	}
	b.history.left()
	return m.ask()
}

// setQuery is editBox with a text of its own.
func (m *Model) setQuery(text string) tea.Cmd {
	m.shelf.box.history.left()
	return m.editBox(func(f *term.Field) { f.Set(text) })
}

// ask searches for what the box says. What can't be understood leaves the last
// good answer where it is.
func (m *Model) ask() tea.Cmd {
	b := &m.shelf.box
	q, problem := search.Parse(b.Text, time.Now())
	b.problem, b.refusal = problem, ""
	m.shelf.list.Resize(m.listRows())
	if problem != nil && !problem.Usable {
		return nil
	}
	if b.Text == "" {
		m.shelf.ranked = search.ByDefault
	}
	return m.find(m.ordered(q))
}

// leaveBox goes from the box into the list; the query stays.
func (m *Model) leaveBox() tea.Cmd {
	b := &m.shelf.box
	b.typing, b.choice = false, choice{}
	b.history.left()
	m.shelf.list.Resize(m.listRows())
	if strings.TrimSpace(b.Text) == "" {
		return m.setQuery("")
	}
	return nil
}

// openFound opens the article under the cursor, once the answer to what was
// typed is there.
func (m *Model) openFound() tea.Cmd {
	sh := &m.shelf
	if sh.asked.running {
		sh.asked.open = true
		return nil
	}
	if len(sh.list.Items) == 0 {
		m.held = nil // it was meant for an article
		return nil
	}
	return tea.Batch(m.leaveBox(), m.openSelected())
}

// boxUp goes up in the list, and from its first article to the query before.
func (m *Model) boxUp() tea.Cmd {
	b := &m.shelf.box
	if m.shelf.list.Cursor > 0 && !b.history.shown() {
		return m.listMove(-1)
	}
	if text, ok := b.history.older(b.Text); ok {
		return m.recall(text)
	}
	return nil
}

// boxDown comes back from the queries before, else goes down in the list.
func (m *Model) boxDown() tea.Cmd {
	b := &m.shelf.box
	if text, ok := b.history.newer(); ok {
		return m.recall(text)
	}
	return m.listMove(1)
}

// recall puts a query of the history into the box.
func (m *Model) recall(text string) tea.Cmd {
	m.shelf.box.Set(text)
	m.shelf.box.choice = choice{}
	return m.ask()
}

// queriesMsg brings the queries asked before, the last one last.
type queriesMsg []string

func (m *Model) recalled(msg queriesMsg) tea.Cmd {
	if !m.shelf.box.history.shown() {
		slices.Reverse(msg)
		m.shelf.box.history.queries = msg
	}
	return nil
}

// history are the queries asked before, while one goes through them.
type history struct {
	queries []string // the newest first
	at      int      // how many steps back; 0: what is typed
	typed   string   // what was typed before the first step
}

func (h *history) shown() bool { return h.at > 0 }

// older is the query before the one shown; false when there is none. Those
// that say what is in the box already are passed over.
func (h *history) older(text string) (string, bool) {
	at := h.at
	for at < len(h.queries) && h.queries[at] == strings.TrimSpace(text) {
		at++
	}
	if at == len(h.queries) {
		return "", false
	}
	if h.at == 0 {
		h.typed = text
	}
	h.at = at + 1
	return h.queries[at], true
}

// newer is the query after the one shown, at last what was typed.
func (h *history) newer() (string, bool) {
	switch h.at {
	case 0:
		return "", false
	case 1:
		h.at = 0
		return h.typed, true
	}
	h.at--
	return h.queries[h.at-1], true
}

// left says that one goes on from what is shown.
func (h *history) left() { h.at = 0 }

// keepQuery remembers the query that led to an article.
func (m *Model) keepQuery() {
	if text := strings.TrimSpace(m.shelf.box.Text); text != "" {
		m.session.RememberQuery(text)
	}
}
