package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/page"
)

// picker puts a label on every word on the screen. The first one picked begins
// the selection and the second one ends it; what is being selected already
// only gets another end. So any passage in sight takes about four keys.
type picker struct {
	words []labelledWord
	typed string
	begun bool // the first word is picked, or there was a selection
}

// labelledWord is a word on the screen with the letters that pick it.
type labelledWord struct {
	label string
	word  article.Span
	x, y  int // where it begins, in cells
}

// labelLetters are typed most easily first.
const labelLetters = "fjdkslaghrueiwoqptyvncmbxz"

// labels makes n labels of letters, the easiest first, all as long as the
// number asks for, so that none begins like another one.
func labels(n int) []string {
	size, room := 1, len(labelLetters)
	for room < n {
		size, room = size+1, room*len(labelLetters)
	}
	all := make([]string, n)
	for i := range all {
		b := make([]byte, size)
		for k, rest := size-1, i; k >= 0; k, rest = k-1, rest/len(labelLetters) {
			b[k] = labelLetters[rest%len(labelLetters)]
		}
		all[i] = string(b)
	}
	return all
}

// pickWords labels the words.
func (m *Model) pickWords() tea.Cmd {
	p := &picker{begun: m.rd.sel != nil}
	p.resize(m)
	if len(p.words) == 0 {
		return m.nothingHere()
	}
	m.status.text = ""
	m.over = p
	return nil
}

// resize labels the words that are on the screen now.
func (p *picker) resize(m *Model) {
	p.words, p.typed = m.wordsInSight(), ""
	for i, label := range labels(len(p.words)) {
		p.words[i].label = label
	}
}

// wordsInSight are the words that begin on the screen, in order of the text.
func (m *Model) wordsInSight() []labelledWord {
	r := m.rd
	at := m.cellsInSight()
	var words []labelledWord
	add := func(w article.Span) {
		if cell, ok := at[w.Start]; ok {
			words = append(words, labelledWord{word: w, x: cell[0], y: cell[1]})
		}
	}
	seen := m.visible()
	w := r.page.Unit(seen.Start, page.Word)
	add(w)
	for {
		next, ok := r.page.Next(w.Start, page.Word)
		if !ok || next.Start >= seen.End {
			return words
		}
		add(next)
		w = next
	}
}

// cellsInSight is where the bytes on the screen are shown, column and row.
func (m *Model) cellsInSight() map[int][2]int {
	at := map[int][2]int{}
	left := m.columns().text
	for y, line := range m.rd.page.Lines(m.rd.top, m.pageRows()) {
		x := left
		for i := range line {
			if c := &line[i]; c.Start >= 0 {
				if _, ok := at[c.Start]; !ok {
					at[c.Start] = [2]int{x, m.head() + y}
				}
			}
			x += int(line[i].Width)
		}
	}
	return at
}

// draw dims the text, not its pictures, and puts what is still to be typed of each label over the
// beginning of its word.
func (p *picker) draw(m *Model, c *canvas) *tea.Cursor {
	left := m.columns().text
	for y := range m.pageRows() {
		c.restyle(left, m.head()+y, m.columns().width, m.theme.dim)
	}
	m.drawPictures(c, left)
	for _, w := range p.words {
		rest, ok := strings.CutPrefix(w.label, p.typed)
		if !ok {
			continue
		}
		c.text(w.x, w.y, len(rest), rest, m.theme.hitNow)
	}
	said := map[bool]string{false: "the letters of the first word", true: "the letters of the last word"}[p.begun]
	c.fill(0, m.h-1, m.w, 1, uv.Style{})
	x := c.text(2, m.h-1, m.w-4, said, m.theme.text)
	c.text(x, m.h-1, m.w-2-x, fitParts(" · esc goes back", m.w-2-x), m.theme.quiet)
	return nil
}

func (p *picker) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		m.over = nil
	case "ctrl+c":
		return m.quit()
	case "backspace":
		p.typed = dropLastGrapheme(p.typed)
	default:
		return p.letter(m, k.Text)
	}
	return nil
}

// letter goes on with the labels that go on so; another letter is passed over.
func (p *picker) letter(m *Model, letter string) tea.Cmd {
	typed := p.typed + letter
	for _, w := range p.words {
		switch {
		case letter == "" || !strings.HasPrefix(w.label, typed):
		case w.label == typed:
			return p.picked(m, w.word)
		default:
			p.typed = typed
			return nil
		}
	}
	return nil
}

// picked takes a word as one end of the selection.
func (p *picker) picked(m *Model, w article.Span) tea.Cmd {
	r := m.rd
	p.typed = ""
	if !p.begun {
		r.sel, p.begun = &selection{fixed: w, moving: w}, true
		return nil
	}
	m.over = nil
	r.sel.moving = w
	return m.reveal(w)
}

func (p *picker) paste(*Model, string) tea.Cmd { return nil }
