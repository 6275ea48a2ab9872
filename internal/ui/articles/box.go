package articles

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// startBox puts the cursor into the box; what stands there can be changed.
func (lp *Pane) startBox() tea.Cmd {
	lp.box.typing = true
	lp.list.Resize(lp.listRows())
	c := lp.Store
	return func() tea.Msg { return queriesMsg(c.Queries()) }
}

// editBox changes the text in the box and searches for what it is then.
func (lp *Pane) editBox(change func(*term.Field)) tea.Cmd {
	b := &lp.box
	before := b.Text
	b.Do(change)
	b.choice = pane.Choice{}
	if b.Text == before {
		return nil
	}
	b.history.Left()
	return lp.ask()
}

// SetQuery is editBox with a text of its own.
func (lp *Pane) SetQuery(text string) tea.Cmd {
	lp.box.history.Left()
	return lp.editBox(func(f *term.Field) { f.Set(text) })
}

// ask searches for what the box says. What can't be understood leaves the last
// good answer where it is.
func (lp *Pane) ask() tea.Cmd {
	b := &lp.box
	q, problem := search.Parse(b.Text, lp.Now())
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
func (lp *Pane) leaveBox() tea.Cmd {
	b := &lp.box
	b.typing, b.choice = false, pane.Choice{}
	b.history.Left()
	lp.list.Resize(lp.listRows())
	if strings.TrimSpace(b.Text) == "" {
		return lp.SetQuery("")
	}
	return nil
}

// openFound opens the article under the cursor, once the answer to what was
// typed is there.
func (lp *Pane) openFound() tea.Cmd {
	if lp.asked.running {
		lp.asked.open = true
		return nil
	}
	if len(lp.list.Items) == 0 {
		lp.Held = nil // it was meant for an article
		if meant := lp.found.meant; meant != "" {
			return lp.SetQuery(meant)
		}
		return nil
	}
	return tea.Batch(lp.leaveBox(), lp.openSelected())
}

// boxUp goes up in the list, and from its first article to the query before.
func (lp *Pane) boxUp() tea.Cmd {
	b := &lp.box
	if lp.list.Cursor > 0 && !b.history.Shown() {
		return lp.listMove(-1)
	}
	if text, ok := b.history.Older(b.Text); ok {
		return lp.showQuery(text)
	}
	return nil
}

// boxDown comes back from the queries before, else goes down in the list.
func (lp *Pane) boxDown() tea.Cmd {
	b := &lp.box
	if text, ok := b.history.Newer(); ok {
		return lp.showQuery(text)
	}
	return lp.listMove(1)
}

// showQuery puts a query of the history into the box.
func (lp *Pane) showQuery(text string) tea.Cmd {
	lp.box.Set(text)
	lp.box.choice = pane.Choice{}
	return lp.ask()
}

// queriesMsg brings the queries asked before, the last one last.
type queriesMsg []string

func (lp *Pane) onQueries(msg queriesMsg) tea.Cmd {
	if !lp.box.history.Shown() {
		slices.Reverse(msg)
		lp.box.history.Queries = msg
	}
	return nil
}

// complete goes on with the word before the cursor of the box. Where there is
// none, what is found can be narrowed.
func (lp *Pane) complete(n int) tea.Cmd {
	b := &lp.box
	b.history.Left()
	if b.choice.Step(&b.Field, n) {
		return lp.ask()
	}
	if b.Text == "" || strings.HasSuffix(b.Text, " ") && b.Cursor == len(b.Text) {
		return lp.showFacets()
	}
	a, before := lp.latest, b.Field
	return func() tea.Msg {
		return pane.Choices(before, a.Complete(before.Text, before.Cursor), n < 0)
	}
}

// onChoices takes in options for the box.
func (lp *Pane) onChoices(msg pane.ChoicesMsg) tea.Cmd {
	if b := &lp.box; b.typing && b.choice.Fill(&b.Field, msg) {
		return lp.ask()
	}
	return nil
}

// ClearSearch takes away what is searched for, and reports whether anything is.
func (lp *Pane) ClearSearch() (cmd tea.Cmd, ok bool) {
	if lp.box.Text == "" {
		return nil, false
	}
	return lp.SetQuery(""), true
}

// onFound shows the answer. Another query's is shown from its top; the same
// one's, when the articles have changed, keeps the cursor on its article.
func (lp *Pane) onFound(msg FoundMsg) tea.Cmd {
	if msg.serial != lp.asked.serial {
		return nil
	}
	byKey := lp.asked.byKey
	lp.asked.running, lp.asked.slow, lp.asked.byKey = false, false, false
	if msg.width != lp.passageWidth() {
		msg.matches = nil
	}
	if msg.err != nil {
		lp.box.refusal = article.CleanLine(msg.err.Error())
		if lp.asked.open {
			lp.asked.open, lp.Held = false, nil
		}
		return nil
	}
	lp.show(msg)
	if byKey {
		lp.goToPointed()
	}
	lp.list.Resize(lp.listRows())
	cmds := []tea.Cmd{lp.Fill(), lp.unfoldPointed()}
	if lp.asked.open {
		lp.asked.open = false
		cmds = append(cmds, lp.openFound())
	}
	return tea.Batch(append(cmds, lp.Relist())...)
}

// back takes one layer off the library: an error, the query, the marks.
func (lp *Pane) back() tea.Cmd {
	switch {
	case lp.Status.Bad && lp.Status.Text != "":
		lp.Status.Text = ""
	case lp.box.Text != "":
		return lp.SetQuery("")
	default:
		lp.marks.clear()
	}
	return nil
}

// Press answers a click, one of several in quick succession.
func (lp *Pane) Press(ev tea.Mouse, times int) tea.Cmd {
	first := lp.H - 2 - lp.listRows()
	if ev.Y == 1 && lp.boxShown() {
		return lp.startBox()
	}
	if lp.previewWidth() > 0 && ev.X >= lp.listWidth() && ev.Y >= first && ev.Y < lp.H-2 {
		return lp.openSelected()
	}
	i, ok := lp.list.At(ev.Y - first)
	if !ok {
		return nil
	}
	cmd := lp.listJump(i)
	if _, ok := lp.headed(); !ok && times < 2 {
		return cmd
	}
	return lp.openSelected()
}
