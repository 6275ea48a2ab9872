package reader

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/page"
)

// startSelection selects the first word of the focus.
func (r *Pane) startSelection() tea.Cmd {
	at := r.target()
	if at.Empty() {
		return r.nothingHere()
	}
	w := r.page.Unit(at.Start, page.Word)
	r.sel = &selection{fixed: w, moving: w}
	r.Status.Text = "" // the keys of the selection take its place
	return r.reveal(w)
}

func (r *Pane) dropSelection() tea.Cmd {
	r.sel = nil
	return nil
}

func (r *Pane) swapEnds() tea.Cmd {
	s := r.sel
	s.fixed, s.moving = s.moving, s.fixed
	return r.reveal(s.moving)
}

// moveTo moves the moving end onto the character at off.
func (r *Pane) moveTo(off int) tea.Cmd {
	r.bringOut(article.Span{Start: off, End: off + 1})
	r.sel.moving = r.character(off)
	return r.reveal(r.sel.moving)
}

// character is the visible character at off, or the nearest one.
func (r *Pane) character(off int) article.Span {
	at, col := r.page.Column(off)
	for _, line := range r.page.Lines(at, 1) {
		x := 0
		for i := range line {
			if c := &line[i]; c.Start >= 0 && x >= col {
				return article.Span{Start: c.Start, End: c.End}
			}
			x += int(line[i].Width)
		}
	}
	return r.page.Unit(off, page.Word)
}

// again runs a motion as often as the count typed before it says, until it
// stands still.
func (r *Pane) again(motion func(article.Span) article.Span) tea.Cmd {
	s := r.sel
	for range r.Times() {
		next := motion(s.moving)
		if next == s.moving {
			break
		}
		s.moving = next
	}
	return r.reveal(s.moving)
}

func (r *Pane) selectWord() tea.Cmd {
	return r.again(func(s article.Span) article.Span {
		if w, ok := r.page.Next(s.Start, page.Word); ok {
			return w
		}
		return s
	})
}

func (r *Pane) selectWordBack() tea.Cmd {
	return r.again(func(s article.Span) article.Span {
		if w, ok := r.page.Prev(s.Start, page.Word); ok {
			return w
		}
		return s
	})
}

func (r *Pane) selectWordEnd() tea.Cmd { return r.selectUnit(page.Word) }

// selectUnit goes to the end of the unit, or of the next when it is there.
func (r *Pane) selectUnit(u page.Unit) tea.Cmd {
	return r.again(func(s article.Span) article.Span {
		unit := r.page.Unit(s.Start, u)
		if unit.End <= s.End {
			next, ok := r.page.Next(s.Start, u)
			if !ok {
				return s
			}
			unit = next
		}
		if u == page.Word {
			return unit
		}
		return r.lastCharacter(unit)
	})
}

// selectUnitBack goes to the start of the unit, or of the one before.
func (r *Pane) selectUnitBack(u page.Unit) tea.Cmd {
	return r.again(func(s article.Span) article.Span {
		unit := r.page.Unit(s.Start, u)
		if unit.Start >= s.Start {
			prev, ok := r.page.Prev(s.Start, u)
			if !ok {
				return s
			}
			unit = prev
		}
		return r.character(unit.Start)
	})
}

// lastCharacter is the last visible character of the span.
func (r *Pane) lastCharacter(s article.Span) article.Span {
	if s.Empty() {
		return s
	}
	text := r.Article.Text
	off := s.End - 1
	for off > s.Start && text[off]&0xC0 == 0x80 {
		off--
	}
	c := r.character(off)
	if c.Start > off {
		return article.Span{Start: off, End: s.End}
	}
	return c
}

func (r *Pane) selectChar(n int) tea.Cmd {
	return r.again(func(s article.Span) article.Span {
		at, col := r.page.Column(s.Start)
		return r.beside(at, col, n)
	})
}

// beside is the character before or after the one at that column, on the
// rows around if need be.
func (r *Pane) beside(at page.Loc, col, n int) article.Span {
	here, _ := r.page.At(at, col)
	for {
		if c, ok := step(r.page.FullRow(at), here, n); ok {
			return c
		}
		next, moved := r.page.Move(at, n)
		if moved == 0 {
			return r.character(here)
		}
		at = next
	}
}

// step returns the cell of the line nearest to off on the side n points to.
func step(line page.Line, off, n int) (article.Span, bool) {
	var best article.Span
	found := false
	for _, c := range line {
		if c.Start < 0 || n > 0 && c.Start <= off || n < 0 && c.Start >= off {
			continue
		}
		if !found || n > 0 && c.Start < best.Start || n < 0 && c.Start > best.Start {
			best, found = article.Span{Start: c.Start, End: c.End}, true
		}
	}
	return best, found
}

// selectLine moves by rows of text and keeps the column.
func (r *Pane) selectLine(way int) tea.Cmd {
	return r.again(func(s article.Span) article.Span {
		at, col := r.page.Column(s.Start)
		to, moved := r.page.Move(at, way)
		for moved != 0 && len(lineText(r.page, to)) == 0 { // the empty row between blocks
			to, moved = r.page.Move(to, way)
		}
		if moved == 0 {
			return s
		}
		off, _ := r.page.At(to, col)
		r.bringOut(article.Span{Start: off, End: off + 1})
		return r.character(off)
	})
}

// lineText are the cells of a row that show text.
func lineText(p *page.Page, at page.Loc) page.Line {
	var text page.Line
	for _, c := range p.FullRow(at) {
		if c.Start >= 0 {
			text = append(text, c)
		}
	}
	return text
}

func (r *Pane) selectLineEnd() tea.Cmd {
	at, _ := r.page.Column(r.sel.moving.Start)
	if text := lineText(r.page, at); len(text) > 0 {
		last := len(text) - 1
		for last > 0 && text[last].Text == " " {
			last--
		}
		return r.moveTo(text[last].Start)
	}
	return nil
}

func (r *Pane) selectLineStart() tea.Cmd {
	at, _ := r.page.Column(r.sel.moving.Start)
	if text := lineText(r.page, at); len(text) > 0 {
		return r.moveTo(text[0].Start)
	}
	return nil
}

// selectFind waits for a character and goes to its next place.
func (r *Pane) selectFind() tea.Cmd {
	n := r.Times()
	r.TakeNext("f: type a character", func(k tea.KeyPressMsg) tea.Cmd {
		if k.Text == "" {
			return nil
		}
		at, col := r.page.Column(r.sel.moving.Start)
		s := r.sel.moving
		for ; n > 0; n-- {
			found, ok := r.find(at, col, s, k.Text)
			if !ok {
				return nil
			}
			s = found
			at, col = r.page.Column(s.Start)
		}
		return r.moveTo(s.Start)
	})
	return nil
}

// findRows is how far f looks.
const findRows = 200

func (r *Pane) find(at page.Loc, col int, from article.Span, char string) (article.Span, bool) {
	for range findRows {
		for _, c := range lineText(r.page, at) {
			if c.Start > from.Start && c.Text == char {
				return article.Span{Start: c.Start, End: c.End}, true
			}
		}
		next, moved := r.page.Move(at, 1)
		if moved == 0 {
			break
		}
		at = next
	}
	return article.Span{}, false
}

// selectObject waits for the letter of a unit and selects the whole of it.
func (r *Pane) selectObject() tea.Cmd {
	r.TakeNext("i: w word · s sentence · p paragraph", func(k tea.KeyPressMsg) tea.Cmd {
		u, ok := map[string]page.Unit{"w": page.Word, "s": page.Sentence, "p": page.Paragraph}[k.String()]
		if !ok {
			return nil
		}
		return r.selectWhole(r.page.Unit(r.sel.moving.Start, u))
	})
	return nil
}

// selectWhole selects exactly the span; its end is the one that moves.
func (r *Pane) selectWhole(s article.Span) tea.Cmd {
	r.sel.fixed = r.character(s.Start)
	r.sel.moving = r.lastCharacter(s)
	return r.reveal(r.sel.moving)
}

// trimmed is the selection without white space at its ends.
func (r *Pane) trimmed() article.Span {
	s := r.sel.span()
	text := r.Article.Text[s.Start:s.End]
	s.Start += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(text))
	return s
}

func (r *Pane) copySelection() tea.Cmd {
	s := r.trimmed()
	r.sel = nil
	quote := r.page.Quote(s)
	return r.CopyPassage(quote, quote)
}
