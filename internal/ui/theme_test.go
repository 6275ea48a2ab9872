package ui

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// The list of themes shows each one as the cursor comes to it, goes back with
// esc, and keeps it with enter.
func TestThemesList(t *testing.T) {
	a, err := article.Parse("a.md", []byte("# A\n\nText.\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Parsed: a})
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	press := func(keys ...string) {
		for _, k := range keys {
			m.Update(keyPress(k))
			_ = m.View()
		}
	}
	press("T", "j", "j", "j")
	if got := m.looks.name(); got != "sepia" || m.Theme.Ground.Bg == nil {
		t.Errorf("three down is %s", got)
	}
	press("esc")
	if got := m.looks.name(); got != "dark" {
		t.Errorf("after esc the theme is %s", got)
	}
	press("T", "G", "k", "enter")
	if got := m.looks.name(); got != "notty" {
		t.Errorf("after enter the theme is %s", got)
	}
}

// A theme for each ground follows the terminal, and one that cannot be read any
// more is said.
func TestThemeFollowsTheGround(t *testing.T) {
	a, err := article.Parse("a.md", []byte("# A\n\nText.\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Parsed: a, Theme: config.Pair("nord", "gruvbox-light")})
	for _, dark := range []bool{true, false, true} {
		m.restyle(m.looks.onBackground(dark))
		if want := map[bool]string{true: "nord", false: "gruvbox-light"}[dark]; m.looks.name() != want || m.Theme.Page.Name != want {
			t.Errorf("dark %v: %s, page %s", dark, m.looks.name(), m.Theme.Page.Name)
		}
	}
	own := term.OwnThemes{Read: func(string) (*page.Style, error) { return nil, errors.New("read theme mine: it is gone") }}
	m = New(Options{Parsed: a, Theme: "mine", Own: own})
	if m.Status.Text != "read theme mine: it is gone" {
		t.Errorf("status %q", m.Status.Text)
	}
	m.restyle(m.looks.onColors(colorprofile.ANSI))
	if m.Theme.Ground.Bg != nil {
		t.Error("sixteen colours have a ground")
	}
}

// Code is coloured after it is shown, and keeps its rows.
func TestCodeIsColoured(t *testing.T) {
	a, err := article.Parse("a.md", []byte("# A\n\n```go\nfunc f() { return \"a\" }\n```\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Parsed: a})
	_, cmd := m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	inks := func() int {
		_ = m.View()
		seen := map[any]bool{}
		for _, line := range m.canvas.Lines {
			for _, c := range line {
				seen[c.Style.Fg] = true
			}
		}
		return len(seen)
	}
	plain := inks()
	for range 20 {
		if cmd == nil {
			break
		}
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			msg = nil
			for _, each := range batch {
				if each == nil {
					continue
				}
				if got, ok := each().(colouredMsg); ok {
					msg = got
				}
			}
		}
		if msg == nil {
			break
		}
		_, cmd = m.Update(msg)
	}
	if got := inks(); got < plain+3 {
		t.Errorf("%d colours, before %d", got, plain)
	}
}
