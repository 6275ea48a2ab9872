package exchange

import (
	"strings"
	"time"

	"manicule/internal/note"
	"manicule/internal/pattern"
)

var (
	// orgMarkup is what Org takes for a headline, a keyword, a block, a comment
	// or a drawer at the start of a line, or what an export made of such a line.
	orgMarkup = pattern.Lazy(`(?m)^,*(?:\*+[ \t]|[ \t]*(?:#(?:\+|[ \t]|$)|:[^\s:]+:[ \t]*$))`)
	// orgKeyword begins a headline that is no mere title.
	orgKeyword = pattern.Lazy(`^(?:TODO|DONE|COMMENT)\b|^\[#`)
	notInTag   = pattern.Lazy(`[^\pL\pN_@#%]+`)
)

const (
	// nothingSeen is what Org's manual has put between characters that shall not
	// be markup.
	nothingSeen = "\u200b"
	// headlineLength is how many characters of a passage a headline shows.
	headlineLength = 60
)

// ExportOrg writes the notes for Org mode: a headline for each article, and
// below it one for each note, with its tags, its properties, its quote in a
// block, and its words. A line of these that Org would take for structure has
// a comma before it; characters that a tag can't have become "_".
func ExportOrg(all []note.ArticleNotes) string {
	var b strings.Builder
	for _, m := range all {
		b.WriteString("* " + orgTitle(m.Title) + "\n")
		orgDrawer(&b, [][2]string{
			{"PATH", m.Path}, {"SOURCE", m.Source}, {"AUTHOR", m.Author}, {"SITE", m.Site}, {"PUBLISHED", orgDay(m.Published)},
		})
		for _, n := range m.Notes {
			writeOrg(&b, n, m)
		}
	}
	return b.String()
}

func writeOrg(b *strings.Builder, p note.ResolvedNote, m note.ArticleNotes) {
	b.WriteString("** " + headline(p) + orgTags(p.AllTags()) + "\n")
	orgDrawer(b, [][2]string{
		{"ID", p.ID},
		{"CREATED", orgTime(p.Made)},
		{"CHANGED", orgTime(p.Changed)},
		{"PATH", m.Path},
		{"OPEN", OpenWord(m, p)},
		{"KIND", p.Kind},
		{"STATE", p.Match.State.String()},
	})
	if p.Anchor.Quote != "" {
		b.WriteString("\n#+begin_quote\n" + orgText(p.Anchor.Quote) + "\n#+end_quote\n")
	}
	if p.Body != "" {
		b.WriteString("\n" + orgText(p.Body) + "\n")
	}
	b.WriteByte('\n')
}

// headline names a note by its kind and its first words.
func headline(p note.ResolvedNote) string {
	var words []string
	for _, s := range []string{oneLine(p.Kind), beginning(p.Anchor.Quote, headlineLength)} {
		if s != "" {
			words = append(words, s)
		}
	}
	if p.Anchor.Quote == "" && p.Body != "" {
		words = append(words, beginning(p.Body, headlineLength))
	}
	return orgTitle(strings.Join(words, ": "))
}

// orgTitle makes a line that Org takes for a title only.
func orgTitle(s string) string {
	s = oneLine(s)
	if orgKeyword().MatchString(s) {
		s = nothingSeen + s
	}
	if strings.HasSuffix(s, ":") {
		s += nothingSeen
	}
	return s
}

func orgTags(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	for i, tag := range tags {
		tags[i] = notInTag().ReplaceAllString(tag, "_")
	}
	return " :" + strings.Join(note.UniqueTags(tags), ":") + ":"
}

// orgDrawer writes the properties that have a value.
func orgDrawer(b *strings.Builder, properties [][2]string) {
	b.WriteString(":PROPERTIES:\n")
	for _, p := range properties {
		if value := oneLine(p[1]); value != "" {
			b.WriteString(":" + p[0] + ": " + value + "\n")
		}
	}
	b.WriteString(":END:\n")
}

// orgText puts a comma before each line that would be structure.
func orgText(s string) string { return orgMarkup().ReplaceAllString(s, ",$0") }

func orgDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("[2006-01-02 Mon]")
}

func orgTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("[2006-01-02 Mon 15:04]")
}
