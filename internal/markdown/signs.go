package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/script"
)

// reach is how far behind its beginning a tag, code span or address may end.
const reach = 2048

// isSign are the bytes that may be markup within a line.
var isSign = func() (sign [256]bool) {
	for _, c := range []byte("\\`*_~![]<&") {
		sign[c] = true
	}
	for c := range byte(' ') {
		sign[c] = IsSign(rune(c))
	}
	return sign
}()

// inline tells what is seen of the text up to end. Markup may end behind it.
func (r *reading) inline(end int) {
	r.from = r.pos
	for i := r.pos; i < end; {
		if !isSign[r.text[i]] {
			i++
			continue
		}
		r.pos = i
		r.sign(r.text[i])
		i = r.pos
	}
	r.emit(r.from, end)
	r.pos = max(r.pos, end)
}

// sign moves over a sign, leaving it out if it is markup.
func (r *reading) sign(c byte) {
	if IsSign(rune(c)) {
		r.dialect(c)
		return
	}
	switch c {
	case '\\':
		r.escape()
	case '`':
		r.codeSpan()
	case '*':
		r.emphasis(c, 0)
	case '_':
		r.emphasis(c, 1)
	case '~':
		r.emphasis(c, 2)
	case '<':
		r.angle()
	case '&':
		r.entity()
	default:
		r.bracket(c)
	}
}

// dialect leaves out what Standard wrote, but for the character of an emoji.
func (r *reading) dialect(c byte) {
	r.cut(1)
	switch c {
	case noteOpen, noteClose:
		r.part(Spaced)
	case emojiName:
		at := r.pos - 1
		_, n := utf8.DecodeRuneInString(r.text[r.pos:])
		seen := r.text[r.pos : r.pos+n]
		for r.pos += n; r.pos < len(r.text) && r.text[r.pos] == unseen; {
			r.pos++
		}
		r.from = r.pos
		r.each(Piece{seen, Span{at, r.pos}, r.gap, r.heading, r.code, false})
		r.gap = Joined
	}
}

// escape leaves a backslash out that makes the next sign text, or a line end.
func (r *reading) escape() {
	next := byte(0)
	if r.pos+1 < len(r.text) {
		next = r.text[r.pos+1]
	}
	switch {
	case next == '\n':
		r.cut(1)
	case next < utf8.RuneSelf && signKind(rune(next)) == aSign:
		r.cut(1)
		r.pos++
	default:
		r.pos++
	}
}

// codeSpan tells what stands between two equal runs of backticks as it is.
func (r *reading) codeSpan() {
	n := signs(r.text, r.pos)
	stop := r.ticks(r.pos+n, n)
	if stop < 0 {
		r.pos += n
		return
	}
	r.cut(n)
	for line := range strings.SplitSeq(r.text[r.pos:stop], "\n") {
		s := strings.TrimLeft(line, " ")
		at := r.pos + len(line) - len(s)
		r.emit(at, at+len(strings.TrimRight(s, " ")))
		if r.pos += len(line) + 1; r.pos < stop {
			r.part(Spaced)
		}
	}
	r.pos = stop + n
	r.from = r.pos
}

// ticks finds the run of n backticks that closes a code span; −1: none.
func (r *reading) ticks(from, n int) int {
	for end := min(r.end(), from+reach); from < end; {
		i := strings.IndexByte(r.text[from:end], '`')
		if i < 0 {
			break
		}
		from += i
		if k := signs(r.text, from); k != n {
			from += k
			continue
		}
		return from
	}
	return -1
}

// pairing is what is known of the signs that come in pairs in a paragraph.
type pairing struct {
	blank   int       // where the paragraph ends, if behind pos
	open    [3]int    // signs of emphasis that are open: * _ ~
	closers [3]closer // where the next may be closed

	links    []link           // the brackets of the paragraph, in order
	next     int              // of them, the first that has not been passed
	paired   int              // up to where the brackets are known
	unpaired []int            // of use to pair only
	closing  []link           // the links we are in
	labels   map[string][]int // places of link definitions; nil: not looked for
}

type closer struct {
	at   int // a run of signs that may close
	seen int // where the search for it stopped
}

// end is where the paragraph ends, with all that may follow without a blank line.
func (r *reading) end() int {
	if r.blank <= r.pos {
		r.blank = len(r.text)
		if i := strings.Index(r.text[r.pos:], "\n\n"); i >= 0 {
			r.blank = r.pos + i
		}
	}
	return r.blank
}

// emphasis leaves a run of signs out that begins emphasis or ends it
// (CommonMark 0.31.2, 6.2), but that any run ends one of any length.
func (r *reading) emphasis(c byte, k int) {
	n := signs(r.text, r.pos)
	opens, closes := flanks(r.text, r.pos, n, c)
	switch {
	case closes && r.open[k] > 0:
		left := max(0, n-r.open[k])
		r.open[k] -= n - left
		r.cut(n - left)
		r.pos += left
	case opens && r.closes(c, k, r.pos+n):
		r.open[k] += n
		r.cut(n)
	default:
		r.pos += n
	}
}

// closes reports whether the paragraph has signs behind from that may close.
// It searches each byte of a paragraph once.
func (r *reading) closes(c byte, k, from int) bool {
	next := &r.closers[k]
	if next.at >= from {
		return true
	}
	end := r.end()
	for i := max(from, next.seen); i < end; {
		n := strings.IndexByte(r.text[i:end], c)
		if n < 0 {
			break
		}
		i += n
		n = signs(r.text, i)
		if _, closes := flanks(r.text, i, n, c); closes && r.text[i-1] != '\\' {
			*next = closer{i, i + n}
			return true
		}
		i += n
	}
	next.seen = max(next.seen, end)
	return false
}

// flanks reports whether n equal signs at s[at] may open emphasis and close it.
func flanks(s string, at, n int, c byte) (opens, closes bool) {
	left, right := ' ', ' '
	if at > 0 {
		left, _ = utf8.DecodeLastRuneInString(s[:at])
	}
	if at+n < len(s) {
		right, _ = utf8.DecodeRuneInString(s[at+n:])
	}
	before, after := signKind(left), signKind(right)
	opens = after == aLetter || after == aSign && before != aLetter
	closes = before == aLetter || before == aSign && after != aLetter
	switch {
	case c == '~' && n > 2:
		return false, false
	case c == '_':
		return opens && before != aLetter, closes && after != aLetter
	case c == '*':
		o, k := besideIdeograph(left, right)
		return opens || o, closes || k
	}
	return opens, closes
}

const (
	aSpace = iota
	aSign
	aLetter
)

func signKind(r rune) int {
	switch {
	case script.Letter(r):
		return aLetter
	case IsSign(r):
		return aLetter
	case r <= ' ' || r >= utf8.RuneSelf && unicode.IsSpace(r):
		return aSpace
	case r < utf8.RuneSelf || unicode.IsPunct(r) || unicode.IsSymbol(r):
		return aSign
	}
	return aLetter
}
