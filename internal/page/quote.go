package page

import (
	"sort"
	"strings"

	"manicule/internal/article"
)

// Quote is the visible text of a span: no markup, no line ends but those of
// code, verse and tight list items; paragraphs are parted by a blank line, the
// fields of a table's row by bars. References to footnotes are left out, and
// white space around it.
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
		for _, l := range p.textRuns(i) {
			text := strings.Trim(l.within(s, p.article.Text), " \n")
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

// glue parts the text run from the text above, of another text run's group.
func (l textRun) glue(above int) string {
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

// within is the text run's text in the span. In code a line keeps the spaces that
// it begins with. Of the spaces around a reference one is left. A formula is
// what its author typed: that can be found again, and used.
func (l textRun) within(s article.Span, text string) string {
	var b strings.Builder
	last, left := "", false // what was written, and whether a reference behind it was left out
	done := 0               // what is typed is written up to here
	for _, c := range l.cells {
		if c.Start >= s.End || c.End <= s.Start || c.Start < done {
			continue
		}
		if t := l.typedAt(c.Start); !t.Empty() {
			b.WriteString(strings.ReplaceAll(text[max(t.Start, s.Start):min(t.End, s.End)], newline, " "))
			last, left, done = c.Text, false, t.End
			continue
		}
		if left = l.notes[c.Link] || left && c.Text == " " && last == " "; left {
			continue
		}
		b.WriteString(c.Text)
		last = c.Text
	}
	return b.String()
}

// typedAt is what is quoted as it is typed at the place; empty if nothing is.
func (l textRun) typedAt(off int) article.Span {
	k := sort.Search(len(l.typed), func(k int) bool { return l.typed[k].End > off })
	if k < len(l.typed) && l.typed[k].Contains(off) {
		return l.typed[k]
	}
	return article.Span{}
}
