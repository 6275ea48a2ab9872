package exchange

import (
	"html"
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
)

// ExportAnki writes the notes as a text that Anki imports: a card for each,
// with the note's id, so that a second import changes the cards and makes no
// new ones. The front is what was written on a passage, or of a bare highlight
// its article and heading; the back is the passage and where it stands.
func ExportAnki(all []note.ArticleNotes) string {
	var b strings.Builder
	b.WriteString("#separator:tab\n#html:true\n#columns:ID\tFront\tBack\tSource\tTags\n#guid column:1\n#tags column:5\n")
	for _, m := range all {
		for _, n := range m.Notes {
			fields := []string{n.ID, ankiFront(n, m), ankiText(n.Anchor.Quote), ankiSource(m), ankiTags(n)}
			b.WriteString(strings.Join(fields, "\t") + "\n")
		}
	}
	return b.String()
}

func ankiText(s string) string {
	s = html.EscapeString(article.Clean(strings.TrimSpace(s)))
	return strings.NewReplacer("\n", "<br>", "\t", " ").Replace(s)
}

func ankiFront(n note.ResolvedNote, m note.ArticleNotes) string {
	if strings.TrimSpace(n.Body) != "" {
		return ankiText(n.Body)
	}
	about := []string{oneLine(m.Title)}
	if stands(n) && m.Lines != nil {
		if _, heading := m.Lines(n.Match.Span.Start); heading != "" {
			about = append(about, oneLine(heading))
		}
	}
	return ankiText(strings.Join(about, ": ") + ": " + beginning(n.Anchor.Quote, 30))
}

func ankiSource(m note.ArticleNotes) string {
	title := ankiText(oneLine(m.Title))
	if hasWebScheme(m.Source) {
		return `<a href="` + ankiText(m.Source) + `">` + title + "</a>"
	}
	return title
}

// ankiTags are parted by spaces.
func ankiTags(n note.ResolvedNote) string {
	var tags []string
	for _, tag := range append([]string{"manicule", n.Kind}, n.AllTags()...) {
		tags = append(tags, strings.Join(strings.Fields(article.CleanLine(tag)), "_"))
	}
	return ankiText(strings.Join(tags, " "))
}
