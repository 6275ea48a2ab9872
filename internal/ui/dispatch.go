package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/pane"
)

func (m *Model) onFoundMove(msg pane.FoundMove) tea.Cmd {
	if !m.Moving || msg.Serial != m.Moves {
		return nil
	}
	m.Moving = false
	return msg.Move()
}

// onPaneMsg gives an answer to its pane.
func (m *Model) onPaneMsg(msg pane.Msg) tea.Cmd {
	if !slices.Contains(m.Stack, pane.Pane(msg.To)) {
		return nil
	}
	return msg.To.OnAnswer(msg.Answer)
}

// key gives a key to the top pane.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	p, key := m.Active(), k.String()
	t := p.Table()
	switch {
	case key == "ctrl+z": // wherever one is, as everywhere on a terminal
		return m.suspend()
	case m.TooSmall() && !t.Leaves(key):
		return nil
	case m.Pending != nil && !m.TooSmall():
		take := m.Pending.Take
		m.Pending = nil
		return take(k)
	case m.digit(k, t):
		return nil
	}
	defer func() { m.Count = 0 }()
	a := t.Find(key)
	if a == nil {
		return tea.Batch(m.unknownKey(k, t), p.Typed(k))
	}
	m.Pressed = key
	cmd := a.Run()
	if s, ok := p.(interface{ Steady() }); ok {
		s.Steady()
	}
	return cmd
}

// unknownKey says, once, where all keys are listed, or how to get away.
func (m *Model) unknownKey(k tea.KeyPressMsg, t *pane.Mode) tea.Cmd {
	if t.Text || m.toldUnknown {
		return nil
	}
	m.toldUnknown = true
	said := "no such key: " + pane.KeyName(k.String())
	if key := t.KeyOf("help"); key != "" {
		said += " · " + key + " help"
	} else if a := t.Find("esc"); a != nil {
		said += " · esc " + a.Name
	}
	m.Say(said)
	return m.StatusTimer()
}

// digit takes a digit of the count that is typed before a key. One that is text
// here, or bound to an action, is not taken; nor is a 0 that no other digit
// stands before.
func (m *Model) digit(k tea.KeyPressMsg, t *pane.Mode) bool {
	if t.Text || len(k.Text) != 1 || k.Text[0] < '0' || k.Text[0] > '9' {
		return false
	}
	if m.Count == 0 && (k.Text == "0" || t.Find(k.Text) != nil) {
		return false
	}
	m.Count = min(m.Count*10+int(k.Text[0]-'0'), maxCount)
	return true
}

const maxCount = 1_000_000

// Mode is the table in force below what was opened on the library or the open
// article.
func (m *Model) Mode() *pane.Mode { return m.Stack[m.Ground()].Table() }
