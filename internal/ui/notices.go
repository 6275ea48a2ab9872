package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// What the program has to ask waits until the reader presses
// a key for it: whose notes these are after a rename, and notes that were not
// finished in an earlier session.

// notice is what waits, in a word or two; "" when nothing does.
func (m *Model) notice() string {
	switch {
	case len(m.Session.Unsure()) > 0:
		return "renamed article?"
	case len(m.Session.Drafts()) > 0:
		return "unfinished note"
	}
	return ""
}

// NoticeKey is the key that opens it, as the status line says it.
func (m *Model) NoticeKey() string {
	if m.reader != nil {
		return m.reader.ByKey(pane.NoticeAction)
	}
	return m.library.ByKey(pane.NoticeAction)
}

// OpenNotice asks what waits to be asked.
func (m *Model) OpenNotice() tea.Cmd {
	switch {
	case len(m.Session.Unsure()) > 0:
		return m.AskRename()
	case m.reader != nil && m.reader.DraftHere():
		return m.reader.ResumeDraft()
	case len(m.Session.Drafts()) > 0:
		d := m.Session.Drafts()[0]
		m.Session.PutOffDraft() // the next time another one's turn, should this fail
		return m.OpenTo(d.Article, pane.Landing{Resume: true})
	}
	m.Say("no pending questions")
	return m.StatusTimer()
}

// ModeHints are the present mode's, what waits before them.
func (m *Model) ModeHints() []term.Hint {
	k := m.Mode()
	all := k.Hints()
	if key := k.KeyOf(pane.NoticeAction); key != "" && m.notice() != "" {
		all = slices.Insert(all, 0, term.Hint{Key: key, Does: m.notice()})
	}
	return all
}

// DrawHints writes the present mode's hints, as many as fit into the width,
// and returns the cells they take. They start at x when x is not negative,
// else end before right.
func (m *Model) DrawHints(c *term.Canvas, x, right, y, width int) int {
	all := m.ModeHints()
	_, cells, _ := term.Fitting(all, width)
	if x < 0 {
		x = right - cells
	}
	m.Theme.DrawHints(c, x, y, width, all, uv.Style{})
	return cells
}

// announceRename says that there is an article to ask about.
func (m *Model) announceRename() {
	if k := m.Session.Unsure(); len(k) > 0 {
		m.Say("notes on " + article.CleanLine(k[0].Article) + " may belong to " + pane.Count(len(k[0].Candidates), "other article") + " now · " + m.NoticeKey() + " asks")
		m.Status.Bad = true
	}
}

// AskRename asks about the next article.
func (m *Model) AskRename() tea.Cmd {
	unsure := m.Session.Unsure()
	if len(unsure) == 0 {
		return nil
	}
	m.Session.Settle()
	overlay.ShowRename(m.Env, unsure[0])
	return nil
}
