package exchange

import (
	"strings"

	"manicule/internal/note"
)

func isCalibre(_, text string) bool {
	return startsJSON(text) && (strings.Contains(text, `"calibre_highlights"`) || strings.Contains(text, `"calibre_annotation_collection"`))
}

// calibreAnnotation is an annotation as calibre's viewer and its library
// export it; the library's may be within an object that tells the book.
type calibreAnnotation struct {
	Type, UUID, Timestamp string
	Text                  string `json:"highlighted_text"`
	Notes                 string
	Removed               bool
	Title                 string
	Authors               many[string]
	Style                 struct{ Which string }
	Annotation            *calibreAnnotation
}

// readCalibre reads both forms: the highlights of one book, whose title the
// viewer doesn't tell, and the annotations of many that the library exports.
func readCalibre(text string) ([]Imported, []note.Problem, error) {
	var file struct{ Highlights, Annotations []calibreAnnotation }
	if err := parseJSON(text, &file); err != nil {
		return nil, nil, err
	}
	var notes []Imported
	for _, a := range append(file.Highlights, file.Annotations...) {
		title, authors := a.Title, strings.Join(a.Authors, ", ")
		if a.Annotation != nil {
			a = *a.Annotation
		}
		if a.Removed || a.Type != "highlight" && a.Type != "" || a.Text == "" {
			continue // bookmarks, and where one left off
		}
		n := Imported{Title: title, Author: authors, Note: note.Note{
			Kind: kindOfColour(a.Style.Which), Made: parseTime(a.Timestamp), Body: a.Notes, Anchor: note.Anchor{Quote: a.Text},
			Extra: origin("calibre", map[string]string{"color": a.Style.Which}),
		}}
		n.ID = importID("calibre", a.UUID)
		if a.UUID == "" {
			n.ID = importID("calibre", title, oneLine(a.Text))
		}
		notes = append(notes, n)
	}
	return notes, nil, nil
}
