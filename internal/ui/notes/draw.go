package notes

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/script"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Resize fits the list between a header, the query, a rule, and a rule and the
// bottom line below it.
func (p *Pane) Resize() {
	p.rows.Resize(max(p.H-5, 1))
	if b := &p.beside; b.page != nil {
		b.page = b.page.With(max(p.besideWidth(), 1), p.Theme.Page)
	}
}

// notesBesideFrom is the width from which a note stands whole beside the list.
const notesBesideFrom = 110

func (p *Pane) listWidth() int {
	if p.W < notesBesideFrom {
		return p.W
	}
	return p.W * 11 / 20
}

func (p *Pane) Draw(c *term.Canvas) *tea.Cursor {
	c.Fill(0, 0, p.W, p.H, uv.Style{})
	x := c.Text(1, 0, p.W, "☞ notes", p.Theme.Brand)
	c.TextRight(p.W-1, 0, p.W-x-3, p.summary(), p.Theme.Quiet)
	cursor := p.drawField(c, 1)
	c.Rule(1, 2, p.W-2, p.Theme.Faint)
	if p.problem != nil {
		p.DrawOnRule(c, 2, article.CleanLine(p.problem.Error()), p.Theme.Bad, 1)
	}
	width := p.listWidth()
	for i, r := range p.rows.Shown() {
		p.drawRow(c, 3+i, width, r)
		if p.rows.Top+i == p.rows.Cursor {
			p.Theme.DrawPicked(c, 0, 3+i, width)
		}
	}
	if len(p.rows.Items) == 0 {
		c.Text(3, 4, p.W-4, p.nothing(), p.Theme.Quiet)
	}
	if width < p.W {
		p.drawBeside(c, width+2, 3, p.besideWidth())
	}
	c.Rule(1, p.H-2, p.W-2, p.Theme.Faint)
	p.drawBottom(c, p.H-1)
	return cursor
}

// summary is how many notes are shown, and what became of them.
func (p *Pane) summary() string {
	counts := map[note.State]int{}
	for _, n := range p.found {
		counts[n.Match.State]++
	}
	parts := []string{pane.Count(p.notes, "note")}
	for _, s := range []note.State{note.Edited, note.Moved, note.Lost} {
		if counts[s] > 0 {
			parts = append(parts, strconv.Itoa(counts[s])+" "+s.String())
		}
	}
	return strings.Join(parts, " · ")
}

// nothing says why the list is empty.
func (p *Pane) nothing() string {
	switch {
	case p.margins == nil && p.serial == 0:
		return "reading the notes…"
	case p.query != "":
		return p.mode.Named("no matches; {back} clears the search")
	}
	return "no notes yet: highlight a passage while you read, or write a note on it"
}

func (p *Pane) drawField(c *term.Canvas, y int) *tea.Cursor {
	name := map[typing]string{typingTags: "tags (-word removes one): ", typingFile: "write to: "}[p.typing]
	f := p.Field
	if p.typing == notTyping {
		f.Set(p.query)
	}
	if name == "" {
		name = "/ "
	}
	x := c.Text(1, y, p.W/2, name, p.Theme.Key)
	x = f.Draw(c, x, y, p.W-x-2, p.Theme.Text, article.Span{}, p.Theme.Text)
	if p.typing == notTyping || !p.HasKeys(p) {
		return nil
	}
	return tea.NewCursor(x, y)
}

func (p *Pane) drawRow(c *term.Canvas, y, width int, r noteRow) {
	n, ok := p.found[r.noteKey]
	switch {
	case r.id == "" && r.lost:
		c.Text(1, y, width-2, "Lost passages", p.Theme.Bad)
		return
	case r.id == "" || !ok:
		x := c.Text(1, y, width-2, article.CleanLine(p.titles[r.path]), p.Theme.Title)
		c.Text(x+2, y, width-x-3, article.CleanLine(r.path), p.Theme.Quiet)
		return
	}
	if p.marked[r.noteKey] {
		c.Text(1, y, 1, "▸", p.Theme.Key)
	}
	at := n
	p.DrawSign(c, 3, y, &at)
	right := width - 1
	if n.Match.State != note.Exact {
		right = c.TextRight(right, y, 8, n.Match.State.String(), stateStyle(p.Env, n.Match.State)) - 1
	}
	x := 5
	if q := article.CleanLine(n.Anchor.Quote); q != "" {
		room := right - x
		if n.Body != "" {
			room = room * 3 / 5
		}
		x = c.Text(x, y, room, script.Quoted(q), p.Theme.Text) + 1
	}
	c.Text(x, y, right-x, p.PlainWords(n.Body), p.Theme.Quiet)
}

func stateStyle(e *pane.Env, s note.State) uv.Style {
	if s == note.Lost {
		return e.Theme.Bad
	}
	return e.Theme.Key
}

// notesOn is how many of the notes found stand on an article.
func (p *Pane) notesOn(path string) (n int) {
	for key := range p.found {
		if key.path == path {
			n++
		}
	}
	return n
}

// facts are the note's kind, tags and time.
func (p *Pane) facts(n note.ResolvedNote) []string {
	facts := []string{article.CleanLine(n.Kind)}
	for _, tag := range n.AllTags() {
		facts = append(facts, "#"+article.CleanLine(tag))
	}
	if !n.Made.IsZero() {
		facts = append(facts, n.Made.Format("2 January 2006"))
	}
	return facts
}

// stateText says what became of a passage, with the names of actions in the
// places of their keys.
func (p *Pane) stateText(path string, at note.Match) string {
	if p.isGone(path) {
		return "the article is gone, its notes are kept · {check note} shows the text that was stored"
	}
	switch at.State {
	case note.Edited:
		return "edited: " + strconv.Itoa(library.Percent(at.Confidence)) + " % of its words are there · {check note} compares"
	case note.Moved:
		return "moved to another place · {check note} keeps it there"
	}
	return "lost: its words are no longer in the text · {check note} shows where it may be"
}

func (p *Pane) drawBottom(c *term.Canvas, y int) {
	left, st := "", p.Theme.Quiet
	said, bad := p.Message()
	switch {
	case said != "":
		left = said
		if bad {
			st = p.Theme.Bad
		}
	case p.failure != nil:
		left, st = article.CleanLine(p.failure.Error()), p.Theme.Bad
	}
	if left != "" && p.typing == notTyping {
		c.Text(2, y, p.W-4, left, st)
		return
	}
	x := 2
	if len(p.marked) > 0 && p.typing == notTyping {
		x = c.Text(x, y, p.W-4, pane.Count(len(p.marked), "note")+" selected", p.Theme.Quiet) + term.HintGap
	}
	p.Theme.DrawHints(c, x, y, p.W-2-x, p.hints(), uv.Style{})
}

// hints are those of what is typed, or of the list.
func (p *Pane) hints() []term.Hint {
	k := &p.typeMode
	switch p.typing {
	case typingQuery:
		return append(k.Pair("move down", "move up", "", "move"), k.Hint("back", "list")...)
	case typingTags:
		return append(k.Hint("done", "tag"), k.Hint("back", "back")...)
	case typingFile:
		return append(k.Hint("done", "write"), k.Hint("back", "back")...)
	}
	if len(p.marked) > 0 {
		return p.markedHints()
	}
	return p.mode.Hints()
}

// markedHints say what can be done to the notes marked.
func (p *Pane) markedHints() []term.Hint {
	k := &p.mode
	return slices.Concat(k.Hint("tags", "tags"), k.Hint("change kind", "kind"), k.Hint("delete", "delete"), k.Hint("back", "back"))
}
