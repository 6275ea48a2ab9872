package exchange

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"manicule/internal/note"
)

// ExportCSV writes the notes in the columns that Readwise imports. Quotes and
// words are exact. Tags that a note's words don't show, and a kind other than
// highlight, stand before its words in Readwise's form, ".tag". Location is
// the passage's first byte in the article's text, empty for one that is lost.
// Readwise takes no line without a Highlight: for a note on a whole article its
// words stand there, and the tag on-article says so. Tags that this form can't
// carry, as those with a space, stand in a column Tags, if there are any, and
// what opens the article there in a column Open, where that is known.
func ExportCSV(all []note.ArticleNotes) string {
	rows := [][]string{{"Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Tags", "Open"}}
	for _, m := range all {
		for _, n := range m.Notes {
			highlight := n.Anchor.Quote
			if n.OnArticle() {
				highlight = n.Body
			}
			words, others := dotted(n)
			rows = append(rows, []string{highlight, m.Title, m.Author, m.Source, words, location(n), highlightedAt(n), tagList(others), OpenWord(m, n)})
		}
	}
	return csvText(withoutEmpty(rows, len(rows[0])-1, len(rows[0])-2))
}

// withoutEmpty is the rows without those of the columns that are empty but for
// their names; the last one comes first.
func withoutEmpty(rows [][]string, columns ...int) [][]string {
	for _, i := range columns {
		if !slices.ContainsFunc(rows[1:], func(row []string) bool { return row[i] != "" }) {
			for n := range rows {
				rows[n] = slices.Delete(rows[n], i, i+1)
			}
		}
	}
	return rows
}

func csvText(rows [][]string) string {
	var b strings.Builder
	_ = csv.NewWriter(&b).WriteAll(rows) // memory never fails
	return b.String()
}

// tagList is tags as one value: a line of CSV.
func tagList(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return strings.TrimSuffix(csvText([][]string{tags}), "\n")
}

// splitTags is the inverse of tagList. Readwise puts spaces behind the commas.
func splitTags(s string) []string {
	r := csv.NewReader(strings.NewReader(s))
	r.TrimLeadingSpace = true
	tags, err := r.Read()
	if err != nil {
		return strings.Split(s, ",")
	}
	return tags
}

// isDotted reports whether a word has Readwise's form of a tag.
func isDotted(word string) bool {
	return len(word) > 1 && word[0] == '.' && word[1] != '.'
}

// fitsDotted reports whether a tag is read from that form as it is.
func fitsDotted(tag string) bool {
	fields := strings.Fields(tag)
	return len(fields) == 1 && fields[0] == tag && isDotted("."+tag) && tag != onArticle && !note.IsKind(note.InPlaceOf(tag))
}

// dotted is the body after the tags that it doesn't show, and those that can't
// stand there. A body that begins like a tag stands below an empty line.
func dotted(p note.ResolvedNote) (words string, others []string) {
	var lines, tags []string
	if p.OnArticle() {
		tags = append(tags, "."+onArticle)
	}
	if p.Kind != "" && note.InPlaceOf(p.Kind) != note.DefaultKind() {
		tags = append(tags, "."+p.Kind)
	}
	for _, tag := range ownTags(p.Note) {
		if fitsDotted(tag) {
			tags = append(tags, "."+tag)
		} else {
			others = append(others, tag)
		}
	}
	if len(tags) > 0 || isDotted(strings.TrimSpace(p.Body)) {
		lines = append(lines, strings.Join(tags, " "))
	}
	if p.Body != "" && !p.OnArticle() {
		lines = append(lines, p.Body)
	}
	return strings.Join(lines, "\n"), others
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
