package ui

import (
	"strings"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// goLink follows a link.
func (m *Model) goLink(dest string) tea.Cmd {
	lead := m.session.Lead(dest, m.rd.page.Footnote)
	return m.goWhenFound(func() func(*Model) tea.Cmd {
		l := lead()
		return func(m *Model) tea.Cmd { return m.goTo(l) }
	})
}

// goTo goes where a link leads; ctrl-o comes back. What was typed for the place
// that a link was to lead to is dropped where it leads nowhere, or to several.
func (m *Model) goTo(l session.Destination) tea.Cmd {
	switch paths := l.Place.Paths; {
	case l.Problem != "":
		m.held = nil
		m.say(l.Problem)
		return m.statusTimer()
	case l.Address != "":
		return m.visit(l.Address)
	case l.Here:
		return m.goHere(l)
	case len(paths) == 1:
		return m.openTo(paths[0], landing{linked: true, heading: l.Place.Heading})
	}
	m.held = nil
	m.choose(l)
	return nil
}

// goHere goes to a place in the open article, and puts the focus on it.
func (m *Model) goHere(l session.Destination) tea.Cmd {
	r := m.rd
	r.jumps.Leave(r.spot())
	if l.Span.Start == 0 {
		return m.show(r.page.First())
	}
	m.look(l.Span)
	r.focus, r.unit = r.page.Unit(l.Span.Start, page.Paragraph), page.Paragraph
	m.say("ctrl-o goes back")
	return m.statusTimer()
}

// choose lets the reader say which of several articles of a name is meant.
func (m *Model) choose(l session.Destination) {
	var all []pick
	for _, path := range append(append([]string(nil), l.Place.Paths...), l.Place.Others...) {
		all = append(all, m.pickOf(path, article.CleanLine(path), landing{linked: true, heading: l.Place.Heading}))
	}
	m.over = m.newPicks("which “"+strings.Trim(l.Link, "[]")+"”?", all)
}

// pickOf is an article to choose.
func (m *Model) pickOf(path, text string, to landing) pick {
	title := article.CleanLine(path)
	a := m.lib.Articles()
	if id, ok := a.Find(path); ok {
		title = a.Entry(id).Meta.Title
	}
	return pick{title, text, func(m *Model) tea.Cmd { return m.openTo(path, to) }}
}

// landing is where to arrive in an article that is opened from another one.
type landing struct {
	linked  bool         // by a link, not from the list: what the library searched for is not looked up
	heading string       // see article.Anchor
	span    article.Span // a passage, if it is not empty
	note    string       // the id of a note
	back    *spot        // where the reader was when they left it

	resume bool // the note that was not finished there is gone on with

	missing bool // it has no such heading
}

// nowhere tells that it is where the article was left.
func (to *landing) nowhere() bool {
	return to.heading == "" && to.span.Empty() && to.note == "" && to.back == nil
}

// find finds the heading; it is called off the screen.
func (to *landing) find(a *article.Article) {
	if to.heading == "" {
		return
	}
	off, ok := a.Anchor(to.heading)
	to.missing = !ok
	if ok && off > 0 {
		to.span = article.Span{Start: off, End: off + 1}
	}
}

// land shows the article that was opened where it was to be, else where it was
// left or at what was searched for.
func (m *Model) land(to landing, noted string) tea.Cmd {
	switch {
	case to.back != nil:
		m.comeBack(*to.back)
	case !to.linked, to.note != "":
		return m.arrive(noted)
	case to.missing:
		m.say("this article has no heading “" + to.heading + "” · ctrl-o goes back")
		return m.statusTimer()
	case !to.span.Empty():
		m.look(to.span)
		m.rd.focus, m.rd.unit = m.rd.page.Unit(to.span.Start, page.Paragraph), page.Paragraph
	default:
		return m.touchPlace()
	}
	return nil
}

// brokenMsg brings the links of an article that lead nowhere.
type brokenMsg struct {
	art    *article.Article
	broken map[string]bool
}

// checkLinks has the open article's links looked at, once all of the
// collection is known.
func (m *Model) checkLinks() tea.Cmd {
	if m.rd == nil || m.lib == nil || !m.shelf.settled {
		return nil
	}
	art, path, a := m.rd.Article, m.rd.Path, m.lib.Articles()
	return func() tea.Msg { return brokenMsg{art, a.Broken(art, path)} }
}

func (m *Model) knowBroken(msg brokenMsg) tea.Cmd {
	if m.rd != nil && m.rd.Article == msg.art {
		m.rd.broken = msg.broken
	}
	return nil
}

// drawBroken strikes out the links of a row that lead nowhere.
func (m *Model) drawBroken(c *term.Canvas, x, y int, line page.Line) {
	if len(m.rd.broken) == 0 {
		return
	}
	for i := range line {
		if l := line[i].Link; l != 0 && m.rd.broken[m.rd.page.Link(l)] {
			c.Restyle(x, y, int(line[i].Width), m.theme.Broken)
		}
		x += int(line[i].Width)
	}
}
