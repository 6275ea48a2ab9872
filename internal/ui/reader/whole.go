package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/session"
)

// showWhole has all of the page shown, or again only its article.
func (r *Pane) showWhole() tea.Cmd {
	if r.Article == nil || r.Article.Format != article.HTML {
		r.Say("this is no web page: all of it is shown")
		return r.StatusTimer()
	}
	return r.Host.OnEvent(r.Session.ShowWhole(session.One(r.Path), session.Toggle))
}
