package ui

import (
	"cmp"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// sections are the article and those of its headings, in order.
func (r *readerPane) sections() []section {
	all := []section{{title: r.Article.Meta.Title, span: article.Span{End: len(r.Article.Text)}}}
	highest := 6
	for _, h := range r.headings {
		highest = min(highest, h.Level)
	}
	var open []int // of all, each within the one before
	for _, h := range r.headings {
		depth := h.Level - highest
		for n := len(open); n > 0 && all[open[n-1]].depth >= depth; n-- {
			all[open[n-1]].span.End = h.Span.Start
			open = open[:n-1]
		}
		open = append(open, len(all))
		all = append(all, section{h.Title, depth, article.Span{Start: h.Span.Start, End: len(r.Article.Text)}})
	}
	return all
}

// notesIn is how many notes stand in a section; of the whole article all do.
func (r *readerPane) notesIn(s section) int {
	if s.span.Len() == len(r.Article.Text) {
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
	return from(s.span.End) - from(s.span.Start)
}

// size is how long a section takes to read or, if that is less than a minute,
// its words: its share of the article's.
func (r *readerPane) size(s section) string {
	share := float64(s.span.Len()) / float64(max(len(r.Article.Text), 1))
	if minutes := int(float64(r.minutes)*share + 0.5); minutes > 0 {
		return strconv.Itoa(minutes) + " min"
	}
	return count(int(float64(r.words)*share+0.5), "word")
}

// here is the byte that says which section the reader is in.
func (r *readerPane) here() int {
	if !r.focus.Empty() {
		return r.focus.Start
	}
	return r.Place
}

// goSection jumps to a section.
func (r *readerPane) goSection(s section) tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.showSection(s.span)
}

// showSection puts a section's heading at the top of the screen and the focus
// on it; of the whole article, its beginning without a focus.
func (r *readerPane) showSection(s article.Span) tea.Cmd {
	r.status.clear()
	r.focus, r.current = article.Span{}, ""
	if s.Len() == len(r.Article.Text) {
		return r.show(r.page.First())
	}
	r.focus, r.unit = r.page.Unit(s.Start, page.Paragraph), page.Paragraph
	return r.show(r.page.Locate(s.Start))
}

// sectionStep goes to a following heading or one before, or from amid a
// section up to its own.
func (r *readerPane) sectionStep(step int) tea.Cmd {
	now := r.sectionAt(r.here())
	amid := now < 0 || r.here() >= r.headings[now].Span.End
	to := now + step
	if step < 0 && amid {
		to++
	}
	switch {
	case len(r.headings) == 0:
		return r.showOutline() // says why
	case to >= len(r.headings) && now == len(r.headings)-1:
		r.say("no further heading")
		return r.statusTimer()
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
func (r *readerPane) showOutline() tea.Cmd {
	switch {
	case r.minutes == 0:
		r.say("the article's headings are still being looked for")
		return r.statusTimer()
	case len(r.headings) == 0:
		r.say("this article has no headings")
		return r.statusTimer()
	}
	if r.w >= outlineFrom && !r.reading.zen {
		r.reading.beside = true
		r.layoutReader()
	}
	showOutline(r.env, r.outlined())
	return nil
}

// outlined is the article for its outline.
func (r *readerPane) outlined() outlined {
	return outlined{
		sections: r.parts, here: r.sectionAt(r.here()) + 1,
		side: r.sideWidth, notes: r.notesIn, size: r.size, goTo: r.goSection,
		closed: func() {
			r.reading.beside = false
			r.layoutReader()
		},
	}
}

// drawBeside draws the outline beside the text, in step with it.
func (r *readerPane) drawBeside(c *term.Canvas) {
	if _, open := activePane[*outline](r.env); r.sideWidth() > 0 && !open {
		newOutline(r.env, r.outlined(), uv.Style{}).draw(c)
	}
}
