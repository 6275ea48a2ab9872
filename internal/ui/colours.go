package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/pane"
)

// colourFor is how long code is coloured before the screen shows what there is.
const colourFor = 30 * time.Millisecond

// colouredMsg says that code has its colours.
type colouredMsg struct{}

// colour colours the code on the screen and what comes next, off the screen and
// ahead of the reader.
func (m *Model) colour() tea.Cmd {
	if m.colouring || m.Plain {
		return nil
	}
	for _, s := range m.shownPages() {
		if s.Page != nil && s.Uncoloured(s.At, 2*s.Rows) {
			m.colouring = true
			return func() tea.Msg {
				s.Colour(s.At, 2*s.Rows, colourFor)
				return colouredMsg{}
			}
		}
	}
	return nil
}

// shownPages are the pages on the screen: those of the top pane, the open
// article or the preview, notes' words.
func (m *Model) shownPages() []pane.ShownPage {
	var all []pane.ShownPage
	for i := len(m.Stack) - 1; i >= 0; i-- {
		if p, ok := m.Stack[i].(interface{ ShownPage() pane.ShownPage }); ok {
			all = append(all, p.ShownPage())
		}
	}
	return append(all, m.WordPages()...)
}
