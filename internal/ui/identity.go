package ui

import (
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/store"
)

// renamePane asks which of several articles one that went is now.
type renamePane struct {
	*env
	noText
	mode mode
	gone store.Kin // with the candidates for what it is now
	list term.List[string]
}

func (k *renamePane) resize() { k.list.Resize(max(min(len(k.gone.Heirs), k.h-8), 1)) }

func (k *renamePane) table() *mode { return &k.mode }

func renameMode(k *renamePane) *mode {
	return &mode{title: "Which article it is now", actions: []action{
		act("choose", "enter", "it is this one", "the notes of the article that went belong to this one", k.choose),
		act("next", "j down", "", "the next article that may be it", k.counted(moving(&k.list), 1)),
		act("previous", "k up", "", "the one before", k.counted(moving(&k.list), -1)),
		act("none", "esc q", "none of them", "leave the notes where they are", k.none),
		act(quitAction, "ctrl+c", "", "leave; everything is saved", k.quit),
	}}
}

func (k *renamePane) choose() tea.Cmd {
	to, ok := k.list.Selected()
	if !ok {
		return nil
	}
	k.close(k)
	return tea.Batch(k.host.onEvent(k.session.Adopt(k.gone, to)), k.host.askRename())
}

func (k *renamePane) none() tea.Cmd {
	k.close(k)
	return k.host.askRename()
}

func (k *renamePane) draw(c *term.Canvas) *tea.Cursor {
	shown := k.list.Shown()
	x, y, width, height := k.drawPanel(c, "an article went · which one is it now?", panelWidth, len(shown)+4)
	c.Text(x, y, width, article.CleanLine(k.gone.Article)+" is gone, with "+count(k.gone.Notes, "note"), term.Laid(k.theme.Panel, k.theme.Title))
	c.Text(x, y+1, width, "these say the same, or call themselves the same:", term.Laid(k.theme.Panel, k.theme.Quiet))
	for i, path := range shown {
		c.Text(x, y+2+i, width, article.CleanLine(path), term.Laid(k.theme.Panel, k.theme.Text))
		if k.list.Top+i == k.list.Cursor {
			k.theme.DrawPicked(c, x-1, y+2+i, width+2)
		}
	}
	k.theme.DrawFrameHints(c, x, y+height, width, k.mode.hints())
	return nil
}

// showRename asks what an article that went is now.
func showRename(e *env, gone store.Kin) {
	k := &renamePane{env: e, gone: gone}
	k.mode = e.bound(renameMode(k))
	k.list.Set(k.gone.Heirs)
	e.push(k)
}
