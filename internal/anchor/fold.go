package anchor

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/script"
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
// a blank line with a line that is not indented, as they fold within the whole.
func foldPart(text string, from, to int) folded {
	f := folder{src: markdown.Standard(text), inMarkdown: true}
	f.grow(to - from)
	f.markdown(article.Span{Start: from, End: to})
	return f.folded()
}

// foldVisible folds text without markup, as a page shows it.
func foldVisible(text string) folded {
	f := folder{src: text}
	f.grow(len(text))
	f.visible()
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

// between reports whether the folded bytes before and after i come from two
// characters: a letter and its marks are one, and so is an ellipsis.
func (f *folded) between(i int) bool {
	return i == 0 || i == len(f.at) || f.at[i-1] != f.at[i] || f.size[i-1] == 0 // a space put in is of size 0
}

// folder makes a folded text in one pass.
type folder struct {
	src        string
	inMarkdown bool

	pos   int
	out   []byte
	at    []int32
	size  []uint8
	space bool // white space is due before the next character
	last  rune // the last one written

	block bool // the last line was blank or began a list item
}

func (f *folder) grow(n int) {
	f.out, f.at, f.size = make([]byte, 0, n), make([]int32, 0, n), make([]uint8, 0, n)
}

func (f *folder) folded() folded { return folded{string(f.out), f.at, f.size} }

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

// dotted is what a mark without a base sits on; article.Clean puts it there too.
const dotted = '\u25CC'

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
	before := len(f.out)
	for i, r := range seg {
		if i > 0 && len(f.out) == before { // the mark's base was markup
			f.write(dotted, f.pos, max(n, 1))
		}
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
	if f.space && len(f.out) > 0 && !script.Ideographic(f.last) && !script.Ideographic(r) {
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
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\ufe0e', '\ufe0f':
		return -1
	}
	if script.RaisedDigit(r) {
		return -1
	}
	return r
}
