package exchange

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"manicule/internal/note"
)

func isReadwise(_, text string) bool {
	head, err := csv.NewReader(strings.NewReader(text)).Read()
	return err == nil && slices.Contains(columnNames(head), "highlight")
}

// columnNames are a CSV's column names in one form.
func columnNames(head []string) []string {
	names := make([]string, len(head))
	for i, name := range head {
		names[i] = strings.ToLower(strings.Trim(name, " \"\r\t"))
	}
	return names
}

// onArticle marks, among the tags that a note begins with, one on a whole
// article: Readwise takes no line without a highlight, so its words stand there.
const onArticle = "on-article"

// readReadwise reads the CSV that Readwise exports, or the one that it
// imports. The columns are told by their names in the first line.
func readReadwise(text string) ([]Imported, []note.Problem, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("it is no CSV: %w", err)
	}
	names := columnNames(head)
	if !slices.Contains(names, "highlight") {
		return nil, nil, errors.New(`line 1: no column is named "Highlight"`)
	}
	var notes []Imported
	var problems []note.Problem
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return notes, problems, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("it is no CSV: %w", err)
		}
		line, _ := r.FieldPos(0)
		if n := readwiseNote(names, row); n.Anchor.Quote == "" && n.Body == "" {
			problems = append(problems, note.Problem{Line: line, What: "no highlight and no words"})
		} else {
			n.Line = line
			notes = append(notes, n)
		}
	}
}

func readwiseNote(names, row []string) Imported {
	get := func(wanted ...string) string {
		for _, name := range wanted {
			if i := slices.Index(names, name); i >= 0 && i < len(row) && row[i] != "" {
				return row[i]
			}
		}
		return ""
	}
	n := Imported{Title: get("title", "book title"), Author: get("author", "book author"), Source: get("url", "source url")}
	colour := get("color")
	n.Note = note.Note{Made: parseTime(get("highlighted at", "date")), Kind: kindOfColour(colour)}
	n.Anchor.Quote, n.Body = get("highlight"), get("note")
	n.ID = importID("readwise", n.Title, n.Author, n.Source, oneLine(n.Anchor.Quote), get("location"))
	n.Tags = splitTags(get("tags"))
	n.takeDotted()
	n.Anchor.Quote = unlinked(n.Anchor.Quote)
	n.Extra = origin("readwise", map[string]string{"color": colour})
	return n
}

// takeDotted takes the tags, and perhaps a kind, off the start of a note's
// words: ".tag .other", Readwise's form.
func (n *Imported) takeDotted() {
	first, rest, _ := strings.Cut(n.Body, "\n")
	words := strings.Fields(first)
	i := 0
	for ; i < len(words) && isDotted(words[i]); i++ {
		switch tag := words[i][1:]; {
		case tag == onArticle:
			n.Body, n.Anchor.Quote = n.Anchor.Quote, ""
			rest = n.Body
		case note.IsKind(note.InPlaceOf(tag)):
			n.Kind = note.InPlaceOf(tag)
		default:
			n.Tags = append(n.Tags, tag)
		}
	}
	if i > 0 {
		n.Body = strings.TrimSpace(strings.Join(words[i:], " ") + "\n" + rest)
	}
}
