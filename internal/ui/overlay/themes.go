package overlay

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Themes lists the themes; the screen shows the one under the cursor.
type Themes struct {
	*pane.Env
	pane.NoText
	mode  pane.Mode
	Names []string
	Now   string                    // in force
	Show  func(name string) tea.Cmd // has the screen look like it
	Keep  func(name string) tea.Cmd // for good
	list  term.List[string]
}

// ShowThemes opens the list on the theme in force.
func ShowThemes(e *pane.Env, v *Themes) {
	v.Env = e
	v.mode = e.Bound(themesMode(v))
	v.list.Set(v.Names)
	v.Resize()
	v.list.Jump(max(0, slices.Index(v.Names, v.Now)))
	e.Push(v)
}

func (v *Themes) Resize() { v.list.Resize(max(min(len(v.Names), v.H-6), 1)) }

// Draw keeps to the right, so that the text is seen as it would be.
func (v *Themes) Draw(c *term.Canvas) *tea.Cursor {
	const width = 40
	w := min(width, v.W-2)
	x, y, w, h := v.Theme.DrawPanel(c, "themes", v.W-w-1, 1, w, v.list.Height+2)
	for i, name := range v.list.Shown() {
		c.Text(x, y+i, w, article.CleanLine(name), term.Laid(v.Theme.Panel, v.Theme.Text))
		if v.list.Top+i == v.list.Cursor {
			v.Theme.DrawPicked(c, x-1, y+i, w+2)
		}
	}
	v.Theme.DrawFrameHints(c, x, y+h, w, v.mode.Hints())
	return nil
}

func (v *Themes) Table() *pane.Mode { return &v.mode }

func themesMode(v *Themes) *pane.Mode {
	return &pane.Mode{Title: "Themes", Actions: slices.Concat([]pane.Action{
		pane.Act("take it", "enter", "take it", "keep the theme under the cursor", v.keep),
		pane.Act("close", "esc T q", "back", "go back to the theme that was", v.leave),
	}, v.ListActions("theme", v.move, v.list.Fit), v.QuitActions())}
}

func (v *Themes) move(n int) tea.Cmd {
	v.list.Move(n)
	name, _ := v.list.Selected()
	return v.Show(name)
}

func (v *Themes) keep() tea.Cmd {
	v.Close(v)
	name, _ := v.list.Selected()
	return v.Keep(name)
}

func (v *Themes) leave() tea.Cmd {
	v.Close(v)
	return v.Show(v.Now)
}

func (v *Themes) Wheel(rows int) { v.list.Scroll(rows) }
