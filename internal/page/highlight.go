package page

import "strings"

// Code is coloured by what most languages share: comments, strings, numbers,
// words with a meaning. It is no parser: it takes one pass, whatever the text,
// where a highlighter made of regular expressions can take half a minute.

// token is what a piece of code is.
type token uint8

const (
	plainToken token = iota
	commentToken
	preprocToken // #include, #[derive], @decorator
	keywordToken
	typeToken
	builtinToken // true, nil, self
	functionToken
	keyToken // a key, a tag
	attrToken
	numberToken
	stringToken
	addedToken
	removedToken
	headToken
	numTokens
)

// span is a piece of code that ends at the byte end and begins where the span
// before it ends.
type span struct {
	end   int
	token token
}

// highlight divides code in a language, as a fence names it, into spans; nil
// when the language is not known.
func highlight(lang, code string) []span {
	lang = strings.ToLower(lang)
	lang, _, _ = strings.Cut(lang, ",") // rust,ignore
	lang = strings.Trim(lang, "{}. ")
	switch lang {
	case "diff", "patch", "udiff":
		return highlightDiff(code)
	case "html", "xml", "svg", "xhtml", "vue", "svelte", "plist":
		return highlightTags(code)
	case "console", "shell-session", "shellsession", "terminal":
		return highlightSession(code)
	}
	l := findLanguage(lang)
	if l == nil {
		return nil
	}
	h := &highlighter{language: l, code: code}
	for h.pos < len(code) {
		start := h.pos
		t := h.next()
		h.mark(start, t)
	}
	return h.spans
}

// highlighter is a place in code.
type highlighter struct {
	*language
	code  string
	pos   int
	spans []span
}

// mark gives what was read since start its token; plain text is implied.
func (h *highlighter) mark(start int, t token) {
	if t == plainToken {
		return
	}
	last := 0
	if n := len(h.spans); n > 0 {
		last = h.spans[n-1].end
	}
	if start > last {
		h.spans = append(h.spans, span{start, plainToken})
	}
	h.spans = append(h.spans, span{h.pos, t})
}

// next reads one token and moves behind it.
func (h *highlighter) next() token {
	s := h.code[h.pos:]
	c := s[0]
	switch {
	case c == ' ' || c == '\n':
		h.pos++
		return plainToken
	case h.comment(s):
		return commentToken
	case c == '"' || c == '\'' || c == '`':
		return h.quoted(s, c)
	case c >= '0' && c <= '9':
		h.pos += span1(s, isNumber)
		return numberToken
	case isWord(c):
		return h.word(s)
	case strings.HasPrefix(s, "#[") || strings.HasPrefix(s, "#!["):
		h.pos += lineOrUntil(s, ']')
		return preprocToken
	case (c == '@' || c == '#' && h.preproc) && len(s) > 1 && isWord(s[1]):
		h.pos += 1 + span1(s[1:], isWord)
		return preprocToken
	case c == '$' && h.dollar && len(s) > 1 && isWord(s[1]):
		h.pos += 1 + span1(s[1:], isWord)
		return attrToken
	case c == '[' && h.keys && h.lineStart():
		h.pos += lineOrUntil(s, ']')
		return headToken
	}
	h.pos++
	return plainToken
}

// lineStart reports whether only spaces stand before the place on its line.
func (h *highlighter) lineStart() bool {
	before := strings.TrimRight(h.code[max(0, h.pos-200):h.pos], " ")
	return before == "" || before[len(before)-1] == '\n'
}

// comment reads a comment, if one begins here.
func (h *highlighter) comment(s string) bool {
	for _, open := range h.lineComments {
		if strings.HasPrefix(s, open) && (open != "#" || h.pos == 0 || h.code[h.pos-1] == ' ' || h.code[h.pos-1] == '\n') {
			h.pos += lineLength(s)
			return true
		}
	}
	if open := h.blockComment[0]; open != "" && strings.HasPrefix(s, open) {
		n := strings.Index(s[len(open):], h.blockComment[1])
		if n < 0 {
			h.pos = len(h.code)
		} else {
			h.pos += n + len(open) + len(h.blockComment[1])
		}
		return true
	}
	return false
}

// quoted reads a string. One in quotes that may not span lines ends with its
// line; an apostrophe that begins no character is plain.
func (h *highlighter) quoted(s string, q byte) token {
	triple := strings.Repeat(string(q), 3)
	if h.triple && strings.HasPrefix(s, triple) {
		if n := strings.Index(s[3:], triple); n >= 0 {
			h.pos += n + 6
		} else {
			h.pos = len(h.code)
		}
		return stringToken
	}
	if !strings.ContainsRune(h.quotes, rune(q)) {
		h.pos++
		return plainToken
	}
	n := quotedLength(s, q, q == '`')
	if q == '\'' && h.chars && !isChar(s[:n]) {
		h.pos++
		return plainToken
	}
	h.pos += n
	if h.keys && strings.HasPrefix(strings.TrimLeft(h.code[h.pos:], " "), ":") {
		return keyToken
	}
	return stringToken
}

// quotedLength measures a string with its quotes.
func quotedLength(s string, q byte, lines bool) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && q != '`':
			i++
		case s[i] == q:
			return i + 1
		case s[i] == '\n' && !lines:
			return i
		}
	}
	return len(s)
}

// isChar tells a character literal from a lifetime or an apostrophe.
func isChar(s string) bool {
	return len(s) >= 3 && len(s) <= 12 && s[len(s)-1] == '\'' && (s[1] == '\\' || len([]rune(s)) == 3)
}

// word reads a name and tells what it means.
func (h *highlighter) word(s string) token {
	n := span1(s, isWord)
	if h.dashes {
		n = span1(s, isDashed)
	}
	word := s[:n]
	first, means := h.lineStart(), !h.commands || h.commandStart(word)
	h.pos += n
	rest := strings.TrimLeft(s[n:], " ")
	if h.nocase {
		word = strings.ToLower(word)
	}
	switch {
	case h.keys && first && (strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "=")):
		return keyToken
	case !means:
		return plainToken
	case h.has(h.keywords, word):
		return keywordToken
	case h.has(h.types, word):
		return typeToken
	case h.has(h.constants, word):
		return builtinToken
	case strings.HasPrefix(s[n:], "(") || strings.HasPrefix(s[n:], "!("):
		return functionToken
	}
	return plainToken
}

// has reports whether the word is in the list, which is words between spaces.
func (h *highlighter) has(list, word string) bool {
	for list != "" {
		i := strings.Index(list, word)
		if i < 0 {
			return false
		}
		end := i + len(word)
		if (i == 0 || list[i-1] == ' ') && (end == len(list) || list[end] == ' ') {
			return true
		}
		list = list[end:]
	}
	return false
}

func isWord(c byte) bool {
	return isLetter(c) || c == '_' || c >= '0' && c <= '9' || c >= 0x80
}

func isDashed(c byte) bool { return isWord(c) || c == '-' }

func isNumber(c byte) bool { return isWord(c) || c == '.' }

// span1 is the length of the start of s whose bytes are all of the class; at
// least one.
func span1(s string, class func(byte) bool) int {
	n := 1
	for n < len(s) && class(s[n]) {
		n++
	}
	return n
}

func lineLength(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// lineOrUntil is the length up to and with the byte, or of the line.
func lineOrUntil(s string, c byte) int {
	n := lineLength(s)
	if i := strings.IndexByte(s[:n], c); i >= 0 {
		return i + 1
	}
	return n
}

// highlightDiff colours whole lines.
func highlightDiff(code string) (spans []span) {
	pos := 0
	for line := range strings.Lines(code) {
		pos += len(line)
		t := plainToken
		switch {
		case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"), strings.HasPrefix(line, "@@"), strings.HasPrefix(line, "diff "):
			t = headToken
		case line[0] == '+':
			t = addedToken
		case line[0] == '-':
			t = removedToken
		}
		spans = append(spans, span{pos, t})
	}
	return spans
}

// highlightTags colours the tags and comments of HTML and XML.
func highlightTags(code string) (spans []span) {
	for pos := 0; pos < len(code); {
		lt := strings.IndexByte(code[pos:], '<')
		if lt < 0 {
			break
		}
		pos += lt
		e, n := parseElement(code[pos:])
		if n == 0 {
			pos++
			continue
		}
		spans = append(spans, span{pos, plainToken})
		if e.name == "" {
			pos += n
			spans = append(spans, span{pos, commentToken})
			continue
		}
		name := pos + len(e.name) + 1
		if e.closing {
			name++
		}
		spans = append(spans, span{name, keyToken})
		pos += n
		spans = append(spans, attributeSpans(code[:pos], name)...)
	}
	return spans
}

// attributeSpans colours the rest of a tag that ends with code.
func attributeSpans(code string, pos int) (spans []span) {
	for pos < len(code) {
		switch c := code[pos]; {
		case c == '"' || c == '\'':
			spans = append(spans, span{pos, plainToken})
			pos += quotedLength(code[pos:], c, true)
			spans = append(spans, span{pos, stringToken})
		case isWord(c):
			spans = append(spans, span{pos, plainToken})
			pos += span1(code[pos:], isDashed)
			spans = append(spans, span{pos, attrToken})
		case c == '>':
			spans = append(spans, span{pos, plainToken}, span{pos + 1, keyToken})
			pos++
		default:
			pos++
		}
	}
	return spans
}
