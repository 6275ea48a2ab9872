package exchange

import (
	"strings"

	"manicule/internal/note"
)

func isHypothesis(_, text string) bool {
	names := shapeOf(text).names
	return names["uri"] && names["target"]
}

// hypothesis is an annotation as Hypothesis' API and its client's export have it.
type hypothesis struct {
	ID, URI, Text, User string
	Created, Updated    string
	Tags                []string
	References          []string // of a reply: what it replies to, the annotation first
	Target              []struct {
		Source   string
		Selector []struct{ Exact, Prefix, Suffix string }
	}
	Document struct{ Title many[string] }
}

// readHypothesis reads the answer of Hypothesis' search ("rows"), its client's
// export ("annotations"), a bare array, or a single annotation. A reply stands on the passage that
// it is about.
func readHypothesis(text string) ([]Imported, []note.Problem, error) {
	var file struct{ Rows, Annotations []hypothesis }
	var into any = &file
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		into = &file.Rows
	}
	if err := parseJSON(text, into); err != nil {
		return nil, nil, err
	}
	all := append(file.Rows, file.Annotations...)
	if file.Rows == nil && file.Annotations == nil {
		var one hypothesis
		if err := parseJSON(text, &one); err != nil {
			return nil, nil, err
		}
		all = append(all, one)
	}
	byID := map[string]hypothesis{}
	for _, h := range all {
		byID[h.ID] = h
	}
	notes := make([]Imported, 0, len(all))
	for _, h := range all {
		n := h.note()
		if len(h.References) > 0 {
			n.Anchor = byID[h.References[0]].anchor()
		}
		notes = append(notes, n)
	}
	return notes, nil, nil
}

func (h hypothesis) note() Imported {
	n := Imported{Source: h.URI, Note: note.Note{
		ID: importID("hypothesis", h.ID), Made: parseTime(h.Created), Anchor: h.anchor(), Body: h.Text, Tags: h.Tags,
		Extra: origin("hypothesis", map[string]string{"origin": h.ID, "user": h.User}),
	}}
	if h.ID == "" {
		n.ID = importID("hypothesis", h.URI, n.Anchor.Quote, h.Text)
	}
	if changed := parseTime(h.Updated); changed.After(n.Made) {
		n.Changed = changed
	}
	if len(h.Document.Title) > 0 {
		n.Title = h.Document.Title[0]
	}
	return n
}

func (h hypothesis) anchor() note.Anchor {
	for _, t := range h.Target {
		for _, s := range t.Selector {
			if s.Exact != "" {
				return note.Anchor{Quote: s.Exact, Before: s.Prefix, After: s.Suffix}
			}
		}
	}
	return note.Anchor{}
}
