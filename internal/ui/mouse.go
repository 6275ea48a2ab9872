package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/pane"
)

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
		if ev.Button == tea.MouseLeft && m.reader == nil && m.click.line {
			return m.library.DragDivide(ev.X)
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
	switch p := m.Active().(type) {
	case pane.WheeledAt:
		return p.WheelAt(ev.X, wheelStep(ev))
	case pane.Wheeled:
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
		if m.click.line = m.library.OnDivide(ev); m.click.line {
			return nil
		}
		return m.library.Press(ev, times)
	}
	cmd, m.click.text, m.click.link = m.reader.Press(ev, times)
	return cmd
}
