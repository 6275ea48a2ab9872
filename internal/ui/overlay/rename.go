package overlay

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// renamePane asks which of several articles one that went is now.
type renamePane struct {
	*pane.Env
	pane.NoText
	mode pane.Mode
	gone store.MissingArticle // with the candidates for what it is now
	list term.List[string]
}

func (k *renamePane) Resize() { k.list.Resize(max(min(len(k.gone.Candidates), k.H-8), 1)) }

func (k *renamePane) Table() *pane.Mode { return &k.mode }

func renameMode(k *renamePane) *pane.Mode {
	return &pane.Mode{Title: "Missing article", Actions: []pane.Action{
		pane.Act("choose", "enter", "it is this one", "the missing article's notes belong to this one", k.choose),
		pane.Act("next", "j down", "", "next candidate", k.Counted(pane.Moving(&k.list), 1)),
		pane.Act("previous", "k up", "", "the one before", k.Counted(pane.Moving(&k.list), -1)),
		pane.Act("none", "esc q", "none of them", "leave the notes where they are", k.none),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", k.Quit),
	}}
}

func (k *renamePane) choose() tea.Cmd {
	to, ok := k.list.Selected()
	if !ok {
		return nil
	}
	k.Close(k)
	return tea.Batch(k.Host.OnEvent(k.Session.Adopt(k.gone, to)), k.Host.AskRename())
}

func (k *renamePane) none() tea.Cmd {
	k.Close(k)
	return k.Host.AskRename()
}

func (k *renamePane) Draw(c *term.Canvas) *tea.Cursor {
	shown := k.list.Shown()
	x, y, width, height := k.DrawPanel(c, "article missing · which of these is it now?", pane.PanelWidth, len(shown)+4)
	c.Text(x, y, width, article.CleanLine(k.gone.Article)+" is gone, with "+pane.Count(k.gone.Notes, "note"), term.Laid(k.Theme.Panel, k.Theme.Title))
	c.Text(x, y+1, width, "these have the same text or title:", term.Laid(k.Theme.Panel, k.Theme.Quiet))
	for i, path := range shown {
		c.Text(x, y+2+i, width, article.CleanLine(path), term.Laid(k.Theme.Panel, k.Theme.Text))
		if k.list.Top+i == k.list.Cursor {
			k.Theme.DrawPicked(c, x-1, y+2+i, width+2)
		}
	}
	k.Theme.DrawFrameHints(c, x, y+height, width, k.mode.Hints())
	return nil
}

// ShowRename asks what an article that went is now.
func ShowRename(e *pane.Env, gone store.MissingArticle) {
	k := &renamePane{Env: e, gone: gone}
	k.mode = e.Bound(renameMode(k))
	k.list.Set(k.gone.Candidates)
	e.Push(k)
}
