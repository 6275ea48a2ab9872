package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// What the program has to ask of its own accord waits until the reader presses
// a key for it: whose notes these are after a rename, and notes that were not
// finished in an earlier session.

const noticeAction = "open notice"

// notice is what waits, in a word or two; "" when nothing does.
func (m *Model) notice() string {
	switch {
	case len(m.identity.unsure) > 0:
		return "renamed article?"
	case len(m.drafts) > 0:
		return "unfinished note"
	}
	return ""
}

// noticeKey is the key that opens it, as the status line says it.
func (m *Model) noticeKey() string {
	k := &m.shelf.mode
	if m.rd != nil {
		k = &m.rd.readMode
	}
	if key := k.keyOf(noticeAction); key != "" {
		return key
	}
	return ": " + noticeAction
}

// openNotice asks what waits to be asked.
func (m *Model) openNotice() tea.Cmd {
	switch {
	case len(m.identity.unsure) > 0:
		return m.askKin()
	case m.rd != nil && slices.ContainsFunc(m.drafts, m.isHere):
		return m.resumeDraft()
	case len(m.drafts) > 0:
		d := m.drafts[0]
		m.drafts = append(m.drafts[1:], d) // the next time another one's turn, should this fail
		return m.openTo(d.Article, landing{resume: true})
	}
	m.say("nothing waits to be asked")
	return m.statusTimer()
}

// modeHints are the present mode's, what waits before them.
func (m *Model) modeHints() []hint {
	k := m.mode()
	all := k.hints()
	if key := k.keyOf(noticeAction); key != "" && m.notice() != "" {
		all = slices.Insert(all, 0, hint{key, m.notice()})
	}
	return all
}
