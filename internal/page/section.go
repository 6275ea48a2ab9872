package page

import (
	"sort"

	"manicule/internal/article"
)

// starts are the places where sections begin: the text's start, the headings.
func (p *Page) starts() []int {
	starts := []int{0}
	for _, h := range p.article.Headings() {
		if h.Span.Start > 0 {
			starts = append(starts, h.Span.Start)
		}
	}
	return starts
}

// section is the k-th section; empty when it shows nothing.
func (p *Page) section(starts []int, k int) article.Span {
	from, to := starts[k], len(p.article.Text)
	if k+1 < len(starts) {
		to = starts[k+1]
	}
	s := article.Span{Start: p.firstShown(from), End: p.lastShown(to)}
	if s.Empty() || s.Start >= to {
		return article.Span{}
	}
	return s
}

func (p *Page) eachSection(off int, f func(article.Span) bool) {
	starts := p.starts()
	for k := max(0, sort.SearchInts(starts, off+1)-1); k < len(starts); k++ {
		if s := p.section(starts, k); !s.Empty() && !f(s) {
			return
		}
	}
}

func (p *Page) prevSection(off int) (article.Span, bool) {
	starts := p.starts()
	for k := sort.SearchInts(starts, off+1) - 1; k >= 0; k-- {
		if s := p.section(starts, k); !s.Empty() && s.Start < off {
			return s, true
		}
	}
	return article.Span{}, false
}

// firstShown is the start of the first visible character from off on.
func (p *Page) firstShown(off int) int {
	for i := p.source.Find(off); ; i++ {
		if _, ok := p.source.Part(i); !ok {
			return len(p.article.Text)
		}
		for _, l := range p.textRuns(i) {
			for _, c := range l.cells {
				if c.Start >= off && !blank(c) {
					return c.Start
				}
			}
		}
	}
}

// lastShown is the end of the last visible character before off.
func (p *Page) lastShown(off int) int {
	for i := p.source.Find(off - 1); i >= 0; i-- {
		all := p.textRuns(i)
		for k := len(all) - 1; k >= 0; k-- {
			cells := all[k].cells
			for j := len(cells) - 1; j >= 0; j-- {
				if cells[j].Start < off && !blank(cells[j]) {
					return cells[j].End
				}
			}
		}
	}
	return 0
}
