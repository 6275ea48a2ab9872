package page

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"manicule/internal/markdown"
)

// joined is text put together from lines that need not be neighbours in the
// article: in a quote or a list, what stands before them is left out.
type joined struct {
	text   string
	starts []int // of the lines, in text
	at     []int // of the lines, in the article's text
}

func (b *builder) join(lines []segment) joined { return joinLines(b.text, b.base, lines) }

// joinLines joins lines of the part of the text that begins at base.
func joinLines(text string, base int, lines []segment) joined {
	if len(lines) == 0 {
		return joined{}
	}
	var j joined
	var sb strings.Builder
	for _, l := range lines {
		j.starts = append(j.starts, sb.Len())
		j.at = append(j.at, base+l.start)
		sb.WriteString(text[base+l.start : base+l.stop])
	}
	j.text = sb.String()
	return j
}

// offset is the place in the article of the i-th byte.
func (j joined) offset(i int) int {
	k := lineOf(j.starts, i)
	return j.at[k] + i - j.starts[k]
}

// slice is a piece of the text.
func (j joined) slice(from, to int) joined {
	var s joined
	s.text = j.text[from:to]
	for k := lineOf(j.starts, from); k < len(j.starts) && (len(s.starts) == 0 || j.starts[k] < to); k++ {
		s.starts = append(s.starts, max(0, j.starts[k]-from))
		s.at = append(s.at, j.at[k]+max(0, from-j.starts[k]))
	}
	return s
}

// segment is a piece of the part's bytes.
type segment struct{ start, stop int }

func segments(n ast.Node) []segment {
	var segs []segment
	for i := range n.Lines().Len() {
		l := n.Lines().At(i)
		segs = append(segs, segment{l.Start, l.Stop})
	}
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		segs = append(segs, segment{h.ClosureLine.Start, h.ClosureLine.Stop})
	}
	return segs
}

// each calls f for the pieces of [i, j) that are one piece in the article too.
func (j joined) each(from, to int, f func(s string, at int)) {
	for k := lineOf(j.starts, from); from < to; k++ {
		end := to
		if k+1 < len(j.starts) {
			end = min(end, j.starts[k+1])
		}
		f(j.text[from:end], j.at[k]+from-j.starts[k])
		from = end
	}
}

// lineOf is the last line that starts at or before off.
func lineOf(starts []int, off int) int {
	lo, hi := 0, len(starts)
	for lo < hi {
		if mid := (lo + hi) / 2; starts[mid] <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(0, lo-1)
}

// htmlReader shows the text of an HTML block: tags are hidden, what they mean
// for the division into blocks is kept.
type htmlReader struct {
	b     *builder
	src   joined
	gap   int // blank rows above the next block
	level int // of the heading that is open; 0: none
	depth int // lists that are open
	pre   bool
	item  *frame // of the list item that is open
	pen   pen
}

func (b *builder) htmlBlock(n ast.Node, gap int) {
	b.flow.wide = b.wide
	h := &htmlReader{b: b, src: b.join(segments(n)), gap: gap, pen: b.pen}
	h.read()
	h.flush()
}

func (h *htmlReader) read() {
	s := h.src.text
	for i := 0; i < len(s); {
		lt := strings.IndexByte(s[i:], '<')
		if lt < 0 {
			h.text(i, len(s))
			return
		}
		h.text(i, i+lt)
		i += lt
		e, n := parseElement(s[i:])
		if n == 0 {
			h.text(i, i+1)
			i++
			continue
		}
		h.src.each(i, i+1, func(_ string, at int) { e.at = at })
		h.src.each(i+n-1, i+n, func(_ string, at int) { e.end = at + 1 })
		i += n
		if markdown.Hidden(e.name) && !e.closing && !strings.HasSuffix(e.src, "/>") {
			i += skipElement(s[i:], e.name)
			continue
		}
		h.element(e)
	}
}

// skipElement is the length of an element's content with its closing tag.
func skipElement(s, name string) int {
	for i := 0; i < len(s); i++ {
		n := strings.Index(s[i:], "</")
		if n < 0 {
			break
		}
		i += n
		if elementName(s[i:]) == name {
			if end := strings.IndexByte(s[i:], '>'); end >= 0 {
				return i + end + 1
			}
			break
		}
	}
	return len(s)
}

// text adds what stands between tags.
func (h *htmlReader) text(from, to int) {
	style, link := h.b.styleOf(h.b.pen), h.b.linkOf(0)
	h.src.each(from, to, func(s string, at int) {
		switch {
		case h.pre:
			h.verbatim(s, at, style, link)
		case h.b.script(s, at, style, link, h.b.scriptOf()):
		default:
			h.b.htmlText(s, at, style, link)
		}
	})
}

// verbatim keeps white space and line ends.
func (h *htmlReader) verbatim(s string, at int, style, link uint16) {
	for s != "" {
		i := strings.IndexAny(s, "&\n")
		if i < 0 {
			break
		}
		h.b.flow.add(s[:i], at, style, link)
		s, at = s[i:], at+i
		n := 1
		if s[0] == '&' {
			var text string
			text, n = entity(s)
			h.b.flow.replace(text, at, at+n, style, link)
		} else if len(h.b.flow.cells) > 0 {
			h.b.flow.cells = append(h.b.flow.cells, Cell{Text: newline, Start: at, End: at + 1})
		}
		s, at = s[n:], at+n
	}
	h.b.flow.add(s, at, style, link)
}

// flush ends the block at hand.
func (h *htmlReader) flush() {
	b := h.b
	before := len(b.blocks)
	blk := block{kind: prose, gap: h.gap}
	if h.level > 0 {
		blk.kind, blk.level = heading, h.level
	}
	finish := func() { b.finish(blk) }
	if h.pre {
		finish = func() { b.finishCode(h.gap, nil) }
	}
	if h.item != nil && visible(b.flow.cells) {
		b.within(h.item, finish)
		h.item = &frame{bar: h.item.bar}
	} else {
		finish()
	}
	if len(b.blocks) > before {
		h.gap = 0
	}
}

// element does what a tag means.
func (h *htmlReader) element(e element) {
	b := h.b
	switch e.name {
	case "li", "tr", "dt", "dd", "option", "caption", "thead", "tbody", "tfoot":
		h.flush()
		h.row(e)
	case "td", "th":
		if !e.closing && len(b.flow.cells) > 0 {
			b.flow.trim()
			b.flow.adorn(" │", b.pal.pen(b.marks.quiet))
			b.flow.space(e.at, e.end, 0, 0) // parts the fields' words where the bar is not shown
		}
		if e.name == "th" {
			b.element(e, b.pen)
		}
	case "ul", "ol", "menu":
		h.list(e)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		h.heading(e)
	case "pre":
		h.flush()
		h.pre, h.gap = !e.closing, max(h.gap, 1)
	case "hr":
		h.flush()
		b.rule(max(h.gap, 1))
		h.gap = 1
	default:
		if !isBlockElement(e.name) {
			b.element(e, b.pen)
			return
		}
		h.flush()
		h.gap = max(h.gap, 1)
		if e.name == "summary" {
			b.element(e, b.pen)
			h.fold(e)
		}
	}
}

// fold shows that more belongs to a summary, all of which is shown.
func (h *htmlReader) fold(e element) {
	if !e.closing {
		h.b.flow.adorn("▸ ", h.b.styleOf(h.b.pen))
	}
}

// row begins or ends what stands on a line of its own.
func (h *htmlReader) row(e element) {
	switch {
	case e.name == "tr" && !e.closing:
		h.item = &frame{bar: spaces(2, 0), hang: true}
	case e.name != "li" && e.name != "tr":
	case e.closing:
		h.item = nil
	default:
		marker := h.b.ornament(strings.Repeat("  ", min(max(0, h.depth-1), maxNesting))+trimmedEdge(h.b.config.Item.BlockPrefix), h.b.marks.quiet)
		h.item = &frame{marker: marker, bar: spaces(Line(marker).Width(), 0)}
	}
	if e.name == "dt" || e.name == "dd" {
		h.b.element(e, h.b.pen)
	}
}

func (h *htmlReader) list(e element) {
	h.flush()
	h.item = nil
	if e.closing {
		h.depth = max(0, h.depth-1)
	}
	if h.depth == 0 {
		h.gap = max(h.gap, 1)
	}
	if !e.closing {
		h.depth++
	}
}

func (h *htmlReader) heading(e element) {
	h.flush()
	h.gap, h.level, h.b.pen = max(h.gap, 1), 0, h.pen
	if !e.closing {
		h.level = int(e.name[1] - '0')
		h.b.pen = h.pen.with(h.b.headingLook(h.level).StylePrimitive)
	}
}

func isBlockElement(name string) bool {
	switch name {
	case "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
		"figcaption", "details", "summary", "center", "form", "fieldset", "table", "dl", "blockquote",
		"address", "body", "html", "dialog", "search":
		return true
	}
	return false
}
