package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
)

// led is where a link turned out to lead.
type led struct {
	dest string // as the article has it

	address string       // of the web, or another one that is only shown
	note    string       // the label of a footnote of this article
	here    bool         // into this article: to span
	span    article.Span // the footnote's definition, or the beginning of a heading
	place   library.Place
	why     string // it leads nowhere, in words
}

// lead finds out where a link of the open article, or of a note on it, leads;
// the function it returns is to be called off the screen.
func (m *Model) lead(dest string) func() led {
	r, p := m.rd, m.rd.page
	var a *library.Articles
	if m.lib != nil {
		a = m.lib.Articles()
	}
	return func() led { return leadFrom(r.path, p, a, dest) }
}

func leadFrom(path string, p *page.Page, a *library.Articles, dest string) led {
	l := led{dest: dest}
	if label, ok := strings.CutPrefix(dest, "#^"); ok {
		if l.span, l.here = p.Footnote(label); l.here {
			l.note = label
			return l
		}
	}
	if article.IsAddress(dest) {
		l.address = dest
		return l
	}
	t := article.ResolveLink(path, dest)
	switch {
	case t.Here():
		l.toHeading(p.Article(), t.Heading)
	case t.Outside:
		l.why = "this link leads out of the collection: " + dest
	case t.File:
		l.why = "this is no article, and only articles are opened: " + dest
	case a == nil:
		l.why = "an article from standard input stands alone; this link leads to " + dest
	default:
		l.toArticle(a, p.Article(), path)
	}
	return l
}

func (l *led) toHeading(a *article.Article, name string) {
	var off int
	if off, l.here = a.Anchor(name); !l.here {
		l.why = "this article has no heading “" + name + "”"
		return
	}
	l.span = article.Span{Start: off, End: min(off+1, len(a.Text))}
}

func (l *led) toArticle(a *library.Articles, art *article.Article, path string) {
	l.place = a.Follow(path, l.dest)
	switch {
	case len(l.place.Paths) == 0:
		l.why = "no article of this collection is called " + strings.Trim(l.dest, "[]")
	case len(l.place.Paths) == 1 && l.place.Paths[0] == path:
		l.toHeading(art, l.place.Heading)
	}
}

// goLink follows a link.
func (m *Model) goLink(dest string) tea.Cmd {
	lead := m.lead(dest)
	return m.goWhenFound(func() func(*Model) tea.Cmd {
		l := lead()
		return func(m *Model) tea.Cmd { return m.goTo(l) }
	})
}

// goTo goes where a link leads; ctrl-o comes back. What was typed for the place
// that a link was to lead to is dropped where it leads nowhere, or to several.
func (m *Model) goTo(l led) tea.Cmd {
	switch paths := l.place.Paths; {
	case l.why != "":
		m.held = nil
		m.say(l.why)
		return m.statusTimer()
	case l.address != "":
		return m.visit(l.address)
	case l.here:
		return m.goHere(l)
	case len(paths) == 1:
		return m.openTo(paths[0], landing{linked: true, heading: l.place.Heading})
	}
	m.held = nil
	m.choose(l)
	return nil
}

// goHere goes to a place in the open article, and puts the focus on it.
func (m *Model) goHere(l led) tea.Cmd {
	r := m.rd
	r.jumps.leap(r.spot())
	if l.span.Start == 0 {
		return m.show(r.page.First())
	}
	m.look(l.span)
	r.focus, r.unit = r.page.Unit(l.span.Start, page.Paragraph), page.Paragraph
	m.say("ctrl-o goes back")
	return m.statusTimer()
}

// choose lets the reader say which of several articles of a name is meant.
func (m *Model) choose(l led) {
	var all []pick
	for _, path := range append(append([]string(nil), l.place.Paths...), l.place.Others...) {
		all = append(all, m.pickOf(path, article.CleanLine(path), landing{linked: true, heading: l.place.Heading}))
	}
	m.over = m.newPicks("which “"+strings.Trim(l.dest, "[]")+"”?", all)
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
	art, path, a := m.rd.art, m.rd.path, m.lib.Articles()
	return func() tea.Msg { return brokenMsg{art, a.Broken(art, path)} }
}

func (m *Model) knowBroken(msg brokenMsg) tea.Cmd {
	if m.rd != nil && m.rd.art == msg.art {
		m.rd.broken = msg.broken
	}
	return nil
}

// drawBroken strikes out the links of a row that lead nowhere.
func (m *Model) drawBroken(c *canvas, x, y int, line page.Line) {
	if len(m.rd.broken) == 0 {
		return
	}
	for i := range line {
		if l := line[i].Link; l != 0 && m.rd.broken[m.rd.page.Link(l)] {
			c.restyle(x, y, int(line[i].Width), m.theme.broken)
		}
		x += int(line[i].Width)
	}
}
