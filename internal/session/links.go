package session

import (
	"fmt"
	"strings"

	"manicule/internal/article"
	"manicule/internal/library"
)

// Destination is where a link leads. One of Address, Here and Place says
// where, or Problem says why it leads nowhere.
type Destination struct {
	Link string // as the article has it

	Address  string       // of the web, or another one that is only shown
	Footnote string       // the label of a footnote of this article
	Here     bool         // into this article: to Span
	Span     article.Span // a footnote's definition, or the beginning of a heading
	Place    library.Place
	Problem  string
}

// Lead returns a function that finds out where a link of the open article, or
// of a note on it, leads. It may take long, and may be called on any goroutine.
// Footnote is where the article defines the footnote of a label.
func (s *Session) Lead(link string, footnote func(label string) (article.Span, bool)) func() Destination {
	var known *library.Articles
	if s.lib != nil {
		known = s.lib.Articles()
	}
	d := s.doc
	return func() Destination { return leadFrom(d, known, link, footnote) }
}

func leadFrom(d *Document, known *library.Articles, link string, footnote func(string) (article.Span, bool)) Destination {
	to := Destination{Link: link}
	if label, ok := strings.CutPrefix(link, article.FootnoteSign); ok {
		if to.Span, to.Here = footnote(label); to.Here {
			to.Footnote = label
			return to
		}
	}
	if article.IsAddress(link) {
		to.Address = link
		return to
	}
	t := article.ResolveLink(d.Path, link)
	switch {
	case t.Here():
		to.toHeading(d.Article, t.Heading)
	case t.Outside:
		to.Problem = "link leads out of the collection: " + link
	case t.File:
		to.Problem = "not an article: " + link
	case known == nil:
		to.Problem = "an article from standard input has no collection; the link leads to " + link
	default:
		to.toArticle(known, d)
	}
	return to
}

func (to *Destination) toHeading(a *article.Article, name string) {
	var off int
	if off, to.Here = a.Anchor(name); !to.Here {
		to.Problem = fmt.Sprintf("this article has no heading “%s”", name)
		return
	}
	to.Span = article.Span{Start: off, End: min(off+1, len(a.Text))}
}

func (to *Destination) toArticle(known *library.Articles, d *Document) {
	to.Place = known.Follow(d.Path, to.Link)
	switch paths := to.Place.Paths; {
	case len(paths) == 0:
		to.Problem = "no article is named " + strings.Trim(to.Link, "[]")
	case len(paths) == 1 && paths[0] == d.Path:
		to.toHeading(d.Article, to.Place.Heading)
	}
}
