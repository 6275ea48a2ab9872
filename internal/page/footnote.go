package page

import (
	"strconv"
	"strings"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// numbers are the footnotes' numbers by their labels: the order in which the
// text first refers to them; those it never refers to follow. It is nil where
// all labels are numbers already, which stay.
//
// The marks are looked for in the bare text (10 MB in 1.5 ms, and 30 ns a
// mark), not by the parser, which would have to read the whole article before
// its first screen. So a mark within code counts, if the article has its note.
func numbers(text string) map[string]int {
	var order, defined []string
	known, named := map[string]bool{}, map[string]bool{} // refers to it, defines it
	for i := 0; len(order)+len(defined) < article.MaxNotes; {
		n := strings.Index(text[i:], "[^")
		if n < 0 {
			break
		}
		start := i + n
		i = start + len("[^")
		label := noteLabel(text[i:])
		if label == "" {
			continue
		}
		i += len(label) + 1
		switch {
		case definesNote(text, start, i):
			if !named[label] {
				defined = append(defined, label)
			}
			named[label] = true
		case !known[label]:
			order, known[label] = append(order, label), true
		}
	}
	return count(order, defined, known, named)
}

func count(order, defined []string, known, named map[string]bool) map[string]int {
	numbers, numeric := map[string]int{}, true
	for _, label := range order {
		if named[label] {
			numbers[label] = len(numbers) + 1
			numeric = numeric && isDigits(label)
		}
	}
	if numeric && len(numbers) > 0 {
		return nil
	}
	for _, label := range defined {
		if !known[label] {
			numbers[label] = len(numbers) + 1
		}
	}
	return numbers
}

// noteLabel is the label that s begins with, closed by a bracket: up to 1,000
// bytes without spaces and brackets, as markdown.Footnote has it; else "".
func noteLabel(s string) string {
	n := strings.IndexAny(s[:min(len(s), 1000)], "[] \t\n")
	if n < 1 || s[n] != ']' {
		return ""
	}
	return s[:n]
}

// definesNote reports whether the mark at [start, end) begins a line, quote
// marks and bullets aside, and a colon follows.
func definesNote(text string, start, end int) bool {
	if end >= len(text) || text[end] != ':' {
		return false
	}
	low := max(0, start-100)
	line := low + strings.LastIndexByte(text[low:start], '\n') + 1
	return strings.Trim(text[line:start], " \t>-+*.)0123456789") == ""
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// noteNumber is the number of the footnote; "" when it has none and its label
// has to do.
func (b *builder) noteNumber(label string) string {
	if n := b.notes()[label]; n > 0 {
		return strconv.Itoa(n)
	}
	if isDigits(label) {
		return label
	}
	return ""
}

// footnoteRef raises the number of the note. The link "#^label" leads to it.
func (b *builder) footnoteRef(n *markdown.FootnoteRef, p pen) {
	if b.raw > 0 {
		return
	}
	label := string(n.Label.Value(b.src))
	p = p.with(b.config.LinkText)
	p.underline = false
	style, link := b.styleOf(p), b.pal.note(article.FootnoteSign+article.CleanLine(label))
	if k := len(b.flow.cells); k > 0 && b.pal.notes[b.flow.cells[k-1].Link] {
		b.flow.adorn(",", style) // ¹ and ² are not ¹²
	}
	start, stop := n.Label.Start, n.Label.Stop
	switch number := b.noteNumber(label); number {
	case label:
		b.flow.replaceEach(superscript(number), b.base+start, style, link)
	case "":
		style = b.styleOf(b.marks.quiet)
		b.flow.adorn("[", style)
		b.plainText(&b.flow, start, stop, style, link)
		b.flow.adorn("]", style)
	default:
		b.flow.replace(superscript(number), b.base+start, b.base+stop, style, link)
	}
}

func superscript(number string) string {
	var sb strings.Builder
	for _, d := range number {
		sb.WriteString(superscripts[d])
	}
	return sb.String()
}

// footnote hangs the note's text behind its number, which shows the label.
func (b *builder) footnote(n *markdown.Footnote, gap int) {
	f := flow{wide: b.wide}
	style := b.pal.pen(b.marks.quiet)
	start, stop := n.Label.Start, n.Label.Stop
	label := string(n.Label.Value(b.src))
	if number := b.noteNumber(label); number == label || number == "" {
		b.plainText(&f, start, stop, style, 0)
	} else {
		f.replace(number, b.base+start, b.base+stop, style, 0)
	}
	f.adorn(". ", style)
	bar := spaces(min(Line(f.cells).Width(), 4), style)
	b.within(&frame{marker: f.cells, bar: bar, gap: gap}, func() { b.children(n, gap, 1) })
}
