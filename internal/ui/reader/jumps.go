package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
)

// comeBack shows what was shown at a spot; after a change of the layout the
// text that stood at the top, after one of the text the same byte.
func (r *Pane) comeBack(s pane.Spot) {
	r.focus, r.unit, r.current, r.looking = s.Focus, s.Unit, s.Current, s.Looking
	if s.Page == nil || s.Page.Article() != r.Article {
		r.focus, r.current = article.Span{}, ""
	}
	top := s.Top
	if s.Page != r.page {
		top = r.rowAt(min(s.Anchor, len(r.Article.Text)))
	}
	r.put(top)
}

// jumpsTo are the jumps of the article that is opened from the present one:
// back leads there. Pages of articles that were left are large, and let go.
func (r *Pane) jumpsTo(path string, to pane.Landing) session.JumpList[pane.Spot] {
	if r == nil {
		return session.JumpList[pane.Spot]{}
	}
	j := r.jumps
	if to.Back == nil && path != r.Path {
		j.Leave(r.spot())
	}
	j.Each(func(s *pane.Spot) { s.Page = nil })
	return j
}

// jump is where as many jumps as the count says lead, or those that there are.
func (r *Pane) jump(way func(from pane.Spot) (pane.Spot, bool)) (to pane.Spot, ok bool) {
	to = r.spot()
	for range r.Times() {
		next, more := way(to)
		if !more {
			break
		}
		to, ok = next, true
	}
	return to, ok
}

func (r *Pane) jumpBack() tea.Cmd {
	s, ok := r.jump(r.jumps.Back)
	return r.jumpTo(s, ok, "jump list: already at the oldest")
}

func (r *Pane) jumpForward() tea.Cmd {
	s, ok := r.jump(r.jumps.Forward)
	return r.jumpTo(s, ok, "jump list: already at the newest")
}

func (r *Pane) jumpTo(s pane.Spot, ok bool, otherwise string) tea.Cmd {
	if !ok {
		r.Say(otherwise)
		return r.StatusTimer()
	}
	r.Status.Clear()
	if s.Path != r.Path {
		return r.Host.OpenTo(s.Path, pane.Landing{Back: &s})
	}
	if s.Looking {
		r.Session.SaveReading()
		r.comeBack(s)
		return nil
	}
	r.comeBack(s)
	return r.touchPlace()
}
