package ui

import (
	"errors"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
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

// awaited is the pane of a key that shows what has to be read first. It has the
// keys until that has come, and when there is nothing to show says so until a
// key closes it.
type awaited struct {
	*env
	mode  mode
	title string
	said  string // why there is nothing to show, once that is known
	bad   bool   // since something failed
}

// arrival makes the pane of what was read. The error is a nothing where there
// is nothing to show.
type arrival func() (pane, error)

// nothing says that there is nothing to show.
type nothing string

func (n nothing) Error() string { return string(n) }

// await opens the pane of a key, and has what it is to show read off the
// screen.
func (e *env) await(title string, read func() arrival) tea.Cmd {
	w := &awaited{env: e, title: title}
	w.mode = e.bound(waitMode(w))
	e.push(w)
	return func() tea.Msg { return answerTo(w, read()) }
}

// onAnswer puts what was read in the place of the pane that waited for it.
func (w *awaited) onAnswer(msg tea.Msg) tea.Cmd {
	v, err := msg.(arrival)()
	if err != nil {
		var none nothing
		w.said, w.bad = article.CleanLine(err.Error()), !errors.As(err, &none)
		return nil
	}
	w.replace(w, v)
	return nil
}

func (w *awaited) resize() {}

func (w *awaited) draw(c *term.Canvas) *tea.Cursor {
	text, st := w.title+" …", w.theme.Quiet
	switch {
	case w.bad:
		text, st = w.said, w.theme.Bad
	case w.said != "":
		text, st = w.said, w.theme.Good
	}
	hints := w.mode.hints()
	width := term.HintsWidth(hints)
	lines := term.FirstLines(term.WrapParts(text, w.w-4-width-term.HintGap), statusRows)
	y := w.h - len(lines)
	c.Fill(0, y-1, w.w, len(lines)+1, uv.Style{})
	c.Rule(1, y-1, w.w-2, w.theme.Faint)
	for i, line := range lines {
		c.Text(2, y+i, w.w-4, line, st)
	}
	w.theme.DrawHints(c, w.w-2-width, w.h-1, width, hints, uv.Style{})
	return nil
}

func (w *awaited) table() *mode { return &w.mode }

const giveUpAction = "give up"

func waitMode(w *awaited) *mode {
	return &mode{title: "Waiting", text: true, actions: append([]action{
		act(giveUpAction, "esc", "back", "stay where you are: what a key asked for, or the place that it goes to, is not waited for", w.leave),
		act("close", "q", "", "likewise, where something is to be shown; where there is nothing to show any key closes what says so", w.leave),
	}, w.quitActions()...)}
}

func (w *awaited) leave() tea.Cmd {
	w.close(w)
	return nil
}

// typed closes the pane when it has said that there is nothing to show.
func (w *awaited) typed(tea.KeyPressMsg) tea.Cmd {
	if w.said != "" {
		w.close(w)
	}
	return nil
}

func (w *awaited) paste(string) tea.Cmd { return nil }

// foundMove brings where a key leads, or what it acts on.
type foundMove struct {
	serial int // Model.moves then
	move   func() tea.Cmd
}

// goWhenFound goes where a key leads when find, which runs off the screen, has
// found that out. What is typed meanwhile is held for it.
func (e *env) goWhenFound(find func() (move func() tea.Cmd)) tea.Cmd {
	e.moves++
	e.moving = true
	serial := e.moves
	return func() tea.Msg { return foundMove{serial, find()} }
}

// prompt has the next key taken, and says what for until it comes.
type prompt struct {
	text string
	take func(tea.KeyPressMsg) tea.Cmd
}

// takeNext has the next key taken, and says what for.
func (e *env) takeNext(text string, take func(tea.KeyPressMsg) tea.Cmd) {
	e.pending = &prompt{text, take}
}

// message is what the bottom line says: what the next key is for, else the
// status.
func (e *env) message() (text string, bad bool) {
	if e.pending != nil {
		return e.pending.text, false
	}
	return e.status.text, e.status.bad
}
