package reader

import (
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
	"manicule/internal/page"
	"manicule/internal/session"
)

// ownActions are the reader's own commands. Their keys go before those of the
// program.
func (r *Pane) ownActions() []pane.Action {
	all := make([]pane.Action, len(r.Commands))
	for i, o := range r.Commands {
		all[i] = pane.Act("run "+o.Name, o.Key, "", "run your command on what is in focus: "+o.Run, func() tea.Cmd { return r.runOwn(o) })
	}
	return all
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
