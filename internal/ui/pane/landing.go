package pane

import (
	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/search"
)

// Spot is where a reader is in an article: what the screen shows and what is in
// focus.
type Spot struct {
	Path    string
	Page    *page.Page // nil: the article was left since, and only anchor counts
	Top     page.Loc   // of page
	Anchor  int
	Focus   article.Span
	Unit    page.Unit
	Current string
	Looking bool
}

// Where is the article and the byte at the top of the screen.
func (s Spot) Where() (path string, at int) { return s.Path, s.Anchor }

// Landing is where to arrive in an article that is opened from another one.
type Landing struct {
	Linked  bool         // by a link, not from the list: what the library searched for is not looked up
	Heading string       // see article.Anchor
	Span    article.Span // a passage, if it is not empty
	Note    string       // the id of a note
	Query   search.Query // what leads there: its hits are highlighted
	Back    *Spot        // where the reader was when they left it

	Resume bool // the note that was not finished there is gone on with

	Missing bool // it has no such heading
}

// Nowhere tells that it is where the article was left.
func (to *Landing) Nowhere() bool {
	return to.Heading == "" && to.Span.Empty() && to.Note == "" && to.Back == nil
}

// Find finds the heading; it is called off the screen.
func (to *Landing) Find(a *article.Article) {
	if to.Heading == "" {
		return
	}
	off, ok := a.Anchor(to.Heading)
	to.Missing = !ok
	if ok && off > 0 {
		to.Span = article.Span{Start: off, End: off + 1}
	}
}
