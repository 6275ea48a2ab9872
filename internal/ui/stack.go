package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/term"
)

// pane is a part of the screen that can have the keys: the library, the open
// article, and what is opened on these.
type pane interface {
	draw(c *term.Canvas) *tea.Cursor
	resize()
	table() *mode                    // what its keys do now
	typed(k tea.KeyPressMsg) tea.Cmd // takes a key that its table has no action for
	paste(text string) tea.Cmd
}

// noText is embedded by a pane that nothing is typed into.
type noText struct{}

func (noText) typed(tea.KeyPressMsg) tea.Cmd { return nil }
func (noText) paste(string) tea.Cmd          { return nil }

// The stack has the library at its bottom, on it the article that is open, and
// on these what was opened there. The top pane has the keys. Nothing but a key,
// a click or a paste changes the stack; see await.go.

// push opens a pane on the others.
func (e *env) push(p pane) {
	e.stack = append(e.stack, p)
	p.resize()
}

// close takes a pane off the stack, with what lies on it. The library and the
// open article stay.
func (e *env) close(p pane) {
	if i := slices.Index(e.stack, p); i > e.ground() {
		e.stack = slices.Clip(e.stack[:i])
	}
}

// replace puts a pane in the place of another one, if that is still there.
func (e *env) replace(old, with pane) {
	if i := slices.Index(e.stack, old); i > e.ground() {
		e.stack[i] = with
		with.resize()
	}
}

// active is the pane that has the keys, the top one; nil before there is any.
func (e *env) active() pane {
	if len(e.stack) == 0 {
		return nil
	}
	return e.stack[len(e.stack)-1]
}

// hasKeys reports whether the pane is the active one.
func (e *env) hasKeys(p pane) bool { return e.active() == p }

// activePane is the active pane, if it is of that kind.
func activePane[P pane](e *env) (P, bool) {
	p, ok := e.active().(P)
	return p, ok
}

// ground is the index of the pane that fills the screen: the open article's,
// else the library's.
func (e *env) ground() int { return max(e.seats-1, 0) }

// seat puts panes in the place of all; the last of them fills the screen.
func (e *env) seat(panes ...pane) { e.stack, e.seats = panes, len(panes) }

// covered reports whether a pane lies on the library or the open article.
func (e *env) covered() bool { return len(e.stack) > e.ground()+1 }

// answerTo is an answer for the pane.
func answerTo(p asker, answer tea.Msg) paneMsg { return paneMsg{p, answer} }

// paneMsg is an answer with the pane that asked for it. When that was closed
// meanwhile, nobody takes it.
type paneMsg struct {
	to     asker
	answer tea.Msg
}

// asker is a pane that answers come to. Those of the library, which is always
// there, need no paneMsg.
type asker interface {
	pane
	onAnswer(msg tea.Msg) tea.Cmd
}

// times is the count typed before the key, at least 1.
func (e *env) times() int { return max(e.count, 1) }

// counted is an action that goes on by n, as often as the count says.
func (e *env) counted(step func(n int) tea.Cmd, n int) func() tea.Cmd {
	return func() tea.Cmd { return step(n * e.times()) }
}

// leaves reports whether a key leads out of what is shown, whatever the window
// shows instead.
func (k *mode) leaves(key string) bool {
	a := k.find(key)
	return a != nil && (a.name == quitAction || a.name == "leave")
}

// wheeled is a pane that the wheel scrolls, by rows.
type wheeled interface{ wheel(rows int) }
