package exchange

import (
	"strconv"
	"strings"

	"manicule/internal/note"
)

func isBookcision(_, text string) bool {
	names := shapeOf(text).names
	return names["highlights"] && (names["isNoteOnly"] || names["asin"])
}

// readBookcision reads the JSON that Bookcision makes of a book's page at
// Amazon. Where only a note was made, the words are the note's.
func readBookcision(text string) ([]Imported, []note.Problem, error) {
	var book struct {
		ASIN, Title string
		Authors     many[string]
		Highlights  []struct {
			Text, Note string
			IsNoteOnly bool
			Location   struct{ Value int }
		}
	}
	if err := parseJSON(text, &book); err != nil {
		return nil, nil, err
	}
	var notes []Imported
	var problems []note.Problem
	for _, h := range book.Highlights {
		n := Imported{Title: book.Title, Author: strings.Join(book.Authors, ", ")}
		n.Anchor.Quote, n.Body = h.Text, h.Note
		if h.IsNoteOnly && h.Note == "" {
			n.Anchor.Quote, n.Body = "", h.Text
		}
		if n.Anchor.Quote == "" && n.Body == "" {
			problems = append(problems, note.Problem{What: "no highlight and no words"})
			continue
		}
		n.ID = importID("bookcision", book.ASIN, book.Title, strconv.Itoa(h.Location.Value), oneLine(n.Anchor.Quote))
		n.Extra = origin("kindle", nil)
		notes = append(notes, n)
	}
	return notes, problems, nil
}
