package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// entry is an article of a made library.
type entry struct {
	n          int
	url, title string
	slug       string
	tags       []string
	saved      time.Time
	archived   bool
	star       bool
	progress   int // per cent
	paragraphs []string
	highlights []highlight
	failed     bool // the service could not get its text
}

type highlight struct{ quote, note string }

type library []entry

var words = strings.Fields("harbour lamp tide wick keel rope stone kelp gull mole oil chart wind sail net brine dune moss heron weir ferry quay anchor salt reed")

// newLibrary makes a library. Of a hundred entries some are odd: an address
// twice, one that leads nowhere, a PDF, a title with entities and a line break,
// a slug that begins with a hyphen or that two have, a text that says nothing.
func newLibrary(r *rand.Rand, n, highlights int) library {
	lib := make(library, n)
	for i := range lib {
		e := entry{n: i, url: fmt.Sprintf("https://example%d.org/%s/%d?id=%d", i%50, words[i%len(words)], i, i), saved: time.Unix(1_500_000_000+int64(i)*3607, 0).UTC()}
		e.title = fmt.Sprintf("The %s and the %s %d", words[r.IntN(len(words))], words[r.IntN(len(words))], i)
		e.slug = strings.ReplaceAll(strings.ToLower(e.title), " ", "-")
		for range r.IntN(3) {
			e.tags = append(e.tags, words[r.IntN(8)])
		}
		e.archived, e.star, e.progress = r.IntN(3) == 0, r.IntN(10) == 0, []int{0, 0, 0, 37, 100}[r.IntN(5)]
		for p := range 3 + r.IntN(20) {
			e.paragraphs = append(e.paragraphs, sentence(r, i, p))
		}
		marked := highlights
		if marked < 0 {
			marked = max(0, r.IntN(5)-3)
		}
		for m := range min(marked, len(e.paragraphs)) {
			e.highlights = append(e.highlights, highlight{quote: e.paragraphs[m], note: []string{"", "Is it so?"}[r.IntN(2)]})
		}
		e.makeOdd(lib, i)
		lib[i] = e
	}
	return lib
}

func (e *entry) makeOdd(lib library, i int) {
	switch i % 100 {
	case 7:
		e.url = strings.Replace(lib[i-1].url, "https://", "http://www.", 1) + "&utm_source=x#top"
	case 13:
		e.url = fmt.Sprintf("https://omnivore.app/no_url?q=%d", i)
	case 19:
		e.url = fmt.Sprintf("https://example.org/paper-%d.pdf", i)
	case 23:
		e.title = fmt.Sprintf("Salt &amp; reed,\nby the \"weir\" %d", i)
	case 29:
		e.slug = "-" + e.slug
	case 31:
		e.slug = lib[i-1].slug
	case 37, 38, 39:
		e.failed = true
	case 41:
		e.url = "javascript:alert(1)"
	}
}

func sentence(r *rand.Rand, article, paragraph int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Paragraph %d of article %d says that the", paragraph, article)
	for range 20 + r.IntN(60) {
		b.WriteString(" " + words[r.IntN(len(words))])
	}
	return b.String() + "."
}

// html is the text as a part of a page.
func (e entry) html() string {
	if e.failed {
		return "<p>wallabag can't retrieve contents for this article. Please troubleshoot this issue.</p>"
	}
	return "<p>" + strings.Join(e.paragraphs, "</p>\n<p>") + "</p>"
}
