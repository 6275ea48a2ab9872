package reader

import (
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
	"manicule/internal/page"
	"manicule/internal/session"
)

func (r *Pane) ownActions() []pane.Action {
	return r.OwnActions("reader", "what is in focus", r.runOwn)
}

// runOwn runs a command on the selection, else on what is in focus, else on the
// whole article.
func (r *Pane) runOwn(o config.OwnCommand) tea.Cmd {
	t := session.CommandTarget{Span: r.target()}
	if r.sel != nil {
		t.Span, r.sel = r.sel.span(), nil
	}
	if n := r.inFocus(); n != nil {
		t.Note = &n.Note
	}
	if !t.Span.Empty() {
		t.Quote = r.page.Quote(t.Span)
		t.Paragraph = r.page.Quote(r.page.Unit(t.Span.Start, page.Paragraph))
	}
	return overlay.RunOwn(r.Env, o, t)
}
