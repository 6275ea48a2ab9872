package session

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
)

// Hits are what a query matches in an article.
type Hits struct {
	Query   search.Query
	Spans   []article.Span // in order, without overlaps
	At      int            // the one that the reader is at
	Titled  bool           // the title has all that was searched for, and no hit was gone to yet
	Partial bool           // the article was not searched to its end
}

// HitsFrom are what a query matches, the reader at the first that ends behind a
// byte.
func HitsFrom(a *article.Article, q search.Query, off int) Hits {
	h := Hits{Query: q, Spans: library.Hits(a, q)}
	if n := len(h.Spans); n > 0 {
		h.At = h.From(off) % n
	}
	return h
}

// From is the index of the first hit that ends behind a byte; len(Spans) when
// none does.
func (h *Hits) From(off int) int {
	i, _ := slices.BinarySearchFunc(h.Spans, off, func(s article.Span, off int) int {
		if s.End <= off {
			return -1
		}
		return 1
	})
	return i
}

// Now is the hit that the reader is at; empty when there are none.
func (h *Hits) Now() article.Span {
	if len(h.Spans) == 0 {
		return article.Span{}
	}
	return h.Spans[h.At]
}

// First is the index of the hit that a passage begins with, or the first one
// behind its beginning; the last one when there is none.
func (h *Hits) First(in article.Span) int {
	return max(0, min(h.From(in.Start), len(h.Spans)-1))
}

// FindQueries are the queries for what is typed into the search of one
// article: words side by side in any form, and these very characters. The
// first one that has hits counts. What is typed between slashes is a pattern;
// the problem says what is wrong with it. Without words there is no query.
//
// Case is smart: a text with capitals or signs means just these characters
// first.
func FindQueries(text string) ([]search.Query, *search.Problem) {
	text = strings.TrimLeft(text, " ")
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	q, problem := search.Parse(text, time.Time{})
	if problem != nil && !problem.Usable && isPattern(text) {
		return nil, problem
	}
	if _, ok := q.Root.(search.Pattern); ok {
		return []search.Query{q}, nil
	}
	var queries []search.Query
	for _, typed := range []string{asPhrase(text), asPattern(text)} {
		if q, problem := search.Parse(typed, time.Time{}); q.Root != nil && problem == nil {
			q.Text = text
			queries = append(queries, q)
		}
	}
	if strings.ContainsFunc(text, isLiteral) {
		slices.Reverse(queries)
	}
	return queries, nil
}

// isPattern reports whether a text stands between slashes.
func isPattern(text string) bool {
	text = strings.TrimRight(text, " ")
	return len(text) > 2 && text[0] == '/' && text[len(text)-1] == '/'
}

// isLiteral reports the characters that words don't have, and capitals.
func isLiteral(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsUpper(r) }

// asPhrase is the query for words side by side. A space behind the last one
// says that it is finished.
func asPhrase(text string) string {
	quoted := `"` + strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "„", " ").Replace(text) + `"`
	if strings.HasSuffix(text, " ") {
		return quoted
	}
	return quoted + "*"
}

// asPattern is the query for these very characters. Where there is a space a
// line may end.
func asPattern(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), "/", `\/`)
	}
	return "/" + strings.Join(words, `\s+`) + "/"
}

// Find searches an article for the first of the queries that has hits, unless
// ctx ends.
func Find(ctx context.Context, a *article.Article, queries []search.Query) (h Hits) {
	for _, q := range queries {
		if ctx.Err() != nil {
			break
		}
		if h = (Hits{Query: q, Spans: q.Hits(a.Text)}); len(h.Spans) > 0 {
			break
		}
	}
	return h
}

// NearBytes is how much of a large article FindNear searches: in one with less
// than four times as much, Find is as fast.
const NearBytes = 256 << 10

// FindNear searches the paragraphs from the one with the byte at off on, so
// that the first hit in a large article shows at once. If they have none, it
// searches the next paragraphs that have the letters of the longest word of
// what was typed, as they stand or as they begin a sentence.
func FindNear(a *article.Article, off int, q search.Query, typed string) Hits {
	needle := longestWord(typed)
	at, size := off, NearBytes
	for range needles {
		start := strings.LastIndex(a.Text[:at], "\n\n") + 1
		end := min(max(start, at)+size, len(a.Text))
		if last := strings.LastIndex(a.Text[start:end], "\n\n"); start+last > at {
			end = start + last
		}
		h := Hits{Query: q, Spans: shifted(q.Hits(a.Text[start:end]), start), Partial: true}
		if h.From(off) < len(h.Spans) {
			return h
		}
		next := indexAny(a.Text[end:], needle, strings.ToUpper(needle), upperFirst(needle))
		if next < 0 {
			break
		}
		at, size = end+next, aroundNeedle
	}
	return Hits{}
}

// needles is how many places FindNear looks at, and aroundNeedle how many
// bytes at each.
const (
	needles      = 16
	aroundNeedle = 16 << 10
)

func shifted(spans []article.Span, by int) []article.Span {
	for i := range spans {
		spans[i].Start += by
		spans[i].End += by
	}
	return spans
}

// longestWord is the longest run of letters in what was typed.
func longestWord(typed string) (longest string) {
	for word := range strings.FieldsFuncSeq(typed, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > len(longest) {
			longest = word
		}
	}
	return longest
}

func upperFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// indexAny is where the first of the words stands in s, or -1. Empty words are
// nowhere.
func indexAny(s string, words ...string) int {
	first := -1
	for _, w := range words {
		if i := strings.Index(s, w); w != "" && i >= 0 {
			first, s = i, s[:min(i+len(w), len(s))]
		}
	}
	return first
}
