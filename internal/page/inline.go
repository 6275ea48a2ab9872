package page

import (
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/script"
)

// inlines adds the inline content of a block to the flow and tells the formulas
// in it.
func (b *builder) inlines(n ast.Node) []formula {
	b.flow.wide = b.wide
	if b.flow.cells == nil {
		b.flow.cells = make([]Cell, 0, sourceLength(n))
	}
	found := formulas(n, b.text, b.base)
	b.formulas = found
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(c, b.pen, 0)
	}
	b.skip = 0
	return found
}

// sourceLength is how many bytes a block has, and so about how many cells.
func sourceLength(n ast.Node) (total int) {
	for i := range n.Lines().Len() {
		l := n.Lines().At(i)
		total += l.Len()
	}
	return total
}

// inline adds one inline node, written with the pen, inside the link.
func (b *builder) inline(n ast.Node, p pen, link uint16) {
	switch n := n.(type) {
	case *ast.Text:
		b.textNode(n, p, link)
		return
	case *ast.CodeSpan:
		b.codeSpan(n, p, link)
		return
	case *ast.RawHTML:
		b.rawHTML(n, p)
		return
	case *ast.AutoLink:
		b.autoLink(n, p)
		return
	case *markdown.FootnoteRef:
		b.footnoteRef(n, p)
		return
	case *markdown.Sign:
		b.sign(n, p, link)
		return
	case *ast.String:
		b.flow.adorn(string(n.Value), b.styleOf(p))
		return
	case *ast.Image:
		b.image(n, p, link)
		return
	case *ast.Emphasis:
		b.wrapped(n, p, link, []Look{b.config.Emph, b.config.Strong}[min(max(n.Level, 1), 2)-1])
		return
	case *east.Strikethrough:
		b.wrapped(n, p, link, b.config.Strikethrough)
		return
	case *ast.Link:
		b.wrapped(n, p, b.pal.link(destination(n.Destination)), b.config.LinkText)
		return
	case *markdown.WikiLink:
		b.wrapped(n, p, b.pal.link(markdown.WikiDestination(n.Target.Value(b.src))), b.config.LinkText)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(c, p, link)
	}
}

// wrapped adds the content of a node in a look, with what that writes around it.
func (b *builder) wrapped(n ast.Node, p pen, link uint16, look Look) {
	e, inner := edgesOf(look), p.with(look)
	b.flow.adorn(e.outside, b.styleOf(p))
	b.flow.adorn(e.inside, b.styleOf(inner))
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(c, inner, link)
	}
	b.flow.adorn(e.insideEnd, b.styleOf(inner))
	b.flow.adorn(e.outsideEnd, b.styleOf(p))
}

// destination is a link's address, clean, on one line.
func destination(raw []byte) string { return markdown.Destination(raw) }

// styleOf is the pen's number after what the open HTML elements do to it.
func (b *builder) styleOf(p pen) uint16 {
	for _, t := range b.tags {
		p = p.with(t.look)
	}
	return b.pal.pen(p)
}

// within an HTML link, text without a link of its own leads there.
func (b *builder) linkOf(link uint16) uint16 {
	for i := len(b.tags) - 1; i >= 0 && link == 0; i-- {
		link = b.tags[i].link
	}
	return link
}

func (b *builder) textNode(n *ast.Text, p pen, link uint16) {
	if b.raw > 0 || n.Segment.Stop < b.skip {
		return
	}
	style, link := b.styleOf(p), b.linkOf(link)
	start, stop := max(n.Segment.Start, b.skip), n.Segment.Stop
	for len(b.formulas) > 0 && b.formulas[0].start < b.base+start {
		b.formulas = b.formulas[1:] // stood in what is not shown
	}
	for len(b.formulas) > 0 && b.formulas[0].start < b.base+stop {
		f := &b.formulas[0]
		b.run(start, f.start-b.base, n.IsRaw(), style, link)
		b.formula(f, style, link)
		b.skip, b.formulas = f.end-b.base, b.formulas[1:]
		start = b.skip
	}
	if start < stop && !b.script(b.text[b.base+start:b.base+stop], b.base+start, style, link, b.scriptOf()) {
		b.run(start, stop, n.IsRaw(), style, link)
	}
	if stop < b.skip {
		return
	}
	switch {
	case n.HardLineBreak():
		b.flow.newline(b.base+stop, b.base+b.lineEnd(stop))
	case n.SoftLineBreak():
		b.softBreak(n, stop, style, link)
	}
}

// lineEnd is the place behind the line end that follows stop.
func (b *builder) lineEnd(stop int) int {
	for i := stop; i < len(b.src); i++ {
		if b.src[i] == '\n' {
			return i + 1
		}
	}
	return len(b.src)
}

// softBreak makes the line end a space, but not between two characters of a
// script that is written without spaces.
func (b *builder) softBreak(n *ast.Text, stop int, style, link uint16) {
	if next, ok := n.NextSibling().(*ast.Text); ok && len(b.flow.cells) > 0 {
		last := b.flow.cells[len(b.flow.cells)-1]
		if script.Ideographic(firstRune(last.Text)) && script.Ideographic(firstRune(string(next.Segment.Value(b.src)))) {
			return
		}
	}
	b.flow.space(b.base+stop, b.base+b.lineEnd(stop), style, link)
}

// run adds the bytes [start, stop) of the part; unless raw, backslash escapes
// and entities become what they stand for. White space runs become one space.
func (b *builder) run(start, stop int, raw bool, style, link uint16) {
	s := b.text[b.base+start : b.base+stop]
	at := b.base + start
	special := "\\& "
	if raw {
		special = " "
	}
	for s != "" {
		i := strings.IndexAny(s, special)
		if i < 0 {
			break
		}
		n := 1
		switch {
		case s[i] == ' ' && i+1 < len(s) && s[i+1] != ' ':
			i, n = i+1, 0 // one space, as most are
		case s[i] == '\\' && (i+1 == len(s) || !util.IsPunct(s[i+1])):
			i, n = i+1, 0
		}
		b.words(s[:i], at, style, link)
		s, at = s[i:], at+i
		if n == 0 {
			continue
		}
		switch s[0] {
		case ' ':
			n = len(s) - len(strings.TrimLeft(s, " "))
			b.flow.space(at, at+n, style, link)
		case '\\':
			n = 2
			b.flow.replace(s[1:2], at, at+2, style, link)
		case '&':
			var text string
			text, n = entity(s)
			b.flow.replace(text, at, at+n, style, link)
		}
		s, at = s[n:], at+n
	}
	b.words(s, at, style, link)
}

// words adds text without anything special in it but spaces.
func (b *builder) words(s string, at int, style, link uint16) {
	if strings.HasPrefix(s, " ") {
		b.flow.space(at, at+1, style, link)
		s, at = s[1:], at+1
	}
	b.flow.add(s, at, style, link)
}

// entity is what the reference at the start of s stands for and its length;
// the ampersand itself when it is none.
func entity(s string) (text string, n int) {
	end := 1
	for end < len(s) && end < 40 && (util.IsAlphaNumeric(s[end]) || s[end] == '#') {
		end++
	}
	if end < 3 || end == len(s) || s[end] != ';' {
		return "&", 1
	}
	ref := []byte(s[:end+1])
	out := util.ResolveEntityNames(util.ResolveNumericReferences(ref))
	if string(out) == string(ref) {
		return "&", 1
	}
	if out[0] < ' ' { // it must not be taken for a sign of a dialect
		return printable(string(out)), end + 1
	}
	return string(out), end + 1
}

// codeSpan shows code within text.
func (b *builder) codeSpan(n *ast.CodeSpan, p pen, link uint16) {
	if b.raw > 0 {
		return
	}
	look := b.config.Code.StylePrimitive
	if p.fg != b.marks.base.fg {
		look.Color = nil // in a link, a heading: theirs
	}
	style, link := b.styleOf(p.with(look)), b.linkOf(link)
	defer b.flow.inOrder(len(b.flow.cells))
	e := edgesOf(look)
	b.flow.adorn(e.outside+e.inside, style)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		start, stop := t.Segment.Start, t.Segment.Stop
		end := stop
		for end > start && b.src[end-1] == '\n' {
			end--
		}
		b.plainText(&b.flow, start, end, style, link)
		if end < stop && c.NextSibling() != nil {
			b.flow.space(b.base+end, b.base+stop, style, link)
		}
	}
	b.flow.adorn(e.insideEnd+e.outsideEnd, style)
}

// autoLink shows an address that stands for itself.
func (b *builder) autoLink(n *ast.AutoLink, p pen) {
	if b.raw > 0 {
		return
	}
	label := n.Label(b.src)
	start := cap(b.src) - cap(label) // the label is a piece of src
	url := article.CleanLine(string(n.URL(b.src)))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	e, style := edgesOf(b.config.Link), b.styleOf(p.with(b.config.Link))
	defer b.flow.inOrder(len(b.flow.cells))
	b.flow.adorn(e.outside, b.styleOf(p))
	b.flow.adorn(e.inside, style)
	b.plainText(&b.flow, start, start+len(label), style, b.pal.link(url))
	b.flow.adorn(e.insideEnd, style)
	b.flow.adorn(e.outsideEnd, b.styleOf(p))
}

// image shows an image by a sign and its alternative text, or its file's name.
func (b *builder) image(n *ast.Image, p pen, link uint16) {
	if b.raw > 0 {
		return
	}
	url := destination(n.Destination)
	if link = b.linkOf(link); link == 0 {
		link = b.pal.link(url)
	}
	p = p.with(b.config.ImageText)
	before, after := b.imageSign()
	begin := len(b.flow.cells)
	b.flow.adorn(before, b.styleOf(p))
	had := len(b.flow.cells)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(c, p, link)
	}
	if len(b.flow.cells) == had {
		b.unnamed(url, p)
	}
	b.flow.adorn(after, b.styleOf(p))
	b.pictured(embedded{url, widthAsked(n)}, begin)
}

// widthAsked is how wide an image is to be, in pixels; 0: it does not say.
func widthAsked(n *ast.Image) int {
	width, _ := n.AttributeString(markdown.WidthKey)
	digits, _ := width.(string)
	px, _ := strconv.Atoi(digits)
	return px
}

// unnamed stands for the text that an image has not: its file's name, in the look
// of an address.
func (b *builder) unnamed(url string, p pen) {
	e, inner := edgesOf(b.config.Image), p.with(b.config.Image)
	b.flow.adorn(e.outside, b.styleOf(p))
	b.flow.adorn(e.inside+fileName(url)+e.insideEnd, b.styleOf(inner))
	b.flow.adorn(e.outsideEnd, b.styleOf(p))
}

// imageSign is what the style writes around an image's text. An arrow at the
// end would point to the address, which is not printed.
func (b *builder) imageSign() (before, after string) {
	look := b.config.ImageText
	if _, _, ok := cutFormat(look.Format); !ok {
		look.Format = "▧ {{.text}}"
	}
	e := edgesOf(look)
	return e.outside + e.inside, strings.TrimSuffix(e.insideEnd, " →") + e.outsideEnd
}

// fileName is the last element of an address's path.
func fileName(url string) string {
	url, _, _ = strings.Cut(url, "?")
	url, _, _ = strings.Cut(url, "#")
	if name := path.Base(url); name != "." && name != "/" && !strings.HasPrefix(url, "data:") {
		return name
	}
	return "image"
}
