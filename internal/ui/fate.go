package ui

import (
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/ui/term"
)

// speaks reports whether there is more to show of a note than its passage.
func speaks(n *note.ResolvedNote) bool { return strings.TrimSpace(n.Body) != "" || fateOf(n) != "" }

// fate says what became of the note's passage, until the reader has confirmed
// that.
func fateOf(n *note.ResolvedNote) string {
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

// noteLines are the note's words in at most that many rows, and below them the
// fate of its passage; of a lost one that goes before.
func (e *env) noteLines(n *note.ResolvedNote, width, most int) []wordLine {
	told := saidLines(fateOf(n), width)
	words := e.wordLines(n.Body, width, max(most-len(told), 1))
	if n.Lost() {
		return firstLines(append(told, words...), most)
	}
	return firstLines(append(words, told...), most)
}

func (e *env) drawSign(c *term.Canvas, x, y int, n *note.ResolvedNote) {
	st := e.theme.Sign(n.Kind)
	if n.Lost() {
		st = e.theme.Bad
	}
	c.Put(x, y, signOf(n), 1, &st, "")
}

// signOf is the sign of the note's kind; ✗ for one that lost its passage.
func signOf(n *note.ResolvedNote) string {
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
