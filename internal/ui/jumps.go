package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// spot is where a reader is in an article: what the screen shows and what is in
// focus.
type spot struct {
	path    string
	page    *page.Page // nil: the article was left since, and only anchor counts
	top     page.Loc   // of page
	anchor  int
	focus   article.Span
	unit    page.Unit
	current string
	looking bool
}

func (r *reader) spot() spot {
	return spot{r.path, r.page, r.top, r.anchor, r.focus, r.unit, r.current, r.looking}
}

// comeBack shows what was shown at a spot; after a change of the layout the
// text that stood at the top, after one of the text the same byte.
func (m *Model) comeBack(s spot) {
	r := m.rd
	r.focus, r.unit, r.current, r.looking = s.focus, s.unit, s.current, s.looking
	if s.page == nil || s.page.Article() != r.art {
		r.focus, r.current = article.Span{}, ""
	}
	top := s.top
	if s.page != r.page {
		top = r.rowAt(min(s.anchor, len(r.art.Text)))
	}
	m.put(top)
}

// rowAt is the row of a place; the article's title stands before its text.
func (r *reader) rowAt(off int) page.Loc {
	if off == 0 {
		return r.page.First()
	}
	return r.page.Locate(off)
}

// jumps are the spots that were left by a leap: those behind the reader and,
// once they have gone back, those ahead. The nearest is the last one.
type jumps struct{ behind, ahead []spot }

// jumpsTo are the jumps of the article that is opened from the present one:
// back leads there. Pages of articles that were left are large, and let go.
func (m *Model) jumpsTo(path string, to landing) jumps {
	if m.rd == nil {
		return jumps{}
	}
	j := m.rd.jumps
	if to.back == nil && path != m.rd.path {
		j.leap(m.rd.spot())
	}
	for _, side := range [][]spot{j.behind, j.ahead} {
		for i := range side {
			side[i].page = nil
		}
	}
	return j
}

// maxJumps is how many leaps can be taken back.
const maxJumps = 100

// leap remembers a spot before the reader leaps away from it.
func (j *jumps) leap(from spot) {
	j.ahead = nil
	n := len(j.behind)
	if n > 0 && j.behind[n-1].anchor == from.anchor {
		j.behind = j.behind[:n-1]
	}
	j.behind = append(j.behind[max(n+1-maxJumps, 0):], from)
}

// back is the spot that was left last; false when there is none. The reader is
// at now, and can come back to it by forth.
func (j *jumps) back(now spot) (spot, bool) { return cross(&j.behind, &j.ahead, now) }

func (j *jumps) forth(now spot) (spot, bool) { return cross(&j.ahead, &j.behind, now) }

// cross takes the nearest spot on one side; now is then the nearest on the
// other one.
func cross(from, to *[]spot, now spot) (spot, bool) {
	n := len(*from)
	if n == 0 {
		return spot{}, false
	}
	s := (*from)[n-1]
	*from, *to = (*from)[:n-1], append(*to, now)
	return s, true
}

func (m *Model) jumpBack() tea.Cmd {
	s, ok := m.rd.jumps.back(m.rd.spot())
	return m.jumpTo(s, ok, "there was no leap to come back from")
}

func (m *Model) jumpForth() tea.Cmd {
	s, ok := m.rd.jumps.forth(m.rd.spot())
	return m.jumpTo(s, ok, "there is no leap to make again")
}

func (m *Model) jumpTo(s spot, ok bool, otherwise string) tea.Cmd {
	if !ok {
		m.say(otherwise)
		return m.statusTimer()
	}
	m.status.hush()
	if s.path != m.rd.path {
		return m.openTo(s.path, landing{back: &s})
	}
	if s.looking {
		leave := m.leavePlace()
		m.comeBack(s)
		return leave
	}
	m.comeBack(s)
	return m.touchPlace()
}
