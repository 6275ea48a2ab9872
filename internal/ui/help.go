package ui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/session"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
)

func (m *Model) StartReview() tea.Cmd {
	return notes.StartReview(m.Env, cmp.Or(m.opts.Review, session.ReviewCount))
}

func (m *Model) ShowStatistics() tea.Cmd { return overlay.ShowStatistics(m.Env) }

// ShowHelp lists the keys of the present mode first, then the others.
func (m *Model) ShowHelp() tea.Cmd {
	here := m.Active().Table().Title
	all := boundModes(m.opts.Keys)
	first := slices.IndexFunc(all, func(k *pane.Mode) bool { return k.Title == here })
	if first < 0 { // an own command's, say
		here, first = all[0].Title, 0
	}
	all = slices.Concat(all[first:first+1], all[:first], all[first+1:])
	overlay.ShowKeys(m.Env, here, all)
	return nil
}

func (m *Model) ShowPalette() tea.Cmd {
	overlay.ShowPalette(m.Env, m.Mode())
	return nil
}

func (m *Model) ArticleOpen() bool { return m.reader != nil }

func (m *Model) Settled() bool { return m.library.Agrees() }

func (m *Model) Relist() tea.Cmd { return m.library.Relist() }

// Reveal puts the focus on a passage of the open article, if it is that one.
func (m *Model) Reveal(path string, s article.Span) tea.Cmd {
	if !m.isOpen(path) {
		return nil
	}
	return m.reader.ShowPassage(s)
}
