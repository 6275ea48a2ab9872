package pane

import (
	"errors"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/ui/term"
)

// Nothing but a key, a click or a paste changes who gets the next key. What
// comes later than the key that asked for it comes in one of five ways:
//
//   - A key that shows something opens a pane at once (await). What it is to
//     show takes its place; when it was closed meanwhile, nobody waits for that.
//   - What a pane asked for carries the pane (paneMsg); when that was closed
//     meanwhile, nobody takes it.
//   - A key that goes somewhere has what is typed held until it is known where
//     (goWhenFound, open). Escape gives it up, and the answer is dropped.
//   - What comes unasked is a notice with a key that opens it (notices.go).
//   - A text that changed on disk waits until nothing in the one shown is
//     chosen (Model.refresh).

// Awaited is the pane of a key that shows what has to be read first. It has the
// keys until that has come, and when there is nothing to show says so until a
// key closes it.
type Awaited struct {
	*Env
	mode  Mode
	title string
	Said  string // why there is nothing to show, once that is known
	bad   bool   // since something failed
	stop  func() // ends what is waited for when it is given up; may be nil
}

// Arrival makes the pane of what was read. The error is a nothing where there
// is nothing to show.
type Arrival func() (Pane, error)

// Nothing says that there is nothing to show.
type Nothing string

func (n Nothing) Error() string { return string(n) }

// Await opens the pane of a key, and has what it is to show read off the
// screen.
func (e *Env) Await(title string, read func() Arrival) tea.Cmd {
	w := &Awaited{Env: e, title: title}
	w.mode = e.Bound(WaitMode(w))
	e.Push(w)
	return func() tea.Msg { return AnswerTo(w, read()) }
}

// Outcome is what came of something that was waited for: a pane to show, or
// words to say until a key closes them, and what is to be done besides.
type Outcome struct {
	Pane Pane
	Said string
	Err  error
	Cmd  tea.Cmd
}

// AwaitOutcome is Await of something that stop ends when it is given up.
func (e *Env) AwaitOutcome(title string, stop func(), read func() func() Outcome) tea.Cmd {
	w := &Awaited{Env: e, title: title, stop: stop}
	w.mode = e.Bound(WaitMode(w))
	e.Push(w)
	return func() tea.Msg { return AnswerTo(w, read()) }
}

// OnAnswer puts what was read in the place of the pane that waited for it.
func (w *Awaited) OnAnswer(msg tea.Msg) tea.Cmd {
	if done, ok := msg.(func() Outcome); ok {
		return w.onOutcome(done())
	}
	v, err := msg.(Arrival)()
	if err != nil {
		var none Nothing
		w.Said, w.bad = article.CleanLine(err.Error()), !errors.As(err, &none)
		return nil
	}
	w.replace(w, v)
	return nil
}

func (w *Awaited) onOutcome(o Outcome) tea.Cmd {
	switch {
	case o.Pane != nil:
		w.replace(w, o.Pane)
	case o.Err != nil:
		w.Said, w.bad = article.CleanLine(o.Err.Error()), true
	default:
		w.Said = o.Said
	}
	return o.Cmd
}

func (w *Awaited) Resize() {}

func (w *Awaited) Draw(c *term.Canvas) *tea.Cursor {
	text, st := w.title+" …", w.Theme.Quiet
	switch {
	case w.bad:
		text, st = w.Said, w.Theme.Bad
	case w.Said != "":
		text, st = w.Said, w.Theme.Good
	}
	hints := w.mode.Hints()
	width := term.HintsWidth(hints)
	lines := term.FirstLines(term.WrapParts(text, w.W-4-width-term.HintGap), statusRows)
	y := w.H - len(lines)
	c.Fill(0, y-1, w.W, len(lines)+1, uv.Style{})
	c.Rule(1, y-1, w.W-2, w.Theme.Faint)
	for i, line := range lines {
		c.Text(2, y+i, w.W-4, line, st)
	}
	w.Theme.DrawHints(c, w.W-2-width, w.H-1, width, hints, uv.Style{})
	return nil
}

func (w *Awaited) Table() *Mode { return &w.mode }

const GiveUpAction = "give up"

func WaitMode(w *Awaited) *Mode {
	return &Mode{Title: "Waiting", Text: true, Actions: append([]Action{
		Act(GiveUpAction, "esc", "back", "stop waiting and stay where you are", w.leave),
		Act("close", "q", "", "stop waiting; when there is nothing to show, any key closes the message", w.leave),
	}, w.QuitActions()...)}
}

func (w *Awaited) leave() tea.Cmd {
	if w.stop != nil {
		w.stop()
	}
	w.Close(w)
	return nil
}

// Typed closes the pane when it has said that there is nothing to show.
func (w *Awaited) Typed(tea.KeyPressMsg) tea.Cmd {
	if w.Said != "" {
		w.Close(w)
	}
	return nil
}

func (w *Awaited) Paste(string) tea.Cmd { return nil }
