package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/search"
)

// hits are what a query matches in an article.
type hits struct {
	query search.Query
	spans []article.Span // in order, without overlaps
	at    int            // the one that was gone to
	some  bool           // the article was not searched to its end
}

// hits are what the query matches in the article, the one that its best
// passage begins with gone to.
func (l lookup) hits(a *article.Article) hits {
	if !words(l.query.Root) {
		return hits{}
	}
	h := hits{query: l.query, spans: library.Hits(a, l.query)}
	h.at = h.firstIn(l.query.Passage(a.Text, l.width).Span)
	return h
}

// from is the index of the first hit that ends behind a byte.
func (h *hits) from(off int) int {
	i, _ := slices.BinarySearchFunc(h.spans, off, func(s article.Span, off int) int {
		if s.End <= off {
			return -1
		}
		return 1
	})
	return i
}

// now is the hit that was gone to; empty when there are none.
func (h *hits) now() article.Span {
	if len(h.spans) == 0 {
		return article.Span{}
	}
	return h.spans[h.at]
}

// where is the hit's number among all, for people.
func (h *hits) where() string {
	if h.some {
		return "…"
	}
	return itoa(h.at+1) + " of " + itoa(len(h.spans))
}

// paints are the hits within a part of the text.
func (h *hits) paints(in article.Span, hit, now uv.Style) []paint {
	var ps []paint
	for i := h.from(in.Start); i < len(h.spans) && h.spans[i].Start < in.End; i++ {
		st := hit
		if i == h.at {
			st = now
		}
		ps = append(ps, paint{h.spans[i], st})
	}
	return ps
}

// linesSpan is the part of the text on some rows.
func linesSpan(lines []page.Line) article.Span {
	all := article.Span{Start: -1}
	for _, line := range lines {
		switch s := lineSpan(line); {
		case s.Start < 0:
		case all.Start < 0:
			all = s
		default:
			all = article.Span{Start: min(all.Start, s.Start), End: max(all.End, s.End)}
		}
	}
	return all
}

// hitStep goes to the next or previous hit, from the one gone to if it is on
// the screen, else from the top of the screen; from the last one to the first.
func (m *Model) hitStep(step int) tea.Cmd {
	h := &m.rd.hits
	n := len(h.spans)
	if n == 0 {
		m.say("nothing is searched for: / searches in this article")
		return m.statusTimer()
	}
	to := h.at + step*m.times()
	if !m.onHit() {
		m.rd.jumps.leap(m.rd.spot())
		to = h.from(m.visible().Start) + min(step, 0)
	}
	h.at = ((to % n) + n) % n
	switch m.status.hush(); {
	case n == 1:
		m.say("the only match")
	case to >= n:
		m.say("match " + h.where() + " · from the beginning again")
	case to < 0:
		m.say("match " + h.where() + " · from the end again")
	}
	m.look(h.now())
	return m.statusTimer()
}

// look shows a passage amid what stands around it. The reading place is not
// moved by that.
func (m *Model) look(s article.Span) {
	r := m.rd
	r.focus, r.current, r.looking = article.Span{}, "", true
	r.page.Reveal(s.Start)
	if top, moved := m.topFor(s, m.pageRows()/3); moved {
		m.put(top)
	}
}

// onHit tells that the hit gone to is on the screen.
func (m *Model) onHit() bool { return m.rd.hits.now().Overlaps(m.visible()) }

// firstIn is the hit that a passage begins with, or the first one after it.
func (h *hits) firstIn(s article.Span) int {
	return max(0, min(h.from(s.Start), len(h.spans)-1))
}
