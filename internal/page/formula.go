package page

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"manicule/internal/article"
	"manicule/internal/script"
)

// The longest formulas that are looked for, and how far all searches for a
// block's formulas go, in bytes.
const (
	maxFormula = 1000
	maxDisplay = 10_000
	maxSearch  = 500_000
)

// formula is mathematics in the text, as TeX.
type formula struct {
	start, end int    // in the article's text, with the signs around it
	signs      []sign // what it shows, and where in src
	src        joined
	display    bool // meant to stand on lines of its own
}

// formulas are the formulas in a block's text: "$…$", "$$…$$", "\(…\)" and
// "\[…\]", the latter two also with their backslashes doubled.
func formulas(n ast.Node, text string, base int) (found []formula) {
	if !mayHold(n, text, base) {
		return nil
	}
	j := joinLines(text, base, segments(n))
	shown := shownText(n, base)
	for i, searched := 0, 0; i < len(j.text) && searched < maxSearch; {
		size := opening(j.text[i:])
		if size == 0 || size == 1 && isCurrency(j.text[:i]) {
			i += step(j.text[i:])
			continue
		}
		end, length := closing(j.text, i, size)
		searched += length
		if end > 0 && whole(shown, text, j.offset(i), j.offset(end-1)) {
			f := formula{start: j.offset(i), end: j.offset(end-1) + 1, src: j.slice(i+size, end-size)}
			f.display = j.text[i:i+size] == "$$" || j.text[i+size-1] == '['
			var visible bool
			if f.signs, visible = tex(f.src.text); visible {
				found = append(found, f)
				i = end
				continue
			}
		}
		i += size
	}
	return found
}

// mayHold reports whether a formula may begin in the block.
func mayHold(n ast.Node, text string, base int) bool {
	for i := range n.Lines().Len() {
		l := n.Lines().At(i)
		s := text[base+l.Start : base+l.Stop]
		if strings.IndexByte(s, '$') >= 0 || strings.Contains(s, `\(`) || strings.Contains(s, `\[`) {
			return true
		}
	}
	return false
}

// step is the length of what s begins with, where that is no formula.
func step(s string) int {
	if s[0] == '\\' && len(s) > 1 {
		return 2
	}
	return 1
}

// opening is the length of the sign at the start of s that opens a formula.
func opening(s string) int {
	for _, sign := range []string{"$$", "$", `\\(`, `\\[`, `\(`, `\[`} {
		if strings.HasPrefix(s, sign) {
			return len(sign)
		}
	}
	return 0
}

// closing is the end of the formula that a sign of that size opens at i, 0 where
// it is not surely one, and how far it was looked for.
func closing(s string, i, size int) (end, length int) {
	sign, limit := s[i:i+size], maxDisplay
	if size == 1 {
		limit = maxFormula
	}
	dollars := s[i] == '$'
	if !dollars {
		sign = sign[:size-1] + map[byte]string{'(': ")", '[': "]"}[sign[size-1]]
	}
	k := i + size
	for ; k+size <= len(s) && k-i < limit; k += step(s[k:]) {
		if !strings.HasPrefix(s[k:], sign) {
			continue
		}
		if isFormula(s[i+size:k], s[k+size:], dollars, size) {
			return k + size, k - i
		}
		break
	}
	return 0, k - i
}

// isFormula reports whether tex between two signs is a formula, by what it is and by
// what stands behind it. For a dollar sign the rules are pandoc's
// (tex_math_dollars): no space behind the first, none before the second and no
// digit behind it. As "$HOME/$USER" follows them too, no letter may stand there
// either and no long word within.
func isFormula(tex, after string, dollars bool, size int) bool {
	switch {
	case strings.TrimSpace(tex) == "" || !balanced(tex):
		return false
	case !dollars: // brackets may just be escaped
		return strings.ContainsAny(tex, `\^`)
	case size == 1:
		return tight(tex) && !script.Letter(firstRune(after)) && !wordy(tex) && !isMoney(tex, after)
	}
	return strings.ContainsAny(tex, `\^_=`) || tight(tex) && strings.ContainsFunc(tex, script.Letter) // "$$" may be a price
}

// isCurrency reports whether the dollar sign behind before belongs to a letter or
// number: "US$", "5$". A formula begins behind a space or a sign.
func isCurrency(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return script.Letter(r)
}

// isMoney reports whether what stands between two dollar signs is an amount with
// something behind it and not a formula that begins with a number: another
// currency, words, or a sign that would have to have something behind it. So it
// is when the second sign has an amount of its own.
func isMoney(tex, after string) bool {
	if strings.ContainsAny(tex, `\^_{}=<>`) {
		return strings.ContainsFunc(tex, isCurrencySign)
	}
	if digit := strings.TrimLeft(tex, "-–−~≈.,"); digit == "" || digit[0] < '0' || digit[0] > '9' {
		return strings.ContainsFunc(tex, isCurrencySign)
	}
	last, _ := utf8.DecodeLastRuneInString(tex)
	next := strings.TrimLeft(after, " \n\t")
	return strings.ContainsFunc(tex, isCurrencySign) || !script.Letter(last) && !strings.ContainsRune(")]!'%", last) ||
		next != after && next != "" && next[0] >= '0' && next[0] <= '9' || twoLetters(tex)
}

func isCurrencySign(r rune) bool { return unicode.Is(unicode.Sc, r) }

// twoLetters reports whether two letters stand side by side.
func twoLetters(s string) bool {
	before := false
	for _, r := range s {
		letter := unicode.IsLetter(r)
		if letter && before {
			return true
		}
		before = letter
	}
	return false
}

// tight tells that no space stands at the ends.
func tight(tex string) bool { return !isSpace(tex[0]) && !isSpace(tex[len(tex)-1]) }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// balanced reports whether the braces are paired.
func balanced(tex string) bool {
	depth := 0
	for i := 0; i < len(tex) && depth >= 0; i += step(tex[i:]) {
		switch tex[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	return depth == 0
}

// wordy tells that there is a word of four letters where TeX has no command.
func wordy(tex string) bool {
	n := 0
	for i := range len(tex) {
		switch {
		case tex[i] == '\\':
			return false
		case isLetter(tex[i]) || tex[i] >= utf8.RuneSelf:
			n++
		default:
			n = 0
		}
		if n > 3 {
			return true
		}
	}
	return false
}

// shownText are the pieces of the article's text that a block shows as text,
// in order: no code, links, images, tags.
func shownText(n ast.Node, base int) (shown []segment) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			shown = append(shown, segment{base + c.Segment.Start, base + c.Segment.Stop})
		case *ast.Emphasis, *east.Strikethrough:
			shown = append(shown, shownText(c, base)...)
		}
	}
	return shown
}

// whole reports whether text stands at both places and nothing between but text
// and what the parser took for emphasis, line ends and a quote's marks.
func whole(shown []segment, text string, from, to int) bool {
	k := sort.Search(len(shown), func(k int) bool { return shown[k].stop > from })
	if k == len(shown) || shown[k].start > from {
		return false
	}
	for ; k < len(shown) && shown[k].stop <= to; k++ {
		if k+1 == len(shown) || strings.Trim(text[shown[k].stop:shown[k+1].start], "*_~\\> \t\n") != "" {
			return false
		}
	}
	return k < len(shown) && shown[k].start <= to
}

// formula shows a formula.
func (b *builder) formula(f *formula, style, link uint16) {
	defer b.flow.inOrder(len(b.flow.cells))
	b.typed = append(b.typed, article.Span{Start: f.start, End: f.end})
	for _, s := range f.signs {
		from, to := f.src.offset(s.from), f.src.offset(s.to-1)+1
		switch {
		case s.text == newline && f.display:
			b.flow.newline(from, to)
		case s.text == newline || s.text == " ":
			b.flow.space(from, to, style, link)
		default:
			b.flow.replace(s.text, from, to, style, link)
		}
	}
}

// isDisplay reports whether a paragraph is nothing but one formula that is meant
// to stand alone.
func (b *builder) isDisplay(n ast.Node, found []formula) bool {
	if len(found) != 1 || !found[0].display {
		return false
	}
	lines := segments(n)
	before := b.text[b.base+lines[0].start : found[0].start]
	after := b.text[found[0].end:max(found[0].end, b.base+lines[len(lines)-1].stop)]
	return strings.TrimSpace(before+after) == ""
}
