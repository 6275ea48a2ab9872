package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
)

// The pane's rows: a header, the query, a rule, the list, a rule, and the
// bottom line.
func (p *notesPane) resize(m *Model) { p.rows.Resize(max(m.h-5, 1)) }

// notesBesideFrom is the width from which a note stands whole beside the list.
const notesBesideFrom = 110

func (p *notesPane) listWidth(m *Model) int {
	if m.w < notesBesideFrom {
		return m.w
	}
	return m.w * 11 / 20
}

func (p *notesPane) draw(m *Model, c *canvas) *tea.Cursor {
	c.fill(0, 0, m.w, m.h, uv.Style{})
	x := c.text(1, 0, m.w, "☞ notes", m.theme.brand)
	c.textRight(m.w-1, 0, m.w-x-3, p.summary(), m.theme.quiet)
	cursor := p.drawField(m, c, 1)
	c.rule(1, 2, m.w-2, m.theme.faint)
	if p.problem != nil {
		m.drawOnRule(c, 2, article.CleanLine(p.problem.Error()), m.theme.bad, 1)
	}
	width := p.listWidth(m)
	for i, r := range p.rows.Shown() {
		p.drawRow(m, c, 3+i, width, r)
		if p.rows.top+i == p.rows.cursor {
			m.theme.drawPicked(c, 0, 3+i, width)
		}
	}
	if len(p.rows.items) == 0 {
		c.text(3, 4, m.w-4, p.nothing(), m.theme.quiet)
	}
	if width < m.w {
		p.drawBeside(m, c, width+2, 3, m.w-width-4)
	}
	c.rule(1, m.h-2, m.w-2, m.theme.faint)
	p.drawBottom(m, c, m.h-1)
	return cursor
}

// summary is how many notes are shown, and what became of them.
func (p *notesPane) summary() string {
	counts := map[note.State]int{}
	for _, n := range p.found {
		counts[n.Match.State]++
	}
	parts := []string{count(p.notes, "note")}
	for _, s := range []note.State{note.Edited, note.Moved, note.Lost} {
		if counts[s] > 0 {
			parts = append(parts, itoa(counts[s])+" "+s.String())
		}
	}
	return strings.Join(parts, " · ")
}

// nothing says why the list is empty.
func (p *notesPane) nothing() string {
	switch {
	case p.margins == nil && p.serial == 0:
		return "reading the notes…"
	case p.query != "":
		return "no note matches; esc takes the search away"
	}
	return "no notes yet: h marks the passage in focus while you read, a writes a note on it"
}

func (p *notesPane) drawField(m *Model, c *canvas, y int) *tea.Cursor {
	name := map[typing]string{typingTags: "tags (-word takes one away): ", typingFile: "write to: "}[p.typing]
	f := p.field
	if p.typing == notTyping {
		f.set(p.query)
	}
	if name == "" {
		name = "/ "
	}
	x := c.text(1, y, m.w/2, name, m.theme.key)
	x = f.draw(c, x, y, m.w-x-2, m.theme.text, article.Span{}, m.theme.text)
	if p.typing == notTyping || m.over != overlay(p) {
		return nil
	}
	return tea.NewCursor(x, y)
}

func (p *notesPane) drawRow(m *Model, c *canvas, y, width int, r noteRow) {
	n, ok := p.found[r.noteKey]
	switch {
	case r.id == "" && r.lost:
		c.text(1, y, width-2, "Lost passages", m.theme.bad)
		return
	case r.id == "" || !ok:
		x := c.text(1, y, width-2, article.CleanLine(p.titles[r.path]), m.theme.title)
		c.text(x+2, y, width-x-3, article.CleanLine(r.path), m.theme.quiet)
		return
	}
	if p.marked[r.noteKey] {
		c.text(1, y, 1, "▸", m.theme.key)
	}
	at := n
	m.drawSign(c, 3, y, &at)
	right := width - 1
	if n.Match.State != note.Exact {
		right = c.textRight(right, y, 8, n.Match.State.String(), stateStyle(m, n.Match.State)) - 1
	}
	x := 5
	if q := article.CleanLine(n.Anchor.Quote); q != "" {
		room := right - x
		if n.Body != "" {
			room = room * 3 / 5
		}
		x = c.text(x, y, room, "“"+q+"”", m.theme.text) + 1
	}
	c.text(x, y, right-x, m.plainWords(n.Body), m.theme.quiet)
}

func stateStyle(m *Model, s note.State) uv.Style {
	if s == note.Lost {
		return m.theme.bad
	}
	return m.theme.key
}

// drawBeside shows the note under the cursor whole.
func (p *notesPane) drawBeside(m *Model, c *canvas, x, y, width int) {
	for row := y; row < m.h-2; row++ {
		c.put(x-2, row, "│", 1, &m.theme.faint, "")
	}
	bottom := m.h - 2
	write := func(text string, st uv.Style) {
		for _, line := range wrap(text, width) {
			if y < bottom {
				c.text(x, y, width, line, st)
				y++
			}
		}
	}
	key, n, ok := p.selected()
	if key.path == "" {
		return
	}
	write(article.CleanLine(p.titles[key.path]), m.theme.title)
	write(article.CleanLine(key.path), m.theme.quiet)
	if !ok { // the heading of an article's notes
		write(count(p.notesOn(key.path), "note"), m.theme.quiet)
		return
	}
	y++
	if n.OnArticle() {
		write("on the whole article", m.theme.quiet)
	} else {
		write("“"+article.Clean(n.Anchor.Quote)+"”", m.theme.text)
	}
	y++
	if words := m.wordLines(n.Body, width-2, bottom-y); len(words) > 0 {
		for i, line := range words {
			line.draw(c, x, y+i, width, m.theme.text)
		}
		y += len(words) + 1
	}
	write(strings.Join(p.facts(n), " · "), m.theme.quiet)
	if n.Match.State != note.Exact {
		y++
		write(whatBecame(n.Match), stateStyle(m, n.Match.State))
	}
}

// notesOn is how many of the notes found stand on an article.
func (p *notesPane) notesOn(path string) (n int) {
	for key := range p.found {
		if key.path == path {
			n++
		}
	}
	return n
}

// facts are the note's kind, tags and time.
func (p *notesPane) facts(n note.ResolvedNote) []string {
	facts := []string{article.CleanLine(n.Kind)}
	for _, tag := range n.AllTags() {
		facts = append(facts, "#"+article.CleanLine(tag))
	}
	if !n.Made.IsZero() {
		facts = append(facts, n.Made.Format("2 January 2006"))
	}
	return facts
}

// whatBecame says what became of a passage.
func whatBecame(at note.Match) string {
	switch at.State {
	case note.Edited:
		return "edited: " + itoa(library.Percent(at.Confidence)) + " % of its words are there · D shows then and now"
	case note.Moved:
		return "moved to another place · D keeps it there"
	}
	return "lost: its words are not in the text any more · D shows where it may be"
}

func (p *notesPane) drawBottom(m *Model, c *canvas, y int) {
	left, st := "", m.theme.quiet
	said, bad := m.message()
	switch {
	case said != "":
		left = said
		if bad {
			st = m.theme.bad
		}
	case p.failure != nil:
		left, st = article.CleanLine(p.failure.Error()), m.theme.bad
	}
	if left != "" && p.typing == notTyping {
		c.text(2, y, m.w-4, left, st)
		return
	}
	x := 2
	if len(p.marked) > 0 && p.typing == notTyping {
		x = c.text(x, y, m.w-4, count(len(p.marked), "note")+" marked", m.theme.quiet) + hintGap
	}
	m.theme.drawHints(c, x, y, m.w-2-x, p.hints(), uv.Style{})
}

// hints are those of what is typed, or of the list.
func (p *notesPane) hints() []hint {
	switch p.typing {
	case typingQuery:
		return []hint{{"↓↑", "move"}, {"esc", "list"}}
	case typingTags:
		return []hint{{"enter", "tag"}, {"esc", "back"}}
	case typingFile:
		return []hint{{"enter", "write"}, {"esc", "back"}}
	}
	if len(p.marked) > 0 {
		return p.markedHints()
	}
	return p.mode.hints()
}

// markedHints say what can be done to the notes marked.
func (p *notesPane) markedHints() []hint {
	k := &p.mode
	all := []hint{{k.keyOf("tags"), "tags"}, {k.keyOf("change kind"), "kind"}, {k.keyOf("delete"), "delete"}, {k.keyOf("back"), "back"}}
	return slices.DeleteFunc(all, func(h hint) bool { return h.key == "" }) // unbound
}
