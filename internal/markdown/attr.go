package markdown

import "strings"

// Attr finds an attribute of the HTML tag that begins at the start of tag: its
// value as written, with entities unresolved, and where that stands. What stands
// in another attribute's value is none, and of a name given twice the first one
// counts (HTML 13.2.5.33 to 13.2.5.38).
func Attr(tag, name string) (value string, at int, ok bool) {
	i := strings.IndexAny(tag, " \t\n/>")
	for i >= 0 && i < len(tag) {
		i += len(tag[i:]) - len(strings.TrimLeft(tag[i:], " \t\n/"))
		if i == len(tag) || tag[i] == '>' {
			break
		}
		key := tag[i : i+1+lengthTo(tag[i+1:], " \t\n/>=")] // a name may begin with "="
		i += len(key)
		value, at, i = attrValue(tag, i)
		if strings.EqualFold(key, name) {
			return value, at, true
		}
	}
	return "", 0, false
}

// attrValue reads the value of the attribute whose name ends at i, and where to
// go on behind it.
func attrValue(tag string, i int) (value string, at, next int) {
	rest := strings.TrimLeft(tag[i:], " \t\n")
	if !strings.HasPrefix(rest, "=") {
		return "", i, i
	}
	rest = strings.TrimLeft(rest[1:], " \t\n")
	at = len(tag) - len(rest)
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		n := lengthTo(rest[1:], rest[:1])
		return rest[1 : 1+n], at + 1, min(at+n+2, len(tag))
	}
	n := lengthTo(rest, " \t\n>")
	return rest[:n], at, at + n
}

// lengthTo is the length of s up to one of the signs.
func lengthTo(s, signs string) int {
	if i := strings.IndexAny(s, signs); i >= 0 {
		return i
	}
	return len(s)
}
