package exchange

import (
	"errors"
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/pattern"
)

var (
	highlightsHeading = pattern.Lazy(`(?mi)^#{1,3} +Highlights? *$`)
	quotedLine        = pattern.Lazy(`(?m)^ {0,3}> ?`)
	entryHeading      = pattern.Lazy(`(?m)^### +(?:.*@|\d{1,2} \pL+ \d{4}) *.*\d:\d\d.*$`)
	// quoteEnd is the link to the passage behind a quotation, and its tags.
	quoteEnd = pattern.Lazy(`\s*\[[^\[\]]*\]\(https?://[^()\s]*\)((?:\s+#[^\s#]+)*)\s*$`)
	// linkIn is a link or a picture in a quotation: what it shows stays.
	linkIn = pattern.Lazy(`!?\[([^\[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	// emphasised is a line that is one emphasis.
	emphasised = pattern.Lazy(`^(\*{1,3}|_{1,3}|~~)(.+?)(\*{1,3}|_{1,3}|~~)$`)
)

// unlinked are the words of a quotation without the addresses of its links.
func unlinked(quote string) string { return linkIn().ReplaceAllString(quote, "$1") }

func isOmnivore(_, text string) bool {
	at := highlightsHeading().FindStringIndex(text)
	return at != nil && quotedLine().MatchString(text[at[1]:])
}

// readOmnivore reads an article's Markdown as Omnivore and its plugins write
// it: below the heading "Highlights" quotations, each with a link to its place
// and tags behind it, and below it what was written on it.
func readOmnivore(text string) ([]Imported, []note.Problem, error) {
	at := highlightsHeading().FindStringIndex(text)
	if at == nil {
		return nil, nil, errors.New(`no heading says "Highlights"`)
	}
	article, err := bookOf(text)
	if err != nil {
		return nil, nil, err
	}
	var notes []Imported
	line := lineAt(text, at[1])
	var quote, body []string
	begun := 0
	flush := func() {
		if len(quote) > 0 {
			notes = append(notes, article.quoted(strings.Join(quote, "\n"), strings.Join(body, "\n"), begun))
		}
		quote, body = nil, nil
	}
	for l := range strings.Lines(text[at[1]:]) {
		l = strings.TrimRight(l, "\r\n ")
		mark := quotedLine().FindString(l)
		switch {
		case strings.HasPrefix(l, "# ") || strings.HasPrefix(l, "## "):
			flush()
			return notes, nil, nil
		case mark != "" && len(body) == 0:
			if len(quote) == 0 {
				begun = line
			}
			quote = append(quote, l[len(mark):])
		case mark != "":
			flush()
			quote, begun = []string{l[len(mark):]}, line
		case len(quote) > 0:
			body = append(body, l)
		}
		line++
	}
	flush()
	return notes, nil, nil
}

// bookOf is what a Markdown file tells of the text that its notes are on.
func bookOf(text string) (Imported, error) {
	a, err := article.Parse("notes.md", []byte(text))
	if err != nil {
		return Imported{}, err
	}
	return Imported{Title: a.Meta.Title, Author: a.Meta.Author, Source: a.Meta.Source}, nil
}

func (book Imported) quoted(quote, body string, line int) Imported {
	n := book
	if m := quoteEnd().FindStringSubmatchIndex(quote); m != nil {
		for _, tag := range strings.Fields(quote[m[2]:m[3]]) {
			n.Tags = append(n.Tags, strings.TrimPrefix(tag, "#"))
		}
		quote = quote[:m[0]]
	}
	n.Anchor.Quote, n.Body, n.Line = unlinked(quote), strings.TrimSpace(body), line
	n.ID = importID("omnivore", n.Title, n.Source, oneLine(quote))
	n.Extra = origin("omnivore", nil)
	return n
}

func isKOReaderMarkdown(name, text string) bool {
	return !startsJSON(text) && !startsLua(text) && entryHeading().MatchString(text)
}

// readKOReaderMarkdown reads what KOReader's exporter writes as Markdown: the
// book's title and authors, its chapters, and for each highlight a heading with
// the time, and the page if there is one; the words, emphasised; and the note.
func readKOReaderMarkdown(text string) ([]Imported, []note.Problem, error) {
	var notes []Imported
	var book Imported
	var entry *highlighted
	begun, line := 0, 0
	flush := func() {
		if entry != nil && strings.TrimSpace(entry.text+entry.note) != "" {
			entry.note = strings.TrimSpace(entry.note)
			n := book.note(*entry)
			n.Made, n.Line = clippingTime(entry.made), begun
			notes = append(notes, n)
		}
		entry = nil
	}
	chapter := ""
	for l := range strings.Lines(text) {
		line++
		l = strings.TrimSpace(l)
		heading := strings.TrimSpace(strings.TrimLeft(l, "#"))
		switch {
		case entryHeading().MatchString(l):
			flush()
			_, when, found := strings.Cut(heading, "@")
			if !found {
				when = heading
			}
			entry, begun = &highlighted{made: strings.TrimSpace(when), chapter: chapter}, line
		case strings.HasPrefix(l, "##### "):
			book.Author = heading
		case strings.HasPrefix(l, "## "):
			flush()
			chapter = heading
		case strings.HasPrefix(l, "# "):
			flush()
			book, chapter = Imported{Title: heading}, ""
		case entry == nil || l == "---" || strings.HasPrefix(l, "_Generated at"):
		case entry.text == "" && l != "":
			entry.text = unemphasised(l)
		case entry.note == "" && emphasised().MatchString(l):
			entry.text += "\n" + unemphasised(l)
		case entry.note != "" || l != "":
			entry.note += l + "\n"
		}
	}
	flush()
	if len(notes) == 0 {
		return nil, nil, errors.New("no heading tells when a highlight was made")
	}
	return notes, nil, nil
}

func unemphasised(l string) string {
	if m := emphasised().FindStringSubmatch(l); m != nil && m[1] == m[3] {
		return m[2]
	}
	return l
}
