package ui

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/store"
)

// identity is what is known in this session of articles that went: their
// notes may turn up under another name.
type identity struct {
	gone    map[string]bool // paths that went, to compare with those that come
	settled map[string]bool // paths whose notes were given to another, or left
	unsure  []store.Kin     // several articles could be meant
}

// maxGone is how many articles that went are remembered.
const maxGone = 10_000

// kinMsg brings articles that went, with those that they may be now.
type kinMsg struct {
	kin []store.Kin
	err error
}

// lookForKin looks among the articles that came or changed for those that went.
func (m *Model) lookForKin(changes map[string]store.ChangeKind) tea.Cmd {
	id := &m.identity
	if id.gone == nil {
		id.gone, id.settled = map[string]bool{}, map[string]bool{}
	}
	var came []string
	for path, kind := range changes {
		switch {
		case kind == store.ArticleChanged:
			came = append(came, path)
		case kind == store.Removed && len(id.gone) < maxGone:
			id.gone[path] = true
		}
	}
	if len(came) == 0 {
		return nil
	}
	slices.Sort(came)
	c, ctx, gone := m.store, m.ctx, slices.Collect(maps.Keys(id.gone))
	return func() tea.Msg {
		strays := c.Strays(gone)
		if len(strays) == 0 {
			return nil
		}
		kin, err := c.Kin(ctx, strays, came)
		return kinMsg{kin, err}
	}
}

// putBack restores at once what an editor overwrote in notes files. What it
// can't restore now the next save does.
func (m *Model) putBack(changes map[string]store.ChangeKind) tea.Cmd {
	var paths []string
	for path, kind := range changes {
		if kind == store.NotesChanged {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return nil
	}
	c, ctx := m.store, m.ctx
	return func() tea.Msg {
		_ = c.PutBack(ctx, paths...)
		return nil
	}
}

// kinFound gives what belonged to an article that went to the only one it can
// be now; where there are several, a notice says so.
func (m *Model) kinFound(msg kinMsg) tea.Cmd {
	if msg.err != nil {
		return nil // the program ends
	}
	var cmds []tea.Cmd
	for _, k := range msg.kin {
		switch {
		case m.identity.settled[k.Article]:
		case len(k.Heirs) == 1:
			cmds = append(cmds, m.rehome(k, k.Heirs[0]))
		default:
			m.identity.settled[k.Article] = true
			m.identity.unsure = append(m.identity.unsure, k)
		}
	}
	m.tellUnsure()
	return tea.Batch(cmds...)
}

// rehomedMsg tells how giving notes to another article went.
type rehomedMsg struct {
	from, to, said string
	err            error
}

func (msg rehomedMsg) failed() error { return msg.err }

// rehome gives what belonged to an article to another; undo gives it back.
func (m *Model) rehome(k store.Kin, to string) tea.Cmd {
	m.identity.settled[k.Article] = true
	c := m.store
	var moved []string
	done := false
	again := func(m *Model) tea.Cmd {
		return m.inTurn(func() tea.Msg {
			msg := rehomedMsg{from: k.Article, to: to, said: belongs(k, to)}
			if done {
				msg = rehomedMsg{from: to, to: k.Article, said: "undone: " + msg.said}
			}
			var ids []string
			if ids, msg.err = c.Rehome(msg.from, msg.to, moved); msg.err == nil {
				moved, done = ids, !done
			}
			return msg
		})
	}
	m.remember(change{again: again})
	m.undone = nil
	return again(m)
}

// belongs says what was given to which article.
func belongs(k store.Kin, to string) string {
	what := "the place in "
	if k.Notes > 0 {
		what = "notes of "
	}
	return what + article.CleanLine(k.Article) + " now belong to " + article.CleanLine(to)
}

// rehomed says so. An article that was open under its old name goes on under
// the new one.
func (m *Model) rehomed(msg rehomedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	m.say(msg.said + " · u takes it back")
	cmds := []tea.Cmd{m.reread(), m.reloadNotes()}
	if m.isOpen(msg.from) && m.rd.gone {
		m.rd.renamed = msg.to
		cmds = append(cmds, m.reload())
	} else if m.isOpen(msg.to) {
		cmds = append(cmds, m.reload())
	}
	return tea.Batch(cmds...)
}

// kinAsker is the overlay that asks which of several articles one that went is
// now.
type kinAsker struct {
	mode mode
	kin  store.Kin
	list list[string]
}

// tellUnsure says that there is an article to ask about.
func (m *Model) tellUnsure() {
	if k := m.identity.unsure; len(k) > 0 {
		m.say("notes of " + article.CleanLine(k[0].Article) + " may belong to " + count(len(k[0].Heirs), "other article") + " now · " + m.noticeKey() + " asks")
		m.status.bad = true
	}
}

// askKin asks about the next article.
func (m *Model) askKin() tea.Cmd {
	unsure := m.identity.unsure
	if len(unsure) == 0 {
		return nil
	}
	m.identity.unsure = unsure[1:]
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
	return tea.Batch(m.rehome(k.kin, to), m.askKin())
}

func (k *kinAsker) none(m *Model) tea.Cmd {
	m.over = nil
	return m.askKin()
}

func (k *kinAsker) draw(m *Model, c *canvas) *tea.Cursor {
	shown := k.list.Shown()
	x, y, width, height := m.drawPanel(c, "an article went · which one is it now?", panelWidth, len(shown)+4)
	c.text(x, y, width, article.CleanLine(k.kin.Article)+" is gone, with "+count(k.kin.Notes, "note"), over2(m.theme.panel, m.theme.title))
	c.text(x, y+1, width, "these say the same, or call themselves the same:", over2(m.theme.panel, m.theme.quiet))
	for i, path := range shown {
		c.text(x, y+2+i, width, article.CleanLine(path), over2(m.theme.panel, m.theme.text))
		if k.list.top+i == k.list.cursor {
			m.drawPicked(c, x-1, y+2+i, width+2)
		}
	}
	m.drawFrameHints(c, x, y+height, width, k.mode.hints())
	return nil
}
