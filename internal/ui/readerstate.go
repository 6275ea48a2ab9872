package ui

import (
	"manicule/internal/article"
	"manicule/internal/session"
	"manicule/internal/ui/term"
)

// readerState is what a reader's pane shows and what a key acts on there, for those who
// check it.
type readerState struct {
	focus     article.Span
	selected  article.Span // empty when nothing is being selected
	note      string       // id of the one in focus, or ""
	hits      session.Hits
	onHit     bool       // the match that was gone to is on the screen
	seek      term.Field // the line that searches the article
	typing    bool       // into that line
	searching bool       // the answer to it is waited for
	looking   bool       // something is looked up: this is not the reading place
	visible   article.Span
	first     int // the byte that the first row begins with
}

// state is the pane's present state.
func (r *readerPane) state() readerState {
	s := readerState{
		focus: r.focus, note: r.current, hits: r.hits,
		seek: r.seek.Field, typing: r.seek.typing, searching: r.seek.cancel != nil, looking: r.looking,
	}
	if r.page != nil { // else nothing is shown yet
		s.onHit, s.visible, s.first = r.onHit(), r.visible(), r.page.Offset(r.top)
	}
	if r.sel != nil {
		s.selected = r.sel.span()
	}
	return s
}

// rowStart is the first byte that is shown on the row of a byte.
func (r *readerPane) rowStart(off int) int { return r.page.Offset(r.page.Locate(off)) }
