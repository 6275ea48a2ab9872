package store

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// quickReading reads a line of reading.jsonl that has the form in which write
// writes it: encoding/json takes ten times as long, and the first frame waits
// for thousands of lines. It gives up on anything unusual.
func quickReading(line string) (r Reading, ok bool) {
	l := lineReader{rest: line}
	l.skip("{")
	for {
		key := l.text()
		l.skip(":")
		switch key {
		case "article":
			r.Article = l.text()
		case "place":
			r.Place = l.count()
		case "quote":
			r.Quote = l.text()
		case "progress":
			r.Progress = l.number()
		case "read":
			r.Read = l.truth()
		case "star":
			r.Star = l.truth()
		case "tags":
			r.Tags = l.texts()
		case "text":
			r.Text = l.text()
		case "at":
			if r.At.UnmarshalText([]byte(l.text())) != nil {
				return r, false
			}
		default:
			return r, false
		}
		if l.rest == "}" {
			return r, !l.odd && r.Article != ""
		}
		if l.skip(","); l.odd {
			return r, false
		}
	}
}

// lineReader takes a line of JSON apart. What it can't read makes it odd.
type lineReader struct {
	rest string
	odd  bool
}

func (l *lineReader) skip(sign string) {
	var ok bool
	l.rest, ok = strings.CutPrefix(l.rest, sign)
	l.odd = l.odd || !ok
}

// text reads a string without escapes.
func (l *lineReader) text() string {
	l.skip(`"`)
	s, rest, ok := strings.Cut(l.rest, `"`)
	l.rest, l.odd = rest, l.odd || !ok || !plain(s)
	return s
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}

func (l *lineReader) texts() []string {
	var all []string
	for l.skip("["); !l.odd; l.skip(",") {
		all = append(all, l.text())
		if rest, ok := strings.CutPrefix(l.rest, "]"); ok {
			l.rest = rest
			break
		}
	}
	return all
}

// word reads what is no string, list or object.
func (l *lineReader) word() string {
	i := strings.IndexAny(l.rest, ",}")
	if i < 0 {
		l.odd = true
		return ""
	}
	word := l.rest[:i]
	l.rest = l.rest[i:]
	return word
}

func (l *lineReader) count() int {
	word := l.word()
	n, err := strconv.Atoi(word)
	l.odd = l.odd || err != nil || strconv.Itoa(n) != word
	return n
}

func (l *lineReader) number() float64 {
	word := l.word()
	n, err := strconv.ParseFloat(word, 64)
	l.odd = l.odd || err != nil || !json.Valid([]byte(word))
	return n
}

func (l *lineReader) truth() bool {
	word := l.word()
	l.odd = l.odd || word != "true" && word != "false"
	return word == "true"
}
