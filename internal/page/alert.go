package page

import (
	"slices"
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

// calloutKind is how a kind of callouts looks: a sign that tells it from the
// others without colours, and one of the five looks.
type calloutKind struct {
	names string // GitHub's and Obsidian's, with their aliases, and those of others
	sign  string
	look  func(*Alerts) *Look
	token func(*glamour.Chroma) glamour.StylePrimitive // whose colour serves where the style has no such look
}

var (
	noteLook      = func(a *Alerts) *Look { return a.Note }
	tipLook       = func(a *Alerts) *Look { return a.Tip }
	importantLook = func(a *Alerts) *Look { return a.Important }
	warningLook   = func(a *Alerts) *Look { return a.Warning }
	cautionLook   = func(a *Alerts) *Look { return a.Caution }

	noteToken      = func(c *glamour.Chroma) glamour.StylePrimitive { return c.NameFunction }
	tipToken       = func(c *glamour.Chroma) glamour.StylePrimitive { return c.LiteralString }
	importantToken = func(c *glamour.Chroma) glamour.StylePrimitive { return c.NameBuiltin }
	warningToken   = func(c *glamour.Chroma) glamour.StylePrimitive { return c.CommentPreproc }
	cautionToken   = func(c *glamour.Chroma) glamour.StylePrimitive { return c.GenericDeleted }
)

// calloutKinds are those that have looks of their own. The first is that of all
// other names.
var calloutKinds = []calloutKind{
	{"note seealso", "☞", noteLook, noteToken},
	{"info", "※", noteLook, noteToken},
	{"todo", "☐", noteLook, noteToken},
	{"abstract summary tldr", "≡", importantLook, importantToken},
	{"important theorem definition proof", "◆", importantLook, importantToken},
	{"example exercise", "▹", importantLook, importantToken},
	{"tip hint", "✦", tipLook, tipToken},
	{"success check done solution", "✓", tipLook, tipToken},
	{"question help faq", "?", warningLook, warningToken},
	{"warning attention deprecated", "▲", warningLook, warningToken},
	{"caution", "✖", cautionLook, cautionToken},
	{"failure fail missing", "✗", cautionLook, cautionToken},
	{"danger error", "↯", cautionLook, cautionToken},
	{"bug", "✱", cautionLook, cautionToken},
	{"quote cite", "❝", func(*Alerts) *Look { return nil }, func(c *glamour.Chroma) glamour.StylePrimitive { return c.Comment }},
}

// kindNamed is how callouts of that name look.
func kindNamed(name string) *calloutKind {
	for i := range calloutKinds {
		if slices.Contains(strings.Fields(calloutKinds[i].names), name) {
			return &calloutKinds[i]
		}
	}
	return &calloutKinds[0]
}

// alertOf is the alert of that kind.
func (b *builder) alertOf(kind string) *alert {
	tokens := b.config.CodeBlock.Chroma
	if tokens == nil {
		tokens = &glamour.Chroma{}
	}
	k := kindNamed(kind)
	look := k.look(&b.config.Alerts)
	if look == nil {
		look = &Look{Color: k.token(tokens).Color}
	}
	return &alert{label: label(kind), sign: k.sign, pen: b.marks.base.with(*look)}
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
	f := b.foldOf(b.base + title.Lines().At(0).Start)
	b.within(&frame{bar: b.quoteBar(a.pen), fold: f}, func() {
		b.boxTitle(title, a, gap, f)
		n.RemoveChild(n, title)
		b.children(n, 0, 1)
	})
}

// kindOf is what the line of a box's title says that it is.
func (b *builder) kindOf(title *markdown.BoxTitle) string {
	at := b.base + title.Lines().At(0).Start
	start := strings.LastIndexByte(b.written[:at], '\n') + 1
	line, _, _ := strings.Cut(b.written[start:], "\n")
	if strings.HasPrefix(line, "#") { // the box begins in a line above
		above := strings.TrimRight(b.written[:start], "\n")
		line = above[strings.LastIndexByte(above, '\n')+1:]
	}
	return markdown.BoxKind(line)
}

// boxTitle is a title on a line of its own: of a box that has none the name of
// its kind.
func (b *builder) boxTitle(n *markdown.BoxTitle, a *alert, gap int, f *fold) {
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
	b.finish(block{kind: prose, gap: gap, fold: f})
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
func (b *builder) alertLabel(a *alert, gap int, f *fold) {
	p := a.pen
	p.bold = true
	style := b.pal.pen(p)
	b.flow.wide = b.wide
	b.flow.adorn(a.sign+" ", style)
	b.typed = append(b.typed, article.Span{Start: b.base + a.start, End: b.base + a.end})
	b.flow.replace(a.label, b.base+a.start, b.base+a.end, style, 0)
	b.finish(block{kind: prose, gap: gap, fold: f})
	b.skip = a.next
}
