package ui

import (
	"context"
	"slices"

	"manicule/internal/article"
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

func newPicks(e *env, title string, all []pick) *picks {
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

func backlinksOf(ctx context.Context, lib *library.Library, path string) backlinks {
	b := backlinks{path: path, known: true}
	b.links, b.articles = lib.Backlinks(ctx, path)
	return b
}

func newBacklinks(e *env, b backlinks) (pane, error) {
	if len(b.links) == 0 {
		return nil, nothing("no article and no note of this collection links here")
	}
	all := make([]pick, len(b.links))
	for i, l := range b.links {
		all[i] = pickOf(e, l.Path, backlinkText(l), landing{linked: true, span: l.Span, note: l.Note})
	}
	return newPicks(e, "what links here", all), nil
}

// backlinkText is what stands around a link, and whose words they are.
func backlinkText(l library.Backlink) string {
	if l.Note != "" {
		return "☞ " + l.Text
	}
	return l.Text
}

func (p *picks) wheel(rows int) { p.list.Scroll(rows / p.list.Rows) }

// pickOf is an article to choose.
func pickOf(e *env, path, text string, to landing) pick {
	title := article.CleanLine(path)
	a := e.lib.Articles()
	if id, ok := a.Find(path); ok {
		title = a.Entry(id).Meta.Title
	}
	return pick{title, text, func() tea.Cmd { return e.host.openTo(path, to) }}
}

// showPicks opens the pane on places to go to.
func showPicks(e *env, title string, all []pick) { e.push(newPicks(e, title, all)) }

// showBacklinks opens the pane on what links to an article.
func showBacklinks(e *env, path string) tea.Cmd {
	ctx, lib := e.ctx, e.lib
	return e.await("looking for what links here", func() arrival {
		b := backlinksOf(ctx, lib, path)
		return func() (pane, error) { return newBacklinks(e, b) }
	})
}
