package page

import "manicule/internal/article"

// Nth is the unit of that number from the start, 1 being the first; the last
// one if there are fewer, empty if there is none. It takes as long as it takes
// to lay out the text up to there.
func (p *Page) Nth(n int, u Unit) (found article.Span) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.each(0, u, func(s article.Span) bool {
		if s.Overlaps(p.article.TitleSpan) {
			return true
		}
		found = s
		n--
		return n > 0
	})
	return found
}
