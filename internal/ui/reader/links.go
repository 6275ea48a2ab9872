package reader

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/session"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// GoLink follows a link.
func (r *Pane) GoLink(dest string) tea.Cmd {
	lead := r.Session.Lead(dest, r.page.Footnote)
	return r.GoWhenFound(func() func() tea.Cmd {
		l := lead()
		return func() tea.Cmd { return r.goTo(l) }
	})
}

// goTo goes where a link leads; ctrl-o comes back. What was typed for the place
// that a link was to lead to is dropped where it leads nowhere, or to several.
func (r *Pane) goTo(l session.Destination) tea.Cmd {
	switch paths := l.Place.Paths; {
	case l.Problem != "":
		r.Held = nil
		r.Say(l.Problem)
		return r.StatusTimer()
	case l.Address != "":
		return r.Visit(l.Address)
	case l.Here:
		return r.goHere(l)
	case len(paths) == 1:
		return r.Host.OpenTo(paths[0], pane.Landing{Linked: true, Heading: l.Place.Heading})
	}
	r.Held = nil
	r.choose(l)
	return nil
}

// goHere goes to a place in the open article, and puts the focus on it.
func (r *Pane) goHere(l session.Destination) tea.Cmd {
	r.jumps.Leave(r.spot())
	if l.Span.Start == 0 {
		return r.show(r.page.First())
	}
	r.look(l.Span)
	r.focus, r.unit = r.page.Unit(l.Span.Start, page.Paragraph), page.Paragraph
	r.Say(r.readMode.Named("{go back} goes back"))
	return r.StatusTimer()
}

// land shows the article that was opened where it was to be, else where it was
// left or at what was searched for.
func (r *Pane) land(to pane.Landing, noted string) tea.Cmd {
	switch {
	case to.Back != nil:
		r.comeBack(*to.Back)
	case !to.Linked, to.Note != "":
		return r.arrive(noted)
	case to.Missing:
		r.Say("this article has no heading " + script.Quoted(to.Heading) + r.readMode.Named(" · {go back} goes back"))
		return r.StatusTimer()
	case !to.Span.Empty():
		r.look(to.Span)
		r.focus, r.unit = r.page.Unit(to.Span.Start, page.Paragraph), page.Paragraph
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
func (r *Pane) checkLinks() tea.Cmd {
	if r.Lib == nil || !r.Host.Settled() {
		return nil
	}
	art, path, a := r.Article, r.Path, r.Lib.Articles()
	return r.asAnswer(func() tea.Msg { return brokenMsg{art, a.Broken(art, path)} })
}

func (r *Pane) onBroken(msg brokenMsg) tea.Cmd {
	if r.Article == msg.art {
		r.broken = msg.broken
	}
	return nil
}

// drawBroken strikes out the links of a row that lead nowhere.
func (r *Pane) drawBroken(c *term.Canvas, x, y int, line page.Line) {
	if len(r.broken) == 0 {
		return
	}
	for i := range line {
		if l := line[i].Link; l != 0 && r.broken[r.page.Link(l)] {
			c.Restyle(x, y, int(line[i].Width), r.Theme.Broken)
		}
		x += int(line[i].Width)
	}
}

// choose lets the reader say which of several articles of a name is meant.
func (r *Pane) choose(l session.Destination) {
	var all []overlay.Pick
	for _, path := range append(append([]string(nil), l.Place.Paths...), l.Place.Others...) {
		all = append(all, overlay.PickOf(r.Env, path, article.CleanLine(path), pane.Landing{Linked: true, Heading: l.Place.Heading}))
	}
	overlay.ShowPicks(r.Env, "which "+script.Quoted(strings.Trim(l.Link, "[]"))+"?", all)
}

// showBacklinks lists the links to the open article.
func (r *Pane) showBacklinks() tea.Cmd {
	if r.Lib == nil {
		r.Say("an article from standard input has no backlinks")
		return r.StatusTimer()
	}
	return overlay.ShowBacklinks(r.Env, r.Path)
}

// arrive shows the article where it was left, or at what was searched for, be
// it in a note. Looking something up leaves the reading place where it is.
func (r *Pane) arrive(noted string) tea.Cmd {
	r.current = noted
	if n := r.inFocus(); n != nil {
		r.look(n.Match.Span)
		r.focus, r.unit, r.current = n.Match.Span, freely, n.ID
		return nil
	}
	if r.hits.Titled {
		return r.arriveAtTitle()
	}
	if h := &r.hits; len(h.Spans) > 0 {
		r.jumps.Leave(r.spot())
		r.look(h.Now())
		r.Say("match " + where(h) + r.readMode.Named(" · {next match} next · {previous match} previous · {back} clears the highlights"))
		if len(h.Spans) == 1 {
			r.Say(r.readMode.Named("only match · {back} clears the highlight"))
		}
		return r.StatusTimer()
	}
	return r.touchPlace()
}

// arriveAtTitle shows the article from its title, which has all that was searched
// for; n goes on to the first match.
func (r *Pane) arriveAtTitle() tea.Cmd {
	r.jumps.Leave(r.spot())
	r.focus, r.looking = article.Span{}, true
	r.put(r.page.First())
	switch n := len(r.hits.Spans); n {
	case 0:
		return nil
	case 1:
		r.Say(r.readMode.Named("only match · {next match} goes to it · {back} clears the highlight"))
	default:
		r.Say(strconv.Itoa(n) + r.readMode.Named(" matches · {next match} goes to the first · {back} clears the highlights"))
	}
	return r.StatusTimer()
}
