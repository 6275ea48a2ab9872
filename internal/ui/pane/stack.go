package pane

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// NoText is embedded by a pane that nothing is typed into.
type NoText struct{}

func (NoText) Typed(tea.KeyPressMsg) tea.Cmd { return nil }
func (NoText) Paste(string) tea.Cmd          { return nil }

// The stack has the library at its bottom, on it the article that is open, and
// on these what was opened there. The top pane has the keys. Nothing but a key,
// a click or a paste changes the stack; see await.go.

// Push opens a pane on the others.
func (e *Env) Push(p Pane) {
	e.Stack = append(e.Stack, p)
	p.Resize()
}

// Close takes a pane off the stack, with what lies on it. The library and the
// open article stay.
func (e *Env) Close(p Pane) {
	if i := slices.Index(e.Stack, p); i > e.Ground() {
		e.Stack = slices.Clip(e.Stack[:i])
	}
}

// replace puts a pane in the place of another one, if that is still there.
func (e *Env) replace(old, with Pane) {
	if i := slices.Index(e.Stack, old); i > e.Ground() {
		e.Stack[i] = with
		with.Resize()
	}
}

// Active is the pane that has the keys, the top one; nil before there is any.
func (e *Env) Active() Pane {
	if len(e.Stack) == 0 {
		return nil
	}
	return e.Stack[len(e.Stack)-1]
}

// HasKeys reports whether the pane is the active one.
func (e *Env) HasKeys(p Pane) bool { return e.Active() == p }

// ActiveAs is the active pane, if it is of that kind.
func ActiveAs[P Pane](e *Env) (P, bool) {
	p, ok := e.Active().(P)
	return p, ok
}

// Ground is the index of the pane that fills the screen: the open article's,
// else the library's.
func (e *Env) Ground() int { return max(e.seats-1, 0) }

// Seat puts panes in the place of all; the last of them fills the screen.
func (e *Env) Seat(panes ...Pane) { e.Stack, e.seats = panes, len(panes) }

// Covered reports whether a pane lies on the library or the open article.
func (e *Env) Covered() bool { return len(e.Stack) > e.Ground()+1 }

// AnswerTo is an answer for the pane.
func AnswerTo(p asker, answer tea.Msg) Msg { return Msg{p, answer} }

// Msg is an answer with the pane that asked for it. When that was closed
// meanwhile, nobody takes it.
type Msg struct {
	To     asker
	Answer tea.Msg
}

// asker is a pane that answers come to. Those of the library, which is always
// there, need no paneMsg.
type asker interface {
	Pane
	OnAnswer(msg tea.Msg) tea.Cmd
}

// Times is the count typed before the key, at least 1.
func (e *Env) Times() int { return max(e.Count, 1) }

// Counted is an action that goes on by n, as often as the count says.
func (e *Env) Counted(step func(n int) tea.Cmd, n int) func() tea.Cmd {
	return func() tea.Cmd { return step(n * e.Times()) }
}

// Leaves reports whether a key leads out of what is shown, whatever the window
// shows instead.
func (k *Mode) Leaves(key string) bool {
	a := k.Find(key)
	return a != nil && (a.Name == QuitAction || a.Name == "leave")
}

// Wheeled is a pane that the wheel scrolls, by rows.
type Wheeled interface{ Wheel(rows int) }

// WheeledAt is a Pane in which it matters where the wheel is turned.
type WheeledAt interface {
	WheelAt(x, rows int) tea.Cmd
}

// FoundMove brings where a key leads, or what it acts on.
type FoundMove struct {
	Serial int // Model.moves then
	Move   func() tea.Cmd
}

// GoWhenFound goes where a key leads when find, which runs off the screen, has
// found that out. What is typed meanwhile is held for it.
func (e *Env) GoWhenFound(find func() (move func() tea.Cmd)) tea.Cmd {
	e.Moves++
	e.Moving = true
	serial := e.Moves
	return func() tea.Msg { return FoundMove{serial, find()} }
}
