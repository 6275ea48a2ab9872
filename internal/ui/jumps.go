package ui

import (
	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

func (r *readerPane) spot() spot {
	return spot{r.Path, r.page, r.top, r.Place, r.focus, r.unit, r.current, r.looking}
}

// comeBack shows what was shown at a spot; after a change of the layout the
// text that stood at the top, after one of the text the same byte.
func (r *readerPane) comeBack(s spot) {
	r.focus, r.unit, r.current, r.looking = s.focus, s.unit, s.current, s.looking
	if s.page == nil || s.page.Article() != r.Article {
		r.focus, r.current = article.Span{}, ""
	}
	top := s.top
	if s.page != r.page {
		top = r.rowAt(min(s.anchor, len(r.Article.Text)))
	}
	r.put(top)
}

// rowAt is the row of a place; the article's title stands before its text.
func (r *readerPane) rowAt(off int) page.Loc {
	if off == 0 {
		return r.page.First()
	}
	return r.page.Locate(off)
}

// jumpsTo are the jumps of the article that is opened from the present one:
// back leads there. Pages of articles that were left are large, and let go.
func (r *readerPane) jumpsTo(path string, to landing) session.JumpList[spot] {
	if r == nil {
		return session.JumpList[spot]{}
	}
	j := r.jumps
	if to.back == nil && path != r.Path {
		j.Leave(r.spot())
	}
	j.Each(func(s *spot) { s.page = nil })
	return j
}

// jump is where as many jumps as the count says lead, or those that there are.
func (r *readerPane) jump(way func(from spot) (spot, bool)) (to spot, ok bool) {
	to = r.spot()
	for range r.times() {
		next, more := way(to)
		if !more {
			break
		}
		to, ok = next, true
	}
	return to, ok
}

func (r *readerPane) jumpBack() tea.Cmd {
	s, ok := r.jump(r.jumps.Back)
	return r.jumpTo(s, ok, "there is no earlier place to go back to")
}

func (r *readerPane) jumpForward() tea.Cmd {
	s, ok := r.jump(r.jumps.Forward)
	return r.jumpTo(s, ok, "there is no later place to go forward to")
}

func (r *readerPane) jumpTo(s spot, ok bool, otherwise string) tea.Cmd {
	if !ok {
		r.say(otherwise)
		return r.statusTimer()
	}
	r.status.clear()
	if s.path != r.Path {
		return r.host.openTo(s.path, landing{back: &s})
	}
	if s.looking {
		r.session.SaveReading()
		r.comeBack(s)
		return nil
	}
	r.comeBack(s)
	return r.touchPlace()
}
