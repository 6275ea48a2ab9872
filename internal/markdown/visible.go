package markdown

import (
	"iter"
	"strings"
)

// Piece is a run of an article's text that a reader sees as it is written, or
// a character that is written as an entity.
type Piece struct {
	Text    string // what is seen: clean, without line ends
	Span    Span   // where it is written; Text is those bytes, unless of another length
	Gap     Gap    // what parts it from the piece before
	Heading bool   // it is of a heading that Headings lists, or of the title
	Code    bool   // it is of a block of code
	Number  bool   // it is the number of a list's item, with the sign behind it
}

// Gap is what stands between two pieces.
type Gap int8

// The gaps, the widest last.
const (
	Joined Gap = iota // nothing but markup: a word may go on
	Spaced            // a line end, or a tag that parts words
	Apart             // the end of a paragraph, heading, item, table's row or line of code
)

// Visible calls each with the pieces of a canonical Markdown text, in order.
// It leaves out what nobody reads: the signs of headings, quotations, items,
// tables, emphasis and links, destinations, link definitions, the marks of
// footnotes, tags, comments, and the rules between sections.
//
// It reads the text once and without the parser, which would take too long for
// a whole collection: what a sign means is told from its line or, where signs
// come in pairs, from its paragraph. So in odd cases it leaves a sign too many
// out, or too few. Shown tells the same of the parser's tree.
func Visible(text string, each func(Piece)) {
	VisibleIn(Standard(text), Span{0, len(text)}, each)
}

// VisibleIn is Visible of a part of a text that is Standard, which begins behind a blank line
// with a line that is not indented. It does not read what stands before.
func VisibleIn(text string, part Span, each func(Piece)) {
	r := reading{text: text, each: each, gap: Apart, lastComment: -1}
	r.fence, r.quotes = fenceAt(text[:part.Start])
	r.pos = part.Start
	for r.pos < part.End {
		end := lineStop(text, r.pos)
		switch {
		case r.within:
			r.within = false
			r.inline(end)
		case r.fence != "":
			r.fenced(end)
		default:
			r.line(end)
		}
		r.advance(end)
	}
}

// fenceAt is the closing fence that is waited for at the end of the text, or "",
// and how many quotations it is in. It reads only lines that have a fence, and
// those of a quotation with one.
func fenceAt(text string) (fence string, quotes int) {
	r := reading{text: text, each: func(Piece) {}, lastComment: -1}
	read := 0
	for start := range linesWith(text, "```", "~~~") {
		r.leaveQuote(text[read:start])
		r.pos, r.para, r.items = start, false, [len(r.items)]int{len(text)}
		if read = lineStop(text, start); r.fence != "" {
			r.fenced(read)
		} else {
			r.line(read)
		}
		read = min(read+1, len(text))
	}
	r.leaveQuote(text[read:])
	if r.fence == "" {
		return "", 0
	}
	return r.fence, r.quotes
}

// leaveQuote ends fenced code if the quotation that it is in ends in the lines.
func (r *reading) leaveQuote(lines string) {
	if r.fence == "" || r.quotes == 0 {
		return
	}
	for line := range strings.Lines(lines) {
		if !strings.HasPrefix(strings.TrimLeft(line, " "), ">") {
			r.fence = ""
			return
		}
	}
}

// linesWith yields where the lines begin that hold one of the words.
func linesWith(text string, words ...string) iter.Seq[int] {
	return func(yield func(int) bool) {
		next := make([]int, len(words)) // where each stands next, −1 for nowhere
		for pos := 0; pos < len(text); {
			first := len(text)
			for i, word := range words {
				if next[i] >= 0 && next[i] < pos || pos == 0 {
					if next[i] = strings.Index(text[pos:], word); next[i] >= 0 {
						next[i] += pos
					}
				}
				if next[i] >= 0 {
					first = min(first, next[i])
				}
			}
			if first == len(text) || !yield(strings.LastIndexByte(text[:first], '\n')+1) {
				return
			}
			pos = lineStop(text, first) + 1
		}
	}
}

// reading is where Visible is in a text, and what is open there.
type reading struct {
	text string
	each func(Piece)

	pos    int
	from   int  // what stands between from and pos is seen but not yet told
	gap    Gap  // before the next piece
	within bool // markup ended within a line; its rest goes on as it began

	heading, code bool   // we are in one
	number        bool   // we are in the number of an item
	para          bool   // the line above may go on in this one
	items         [4]int // by the quotations around it, the column where what the open item holds begins; 0: no item
	quotes        int    // quote marks before the line
	base          int    // where the line begins behind them
	fence         string // the closing fence that is waited for, or ""

	pairing
	embeds      bool            // the link by name at hand shows what it leads to
	lastComment int             // where the last comment of the text ends; −1 not looked for
	unclosed    map[string]bool // elements that have no closing tag any more
}

// advance goes on to the next line, if that has not been reached by markup.
func (r *reading) advance(end int) {
	if r.pos > end {
		r.within = r.text[r.pos-1] != '\n'
		return
	}
	r.pos = end + 1
	r.part(Spaced)
}

// part sees to it that the next piece is as far from the last one.
func (r *reading) part(g Gap) {
	r.gap = max(r.gap, g)
	if g == Apart {
		r.open = [3]int{}
	}
}

// emit tells a piece, if it isn't empty.
func (r *reading) emit(from, to int) {
	if from < to {
		r.each(Piece{Text: r.text[from:to], Span: Span{from, to}, Gap: r.gap, Heading: r.heading, Code: r.code, Number: r.number})
		r.gap = Joined
	}
}

// cut leaves the next n bytes out.
func (r *reading) cut(n int) {
	r.emit(r.from, r.pos)
	r.pos += n
	r.from = r.pos
}

// literal tells the text up to end as it is.
func (r *reading) literal(end int) {
	r.emit(r.pos, end)
	r.pos = end
}

// fenced reads a line of fenced code, or the fence that closes it.
func (r *reading) fenced(end int) {
	for range r.quotes {
		if !r.skipQuote(end) { // the quotation has ended, and with it the code
			r.fence = ""
			r.line(end)
			return
		}
	}
	s := strings.Trim(r.text[r.pos:end], " ")
	if strings.HasPrefix(s, r.fence) && strings.Trim(s, s[:1]) == "" {
		r.fence = ""
		r.pos = end
		r.part(Apart)
		return
	}
	r.codeLine(end)
}

func (r *reading) codeLine(end int) {
	r.part(Apart)
	r.code = true
	r.literal(end)
	r.code = false
	r.part(Apart)
}

// skipQuote moves over a quote mark and the space behind it.
func (r *reading) skipQuote(end int) bool {
	s := strings.TrimLeft(r.text[r.pos:end], " ")
	if s == "" || s[0] != '>' {
		return false
	}
	r.pos = end - len(s) + 1
	if r.pos < end && r.text[r.pos] == ' ' {
		r.pos++
	}
	return true
}

// line reads a line outside of fenced code.
func (r *reading) line(end int) {
	wasQuotes, wasList := r.quotes, *r.holds(0) > 0
	indent, further, item := r.prefix(end)
	if r.pos == end {
		r.endBlock()
		return
	}
	if r.quotes > wasQuotes {
		r.endBlock()
	}
	if !r.para {
		clear(r.items[min(r.quotes+1, len(r.items)):])
		if holds := r.holds(r.quotes); !item {
			*holds = min(*holds, indent)
		}
		if further >= 4 {
			r.pos -= further - 4
			r.codeLine(end)
			return
		}
	}
	top := !item && r.quotes == 0 && (indent == 0 || !wasList)
	if s := r.text[r.pos:end]; startsText[s[0]] || !r.block(s, end, top) {
		r.paragraph(end, top)
	}
}

// endBlock ends the paragraph, if there is one.
func (r *reading) endBlock() {
	r.para, r.heading = false, false
	r.part(Apart)
}

// paragraph reads a line of a paragraph, or of a heading that is underlined.
func (r *reading) paragraph(end int, top bool) {
	if !r.para {
		r.para, r.heading = true, top && r.underlined(end)
	}
	comment := strings.HasPrefix(r.text[r.pos:], "<!--") && strings.HasSuffix(r.text[:end], "-->")
	r.rest(end, " ")
	if comment && r.pos == end { // a block of its own
		r.endBlock()
	}
}

// rest tells the rest of the line but for spaces around it, and of signs at
// its end.
func (r *reading) rest(end int, signs string) {
	r.skipSpaces(end)
	r.inline(len(strings.TrimRight(r.text[:end], signs)))
	r.pos = max(r.pos, end)
}

func (r *reading) skipSpaces(end int) {
	for r.pos < end && r.text[r.pos] == ' ' {
		r.pos++
	}
}

// underlined reports whether the paragraph whose first line ends here is a
// heading. It looks no further than the paragraph may go.
func (r *reading) underlined(end int) bool {
	for end < len(r.text) {
		start := end + 1
		end = lineStop(r.text, start)
		s := strings.TrimLeft(r.text[start:end], " ")
		switch {
		case s == "":
			return false
		case isUnderline(s):
			return end-start-len(s) < 4
		case !startsText[s[0]]:
			return false
		}
	}
	return false
}

// startsText are the bytes that begin nothing but a line of text.
var startsText = func() (text [256]bool) {
	for c := range text {
		text[c] = !strings.ContainsRune("#`~-+*_=|:[>0123456789", rune(c))
	}
	for _, c := range []byte{boxTitle, boxOpen, boxClose} {
		text[c] = false
	}
	return text
}()

// holds is the column where what the open item in that many quotations holds
// begins. The deepest quotations share theirs.
func (r *reading) holds(quotes int) *int { return &r.items[min(quotes, len(r.items)-1)] }

// prefix moves over what makes the line a quotation or an item of a list, and
// the spaces in front: indent is how many, further by how much they are more
// than the open item needs. A number is told, for it is seen.
func (r *reading) prefix(end int) (indent, further int, item bool) {
	quotes, needs := 0, *r.holds(0)
	r.base = r.pos
	for range maxDepth {
		start := r.pos
		r.skipSpaces(end)
		indent = r.pos - start
		further = indent - min(needs, indent)
		if r.pos == end {
			break
		}
		c := r.text[r.pos]
		if c == '>' && further < 4 {
			if holds := r.holds(quotes); !item && !r.para {
				*holds = min(*holds, indent)
			}
			r.skipQuote(end)
			quotes++
			r.base, needs, item = r.pos, *r.holds(quotes), false
			continue
		}
		if c > '>' || further >= 4 || !r.item(c, end, *r.holds(quotes) > 0) {
			break
		}
		item, needs = true, 0
		*r.holds(quotes) = r.pos - r.base
	}
	if !r.para || quotes > 0 || item || r.pos == end {
		r.quotes = quotes
	}
	return indent, further, item
}

// item moves over the bullet of a list's item, or tells its number. One that
// is not 1 begins no list within a paragraph, but for that of an item.
func (r *reading) item(c byte, end int, inItem bool) bool {
	if c != '-' && c != '+' && c != '*' && (c < '0' || c > '9') {
		return false
	}
	s := r.text[r.pos:end]
	mark, n := marker(s)
	if n == 0 || isRule(s) || c <= '9' && c >= '0' && mark != "1" && r.para && !inItem {
		return false
	}
	n = min(n, len(s))
	r.endBlock()
	if c >= '0' && c <= '9' {
		r.number = true
		r.emit(r.pos, r.pos+len(mark)+1)
		r.number = false
		r.part(Spaced)
	}
	r.pos += n
	if box := r.text[r.pos:end]; len(box) > 3 && box[0] == '[' && strings.IndexByte(" xX", box[1]) >= 0 && box[2:4] == "] " {
		r.pos += 4
	}
	return true
}

// block reads a line s that may be something else than a paragraph's.
func (r *reading) block(s string, end int, top bool) bool {
	switch c := s[0]; {
	case c == '#' && isHeading(s):
		r.atx(s, end, top)
	case (c == '`' || c == '~') && fenceOf(s) != "":
		r.endBlock()
		r.fence, r.pos = fenceOf(s), end
	case r.para && isUnderline(s), (c == '-' || c == '*' || c == '_') && isRule(s), strings.Contains(s, "|") && delimiters(s) > 0:
		r.endBlock()
		r.pos = end
	case c == '|':
		r.endBlock()
		r.pos++
		r.rest(end, " |")
		r.endBlock()
	case c == ':' && len(s) > 1 && s[1] == ' ':
		r.endBlock()
		*r.holds(r.quotes) = r.pos - r.base + definition(s)
		r.para = true
		r.pos++
		r.rest(end, " ")
	case c == '[':
		return r.defines(s, end)
	case c == boxOpen, c == boxTitle, c == boxClose:
		r.endBlock()
		r.rest(end, " ")
		r.endBlock()
	default:
		return false
	}
	return true
}

// atx reads a heading that is marked by "#" signs.
func (r *reading) atx(s string, end int, top bool) {
	r.endBlock()
	if top {
		clear(r.items[:])
	}
	text := strings.TrimRight(s, " ")
	if body := strings.TrimRight(text, "#"); strings.HasSuffix(body, " ") {
		text = strings.TrimRight(body, " ")
	}
	if strings.HasSuffix(text, "}") {
		text = text[:len(text)-len(attributes().FindString(text))]
	}
	stop := r.pos + len(text)
	r.pos += len(s) - len(strings.TrimLeft(s, "#"))
	r.heading = top
	r.rest(stop, " ")
	r.pos = max(r.pos, end)
	r.endBlock()
}

// defines reads a line that defines a link, which is not seen, or a footnote,
// which is but for its mark.
func (r *reading) defines(s string, end int) bool {
	if n := noteMark(s); n > 0 && n < len(s) && s[n] == ':' {
		r.endBlock()
		r.para = true
		*r.holds(r.quotes) = r.pos - r.base + 4
		r.pos += n + 1
		r.rest(end, " ")
		return true
	}
	n := definitionLen(r.text[r.pos:min(len(r.text), r.pos+reach)])
	if r.para || n == 0 {
		return false
	}
	r.pos += n
	r.part(Apart)
	return true
}

// definitionLen is the length of the link definition that s begins with: a
// label, a colon, an address and perhaps a title (CommonMark 0.31.2, 4.7, but
// for a title on a line of its own); or 0.
func definitionLen(s string) int {
	n := strings.IndexByte(s, ']')
	if n < 2 || !strings.HasPrefix(s[n:], "]:") || strings.IndexByte(s[1:n], '[') >= 0 {
		return 0
	}
	i := n + 2
	i += blanks(s[i:])
	if strings.HasPrefix(s[i:], "\n") {
		i += 1 + blanks(s[i+1:])
	}
	address := addressLen(s[i:])
	if i += address; address == 0 {
		return 0
	}
	if space := blanks(s[i:]); space > 0 {
		i += space
		i += titleLen(s[i:])
		i += blanks(s[i:])
	}
	if i < len(s) && s[i] != '\n' {
		return 0
	}
	return i
}

func blanks(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// maxNoteMark is the longest mark of a footnote.
const maxNoteMark = 1003

// noteMark is the length of a footnote's mark that s begins with, or 0. Labels
// hold no space and no bracket.
func noteMark(s string) int {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return 0
	}
	n := strings.IndexAny(s[2:min(len(s), maxNoteMark-1)], "[] \t\n")
	if n < 1 || s[2+n] != ']' {
		return 0
	}
	return n + 3
}

// lineStop is where the line ends that holds the byte at from.
func lineStop(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(text)
}
