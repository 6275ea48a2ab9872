package ui

import (
	"strconv"
	"strings"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
)

// maxSaved is how many of the searches kept have a key.
const maxSaved = 9

func (sh *shelf) onSearches(a session.SavedSearches) tea.Cmd {
	if a.Err != nil {
		return nil
	}
	sh.saved = a.Saved
	sh.list.Resize(sh.listRows())
	return sh.fill()
}

// toggleSaved saves the present query, or takes it out of those saved.
func (sh *shelf) toggleSaved() tea.Cmd {
	text := strings.TrimSpace(sh.box.Text)
	if text == "" {
		sh.say("there is no search to keep: / begins one")
		return sh.statusTimer()
	}
	return sh.host.onEvent(sh.session.ToggleSearch(text))
}

// runSaved searches for what was kept under the digit that was pressed, or
// under the number typed before another key.
func (sh *shelf) runSaved() tea.Cmd {
	n := sh.count
	if digit, err := strconv.Atoi(sh.pressed); n == 0 && err == nil {
		n = digit
	}
	if n < 1 || n > len(sh.saved) {
		sh.say("no search is kept under that number: S keeps the present one")
		return sh.statusTimer()
	}
	return sh.setQuery(sh.saved[n-1].Query)
}

func (sh *shelf) drawSaved(c *term.Canvas, y int) {
	const gap = 3
	x := 2
	for i, s := range sh.saved[:min(len(sh.saved), maxSaved)] {
		name := article.CleanLine(s.Name)
		if room := sh.w - 2 - x; i > 0 && room < 2+term.Width(name) {
			c.Text(x, y, room, "…", sh.theme.Quiet)
			return
		}
		x = c.Text(x, y, 1, itoa(i+1), sh.theme.Key)
		x = c.Text(x+1, y, sh.w-2-x, name, sh.theme.Quiet) + gap
	}
}
