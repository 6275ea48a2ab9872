package article

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/marker"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// newConverter makes a converter with renderers of our own for what its own
// don't keep: raised and lowered letters, code within quotations, the cells of
// tables, and footnotes.
func newConverter() *converter.Converter {
	c := converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), strikethrough.NewStrikethroughPlugin()))
	for _, name := range []string{"sup", "sub", "mark"} {
		c.Register.RendererFor(name, converter.TagTypeInline, renderTag, converter.PriorityEarly)
	}
	c.Register.RendererFor("span", converter.TagTypeInline, renderVerbatim, converter.PriorityEarly)
	c.Register.RendererFor("blockquote", converter.TagTypeBlock, renderQuotation, converter.PriorityEarly)
	c.Register.RendererFor("table", converter.TagTypeBlock, renderTable, converter.PriorityEarly)
	c.Register.RendererFor("div", converter.TagTypeBlock, renderNote, converter.PriorityEarly)
	return c
}

// renderTag writes an element as the same element in Markdown.
func renderTag(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	var b bytes.Buffer
	ctx.RenderChildNodes(ctx, &b, n)
	words := strings.TrimSpace(b.String())
	if words == "" || strings.Contains(words, "\n") {
		_, _ = w.Write(b.Bytes())
		return converter.RenderSuccess
	}
	before, after, _ := strings.Cut(b.String(), words)
	_, _ = w.WriteString(before + "<" + n.Data + ">" + words + "</" + n.Data + ">" + after)
	return converter.RenderSuccess
}

func renderVerbatim(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	signs, ok := attribute(n, verbatimKey)
	if !ok {
		return converter.RenderTryNext
	}
	open, shut, _ := strings.Cut(signs, "\x00")
	_, _ = w.WriteString(open + textOf(n) + shut)
	return converter.RenderSuccess
}

// manyLines finds where blocks are parted by more than an empty line.
var manyLines = pattern.Lazy(`\n{3,}`)

// rendered is what is in an element as Markdown, ready to be indented: the
// lines of code still have the converter's mark for their ends.
func rendered(ctx converter.Context, n *html.Node) []byte {
	var b bytes.Buffer
	ctx.RenderChildNodes(ctx, &b, n)
	text := bytes.Trim(b.Bytes(), "\n")
	text = bytes.TrimRight(manyLines().ReplaceAll(text, []byte("\n\n")), " \n")
	return ctx.UnEscapeContent(text)
}

// indented puts a prefix before every line but the first, those of code too.
func indented(text []byte, prefix string) []byte {
	end := marker.BytesMarkerCodeBlockNewline
	text = bytes.ReplaceAll(text, []byte("\n"), []byte("\n"+prefix))
	return bytes.ReplaceAll(text, end, append(bytes.Clone(end), prefix...))
}

func renderQuotation(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	if text := rendered(ctx, n); len(bytes.TrimSpace(text)) > 0 {
		_, _ = w.WriteString("\n\n> " + string(indented(text, "> ")) + "\n\n")
	}
	return converter.RenderSuccess
}

// renderNote writes the definition of a footnote; its further lines are
// indented by four columns.
func renderNote(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	label := attr(n, noteKey)
	if label == "" {
		return converter.RenderTryNext
	}
	if text := rendered(ctx, n); len(bytes.TrimSpace(text)) > 0 {
		text = bytes.ReplaceAll(indented(text, "    "), []byte("\n    \n"), []byte("\n\n"))
		_, _ = w.WriteString("\n\n[^" + label + "]: " + string(text) + "\n\n")
	}
	return converter.RenderSuccess
}

// lineEnds finds the end of a line in a cell.
var lineEnds = pattern.Lazy(` *\\?\n\s*`)

// renderTable writes a table whose cells are flat, each on one line.
func renderTable(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	rows := grid(n)
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	texts, widths := make([][]string, len(rows)), make([]int, columns)
	for i, row := range rows {
		for j, cell := range row {
			text := ""
			if cell != nil {
				text = renderCell(ctx, cell)
			}
			texts[i] = append(texts[i], text)
			widths[j] = max(widths[j], utf8.RuneCountInString(text))
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			_, _ = w.WriteString("\n\n" + string(rendered(ctx, c)) + "\n\n")
		}
	}
	_, _ = w.WriteString("\n\n")
	for i, line := range texts {
		_, _ = w.WriteString("|")
		for j := range columns {
			text := ""
			if j < len(line) {
				text = line[j]
			}
			_, _ = w.WriteString(" " + pad(text, widths[j]) + " |")
		}
		_, _ = w.WriteString("\n")
		if i == 0 {
			writeDashes(w, rows[0], widths)
		}
	}
	_, _ = w.WriteString("\n\n")
	return converter.RenderSuccess
}

func writeDashes(w converter.Writer, head []*html.Node, widths []int) {
	_, _ = w.WriteString("|")
	for j, width := range widths {
		before, after := "-", "-"
		if j < len(head) {
			before, after = alignmentOf(head[j])
		}
		_, _ = w.WriteString(before + strings.ReplaceAll(pad("", max(1, width)), " ", "-") + after + "|")
	}
	_, _ = w.WriteString("\n")
}

func renderCell(ctx converter.Context, cell *html.Node) string {
	var b bytes.Buffer
	ctx.RenderChildNodes(ctx, &b, cell)
	text := bytes.ReplaceAll(b.Bytes(), append(bytes.Clone(marker.BytesMarkerEscaping), '|'), []byte("|"))
	s := strings.TrimSpace(string(ctx.UnEscapeContent(bytes.TrimSpace(text))))
	return strings.ReplaceAll(lineEnds().ReplaceAllString(s, "<br>"), "|", `\|`)
}
