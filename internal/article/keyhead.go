package article

import (
	"mime"
	"regexp"
	"slices"
	"strings"

	"manicule/internal/pattern"
)

// A keyHead is a way to begin a text with keys and values, without fences: a
// paragraph of lines that each give a key its value, or go on with the one
// before, set in.
type keyHead struct {
	line  func() *regexp.Regexp
	sure  bool // nothing else looks so: any key will do
	title bool // the article's title may stand above it
}

// keyHeads are the kinds in use: Pelican, MultiMarkdown, mail and RFCs; the
// field lists of reStructuredText; the keywords of Org.
var keyHeads = []keyHead{
	{line: plainKeyLine},
	{line: fieldLine, sure: true, title: true},
	{line: keywordLine, sure: true},
}

var (
	plainKeyLine = pattern.Lazy(`^(\pL[\pL\d _-]{0,30}):(?:[ \t]+(.*))?$`)
	fieldLine    = pattern.Lazy(`^:(\pL[\pL\d _-]{0,30}):(?:[ \t]+(.*))?$`)
	keywordLine  = pattern.Lazy(`^#\+(\pL[\pL\d_-]{0,30}):(?:[ \t]+(.*))?$`)
	// titleAbove is a title with a line drawn under it, perhaps over it too,
	// and the empty lines below.
	titleAbove = pattern.Lazy(`^(?:([=*~#^"+-])[=*~#^"+-]{2,} *\n)? *[^\s:][^\n]*\n[=*~#^"+-]{3,} *\n\n+`)
)

// mailKeys are what mails call the parts of Meta.
var mailKeys = map[string]string{"subject": "title", "from": "author"}

// splitKeys takes the head of keys off the start of a text, and tells what it
// was. What has nothing behind it is a text and no head.
func splitKeys(body string) (head string, values fields, rest string) {
	if head, values, rest = splitPercents(body); head != "" {
		return head, values, rest
	}
	for _, kind := range keyHeads {
		above := ""
		if kind.title {
			above = titleAbove().FindString(body[:min(len(body), maxFrontMatter)])
		}
		block, behind, found := strings.Cut(body[len(above):], "\n\n")
		if !found || len(block) > maxFrontMatter || strings.TrimSpace(behind) == "" {
			continue
		}
		if values := kind.read(block); values != nil {
			return block, values, above + strings.TrimLeft(behind, "\n")
		}
	}
	return "", nil, body
}

// read reads a paragraph; it is nil unless each line has a key or goes on with
// one, and the keys are those of articles: a title, or two others.
func (kind keyHead) read(block string) fields {
	values, key, known := fields{}, "", 0
	given := map[string]string{}
	for l := range strings.Lines(block) {
		l = strings.TrimRight(l, "\n ")
		if m := kind.line().FindStringSubmatch(l); m != nil {
			key = canonicalKey(m[1])
			if other, ok := mailKeys[key]; ok {
				key = other
			}
			if isKnownKey(key) && given[key] == "" {
				known++
			}
			if given[key] == "" {
				given[key] = m[2]
			}
			continue
		}
		if key == "" || l == "" || l[0] != ' ' {
			return nil
		}
		given[key] += " " + strings.TrimSpace(l)
	}
	if given["title"] == "" && known < 2 && (!kind.sure || len(given) == 0) {
		return nil
	}
	for key, v := range given {
		values.set(key, decodedWords(strings.TrimSpace(v)))
	}
	return values
}

// isKnownKey reports whether the key is one of those that make Meta.
func isKnownKey(key string) bool {
	return slices.ContainsFunc([][]string{keys.title, keys.author, keys.site, keys.source, keys.published, keys.tags, keys.language, keys.description},
		func(names []string) bool { return slices.Contains(names, key) })
}

// decodedWords reads words that a mail has in another encoding: =?utf-8?q?…?=.
func decodedWords(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	if plain, err := new(mime.WordDecoder).DecodeHeader(s); err == nil {
		return CleanLine(plain)
	}
	return s
}

// splitPercents takes off Pandoc's head: up to three lines that begin with a
// percent sign and tell title, authors and date, in this order. Lines that are
// set in go on with one.
func splitPercents(body string) (head string, values fields, rest string) {
	if !strings.HasPrefix(body, "% ") && !strings.HasPrefix(body, "%\n%") {
		return "", nil, body
	}
	block, behind, found := strings.Cut(body, "\n\n")
	if !found || len(block) > maxFrontMatter || strings.TrimSpace(behind) == "" {
		return "", nil, body
	}
	var parts []string
	for l := range strings.Lines(block) {
		l = strings.TrimRight(l, "\n ")
		switch n := len(parts); {
		case strings.HasPrefix(l, "%"):
			parts = append(parts, strings.TrimSpace(l[1:]))
		case n > 0 && l != "" && l[0] == ' ' && n == 2:
			parts[n-1] += "; " + strings.TrimSpace(l)
		case n > 0 && l != "" && l[0] == ' ':
			parts[n-1] += " " + strings.TrimSpace(l)
		default:
			return "", nil, body
		}
	}
	if len(parts) > 3 {
		return "", nil, body
	}
	values = fields{}
	for i, key := range []string{"title", "author", "date"}[:len(parts)] {
		if key == "author" {
			values.set(key, splitAuthors(parts[i]))
		} else {
			values.set(key, parts[i])
		}
	}
	return block, values, strings.TrimLeft(behind, "\n")
}

// splitAuthors are names between semicolons.
func splitAuthors(s string) (names []any) {
	for name := range strings.SplitSeq(s, ";") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
