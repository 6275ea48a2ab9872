package ui

import (
	"cmp"
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/article"
)

// palette lists every action of the mode; typing narrows the list.
type palette struct {
	*env
	mode   mode
	filter string // what was typed
	list   term.List[*action]
	all    []*action
}

func (p *palette) resize() { p.list.Resize(min(len(p.all), p.h-5)) }

func (p *palette) draw(c *term.Canvas) *tea.Cursor {
	const nameWidth, keyWidth = 24, 8
	w, h := min(panelWidth, p.w-2), min(len(p.all)+3, p.h-2)
	top := (p.h - h) / 2 // stays where it is while the list gets shorter
	x, y, width, height := p.theme.DrawPanel(c, "actions", (p.w-w)/2, top, w, max(len(p.list.Shown()), 1)+3)
	p.theme.DrawFrameHints(c, x, y+height, width, p.mode.hints())
	if len(p.list.Items) == 0 {
		c.Text(x, y+1, width, "no action is called so, or does that", term.Laid(p.theme.Panel, p.theme.Quiet))
	}
	end := c.Text(x, y, width, ": "+p.filter, term.Laid(p.theme.Panel, p.theme.Key))
	for i, a := range p.list.Shown() {
		row := y + 1 + i
		c.Text(x, row, nameWidth-1, a.name, term.Laid(p.theme.Panel, p.theme.Title))
		c.Text(x+nameWidth, row, keyWidth-1, a.key(), term.Laid(p.theme.Panel, p.theme.Key))
		if room := width - nameWidth - keyWidth; room >= nameWidth { // less would tell nothing
			c.Text(x+nameWidth+keyWidth, row, room, a.help, term.Laid(p.theme.Panel, p.theme.Quiet))
		}
		if p.list.Top+i == p.list.Cursor {
			p.theme.DrawPicked(c, x-1, row, width+2)
		}
	}
	return tea.NewCursor(end, y)
}

func (p *palette) table() *mode { return &p.mode }

func paletteMode(p *palette) *mode {
	return &mode{title: "Actions", text: true, actions: slices.Concat([]action{
		act("do it", "enter", "do it", "do the action under the cursor", p.do),
		act("close", "esc", "close", "do nothing", p.leave),
		act("delete", "backspace", "", "delete the character before", func() tea.Cmd { return p.narrow(term.DropLastGrapheme(p.filter)) }),
	}, p.narrowedActions("action", moving(&p.list), p.list.Fit), p.quitActions())}
}

func (p *palette) leave() tea.Cmd {
	p.close(p)
	return nil
}

func (p *palette) do() tea.Cmd {
	p.close(p)
	if a, ok := p.list.Selected(); ok {
		return a.run()
	}
	return nil
}

func (p *palette) typed(k tea.KeyPressMsg) tea.Cmd { return p.paste(k.Text) }

func (p *palette) paste(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return p.narrow(p.filter + article.CleanLine(text))
}

// narrow keeps the actions whose name has the letters typed, best first, and
// below them those whose help has the words.
func (p *palette) narrow(typed string) tea.Cmd {
	p.filter = typed
	slab := util.MakeSlab(1024, 256)
	scores := map[*action]int{}
	var found []*action
	for _, a := range p.all {
		score, ok := rank(a.name, strings.Fields(typed), slab)
		if !ok && !strings.Contains(a.help, strings.ToLower(typed)) {
			continue
		}
		scores[a] = score
		found = append(found, a)
	}
	slices.SortStableFunc(found, func(a, b *action) int { return cmp.Compare(scores[b], scores[a]) })
	p.list.Set(found)
	p.list.Jump(0)
	return nil
}

func (p *palette) wheel(rows int) { p.list.Scroll(rows) }

// showPalette opens the palette on the actions of a mode.
func showPalette(e *env, k *mode) {
	p := &palette{env: e}
	p.mode = e.bound(paletteMode(p))
	for i := range k.actions {
		if k.actions[i].name != "actions" {
			p.all = append(p.all, &k.actions[i])
		}
	}
	p.list.Set(p.all)
	e.push(p)
}
