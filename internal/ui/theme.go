package ui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/page"
	"manicule/internal/store"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/term"
)

func (m *Model) onBackground(dark bool) tea.Cmd {
	if dark == m.Dark {
		return nil
	}
	m.Dark = dark
	return m.restyle()
}

func (m *Model) onColors(p colorprofile.Profile) tea.Cmd {
	plain := m.opts.Theme == "plain" || p <= colorprofile.ASCII
	if plain == m.Plain && p == m.Profile {
		return nil
	}
	m.Plain, m.Profile = plain, p
	m.opts.simpleLines = m.opts.simpleLines && p < colorprofile.TrueColor
	return m.restyle()
}

// ShowThemes lists the themes.
func (m *Model) ShowThemes() tea.Cmd {
	now := cmp.Or(m.opts.Theme, "auto")
	names := slices.Concat([]string{"auto"}, term.Themes(), m.opts.Own.Names)
	if !slices.Contains(names, now) { // a pair, a file
		names = slices.Insert(names, 0, now)
	}
	overlay.ShowThemes(m.Env, &overlay.Themes{Names: names, Now: now, Show: m.showTheme, Keep: m.keepTheme})
	return nil
}

func (m *Model) showTheme(name string) tea.Cmd {
	m.opts.Theme = name
	m.Plain = name == "plain" || m.Profile <= colorprofile.ASCII
	return m.restyle()
}

func (m *Model) keepTheme(name string) tea.Cmd {
	cmd := m.showTheme(name)
	m.Say("theme: " + name)
	m.Session.RememberView(func(v *store.View) { v.Theme = name })
	return tea.Batch(cmd, m.StatusTimer())
}

// themeName is the theme in force.
func (m *Model) themeName() string {
	if m.Plain {
		return "plain"
	}
	return term.Choose(m.opts.Theme, m.Dark)
}

func (m *Model) setTheme() {
	name := m.themeName()
	theme, err := m.opts.Own.Of(name, m.Dark)
	if err != nil {
		m.Complain(err)
	}
	theme.Plain = m.Plain
	theme.AddKinds(m.opts.Kinds)
	switch {
	case m.Profile == colorprofile.ANSI && !m.Plain:
		theme = theme.In16()
	case m.Profile == colorprofile.ANSI256 && (name == "light" || name == "dark" || name == "sepia"):
		theme = theme.In256(name)
	}
	theme.Page = justified(theme.Page, m.opts.Justify)
	m.Theme = theme
}

func (m *Model) restyle() tea.Cmd {
	m.setTheme()
	if m.reader != nil {
		m.reader.LayOutAgain()
	}
	return m.library.Restyle()
}

// justified is the style with paragraphs set justified if wished;
// a page may be using the style that was given, so it stays as it is.
func justified(s *page.Style, wished bool) *page.Style {
	if s.Justify == wished {
		return s
	}
	own := *s
	own.Justify = wished
	return &own
}
