package ui

import (
	"context"
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
)

// pick is one of several places to go to.
type pick struct {
	title, text string // clean
	run         func() tea.Cmd
}

// picks is a pane that lists places; enter goes to one.
type picks struct {
	*env
	noText
	mode  mode
	title string
	all   []pick
	list  term.List[int]
}

func (e *env) newPicks(title string, all []pick) *picks {
	p := &picks{env: e, title: title, all: all}
	p.mode = e.bound(picksMode(p))
	p.list.Rows = 2
	numbers := make([]int, len(all))
	for i := range numbers {
		numbers[i] = i
	}
	p.list.Set(numbers)
	return p
}

func (p *picks) resize() { p.list.Resize(max(min(2*len(p.all), p.h-4), 2)) }

func (p *picks) draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := p.drawPanel(c, p.title, panelWidth, p.list.Height+2)
	p.theme.DrawFrameHints(c, x, y+height, width, p.mode.hints())
	for i, n := range p.list.Shown() {
		row := y + 2*i
		c.Text(x, row, width, p.all[n].title, term.Laid(p.theme.Panel, p.theme.Title))
		c.Text(x+2, row+1, width-2, p.all[n].text, term.Laid(p.theme.Panel, p.theme.Quiet))
		if n == p.list.Cursor {
			p.theme.DrawPicked(c, x-1, row, width+2)
			p.theme.DrawPicked(c, x-1, row+1, width+2)
		}
	}
	return nil
}

func (p *picks) table() *mode { return &p.mode }

func picksMode(p *picks) *mode {
	return &mode{title: "Places", actions: slices.Concat([]action{
		act("go there", "enter l right", "go there", "go to the place under the cursor: one that links here, or that a link may lead to", p.goThere),
		act("close", "esc q", "close", "go nowhere", p.leave),
	}, p.listActions("place", moving(&p.list), p.list.Fit), p.quitActions())}
}

func (p *picks) leave() tea.Cmd {
	p.close(p)
	return nil
}

func (p *picks) goThere() tea.Cmd {
	p.close(p)
	if n, ok := p.list.Selected(); ok {
		return p.all[n].run()
	}
	return nil
}

// backlinks are the links to an article, as they were last looked for.
type backlinks struct {
	path     string
	links    []library.Backlink
	articles int // that have such a link, or one that could be
	known    bool
}

// backlinksMsg brings them.
type backlinksMsg backlinks

// findBacklinks has looked up what links to an article.
func (m *Model) findBacklinks(path string) tea.Cmd {
	if m.lib == nil {
		return nil
	}
	ctx, lib := m.ctx, m.lib
	m.backlinks = backlinks{path: path}
	return func() tea.Msg { return backlinksMsg(backlinksOf(ctx, lib, path)) }
}

func backlinksOf(ctx context.Context, lib *library.Library, path string) backlinks {
	b := backlinks{path: path, known: true}
	b.links, b.articles = lib.Backlinks(ctx, path)
	return b
}

// onBacklinks takes them into the info that waits for them.
func (m *Model) onBacklinks(msg backlinksMsg) tea.Cmd {
	if msg.path != m.backlinks.path {
		return nil
	}
	m.backlinks = backlinks(msg)
	if info, ok := activePane[*pager](m.env); ok {
		info.resize()
	}
	return nil
}

// showBacklinks lists the links to the open article.
func (r *readerPane) showBacklinks() tea.Cmd {
	if r.lib == nil {
		r.say("an article from standard input stands alone: nothing links to it")
		return r.statusTimer()
	}
	ctx, lib, path := r.ctx, r.lib, r.Path
	return r.await("looking for what links here", func() arrival {
		b := backlinksOf(ctx, lib, path)
		return func() (pane, error) { return r.newBacklinks(b) }
	})
}

func (e *env) newBacklinks(b backlinks) (pane, error) {
	if len(b.links) == 0 {
		return nil, nothing("no article and no note of this collection links here")
	}
	all := make([]pick, len(b.links))
	for i, l := range b.links {
		all[i] = e.pickOf(l.Path, backlinkText(l), landing{linked: true, span: l.Span, note: l.Note})
	}
	return e.newPicks("what links here", all), nil
}

// backlinkText is what stands around a link, and whose words they are.
func backlinkText(l library.Backlink) string {
	if l.Note != "" {
		return "☞ " + l.Text
	}
	return l.Text
}

// infoBacklinks are the lines of an article's info about what links to it.
func (m *Model) infoBacklinks(path string, width int) []helpLine {
	b := &m.backlinks
	switch {
	case m.lib == nil || b.path != path:
		return nil
	case !b.known:
		return []helpLine{{}, {"linked from", "…"}}
	case len(b.links) == 0:
		return []helpLine{{}, {"linked from", "nowhere in this collection"}}
	}
	lines := []helpLine{{}}
	label := "linked from"
	for _, l := range b.links {
		lines = append(lines, labelled(label, l.Title+": "+backlinkText(l), width)...)
		label = " "
	}
	if b.articles > library.MaxBacklinks {
		lines = append(lines, labelled(" ", "and more: search for link:"+path, width)...)
	}
	return append(lines, labelled(" ", "B lists them while the article is open, to go to one", width)...)
}
