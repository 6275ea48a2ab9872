package exchange

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"manicule/internal/note"
	"manicule/internal/pattern"
)

var (
	notebookClass = pattern.Lazy(`class=["']?(?:noteHeading|bookTitle)\b`)
	noteHeading   = pattern.Lazy(`class=["']?noteHeading\b`)
)

func isNotebook(_, text string) bool { return notebookClass().MatchString(text) }

// How many of a Kindle's locations behind the start of a highlight a note that
// follows it may stand and be one on it, if the highlight is short; and how
// many letters of a longer one a location has, or a page.
const (
	noteReach       = 15
	locationLetters = 100
	pageLetters     = 1000
)

// pageWord finds what a number is of that is none of a location.
var pageWord = pattern.Lazy(`(?i)\b(?:page|seite|p[áa]gina|pagina|strona|sayfa|sida|side)\b|страница|ページ|页|頁|쪽|페이지|صفحة`)

// readNotebook reads the HTML that Kindle's apps export as a notebook: in the
// order of the book a heading for each entry and its words. A note that follows
// a highlight in its place is on it.
func readNotebook(text string) ([]Imported, []note.Problem, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	n := notebook{}
	n.read(root)
	if n.book.Title == "" && len(n.notes) == 0 {
		return nil, nil, errors.New(`it holds no "bookTitle" and no "noteHeading"`)
	}
	return n.notes, nil, nil
}

// notebook is a notebook as far as it was read.
type notebook struct {
	book  Imported // title and author
	notes []Imported
	entry notebookEntry // the heading that was read last
	last  notebookEntry // the highlight that the last note is
}

// notebookEntry is what the heading above an entry tells.
type notebookEntry struct {
	highlight bool
	colour    string
	location  int
	page      bool // location is a page
	reach     int  // how far behind it a note on it may stand
}

// read goes through the page in order. The tags of real notebooks overlap, so
// parts may lie within each other.
func (n *notebook) read(node *html.Node) {
	switch class := attribute(node, "class"); class {
	case "bookTitle":
		n.book.Title = oneLine(words(node))
	case "authors":
		n.book.Author = oneLine(words(node))
	case "noteHeading":
		n.entry = headingOf(node)
	case "noteText":
		n.add(strings.TrimSpace(words(node)))
	}
	for c := node.FirstChild; c != nil; c = c.NextSibling {
		n.read(c)
	}
}

// add takes an entry's words for a highlight or for a note.
func (n *notebook) add(said string) {
	e := n.entry
	if said == "" {
		return
	}
	if !e.highlight && n.last.highlight && e.location >= n.last.location && e.location <= n.last.location+n.last.reach {
		on := &n.notes[len(n.notes)-1]
		on.Body = strings.TrimPrefix(on.Body+"\n\n"+said, "\n\n")
		return
	}
	note := n.book
	kind := "note"
	if note.Body = said; e.highlight {
		kind, note.Body, note.Anchor.Quote = "highlight", "", said
	}
	note.Kind = kindOfColour(e.colour)
	note.ID = importID("kindle notebook", kind, n.book.Title, strconv.Itoa(e.location), oneLine(said))
	note.Extra = origin("kindle", map[string]string{"color": e.colour})
	n.notes = append(n.notes, note)
	n.last = e
	n.last.reach = max(noteReach, utf8.RuneCountInString(said)/locationLetters+1)
	if e.page {
		n.last.reach = utf8.RuneCountInString(said)/pageLetters + 1
	}
}

// headingOf reads "Highlight(yellow) - Page 3 · Location 20": a highlight names
// its colour, in any language.
func headingOf(node *html.Node) (e notebookEntry) {
	for c := range node.Descendants() {
		if colour, ok := strings.CutPrefix(attribute(c, "class"), "highlight_"); ok {
			e.highlight, e.colour = true, colour
		}
	}
	line := latinDigits(words(node))
	if found := wholeNumber().FindAllStringIndex(line, -1); len(found) > 0 {
		last := found[len(found)-1]
		e.location, _ = strconv.Atoi(line[last[0]:last[1]])
		about := line[strings.LastIndexAny(line[:last[0]], "-–·>")+1:]
		e.page = pageWord().MatchString(about)
	}
	return e
}

// notebookParts are the classes of what a notebook consists of.
var notebookParts = []string{"sectionHeading", "noteHeading", "noteText"}

// words are the words in an element, but for those of other parts within it.
func words(node *html.Node) string {
	if node.Type == html.TextNode {
		return node.Data
	}
	var b strings.Builder
	for c := node.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case slices.Contains(notebookParts, attribute(c, "class")):
		case c.Type == html.ElementNode && c.Data == "br":
			b.WriteByte('\n')
		default:
			b.WriteString(words(c))
		}
	}
	return b.String()
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
