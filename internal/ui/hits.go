package ui

import (
	"strconv"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
)

// hits are what the query matches in the article, the one that its best
// passage begins with gone to.
func (l lookup) hits(a *article.Article) session.Hits {
	if !words(l.query.Root) {
		return session.Hits{}
	}
	h := session.Hits{Query: l.query, Spans: library.Hits(a, l.query)}
	h.At = h.First(l.query.Passage(a.Text, l.width).Span)
	return h
}

// where is the number of the present hit among all, for people.
func where(h *session.Hits) string {
	if h.Partial {
		return "…"
	}
	return strconv.Itoa(h.At+1) + " of " + strconv.Itoa(len(h.Spans))
}

// paintsOf are the hits within a part of the text.
func paintsOf(h *session.Hits, in article.Span, hit, now uv.Style) []paint {
	var ps []paint
	for i := h.From(in.Start); i < len(h.Spans) && h.Spans[i].Start < in.End; i++ {
		st := hit
		if i == h.At {
			st = now
		}
		ps = append(ps, paint{span: h.Spans[i], style: st})
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

// hitStep goes on by hits, back where step is negative: from the one gone to if it is on
// the screen, else from the top of the screen; from the last one to the first.
func (r *readerPane) hitStep(step int) tea.Cmd {
	h := &r.hits
	n := len(h.Spans)
	if n == 0 {
		r.say("nothing is searched for: / searches in this article")
		return r.statusTimer()
	}
	to := h.At + step
	if !r.onHit() {
		r.jumps.Leave(r.spot())
		to = h.From(r.visible().Start) + step
		if step > 0 {
			to--
		}
	}
	h.At = ((to % n) + n) % n
	switch r.status.clear(); {
	case n == 1:
		r.say("the only match")
	case to >= n:
		r.say("match " + where(h) + " · from the beginning again")
	case to < 0:
		r.say("match " + where(h) + " · from the end again")
	}
	r.look(h.Now())
	return r.statusTimer()
}

// look shows a passage amid what stands around it. The reading place is not
// moved by that.
func (r *readerPane) look(s article.Span) {
	r.focus, r.current, r.looking = article.Span{}, "", true
	r.page.Reveal(s.Start)
	if top, moved := r.topFor(s, r.pageRows()/3); moved {
		r.put(top)
	}
}

// onHit tells that the hit gone to is on the screen.
func (r *readerPane) onHit() bool { return r.hits.Now().Overlaps(r.visible()) }
