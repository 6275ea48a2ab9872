package article

import (
	"strings"

	"manicule/internal/pattern"
)

var (
	// keyLine is a line that gives a key a value, in YAML or TOML.
	keyLine = pattern.Lazy(`^["']?([A-Za-z][\w .-]{0,40}?)["']?\s*(?::(?:\s+|$)|=\s*)(.*)$`)
	// tableLine opens a table of TOML.
	tableLine = pattern.Lazy(`^\[{1,2}([\w.-]{1,80})\]{1,2}$`)
)

// An entry is a key of a block of metadata with the lines that belong to it.
type entry struct {
	table string // of TOML that it stands in, "" for none
	key   string
	value string   // behind the key, on its line
	lines []string // all of it, as written
}

// salvage reads a block that can't be parsed as a whole. Each key is parsed
// alone, and what still can't be is taken as it is written: a title with an
// unquoted colon is a title. If most lines at the left have no key it is no
// front matter at all.
func (f fence) salvage(block string) fields {
	entries, other := cutEntries(block)
	if other > len(entries) {
		return nil
	}
	values, seen := fields{}, map[string]bool{}
	for _, e := range entries {
		name := e.table + "." + e.key
		if seen[name] {
			continue
		}
		seen[name] = true
		parsed, err := f.parse(strings.Join(e.lines, "\n") + "\n")
		if err != nil || len(parsed) == 0 {
			parsed = fields{}
			parsed.set(e.key, e.plain())
		}
		values.merge(within(e.table, parsed))
	}
	return values
}

// cutEntries cuts a block where keys stand at the left, and counts the lines
// there that have none.
func cutEntries(block string) (entries []entry, other int) {
	table := ""
	for l := range strings.Lines(block) {
		l = strings.TrimRight(l, "\n ")
		if m := tableLine().FindStringSubmatch(l); m != nil {
			table = m[1]
			continue
		}
		if m := keyLine().FindStringSubmatch(l); m != nil {
			entries = append(entries, entry{table, m[1], m[2], []string{l}})
			continue
		}
		if l != "" && !strings.ContainsAny(l[:1], " -#]}") {
			other++
		}
		if n := len(entries); n > 0 && l != "" && l[0] != '#' {
			entries[n-1].lines = append(entries[n-1].lines, l)
		}
	}
	return entries, other
}

// within puts fields into a table and those around it: "a.b" is b in a.
func within(table string, f fields) fields {
	for table != "" {
		outer, inner, _ := cutLast(table, ".")
		table, f = outer, fields{inner: f}
	}
	return f
}

// cutLast is strings.Cut at the last sep; without one, all is behind it.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

// plain is a value as it is written: a list, or words.
func (e entry) plain() any {
	below := strings.TrimSpace(strings.Join(e.lines[1:], "\n"))
	switch {
	case strings.HasPrefix(e.value, "["):
		return flowList(e.value + " " + below)
	case e.value == "" && strings.HasPrefix(below, "-"):
		var items []any
		for l := range strings.Lines(below) {
			item, _ := strings.CutPrefix(strings.TrimSpace(l), "-")
			items = append(items, unquote(strings.TrimSpace(item)))
		}
		return items
	case e.value == "" || strings.HasPrefix(e.value, "#"):
		return nil
	case strings.Trim(e.value, "|>+-") == "": // text on the lines below
		return below
	}
	return unquote(e.value)
}

// flowList reads a list in brackets, of which the last may be missing.
func flowList(s string) []any {
	s = strings.TrimSpace(strings.TrimPrefix(s, "["))
	if i := strings.LastIndexByte(s, ']'); i >= 0 {
		s = s[:i]
	}
	var items []any
	for s != "" {
		n := itemLength(s)
		items = append(items, unquote(strings.TrimSpace(s[:n])))
		s = strings.TrimLeft(s[min(n+1, len(s)):], " \n")
	}
	return items
}

// itemLength is how long the first item of a list is, up to its comma. A comma
// between quotes parts nothing.
func itemLength(s string) int {
	start := 0
	if s[0] == '"' || s[0] == '\'' {
		start = strings.IndexByte(s[1:], s[0]) + 1
	}
	if i := strings.IndexByte(s[start:], ','); i >= 0 {
		return start + i
	}
	return len(s)
}

// unquote takes off the quotes around a value, or one that nothing closes.
func unquote(s string) string {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return s
	}
	inner := s[1:]
	switch i := strings.IndexByte(inner, s[0]); i {
	case -1:
		return inner
	case len(inner) - 1:
		return inner[:i]
	}
	return s
}
