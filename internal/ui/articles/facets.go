package articles

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// facets lists what the articles found have in common, with their number; enter
// narrows the search to those.
type facets struct {
	*pane.Env
	pane.Filter
	mode pane.Mode
	all  []search.Facet
	list term.List[search.Facet]
	take func(f search.Facet) tea.Cmd
}

// facetNames are what a facet is of, by its qualifier.
var facetNames = map[string]string{"kind": "kind of note", "tag": "tag", "source": "site", "date": "year"}

// showFacets counts what the articles have that the box finds as it stands.
func (lp *Pane) showFacets() tea.Cmd {
	text, a, unfolded, now, ctx := lp.box.Text, lp.latest, lp.unfolded, lp.Now(), lp.Ctx
	shown := func(ids []library.ID) int { return len(unfolded.fold(found{articles: a, ids: ids}).ids) }
	take := func(f search.Facet) tea.Cmd { return lp.SetQuery(text + f.Query + " ") }
	return lp.Await("counting tags, sites and years", func() pane.Arrival {
		all, err := a.Facets(ctx, text, now, shown)
		return func() (pane.Pane, error) {
			if err == nil && len(all) == 0 {
				err = pane.Nothing("no kinds of notes, tags, sites or years to narrow by")
			}
			if err != nil {
				return nil, err
			}
			return newFacets(lp.Env, all, take), nil
		}
	})
}

func newFacets(e *pane.Env, all []search.Facet, take func(search.Facet) tea.Cmd) *facets {
	v := &facets{Env: e, all: all, take: take}
	v.Filter = pane.NewFilter(v.narrow)
	v.mode = e.Bound(facetsMode(v))
	v.list.Set(all)
	return v
}

func facetsMode(v *facets) *pane.Mode {
	return &pane.Mode{Title: "Narrowing", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("narrow", "enter", "narrow", "find only the articles that have what is under the cursor", v.choose),
		pane.Act("close", "esc", "close", "narrow nothing", v.leave),
		v.DeleteAction(),
	}, v.NarrowedActions("tag, site or year", pane.Moving(&v.list), v.list.Fit), v.QuitActions())}
}

func (v *facets) Table() *pane.Mode { return &v.mode }

func (v *facets) Resize() { v.list.Resize(max(min(len(v.all), v.H-5), 1)) }

func (v *facets) Wheel(rows int) { v.list.Scroll(rows) }

// narrow keeps what has the words typed.
func (v *facets) narrow() {
	words := strings.Fields(strings.ToLower(v.Filter.Text))
	v.list.Set(slices.DeleteFunc(slices.Clone(v.all), func(f search.Facet) bool {
		in := strings.ToLower(facetNames[f.Qualifier] + " " + f.Value)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(in, w) })
	}))
	v.list.Jump(0)
}

func (v *facets) Draw(c *term.Canvas) *tea.Cursor {
	const nameWidth, countWidth, panelWidth = 14, 8, 64
	w, h := min(panelWidth, v.W-2), min(len(v.all)+3, v.H-2)
	x, y, width, height := v.Theme.DrawPanel(c, "narrow by", (v.W-w)/2, (v.H-h)/2, w, max(len(v.list.Shown()), 1)+3)
	v.Theme.DrawFrameHints(c, x, y+height, width, v.mode.Hints())
	end := c.Text(x, y, width, "/ "+v.Filter.Text, term.Laid(v.Theme.Panel, v.Theme.Key))
	if len(v.list.Items) == 0 {
		c.Text(x, y+1, width, "none of that name", term.Laid(v.Theme.Panel, v.Theme.Quiet))
	}
	last := ""
	for i, f := range v.list.Shown() {
		row := y + 1 + i
		if name := facetNames[f.Qualifier]; name != last {
			c.Text(x, row, nameWidth-1, name, term.Laid(v.Theme.Panel, v.Theme.Quiet))
			last = name
		}
		c.Text(x+nameWidth, row, width-nameWidth-countWidth, article.CleanLine(f.Value), term.Laid(v.Theme.Panel, v.Theme.Title))
		c.TextRight(x+width, row, countWidth, strconv.Itoa(f.Count), term.Laid(v.Theme.Panel, v.Theme.Quiet))
		if v.list.Top+i == v.list.Cursor {
			v.Theme.DrawPicked(c, x-1, row, width+2)
		}
	}
	return tea.NewCursor(end, y)
}

func (v *facets) leave() tea.Cmd {
	v.Close(v)
	return nil
}

func (v *facets) choose() tea.Cmd {
	f, ok := v.list.Selected()
	if !ok {
		return nil
	}
	v.Close(v)
	return v.take(f)
}
