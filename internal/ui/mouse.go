package ui

import (
	"time"

	"manicule/internal/ui/pane"

	tea "charm.land/bubbletea/v2"
)

// click remembers the last press of the left button, to tell a second and a
// third one at the same place from a first.
type click struct {
	x, y  int
	at    time.Time
	times int
	text  bool   // it was on the text of an article: a drag selects
	link  string // the link that it was on: let go there, it is followed
}

const (
	clickTime = 400 * time.Millisecond
	wheelRows = 3
)

// press counts presses at one place in quick succession: 1, 2, 3, 1, …
func (c *click) press(x, y int, now time.Time) int {
	if c.x != x || c.y != y || now.Sub(c.at) > clickTime {
		c.times = 0
	}
	*c = click{x: x, y: y, at: now, times: c.times%3 + 1}
	return c.times
}

func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	ev := msg.Mouse()
	switch {
	case m.TooSmall():
		return nil
	case m.Covered():
		return m.mouseOver(msg, ev)
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		return m.wheel(ev)
	case tea.MouseClickMsg:
		if ev.Button == tea.MouseLeft {
			return m.leftPress(ev)
		}
	case tea.MouseMotionMsg:
		if ev.Button == tea.MouseLeft && m.reader != nil && m.click.text {
			m.click.link = ""
			m.click.y -= m.reader.Drag(ev, m.click.x, m.click.y)
		}
	case tea.MouseReleaseMsg:
		if dest := m.click.link; dest != "" && m.reader != nil && !m.reader.Selecting() {
			m.click.link = ""
			return m.reader.GoLink(dest)
		}
	}
	return nil
}

// mouseOver scrolls what lies on top.
func (m *Model) mouseOver(msg tea.MouseMsg, ev tea.Mouse) tea.Cmd {
	if _, wheel := msg.(tea.MouseWheelMsg); !wheel {
		return nil
	}
	if p, ok := m.Active().(pane.Wheeled); ok {
		p.Wheel(wheelStep(ev))
	}
	return nil
}

func wheelStep(ev tea.Mouse) int {
	switch ev.Button {
	case tea.MouseWheelUp:
		return -wheelRows
	case tea.MouseWheelDown:
		return wheelRows
	}
	return 0
}

func (m *Model) wheel(ev tea.Mouse) tea.Cmd {
	switch n := wheelStep(ev); {
	case n == 0:
		return nil
	case m.reader != nil:
		return m.reader.Scroll(n)
	default:
		return m.library.WheelAt(ev.X, n)
	}
}

func (m *Model) leftPress(ev tea.Mouse) (cmd tea.Cmd) {
	times := m.click.press(ev.X, ev.Y, m.Now())
	m.Pending = nil
	if m.reader == nil {
		return m.library.Press(ev, times)
	}
	cmd, m.click.text, m.click.link = m.reader.Press(ev, times)
	return cmd
}
