package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/desktop"
)

// No address but of the web and of mail leaves the program, and none that a
// program could take for an option.
func TestWebAddress(t *testing.T) {
	for dest, want := range map[string]string{
		"https://example.org/a b":                       "https://example.org/a%20b",
		"//example.org/x":                               "https://example.org/x",
		"HTTP://example.org":                            "http://example.org",
		"mailto:a@example.org":                          "mailto:a@example.org",
		"javascript:alert(1)":                           "",
		"file:///etc/passwd":                            "",
		"data:text/html,x":                              "",
		"ssh://example.org":                             "",
		"-https://example.org":                          "",
		"--version":                                     "",
		"vscode:extension/a":                            "",
		"https://x.org/\x1b]0;a\a":                      "",
		"https://x.org/" + strings.Repeat("a", maxLink): "",
	} {
		if got := webAddress(dest); got != want {
			t.Errorf("%.40q is opened as %q, want %q", dest, got, want)
		}
	}
}

// Where there is no browser the address is said.
func TestNoBrowser(t *testing.T) {
	s := openSession(t, "76x20", "harbour.md")
	s.m.browse = func(url string) tea.Cmd {
		return func() tea.Msg { return visitedMsg{url, desktop.ErrNoBrowser} }
	}
	s.do("press", "f f")
	s.do("expect", "copied https://example.org/ring")
}

// Links that lead nowhere are struck out, without colours too, and no longer
// once the article that was missing is there.
func TestBrokenLinksAreStruckOut(t *testing.T) {
	s := openSession(t, "76x20")
	s.overwrite("harbour.md", "# The harbour\n\nTo [kelp](kelp.txt) and to [gone](gone.md).\n")
	s.run(s.m.open("harbour.md"))
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
	s.m.opts.Theme = "contrast"
	s.do("press", "T")
	if got := struck(); got != "gone" || s.m.themeName() != "plain" {
		t.Errorf("in theme %s struck out: %q", s.m.themeName(), got)
	}
	s.overwrite("gone.md", "Here it is.\n")
	if got := struck(); got != "" {
		t.Errorf("still struck out: %q", got)
	}
}
