package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// luaTable is a table of a Lua file; its values are strings, float64s, bools
// and tables. The numbers of an array are keys like any other: "1", "2".
type luaTable map[string]any

// luaDepth bounds how deeply tables may stand in each other.
const luaDepth = 64

// readLua reads the part of Lua that programs write their tables in: comments,
// perhaps "return", and one table of strings, numbers, true, false, nil and
// tables. Nothing is ever run. The error tells the line.
func readLua(text string) (luaTable, error) {
	l := luaReader{text: text}
	l.space()
	if strings.HasPrefix(l.rest(), "return") {
		l.at += len("return")
	}
	l.space()
	if l.peek() != '{' {
		return nil, l.wrong("a table in { }")
	}
	v, err := l.value(0)
	if err != nil {
		return nil, err
	}
	if l.space(); l.rest() != "" {
		return nil, l.wrong("the end")
	}
	return v.(luaTable), nil
}

type luaReader struct {
	text string
	at   int
}

func (l *luaReader) rest() string { return l.text[l.at:] }

// peek is the next byte, 0 at the end.
func (l *luaReader) peek() byte {
	if l.at < len(l.text) {
		return l.text[l.at]
	}
	return 0
}

func (l *luaReader) wrong(wanted string) error {
	found := strconv.Quote(strings.ToValidUTF8(l.rest()[:min(20, len(l.rest()))], "\ufffd"))
	return fmt.Errorf("line %d: %s was expected, not %s", lineAt(l.text, l.at), wanted, found)
}

// space skips white space and comments.
func (l *luaReader) space() {
	for {
		l.at = len(l.text) - len(strings.TrimLeft(l.rest(), " \t\r\n"))
		if !strings.HasPrefix(l.rest(), "--") {
			return
		}
		l.at += 2
		if _, size, ok := l.long(); ok {
			l.at += size
			continue
		}
		end := strings.IndexByte(l.rest(), '\n')
		if end < 0 {
			end = len(l.rest())
		}
		l.at += end
	}
}

// noNumber is how programs write the results of arithmetic that are none.
var noNumber = pattern(`^-?(?:math\.huge|inf|nan)\b`)

func (l *luaReader) value(depth int) (any, error) {
	switch c := l.peek(); {
	case c == '{':
		if depth >= luaDepth {
			return nil, fmt.Errorf("line %d: tables stand deeper than %d in each other", lineAt(l.text, l.at), luaDepth)
		}
		return l.table(depth + 1)
	case c == '"' || c == '\'':
		return l.quoted(c)
	case c == '[':
		if s, size, ok := l.long(); ok {
			l.at += size
			return s, nil
		}
	case noNumber().MatchString(l.rest()):
		l.at += len(noNumber().FindString(l.rest()))
		return nil, nil
	case c == '-' || c == '.' || c >= '0' && c <= '9':
		return l.number()
	}
	word := l.word()
	switch word {
	case "true", "false":
		return word == "true", nil
	case "nil":
		return nil, nil
	}
	l.at -= len(word)
	return nil, l.wrong("a value")
}

func (l *luaReader) table(depth int) (any, error) {
	t, next := luaTable{}, 1
	for l.at++; ; l.at++ {
		if l.space(); l.peek() == '}' {
			l.at++
			return t, nil
		}
		key, err := l.key(depth)
		if err != nil {
			return nil, err
		}
		if key == "" {
			key = strconv.Itoa(next)
			next++
		}
		l.space()
		if t[key], err = l.value(depth); err != nil {
			return nil, err
		}
		switch l.space(); l.peek() {
		case ',', ';':
		case '}':
			l.at++
			return t, nil
		default:
			return nil, l.wrong("a comma or }")
		}
	}
}

// key reads ["key"] = or key =, and nothing where a value has no key.
func (l *luaReader) key(depth int) (string, error) {
	start := l.at
	if _, _, long := l.long(); l.peek() == '[' && !long {
		l.at++
		l.space()
		v, err := l.value(depth)
		if err != nil {
			return "", err
		}
		if l.space(); l.peek() != ']' {
			return "", l.wrong("]")
		}
		l.at++
		if l.space(); l.peek() != '=' {
			return "", l.wrong("=")
		}
		l.at++
		switch v := v.(type) {
		case string:
			return v, nil
		case float64:
			return strconv.FormatFloat(v, 'g', -1, 64), nil
		}
		return "", fmt.Errorf("line %d: this is no key", lineAt(l.text, start))
	}
	word := l.word()
	if l.space(); word != "" && l.peek() == '=' {
		l.at++
		return word, nil
	}
	l.at = start
	return "", nil
}

func (l *luaReader) word() string {
	rest := l.rest()
	n := 0
	for n < len(rest) && (rest[n] == '_' || rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' || n > 0 && rest[n] >= '0' && rest[n] <= '9') {
		n++
	}
	l.at += n
	return rest[:n]
}

func (l *luaReader) number() (any, error) {
	rest := l.rest()
	n := 0
	for n < len(rest) && strings.IndexByte("+-.0123456789abcdefxABCDEFXpP", rest[n]) >= 0 {
		n++
	}
	f, err := strconv.ParseFloat(rest[:n], 64)
	if i, hex := strconv.ParseInt(rest[:n], 0, 64); err != nil && hex == nil {
		f, err = float64(i), nil
	}
	if err != nil {
		return nil, l.wrong("a number")
	}
	l.at += n
	return f, nil
}

// long reads [[text]] or [=[text]=], and how many bytes that takes.
func (l *luaReader) long() (text string, size int, ok bool) {
	rest := l.rest()
	if !strings.HasPrefix(rest, "[") {
		return "", 0, false
	}
	level := len(rest[1:]) - len(strings.TrimLeft(rest[1:], "="))
	if !strings.HasPrefix(rest[1+level:], "[") {
		return "", 0, false
	}
	text, _, ok = strings.Cut(rest[2+level:], "]"+rest[1:1+level]+"]")
	return strings.TrimPrefix(text, "\n"), len(text) + 2*(2+level), ok
}

// luaEscapes are the escapes of one letter.
const luaEscapes = "a\ab\bf\fn\nr\rt\tv\v\\\\\"\"''\n\n"

func (l *luaReader) quoted(quote byte) (any, error) {
	start := l.at
	var b strings.Builder
	for l.at++; ; {
		switch c := l.peek(); c {
		case quote:
			l.at++
			return b.String(), nil
		case 0, '\n':
			if c == 0 && l.at < len(l.text) {
				b.WriteByte(c)
				l.at++
				continue
			}
			l.at = start
			return nil, l.wrong("a string with its closing quote")
		case '\\':
			l.at++
			if err := l.escape(&b); err != nil {
				return nil, err
			}
		default:
			b.WriteByte(c)
			l.at++
		}
	}
}

// escape reads what follows a backslash.
func (l *luaReader) escape(b *strings.Builder) error {
	rest := l.rest()
	for i := 0; i < len(luaEscapes) && rest != ""; i += 2 {
		if luaEscapes[i] == rest[0] {
			b.WriteByte(luaEscapes[i+1])
			l.at++
			return nil
		}
	}
	digits, base, skip := decimalPrefix(rest), 10, 0
	switch {
	case strings.HasPrefix(rest, "z"):
		l.at = len(l.text) - len(strings.TrimLeft(rest[1:], " \t\r\n"))
		return nil
	case strings.HasPrefix(rest, "x") && len(rest) > 2:
		digits, base, skip = rest[1:3], 16, 1
	case strings.HasPrefix(rest, "u{"):
		hex, _, ok := strings.Cut(rest[2:], "}")
		r, err := strconv.ParseUint(hex, 16, 32)
		if !ok || err != nil || !utf8.ValidRune(rune(r)) {
			return l.wrong("a character as \\u{…}")
		}
		b.WriteRune(rune(r))
		l.at += len("u{}") + len(hex)
		return nil
	}
	code, err := strconv.ParseUint(digits, base, 8)
	if err != nil {
		return l.wrong("an escape of Lua's")
	}
	b.WriteByte(byte(code))
	l.at += skip + len(digits)
	return nil
}

// decimalPrefix is the at most three digits that s begins with.
func decimalPrefix(s string) string {
	n := 0
	for n < len(s) && n < 3 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return s[:n]
}
