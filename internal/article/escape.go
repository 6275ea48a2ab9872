package article

import (
	"strings"

	"manicule/internal/markdown"
)

// plainMarkdown writes blocks of plain text as Markdown that shows the same.
func plainMarkdown(blocks []block) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		switch bl.shape {
		case heading:
			b.WriteString(strings.Repeat("#", bl.level) + " " + markdown.EscapeHeading(bl.text()))
		case preformatted:
			writeLines(&b, bl.lines, "\n", func(l string) string { return "    " + l })
		case lined:
			writeLines(&b, bl.lines, "  \n", escapeVerse)
		default:
			writeLines(&b, bl.lines, "\n", func(l string) string { return markdown.EscapeLine(strings.TrimLeft(l, " ")) })
		}
	}
	if len(blocks) > 0 {
		b.WriteByte('\n')
	}
	return markdown.EscapeDialect(b.String())
}

func writeLines(b *strings.Builder, lines []string, end string, write func(string) string) {
	for i, l := range lines {
		if i > 0 {
			b.WriteString(end)
		}
		b.WriteString(write(l))
	}
}

// escapeVerse keeps the indentation of a line with no-break spaces, because
// Markdown drops ordinary ones.
func escapeVerse(l string) string {
	text := strings.TrimLeft(l, " ")
	return strings.Repeat("\u00a0", len(l)-len(text)) + markdown.EscapeLine(text)
}
