package note

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"manicule/internal/pattern"
)

// version is the newest form of the notes file that this program writes.
const version = "1"

// Header is the front matter of a notes file.
type Header struct {
	Article string // path in the collection: exact bytes; decides which article the notes are on
	Title   string // one line
	Source  string // URL
	ID      string // that the article's own front matter gives it
	Text    string // article.Fingerprint of the text that the positions belong to
}

// headerKeys are the known keys in the order they are written.
var headerKeys = []struct {
	name  string
	value func(*Header) *string
}{
	{"article", func(h *Header) *string { return &h.Article }},
	{"title", func(h *Header) *string { return &h.Title }},
	{"source", func(h *Header) *string { return &h.Source }},
	{"article-id", func(h *Header) *string { return &h.ID }},
	{"text", func(h *Header) *string { return &h.Text }},
}

// front is a YAML front matter kept as its lines. Only top-level "key: value"
// pairs are looked at, as programs like Obsidian write them; all else stays
// as it is.
type front struct{ fields []field }

// field is a key's lines: the first one and those indented under it. Lines
// that belong to no key (fences, comments, blank lines) have no key.
type field struct{ key, raw string }

var (
	frontFence = pattern.Lazy(`^---[ \t]*\r?\n?$`)
	frontEnd   = pattern.Lazy(`^(---|\.\.\.)[ \t]*\r?\n?$`)
	frontKey   = pattern.Lazy(`^([A-Za-z_][A-Za-z0-9_-]*)[ \t]*:([ \t\r\n]|$)`)
)

// cutFront parts a front matter, its fences included, from what follows. It
// is zero when there is none, or when it is not closed before the first entry.
func cutFront(text string) (front, string) {
	first, _, ended := strings.Cut(text, "\n")
	if ended {
		first += "\n"
	}
	if !frontFence().MatchString(strings.TrimPrefix(first, "\ufeff")) {
		return front{}, text
	}
	f := front{fields: []field{{raw: first}}}
	start, end := 0, len(first) // of the last field
	for line := range strings.Lines(text[end:]) {
		if entryStart().MatchString(line) {
			break
		}
		key := frontKey().FindStringSubmatch(line)
		last := &f.fields[len(f.fields)-1]
		switch {
		case key != nil:
			f.fields = append(f.fields, field{key[1], line})
			start = end
		case last.key != "" && strings.ContainsAny(line[:1], " \t"):
			last.raw = text[start : end+len(line)]
		default:
			f.fields = append(f.fields, field{raw: line})
		}
		if end += len(line); frontEnd().MatchString(line) {
			return f, text[end:]
		}
	}
	return front{}, text
}

func (f *front) String() string {
	var b strings.Builder
	for _, field := range f.fields {
		b.WriteString(field.raw)
	}
	return b.String()
}

func (f *front) get(key string) (string, bool) {
	for _, field := range f.fields {
		if field.key == key {
			return field.value(), true
		}
	}
	return "", false
}

// set makes the key's value the given one, touching no line that says so
// already; "" takes the key away. A new key goes before the closing fence.
func (f *front) set(key, value, eol string) {
	line := field{key: key, raw: key + ": " + scalar(value) + eol}
	for i, old := range f.fields {
		switch {
		case old.key != key:
		case value == "":
			f.fields = append(f.fields[:i:i], f.fields[i+1:]...)
			return
		default:
			if old.value() != value {
				f.fields[i] = line
			}
			return
		}
	}
	if value != "" {
		end := len(f.fields) - 1
		f.fields = append(f.fields[:end:end], line, f.fields[end])
	}
}

func (f *front) header() Header {
	var h Header
	for _, k := range headerKeys {
		*k.value(&h), _ = f.get(k.name)
	}
	return h
}

var blockScalar = pattern.Lazy(`^[>|][-+0-9]*$`)

// value reads the scalar: plain, quoted, folded over several lines, or
// !!binary, which carries paths that are no valid UTF-8.
func (d field) value() string {
	_, text, _ := strings.Cut(d.raw, ":")
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	if blockScalar().MatchString(lines[0]) {
		return strings.TrimSpace(strings.Join(lines[1:], " "))
	}
	text = strings.TrimSpace(strings.Join(lines, " "))
	if code, ok := strings.CutPrefix(text, "!!binary "); ok {
		if b, err := base64.StdEncoding.DecodeString(unquote(code)); err == nil {
			return string(b)
		}
	}
	return unquote(text)
}

func unquote(s string) string {
	switch {
	case strings.HasPrefix(s, `"`):
		var v string
		if json.NewDecoder(strings.NewReader(s)).Decode(&v) == nil {
			return v
		}
		return strings.Trim(s, `"`)
	case strings.HasPrefix(s, "'"):
		if m := singleQuoted().FindStringSubmatch(s); m != nil {
			return strings.ReplaceAll(m[1], "''", "'")
		}
	case strings.HasPrefix(s, "#"):
		return ""
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}

var singleQuoted = pattern.Lazy(`^'((?:[^']|'')*)'`)

// plain tells the values that any YAML reader takes for the same string
// without quotes; whatever could be a number, a date or a word of YAML's, or
// is in doubt, gets them. A leading digit is fine if a letter follows that no
// form of number or date has, in any case.
var (
	plain     = pattern.Lazy(`^[\pL“‘«(/_\d][^\x00-\x1f\x7f-\x9f\x{2028}\x{2029}\x{feff}]*$`)
	ambiguous = pattern.Lazy(`: |:$| #|[\s\pZ]$|^_*$|^0[xX]|^\d[^acdfghj-mq-sv-wyACDFGHJ-MQ-SV-WY]*$`)
	reserved  = pattern.Lazy(`(?i)^(true|false|yes|no|on|off|y|n|null)$`)
	unprinted = pattern.Lazy(`[\x7f-\x9f\x{feff}\x{fffe}\x{ffff}]`) // JSON has these in quotes, YAML escaped
)

func scalar(s string) string {
	switch {
	case !utf8.ValidString(s):
		return `!!binary "` + base64.StdEncoding.EncodeToString([]byte(s)) + `"`
	case plain().MatchString(s) && !ambiguous().MatchString(s) && !reserved().MatchString(s):
		return s
	}
	return unprinted().ReplaceAllStringFunc(string(encode(s)), func(r string) string {
		return fmt.Sprintf(`\u%04x`, []rune(r)[0])
	})
}
