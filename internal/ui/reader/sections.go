package reader

import (
	"cmp"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// sections are the article and those of its headings, in order.
func (r *Pane) sections() []overlay.Section {
	all := []overlay.Section{{Title: r.Article.Meta.Title, Span: article.Span{End: len(r.Article.Text)}}}
	highest := 6
	for _, h := range r.headings {
		highest = min(highest, h.Level)
	}
	var open []int // of all, each within the one before
	for _, h := range r.headings {
		depth := h.Level - highest
		for n := len(open); n > 0 && all[open[n-1]].Depth >= depth; n-- {
			all[open[n-1]].Span.End = h.Span.Start
			open = open[:n-1]
		}
		open = append(open, len(all))
		all = append(all, overlay.Section{Title: h.Title, Depth: depth, Span: article.Span{Start: h.Span.Start, End: len(r.Article.Text)}})
	}
	return all
}

// notesIn is how many notes stand in a section; of the whole article all do.
func (r *Pane) notesIn(s overlay.Section) int {
	if s.Span.Len() == len(r.Article.Text) {
		return len(r.Notes)
	}
	from := func(off int) int {
		i, _ := slices.BinarySearchFunc(r.Notes, off, func(n note.ResolvedNote, off int) int {
			if n.Match.Span.Empty() { // beside the title
				return -1
			}
			return cmp.Compare(n.Match.Span.Start, off)
		})
		return i
	}
	return from(s.Span.End) - from(s.Span.Start)
}

// size is how long a section takes to read or, if that is less than a minute,
// its words: its share of the article's.
func (r *Pane) size(s overlay.Section) string {
	share := float64(s.Span.Len()) / float64(max(len(r.Article.Text), 1))
	if minutes := int(float64(r.minutes)*share + 0.5); minutes > 0 {
		return strconv.Itoa(minutes) + " min"
	}
	return pane.Count(int(float64(r.words)*share+0.5), "word")
}

// goSection jumps to a section.
func (r *Pane) goSection(s overlay.Section) tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.showSection(s.Span)
}

// showSection puts a section's heading at the top of the screen and the focus
// on it; of the whole article, its beginning without a focus.
func (r *Pane) showSection(s article.Span) tea.Cmd {
	r.Status.Clear()
	r.focus, r.current = article.Span{}, ""
	if s.Len() == len(r.Article.Text) {
		return r.show(r.page.First())
	}
	r.focus, r.unit = r.page.Unit(s.Start, page.Paragraph), page.Paragraph
	return r.show(r.page.Locate(s.Start))
}

// sectionStep goes to a following heading or one before, or from amid a
// section up to its own.
func (r *Pane) sectionStep(step int) tea.Cmd {
	now := r.sectionAt(r.Here())
	amid := now < 0 || r.Here() >= r.headings[now].Span.End
	to := now + step
	if step < 0 && amid {
		to++
	}
	switch {
	case len(r.headings) == 0:
		return r.showOutline() // says why
	case to >= len(r.headings) && now == len(r.headings)-1:
		r.Say("no next heading")
		return r.StatusTimer()
	}
	if amid {
		r.jumps.Leave(r.spot())
	}
	if to < 0 {
		return r.showSection(article.Span{End: len(r.Article.Text)})
	}
	return r.showSection(r.headings[min(to, len(r.headings)-1)].Span)
}

// showOutline opens the outline, beside the text where there is room.
func (r *Pane) showOutline() tea.Cmd {
	switch {
	case r.minutes == 0:
		r.Say("still looking for headings")
		return r.StatusTimer()
	case len(r.headings) == 0:
		r.Say("this article has no headings")
		return r.StatusTimer()
	}
	if r.W >= outlineFrom && !r.reading.zen {
		r.reading.beside = true
		r.layoutReader()
	}
	overlay.ShowOutline(r.Env, r.outlined())
	return nil
}

// outlined is the article for its outline.
func (r *Pane) outlined() overlay.Outlined {
	return overlay.Outlined{
		Sections: r.parts, Here: r.sectionAt(r.Here()) + 1,
		Side: r.sideWidth, Notes: r.notesIn, Size: r.size, GoTo: r.goSection,
		Closed: func() {
			r.reading.beside = false
			r.layoutReader()
		},
	}
}

// drawBeside draws the outline beside the text, in step with it.
func (r *Pane) drawBeside(c *term.Canvas) {
	if _, open := pane.ActiveAs[*overlay.Outline](r.Env); r.sideWidth() > 0 && !open {
		overlay.NewOutline(r.Env, r.outlined(), uv.Style{}).Draw(c)
	}
}
