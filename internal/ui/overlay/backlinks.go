// Package overlay has the panes that are opened on the library or the article:
// each is given what it shows and what is to be done with it.
package overlay

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Pick is one of several places to go to.
type Pick struct {
	title, text string // clean
	run         func() tea.Cmd
}

// picks is a pane that lists places; enter goes to one.
type picks struct {
	*pane.Env
	pane.NoText
	mode  pane.Mode
	title string
	all   []Pick
	list  term.List[int]
}

func newPicks(e *pane.Env, title string, all []Pick) *picks {
	p := &picks{Env: e, title: title, all: all}
	p.mode = e.Bound(picksMode(p))
	p.list.Rows = 2
	numbers := make([]int, len(all))
	for i := range numbers {
		numbers[i] = i
	}
	p.list.Set(numbers)
	return p
}

func (p *picks) Resize() { p.list.Resize(max(min(2*len(p.all), p.H-4), 2)) }

func (p *picks) Draw(c *term.Canvas) *tea.Cursor {
	x, y, width, height := p.DrawPanel(c, p.title, pane.PanelWidth, p.list.Height+2)
	p.Theme.DrawFrameHints(c, x, y+height, width, p.mode.Hints())
	for i, n := range p.list.Shown() {
		row := y + 2*i
		c.Text(x, row, width, p.all[n].title, term.Laid(p.Theme.Panel, p.Theme.Title))
		c.Text(x+2, row+1, width-2, p.all[n].text, term.Laid(p.Theme.Panel, p.Theme.Quiet))
		if n == p.list.Cursor {
			p.Theme.DrawPicked(c, x-1, row, width+2)
			p.Theme.DrawPicked(c, x-1, row+1, width+2)
		}
	}
	return nil
}

func (p *picks) Table() *pane.Mode { return &p.mode }

func picksMode(p *picks) *pane.Mode {
	return &pane.Mode{Title: "Places", Actions: slices.Concat([]pane.Action{
		pane.Act("go there", "enter l right", "go there", "go to the place under the cursor: one that links here, or that a link may lead to", p.goThere),
		pane.Act("close", "esc q", "close", "go nowhere", p.leave),
	}, p.ListActions("place", pane.Moving(&p.list), p.list.Fit), p.QuitActions())}
}

func (p *picks) leave() tea.Cmd {
	p.Close(p)
	return nil
}

func (p *picks) goThere() tea.Cmd {
	p.Close(p)
	if n, ok := p.list.Selected(); ok {
		return p.all[n].run()
	}
	return nil
}

// Backlinks are the links to an article, as they were last looked for.
type Backlinks struct {
	Path     string
	Links    []library.Backlink
	Articles int // that have such a link, or one that could be
	Known    bool
}

func BacklinksOf(ctx context.Context, lib *library.Library, path string) Backlinks {
	b := Backlinks{Path: path, Known: true}
	b.Links, b.Articles = lib.Backlinks(ctx, path)
	return b
}

func newBacklinks(e *pane.Env, b Backlinks) (pane.Pane, error) {
	if len(b.Links) == 0 {
		return nil, pane.Nothing("nothing links here")
	}
	all := make([]Pick, len(b.Links))
	for i, l := range b.Links {
		all[i] = PickOf(e, l.Path, BacklinkText(l), pane.Landing{Linked: true, Span: l.Span, Note: l.Note})
	}
	return newPicks(e, "what links here", all), nil
}

// BacklinkText is what stands around a link, and whose words they are.
func BacklinkText(l library.Backlink) string {
	if l.Note != "" {
		return "☞ " + l.Text
	}
	return l.Text
}

func (p *picks) Wheel(rows int) { p.list.Scroll(rows / p.list.Rows) }

// PickOf is an article to choose.
func PickOf(e *pane.Env, path, text string, to pane.Landing) Pick {
	title := article.CleanLine(path)
	a := e.Lib.Articles()
	if id, ok := a.Find(path); ok {
		title = a.Entry(id).Meta.Title
	}
	return Pick{title, text, func() tea.Cmd { return e.Host.OpenTo(path, to) }}
}

// ShowPicks opens the pane on places to go to.
func ShowPicks(e *pane.Env, title string, all []Pick) { e.Push(newPicks(e, title, all)) }

// ShowBacklinks opens the pane on what links to an article.
func ShowBacklinks(e *pane.Env, path string) tea.Cmd {
	ctx, lib := e.Ctx, e.Lib
	return e.Await("looking for what links here", func() pane.Arrival {
		b := BacklinksOf(ctx, lib, path)
		return func() (pane.Pane, error) { return newBacklinks(e, b) }
	})
}
