package ui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/page"
	"manicule/internal/store"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// looks choose the theme that the panes draw with: by what the reader wants,
// the terminal's colours and its background.
type looks struct {
	*pane.Env
	theme       string         // as term.Choose takes it
	own         term.OwnThemes // the reader's
	kinds       []term.Look    // how kinds of notes look that are not the usual ones
	justify     bool           // paragraphs are set justified
	simpleLines bool           // underlines have no shapes and no colours of their own
	told        bool           // the terminal said what its background is
}

func newLooks(e *pane.Env, opts Options) looks {
	return looks{Env: e, theme: opts.Theme, own: opts.Own, kinds: opts.Kinds, justify: opts.Justify, simpleLines: opts.simpleLines}
}

// onBackground takes in what the terminal says of its background, and reports
// whether that is another one.
func (l *looks) onBackground(dark bool) bool {
	changed := dark != l.Dark
	l.Dark, l.told = dark, true
	return changed
}

// onColors takes in how many colours the terminal has, and reports whether
// these are others.
func (l *looks) onColors(p colorprofile.Profile) bool {
	plain := l.theme == "plain" || p <= colorprofile.ASCII
	changed := plain != l.Plain || p != l.Profile
	l.Plain, l.Profile = plain, p
	l.simpleLines = l.simpleLines && p < colorprofile.TrueColor
	return changed
}

// choose has the reader want another theme.
func (l *looks) choose(theme string) {
	l.theme = theme
	l.Plain = theme == "plain" || l.Profile <= colorprofile.ASCII
}

// name is the theme in force.
func (l *looks) name() string {
	if l.Plain {
		return "plain"
	}
	return term.Choose(l.theme, l.Dark)
}

// apply has all panes draw with the theme in force.
func (l *looks) apply() {
	name := l.name()
	theme, err := l.own.Of(name, l.Dark)
	if err != nil {
		l.Complain(err)
	}
	theme.Plain = l.Plain
	theme.AddKinds(l.kinds)
	switch {
	case l.Profile == colorprofile.ANSI && !l.Plain:
		theme = theme.In16(l.onDark(theme))
	case l.Profile == colorprofile.ANSI256 && (name == "light" || name == "dark" || name == "sepia"):
		theme = theme.In256(name)
	}
	theme.Page = justified(theme.Page, l.justify)
	l.Theme = theme
}

// onDark reports whether the terminal's own ground is dark, as it says itself,
// else as the theme is made for.
func (l *looks) onDark(theme term.Theme) bool {
	if l.told {
		return l.Dark
	}
	return theme.Page.Dark
}

// names are all themes, and the one that the reader wants.
func (l *looks) names() (all []string, wanted string) {
	wanted = cmp.Or(l.theme, "auto")
	all = slices.Concat([]string{"auto"}, term.Themes(), l.own.Names)
	if !slices.Contains(all, wanted) { // a pair, a file
		all = slices.Insert(all, 0, wanted)
	}
	return all, wanted
}

// restyle has everything drawn with the theme in force, if that changed.
func (m *Model) restyle(changed bool) tea.Cmd {
	if !changed {
		return nil
	}
	m.looks.apply()
	if m.reader != nil {
		m.reader.LayOutAgain()
	}
	return m.library.Restyle()
}

// ShowThemes lists the themes.
func (m *Model) ShowThemes() tea.Cmd {
	show := func(name string) tea.Cmd {
		m.looks.choose(name)
		return m.restyle(true)
	}
	keep := func(name string) tea.Cmd {
		cmd := show(name)
		m.Say("theme: " + name)
		m.Session.RememberView(func(v *store.View) { v.Theme = name })
		return tea.Batch(cmd, m.StatusTimer())
	}
	names, now := m.looks.names()
	overlay.ShowThemes(m.Env, &overlay.Themes{Names: names, Now: now, Show: show, Keep: keep})
	return nil
}

// ToggleJustify sets paragraphs justified, or ragged again.
func (m *Model) ToggleJustify() tea.Cmd {
	justify := !m.looks.justify
	m.looks.justify = justify
	m.Session.RememberView(func(v *store.View) { v.Justify = justify })
	m.Say("ragged right")
	if justify {
		m.Say("justified")
	}
	return tea.Batch(m.restyle(true), m.StatusTimer())
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
