package reader

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
