package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TestListKnowsWhatATickWrote reads an article to its end; the place is
// written while it is open, and nothing but the time is left to write.
func TestListKnowsWhatATickWrote(t *testing.T) {
	s := openSession(t, "100x40")
	var tick tea.Msg
	s.m.After = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		tick = msg
		return nil
	}
	s.run(s.m.Open("harbour.md"))
	s.do("wait", "2m")
	s.send(tick)
	s.do("press", "q")
	s.do("expect", "✓")
}
