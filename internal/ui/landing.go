package ui

import (
	"manicule/internal/article"
	"manicule/internal/page"
)

// spot is where a reader is in an article: what the screen shows and what is in
// focus.
type spot struct {
	path    string
	page    *page.Page // nil: the article was left since, and only anchor counts
	top     page.Loc   // of page
	anchor  int
	focus   article.Span
	unit    page.Unit
	current string
	looking bool
}

// Where is the article and the byte at the top of the screen.
func (s spot) Where() (path string, at int) { return s.path, s.anchor }

// landing is where to arrive in an article that is opened from another one.
type landing struct {
	linked  bool         // by a link, not from the list: what the library searched for is not looked up
	heading string       // see article.Anchor
	span    article.Span // a passage, if it is not empty
	note    string       // the id of a note
	back    *spot        // where the reader was when they left it

	resume bool // the note that was not finished there is gone on with

	missing bool // it has no such heading
}

// nowhere tells that it is where the article was left.
func (to *landing) nowhere() bool {
	return to.heading == "" && to.span.Empty() && to.note == "" && to.back == nil
}

// find finds the heading; it is called off the screen.
func (to *landing) find(a *article.Article) {
	if to.heading == "" {
		return
	}
	off, ok := a.Anchor(to.heading)
	to.missing = !ok
	if ok && off > 0 {
		to.span = article.Span{Start: off, End: off + 1}
	}
}
