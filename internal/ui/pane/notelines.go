package pane

import (
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/script"
	"manicule/internal/ui/term"
)

// Speaks reports whether there is more to show of a note than its passage.
func Speaks(n *note.ResolvedNote) bool { return strings.TrimSpace(n.Body) != "" || stateText(n) != "" }

// LostText says that the note's passage is lost.
func LostText(n *note.ResolvedNote) string {
	return "passage lost: " + script.Quoted(article.CleanLine(n.Anchor.Quote))
}

// stateText says what became of the note's passage, with the names of actions
// in the places of their keys, until the reader has confirmed that.
func stateText(n *note.ResolvedNote) string {
	switch {
	case n.Lost():
		return LostText(n)
	case n.Match.State == note.Edited:
		return "≠ edited · {check note} compares"
	case n.Match.State == note.Moved:
		return "→ moved here · {check note} keeps it"
	}
	return ""
}

// NoteLines are the note's words in at most that many rows, and below them what
// became of its passage, with the keys of that mode; of a lost one that goes
// before.
func (e *Env) NoteLines(n *note.ResolvedNote, width, most int, k *Mode) []WordLine {
	told := SaidLines(k.Named(stateText(n)), width)
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
