package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

func (m *Model) onFoundMove(msg foundMove) tea.Cmd {
	if !m.moving || msg.serial != m.moves {
		return nil
	}
	m.moving = false
	return msg.move()
}

// onPaneMsg gives an answer to its pane.
func (m *Model) onPaneMsg(msg paneMsg) tea.Cmd {
	if !slices.Contains(m.stack, pane(msg.to)) {
		return nil
	}
	return msg.to.onAnswer(msg.answer)
}

// key gives a key to the top pane.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	p, key := m.active(), k.String()
	t := p.table()
	switch {
	case key == "ctrl+z": // wherever one is, as everywhere on a terminal
		return m.suspend()
	case m.tooSmall() && !t.leaves(key):
		return nil
	case m.pending != nil && !m.tooSmall():
		take := m.pending.take
		m.pending = nil
		return take(k)
	case m.digit(k, t):
		return nil
	}
	defer func() { m.count = 0 }()
	a := t.find(key)
	if a == nil {
		return p.typed(k)
	}
	m.pressed = key
	cmd := a.run()
	if s, ok := p.(interface{ steady() }); ok {
		s.steady()
	}
	return cmd
}

// digit takes a digit of the count that is typed before a key. One that is text
// here, or bound to an action, is not taken; nor is a 0 that no other digit
// stands before.
func (m *Model) digit(k tea.KeyPressMsg, t *mode) bool {
	if t.text || len(k.Text) != 1 || k.Text[0] < '0' || k.Text[0] > '9' {
		return false
	}
	if m.count == 0 && (k.Text == "0" || t.find(k.Text) != nil) {
		return false
	}
	m.count = min(m.count*10+int(k.Text[0]-'0'), maxCount)
	return true
}

const maxCount = 1_000_000

// mode is the table in force below what was opened on the library or the open
// article.
func (m *Model) mode() *mode { return m.stack[m.ground()].table() }
