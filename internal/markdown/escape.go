package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
)

// EscapeHeading escapes a heading, whose end may also be markup: "#" signs.
func EscapeHeading(s string) string {
	s = escapeInline(s)
	if body := strings.TrimRight(s, "#"); body != s && strings.HasSuffix(body, " ") {
		return body + `\` + s[len(body):]
	}
	return s
}

// EscapeDialect escapes what of a text in standard Markdown would be taken for a
// dialect's sign, see Standard.
func EscapeDialect(text string) string {
	const rounds = 4 // behind what is escaped there may be other signs
	for range rounds {
		standard := Standard(text)
		if standard == text {
			break
		}
		var b strings.Builder
		done := 0
		for i := 0; i < len(text); i++ {
			if standard[i] == text[i] {
				continue
			}
			end := i
			for end < len(text) && standard[end] != text[end] {
				end++
			}
			if n := strings.IndexAny(text[i:end], "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"); n >= 0 {
				b.WriteString(text[done:i+n] + `\`)
				done = i + n
			}
			i = end
		}
		text = b.String() + text[done:]
	}
	return text
}

// lineStart finds what makes a block of a line by its first characters: a
// heading, quotation, list, rule, underline, table, fence or definition.
var lineStart = pattern.Lazy(`^(?:#{1,6}(?: |$)|>|[-+*:](?: |$)|[-=_*:| ]+$|~~~)`)

// numberStart finds what makes a list of a line: "1." or "1)".
var numberStart = pattern.Lazy(`^\d{1,9}[.)](?: |$)`)

// mayStart are the bytes that lineStart and numberStart find at a beginning.
var mayStart = func() (may [256]bool) {
	for _, c := range []byte("#>-+*:=_| ~0123456789") {
		may[c] = true
	}
	return may
}()

// EscapeLine escapes a line of plain text without indentation, so that
// Markdown shows it as it is. It escapes no more than that needs.
func EscapeLine(l string) string {
	s := escapeInline(l)
	if l == "" || !mayStart[l[0]] {
		return s
	}
	if n := len(numberStart().FindString(l)); n > 0 {
		n = strings.IndexAny(s, ".)")
		return s[:n] + `\` + s[n:]
	}
	if lineStart().MatchString(l) && s[0] == l[0] {
		return `\` + s
	}
	return s
}

// address is a bare web address, which the page makes a link.
var address = pattern.Lazy(`(?:https?://|ftp://|www\.)[^\s<>]+`)

// escapeInline escapes what would be emphasis, code, a link, a tag or an
// entity within a line. An address that holds such signs is put in "<>".
func escapeInline(l string) string {
	if !strings.ContainsAny(l, "\\`*_~[]<&") {
		return l
	}
	var b strings.Builder
	at := 0
	var found [][]int
	if strings.Contains(l, "://") || strings.Contains(l, "www.") {
		found = address().FindAllStringIndex(l, -1)
	}
	for _, u := range found {
		end := u[0] + len(strings.TrimRight(l[u[0]:u[1]], "`.,;:!?'\")]*_~\\’”"))
		if end <= at || u[0] < at {
			continue
		}
		escapeSigns(&b, l, at, u[0])
		escapeAddress(&b, l, u[0], end)
		at = end
	}
	escapeSigns(&b, l, at, len(l))
	return b.String()
}

// escapeAddress writes the web address l[at:end]. Within a bare one a
// backslash would be taken for a part of it; so if it needs one, or what
// follows does, it is set in "<>", or made no link at all.
func escapeAddress(b *strings.Builder, l string, at, end int) {
	escaped := needsEscape(l, at, end) || end < len(l) && isMarkup(l, end, signs(l, end))
	switch {
	case escaped && l[at] != 'w' && (at == 0 || l[at-1] != '\\'):
		b.WriteString("<" + l[at:end] + ">")
	case escaped && l[at] == 'w':
		b.WriteString(`www\.`)
		escapeSigns(b, l, at+len("www."), end)
	default:
		escapeSigns(b, l, at, end)
	}
}

// escapeSigns writes l[at:end] with a backslash before each sign that would
// be markup where it stands.
func escapeSigns(b *strings.Builder, l string, at, end int) {
	for at < end {
		n := min(signs(l, at), end-at)
		for range n {
			if isMarkup(l, at, n) {
				b.WriteByte('\\')
			}
			b.WriteByte(l[at])
		}
		at += n
	}
}

// needsEscape reports whether escapeSigns would write any backslash.
func needsEscape(l string, at, end int) bool {
	for at < end {
		n := min(signs(l, at), end-at)
		if isMarkup(l, at, n) {
			return true
		}
		at += n
	}
	return false
}

// signs is how often the byte at l[at] stands there in a row.
func signs(l string, at int) int {
	n := 1
	for at+n < len(l) && l[at+n] == l[at] {
		n++
	}
	return n
}

// entity is a character named or numbered as in HTML.
var entity = pattern.Lazy(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);`)

// isMarkup reports whether the n equal signs at s[i] could be read as markup.
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
	case '[': // a footnote's mark, a link by name
		return after == '^' || n > 1 && wikiLength(s[i+n:]) > 0
	case ']':
		return after == '(' || after == ':'
	case '<': // a tag, or a mail address in "<>"
		return after < utf8.RuneSelf && isLetter(after) || strings.ContainsRune("/!?", after) || mailAhead(s[i+n:])
	case '&':
		return entity().MatchString(s[i+n-1:])
	}
	return false
}

// mailAhead reports whether an "@" comes before any space or ">". It doesn't
// look far: where it can't tell, a backslash too many does no harm.
func mailAhead(s string) bool {
	const far = 200
	n := strings.IndexAny(s[:min(len(s), far)], "@> ")
	return n < 0 && len(s) > far || n >= 0 && s[n] == '@'
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
