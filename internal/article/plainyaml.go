package article

import "strings"

// plainYAML reads the YAML that nearly all front matter is: a key and a value
// on each line, and lists of values. It returns false for whatever could mean
// anything else than it seems to; that is for anyYAML, which takes ten times as
// long and reads the same.
func plainYAML(block string) (fields, bool) {
	f := fields{}
	key, list, indent, left := "", []any(nil), 0, maxValues
	end := func() {
		if list != nil { // without items, the key has no value
			f.set(key, list)
		}
		list = nil
	}
	for line := range strings.Lines(block) {
		line = strings.TrimRight(line, " \n")
		if left--; left < 0 {
			return nil, false
		}
		if line == "" {
			continue
		}
		if item, ok := strings.CutPrefix(strings.TrimLeft(line, " "), "- "); ok {
			v, ok := plainScalar(item, "")
			at := len(line) - len(item)
			if !ok || list == nil || len(list) > 0 && at != indent {
				return nil, false
			}
			list, indent = append(list, v), at
			continue
		}
		end()
		k, value, ok := strings.Cut(line, ":")
		if !ok || !plainKey(k) {
			return nil, false
		}
		switch value = strings.TrimLeft(value, " "); {
		case value == "":
			key, list = k, []any{}
		case len(line) == len(k)+1+len(value): // no space behind the colon
			return nil, false
		case value[0] == '[':
			items, ok := plainList(value)
			if left -= len(items); !ok || left < 0 {
				return nil, false
			}
			f.set(k, items)
		default:
			v, ok := plainScalar(value, "")
			if !ok {
				return nil, false
			}
			f.set(k, v)
		}
	}
	end()
	return f, true
}

// plainKey reports whether a key is a word.
func plainKey(k string) bool {
	for i := range len(k) {
		c := k[i]
		if letter := c|0x20 >= 'a' && c|0x20 <= 'z'; !letter && (i == 0 || c != '_' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return k != ""
}

// plainList reads a list in brackets on one line.
func plainList(s string) ([]any, bool) {
	if len(s) < 2 || s[len(s)-1] != ']' {
		return nil, false
	}
	items := []any{}
	for _, item := range strings.Split(s[1:len(s)-1], ",") {
		v, ok := plainScalar(strings.Trim(item, " "), "[]{},")
		if !ok {
			return nil, false
		}
		items = append(items, v)
	}
	return items, true
}

// plainScalar reads a value that is a string: bare words, which hold none of
// the signs in not and nothing that YAML might take for a sign of its own, or
// words in quotes without escapes.
func plainScalar(s, not string) (string, bool) {
	if s == "" || strings.ContainsAny(s, "\t\r\u0085\u2028\u2029\ufeff") {
		return "", false
	}
	if q := s[0]; q == '"' || q == '\'' {
		inner := s[1:]
		if len(inner) == 0 || inner[len(inner)-1] != q {
			return "", false
		}
		inner = inner[:len(inner)-1]
		return inner, !strings.ContainsAny(inner, `"'\`+not)
	}
	c := s[0]
	bare := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '/' || c == '('
	return s, bare && !strings.EqualFold(s, "null") && s[len(s)-1] != ':' && !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.ContainsAny(s, not)
}
