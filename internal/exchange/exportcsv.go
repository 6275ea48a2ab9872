package exchange

import (
	"encoding/csv"
	"strconv"
	"strings"

	"manicule/internal/note"
)

// ExportCSV writes the notes in the columns that Readwise imports. Quotes and
// words are exact. Tags that a note's words don't show, and a kind other than
// highlight, stand before its words in Readwise's form, ".tag". Location is
// the passage's first byte in the article's text, empty for one that is lost.
// Readwise takes no line without a Highlight: for a note on a whole article its
// words stand there, and the tag on-article says so.
func ExportCSV(all []note.ArticleNotes) string {
	var b strings.Builder
	w := csv.NewWriter(&b) // which never fails in memory
	_ = w.Write([]string{"Highlight", "Title", "Author", "URL", "Note", "Location", "Date"})
	for _, m := range all {
		for _, n := range m.Notes {
			highlight := n.Anchor.Quote
			if n.OnArticle() {
				highlight = n.Body
			}
			_ = w.Write([]string{highlight, m.Title, m.Author, m.Source, dotted(n), location(n), highlightedAt(n)})
		}
	}
	w.Flush()
	return b.String()
}

// dotted is the body after the tags that it doesn't show.
func dotted(p note.ResolvedNote) string {
	var lines, tags []string
	if p.OnArticle() {
		tags = append(tags, "."+onArticle)
	}
	if p.Kind != "" && note.InPlaceOf(p.Kind) != note.DefaultKind() {
		tags = append(tags, "."+p.Kind)
	}
	for _, tag := range ownTags(p.Note) {
		tags = append(tags, "."+tag)
	}
	if len(tags) > 0 {
		lines = append(lines, strings.Join(tags, " "))
	}
	if p.Body != "" && !p.OnArticle() {
		lines = append(lines, p.Body)
	}
	return strings.Join(lines, "\n")
}

func location(p note.ResolvedNote) string {
	if !stands(p) {
		return ""
	}
	return strconv.Itoa(p.Match.Span.Start)
}

func highlightedAt(p note.ResolvedNote) string {
	if p.Made.IsZero() {
		return ""
	}
	return p.Made.UTC().Format("2006-01-02 15:04:05-07:00")
}
