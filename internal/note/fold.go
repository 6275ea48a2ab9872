package note

import (
	"html"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"manicule/internal/article"
)

// folded is a text in the form in which passages are compared: composed
// characters (NFC), one space for any white space, plain quotes and dashes,
// and no markup, so that line wraps, emphasis, links and typography make no
// difference. Case is kept. It knows where each of its bytes comes from.
//
// Text that is Markdown and text that a reader saw must fold to the same, so
// the signs of emphasis, code, headings, tables and brackets are dropped from
// both wherever they stand; only Markdown has link destinations, tags,
// entities, escapes and fences.
type folded struct {
	text string
	at   []int32 // for each byte of text: where its character begins in the source
	size []uint8 // for each byte of text: how many bytes of the source its character takes
}

// dropped are the signs that count for nothing.
const dropped = "*_`~#\\[]^"

// foldMarkdown folds an article's text.
func foldMarkdown(text string) folded { return foldPart(text, 0, len(text)) }

// foldPart folds the bytes [from, to) of an article's text, which begin after
// a blank line, as they fold within the whole.
func foldPart(text string, from, to int) folded {
	f := folder{src: text[:to], pos: from, markdown: true, refs: references(text), code: fenceBefore(text[:from])}
	f.grow(to - from)
	f.lines()
	return f.folded()
}

// fenceBefore is the fenced code that the end of text lies in.
func fenceBefore(text string) fence {
	f := folder{src: text, markdown: true}
	for start := range linesWith(text, "```", "~~~") {
		f.pos = start
		end := lineEnd(text, start)
		f.prefix(end)
		f.code.see(strings.TrimLeft(text[f.pos:end], " \t"))
	}
	return f.code
}

// linesWith yields where the lines begin that hold one of the words.
func linesWith(text string, words ...string) func(func(int) bool) {
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
			pos = lineEnd(text, first) + 1
		}
	}
}

func lineEnd(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(text)
}

// foldVisible folds text without markup, as a page shows it.
func foldVisible(text string) folded {
	f := folder{src: text}
	f.grow(len(text))
	f.lines()
	return f.folded()
}

// span is where the folded bytes [i, j) come from; i < j.
func (f *folded) span(i, j int) article.Span {
	return article.Span{Start: int(f.at[i]), End: int(f.at[j-1]) + int(f.size[j-1])}
}

// index is the first folded byte that comes from off or later.
func (f *folded) index(off int) int {
	return sort.Search(len(f.at), func(i int) bool { return int(f.at[i]) >= off })
}

var definition = regexp.MustCompile(`^ {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*\S`)

// references are the labels of the text's link definitions, in lower case.
func references(text string) map[string]bool {
	refs := map[string]bool{}
	for start := range linesWith(text, "]:") {
		if m := definition.FindStringSubmatch(text[start:lineEnd(text, start)]); m != nil {
			refs[strings.ToLower(m[1])] = true
		}
	}
	return refs
}

// folder makes a folded text in one pass.
type folder struct {
	src      string
	markdown bool
	refs     map[string]bool

	pos   int
	out   []byte
	at    []int32
	size  []uint8
	space bool // white space is due before the next character
	last  rune // the last one written

	code  fence // fenced code we are in
	open  int   // brackets that may become links
	block bool  // the last line was blank or began a list item
}

func (f *folder) grow(n int) {
	f.out, f.at, f.size = make([]byte, 0, n), make([]int32, 0, n), make([]uint8, 0, n)
}

func (f *folder) folded() folded { return folded{string(f.out), f.at, f.size} }

func (f *folder) lines() {
	f.block = true
	for f.pos < len(f.src) {
		end := lineEnd(f.src, f.pos)
		f.line(end)
		f.pos = end + 1
		f.space = true
	}
}

func (f *folder) line(end int) {
	text := f.src[f.pos:end]
	if strings.TrimSpace(text) == "" {
		f.block, f.open = true, 0
		return
	}
	f.prefix(end)
	text = f.src[f.pos:end]
	inCode := f.code.open != ""
	if f.markdown {
		f.code.see(strings.TrimLeft(text, " \t"))
	}
	switch {
	case inCode != (f.code.open != ""), !inCode && rule(text):
	case inCode, !f.markdown:
		f.literal(end)
	case strings.HasPrefix(strings.TrimLeft(text, " "), "[") && definition.MatchString(text):
	default:
		f.inline(end)
	}
}

// plainRun is the length of the words at the place that fold to themselves.
func (f *folder) plainRun(end int) int {
	n := 0
	for f.pos+n < end && plainByte[f.src[f.pos+n]] {
		n++
	}
	if f.pos+n < end && f.src[f.pos+n] >= utf8.RuneSelf {
		n-- // what follows may be a mark that composes with the last one
	}
	return n
}

// plainByte are the letters and signs that are neither markup nor folded.
var plainByte = func() (plain [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:?'\"()/%+=$@") {
		plain[c] = true
	}
	return plain
}()

// rule tells whether the line has no words: a thematic break, the underline
// of a heading, the delimiter row of a table.
func rule(text string) bool { return strings.Trim(text, " \t|:-=*_") == "" }

var itemPrefix = regexp.MustCompile(`^[ \t]*(?:[-+*•]|(\d{1,9})\\?[.)])[ \t]+(?:\[[ xX]\][ \t]+)?`)

// prefix skips what makes a line a quotation or a list item. A number makes
// one only where a list may begin, as in CommonMark.
func (f *folder) prefix(end int) {
	for f.markdown && f.code.open == "" {
		rest := strings.TrimLeft(f.src[f.pos:end], " \t")
		if !strings.HasPrefix(rest, ">") {
			break
		}
		f.pos = end - len(rest) + 1
	}
	block := false
	for f.pos < end && strings.ContainsRune(" \t-+*•0123456789", rune(f.src[f.pos])) || strings.HasPrefix(f.src[f.pos:end], "•") {
		m := itemPrefix.FindStringSubmatchIndex(f.src[f.pos:end])
		if m == nil || m[2] >= 0 && !f.block && !block && f.src[f.pos+m[2]:f.pos+m[3]] != "1" {
			break
		}
		f.pos += m[1]
		block = true
	}
	f.block = block
}

// literal writes code, and text that has no markup.
func (f *folder) literal(end int) {
	for f.pos < end {
		if n := f.mark(end); n > 0 {
			f.pos += n
			continue
		}
		f.character(end)
	}
}

// mark is the length of a footnote's mark at the place: [12] or [^a]. What
// numbers it gets is nothing to compare.
func (f *folder) mark(end int) int {
	if f.src[f.pos] != '[' {
		return 0
	}
	m := footnote.FindString(f.src[f.pos:min(end, f.pos+40)])
	if next := f.pos + len(m); f.markdown && next < end && strings.IndexByte("([", f.src[next]) >= 0 {
		return 0
	}
	return len(m)
}

var footnote = regexp.MustCompile(`^\[(?:\d{1,4}|\^[^\]\s]{1,36})\]:?`)

func (f *folder) inline(end int) {
	for f.pos < end {
		if !f.markup(end) {
			f.character(end)
		}
	}
}

// markup moves over markup, writing the text within it; false if there is
// none at the place.
func (f *folder) markup(end int) bool {
	rest := f.src[f.pos:end]
	n := 0
	switch rest[0] {
	case '\\':
		n = 1
		if len(rest) > 1 && rest[1] < utf8.RuneSelf && unicode.In(rune(rest[1]), unicode.P, unicode.S) {
			f.pos++
			f.character(end)
			return true
		}
	case '`':
		return f.codeSpan(rest)
	case '!':
		if strings.HasPrefix(rest, "![") {
			n = 1
		}
	case '[':
		if n = f.mark(end); n == 0 {
			f.open++
			n = 1
		}
	case ']':
		n = 1 + f.destination(rest[1:])
	case '<':
		return f.tag(rest)
	case '&':
		n = f.entity(rest)
	}
	f.pos += n
	return n > 0
}

// codeSpan writes the code between two equal runs of backticks on the line.
func (f *folder) codeSpan(rest string) bool {
	run := len(rest) - len(strings.TrimLeft(rest, "`"))
	f.pos += run
	if closing := strings.Index(rest[run:], rest[:run]); closing > 0 {
		f.literal(f.pos + closing)
		f.pos += run
	}
	return true
}

// destination is the length of what follows a link's "]": (url "title"), or
// the label of a definition.
func (f *folder) destination(rest string) int {
	if f.open == 0 || rest == "" {
		return 0
	}
	f.open--
	switch rest[0] {
	case '(':
		return closing(rest)
	case '[':
		if i := strings.IndexByte(rest, ']'); i > 0 && (i == 1 || f.refs[strings.ToLower(rest[1:i])]) {
			return i + 1
		}
	}
	return 0
}

// closing is the length up to the parenthesis that closes the first one, 0 if
// none does on this line.
func closing(s string) int {
	depth := 0
	for i := range min(len(s), 4096) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

var (
	autoLink = regexp.MustCompile(`^<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>`)
	htmlTag  = regexp.MustCompile(`^</?([a-zA-Z][a-zA-Z0-9-]*)(?:[\s/][^<>]*)?>|^<!--.*?-->`)
	inlineEl = regexp.MustCompile(`^(?i:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)$`)
)

// tag moves over an HTML tag; one that is not inline parts words. Of <address>
// it writes the address.
func (f *folder) tag(rest string) bool {
	rest = rest[:min(len(rest), 2048)]
	if n := len(autoLink.FindString(rest)); n > 0 {
		f.pos++
		f.literal(f.pos + n - 2)
		f.pos++
		return true
	}
	m := htmlTag.FindStringSubmatch(rest)
	if m == nil {
		return false
	}
	f.space = f.space || m[1] != "" && !inlineEl.MatchString(m[1])
	f.pos += len(m[0])
	return true
}

// entity writes the character that &name; stands for, and returns the name's
// length.
func (f *folder) entity(rest string) int {
	end := strings.IndexByte(rest[:min(len(rest), 34)], ';')
	if end < 2 {
		return 0
	}
	text := html.UnescapeString(rest[:end+1])
	if text == rest[:end+1] {
		return 0
	}
	for _, r := range text {
		f.write(r, f.pos, end+1)
	}
	return end + 1
}

// character writes the character at the place, composed with the marks that
// follow it, or a run of plain ones, and moves on.
func (f *folder) character(end int) {
	if n := f.plainRun(end); n > 0 {
		f.write(rune(f.src[f.pos]), f.pos, 1)
		for i := f.pos + 1; i < f.pos+n; i++ {
			f.at = append(f.at, int32(i))
			f.size = append(f.size, 1)
		}
		f.out = append(f.out, f.src[f.pos+1:f.pos+n]...)
		f.pos += n
		f.last = rune(f.src[f.pos-1])
		return
	}
	c := f.src[f.pos]
	next := f.pos + 1
	if c < utf8.RuneSelf && (next >= end || f.src[next] < utf8.RuneSelf) {
		f.write(rune(c), f.pos, 1)
		f.pos = next
		return
	}
	n := norm.NFC.NextBoundaryInString(f.src[f.pos:end], true)
	seg := f.src[f.pos : f.pos+max(n, 1)]
	if !norm.NFC.IsNormalString(seg) {
		seg = norm.NFC.String(seg)
	}
	for _, r := range seg {
		f.write(r, f.pos, max(n, 1))
	}
	f.pos += max(n, 1)
}

// write folds one character and writes it.
func (f *folder) write(r rune, at, size int) {
	switch {
	case r == '|' || unicode.IsSpace(r):
		f.space = true
		return
	case r < utf8.RuneSelf && strings.IndexByte(dropped, byte(r)) >= 0:
		return
	case r == '-' || r >= 0x80:
		if r = plainSign(r); r < 0 || r == '-' && f.last == '-' && !f.space {
			return
		}
	}
	if f.space && len(f.out) > 0 && !ideographic(f.last) && !ideographic(r) {
		f.put(" ", at, 0)
	}
	f.space, f.last = false, r
	if r == '…' {
		f.put("...", at, size)
		return
	}
	var b [utf8.UTFMax]byte
	f.put(string(b[:utf8.EncodeRune(b[:], r)]), at, size)
}

func (f *folder) put(s string, at, size int) {
	f.out = append(f.out, s...)
	for range len(s) {
		f.at = append(f.at, int32(at))
		f.size = append(f.size, uint8(min(size, 255)))
	}
}

// plainSign folds typography; −1 is nothing.
func plainSign(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '′', 'ʼ':
		return '\''
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\ufe0e', '\ufe0f',
		'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return -1
	}
	return r
}

// ideographic tells the characters between which a line break is no space.
func ideographic(r rune) bool {
	return r >= 0x2e80 && (r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f ||
		r >= 0xff00 && r <= 0xff60 || r >= 0x20000 && r <= 0x3ffff)
}
