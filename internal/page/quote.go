package page

import (
	"strings"

	"manicule/internal/article"
)

// Quote is the visible text of a span: no markup, no line ends but those of
// code, verse and tight list items; paragraphs are parted by a blank line, the
// fields of a table's row by bars. White space around it is left out.
func (p *Page) Quote(s article.Span) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.Empty() || p.article.Text == "" {
		return ""
	}
	var b strings.Builder
	group := -1
	for i := p.source.Find(s.Start); ; i++ {
		part, ok := p.source.Part(i)
		if !ok || part.Span.Start >= s.End {
			break
		}
		for _, l := range leaves(p.blocksOf(i)) {
			text := strings.Trim(l.within(s), " \n")
			if text == "" {
				continue
			}
			if b.Len() > 0 {
				b.WriteString(l.glue(group))
			}
			group = l.group
			b.WriteString(text)
		}
		group = -1
	}
	return b.String()
}

// glue parts the leaf from the text above, of another leaf's group.
func (l leaf) glue(above int) string {
	switch {
	case l.group == above:
		return " | "
	case l.tight && l.kind == plain:
		return " "
	case l.tight || l.kind == grid && above >= 0 && l.group == above+1:
		return "\n"
	}
	return "\n\n"
}

// within is the leaf's text in the span. In code a line keeps the spaces that
// it begins with.
func (l leaf) within(s article.Span) string {
	var b strings.Builder
	for _, c := range l.cells {
		if c.Start < s.End && c.End > s.Start {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}
