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
func (lp *libraryPane) startBox() tea.Cmd {
	lp.box.typing = true
	lp.list.Resize(lp.listRows())
	c := lp.store
	return func() tea.Msg { return queriesMsg(c.Queries()) }
}

// editBox changes the text in the box and searches for what it is then.
func (lp *libraryPane) editBox(change func(*term.Field)) tea.Cmd {
	b := &lp.box
	before := b.Text
	b.Do(change)
	b.choice = choice{}
	if b.Text == before {
		return nil
	}
	b.history.left()
	return lp.ask()
}

// setQuery is editBox with a text of its own.
func (lp *libraryPane) setQuery(text string) tea.Cmd {
	lp.box.history.left()
	return lp.editBox(func(f *term.Field) { f.Set(text) })
}

// ask searches for what the box says. What can't be understood leaves the last
// good answer where it is.
func (lp *libraryPane) ask() tea.Cmd {
	b := &lp.box
	q, problem := search.Parse(b.Text, lp.now())
	b.problem, b.refusal = problem, ""
	lp.list.Resize(lp.listRows())
	if problem != nil && !problem.Usable {
		return nil
	}
	if b.Text == "" {
		lp.ranked = search.ByDefault
	}
	return lp.find(lp.ordered(q))
}

// leaveBox goes from the box into the list; the query stays.
func (lp *libraryPane) leaveBox() tea.Cmd {
	b := &lp.box
	b.typing, b.choice = false, choice{}
	b.history.left()
	lp.list.Resize(lp.listRows())
	if strings.TrimSpace(b.Text) == "" {
		return lp.setQuery("")
	}
	return nil
}

// openFound opens the article under the cursor, once the answer to what was
// typed is there.
func (lp *libraryPane) openFound() tea.Cmd {
	if lp.asked.running {
		lp.asked.open = true
		return nil
	}
	if len(lp.list.Items) == 0 {
		lp.held = nil // it was meant for an article
		return nil
	}
	return tea.Batch(lp.leaveBox(), lp.openSelected())
}

// boxUp goes up in the list, and from its first article to the query before.
func (lp *libraryPane) boxUp() tea.Cmd {
	b := &lp.box
	if lp.list.Cursor > 0 && !b.history.shown() {
		return lp.listMove(-1)
	}
	if text, ok := b.history.older(b.Text); ok {
		return lp.recall(text)
	}
	return nil
}

// boxDown comes back from the queries before, else goes down in the list.
func (lp *libraryPane) boxDown() tea.Cmd {
	b := &lp.box
	if text, ok := b.history.newer(); ok {
		return lp.recall(text)
	}
	return lp.listMove(1)
}

// recall puts a query of the history into the box.
func (lp *libraryPane) recall(text string) tea.Cmd {
	lp.box.Set(text)
	lp.box.choice = choice{}
	return lp.ask()
}

// queriesMsg brings the queries asked before, the last one last.
type queriesMsg []string

func (lp *libraryPane) onQueries(msg queriesMsg) tea.Cmd {
	if !lp.box.history.shown() {
		slices.Reverse(msg)
		lp.box.history.queries = msg
	}
	return nil
}

// keepQuery remembers the query that led to an article.
func (lp *libraryPane) keepQuery() {
	if text := strings.TrimSpace(lp.box.Text); text != "" {
		lp.session.RememberQuery(text)
	}
}

// complete goes on with the word before the cursor of the box.
func (lp *libraryPane) complete(n int) tea.Cmd {
	b := &lp.box
	b.history.left()
	if b.choice.step(&b.Field, n) {
		return lp.ask()
	}
	a, before := lp.latest, b.Field
	return func() tea.Msg {
		return choicesMsg{before, optionsOf(before, a.Complete(before.Text, before.Cursor)), n < 0}
	}
}

// onChoices takes in options for the box.
func (lp *libraryPane) onChoices(msg choicesMsg) tea.Cmd {
	if b := &lp.box; b.typing && b.choice.fill(&b.Field, msg) {
		return lp.ask()
	}
	return nil
}

// clearSearch takes away what is searched for, and reports whether anything is.
func (lp *libraryPane) clearSearch() (cmd tea.Cmd, ok bool) {
	if lp.box.Text == "" {
		return nil, false
	}
	return lp.setQuery(""), true
}
