package reader

import "manicule/internal/page"

// scene is what a screen shows of an article.
type scene struct {
	page *page.Page
	top  page.Loc
	rows int
	away bool // nobody reads: something lies on top, or the window is not in use
}

func (r *Pane) scene() scene {
	return scene{r.page, r.top, r.pageRows(), r.Env.Away || r.Covered() || r.TooSmall()}
}

// followReading tells the session, after each event, what the screen shows if
// that is something else than before.
func (r *Pane) followReading() {
	if r.page == nil || r.begun != nil || r.W == 0 {
		return
	}
	if now := r.scene(); now != r.shown {
		r.shown = now
		r.Session.Show(r.visible(), now.away)
	}
}
