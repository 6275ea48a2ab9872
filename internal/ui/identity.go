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
	k := &kinAsker{mode: *m.opts.Keys.bind(kinMode()), kin: unsure[0]}
	k.list.Set(k.kin.Heirs)
	k.resize(m)
	m.over = k
	return nil
}

func (k *kinAsker) resize(m *Model) { k.list.Resize(max(min(len(k.kin.Heirs), m.h-8), 1)) }

func (k *kinAsker) key(m *Model, key tea.KeyPressMsg) tea.Cmd {
	if a := k.mode.find(key.String()); a != nil {
		return a.run(m)
	}
	return nil
}

func (k *kinAsker) paste(*Model, string) tea.Cmd { return nil }

func onAsker(do func(*kinAsker, *Model) tea.Cmd) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		if k, ok := m.over.(*kinAsker); ok {
			return do(k, m)
		}
		return nil
	}
}

func kinMode() *mode {
	return &mode{"Which article it is now", []action{
		{"choose", []string{"enter"}, "it is this one", "the notes of the article that went belong to this one", onAsker((*kinAsker).choose)},
		{"next", []string{"j", "down"}, "", "the next article that may be it", onAsker(func(k *kinAsker, _ *Model) tea.Cmd { k.list.Move(1); return nil })},
		{"previous", []string{"k", "up"}, "", "the one before", onAsker(func(k *kinAsker, _ *Model) tea.Cmd { k.list.Move(-1); return nil })},
		{"none", []string{"esc", "q"}, "none of them", "leave the notes where they are", onAsker((*kinAsker).none)},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

func (k *kinAsker) choose(m *Model) tea.Cmd {
	to, ok := k.list.Selected()
	if !ok {
		return nil
	}
	m.over = nil
	return tea.Batch(m.onEvent(m.session.Adopt(k.kin, to)), m.askKin())
}

func (k *kinAsker) none(m *Model) tea.Cmd {
	m.over = nil
	return m.askKin()
}

func (k *kinAsker) draw(m *Model, c *term.Canvas) *tea.Cursor {
	shown := k.list.Shown()
	x, y, width, height := m.drawPanel(c, "an article went · which one is it now?", panelWidth, len(shown)+4)
	c.Text(x, y, width, article.CleanLine(k.kin.Article)+" is gone, with "+count(k.kin.Notes, "note"), term.Laid(m.theme.Panel, m.theme.Title))
	c.Text(x, y+1, width, "these say the same, or call themselves the same:", term.Laid(m.theme.Panel, m.theme.Quiet))
	for i, path := range shown {
		c.Text(x, y+2+i, width, article.CleanLine(path), term.Laid(m.theme.Panel, m.theme.Text))
		if k.list.Top+i == k.list.Cursor {
			m.theme.DrawPicked(c, x-1, y+2+i, width+2)
		}
	}
	m.theme.DrawFrameHints(c, x, y+height, width, k.mode.hints())
	return nil
}
