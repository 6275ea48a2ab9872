package pane

import (
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/ui/term"
)

// Speaks reports whether there is more to show of a note than its passage.
func Speaks(n *note.ResolvedNote) bool { return strings.TrimSpace(n.Body) != "" || FateOf(n) != "" }

// fate says what became of the note's passage, until the reader has confirmed
// that.
func FateOf(n *note.ResolvedNote) string {
	switch {
	case n.Lost():
		return "its passage is gone: “" + article.CleanLine(n.Anchor.Quote) + "”"
	case n.Match.State == note.Edited:
		return "≠ these words were edited · D then and now"
	case n.Match.State == note.Moved:
		return "→ these words were moved here · D keeps it"
	}
	return ""
}

// NoteLines are the note's words in at most that many rows, and below them the
// fate of its passage; of a lost one that goes before.
func (e *Env) NoteLines(n *note.ResolvedNote, width, most int) []WordLine {
	told := SaidLines(FateOf(n), width)
	words := e.WordLines(n.Body, width, max(most-len(told), 1))
	if n.Lost() {
		return firstLines(append(told, words...), most)
	}
	return firstLines(append(words, told...), most)
}

func (e *Env) DrawSign(c *term.Canvas, x, y int, n *note.ResolvedNote) {
	st := e.Theme.Sign(n.Kind)
	if n.Lost() {
		st = e.Theme.Bad
	}
	c.Put(x, y, SignOf(n), 1, &st, "")
}

// SignOf is the sign of the note's kind; ✗ for one that lost its passage.
func SignOf(n *note.ResolvedNote) string {
	if n.Lost() {
		return "✗"
	}
	name := note.InPlaceOf(n.Kind)
	for _, k := range note.Kinds {
		if k.Name == name {
			return k.Sign
		}
	}
	return note.Kinds[0].Sign
}
