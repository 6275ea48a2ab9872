package exchange

import (
	"strings"
	"time"

	"manicule/internal/note"
)

// Highlight is a passage that another program kept with its article, with
// what was written on it; a note on the whole article if it quotes nothing.
type Highlight struct {
	ID            string // what names it there; "" if its words do
	Quote, Body   string
	Before, After string // what stands around it, where that is known
	Colour        string
	Tags          []string
	Made, Changed time.Time
}

// FromHighlights makes notes of the highlights of one article, which the
// program knows by that key. The same ones have the same ids each time.
func FromHighlights(program, article string, all []Highlight) []Imported {
	var notes []Imported
	for _, h := range all {
		if strings.TrimSpace(h.Quote+h.Body) == "" {
			continue
		}
		n := Imported{Note: note.Note{
			Kind: kindOfColour(h.Colour), Made: h.Made, Body: h.Body, Tags: h.Tags,
			Anchor: note.Anchor{Quote: h.Quote, Before: h.Before, After: h.After},
			Extra:  origin(program, map[string]string{"color": h.Colour}),
		}}
		if h.Changed.After(h.Made) {
			n.Changed = h.Changed
		}
		if h.ID != "" {
			n.ID = importID(program, h.ID)
		} else {
			n.ID = importID(program, article, oneLine(h.Quote), oneLine(h.Body))
		}
		notes = append(notes, n)
	}
	return cleaned(notes)
}
