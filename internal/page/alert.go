package page

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"manicule/internal/article"
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
	s := strings.TrimRight(string(line.Value(b.src)), " \t\n")
	a := b.newAlert(s)
	if a == nil {
		return nil
	}
	a.start, a.end, a.next = line.Start, line.Start+len(s), line.Stop
	for c := first.FirstChild(); c != nil; c = c.NextSibling() {
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
	look, code := b.config.Alerts, b.config.CodeBlock.Chroma
	if code == nil {
		code = &Tokens{}
	}
	a := &alert{}
	var own *Look
	var other Look
	switch strings.ToUpper(line) {
	case "[!NOTE]":
		a.label, a.sign, own, other = "Note", "☞", look.Note, code.NameFunction
	case "[!TIP]":
		a.label, a.sign, own, other = "Tip", "✦", look.Tip, code.LiteralString
	case "[!IMPORTANT]":
		a.label, a.sign, own, other = "Important", "◆", look.Important, code.NameBuiltin
	case "[!WARNING]":
		a.label, a.sign, own, other = "Warning", "▲", look.Warning, code.CommentPreproc
	case "[!CAUTION]":
		a.label, a.sign, own, other = "Caution", "✖", look.Caution, code.GenericDeleted
	default:
		return nil
	}
	if own == nil {
		own = &Look{Color: other.Color}
	}
	a.pen = b.marks.base.with(*own)
	return a
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
