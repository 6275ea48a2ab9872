package markdown

import (
	"strings"

	"manicule/internal/pattern"
)

// What Standard writes in place of a dialect's signs. Clean text holds none of
// these characters, so whoever meets one knows where it is from.
const (
	unseen     = '\x01' // nothing
	markOpen   = '\x02' // around marked text
	markClose  = '\x03'
	raiseOpen  = '\x04' // around raised text
	raiseClose = '\x05'
	noteOpen   = '\x06' // around a note within its sentence
	noteClose  = '\x07'
	boxTitle   = '\x08' // before the title of a box, which is the rest of the line
	emojiName  = '\x10' // before a character that is written by its name
	boxOpen    = '\x0e' // begins a box
	boxClose   = '\x0f' // ends the box last begun, with its line
)

// IsSign tells a character that Standard writes in place of signs.
func IsSign(r rune) bool {
	return r >= unseen && r <= boxTitle || r >= boxOpen && r <= emojiName
}

// Standard is a text of the same length in which the signs of the dialects of
// Markdown are out of the way: Obsidian's, Pandoc's and Quarto's, kramdown's,
// Hugo's, Jekyll's, MyST's and those of MDX. What they add for programs becomes
// white space or characters of no meaning, what means the same in standard Markdown becomes
// that, and all that a reader sees stays where it stands. Whoever reads a text's
// markup reads this. Code is left alone, and a text without such signs is
// returned as it is.
func Standard(text string) string {
	if !maybeDialect(text) {
		return text
	}
	d := rewriting{text: text, blank: true}
	for d.pos < len(text) {
		d.line(lineStop(text, d.pos))
	}
	for _, b := range d.boxes {
		d.unclosed(b)
	}
	if d.out == nil {
		return text
	}
	return string(d.out)
}

// signsByByte are what a dialect's signs hold, by what is in them and is rare in
// texts, or found fast.
var signsByByte = []struct {
	rare  string
	signs []string
}{
	{"{", []string{"{"}},
	{"^", []string{"^"}},
	{"=", []string{"==", ")=\n"}},
	{"%", []string{"%%"}},
	{"<", []string{"</", "8<-", "<<< @"}},
	{">", []string{"/>"}},
	{"+", []string{"++"}},
	{"?", []string{"??? ", "???+ "}},
	{"!", []string{"!!! "}},
	{"[", []string{"[!", "[/] ", "[-] ", "[>] ", "[<] ", "[?] ", "[*] ", "[TOC]", "[toc]", "[[toc", "[[_TOC", "[[TOC", "*["}},
	{"\\", []string{"\n\\"}},
	{":", []string{":::", "\n: "}},
	{"mport ", []string{"import "}},
	{"xport ", []string{"export "}},
}

// maybeDialect reports whether anything in the text may be a dialect's sign.
func maybeDialect(text string) bool {
	for _, s := range signsByByte {
		if strings.Contains(text, s.rare) && containsAny(text, s.signs) {
			return true
		}
	}
	return strings.Contains(text, "![") && strings.IndexByte(text, '|') >= 0 || maybeEmoji(text)
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// rewriting is where Standard is in a text.
type rewriting struct {
	text string
	out  []byte // nil as long as nothing is changed
	pos  int

	start       int      // where the content of the line at hand begins
	indent      int      // how far that is from the line's beginning
	within      bool     // the line's beginning has been read
	blank       bool     // the line above is
	module      bool     // the line at hand is of what MDX imports
	quotes      int      // quote marks before the line above, if that is not blank
	list        bool     // an item of a list is open
	code        bool     // the line above is code that is set in, or follows such, blank
	fence       string   // the closing fence that is waited for, or ""
	fenceAt     int      // how far it is indented, with what stands before it
	fenceQuotes int      // the quote marks before it
	verbatim    string   // what the line holds that ends code, where that is no fence
	boxes       []box    // those that are open
	options     bool     // the options of a directive may follow
	panels      []int    // how far the content of those that are open is set in
	panelCode   bool     // the line is of code in a panel that is set in, not fenced
	loops       []string // the names that tags of Liquid's gave to values

	next       map[string]int // see find
	noComments bool           // no comment of several lines ends any more
}

// write puts s in place of as many bytes from at on.
func (d *rewriting) write(at int, s string) {
	if d.out == nil {
		d.out = []byte(d.text)
	}
	copy(d.out[at:], s)
}

// fill puts a character in place of all but line ends.
func (d *rewriting) fill(from, to int, c byte) {
	if d.out == nil {
		d.out = []byte(d.text)
	}
	for i := from; i < to; i++ {
		if d.out[i] != '\n' {
			d.out[i] = c
		}
	}
}

func (d *rewriting) hide(from, to int)  { d.fill(from, to, unseen) }
func (d *rewriting) clear(from, to int) { d.fill(from, to, ' ') }

// replace puts s in place of [from, to), with spaces behind it.
func (d *rewriting) replace(from, to int, s string) bool {
	if len(s) > to-from {
		return false
	}
	d.clear(from, to)
	d.write(from, s)
	return true
}

// maxWords is how many words are looked for in a text.
const maxWords = 1000

// find is where the word stands from the place on; −1: nowhere. Places go up, so
// that a text is searched once for each word.
func (d *rewriting) find(from int, word string) int {
	at, known := d.next[word]
	switch {
	case known && (at < 0 || at >= from):
		return at
	case !known && len(d.next) >= maxWords || from > len(d.text):
		return -1
	}
	if d.next == nil {
		d.next = map[string]int{}
	}
	if at = strings.Index(d.text[from:], word); at >= 0 {
		at += from
	}
	d.next[word] = at
	return at
}

// line reads a line, or the rest of one.
func (d *rewriting) line(end int) {
	start := d.pos
	d.start = start
	if d.within {
		d.within = false
		d.inline(end)
	} else {
		var quotes int
		var item bool
		if len(d.panels) > 0 {
			d.quotePanels(end)
		}
		lead := blanks(d.text[d.pos:end])
		start, quotes, item = d.content(end)
		indent := start - d.pos
		d.pos, d.start, d.indent = start, start, indent
		code, open := false, d.fence != ""
		if open && quotes < d.fenceQuotes && start < end {
			d.fence, open = "", false
		}
		switch s := d.text[start:end]; {
		case s == "":
			d.pos, code = end, d.code
		case d.verbatim != "":
			d.endVerbatim(s, end)
		case d.fence != "":
			if indent < d.fenceAt+4 && quotes == d.fenceQuotes && strings.HasPrefix(s, d.fence) && strings.Trim(s, d.fence[:1]+" ") == "" {
				d.fence = ""
				if d.panelCode {
					d.clear(start, end)
					d.panelCode = false
				}
			}
			d.pos = end
		case lead >= 4 && !d.list && (d.blank || d.code):
			d.pos, code, item = end, true, false
		case d.setInBy() > 4 && (item || quotes > 0 && (d.blank || quotes > d.quotes)):
			d.pos, code = end, true
		case !d.block(s, quotes, end):
			d.inline(end)
		}
		if d.fence != "" && !open {
			d.fenceQuotes = quotes
		}
		d.list = item || d.list && (start == end || indent > 0 || !d.blank)
		d.blank, d.module = start == end || d.module || start < end && quotes == 0 && !item && isHeading(d.text[start:end]), false
		d.quotes, d.code = quotes, code
	}
	if d.clearLine(start, end) && d.standsAlone(start) {
		d.blank = true
	}
	if d.pos > end {
		d.within = d.text[d.pos-1] != '\n'
		return
	}
	d.pos = min(end+1, len(d.text))
}

// clearLine makes a line blank of which nothing is seen any more, and reports
// whether it is.
func (d *rewriting) clearLine(start, end int) bool {
	if d.out == nil || end > len(d.out) {
		return false
	}
	line := d.out[start:end]
	for _, c := range line {
		if c != unseen && c != ' ' {
			return false
		}
	}
	d.clear(start, end)
	return true
}

// standsAlone reports whether nothing is seen in front of a place in its line.
func (d *rewriting) standsAlone(at int) bool {
	for at > 0 && (d.out[at-1] == ' ' || d.out[at-1] == unseen) {
		at--
	}
	return at == 0 || d.out[at-1] == '\n'
}

// content is where the line's content begins behind quote marks and bullets.
func (d *rewriting) content(end int) (start, quotes int, item bool) {
	i := d.pos
	for range maxDepth {
		for i < end && d.text[i] == ' ' {
			i++
		}
		if i == end {
			break
		}
		if d.text[i] == '>' {
			quotes++
			i++
			continue
		}
		c := d.text[i]
		if c != '-' && c != '*' && c != '+' && (c < '0' || c > '9') || d.fence != "" || d.verbatim != "" {
			break
		}
		_, n := marker(d.text[i:end])
		if n == 0 || i+n > end || isRule(d.text[i:end]) {
			break
		}
		item = true
		i += n
	}
	return i, quotes, item
}

// block rewrites a line that is more than text; false where it is not.
func (d *rewriting) block(s string, quotes, end int) bool {
	options := d.options
	d.options = false
	switch c := s[0]; {
	case options && c == ':' && option().MatchString(s):
		d.options = true
		d.clear(d.pos, end)
	case c == '`' || c == '~':
		return d.openFence(s, end)
	case c == ':' && strings.HasPrefix(s, ":::"):
		return d.colons(s, end)
	case c == '[' && strings.HasPrefix(s, "[!") && quotes > d.quotes:
		return d.callout(s, end)
	case c == '[' && len(s) > 4 && s[2:4] == "] " && strings.IndexByte("/-><?!*", s[1]) >= 0 && d.bullet():
		d.write(d.pos+1, " ")
		return false
	case c == '%' && strings.HasPrefix(s, "%%"):
		return d.comment(d.pos, end)
	case c == '{' && kramdownLine().MatchString(s):
		d.attributeLine(s, end)
	case (c == 'i' || c == 'e') && d.blank && quotes == 0:
		return d.clearModule(s)
	case c == '^' && blockID().MatchString(s), d.isMachine(s):
		d.clear(d.pos, end)
	case c == '!' || c == '?' || c == '=':
		return d.panel(s, end)
	case c == ':' && d.caption(s, end):
	case c == '<' && verbatimTag().MatchString(s):
		return d.skipElement(s)
	default:
		return false
	}
	if d.pos <= end {
		d.pos = max(d.pos, end)
	}
	return true
}

// bullet reports whether the content at hand stands right behind a bullet.
func (d *rewriting) bullet() bool {
	before := strings.TrimRight(d.text[max(0, d.pos-8):d.pos], " ")
	return before != "" && strings.IndexByte("-+*.)", before[len(before)-1]) >= 0
}

// skipElement leaves an element alone whose text is as it is written.
func (d *rewriting) skipElement(s string) bool {
	name := TagName(s)
	if n := d.find(d.pos, "</"+name); n >= 0 {
		d.pos = n
		return true
	}
	return false
}

var (
	option       = pattern.Lazy(`^:[A-Za-z][\w-]*:(?: |$)`)
	kramdownLine = pattern.Lazy(`^\{:(?:[ .#:/]|[A-Za-z])[^{}\n]*\} *$`)
	blockID      = pattern.Lazy(`^\^[A-Za-z0-9][A-Za-z0-9-]+ *$`)
	lineID       = pattern.Lazy(` +\^[A-Za-z0-9][A-Za-z0-9-]+ *$`)
	chunk        = pattern.Lazy(`^\{ *([.=]?)([A-Za-z][\w+:-]*)([^{}\n]*)\} *(.*)$`)
	importLine   = pattern.Lazy(`^import +(?:[\w*{$][^'"]*? from *)?['"][^'"\n]+['"] *;? *$`)
	importOpen   = pattern.Lazy(`^import +(?:type +)?(?:\w+ *, *)?\{ *[^}]*$`)
	exportLine   = pattern.Lazy(`^export +(?:default +\S|(?:const|let|var|class|type|interface)\b[^=\n]*[={]|(?:async +)?function\b|\{|\* )`)
)

// attributeLine clears a line of kramdown's: attributes of the block above, or
// "{:toc}" with the item that stands for the table of contents.
func (d *rewriting) attributeLine(s string, end int) {
	if strings.HasPrefix(s, "{::comment}") {
		if n := d.find(d.pos, "{:/comment}"); n >= 0 {
			d.clear(d.pos, n+len("{:/comment}"))
			d.pos = n + len("{:/comment}")
			return
		}
	}
	if strings.Contains(s, "toc}") && d.pos > 1 {
		start := strings.LastIndexByte(d.text[:d.pos-1], '\n') + 1
		if above := strings.TrimSpace(d.text[start : d.pos-1]); len(above) < 40 && strings.ContainsAny(above[:min(1, len(above))], "*-+1") {
			d.clear(start, d.pos-1)
		}
	}
	d.clear(d.pos, end)
}

// clearModule clears what a page of MDX imports and exports.
func (d *rewriting) clearModule(s string) bool {
	if !importLine().MatchString(s) && !importOpen().MatchString(s) && !exportLine().MatchString(s) {
		return false
	}
	const longest = 16 << 10
	from, depth := d.pos, 0
	for i := from; i < min(len(d.text), from+longest); {
		stop := lineStop(d.text, i)
		line := d.text[i:stop]
		for _, c := range []byte(line) {
			switch c {
			case '{', '(', '[':
				depth++
			case '}', ')', ']':
				depth--
			}
		}
		last := strings.TrimRight(line, " ")
		if depth <= 0 && (s[0] == 'i' || strings.HasSuffix(last, ";") || strings.HasSuffix(last, "}") || strings.HasPrefix(d.text[stop:], "\n\n") || stop+1 >= len(d.text)) {
			d.clear(from, stop)
			d.pos, d.module = stop, true
			return true
		}
		i = stop + 1
	}
	return false
}

// openFence reads the line that opens fenced code, or what is written like that:
// a directive of MyST, or a chunk of code with its options.
func (d *rewriting) openFence(s string, end int) bool {
	marks := fenceOf(s)
	if marks == "" {
		return false
	}
	info := strings.TrimLeft(s[len(marks):], " ")
	if info == "" && (d.list || d.setInBy() < 4) && d.closeBox(marks, end) {
		d.pos = end
		return true
	}
	d.fence, d.fenceAt = marks, d.indent
	if m := chunk().FindStringSubmatch(info); m != nil {
		if m[1] == "" && d.directive(marks, m[2], end) {
			return true
		}
		if m[1] == "=" && d.rawBlock(marks, end) {
			d.fence = ""
			return true
		}
		if m[1] == "" && d.moveFence(marks+strings.ToLower(m[2]), end) {
			return true
		}
		d.replace(d.pos+len(marks), end, strings.ToLower(m[2]))
	}
	d.setIn(marks, d.pos, end)
	d.pos = end
	return true
}

// setInBy is how many spaces stand right before the content of the line at hand.
func (d *rewriting) setInBy() (n int) {
	for d.pos-n > 0 && d.text[d.pos-n-1] == ' ' {
		n++
	}
	return n - min(n, len(d.panels)*panelStep)
}

// endVerbatim looks for the end of code that is written between tags.
func (d *rewriting) endVerbatim(s string, end int) {
	if strings.Contains(s, d.verbatim) && d.replace(d.pos, end, "````") {
		d.verbatim = ""
	}
	d.pos = end
}
