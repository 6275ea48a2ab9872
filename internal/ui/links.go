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
func (r *readerPane) goLink(dest string) tea.Cmd {
	lead := r.session.Lead(dest, r.page.Footnote)
	return r.goWhenFound(func() func() tea.Cmd {
		l := lead()
		return func() tea.Cmd { return r.goTo(l) }
	})
}

// goTo goes where a link leads; ctrl-o comes back. What was typed for the place
// that a link was to lead to is dropped where it leads nowhere, or to several.
func (r *readerPane) goTo(l session.Destination) tea.Cmd {
	switch paths := l.Place.Paths; {
	case l.Problem != "":
		r.held = nil
		r.say(l.Problem)
		return r.statusTimer()
	case l.Address != "":
		return r.visit(l.Address)
	case l.Here:
		return r.goHere(l)
	case len(paths) == 1:
		return r.host.openTo(paths[0], landing{linked: true, heading: l.Place.Heading})
	}
	r.held = nil
	r.choose(l)
	return nil
}

// goHere goes to a place in the open article, and puts the focus on it.
func (r *readerPane) goHere(l session.Destination) tea.Cmd {
	r.jumps.Leave(r.spot())
	if l.Span.Start == 0 {
		return r.show(r.page.First())
	}
	r.look(l.Span)
	r.focus, r.unit = r.page.Unit(l.Span.Start, page.Paragraph), page.Paragraph
	r.say("ctrl-o goes back")
	return r.statusTimer()
}

// land shows the article that was opened where it was to be, else where it was
// left or at what was searched for.
func (r *readerPane) land(to landing, noted string) tea.Cmd {
	switch {
	case to.back != nil:
		r.comeBack(*to.back)
	case !to.linked, to.note != "":
		return r.arrive(noted)
	case to.missing:
		r.say("this article has no heading “" + to.heading + "” · ctrl-o goes back")
		return r.statusTimer()
	case !to.span.Empty():
		r.look(to.span)
		r.focus, r.unit = r.page.Unit(to.span.Start, page.Paragraph), page.Paragraph
	default:
		return r.touchPlace()
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
func (r *readerPane) checkLinks() tea.Cmd {
	if r.lib == nil || !r.host.settled() {
		return nil
	}
	art, path, a := r.Article, r.Path, r.lib.Articles()
	return r.answered(func() tea.Msg { return brokenMsg{art, a.Broken(art, path)} })
}

func (r *readerPane) onBroken(msg brokenMsg) tea.Cmd {
	if r.Article == msg.art {
		r.broken = msg.broken
	}
	return nil
}

// drawBroken strikes out the links of a row that lead nowhere.
func (r *readerPane) drawBroken(c *term.Canvas, x, y int, line page.Line) {
	if len(r.broken) == 0 {
		return
	}
	for i := range line {
		if l := line[i].Link; l != 0 && r.broken[r.page.Link(l)] {
			c.Restyle(x, y, int(line[i].Width), r.theme.Broken)
		}
		x += int(line[i].Width)
	}
}

// choose lets the reader say which of several articles of a name is meant.
func (r *readerPane) choose(l session.Destination) {
	var all []pick
	for _, path := range append(append([]string(nil), l.Place.Paths...), l.Place.Others...) {
		all = append(all, pickOf(r.env, path, article.CleanLine(path), landing{linked: true, heading: l.Place.Heading}))
	}
	showPicks(r.env, "which “"+strings.Trim(l.Link, "[]")+"”?", all)
}

// showBacklinks lists the links to the open article.
func (r *readerPane) showBacklinks() tea.Cmd {
	if r.lib == nil {
		r.say("an article from standard input stands alone: nothing links to it")
		return r.statusTimer()
	}
	return showBacklinks(r.env, r.Path)
}
