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
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/store"
)

// reading is an open article.
type reading struct {
	art    *article.Article
	page   *page.Page
	path   string     // in the collection
	stamp  store.File // the file as it was read
	gone   bool       // the file is not there any more
	moved  bool       // the place is not kept yet
	unread bool       // the reader said so: reaching the end doesn't change it

	// The paragraphs and links from the beginning on, as far as anything asked
	// for them; all when complete.
	paragraphs []article.Span
	links      []link
	complete   bool

	last int // number of the paragraph read last, from 0; unset: none yet
	next int // number of the one to read next

	spoken library.Parts // what was read since the place was kept

	codes []article.Span // blocks of code
	found found
	file  *note.File          // nil for an article of no collection
	notes []note.ResolvedNote // by their places
}

// smallText is how large a text is whose paragraphs are all counted when it is
// opened, in bytes: a tenth of a second.
const smallText = 1 << 19

// pageWidth is the width that pages are laid out at to be asked about their
// text; nothing depends on it.
const pageWidth = 100

// start makes an article the open one, at a byte of its text.
func (s *Session) start(a *article.Article, at int) {
	r := &reading{art: a, path: a.Name, page: page.New(a, pageWidth, page.Plain()), last: unset}
	r.codes = codes(a.Text)
	s.reading = r
	s.chosen, s.goOn = choices{}, nil
	if len(a.Text) <= smallText {
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

// has tells whether there is a paragraph of that number.
func (r *reading) has(i int) bool {
	for !r.complete && len(r.paragraphs) <= i {
		r.countOne()
	}
	return i >= 0 && i < len(r.paragraphs)
}

// next reads on.
func (s *Session) next(arg string) error {
	n := 1
	if arg == "all" {
		n = math.MaxInt
	} else if arg != "" {
		var err error
		if n, err = atLeastOne(arg); err != nil {
			return err
		}
	}
	r := s.reading
	if !r.has(r.next) {
		s.out.say("That was the end of the article.")
		return nil
	}
	for ; n > 0 && r.has(r.next) && !s.out.over(); n-- {
		s.speak(r.next)
	}
	return nil
}

// previous goes back by paragraphs and reads one.
func (s *Session) previous(arg string) error {
	n := 1
	if arg != "" {
		var err error
		if n, err = atLeastOne(arg); err != nil {
			return err
		}
	}
	r := s.reading
	at := r.last
	if at == unset {
		at = r.next
	}
	if at == 0 {
		s.out.say("This is the beginning of the article.")
		return nil
	}
	s.speak(max(at-n, 0))
	return nil
}

// paragraph reads the paragraph of that number, or the last one again.
func (s *Session) paragraph(arg string) error {
	r := s.reading
	if arg == "" {
		s.speak(max(r.last, 0))
		return nil
	}
	n, err := atLeastOne(arg)
	if err != nil {
		return err
	}
	if !r.has(n - 1) {
		return fmt.Errorf("the article has only %s", count(len(r.paragraphs), "paragraph", "paragraphs"))
	}
	s.jumpTo(n - 1)
	return nil
}

// percent reads at a part of the text.
func (s *Session) percent(arg string) error {
	n, err := strconv.Atoi(strings.TrimSuffix(arg, "%"))
	if err != nil || n < 0 || n > 100 {
		return errors.New("percent takes a number from 0 to 100")
	}
	s.jumpTo(s.reading.number(library.AtPercent(n, len(s.reading.art.Text))))
	return nil
}

func (s *Session) top(string) error {
	s.jumpTo(0)
	return nil
}

func (s *Session) bottom(string) error {
	s.jumpTo(s.reading.number(len(s.reading.art.Text)))
	return nil
}

// jumpTo reads a paragraph elsewhere; back returns.
func (s *Session) jumpTo(i int) {
	s.trail.leave(s.spot())
	s.speak(i)
}

// speak reads a paragraph aloud, with the notes on it, and is there.
func (s *Session) speak(i int) {
	r := s.reading
	if !r.has(i) {
		s.out.say("The article is empty.")
		return
	}
	s.out.say("%d. %s%s", i+1, r.role(i), r.words(i))
	for k, n := range r.notes {
		if n.Match.Span.Overlaps(r.paragraphs[i]) {
			s.out.say("%s", sentence(mention(n, k+1, r.paragraphs[i])))
		}
	}
	s.chosen = choices{}
	r.last, r.next, r.moved = i, i+1, true
	r.spoken = r.spoken.With(r.art.Text, r.paragraphs[i])
}

// sentences reads a paragraph sentence by sentence.
func (s *Session) sentences(arg string) error {
	i := max(s.reading.last, 0)
	if arg != "" {
		n, err := atLeastOne(arg)
		if err != nil {
			return err
		}
		i = n - 1
	}
	if !s.reading.has(i) {
		return fmt.Errorf("there is no paragraph %d", i+1)
	}
	for k, span := range s.reading.sentencesOf(i) {
		s.out.say("%d.%d. %s", i+1, k+1, s.reading.page.Quote(span))
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
func (s *Session) headings(string) error {
	all := s.reading.art.Headings()
	if len(all) == 0 {
		s.out.say("The article has no headings.")
		return nil
	}
	for i, h := range all {
		here := ""
		if at := s.reading.place(); h.Span.Start <= at && (i+1 == len(all) || all[i+1].Span.Start > at) {
			here = " You are here."
		}
		s.out.say("%d. Level %d: %s%s", i+1, h.Level, ended(h.Title), here)
	}
	s.offer("heading", len(all), func(i int) error {
		s.jumpTo(s.reading.number(all[i].Span.Start))
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
func (s *Session) where(string) error {
	if s.reading == nil {
		s.out.say("No article is open. The list has %s%s.", count(len(s.shelf.paths), "article", "articles"), orderWords(s.shelf.query))
		return nil
	}
	r := s.reading
	at := r.place()
	words := fmt.Sprintf("%s: paragraph %d", sentenceless(r.art.Meta.Title), r.number(at)+1)
	if r.complete {
		words += fmt.Sprintf(" of %d", len(r.paragraphs))
	}
	words += fmt.Sprintf(", at %d percent", library.PercentAt(at, len(r.art.Text)))
	if h := headingAbove(r.art, at); h != "" {
		words += ", under " + quoted(h)
	}
	s.out.say("%s, %s left.", words, count(s.minutesLeft(at), "minute", "minutes"))
	return nil
}

// minutesLeft is how long the reader takes from a byte of the text on.
func (s *Session) minutesLeft(at int) int {
	r := s.reading
	pace := library.UsualPace
	if s.store != nil {
		pace = library.PaceOf(s.store.Sittings())
	}
	part := float64(len(r.art.Text)-at) / float64(max(len(r.art.Text), 1))
	return int(math.Ceil(float64(r.art.Minutes()) * part * library.UsualPace / float64(pace)))
}

func sentenceless(s string) string { return strings.TrimRight(s, ".") }
