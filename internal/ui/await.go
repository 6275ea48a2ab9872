package ui

import (
	"errors"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
)

// Nothing but a key, a click or a paste changes who gets the next key. What
// comes later than the key that asked for it comes in one of four ways:
//
//   - A key that shows something puts an overlay up at once (await). The answer
//     fills it; when it was closed meanwhile, nobody waits for the answer.
//   - A key that goes somewhere has what is typed held until it is known where
//     (goWhenFound, open). Escape gives it up, and the answer is dropped.
//   - What comes unasked is a notice with a key that opens it (notices.go).
//   - A text that changed on disk waits until nothing in the one shown is
//     chosen (Model.refresh).

// awaited is the overlay of a key that shows what has to be read first. It
// takes the keys until that has come, and when there is nothing to show says
// so until a key closes it.
type awaited struct {
	*env
	title string
	below overlay // what the key was pressed on, or nil
	said  string  // why there is nothing to show, once that is known
	bad   bool    // since something failed
}

// arrival makes the overlay of what was read, to lie on what is below. The
// error is a nothing where there is nothing to show.
type arrival func(below overlay) (overlay, error)

// nothing says that there is nothing to show.
type nothing string

func (n nothing) Error() string { return string(n) }

// arrivedMsg brings what an overlay waits for.
type arrivedMsg struct {
	to   *awaited
	show arrival
}

// await puts up the overlay of a key, and has what it is to show read off the
// screen.
func (e *env) await(title string, read func() arrival) tea.Cmd {
	w := &awaited{env: e, title: title, below: e.over}
	e.over = w
	return func() tea.Msg { return arrivedMsg{w, read()} }
}

// arrived fills the overlay that waits, if it is still there.
func (m *Model) arrived(msg arrivedMsg) tea.Cmd {
	w := msg.to
	if m.over != overlay(w) {
		return nil
	}
	v, err := msg.show(w.below)
	if err != nil {
		var none nothing
		w.said, w.bad = article.CleanLine(err.Error()), !errors.As(err, &none)
		return nil
	}
	v.resize()
	m.over = v
	return nil
}

func (w *awaited) resize() {
	if w.below != nil {
		w.below.resize()
	}
}

func (w *awaited) draw(c *term.Canvas) *tea.Cursor {
	if w.below != nil {
		w.below.draw(c)
	}
	text, st := w.title+" …", w.theme.Quiet
	switch {
	case w.bad:
		text, st = w.said, w.theme.Bad
	case w.said != "":
		text, st = w.said, w.theme.Good
	}
	back := term.Hint{Key: "esc", Does: "back"}
	lines := term.FirstLines(term.WrapParts(text, w.w-4-back.Width()-term.HintGap), statusRows)
	y := w.h - len(lines)
	c.Fill(0, y-1, w.w, len(lines)+1, uv.Style{})
	c.Rule(1, y-1, w.w-2, w.theme.Faint)
	for i, line := range lines {
		c.Text(2, y+i, w.w-4, line, st)
	}
	w.theme.DrawHints(c, w.w-2-back.Width(), w.h-1, back.Width(), []term.Hint{back}, uv.Style{})
	return nil
}

// key closes the overlay: while it waits only a key that leaves does, else any.
func (w *awaited) key(k tea.KeyPressMsg) tea.Cmd {
	switch s := k.String(); {
	case s == "ctrl+c":
		return w.quit()
	case s == "esc", s == "q", w.said != "":
		w.over = w.below
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

func (m *Model) move(msg foundMove) tea.Cmd {
	if !m.moving || msg.serial != m.moves {
		return nil
	}
	m.moving = false
	return msg.move()
}

// prompt has the next key taken, and says what for until it comes.
type prompt struct {
	text string
	take func(tea.KeyPressMsg) tea.Cmd
}

// message is what the bottom line says: what the next key is for, else the
// status.
func (e *env) message() (text string, bad bool) {
	if e.pending != nil {
		return e.pending.text, false
	}
	return e.status.text, e.status.bad
}
