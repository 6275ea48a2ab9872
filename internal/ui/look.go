package ui

import (
	"errors"
	"slices"

	"manicule/internal/store"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/page"
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

// NextTheme goes on to the next theme.
func (m *Model) NextTheme() tea.Cmd {
	m.opts.Theme = term.ThemeNames[(slices.Index(term.ThemeNames, m.themeName())+1)%len(term.ThemeNames)]
	m.Plain = m.opts.Theme == "plain"
	m.opts.Style = nil
	name := m.opts.Theme
	m.Session.RememberView(func(v *store.View) { v.Theme = name })
	m.Say("theme: " + m.opts.Theme)
	return tea.Batch(m.restyle(), m.StatusTimer())
}

func (m *Model) themeName() string {
	switch {
	case m.Plain:
		return "plain"
	case slices.Contains(term.ThemeNames, m.opts.Theme):
		return m.opts.Theme
	case m.Dark:
		return "dark"
	}
	return "light"
}

func (m *Model) setTheme() {
	name := m.themeName()
	m.Theme = term.ThemeOf(name, m.Dark)
	m.Theme.Plain = m.Plain
	m.Theme.AddKinds(m.opts.Kinds)
	switch {
	case m.Profile == colorprofile.ANSI && !m.Plain:
		m.Theme = m.Theme.In16()
	case m.Profile == colorprofile.ANSI256 && (name == "light" || name == "dark" || name == "sepia"):
		m.Theme = m.Theme.In256(name)
	}
	if m.opts.Style != nil {
		m.Theme.Page = m.opts.Style
	}
	m.Theme.Page = justified(m.Theme.Page, m.opts.Justify)
}

func (m *Model) restyle() tea.Cmd {
	m.setTheme()
	if m.reader != nil {
		m.reader.LayOutAgain()
	}
	return m.library.Restyle()
}

// ToggleJustify sets paragraphs flush on both sides, or ragged again.
func (m *Model) ToggleJustify() tea.Cmd {
	m.opts.Justify = !m.opts.Justify
	flush := m.opts.Justify
	m.Session.RememberView(func(v *store.View) { v.Justify = flush })
	m.Say("ragged on the right")
	if m.opts.Justify {
		m.Say("flush on both sides")
	}
	return tea.Batch(m.restyle(), m.StatusTimer())
}

// justified is the style with paragraphs set flush on both sides if wished;
// a page may be using the style that was given, so it stays as it is.
func justified(s *page.Style, wished bool) *page.Style {
	if s.Justify == wished {
		return s
	}
	own := *s
	own.Justify = wished
	return &own
}

// showNotice says what was wrong with the configuration; it stays until the
// next message.
func (m *Model) showNotice() {
	if m.opts.Notice != "" {
		m.Complain(errors.New(m.opts.Notice))
	}
}
