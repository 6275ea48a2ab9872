package exchange

import (
	"strings"
	"time"

	"manicule/internal/markdown"
	"manicule/internal/note"
)

// ExportMarkdown writes the notes as Markdown to be read: for each article a
// heading, where it comes from and a link to its file; for each note its
// quote, its words as they were written, and a line that tells its kind, its
// tags, its day, and its passage's state unless that is exact.
func ExportMarkdown(all []note.ArticleNotes) string {
	var b strings.Builder
	for i, m := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("# " + escapeMarkdown(oneLine(m.Title)) + "\n\n" + originLine(m) + "\n")
		for _, n := range m.Notes {
			writeMarkdown(&b, n)
		}
	}
	return b.String()
}

// originLine is the line under an article's title.
func originLine(m note.ArticleNotes) string {
	parts := []string{escapeMarkdown(oneLine(m.Author)), escapeMarkdown(oneLine(m.Site))}
	if !m.Published.IsZero() {
		parts = append(parts, m.Published.Format(time.DateOnly))
	}
	link := "[" + escapeMarkdown(oneLine(m.Path)) + "](" + reference(m.Path) + ")"
	return listed(append(parts, autolink(m.Source), link))
}

// listed puts dots between what is not empty.
func listed(parts []string) string {
	var told []string
	for _, p := range parts {
		if p != "" {
			told = append(told, p)
		}
	}
	return strings.Join(told, " · ")
}

func writeMarkdown(b *strings.Builder, p note.ResolvedNote) {
	if quote := p.Anchor.Quote; quote != "" {
		b.WriteByte('\n')
		for line := range strings.SplitSeq(quote, "\n") {
			b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
		}
	}
	if p.Body != "" {
		b.WriteString("\n" + p.Body + "\n" + openFence(p.Body))
	}
	about := []string{escapeMarkdown(oneLine(p.Kind))}
	if p.Match.State != note.Exact {
		about = append(about, p.Match.State.String())
	}
	for _, tag := range ownTags(p.Note) {
		about = append(about, "#"+escapeMarkdown(oneLine(tag)))
	}
	if !p.Made.IsZero() {
		about = append(about, p.Made.Format(time.DateOnly))
	}
	if line := listed(about); line != "" {
		b.WriteString("\n*" + line + "*\n")
	}
}

// openFence closes fenced code that a body leaves open, or the notes after it
// would be code.
func openFence(body string) string {
	var code markdown.Fence
	for line := range strings.Lines(body) {
		code.See(line)
	}
	if code.Open == "" {
		return ""
	}
	return code.Open + "\n"
}

// autolink shows an address as a link, whatever else as text.
func autolink(s string) string {
	if hasWebScheme(s) && !strings.ContainsAny(s, "<> \t\n") {
		return "<" + s + ">"
	}
	return escapeMarkdown(oneLine(s))
}

// escapeMarkdown makes a line mean its characters.
func escapeMarkdown(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "~", `\~`,
	).Replace(s)
}
