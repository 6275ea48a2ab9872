package ui

import "manicule/internal/page"

// scene is what a screen shows of an article.
type scene struct {
	page *page.Page
	top  page.Loc
	rows int
	away bool // nobody reads: something lies on top, or the window is not in use
}

func (m *Model) scene() scene {
	r := m.rd
	return scene{r.page, r.top, m.pageRows(), m.away || m.over != nil || m.tooSmall()}
}

// followReading tells the session, after each event, what the screen shows if
// that is something else than before.
func (m *Model) followReading() {
	r := m.rd
	if r == nil || r.page == nil || r.begun != nil || m.w == 0 {
		return
	}
	if now := m.scene(); now != r.scene {
		r.scene = now
		m.session.Show(m.visible(), now.away)
	}
}
