package search

import (
	"bytes"
	"context"
	"sort"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// visible is an article's text as a reader sees it: without markup, a space
// for each line end, and a line for each paragraph, heading, item, row of a
// table and line of code. It knows where its bytes come from.
type visible struct {
	text   []byte
	pieces []seen
}

// seen is a piece of the article within the visible text.
type seen struct {
	at, size int
	source   article.Span
}

// newVisible reads an article's canonical text. It calls each, if there is
// one, with the pieces as pieces of the visible text, and where they are written.
func newVisible(text string, each func(p markdown.Piece, written article.Span)) *visible {
	v := &visible{text: make([]byte, 0, len(text))}
	markdown.Visible(text, func(p markdown.Piece) {
		if len(v.text) > 0 && p.Gap != markdown.Joined {
			v.text = append(v.text, " \n"[p.Gap-markdown.Spaced])
		}
		at := len(v.text)
		v.text = append(v.text, p.Text...)
		v.pieces = append(v.pieces, seen{at, len(p.Text), p.Span})
		if each != nil {
			written := p.Span
			p.Span = article.Span{Start: at, End: len(v.text)}
			each(p, written)
		}
	})
	return v
}

// source is where the bytes of a span of the visible text come from, which is
// not empty.
func (v *visible) source(s article.Span) article.Span {
	return article.Span{Start: v.byteAt(s.Start).Start, End: v.byteAt(s.End - 1).End}
}

// byteAt is where a byte of the visible text comes from: itself, an entity, or
// what stands between two pieces.
func (v *visible) byteAt(at int) article.Span {
	i := sort.Search(len(v.pieces), func(i int) bool { return v.pieces[i].at > at }) - 1
	p := v.pieces[i]
	at -= p.at
	switch {
	case at >= p.size:
		return article.Span{Start: p.source.End, End: v.pieces[i+1].source.Start}
	case p.size != p.source.End-p.source.Start:
		return p.source
	}
	return article.Span{Start: p.source.Start + at, End: p.source.Start + at + 1}
}

// in reports whether the pattern matches a line of an article's canonical text
// as a reader sees it; also false when ctx ends meanwhile.
func (p Pattern) in(ctx context.Context, text string) (found bool) {
	eachLine(newVisible(text, nil).text, func(_ int, line []byte) bool {
		found = p.Regexp.Match(line)
		return !found && ctx.Err() == nil
	})
	return found
}

// eachLine calls each with the lines of a text until it returns false.
func eachLine(text []byte, each func(start int, line []byte) bool) {
	for start := 0; start <= len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if !each(start, text[start:end]) {
			return
		}
		start = end + 1
	}
}
