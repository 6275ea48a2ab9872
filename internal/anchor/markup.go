package anchor

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/markdown"
	"manicule/internal/note"
	"manicule/internal/pattern"
)

var definition = pattern.Lazy(`^ {0,3}\[([^\[\]^][^\[\]]*)\]:[ \t]*\S`)

// references are the labels of the text's link definitions, in lower case.
func references(text string) map[string]bool {
	refs := map[string]bool{}
	for start := range linesWith(text, "]:") {
		if m := definition().FindStringSubmatch(text[start:lineEnd(text, start)]); m != nil {
			refs[strings.ToLower(m[1])] = true
		}
	}
	return refs
}

// fenceBefore is the fenced code that the end of text lies in.
func fenceBefore(text string) note.Fence {
	f := folder{src: text, markdown: true}
	for start := range linesWith(text, "```", "~~~") {
		f.pos = start
		end := lineEnd(text, start)
		f.prefix(end)
		f.code.See(strings.TrimLeft(text[f.pos:end], " \t"))
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

func (f *folder) line(end int) {
	text := f.src[f.pos:end]
	if strings.TrimSpace(text) == "" {
		f.block, f.open = true, 0
		return
	}
	f.prefix(end)
	text = f.src[f.pos:end]
	inCode := f.code.Open != ""
	if f.markdown {
		f.code.See(strings.TrimLeft(text, " \t"))
	}
	switch {
	case inCode != (f.code.Open != ""), !inCode && rule(text):
	case inCode, !f.markdown:
		f.literal(end)
	case strings.HasPrefix(strings.TrimLeft(text, " "), "[") && definition().MatchString(text):
	default:
		f.inline(end)
	}
}

// rule reports whether the line has no words: a thematic break, the underline
// of a heading, the delimiter row of a table.
func rule(text string) bool { return strings.Trim(text, " \t|:-=*_") == "" }

var itemPrefix = pattern.Lazy(`^[ \t]*(?:[-+*•]|(\d{1,9})\\?[.)])[ \t]+(?:\[[ xX]\][ \t]+)?`)

// prefix skips what makes a line a quotation or a list item. A number makes
// one only where a list may begin, as in CommonMark.
func (f *folder) prefix(end int) {
	for f.markdown && f.code.Open == "" {
		rest := strings.TrimLeft(f.src[f.pos:end], " \t")
		if !strings.HasPrefix(rest, ">") {
			break
		}
		f.pos = end - len(rest) + 1
	}
	block := false
	for f.pos < end && strings.ContainsRune(" \t-+*•0123456789", rune(f.src[f.pos])) || strings.HasPrefix(f.src[f.pos:end], "•") {
		m := itemPrefix().FindStringSubmatchIndex(f.src[f.pos:end])
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
	n := footnote(f.src[f.pos:min(end, f.pos+40)])
	if next := f.pos + n; f.markdown && next < end && strings.IndexByte("([", f.src[next]) >= 0 {
		return 0
	}
	return n
}

// footnote is the length of the footnote's mark that s, which has a bracket
// first, begins with: up to four digits or any name, and a definition's colon.
func footnote(s string) int {
	n := strings.IndexByte(s, ']') + 1
	switch {
	case n < 3, s[1] != '^' && (n > 6 || strings.Trim(s[1:n-1], "0123456789") != ""),
		s[1] == '^' && (n == 3 || strings.ContainsAny(s[:n], " \t\f\r\n")):
		return 0
	case n < len(s) && s[n] == ':':
		return n + 1
	}
	return n
}

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
		if rest = rest[:min(len(rest), 4096)]; strings.IndexByte(rest, ')') > 0 {
			return len(inlineLink().FindString(rest))
		}
	case '[':
		if i := strings.IndexByte(rest, ']'); i > 0 && (i == 1 || f.refs[strings.ToLower(rest[1:i])]) {
			return i + 1
		}
	}
	return 0
}

// inlineLink is what follows the text of a link: an address in <…>, or one
// without spaces and with its parentheses in pairs, and a title (CommonMark
// 0.31, section 6.3, but for parentheses within parentheses within these).
var inlineLink = pattern.Lazy(`^\(\s*(?:<[^<>]*>|(?:[^\s()<\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*)?` +
	`(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\([^()]*\)))?\s*\)`)

var (
	autoLink = pattern.Lazy(`^<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>$`)
	htmlTag  = pattern.Lazy(`^</?([a-zA-Z][a-zA-Z0-9-]*)(?:[\s/][^<>]*)?>$`)
	inlineEl = pattern.Lazy(`^(?i:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)$`)
)

// tag moves over an HTML tag; one that is not inline parts words. Of an image
// it writes what stands for it, of <address> the address.
func (f *folder) tag(rest string) bool {
	if strings.HasPrefix(rest, "<!--") {
		n := strings.Index(rest[:min(len(rest), 2048)], "-->")
		if n > 0 {
			f.pos += n + len("-->")
		}
		return n > 0
	}
	n := strings.IndexAny(rest[1:min(len(rest), 2048)], "<>") // a tag holds neither
	if n < 0 || rest[1+n] != '>' {
		return false
	}
	rest = rest[:n+2]
	if autoLink().MatchString(rest) {
		f.pos++
		f.literal(f.pos + n)
		f.pos++
		return true
	}
	m := htmlTag().FindStringSubmatch(rest)
	if m == nil {
		return false
	}
	f.space = f.space || m[1] != "" && !inlineEl().MatchString(m[1])
	end := f.pos + len(m[0])
	if alt, at, _ := markdown.Attr(m[0], "alt"); alt != "" && strings.EqualFold(m[1], "img") {
		start := f.pos
		f.pos = start + at
		f.literal(start + at + len(alt))
	}
	f.pos = end
	return true
}

// entity writes the character that &name; stands for, and returns the name's
// length.
func (f *folder) entity(rest string) int {
	end := strings.IndexByte(rest[:min(len(rest), 34)], ';')
	if end < 2 || strings.ContainsFunc(rest[1:end], func(r rune) bool { return r != '#' && !isASCIIAlnum(r) }) {
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

func isASCIIAlnum(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}
