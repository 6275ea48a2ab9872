package notes

import (
	"cmp"
	"strings"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// storedContext is how many bytes of a stored text are shown on each side of a
// passage.
const storedContext = 320

// newGone is the checker of a note whose article is gone: it shows the passage
// in the text that was stored when the note was made. It reads files, so it
// belongs into a command.
func newGone(e *pane.Env, path string, n note.Note) *checker {
	c := e.Store
	k := &checker{Env: e, note: n, gone: true}
	if f, err := c.Notes(path); err == nil {
		if text, err := c.OldText(cmp.Or(n.Text, f.Header().Text)); err == nil {
			if said := storedPassage(article.Recall(path, text, article.Meta{}), n); said != "" {
				k.said = []string{said}
			}
		}
	}
	return k
}

// storedPassage is the note's passage in a stored text and what stands around
// it; of a note on the whole article its beginning. It is "" if the passage is
// not found there.
func storedPassage(a *article.Article, n note.Note) string {
	p := page.New(a, pane.DefaultColumn, page.Plain())
	if n.OnArticle() {
		return strings.TrimPrefix(around(p, article.Span{}, 2*storedContext), "‹›")
	}
	at := anchor.NewFinder(a.Text).Find(n.Anchor)
	if at.State == note.Lost {
		return ""
	}
	return around(p, at.Span, storedContext)
}

// storedLines are what is shown of a note whose article is gone, in at most
// that many rows.
func (k *checker) storedLines(width, most int) []styledLine {
	what, text := "the text around the passage, as it was stored", ""
	switch {
	case k.said != nil && k.note.OnArticle():
		what, text = "its beginning, as it was stored", k.said[0]
	case k.said != nil:
		text = k.said[0]
	case k.note.OnArticle():
		what = "its text is not stored any more"
	default:
		what, text = "its text is not stored any more; the note stood on", script.Quoted(article.CleanLine(k.note.Anchor.Quote))
	}
	lines := []styledLine{label(what)}
	for _, row := range term.FirstLines(term.Wrap(text, width), most-1) {
		lines = append(lines, styledLine{parts: []diff.Piece{{Text: row}}})
	}
	return lines
}
