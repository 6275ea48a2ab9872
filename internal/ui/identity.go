package ui

import (
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/store"
)

// kinAsker is the overlay that asks which of several articles one that went is
// now.
type kinAsker struct {
	*env
	mode mode
	kin  store.Kin
	list term.List[string]
}

// tellUnsure says that there is an article to ask about.
func (m *Model) tellUnsure() {
	if k := m.session.Unsure(); len(k) > 0 {
		m.say("notes on " + article.CleanLine(k[0].Article) + " may belong to " + count(len(k[0].Heirs), "other article") + " now · " + m.noticeKey() + " asks")
		m.status.bad = true
	}
}

// askKin asks about the next article.
func (m *Model) askKin() tea.Cmd {
	unsure := m.session.Unsure()
	if len(unsure) == 0 {
		return nil
	}
	m.session.Settle()
	k := &kinAsker{env: m.env, kin: unsure[0]}
	k.mode = *m.opts.Keys.bind(kinMode(k))
	k.list.Set(k.kin.Heirs)
	k.resize()
	m.over = k
	return nil
}

func (k *kinAsker) resize() { k.list.Resize(max(min(len(k.kin.Heirs), k.h-8), 1)) }

func (k *kinAsker) key(key tea.KeyPressMsg) tea.Cmd {
	if a := k.mode.find(key.String()); a != nil {
		return a.run()
	}
	return nil
}

func (k *kinAsker) paste(string) tea.Cmd { return nil }

func kinMode(k *kinAsker) *mode {
	return &mode{"Which article it is now", []action{
		{"choose", []string{"enter"}, "it is this one", "the notes of the article that went belong to this one", k.choose},
		{"next", []string{"j", "down"}, "", "the next article that may be it", func() tea.Cmd { k.list.Move(1); return nil }},
		{"previous", []string{"k", "up"}, "", "the one before", func() tea.Cmd { k.list.Move(-1); return nil }},
		{"none", []string{"esc", "q"}, "none of them", "leave the notes where they are", k.none},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", k.quit},
	}}
}

func (k *kinAsker) choose() tea.Cmd {
	to, ok := k.list.Selected()
	if !ok {
		return nil
	}
	k.over = nil
	return tea.Batch(k.host.onEvent(k.session.Adopt(k.kin, to)), k.host.askKin())
}

func (k *kinAsker) none() tea.Cmd {
	k.over = nil
	return k.host.askKin()
}

func (k *kinAsker) draw(c *term.Canvas) *tea.Cursor {
	shown := k.list.Shown()
	x, y, width, height := k.drawPanel(c, "an article went · which one is it now?", panelWidth, len(shown)+4)
	c.Text(x, y, width, article.CleanLine(k.kin.Article)+" is gone, with "+count(k.kin.Notes, "note"), term.Laid(k.theme.Panel, k.theme.Title))
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
