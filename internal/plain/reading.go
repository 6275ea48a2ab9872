package plain

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/markdown"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/store"
)

// reading is an open article.
type reading struct {
	*session.Document
	page  *page.Page
	stamp store.File // the file as it was read

	// The paragraphs and links from the beginning on, as far as anything asked
	// for them; all when complete.
	paragraphs []article.Span
	links      []link
	complete   bool

	last int // number of the paragraph read last, from 0; unset: none yet
	next int // number of the one to read next

	codes []article.Span // blocks of code
	hits  session.Hits   // of what was looked for
}

// smallText is how large a text is whose paragraphs are all counted when it is
// opened, in bytes: a tenth of a second.
const smallText = 1 << 19

// pageWidth is the width that pages are laid out at to be asked about their
// text; nothing depends on it.
const pageWidth = 100

// start begins to read an article at a byte of its text.
func (c *Conversation) start(d *session.Document, at int) {
	r := &reading{Document: d, page: page.New(d.Article, pageWidth, page.Plain()), last: unset}
	r.codes = codes(d.Article.Text)
	c.reading, c.spoken = r, article.Span{}
	c.chosen, c.goOn = choices{}, nil
	if len(d.Article.Text) <= smallText {
		r.countTo(math.MaxInt)
	}
	r.next = r.number(at)
}

// codes are the spans of blocks of code.
func codes(text string) (all []article.Span) {
	markdown.Visible(text, func(p markdown.Piece) {
		switch n := len(all); {
		case !p.Code:
		case n > 0 && strings.TrimSpace(text[all[n-1].End:p.Span.Start]) == "":
			all[n-1].End = p.Span.End
		default:
			all = append(all, p.Span)
		}
	})
	return all
}

// countTo counts the paragraphs up to the one that holds the byte at off.
func (r *reading) countTo(off int) {
	for !r.complete && (len(r.paragraphs) == 0 || r.paragraphs[len(r.paragraphs)-1].End <= off) {
		r.countOne()
	}
}

func (r *reading) countOne() {
	from := -1
	if n := len(r.paragraphs); n > 0 {
		from = r.paragraphs[n-1].Start
	}
	s, ok := r.page.Next(from, page.Paragraph)
	if !ok {
		r.complete = true
		return
	}
	r.paragraphs = append(r.paragraphs, s)
	r.links = append(r.links, r.linksIn(s, len(r.paragraphs)-1)...)
}

// number is the number, from 0, of the paragraph that holds the byte at off,
// else of the next one, else of the last one.
func (r *reading) number(off int) int {
	r.countTo(off)
	i := sort.Search(len(r.paragraphs), func(i int) bool { return r.paragraphs[i].End > off })
	return max(min(i, len(r.paragraphs)-1), 0)
}

// has reports whether there is a paragraph of that number.
func (r *reading) has(i int) bool {
	for !r.complete && len(r.paragraphs) <= i {
		r.countOne()
	}
	return i >= 0 && i < len(r.paragraphs)
}

// next reads on.
func (c *Conversation) next(arg string) error {
	n := 1
	if arg == "all" {
		n = math.MaxInt
	} else if arg != "" {
		var err error
		if n, err = atLeastOne(arg); err != nil {
			return err
		}
	}
	r := c.reading
	if !r.has(r.next) {
		c.out.say("That was the end of the article.")
		return nil
	}
	for ; n > 0 && r.has(r.next) && !c.out.over(); n-- {
		c.speak(r.next)
	}
	return nil
}

// previous goes back by paragraphs and reads one.
func (c *Conversation) previous(arg string) error {
	n := 1
	if arg != "" {
		var err error
		if n, err = atLeastOne(arg); err != nil {
			return err
		}
	}
	r := c.reading
	at := r.last
	if at == unset {
		at = r.next
	}
	if at == 0 {
		c.out.say("This is the beginning of the article.")
		return nil
	}
	c.speak(max(at-n, 0))
	return nil
}

// paragraph reads the paragraph of that number, or the last one again.
func (c *Conversation) paragraph(arg string) error {
	r := c.reading
	if arg == "" {
		c.speak(max(r.last, 0))
		return nil
	}
	n, err := atLeastOne(arg)
	if err != nil {
		return err
	}
	if !r.has(n - 1) {
		return fmt.Errorf("the article has only %s", count(len(r.paragraphs), "paragraph", "paragraphs"))
	}
	c.jumpTo(n - 1)
	return nil
}

// percent reads at a part of the text.
func (c *Conversation) percent(arg string) error {
	n, err := strconv.Atoi(strings.TrimSuffix(arg, "%"))
	if err != nil || n < 0 || n > 100 {
		return errors.New("percent takes a number from 0 to 100")
	}
	c.jumpTo(c.reading.number(library.AtPercent(n, len(c.reading.Article.Text))))
	return nil
}

func (c *Conversation) top(string) error {
	c.jumpTo(0)
	return nil
}

func (c *Conversation) bottom(string) error {
	c.jumpTo(c.reading.number(len(c.reading.Article.Text)))
	return nil
}

// jumpTo reads a paragraph elsewhere; back returns.
func (c *Conversation) jumpTo(i int) {
	c.leave()
	c.speak(i)
}

// speak reads a paragraph aloud, with the notes on it, and is there.
func (c *Conversation) speak(i int) {
	r := c.reading
	if !r.has(i) {
		c.out.say("The article is empty.")
		return
	}
	here := r.paragraphs[i]
	c.out.say("%d. %s%s", i+1, r.role(i), r.words(i))
	for k, n := range r.Notes {
		if n.Match.Span.Overlaps(here) {
			c.out.say("%s", sentence(mention(n, k+1, here)))
		}
	}
	if c.spoken.Empty() || i != r.last+1 {
		c.spoken = here
	}
	c.spoken.End = here.End
	c.chosen = choices{}
	r.last, r.next = i, i+1
	c.session.MoveTo(here.Start, !r.has(i+1))
	c.session.Spoken(here)
}

// sentences reads a paragraph sentence by sentence.
func (c *Conversation) sentences(arg string) error {
	i := max(c.reading.last, 0)
	if arg != "" {
		n, err := atLeastOne(arg)
		if err != nil {
			return err
		}
		i = n - 1
	}
	if !c.reading.has(i) {
		return fmt.Errorf("there is no paragraph %d", i+1)
	}
	for k, span := range c.reading.sentencesOf(i) {
		c.out.say("%d.%d. %s", i+1, k+1, c.reading.page.Quote(span))
	}
	return nil
}

func (r *reading) sentencesOf(i int) (all []article.Span) {
	p := r.paragraphs[i]
	for off := p.Start - 1; ; {
		span, ok := r.page.Next(off, page.Sentence)
		if !ok || span.Start >= p.End {
			return all
		}
		all = append(all, span)
		off = span.Start
	}
}

// headings lists the headings with the paragraphs they stand at.
func (c *Conversation) headings(string) error {
	all := c.reading.Article.Headings()
	if len(all) == 0 {
		c.out.say("The article has no headings.")
		return nil
	}
	now := article.SectionAt(all, c.reading.place())
	for i, h := range all {
		here := ""
		if i == now {
			here = " You are here."
		}
		c.out.say("%d. Level %d: %s%s", i+1, h.Level, ended(h.Title), here)
	}
	c.offer("heading", len(all), func(i int) error {
		c.jumpTo(c.reading.number(all[i].Span.Start))
		return nil
	})
	return nil
}

// place is the byte where one is.
func (r *reading) place() int {
	if r.last != unset {
		return r.paragraphs[r.last].Start
	}
	if r.next < len(r.paragraphs) {
		return r.paragraphs[r.next].Start
	}
	return 0
}

// where says where one is.
func (c *Conversation) where(string) error {
	if c.reading == nil {
		c.out.say("No article is open. The list has %s%s.", count(len(c.listing.paths), "article", "articles"), orderWords(c.listing.query))
		return nil
	}
	r := c.reading
	at := r.place()
	words := fmt.Sprintf("%s: paragraph %d", sentenceless(r.Article.Meta.Title), r.number(at)+1)
	if r.complete {
		words += fmt.Sprintf(" of %d", len(r.paragraphs))
	}
	words += fmt.Sprintf(", at %d percent", library.PercentAt(at, len(r.Article.Text)))
	if h := r.Article.HeadingAt(at); h != "" {
		words += ", under " + quoted(h)
	}
	left := float64(len(r.Article.Text)-at) / float64(max(len(r.Article.Text), 1))
	c.out.say("%s, %s left.", words, count(c.session.MinutesLeft(r.Article.Minutes(), left), "minute", "minutes"))
	return nil
}

func sentenceless(s string) string { return strings.TrimRight(s, ".") }
