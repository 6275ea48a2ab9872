package ui

import (
	"slices"

	"manicule/internal/article"
	"manicule/internal/ui/term"

	uv "github.com/charmbracelet/ultraviolet"

	tea "charm.land/bubbletea/v2"
)

// What the program has to ask waits until the reader presses
// a key for it: whose notes these are after a rename, and notes that were not
// finished in an earlier session.

// notice is what waits, in a word or two; "" when nothing does.
func (m *Model) notice() string {
	switch {
	case len(m.session.Unsure()) > 0:
		return "renamed article?"
	case len(m.session.Drafts()) > 0:
		return "unfinished note"
	}
	return ""
}

// noticeKey is the key that opens it, as the status line says it.
func (m *Model) noticeKey() string {
	if m.reader != nil {
		return m.reader.byKey(noticeAction)
	}
	return m.library.byKey(noticeAction)
}

// openNotice asks what waits to be asked.
func (m *Model) openNotice() tea.Cmd {
	switch {
	case len(m.session.Unsure()) > 0:
		return m.askRename()
	case m.reader != nil && m.reader.draftHere():
		return m.reader.resumeDraft()
	case len(m.session.Drafts()) > 0:
		d := m.session.Drafts()[0]
		m.session.PutOffDraft() // the next time another one's turn, should this fail
		return m.openTo(d.Article, landing{resume: true})
	}
	m.say("nothing waits to be asked")
	return m.statusTimer()
}

// modeHints are the present mode's, what waits before them.
func (m *Model) modeHints() []term.Hint {
	k := m.mode()
	all := k.hints()
	if key := k.keyOf(noticeAction); key != "" && m.notice() != "" {
		all = slices.Insert(all, 0, term.Hint{Key: key, Does: m.notice()})
	}
	return all
}

// drawHints writes the present mode's hints, as many as fit into the width,
// and returns the cells they take. They start at x when x is not negative,
// else end before right.
func (m *Model) drawHints(c *term.Canvas, x, right, y, width int) int {
	all := m.modeHints()
	_, cells, _ := term.Fitting(all, width)
	if x < 0 {
		x = right - cells
	}
	m.theme.DrawHints(c, x, y, width, all, uv.Style{})
	return cells
}

// announceRename says that there is an article to ask about.
func (m *Model) announceRename() {
	if k := m.session.Unsure(); len(k) > 0 {
		m.say("notes on " + article.CleanLine(k[0].Article) + " may belong to " + count(len(k[0].Heirs), "other article") + " now · " + m.noticeKey() + " asks")
		m.status.bad = true
	}
}

// askRename asks about the next article.
func (m *Model) askRename() tea.Cmd {
	unsure := m.session.Unsure()
	if len(unsure) == 0 {
		return nil
	}
	m.session.Settle()
	showRename(m.env, unsure[0])
	return nil
}
