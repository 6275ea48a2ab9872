package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainMarkdown writes blocks of plain text as Markdown that shows the same.
func plainMarkdown(blocks []block) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		switch bl.shape {
		case heading:
			b.WriteString(strings.Repeat("#", bl.level) + " " + escapeHeading(bl.text()))
		case preformatted:
			writeLines(&b, bl.lines, "\n", func(l string) string { return "    " + l })
		case lined:
			writeLines(&b, bl.lines, "  \n", escapeVerse)
		default:
			writeLines(&b, bl.lines, "\n", func(l string) string { return escapeLine(strings.TrimLeft(l, " ")) })
		}
	}
	if len(blocks) > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

func writeLines(b *strings.Builder, lines []string, end string, write func(string) string) {
	for i, l := range lines {
		if i > 0 {
			b.WriteString(end)
		}
		b.WriteString(write(l))
	}
}

// escapeVerse keeps the indentation of a line with no-break spaces, because
// Markdown drops ordinary ones.
func escapeVerse(l string) string {
	text := strings.TrimLeft(l, " ")
	return strings.Repeat("\u00a0", len(l)-len(text)) + escapeLine(text)
}

// escapeHeading escapes a heading, whose end may also be markup: "#" signs.
func escapeHeading(s string) string {
	s = escapeInline(s)
	if body := strings.TrimRight(s, "#"); body != s && strings.HasSuffix(body, " ") {
		return body + `\` + s[len(body):]
	}
	return s
}

// lineStart finds what makes a block of a line by its first characters: a
// heading, quotation, list, rule, underline, table, fence or definition.
var lineStart = regexp.MustCompile(`^(?:#{1,6}(?: |$)|>|[-+*:](?: |$)|[-=_*:| ]+$|~~~)`)

// numberStart finds what makes a list of a line: "1." or "1)".
var numberStart = regexp.MustCompile(`^\d{1,9}[.)](?: |$)`)

// escapeLine escapes a line of plain text without indentation, so that
// Markdown shows it as it is. It escapes no more than that needs.
func escapeLine(l string) string {
	s := escapeInline(l)
	if n := len(numberStart.FindString(l)); n > 0 {
		n = strings.IndexAny(s, ".)")
		return s[:n] + `\` + s[n:]
	}
	if lineStart.MatchString(l) && s[0] == l[0] {
		return `\` + s
	}
	return s
}

// address is a bare web address, which the page makes a link.
var address = regexp.MustCompile(`(?:https?://|www\.)[^\s<>]+`)

// escapeInline escapes what would be emphasis, code, a link, a tag or an
// entity within a line. An address that holds such signs is put in "<>".
func escapeInline(l string) string {
	if !strings.ContainsAny(l, "\\`*_~]<&") {
		return l
	}
	var b strings.Builder
	for {
		at := address.FindStringIndex(l)
		if at == nil {
			escapeSigns(&b, l)
			return b.String()
		}
		escapeSigns(&b, l[:at[0]])
		writeAddress(&b, l[at[0]:at[1]])
		l = l[at[1]:]
	}
}

func writeAddress(b *strings.Builder, url string) {
	end := strings.TrimRight(url, `.,;:!?'")]*_~\`+"`’”")
	var escaped strings.Builder
	escapeSigns(&escaped, end)
	if s := escaped.String(); s == end || strings.HasPrefix(url, "www.") {
		b.WriteString(s)
	} else {
		b.WriteString("<" + end + ">")
	}
	escapeSigns(b, url[len(end):])
}

// escapeSigns writes s with a backslash before each sign that would be markup
// where it stands.
func escapeSigns(b *strings.Builder, s string) {
	for i := 0; i < len(s); {
		n := 1
		for i+n < len(s) && s[i+n] == s[i] {
			n++
		}
		if run := s[i : i+n]; isMarkup(s, i, n) {
			for range run {
				b.WriteByte('\\')
				b.WriteByte(s[i])
			}
		} else {
			b.WriteString(run)
		}
		i += n
	}
}

// entity is a character named or numbered as in HTML.
var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);`)

// isMarkup tells whether the n equal signs at s[i] could be read as markup.
func isMarkup(s string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	if i == 0 {
		before = ' '
	}
	if i+n == len(s) {
		after = ' '
	}
	switch s[i] {
	case '`':
		return true
	case '\\':
		return n > 1 || i+n == len(s) || after < utf8.RuneSelf && (unicode.IsPunct(after) || unicode.IsSymbol(after))
	case '*', '~': // signs between spaces neither open nor close anything
		return !unicode.IsSpace(before) || !unicode.IsSpace(after)
	case '_': // within a word neither
		return isLetter(before) != isLetter(after) || !isLetter(before) && !(unicode.IsSpace(before) && unicode.IsSpace(after))
	case ']':
		return after == '(' || after == ':'
	case '<':
		return after < utf8.RuneSelf && isLetter(after) || strings.ContainsRune("/!?", after)
	case '&':
		return entity.MatchString(s[i+n-1:])
	}
	return false
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
