package articles

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/session"
	"manicule/internal/ui/term"
)

// maxSaved is how many of the searches kept have a key.
const maxSaved = 9

func (lp *Pane) OnSearches(a session.SavedSearches) tea.Cmd {
	if a.Err != nil {
		return nil
	}
	lp.saved = a.Saved
	lp.list.Resize(lp.listRows())
	return lp.Fill()
}

// toggleSaved saves the present query, or takes it out of those saved.
func (lp *Pane) toggleSaved() tea.Cmd {
	text := strings.TrimSpace(lp.box.Text)
	if text == "" {
		lp.Say(lp.mode.Named("no search to save; {search} starts one"))
		return lp.StatusTimer()
	}
	return lp.Host.OnEvent(lp.Session.ToggleSearch(text))
}

// runSaved searches for what was kept under the digit that was pressed, or
// under the number typed before another key.
func (lp *Pane) runSaved() tea.Cmd {
	n := lp.Count
	if digit, err := strconv.Atoi(lp.Pressed); n == 0 && err == nil {
		n = digit
	}
	if n < 1 || n > len(lp.saved) {
		lp.Say(lp.mode.Named("no saved search " + strconv.Itoa(n) + "; {save search} saves this one"))
		return lp.StatusTimer()
	}
	return lp.SetQuery(lp.saved[n-1].Query)
}

func (lp *Pane) drawSaved(c *term.Canvas, y int) {
	const gap = 3
	x := 2
	for i, s := range lp.saved[:min(len(lp.saved), maxSaved)] {
		name := article.CleanLine(s.Name)
		if room := lp.W - 2 - x; i > 0 && room < 2+term.Width(name) {
			c.Text(x, y, room, "…", lp.Theme.Quiet)
			return
		}
		x = c.Text(x, y, 1, strconv.Itoa(i+1), lp.Theme.Key)
		x = c.Text(x+1, y, lp.W-2-x, name, lp.Theme.Quiet) + gap
	}
}
