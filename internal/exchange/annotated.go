package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/note"
)

// insertion is something that goes into a text before the byte at.
type insertion struct {
	at   int
	what string
}

// marking is how passages are marked in a text.
type marking struct {
	open, close string
	ref         func(n int) string // behind the passage of the n-th note, from 1
	code        bool               // marks can be in blocks of code
}

// marked is an article's text with the passages of its notes marked, each run
// of letters by itself, so that no mark crosses markup or is in another. The
// notes are in the order of their passages; those without one go last. Shown
// is how many of them have a mark that ref stands behind: those at the front.
func marked(m note.ArticleNotes, how marking) (text string, notes []note.ResolvedNote, shown int) {
	all := runsOf(m.Text, how)
	notes = slices.Clone(m.Notes)
	slices.SortStableFunc(notes, func(a, b note.ResolvedNote) int {
		if a, b := all.in(a), all.in(b); len(a) == 0 || len(b) == 0 {
			return cmp.Compare(min(len(b), 1), min(len(a), 1))
		}
		return cmp.Or(cmp.Compare(a.Match.Span.Start, b.Match.Span.Start), cmp.Compare(a.Match.Span.End, b.Match.Span.End))
	})
	var spans []article.Span
	var insertions []insertion
	for i, n := range notes {
		if runs := all.in(n); len(runs) > 0 {
			spans, shown = append(spans, n.Match.Span), shown+1
			insertions = append(insertions, insertion{behindMarkup(m.Text, runs[len(runs)-1].End), how.ref(i + 1)})
		}
	}
	var marks []insertion
	for _, s := range united(spans) {
		for _, r := range all.within(s) {
			r = aroundCode(m.Text, r, how)
			marks = append(marks, insertion{r.Start, how.open}, insertion{r.End, how.close})
		}
	}
	return inserted(m.Text, append(marks, insertions...)), notes, shown
}

// runs are the parts of a text in which marks can be, in order: runs of what is
// read, between the signs of markup.
type runs struct {
	text  string
	spans []article.Span
}

func runsOf(text string, how marking) runs {
	r := runs{text: text}
	markdown.Visible(text, func(p markdown.Piece) {
		if !p.Number && (how.code || !p.Code) {
			r.spans = append(r.spans, article.Span{Start: p.Span.Start, End: p.Span.End})
		}
	})
	return r
}

// in are the runs of a note's passage; none if it stands nowhere, or where
// nothing can be marked.
func (r runs) in(n note.ResolvedNote) []article.Span {
	if s := n.Match.Span; stands(n) && s.End <= len(r.text) {
		return r.within(s)
	}
	return nil
}

// within are the runs in a span, without white space around them.
func (r runs) within(s article.Span) (all []article.Span) {
	first, _ := slices.BinarySearchFunc(r.spans, s.Start, func(run article.Span, at int) int { return cmp.Compare(run.End, at+1) })
	for _, run := range r.spans[first:] {
		if run.Start >= s.End {
			break
		}
		from, to := max(s.Start, run.Start), min(s.End, run.End)
		if words := strings.TrimSpace(r.text[from:to]); words != "" {
			from += strings.Index(r.text[from:to], words)
			all = append(all, article.Span{Start: from, End: from + len(words)})
		}
	}
	return all
}

// united are spans in order, those that touch as one.
func united(spans []article.Span) (all []article.Span) {
	slices.SortFunc(spans, func(a, b article.Span) int { return cmp.Compare(a.Start, b.Start) })
	for _, s := range spans {
		if n := len(all); n > 0 && s.Start <= all[n-1].End {
			all[n-1].End = max(all[n-1].End, s.End)
			continue
		}
		all = append(all, s)
	}
	return all
}

// aroundCode widens a run of code within a line to the signs of code, between
// which a mark would be read as it stands.
func aroundCode(text string, r article.Span, how marking) article.Span {
	for !how.code && r.Start > 0 && text[r.Start-1] == '`' && r.End < len(text) && text[r.End] == '`' {
		r.Start, r.End = r.Start-1, r.End+1
	}
	return r
}

// behindLink is the place behind the link whose words the place is in, or the
// place itself.
func behindLink(text string, at int) int {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	line := text[at:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	close := strings.Index(line, "](")
	if close < 0 || strings.Contains(line[:close], "[") || strings.LastIndexByte(text[start:at], '[') <= strings.LastIndexByte(text[start:at], ']') {
		return at
	}
	if end := strings.IndexByte(line[close:], ')'); end >= 0 {
		return at + close + end + 1
	}
	return at
}

// behindMarkup is the place behind the signs that end emphasis, code and links
// there.
func behindMarkup(text string, at int) int {
	at = behindLink(text, at)
	for at < len(text) {
		switch rest := text[at:]; {
		case strings.HasPrefix(rest, "]("):
			close := strings.IndexByte(rest, ')')
			if close < 0 || strings.ContainsRune(rest[:close], '\n') {
				return at
			}
			at += close + 1
		case strings.ContainsRune("*_`~]", rune(rest[0])):
			at++
		default:
			return at
		}
	}
	return at
}

// inserted puts the insertions into the text. Of several at one place those
// that close go first.
func inserted(text string, all []insertion) string {
	slices.SortStableFunc(all, func(a, b insertion) int { return cmp.Compare(a.at, b.at) })
	var b strings.Builder
	at := 0
	for _, i := range all {
		b.WriteString(text[at:i.at] + i.what)
		at = i.at
	}
	b.WriteString(text[at:])
	return b.String()
}

// AnnotatedMarkdown is an article with its notes in it: passages ==marked==,
// what was written on them as footnotes, and below what is on the whole
// article or stands nowhere any more. Passages in blocks of code are not
// marked, since the marks would be code.
func AnnotatedMarkdown(m note.ArticleNotes) string {
	label := "note-"
	for strings.Contains(m.Text, "[^"+label) {
		label = "my-" + label
	}
	text, notes, shown := marked(m, marking{open: "==", close: "==", ref: func(n int) string { return fmt.Sprintf("[^%s%d]", label, n) }})
	var b strings.Builder
	if m.Title != "" && !strings.Contains(firstLines(text), m.Title) {
		b.WriteString("# " + markdown.EscapeHeading(oneLine(m.Title)) + "\n\n")
	}
	b.WriteString(strings.TrimRight(text, "\n") + "\n")
	for i, n := range notes[:shown] {
		fmt.Fprintf(&b, "\n[^%s%d]: %s\n", label, i+1, indented(noteText(n), "    "))
	}
	if shown < len(notes) {
		b.WriteString("\n## Notes\n")
	}
	for _, n := range notes[shown:] {
		b.WriteByte('\n')
		if n.Anchor.Quote != "" {
			b.WriteString(quoted(n.Anchor.Quote) + "\n\n")
		}
		b.WriteString(noteText(n) + "\n")
	}
	return b.String()
}

// firstLines is the beginning of a text.
func firstLines(text string) string { return text[:min(len(text), 500)] }

// noteText is what is said of a passage: its kind, words and tags.
func noteText(n note.ResolvedNote) string {
	parts := []string{"**" + oneLine(n.Kind) + "**"}
	if body := strings.TrimSpace(n.Body); body != "" {
		parts[0] += ": " + body
	}
	if tags := ownTags(n.Note); len(tags) > 0 {
		parts = append(parts, "#"+strings.Join(tags, " #"))
	}
	if n.Lost() {
		parts = append(parts, "(the passage is not in the text any more)")
	}
	return strings.Join(parts, "\n\n")
}

func indented(text, by string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if i > 0 && l != "" {
			lines[i] = by + l
		}
	}
	return strings.Join(lines, "\n")
}

func quoted(text string) string {
	return strings.TrimRight("> "+strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n> "), " ")
}
