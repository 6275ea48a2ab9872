package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/page"
)

// Undrawn is code on the screen or the next one of which a drawing is to be
// made.
func (r *Pane) Undrawn() (page.Code, bool) {
	if r.page == nil || r.TooSmall() {
		return page.Code{}, false
	}
	return r.page.Undrawn(r.top, 2*r.pageRows())
}

// Redraw shows what was drawn of code.
func (r *Pane) Redraw(c page.Code) {
	if r.page != nil {
		r.page.Redraw(c)
		r.LayOutAgain()
	}
}

// turnSource shows the source of what was drawn, or the drawing again. A source
// with notes on a piece of it comes back at once; see unfoldNotes.
func (r *Pane) turnSource(at int, source bool) tea.Cmd {
	r.page.ToggleSource(at)
	r.keepFolds()
	r.put(earlier(r.rowAt(r.Place), r.page.Locate(at)))
	r.Say(r.readMode.Named("source · {fold} shows the drawing"))
	if source {
		r.Say(r.readMode.Named("drawing · {fold} shows its source"))
	}
	return tea.Batch(r.touchPlace(), r.StatusTimer())
}
