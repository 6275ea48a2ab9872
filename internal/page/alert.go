package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	glamour "charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// Alerts are the looks of quotes that begin with a line such as "[!NOTE]". Where
// a style file has none, they are in colours that it has for code.
type Alerts struct {
	Note      *Look `json:"note"`
	Tip       *Look `json:"tip"`
	Important *Look `json:"important"`
	Warning   *Look `json:"warning"`
	Caution   *Look `json:"caution"`
}

// alert is a quote's first line as GitHub has it: the kind of what follows.
type alert struct {
	label      string
	sign       string // tells the kinds apart without colours
	start, end int    // "[!NOTE]" in the part
	next       int    // where the next line begins
	pen        pen
}

// alert is what the quote begins with; nil for one that is just a quote.
func (b *builder) alert(n ast.Node) *alert {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return nil
	}
	line := first.Lines().At(0)
	s := strings.TrimRight(string(line.Value(b.src)), " \t\n"+string(rune(markdown.Nothing)))
	a := b.newAlert(s)
	if a == nil {
		return nil
	}
	a.start, a.end, a.next = line.Start, line.Start+len(s), line.Stop
	for c := first.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*markdown.Sign); ok {
			continue
		}
		t, ok := c.(*ast.Text)
		switch {
		case !ok: // a link, if someone defined one
			return nil
		case t.Segment.Stop >= a.end:
			return a
		}
	}
	return nil
}

// newAlert is the alert that a line stands for, or nil.
func (b *builder) newAlert(line string) *alert {
	switch strings.ToUpper(line) {
	case "[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]":
		return b.alertOf(markdown.BoxKind(line))
	}
	return nil
}

// alertOf is the alert of that kind. There are five looks: what writers call
// otherwise has that of what it means.
func (b *builder) alertOf(kind string) *alert {
	look, tokens := b.config.Alerts, b.config.CodeBlock.Chroma
	if tokens == nil {
		tokens = &glamour.Chroma{}
	}
	a := &alert{label: label(kind)}
	var own *Look
	var other Look
	switch kind {
	case "tip", "hint", "success", "check", "done", "solution":
		a.sign, own, other = "✦", look.Tip, tokens.LiteralString
	case "important", "abstract", "summary", "tldr", "theorem", "definition":
		a.sign, own, other = "◆", look.Important, tokens.NameBuiltin
	case "warning", "attention", "todo", "deprecated", "question", "faq", "help":
		a.sign, own, other = "▲", look.Warning, tokens.CommentPreproc
	case "caution", "danger", "error", "bug", "failure", "fail", "missing":
		a.sign, own, other = "✖", look.Caution, tokens.GenericDeleted
	default:
		a.sign, own, other = "☞", look.Note, tokens.NameFunction
	}
	if own == nil {
		own = &Look{Color: other.Color}
	}
	a.pen = b.marks.base.with(*own)
	return a
}

// label is a kind as a title: "Further reading" of "further-reading".
func label(kind string) string {
	kind = strings.ReplaceAll(kind, "-", " ")
	r, n := utf8.DecodeRuneInString(kind)
	return string(unicode.ToUpper(r)) + kind[n:]
}

// box is a block that a dialect sets apart, in the looks of an alert.
func (b *builder) box(n ast.Node, gap int) {
	if title, ok := n.FirstChild().(*markdown.BoxTitle); ok {
		b.boxed(n, title, gap)
		return
	}
	b.children(n, gap, 1)
}

// boxed shows a container that begins with a title.
func (b *builder) boxed(n ast.Node, title *markdown.BoxTitle, gap int) {
	a := b.alertOf(b.kindOf(title))
	b.within(&frame{bar: b.quoteBar(a.pen)}, func() {
		b.boxTitle(title, a, gap)
		n.RemoveChild(n, title)
		b.children(n, 0, 1)
	})
}

// kindOf is what the line of a box's title says that it is.
func (b *builder) kindOf(title *markdown.BoxTitle) string {
	at := b.base + title.Lines().At(0).Start
	start := strings.LastIndexByte(b.written[:at], '\n') + 1
	line, _, _ := strings.Cut(b.written[start:], "\n")
	return markdown.BoxKind(line)
}

// boxTitle is a title on a line of its own: of a box that has none the name of
// its kind.
func (b *builder) boxTitle(n *markdown.BoxTitle, a *alert, gap int) {
	p := b.pen
	if a != nil {
		p = a.pen
	}
	p.bold = true
	b.flow.wide = b.wide
	style := b.pal.pen(p)
	line := n.Lines().At(0)
	start, end := b.base+line.Start, b.base+line.Stop
	if a != nil {
		b.flow.adorn(a.sign+" ", style)
	}
	if shown := b.text[start:end]; a != nil && strings.EqualFold(label(shown), a.label) {
		b.typed = append(b.typed, article.Span{Start: start, End: end})
		b.flow.replace(a.label, start, end, style, 0)
	} else {
		pen := b.pen
		b.pen = p
		b.inlines(n)
		b.pen = pen
	}
	b.finish(block{kind: prose, gap: gap})
}

// sign does what begins or ends there within a text.
func (b *builder) sign(n *markdown.Sign, p pen, link uint16) {
	yes := true
	start, stop := b.base+n.Segment.Start, b.base+n.Segment.Stop
	switch n.Means {
	case markdown.MarkOpen:
		b.openTag(tag{name: "==", look: Look{Inverse: &yes}})
	case markdown.MarkClose:
		b.closeTag("==", p)
	case markdown.RaiseOpen:
		s, _, _ := strings.Cut(b.text[stop:min(len(b.text), stop+maxBracket+2)], string(rune(markdown.RaiseClose)))
		b.openTag(b.raised("^", s, p))
	case markdown.RaiseClose:
		b.closeTag("^", p)
	case markdown.NoteOpen:
		b.flow.space(start, stop, b.styleOf(p), 0)
		b.openTag(tag{name: "^[", look: Look{Faint: &yes}, after: ")"})
		b.flow.adorn("(", b.styleOf(p))
	case markdown.NoteClose:
		b.closeTag("^[", p)
	case markdown.EmojiName:
		b.flow.replace(n.Emoji, start, stop, b.styleOf(p), b.linkOf(link))
	}
}

// alertLabel adds the line that names the alert. It shows the bytes "[!NOTE]",
// which the paragraph then leaves out.
func (b *builder) alertLabel(a *alert, gap int) {
	p := a.pen
	p.bold = true
	style := b.pal.pen(p)
	b.flow.wide = b.wide
	b.flow.adorn(a.sign+" ", style)
	b.typed = append(b.typed, article.Span{Start: b.base + a.start, End: b.base + a.end})
	b.flow.replace(a.label, b.base+a.start, b.base+a.end, style, 0)
	b.finish(block{kind: prose, gap: gap})
	b.skip = a.next
}
