package reader

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
)

// look shows a passage amid what stands around it. The reading place is not
// moved by that.
func (r *Pane) look(s article.Span) {
	r.focus, r.current, r.looking = article.Span{}, "", true
	r.bringOut(s)
	if top, moved := r.topFor(s, r.pageRows()/3); moved {
		r.put(top)
	}
}

func (r *Pane) spot() pane.Spot {
	return pane.Spot{Path: r.Path, Page: r.page, Top: r.top, Anchor: r.Place, Focus: r.focus, Unit: r.unit, Current: r.current, Looking: r.looking}
}

// placeTick says that the place should be written down if it moved.
type placeTick struct{}

const placeTime = 2 * time.Second

// touchPlace has the place written down a little later, so that a crash
// loses no more than that. Nothing ticks while nothing moves.
func (r *Pane) touchPlace() tea.Cmd {
	r.Session.MoveTo(r.Place, r.end)
	if r.ticking || r.Store == nil {
		return nil
	}
	r.ticking = true
	return r.After(placeTime, pane.AnswerTo(r, placeTick{}))
}

// Scroll moves the text by rows.
func (r *Pane) Scroll(rows int) tea.Cmd {
	if r.page == nil {
		return nil
	}
	top, _ := r.page.Move(r.top, rows)
	return r.show(top)
}

// show puts a row at the top of the screen to read on from there.
func (r *Pane) show(top page.Loc) tea.Cmd {
	r.looking = false
	r.put(top)
	return r.touchPlace()
}

func (r *Pane) goFirst() tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.show(r.page.First())
}

func (r *Pane) goLast() tea.Cmd {
	r.jumps.Leave(r.spot())
	top, _ := r.page.Move(r.page.Last(), 1-r.pageRows())
	return r.show(top)
}

func (r *Pane) goPercent() tea.Cmd {
	if r.Count == 0 {
		r.Say("type a number before it: 42%")
		return r.StatusTimer()
	}
	r.jumps.Leave(r.spot())
	return r.show(r.page.Locate(library.AtPercent(r.Count, len(r.Article.Text))))
}

// reveal scrolls as little as needed to show the span, with two rows around
// it where there is room. A span taller than the screen is shown from its top.
func (r *Pane) reveal(s article.Span) tea.Cmd {
	r.bringOut(s)
	if top, moves := r.topFor(s, 2); moves {
		return r.show(top)
	}
	return r.touchPlace()
}

func (r *Pane) measure(n int) tea.Cmd {
	r.Column = max(minColumn, min(r.Column+n, r.W-2*gutter))
	r.layoutReader()
	width := r.Column
	r.Session.RememberView(func(v *store.View) { v.Width = width })
	r.Say("column of " + strconv.Itoa(r.columns().width) + " cells")
	return r.StatusTimer()
}

func (r *Pane) toggleZen() tea.Cmd {
	r.reading.zen = !r.reading.zen
	r.layoutReader()
	return nil
}

// ShowPassage puts the focus on a passage that was chosen freely.
func (r *Pane) ShowPassage(s article.Span) tea.Cmd {
	r.focus, r.unit = s, freely
	return r.reveal(s)
}

// ShowChange goes to the passage of a note that was changed, unless it is on
// the screen.
func (r *Pane) ShowChange(n note.Note) (cmd tea.Cmd, moved bool) {
	at, seen := r.Where(n).Span, r.visible()
	if r.page == nil || at.Empty() || seen.Start < at.End && at.Start < seen.End {
		return nil, false
	}
	r.jumps.Leave(r.spot())
	if r.current = ""; slices.ContainsFunc(r.Notes, func(other note.ResolvedNote) bool { return other.ID == n.ID }) {
		r.current = n.ID
	}
	return r.ShowPassage(at), true
}
