package store

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
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
		case "position":
			r.Position = l.number()
		case "read":
			r.Read = l.truth()
		case "star":
			r.Star = l.truth()
		case "archived":
			r.Archived = l.truth()
		case "whole":
			r.Whole = l.truth()
		case "tags":
			r.Tags = listOf(&l, (*lineReader).text)
		case "text":
			r.Text = l.text()
		case "seen":
			r.Seen = listOf(&l, (*lineReader).seen)
		case "marks":
			r.Marks = listOf(&l, (*lineReader).mark)
		case "last":
			r.Last = l.time()
		case "at":
			r.At = l.time()
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

// listOf reads a list whose values are read by one. An empty one is odd, for it
// is never written.
func listOf[T any](l *lineReader, one func(*lineReader) T) []T {
	var all []T
	for l.skip("["); !l.odd; l.skip(",") {
		all = append(all, one(l))
		if rest, ok := strings.CutPrefix(l.rest, "]"); ok {
			l.rest = rest
			break
		}
	}
	return all
}

func (l *lineReader) seen() (s Seen) {
	l.skip("[")
	s.Start = l.count()
	l.skip(",")
	s.End = l.count()
	l.skip(",")
	s.Head = l.text()
	l.skip(",")
	s.Tail = l.text()
	l.skip("]")
	return s
}

func (l *lineReader) mark() (m Mark) {
	l.skip("[")
	m.Letter = l.text()
	l.skip(",")
	m.Place = l.count()
	l.skip(",")
	m.Quote = l.text()
	l.skip("]")
	return m
}

func (l *lineReader) time() (t time.Time) {
	l.odd = t.UnmarshalText([]byte(l.text())) != nil || l.odd
	return t
}

// word reads what is no string, list or object.
func (l *lineReader) word() string {
	i := strings.IndexAny(l.rest, ",}]")
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
