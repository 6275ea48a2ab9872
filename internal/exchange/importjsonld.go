package exchange

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"manicule/internal/note"
)

func isJSONLD(name, text string) bool {
	return startsJSON(text) && (hasExtension(name, ".jsonld") || strings.Contains(shapeOf(text).contexts, "/ns/anno"))
}

// many is a value of JSON-LD: one thing stands for an array of one.
type many[T any] []T

func (m *many[T]) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]T)(m))
	}
	var one T
	if err := json.Unmarshal(b, &one); err != nil {
		return err
	}
	if string(b) != "null" {
		*m = many[T]{one}
	}
	return nil
}

// anyText is a value that may be a string, a number, or words by language or
// by name.
type anyText string

func (l *anyText) UnmarshalJSON(b []byte) error {
	var byName map[string]json.RawMessage
	switch {
	case len(b) > 0 && b[0] == '"':
		return json.Unmarshal(b, (*string)(l))
	case json.Unmarshal(b, &byName) == nil:
		for _, name := range append([]string{"name", "value", "@value", "en"}, slices.Sorted(maps.Keys(byName))...) {
			if value := byName[name]; len(value) > 0 && value[0] == '"' {
				return json.Unmarshal(value, (*string)(l))
			}
		}
	case len(b) > 0 && b[0] != '[' && string(b) != "null":
		*l = anyText(b)
	}
	return nil
}

// thing is what is named by its IRI alone, or described: an annotation's body
// or target, a source, a selector.
type thing struct {
	ID       string
	Value    anyText
	Color    string
	Tag      many[string]
	Purpose  many[string]
	Source   *thing
	Selector many[thing]
	Refined  *thing `json:"refinedBy"`

	Exact, Prefix, Suffix string

	Path   string `json:"manicule:path"`
	Title  string `json:"manicule:title"`
	Author string `json:"manicule:author"`
}

func (t *thing) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &t.ID)
	}
	type plain thing
	return json.Unmarshal(b, (*plain)(t))
}

// webAnnotation is an annotation, or a page or collection of them.
type webAnnotation struct {
	ID                string
	Type              many[string]
	Created, Modified string
	Body              many[thing]
	BodyValue         string
	Target            many[thing]
	Motivation        many[anyText]
	Kind              string `json:"manicule:kind"`
	First             *webAnnotation
	About             *struct { // the book, in a .annotations file
		Title   anyText       `json:"dc:title"`
		Creator many[anyText] `json:"dc:creator"`
	}
	Items []webAnnotation
}

func (w *webAnnotation) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' { // a page that is elsewhere
		return json.Unmarshal(b, &w.ID)
	}
	type plain webAnnotation
	return json.Unmarshal(b, (*plain)(w))
}

// readJSONLD reads annotations of the W3C's Web Annotation Data Model: one,
// an array, a page or a collection with its first page in it. It takes the
// compact form with the model's own names, which is what programs write.
func readJSONLD(text string) ([]Imported, []note.Problem, error) {
	var top many[webAnnotation]
	if err := parseJSON(text, &top); err != nil {
		return nil, nil, err
	}
	var notes []Imported
	for _, w := range annotationsIn(top) {
		notes = append(notes, w.notes()...)
	}
	if len(notes) == 0 && slices.ContainsFunc(top, func(w webAnnotation) bool { return w.First != nil && w.First.ID != "" && w.First.Items == nil }) {
		return nil, nil, errors.New("it is a collection whose pages are elsewhere; import those")
	}
	return notes, nil, nil
}

func annotationsIn(all []webAnnotation) []webAnnotation {
	var found []webAnnotation
	for _, w := range all {
		if len(w.Target) > 0 {
			found = append(found, w)
		}
		if w.First != nil {
			found = append(found, w.First.Items...)
		}
		for _, one := range w.Items {
			one.About = cmp.Or(one.About, w.About)
			found = append(found, one)
		}
	}
	return slices.DeleteFunc(found, func(w webAnnotation) bool { return len(w.Target) == 0 || slices.Contains(w.Motivation, "bookmarking") })
}

// notes are the annotation's notes, one for each target.
func (w *webAnnotation) notes() []Imported {
	body, tags := w.words()
	kind := w.Kind
	for _, b := range w.Body {
		tags = append(tags, b.Tag...)
		if kind == "" && b.Color != "" {
			kind = kindOfColour(b.Color)
		}
	}
	var notes []Imported
	for i, t := range w.Target {
		n := Imported{Path: unreference(t.Path), Title: t.Title, Author: t.Author, Source: t.address()}
		n.Note = note.Note{Kind: kind, Made: parseTime(w.Created), Changed: parseTime(w.Modified), Body: body, Tags: slices.Clone(tags)}
		if q := quoteIn(t.Selector); q != nil {
			n.Anchor = note.Anchor{Quote: q.Exact, Before: q.Prefix, After: q.Suffix}
		}
		if w.About != nil {
			n.Title, n.Author = cmp.Or(n.Title, string(w.About.Title)), cmp.Or(n.Author, joined(w.About.Creator))
			if !hasWebScheme(n.Source) {
				n.Source = "" // a file in the book
			}
		}
		own, ours := strings.CutPrefix(w.ID, urn)
		switch {
		case ours && i == 0:
			n.ID = own
		case w.ID != "":
			n.ID = importID("jsonld", w.ID, string(rune('0'+i)))
		default:
			n.ID = importID("jsonld", n.Source, n.Anchor.Quote, n.Anchor.Before, body)
		}
		if !ours {
			n.Extra = origin("web annotation", map[string]string{"origin": w.ID})
		}
		notes = append(notes, n)
	}
	return notes
}

// words parts the bodies into what was written and its tags.
func (w *webAnnotation) words() (body string, tags []string) {
	parts := []string{w.BodyValue}
	for _, b := range w.Body {
		words := cmp.Or(string(b.Value), b.ID)
		if b.Source != nil {
			words = cmp.Or(words, b.Source.ID)
		}
		if slices.Contains(b.Purpose, "tagging") {
			tags = append(tags, words)
		} else {
			parts = append(parts, words)
		}
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "\n\n"), tags
}

func joined(all []anyText) string {
	var parts []string
	for _, one := range all {
		parts = append(parts, string(one))
	}
	return strings.Join(parts, ", ")
}

// address is the IRI of what was annotated, unless it is none outside of here.
func (t *thing) address() string {
	iri := t.ID
	if t.Source != nil {
		iri = t.Source.ID
	}
	if !hasWebScheme(iri) && (t.Path != "" || iri == noArticle) {
		return ""
	}
	return iri
}

// selectorDepth bounds how far selectors that refine each other are followed.
const selectorDepth = 8

// quoteIn is the selector that quotes, among these or what refines them.
func quoteIn(all []thing) *thing {
	for i := range all {
		for s, depth := &all[i], 0; s != nil && depth < selectorDepth; s, depth = s.Refined, depth+1 {
			if s.Exact != "" {
				return s
			}
		}
	}
	return nil
}

// unreference is the path that reference made ref of.
func unreference(ref string) string {
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Path, "./")
}
