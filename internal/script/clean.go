package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// maxMarks is how many combining marks a base character keeps. Living scripts
// need four at most; more is a picture made of accents that covers its neighbours.
const maxMarks = 8

// tabStop is the distance of tab stops in columns: CommonMark's, so that
// turning tabs into spaces leaves the indentation of code and lists as it was.
const tabStop = 4

// dotted is what a combining mark sits on when it has no base of its own.
const dotted = '\u25CC'

// hidden holds what a terminal shows as nothing, or obeys: Unicode's
// Default_Ignorable_Code_Point (soft hyphen, zero-width space, word joiner,
// byte-order mark, fillers, tags) and Bidi_Control. ZWJ, ZWNJ and the
// variation selectors are not in it, for scripts and emoji are written with
// them; see joins and selects. Noncharacters are found by arithmetic.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00AD, 0x00AD, 1}, // soft hyphen: one cell in some terminals, none in others
		{0x034F, 0x034F, 1}, // combining grapheme joiner
		{0x061C, 0x061C, 1}, // Arabic letter mark
		{0x115F, 0x1160, 1}, // Hangul fillers
		{0x17B4, 0x17B5, 1}, // Khmer inherent vowels
		{0x180E, 0x180E, 1}, // Mongolian vowel separator
		{0x200B, 0x200B, 1}, // zero-width space
		{0x200E, 0x200F, 1}, // left-to-right and right-to-left mark
		{0x202A, 0x202E, 1}, // bidirectional embeddings and overrides
		{0x2060, 0x206F, 1}, // word joiner, invisible operators, isolates, deprecated controls
		{0x3164, 0x3164, 1}, // Hangul filler
		{0xFEFF, 0xFEFF, 1}, // byte-order mark
		{0xFFA0, 0xFFA0, 1}, // halfwidth Hangul filler
		{0xFFF0, 0xFFFB, 1}, // reserved, interlinear annotation
	},
	R32: []unicode.Range32{
		{0x1BCA0, 0x1BCA3, 1}, // shorthand format controls
		{0x1D173, 0x1D17A, 1}, // musical beams and slurs
		{0xE0000, 0xE00FF, 1}, // tags
		{0xE01F0, 0xE0FFF, 1}, // reserved
	},
	LatinOffset: 1,
}

// Clean makes text showable. It is the one function that everything from disk
// passes before it is styled (bodies, names, metadata, notes, messages). The
// result is valid UTF-8 with "\n" line ends in which no character is obeyed
// by a terminal and none is invisible or piles up:
//
//   - "\r\n", "\r" and U+2028 become "\n", U+2029 becomes "\n\n";
//   - a tab becomes spaces up to the next multiple of 4 columns (a character is a column);
//   - other C0 controls become U+2400…, DEL U+2421, U+0080–9F and invalid bytes U+FFFD;
//   - invisible characters, bidi controls, tags and noncharacters are dropped;
//   - a base keeps 8 combining marks and joiners; a mark at the start of a line
//     sits on U+25CC, a joiner there is dropped;
//   - a variation selector stays directly behind a character that has variants
//     of its kind: an ideograph, an emoji or sign, a letter of its script.
//
// It neutralises characters and never parses sequences away. Clean text is
// returned as it is, without copying. Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	var c cleaner
	n := c.scan(s)
	if n == len(s) {
		return s
	}
	c.out.Grow(len(s) + len(s)/16 + 16)
	for {
		c.out.WriteString(s[:n])
		if n == len(s) {
			return c.out.String()
		}
		s = s[n:]
		s = s[c.replace(s):]
		n = c.scan(s)
	}
}

// IsClean reports whether Clean would return s unchanged.
func IsClean(s string) bool {
	var c cleaner
	return c.scan(s) == len(s)
}

// CleanLine is Clean for what must stay on one line: every run of spaces,
// tabs and line ends is one space, and there is none at either end.
func CleanLine(s string) string {
	for {
		s = Clean(s)
		if !spaced(s) {
			return s
		}
		s = strings.Join(strings.Fields(s), " ") // a mark that stood on a space may be without a base now
	}
}

// spaced reports whether s has white space that CleanLine would change.
func spaced(s string) bool {
	prev := ' '
	for _, r := range s {
		if r != ' ' && unicode.IsSpace(r) || r == ' ' && prev == ' ' {
			return true
		}
		prev = r
	}
	return prev == ' ' && s != ""
}

// A cleaner is Clean's state: what was written and what the next mark may do.
type cleaner struct {
	out   strings.Builder
	marks int  // marks on the present base
	based bool // whether a base stands before; false at the start of a line
	prev  rune // the character before, for what selects a form of it

	column, counted int // columns of the output's last line up to the byte counted
}

// scan returns the length of the clean start of s.
func (c *cleaner) scan(s string) int {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n := printable(s[i:])
			if n == 0 {
				return i
			}
			i += n
			c.marks, c.based, c.prev = 0, s[i-1] != '\n', rune(s[i-1])
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !c.accept(r, size) {
			return i
		}
		i += size
	}
	return len(s)
}

// printable is the number of printable ASCII bytes and "\n" that s begins
// with. It looks at eight at a time, for it sees every byte of a collection;
// only the end of the run is looked at singly.
func printable(s string) int {
	i := 0
	for i+8 <= len(s) && allPrintable(s[i:i+8]) {
		i += 8
	}
	for ; i < len(s); i++ {
		if (s[i] < ' ' || s[i] >= 0x7F) && s[i] != '\n' {
			break
		}
	}
	return i
}

// allPrintable reports whether each of eight bytes is "\n" or from 0x20 to 0x7E.
// The "\n" among them are made spaces first: of a byte below 0x80 that is not
// zero, adding 0x7F makes the highest bit.
func allPrintable(s string) bool {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	_ = s[7]
	v := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	if v&highs != 0 {
		return false
	}
	newlines := highs &^ (v ^ ones*'\n' + ones*0x7F)
	v ^= newlines >> 7 * ('\n' ^ ' ')
	return ((v-ones*' ')|(v+ones))&highs == 0
}

// accept reports whether a character outside ASCII may stay as it is, and counts it.
func (c *cleaner) accept(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1:
		return false
	case r >= 0x30A0 && r < 0xA000 && r != 0x3164 || r >= 0xAC00 && r < 0xD7A4 || r >= 0xA1 && r < 0x300 && r != 0xAD:
	case r < 0xA0 || r == '\u2028' || r == '\u2029' || unicode.Is(hidden, r) || noncharacter(r):
		return false
	case joins(r):
		if !c.based || c.marks >= maxMarks || selector(r) && !selects(r, c.prev) {
			return false
		}
		c.marks++
		c.prev = r
		return true
	}
	c.marks, c.based, c.prev = 0, true, r
	return true
}

// selector reports whether r selects a form of the character before it.
func selector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r >= 0x180B && r <= 0x180F && r != 0x180E
}

// selects reports whether the selector can mean a form of the character before it
// (Unicode's StandardizedVariants, emoji-variation-sequences and the
// Ideographic Variation Database). Behind all others it would be shown by
// nothing, and could carry what nobody sees.
func selects(selector, before rune) bool {
	switch {
	case selector >= 0xE0100:
		return unicode.Is(unicode.Ideographic, before)
	case selector < 0xFE00:
		return unicode.Is(unicode.Mongolian, before) && unicode.IsLetter(before)
	case selector >= 0xFE0E: // shown as text, as emoji
		return unicode.IsSymbol(before) || strings.ContainsRune("0123456789#*‼⁉ℹ〰", before)
	}
	return unicode.IsSymbol(before) || unicode.In(before, unicode.Ideographic, unicode.Other_Math, unicode.Myanmar,
		unicode.Phags_Pa, unicode.Manichaean, unicode.Egyptian_Hieroglyphs) || strings.ContainsRune("0‘’“”、。！，．：；？", before)
}

// joins reports whether r lives on the character before it.
func joins(r rune) bool {
	return r == '\u200C' || r == '\u200D' || unicode.Is(unicode.M, r)
}

// noncharacter reports whether Unicode promises never to make r a character.
func noncharacter(r rune) bool {
	return r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE
}

// replace writes what the unclean character at the start of s becomes and
// returns the number of bytes it took.
func (c *cleaner) replace(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '\r':
		if len(s) > 1 && s[1] == '\n' {
			return 1 // the "\n" follows as itself
		}
		c.newline(1)
	case r == '\u2028':
		c.newline(1)
	case r == '\u2029':
		c.newline(2)
	case r == '\t':
		c.tab()
	case r < ' ':
		c.symbol('\u2400' + r)
	case r == 0x7F:
		c.symbol('\u2421')
	case r >= 0x80 && r < 0xA0 || r == utf8.RuneError && size == 1:
		c.symbol(utf8.RuneError)
	case joins(r) && !c.based && r != '\u200C' && r != '\u200D' && !unicode.Is(hidden, r) && !selector(r):
		c.symbol(dotted)
		c.out.WriteRune(r)
		c.marks, c.prev = 1, r
	}
	return size
}

func (c *cleaner) newline(n int) {
	for range n {
		c.out.WriteByte('\n')
	}
	c.marks, c.based, c.prev = 0, false, '\n'
}

func (c *cleaner) symbol(r rune) {
	c.out.WriteRune(r)
	c.marks, c.based, c.prev = 0, true, r
}

// tab writes the spaces up to the next tab stop, in cells. It counts each byte of the
// output once, however many tabs a line has.
func (c *cleaner) tab() {
	line := c.out.String()[c.counted:]
	if i := strings.LastIndexByte(line, '\n'); i >= 0 {
		line, c.column = line[i+1:], 0
	}
	c.column += displaywidth.String(line)
	n := tabStop - c.column%tabStop
	c.out.WriteString("    "[:n])
	c.counted, c.column = c.out.Len(), c.column+n
	c.marks, c.based, c.prev = 0, true, ' '
}
