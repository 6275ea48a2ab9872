package overlay

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// palette lists every action of the mode; typing narrows the list.
type palette struct {
	*pane.Env
	pane.Filter
	mode pane.Mode
	list term.List[*pane.Action]
	all  []*pane.Action
}

func (p *palette) Resize() { p.list.Resize(min(len(p.all), p.H-5)) }

func (p *palette) Draw(c *term.Canvas) *tea.Cursor {
	const nameWidth, keyWidth = 24, 8
	w, h := min(pane.PanelWidth, p.W-2), min(len(p.all)+3, p.H-2)
	top := (p.H - h) / 2 // stays where it is while the list gets shorter
	x, y, width, height := p.Theme.DrawPanel(c, "actions", (p.W-w)/2, top, w, max(len(p.list.Shown()), 1)+3)
	p.Theme.DrawFrameHints(c, x, y+height, width, p.mode.Hints())
	if len(p.list.Items) == 0 {
		c.Text(x, y+1, width, "no matching action", term.Laid(p.Theme.Panel, p.Theme.Quiet))
	}
	end := c.Text(x, y, width, ": "+p.Filter.Text, term.Laid(p.Theme.Panel, p.Theme.Key))
	for i, a := range p.list.Shown() {
		row := y + 1 + i
		c.Text(x, row, nameWidth-1, a.Name, term.Laid(p.Theme.Panel, p.Theme.Title))
		c.Text(x+nameWidth, row, keyWidth-1, a.Key(), term.Laid(p.Theme.Panel, p.Theme.Key))
		if room := width - nameWidth - keyWidth; room >= nameWidth { // less would tell nothing
			c.Text(x+nameWidth+keyWidth, row, room, a.Help, term.Laid(p.Theme.Panel, p.Theme.Quiet))
		}
		if p.list.Top+i == p.list.Cursor {
			p.Theme.DrawPicked(c, x-1, row, width+2)
		}
	}
	return tea.NewCursor(end, y)
}

func (p *palette) Table() *pane.Mode { return &p.mode }

func paletteMode(p *palette) *pane.Mode {
	return &pane.Mode{Title: "Actions", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("do it", "enter", "do it", "run the action under the cursor", p.do),
		pane.Act("close", "esc", "close", "do nothing", p.leave),
		p.DeleteAction(),
	}, p.NarrowedActions("action", pane.Moving(&p.list), p.list.Fit), p.QuitActions())}
}

func (p *palette) leave() tea.Cmd {
	p.Close(p)
	return nil
}

func (p *palette) do() tea.Cmd {
	p.Close(p)
	if a, ok := p.list.Selected(); ok {
		return a.Run()
	}
	return nil
}

// narrow keeps the actions whose name has the letters typed, best first, and
// below them those whose help has the words.
func (p *palette) narrow() {
	typed := p.Filter.Text
	slab := util.MakeSlab(1024, 256)
	scores := map[*pane.Action]int{}
	var found []*pane.Action
	for _, a := range p.all {
		score, ok := pane.Rank(a.Name, strings.Fields(typed), slab)
		if !ok && !strings.Contains(a.Help, strings.ToLower(typed)) {
			continue
		}
		scores[a] = score
		found = append(found, a)
	}
	slices.SortStableFunc(found, func(a, b *pane.Action) int { return cmp.Compare(scores[b], scores[a]) })
	p.list.Set(found)
	p.list.Jump(0)
}

func (p *palette) Wheel(rows int) { p.list.Scroll(rows) }

// ShowPalette opens the palette on the actions of a mode.
func ShowPalette(e *pane.Env, k *pane.Mode) {
	p := &palette{Env: e}
	p.Filter = pane.NewFilter(p.narrow)
	p.mode = e.Bound(paletteMode(p))
	for i := range k.Actions {
		if k.Actions[i].Name != "actions" {
			p.all = append(p.all, &k.Actions[i])
		}
	}
	p.list.Set(p.all)
	e.Push(p)
}
