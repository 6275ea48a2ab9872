package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"manicule/internal/pattern"
)

// box is what a dialect sets apart, with a title: an admonition, a callout.
type box struct {
	marks  string // what it is fenced with
	at     int    // where its first line's content begins
	end    int    // of that line
	title  Span   // what of that line is seen
	framed bool   // else its two lines are just not seen
	above  Span   // the line that opens it, where its title stands on another
}

// The longest box that is framed, and how many there may be within each other.
// A part of the text holds a box as a whole.
const (
	maxBox   = 16 << 10
	maxBoxes = 8
	maxOpen  = 64 // that are looked at
)

// layout are the names of what parts a page in columns and the like: what they
// hold is text as any other.
var layout = strings.Fields("columns column row grid tabs tab-set tab-content code-group div center section container grid-item figure table epigraph hero toc refs")

// hiddenDirectives make something of other files, or a list of them.
var hiddenDirectives = strings.Fields("toctree tableofcontents contents bibliography include eval-rst raw")

// boxed are the directives of MyST that hold text.
var boxed = strings.Fields("note tip info warning danger caution important hint attention error seealso success question example quote abstract " +
	"summary bug failure todo admonition dropdown margin sidebar topic versionadded versionchanged deprecated card tab-item exercise solution definition theorem proof")

var (
	boxLine  = pattern.Lazy(`^([A-Za-z][\w-]*) *(?:\[([^\]\n]*)\] *)?(\{[^{}\n]*\})?(.*)$`)
	divLine  = pattern.Lazy(`^\{([^{}\n]*)\}(.*)$`)
	boxAttr  = pattern.Lazy(`title *= *("[^"\n]*"|'[^'\n]*')`)
	divClass = pattern.Lazy(`^(?:\.|.* \.)([A-Za-z][\w-]*)`)
	callout  = pattern.Lazy(`^\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\]([+-]?)(?: +(\S.*?))? *$`)
	kindName = pattern.Lazy(`(?:callout-)?([A-Za-z][\w-]*)`)
)

// BoxKind is what kind of box a line begins: "warning" of "::: warning",
// "> [!warning] Hot" and "```{warning}"; in lower case.
func BoxKind(line string) string {
	if m := kindName().FindStringSubmatch(line); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

// callout rewrites the first line of a quotation that says what it is. Those of
// GitHub are known to whoever shows a quotation.
func (d *rewriting) callout(s string, end int) bool {
	m := callout().FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	if m[6] < 0 {
		switch strings.ToLower(s[m[2]:m[3]]) {
		case "note", "tip", "important", "warning", "caution":
			d.hide(d.pos+m[4], d.pos+m[5])
			d.pos = end
			return true
		}
		m[6], m[7] = m[2], m[3]
	}
	d.boxTitle(d.pos, end, Span{d.pos + m[6], d.pos + m[7]})
	d.inlineIn(d.pos+m[6], d.pos+m[7])
	d.pos = end
	return true
}

// boxTitle hides of a line what is not its title.
func (d *rewriting) boxTitle(at, end int, title Span) {
	d.hide(at, title.Start)
	d.hide(title.End, end)
	d.write(at, string(boxTitle))
}

// inlineIn rewrites the signs within a piece of the line at hand.
func (d *rewriting) inlineIn(from, to int) {
	pos := d.pos
	d.pos = from
	d.inline(to)
	d.pos = pos
}

// colons reads a line of three colons or more. A box is rewritten when its end
// is found: without one, the colons are text.
func (d *rewriting) colons(s string, end int) bool {
	rest := strings.TrimLeft(s, ":")
	marks := s[:len(s)-len(rest)]
	at := d.pos + len(marks) + blanks(rest)
	rest = strings.TrimSpace(rest)
	if strings.HasSuffix(rest, ":::") {
		rest = strings.TrimRight(strings.TrimRight(rest, ":"), " ")
	}
	if rest == "" {
		return d.closeBox(marks, end)
	}
	b := box{marks: marks, at: d.pos, end: end}
	if m := divLine().FindStringSubmatchIndex(rest); m != nil {
		class := Span{m[2], m[3]}
		if c := divClass().FindStringSubmatchIndex(rest[m[2]:m[3]]); c != nil {
			class = Span{m[2] + c[2], m[2] + c[3]}
		}
		name := rest[class.Start:class.End]
		kind := strings.TrimPrefix(name, "callout-")
		b.framed = kind != name || slices.Contains(boxed, kind)
		class.Start += len(name) - len(kind)
		b.title = shift(class, at)
		if t := boxAttr().FindStringSubmatchIndex(rest[m[2]:m[3]]); t != nil {
			b.title = shift(Span{m[2] + t[2] + 1, m[2] + t[3] - 1}, at)
		} else if t := strings.TrimSpace(rest[m[4]:m[5]]); t != "" {
			b.title = shift(Span{m[5] - len(t), m[5]}, at)
		}
		d.options = true
		if b.framed && len(d.boxes) < maxOpen && b.title.End <= at+m[3] && kind != name && !boxAttr().MatchString(rest[m[2]:m[3]]) {
			d.headed(&b, end)
		}
	} else if m := boxLine().FindStringSubmatchIndex(rest); m != nil {
		name := rest[m[2]:m[3]]
		b.framed = !slices.Contains(layout, strings.ToLower(name))
		b.title = shift(Span{m[2], m[3]}, at)
		title := Span{m[8], m[9]}
		if m[4] >= 0 {
			title = Span{m[4], m[5]}
		} else if m[6] >= 0 {
			if t := boxAttr().FindStringSubmatchIndex(rest[m[6]:m[7]]); t != nil {
				title = Span{m[6] + t[2] + 1, m[6] + t[3] - 1}
			}
		}
		if t := strings.Trim(rest[title.Start:title.End], ` "`); t != "" {
			title.Start += strings.Index(rest[title.Start:title.End], t)
			b.title = shift(Span{title.Start, title.Start + len(t)}, at)
		}
	} else {
		return false
	}
	d.pos = max(d.pos, end)
	return d.open(b)
}

// boxHeading is a heading that is the title of the box that it begins.
var boxHeading = pattern.Lazy(`^#{1,6} +(\S.*?) *$`)

// headed has a box of Quarto's begin with the heading that is its first line.
func (d *rewriting) headed(b *box, end int) {
	at := end + 1
	for at < len(d.text) && d.text[at] == '\n' {
		at++
	}
	if at >= len(d.text) {
		return
	}
	stop := lineStop(d.text, at)
	m := boxHeading().FindStringSubmatchIndex(d.text[at:stop])
	if m == nil {
		return
	}
	b.above = Span{b.at, b.end}
	b.at, b.end, b.title = at, stop, shift(Span{m[2], m[3]}, at)
	d.inlineIn(b.title.Start, b.title.End)
	d.pos = stop
}

func shift(s Span, by int) Span { return Span{s.Start + by, s.End + by} }

// closeBox ends the innermost box that such marks fence.
func (d *rewriting) closeBox(marks string, end int) bool {
	for i := len(d.boxes) - 1; i >= 0; i-- {
		b := d.boxes[i]
		if b.marks[0] != marks[0] || marks[0] != ':' && len(marks) < len(b.marks) {
			continue
		}
		for _, inner := range d.boxes[i+1:] {
			d.unclosed(inner)
		}
		d.boxes = d.boxes[:i]
		d.clear(d.pos, end)
		d.clear(b.above.Start, b.above.End)
		switch {
		case !b.framed:
			d.clear(b.at, b.end)
		case i >= maxBoxes || d.pos-b.at > maxBox || b.title.Start < b.at+2:
			d.boxTitle(b.at, b.end, b.title)
		default:
			d.boxTitle(b.at+1, b.end, b.title)
			d.write(b.at, string(boxOpen))
			d.write(d.pos, string(boxClose))
		}
		d.pos = end
		return true
	}
	return false
}

// open adds a box whose end is still to come.
func (d *rewriting) open(b box) bool {
	if len(d.boxes) >= maxOpen {
		return false
	}
	d.boxes = append(d.boxes, b)
	return true
}

// unclosed leaves a box that has no end: of a directive the title is seen.
func (d *rewriting) unclosed(b box) {
	switch {
	case b.marks[0] == ':' || b.at == b.end:
	case b.framed:
		d.boxTitle(b.at, b.end, b.title)
	default:
		d.clear(b.at, b.end)
	}
}

// directive reads the line that opens a directive of MyST; false where it is
// none but code of a language.
func (d *rewriting) directive(marks, name string, end int) bool {
	at := d.pos
	line := d.text[at:end]
	brace := strings.IndexByte(line, '}')
	arg := strings.TrimSpace(line[brace+1:])
	opened := true
	switch low := strings.ToLower(name); {
	case slices.Contains(boxed, low):
		open := strings.IndexByte(line, '{') + 1
		title := Span{at + open, at + brace}
		if arg != "" {
			start := at + brace + 1 + strings.Index(line[brace+1:], arg)
			title = Span{start, start + len(arg)}
		}
		opened = d.open(box{marks: marks, at: at, end: end, title: title, framed: true})
	case slices.Contains(layout, low) && low != "figure":
		opened = d.open(box{marks: marks, at: at, end: end})
	case slices.Contains(hiddenDirectives, low):
		n := d.find(end, "\n"+marks)
		if n < 0 {
			return false
		}
		d.fence = ""
		d.clear(at, n+1+len(marks))
		d.pos = n + 1 + len(marks)
		return true
	case low == "figure" || low == "image":
		if arg == "" || strings.ContainsAny(arg, " ()<>") || len(d.boxes) >= maxOpen || !d.replace(at, end, "![]("+arg+")") {
			return false
		}
		opened = d.open(box{marks: marks, at: end, end: end})
	case low == "code-block" || low == "code" || low == "code-cell" || low == "sourcecode":
		if d.moveFence(marks+arg, end) {
			return true
		}
		d.replace(at+len(marks), end, arg)
		d.pos = end
		return true
	default:
		return false
	}
	if opened {
		d.fence, d.options, d.pos = "", true, end
	}
	return opened
}

// KindBox and KindBoxTitle are the kinds of Box and BoxTitle.
var (
	KindBox      = ast.NewNodeKind("ManiculeBox")
	KindBoxTitle = ast.NewNodeKind("ManiculeBoxTitle")
)

// Box is what a dialect sets apart from the text around it. Its first child is
// its BoxTitle.
type Box struct {
	ast.BaseBlock
	inner int // boxes within it that are open
}

// Kind implements ast.Node.
func (b *Box) Kind() ast.NodeKind { return KindBox }

// Dump implements ast.Node.
func (b *Box) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

// BoxTitle is the title of a Box or of a quotation, or a label over what
// follows. Its children are inline nodes.
type BoxTitle struct{ ast.BaseBlock }

// Kind implements ast.Node.
func (b *BoxTitle) Kind() ast.NodeKind { return KindBoxTitle }

// Dump implements ast.Node.
func (b *BoxTitle) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

// boxParser reads the lines between boxOpen and boxClose.
type boxParser struct{}

func (boxParser) Trigger() []byte { return []byte{boxOpen} }

func (boxParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	r.Advance(max(0, pc.BlockOffset()) + 1)
	return &Box{}, parser.HasChildren
}

func (boxParser) Continue(n ast.Node, r text.Reader, _ parser.Context) parser.State {
	b, _ := n.(*Box)
	line, _ := r.PeekLine()
	switch content := strings.TrimLeft(string(line[:min(len(line), 64)]), " "); {
	case content == "":
	case content[0] == boxOpen:
		b.inner++
	case content[0] == boxClose && b.inner > 0:
		b.inner--
	case content[0] == boxClose:
		r.Advance(len(strings.TrimSuffix(string(line), "\n")))
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func (boxParser) Close(ast.Node, text.Reader, parser.Context) {}

func (boxParser) CanInterruptParagraph() bool { return true }

func (boxParser) CanAcceptIndentedLine() bool { return false }

// boxTitleParser reads the line behind boxTitle.
type boxTitleParser struct{}

func (boxTitleParser) Trigger() []byte { return []byte{boxTitle} }

func (boxTitleParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	i := max(0, pc.BlockOffset())
	i += len(line[i:]) - len(strings.TrimLeft(string(line[i:]), string([]byte{boxTitle, unseen, ' '})))
	n := &BoxTitle{}
	stop := seg.Start + len(strings.TrimRight(string(line), string([]byte{unseen, ' ', '\n'})))
	n.Lines().Append(text.NewSegment(min(seg.Start+i, stop), stop))
	r.Advance(len(strings.TrimSuffix(string(line), "\n")))
	return n, parser.NoChildren
}

func (boxTitleParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

func (boxTitleParser) Close(ast.Node, text.Reader, parser.Context) {}

func (boxTitleParser) CanInterruptParagraph() bool { return true }

func (boxTitleParser) CanAcceptIndentedLine() bool { return false }

// KindSign is the kind of Sign.
var KindSign = ast.NewNodeKind("ManiculeSign")

// Sign is where something begins or ends within a text, of a dialect's kinds.
type Sign struct {
	ast.BaseInline
	Means   Meaning
	Segment text.Segment // where it is written
	Emoji   string       // of an EmojiName: the character
}

// Meaning is what begins or ends at a Sign.
type Meaning byte

// The meanings. Nothing is where signs were that a reader does not see.
const (
	Nothing    Meaning = unseen
	MarkOpen   Meaning = markOpen
	MarkClose  Meaning = markClose
	RaiseOpen  Meaning = raiseOpen
	RaiseClose Meaning = raiseClose
	NoteOpen   Meaning = noteOpen
	NoteClose  Meaning = noteClose
	EmojiName  Meaning = emojiName
)

// Kind implements ast.Node.
func (s *Sign) Kind() ast.NodeKind { return KindSign }

// Dump implements ast.Node.
func (s *Sign) Dump(src []byte, level int) { ast.DumpHelper(s, src, level, nil, nil) }

// addSigns puts a Sign in the tree for each that Standard wrote.
func addSigns(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		if t, ok := c.(*ast.Text); ok {
			splitSigns(n, t, src)
		} else {
			addSigns(c, src)
		}
		c = next
	}
}

// splitSigns divides a text at the signs in it.
func splitSigns(parent ast.Node, t *ast.Text, src []byte) {
	seg := t.Segment
	for i := seg.Start; i < seg.Stop; i++ {
		if !IsSign(rune(src[i])) {
			continue
		}
		if i > t.Segment.Start {
			before := ast.NewTextSegment(text.NewSegment(t.Segment.Start, i))
			before.SetRaw(t.IsRaw())
			parent.InsertBefore(parent, t, before)
		}
		sign := &Sign{Means: Meaning(src[i]), Segment: text.NewSegment(i, i+1)}
		if src[i] == emojiName {
			_, n := utf8.DecodeRune(src[i+1 : seg.Stop])
			sign.Emoji = string(src[i+1 : i+1+n])
			i += n
		}
		for i+1 < seg.Stop && src[i+1] == unseen {
			i++
		}
		sign.Segment.Stop = i + 1
		parent.InsertBefore(parent, t, sign)
		t.Segment = t.Segment.WithStart(i + 1)
	}
}
