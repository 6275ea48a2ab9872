package pane

import (
	"strings"

	"manicule/internal/article"
	"manicule/internal/page"
)

// laidWords keeps notes' words as they were laid out, for the frames that
// follow. The zero value is ready.
type laidWords struct {
	theme *page.Style // what they were laid out for
	style *page.Style // the same without what does not suit a narrow column
	pages map[wordsKey]*page.Page
}

type wordsKey struct {
	text  string
	width int
}

// keptWords is how many notes' words are kept; more than a screen shows.
const keptWords = 200

// page is the text laid out at a width as an article is: its Markdown is shown,
// not its signs. Line ends stay, for in a note they are meant.
func (k *laidWords) page(theme *page.Style, text string, width int) *page.Page {
	if k.theme != theme || len(k.pages) >= keptWords {
		narrow := *theme
		narrow.Justify = false
		*k = laidWords{theme, &narrow, map[wordsKey]*page.Page{}}
	}
	key := wordsKey{text, width}
	p := k.pages[key]
	if p == nil {
		p = page.New(article.Recall("", hardLines(text), article.Meta{}), width, k.style)
		k.pages[key] = p
	}
	return p
}

// hardLines ends each line so that Markdown breaks the text there.
func hardLines(text string) string { return strings.ReplaceAll(text, "\n", "  \n") }
