package plain

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/library"
)

// link is a link of the article, or a reference to a footnote.
type link struct {
	span      article.Span // what is shown of it
	to        string       // as page.Link tells
	paragraph int          // number, from 0
	picture   bool         // it is one, and leads to its file
}

// pictureSign is what the plain style puts before a picture's text.
const pictureSign = "▧"

// linksIn are the links that a paragraph shows, also where a row is wider than
// the page.
func (r *reading) linksIn(s article.Span, paragraph int) (all []link) {
	at, to := r.page.Locate(s.Start), r.page.Locate(s.End-1)
	last, picture := uint16(0), false
	for range r.page.Distance(at, to, math.MaxInt32) + 1 {
		for _, c := range r.page.FullRow(at) {
			if c.Start < 0 { // decoration
				picture = picture || c.Text == pictureSign
				continue
			}
			switch {
			case c.Link == 0 || c.Start >= s.End:
			case c.Link == last && len(all) > 0:
				l := &all[len(all)-1]
				l.span.Start, l.span.End = min(l.span.Start, c.Start), max(l.span.End, c.End)
			default:
				all = append(all, link{article.Span{Start: c.Start, End: c.End}, r.page.Link(c.Link), paragraph, picture})
			}
			last, picture = c.Link, false
		}
		at, _ = r.page.Move(at, 1)
	}
	return all
}

// named is a link's words with what they are, and its number.
func (l link) named(words string, number int) string {
	if l.picture {
		return fmt.Sprintf("[picture %d: %s]", number, words)
	}
	if label, ok := strings.CutPrefix(l.to, article.FootnoteSign); ok {
		return words + " [footnote " + label + "]"
	}
	return fmt.Sprintf("%s [link %d]", words, number)
}

// listLinks lists the links of the paragraph, or of the article.
func (c *Conversation) listLinks(arg string) error {
	r := c.reading
	all := arg == "all" || r.last == unset
	if all {
		r.countTo(math.MaxInt)
	}
	some, broken := false, map[string]bool{}
	if c.store != nil {
		if err := c.refresh(); err != nil {
			return err
		}
		broken = c.Library.Articles().Broken(r.Article, r.Path)
	}
	for i, l := range r.links {
		if l.paragraph != r.last && !all || strings.HasPrefix(l.to, article.FootnoteSign) {
			continue
		}
		some = true
		words := destination(l.to)
		if broken[l.to] {
			words += ", broken"
		}
		c.out.say("%d. %s, %s", i+1, quoted(r.page.Quote(l.span)), words)
	}
	switch {
	case !some && all:
		c.out.say("The article has no links.")
	case !some:
		c.out.say("The paragraph has no links; links all lists those of the article.")
	default:
		c.offer("link", len(r.links), func(i int) error { return c.followLink(r.links[i]) })
	}
	return nil
}

// destination says where a link leads.
func destination(to string) string {
	switch {
	case strings.HasPrefix(to, "#"):
		return "to " + quoted(to[1:]) + " in this article"
	case article.IsAddress(to):
		return "on the web: " + to
	}
	return "to " + to
}

func (c *Conversation) follow(arg string) error {
	n, err := atLeastOne(arg)
	if err != nil {
		return fmt.Errorf("follow which link? %w", err)
	}
	if n > len(c.reading.links) {
		return fmt.Errorf("there is no link %d: links all lists them", n)
	}
	return c.followLink(c.reading.links[n-1])
}

// followLink goes where a link leads: to a footnote, a heading, an article of
// the collection; of others it says the address.
func (c *Conversation) followLink(l link) error {
	if c.store != nil {
		if err := c.refresh(); err != nil {
			return err
		}
	}
	to := c.session.Lead(l.to, c.reading.page.Footnote)()
	switch paths := to.Place.Paths; {
	case to.Footnote != "":
		return c.footnote(to.Footnote)
	case to.Problem != "":
		return errors.New(to.Problem)
	case to.Address != "":
		c.out.say("The link leads out of the collection, to: %s", to.Address)
	case to.Here:
		c.jumpTo(c.reading.number(to.Span.Start))
	case len(paths) == 1:
		return c.goTo(paths[0], to.Place.Heading)
	default:
		c.out.say("The link could lead to one of %s.", count(len(paths), "article", "articles"))
		c.listPaths(paths)
	}
	return nil
}

// goTo opens an article, at a heading if one is named.
func (c *Conversation) goTo(path, heading string) error {
	if err := c.open(path, unset); err != nil || heading == "" {
		return err
	}
	at, ok := c.reading.Article.Anchor(heading)
	if !ok {
		return fmt.Errorf("the article has no heading %s", quoted(heading))
	}
	c.speak(c.reading.number(at))
	return nil
}

// backlinks lists what links to the open article.
func (c *Conversation) backlinks(string) error {
	if err := c.refresh(); err != nil {
		return err
	}
	all, _ := c.Library.Backlinks(c.ctx, c.reading.Path)
	if len(all) == 0 {
		c.out.say("Nothing links here.")
		return nil
	}
	for i, b := range all {
		from := ""
		if b.Note != "" {
			from = " In a note:"
		}
		c.out.say("%d. %s%s %s", i+1, ended(b.Title), from, b.Text)
	}
	c.offer("link", len(all), func(i int) error { return c.openBacklink(all[i]) })
	return nil
}

func (c *Conversation) openBacklink(b library.Backlink) error {
	if b.Span.Empty() {
		return c.open(b.Path, unset)
	}
	if err := c.open(b.Path, b.Span.Start); err != nil {
		return err
	}
	return c.next("")
}

// printBacklinks says how many links lead to the open article.
func (c *Conversation) printBacklinks() {
	if c.store == nil {
		return
	}
	if all, _ := c.Library.Backlinks(c.ctx, c.reading.Path); len(all) > 0 {
		c.out.say("%s here; backlinks lists them.", count(len(all), "link leads", "links lead"))
	}
}

// footnote says what a footnote says, or all that the article refers to; one
// stays where one is.
func (c *Conversation) footnote(name string) error {
	labels := []string{name}
	if name == "" {
		if labels = c.reading.footnotes(); len(labels) == 0 {
			c.out.say("The article has no footnotes.")
		}
	}
	for _, label := range labels {
		words, ok := c.reading.footnoteWords(label)
		if !ok {
			return fmt.Errorf("there is no footnote %s", quoted(label))
		}
		c.out.say("Footnote %s: %s", label, words)
	}
	return nil
}

// footnotes are the labels of those that the article refers to, in order.
func (r *reading) footnotes() (labels []string) {
	r.countTo(math.MaxInt)
	for _, l := range r.links {
		if label, ok := strings.CutPrefix(l.to, article.FootnoteSign); ok && !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
	}
	return labels
}

func (r *reading) footnoteWords(label string) (string, bool) {
	span, ok := r.page.Footnote(label)
	if !ok {
		return "", false
	}
	var words []string
	for i := r.number(span.Start); r.has(i) && r.paragraphs[i].Start < span.End; i++ {
		words = append(words, r.words(i))
	}
	return strings.Join(words, "\n"), true
}
