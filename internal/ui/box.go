package ui

import (
	"slices"
	"strings"

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
func (sh *shelf) startBox() tea.Cmd {
	sh.box.typing = true
	sh.list.Resize(sh.listRows())
	c := sh.store
	return func() tea.Msg { return queriesMsg(c.Queries()) }
}

// editBox changes the text in the box and searches for what it is then.
func (sh *shelf) editBox(change func(*term.Field)) tea.Cmd {
	b := &sh.box
	before := b.Text
	b.Do(change)
	b.choice = choice{}
	if b.Text == before {
		return nil
	}
	b.history.left()
	return sh.ask()
}

// setQuery is editBox with a text of its own.
func (sh *shelf) setQuery(text string) tea.Cmd {
	sh.box.history.left()
	return sh.editBox(func(f *term.Field) { f.Set(text) })
}

// ask searches for what the box says. What can't be understood leaves the last
// good answer where it is.
func (sh *shelf) ask() tea.Cmd {
	b := &sh.box
	q, problem := search.Parse(b.Text, sh.now())
	b.problem, b.refusal = problem, ""
	sh.list.Resize(sh.listRows())
	if problem != nil && !problem.Usable {
		return nil
	}
	if b.Text == "" {
		sh.ranked = search.ByDefault
	}
	return sh.find(sh.ordered(q))
}

// leaveBox goes from the box into the list; the query stays.
func (sh *shelf) leaveBox() tea.Cmd {
	b := &sh.box
	b.typing, b.choice = false, choice{}
	b.history.left()
	sh.list.Resize(sh.listRows())
	if strings.TrimSpace(b.Text) == "" {
		return sh.setQuery("")
	}
	return nil
}

// openFound opens the article under the cursor, once the answer to what was
// typed is there.
func (sh *shelf) openFound() tea.Cmd {
	if sh.asked.running {
		sh.asked.open = true
		return nil
	}
	if len(sh.list.Items) == 0 {
		sh.held = nil // it was meant for an article
		return nil
	}
	return tea.Batch(sh.leaveBox(), sh.openSelected())
}

// boxUp goes up in the list, and from its first article to the query before.
func (sh *shelf) boxUp() tea.Cmd {
	b := &sh.box
	if sh.list.Cursor > 0 && !b.history.shown() {
		return sh.listMove(-1)
	}
	if text, ok := b.history.older(b.Text); ok {
		return sh.recall(text)
	}
	return nil
}

// boxDown comes back from the queries before, else goes down in the list.
func (sh *shelf) boxDown() tea.Cmd {
	b := &sh.box
	if text, ok := b.history.newer(); ok {
		return sh.recall(text)
	}
	return sh.listMove(1)
}

// recall puts a query of the history into the box.
func (sh *shelf) recall(text string) tea.Cmd {
	sh.box.Set(text)
	sh.box.choice = choice{}
	return sh.ask()
}

// queriesMsg brings the queries asked before, the last one last.
type queriesMsg []string

func (sh *shelf) recalled(msg queriesMsg) tea.Cmd {
	if !sh.box.history.shown() {
		slices.Reverse(msg)
		sh.box.history.queries = msg
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
func (sh *shelf) keepQuery() {
	if text := strings.TrimSpace(sh.box.Text); text != "" {
		sh.session.RememberQuery(text)
	}
}
