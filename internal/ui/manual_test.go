package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The manual is shown by the command line of the options, in the screen's
// place, and not once more within itself.
func TestManual(t *testing.T) {
	s := openSession(t, "80x24", "harbour.md")
	s.do("press", "f2")
	if screen := s.screen(); !strings.Contains(screen, "this is the manual") {
		t.Errorf("without a manual:\n%s", screen)
	}
	s.m.opts.Manual = []string{"manicule", "help", "reading"}
	cmd := s.m.ShowManual()
	if cmd == nil {
		t.Fatal("nothing is run")
	}
	if kind := fmt.Sprintf("%T", cmd()); kind != "tea.execMsg" {
		t.Errorf("it is a %s", kind)
	}
	s.run(func() tea.Msg { return returnedMsg{"", errors.New("no manual here")} })
	if screen := s.screen(); !strings.Contains(screen, "no manual here") {
		t.Errorf("after it failed:\n%s", screen)
	}
}
