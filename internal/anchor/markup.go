package anchor

import (
	"strings"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// markdown folds what a reader sees of a part of the source.
func (f *folder) markdown(part article.Span) {
	markdown.VisibleIn(f.src, part, func(p markdown.Piece) {
		f.space = f.space || p.Gap != markdown.Joined
		f.pos = max(f.pos, p.Span.Start)
		switch {
		case p.Number:
			return
		case p.Gap == markdown.Apart && f.plainStart():
			f.block = true
			f.prefix(lineEnd(f.src, f.pos))
		}
		switch {
		case f.pos >= p.Span.End:
		case len(p.Text) == p.Span.Len():
			f.literal(p.Span.End)
		default: // an entity
			for _, r := range p.Text {
				f.write(r, p.Span.Start, p.Span.Len())
			}
			f.pos = p.Span.End
		}
	})
}

// plainStart reports whether nothing stands before the place in its line but
// what begins quotations and items: no heading's sign, and no table's.
func (f *folder) plainStart() bool {
	return !strings.ContainsAny(f.src[strings.LastIndexByte(f.src[:f.pos], '\n')+1:f.pos], "#|")
}

// visible folds text without markup, as a page shows it.
func (f *folder) visible() {
	f.block = true
	for f.pos < len(f.src) {
		end := lineEnd(f.src, f.pos)
		if strings.TrimSpace(f.src[f.pos:end]) == "" {
			f.block = true
		} else if f.prefix(end); !rule(f.src[f.pos:end]) {
			f.literal(end)
		}
		f.pos = end + 1
		f.space = true
	}
}

func lineEnd(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(text)
}

// rule reports whether the line has no words: a thematic break, the underline
// of a heading, the delimiter row of a table.
func rule(text string) bool { return strings.Trim(text, " \t|:-=*_") == "" }

var itemPrefix = pattern.Lazy(`^[ \t]*(?:[-+*•]|(\d{1,9})\\?[.)])[ \t]+(?:\[[ xX]\][ \t]+)?`)

// prefix skips what makes a line a list item. A number makes one only where a
// list may begin, as in CommonMark.
func (f *folder) prefix(end int) {
	block := false
	for f.pos < end && strings.ContainsRune(" \t-+*•0123456789", rune(f.src[f.pos])) || strings.HasPrefix(f.src[f.pos:end], "•") {
		m := itemPrefix().FindStringSubmatchIndex(f.src[f.pos:end])
		if m == nil || m[2] >= 0 && !f.block && !block && f.src[f.pos+m[2]:f.pos+m[3]] != "1" {
			break
		}
		f.pos += m[1]
		block = true
	}
	f.block = block
}

// literal writes code, and text that has no markup.
func (f *folder) literal(end int) {
	for f.pos < end {
		if n := f.mark(end); n > 0 {
			f.pos += n
			continue
		}
		f.character(end)
	}
}

// mark is the length of a footnote's mark at the place: [12] or [^a]. What
// numbers it gets is nothing to compare. What has a bracket behind it is none.
func (f *folder) mark(end int) int {
	if f.src[f.pos] != '[' {
		return 0
	}
	n := footnote(f.src[f.pos:min(end, f.pos+40)])
	if next := f.pos + n; f.inMarkdown && next < end && strings.IndexByte("([", f.src[next]) >= 0 {
		return 0
	}
	return n
}

// footnote is the length of the footnote's mark that s, which has a bracket
// first, begins with: up to four digits or any name, and a definition's colon.
func footnote(s string) int {
	n := strings.IndexByte(s, ']') + 1
	switch {
	case n < 3, s[1] != '^' && (n > 6 || strings.Trim(s[1:n-1], "0123456789") != ""),
		s[1] == '^' && (n == 3 || strings.ContainsAny(s[:n], " \t\f\r\n")):
		return 0
	case n < len(s) && s[n] == ':':
		return n + 1
	}
	return n
}
