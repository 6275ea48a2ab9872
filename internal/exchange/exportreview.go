package exchange

import (
	"strconv"
	"strings"

	"manicule/internal/note"
)

// ExportReview writes the notes for a colleague or a program to go through:
// each begins with a line
//
//	path:line: kind: the first line of its words
//
// as compilers tell of errors, so that editors can go from one to the next.
// What belongs to it follows, indented: the heading that it stands under, the
// passage behind "> ", further lines of its words. The line is that of the
// article's file where ArticleNotes.Lines knows it, else 1; a lost passage has the
// state lost after its kind.
func ExportReview(all []note.ArticleNotes) string {
	var b strings.Builder
	for _, m := range all {
		for _, n := range m.Notes {
			writeReview(&b, n, m)
		}
	}
	return b.String()
}

func writeReview(b *strings.Builder, p note.ResolvedNote, m note.ArticleNotes) {
	line, heading := 1, ""
	if stands(p) && m.Lines != nil {
		line, heading = m.Lines(p.Match.Span.Start)
	}
	about := []string{m.Path, strconv.Itoa(line), " " + oneLine(p.Kind)}
	if p.Match.State != note.Exact {
		about[2] += ", " + p.Match.State.String()
	}
	first, rest, _ := strings.Cut(p.Body, "\n")
	b.WriteString(strings.TrimSpace(strings.Join(about, ":")+": "+first) + "\n")
	if heading != "" {
		b.WriteString("    in: " + oneLine(heading) + "\n")
	}
	if quote := p.Anchor.Quote; quote != "" {
		writeIndented(b, "    > ", quote)
	}
	if strings.TrimSpace(rest) != "" {
		writeIndented(b, "    ", rest)
	}
	if tags := ownTags(p.Note); len(tags) > 0 {
		b.WriteString("    #" + oneLine(strings.Join(tags, " #")) + "\n")
	}
}

func writeIndented(b *strings.Builder, indent, text string) {
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
}
