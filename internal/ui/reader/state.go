package reader

import (
	"manicule/internal/article"
	"manicule/internal/session"
	"manicule/internal/ui/term"
)

// State is what a reader's pane shows and what a key acts on there, for those who
// check it.
type State struct {
	Focus     article.Span
	Selected  article.Span // empty when nothing is being selected
	Note      string       // id of the one in focus, or ""
	Hits      session.Hits
	OnHit     bool       // the match that was gone to is on the screen
	Seek      term.Field // the line that searches the article
	Typing    bool       // into that line
	Searching bool       // the answer to it is waited for
	Looking   bool       // something is looked up: this is not the reading place
	Visible   article.Span
	First     int // the byte that the first row begins with
}

// State is the pane's present state.
func (r *Pane) State() State {
	s := State{
		Focus: r.focus, Note: r.current, Hits: r.hits,
		Seek: r.seek.Field, Typing: r.seek.typing, Searching: r.seek.cancel != nil, Looking: r.looking,
	}
	if r.page != nil { // else nothing is shown yet
		s.OnHit, s.Visible, s.First = r.onHit(), r.visible(), r.page.Offset(r.top)
	}
	if r.sel != nil {
		s.Selected = r.sel.span()
	}
	return s
}

// RowStart is the first byte that is shown on the row of a byte.
func (r *Pane) RowStart(off int) int { return r.page.Offset(r.page.Locate(off)) }
