package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/desktop"
	"manicule/internal/ui/pane"
)

// Where there is no browser the address is said.
func TestNoBrowser(t *testing.T) {
	s := openSession(t, "76x20", "harbour.md")
	s.m.Browse = func(url string) tea.Cmd {
		return func() tea.Msg { return pane.VisitedMsg{Url: url, Err: desktop.ErrNoBrowser} }
	}
	s.do("press", "f f")
	s.do("expect", "copied https://example.org/ring")
}

// Links that lead nowhere are struck out, without colours too, and no longer
// once the article that was missing is there.
func TestBrokenLinksAreStruckOut(t *testing.T) {
	s := openSession(t, "76x20")
	s.overwrite("harbour.md", "# The harbour\n\nTo [kelp](kelp.txt) and to [gone](gone.md).\n")
	s.run(s.m.Open("harbour.md"))
	struck := func() string {
		var b strings.Builder
		for _, line := range s.cells().Lines {
			for _, c := range line {
				if c.Style.Attrs&uv.AttrStrikethrough != 0 {
					b.WriteString(c.Content)
				}
			}
		}
		return b.String()
	}
	if got := struck(); got != "gone" {
		t.Errorf("struck out: %q", got)
	}
	s.m.looks.theme = "contrast"
	s.do("press", "T j enter")
	if got := struck(); got != "gone" || s.m.looks.name() != "plain" {
		t.Errorf("in theme %s struck out: %q", s.m.looks.name(), got)
	}
	s.overwrite("gone.md", "Here it is.\n")
	if got := struck(); got != "" {
		t.Errorf("still struck out: %q", got)
	}
}
