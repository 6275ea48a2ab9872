package exchange

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"manicule/internal/note"
)

// ExportJSONLD writes the notes as a collection of the W3C's Web Annotation
// Data Model, all on its first page. A target is the article's source or, of
// an article without one, its path as a reference relative to the collection;
// its selectors are the quote with its surroundings and, unless the passage is
// lost, its present place in code points of the canonical text. What the model
// has no word for is under the prefix manicule.
func ExportJSONLD(all []note.ArticleNotes) string {
	items := []annotation{}
	for _, m := range all {
		at := counter{text: m.Text}
		for _, n := range m.Notes {
			items = append(items, newAnnotation(m, n, &at))
		}
	}
	c := collection{
		Context: []any{annoContext, map[string]string{"manicule": urn}},
		ID:      urn + "notes", Type: "AnnotationCollection", Label: "Notes", Total: len(items),
		First: annotationPage{ID: urn + "notes:1", Type: "AnnotationPage", Items: items},
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(c) // strings and numbers in memory never fail
	return b.String()
}

const (
	annoContext = "http://www.w3.org/ns/anno.jsonld"
	urn         = "urn:manicule:"
	noArticle   = urn + "no-article" // of a note whose article is not known
)

type collection struct {
	Context []any          `json:"@context"`
	ID      string         `json:"id"`
	Type    string         `json:"type"`
	Label   string         `json:"label"`
	Total   int            `json:"total"`
	First   annotationPage `json:"first"`
}

type annotationPage struct {
	ID         string       `json:"id"`
	Type       string       `json:"type"`
	StartIndex int          `json:"startIndex"`
	Items      []annotation `json:"items"`
}

type annotation struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation []string         `json:"motivation"`
	Created    string           `json:"created,omitempty"`
	Modified   string           `json:"modified,omitempty"`
	Kind       string           `json:"manicule:kind,omitempty"`
	State      string           `json:"manicule:state"`
	Body       []annotationBody `json:"body,omitempty"`
	Target     annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Format  string `json:"format,omitempty"`
	Purpose string `json:"purpose"`
}

type annotationTarget struct {
	Type     string     `json:"type"`
	Source   string     `json:"source"`
	Path     string     `json:"manicule:path"` // as reference makes it
	Title    string     `json:"manicule:title,omitempty"`
	Author   string     `json:"manicule:author,omitempty"`
	Open     string     `json:"manicule:open,omitempty"` // the word that opens it there
	Selector []selector `json:"selector,omitempty"`
}

// selector is a TextQuoteSelector or a TextPositionSelector.
type selector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

func newAnnotation(m note.ArticleNotes, p note.ResolvedNote, at *counter) annotation {
	path := reference(m.Path)
	return annotation{
		ID: urn + p.ID, Type: "Annotation", Motivation: motivation(p),
		Created: xsdTime(p.Made), Modified: xsdTime(p.Changed),
		Kind: p.Kind, State: p.Match.State.String(), Body: bodies(p),
		Target: annotationTarget{Type: "SpecificResource", Source: cmp.Or(m.Source, path, noArticle), Path: path, Title: m.Title, Author: m.Author, Open: OpenWord(m, p), Selector: selectors(p, at)},
	}
}

// motivation says what the note was made for, in the model's words.
func motivation(p note.ResolvedNote) []string {
	var why []string
	switch {
	case p.Body != "":
		why = append(why, "commenting")
	case !p.OnArticle():
		why = append(why, "highlighting")
	}
	if len(p.AllTags()) > 0 {
		why = append(why, "tagging")
	}
	if why == nil {
		return []string{"bookmarking"}
	}
	return why
}

func bodies(p note.ResolvedNote) []annotationBody {
	var all []annotationBody
	if p.Body != "" {
		all = append(all, annotationBody{"TextualBody", p.Body, "text/markdown", "commenting"})
	}
	for _, tag := range p.AllTags() {
		all = append(all, annotationBody{Type: "TextualBody", Value: tag, Purpose: "tagging"})
	}
	return all
}

func selectors(p note.ResolvedNote, at *counter) []selector {
	var all []selector
	if a := p.Anchor; a.Quote != "" {
		all = append(all, selector{Type: "TextQuoteSelector", Exact: a.Quote, Prefix: a.Before, Suffix: a.After})
	}
	if stands(p) {
		start, end := at.point(p.Match.Span.Start), at.point(p.Match.Span.End)
		all = append(all, selector{Type: "TextPositionSelector", Start: &start, End: &end})
	}
	return all
}

// stands reports whether the note's passage has a place in the text.
func stands(p note.ResolvedNote) bool { return !p.OnArticle() && p.Match.State != note.Lost }

func xsdTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// counter turns bytes of a text into code points, fastest in ascending order.
type counter struct {
	text       string
	at, points int
}

func (c *counter) point(off int) int {
	off = min(off, len(c.text))
	if off < c.at {
		c.at, c.points = 0, 0
	}
	c.points += utf8.RuneCountInString(c.text[c.at:off])
	c.at = off
	return c.points
}
