package plain

import (
	"errors"
	"fmt"
	"math"
	"net/url"
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
}

// linksIn are the links that a paragraph shows, also where a row is wider than
// the page.
func (r *reading) linksIn(s article.Span, paragraph int) (all []link) {
	at, to := r.page.Locate(s.Start), r.page.Locate(s.End-1)
	last := uint16(0)
	for range r.page.Distance(at, to, math.MaxInt32) + 1 {
		for _, c := range r.page.Whole(at) {
			if c.Start < 0 { // decoration
				continue
			}
			switch {
			case c.Link == 0 || c.Start >= s.End:
			case c.Link == last && len(all) > 0:
				l := &all[len(all)-1]
				l.span.Start, l.span.End = min(l.span.Start, c.Start), max(l.span.End, c.End)
			default:
				all = append(all, link{article.Span{Start: c.Start, End: c.End}, r.page.Link(c.Link), paragraph})
			}
			last = c.Link
		}
		at, _ = r.page.Move(at, 1)
	}
	return all
}

// footnoteSign is what the destination of a reference to a footnote begins
// with.
const footnoteSign = "#^"

// sign is what stands behind a link in the text.
func (l link) sign(number int) string {
	if label, ok := strings.CutPrefix(l.to, footnoteSign); ok {
		return "footnote " + label
	}
	return fmt.Sprintf("link %d", number)
}

// listLinks lists the links of the paragraph, or of the article.
func (s *Session) listLinks(arg string) error {
	r := s.reading
	all := arg == "all" || r.last == unset
	if all {
		r.countTo(math.MaxInt)
	}
	some, broken := false, map[string]bool{}
	if s.store != nil {
		broken = s.Library.Articles().Broken(r.art, r.path)
	}
	for i, l := range r.links {
		if l.paragraph != r.last && !all || strings.HasPrefix(l.to, footnoteSign) {
			continue
		}
		some = true
		words := destination(l.to)
		if broken[l.to] {
			words += ", broken"
		}
		s.out.say("%d. %s, %s", i+1, quoted(r.page.Quote(l.span)), words)
	}
	if !some {
		s.out.say("%s", map[bool]string{true: "The article has no links.", false: "The paragraph has no links; links all lists those of the article."}[all])
		return nil
	}
	s.offer("link", len(r.links), func(i int) error { return s.followLink(r.links[i]) })
	return nil
}

// destination says where a link leads.
func destination(to string) string {
	switch {
	case strings.HasPrefix(to, "#"):
		return "to " + quoted(to[1:]) + " in this article"
	case isWeb(to):
		return "on the web: " + to
	}
	return "to " + to
}

func (s *Session) follow(arg string) error {
	n, err := atLeastOne(arg)
	if err != nil {
		return fmt.Errorf("follow which link? %w", err)
	}
	if n > len(s.reading.links) {
		return fmt.Errorf("there is no link %d: links all lists them", n)
	}
	return s.followLink(s.reading.links[n-1])
}

// followLink goes where a link leads: to a footnote, a heading, an article of
// the collection; of others it says the address.
func (s *Session) followLink(l link) error {
	if label, ok := strings.CutPrefix(l.to, footnoteSign); ok {
		return s.footnote(label)
	}
	target := article.ResolveLink(s.reading.path, l.to)
	switch {
	case isWeb(l.to) || target.Outside:
		s.out.say("The link leads out of the collection, to: %s", l.to)
		return nil
	case target.File:
		s.out.say("The link leads to a file that is no article: %s", l.to)
		return nil
	case target.Here():
		return s.toHeading(target.Heading)
	case s.store == nil:
		return fmt.Errorf("the link leads to %s, and this article is in no folder", l.to)
	}
	return s.followTo(l.to)
}

// followTo opens the article that a link leads to, at its heading; of several
// the reader chooses.
func (s *Session) followTo(to string) error {
	if err := s.refresh(); err != nil {
		return err
	}
	switch p := s.Library.Articles().Follow(s.reading.path, to); len(p.Paths) {
	case 0:
		return fmt.Errorf("the link is broken: the collection has no %s", to)
	case 1:
		return s.goTo(p.Paths[0], p.Heading)
	default:
		s.out.say("The link could lead to one of %s.", count(len(p.Paths), "article", "articles"))
		s.listPaths(p.Paths)
		return nil
	}
}

// goTo goes to a heading of an article, or just to the article.
func (s *Session) goTo(path, heading string) error {
	switch here := path == s.reading.path; {
	case here && heading == "":
		return s.top("")
	case !here:
		if err := s.open(path, unset); err != nil || heading == "" {
			return err
		}
	}
	return s.toHeading(heading)
}

// toHeading goes to the place that the part of a link behind "#" means.
func (s *Session) toHeading(name string) error {
	at, ok := s.reading.art.Anchor(name)
	if !ok {
		return fmt.Errorf("the link is broken: the article has no heading %s", quoted(name))
	}
	s.jumpTo(s.reading.number(at))
	return nil
}

// isWeb tells an address from the name of a file.
func isWeb(to string) bool {
	u, err := url.Parse(to)
	return err == nil && u.Scheme != "" || strings.HasPrefix(to, "//")
}

// backlinks lists what links to the open article.
func (s *Session) backlinks(string) error {
	if s.reading == nil {
		return errors.New("no article is open")
	}
	if err := s.refresh(); err != nil {
		return err
	}
	all, _ := s.Library.Backlinks(s.ctx, s.reading.path)
	if len(all) == 0 {
		s.out.say("Nothing in the collection links here.")
		return nil
	}
	for i, b := range all {
		from := ""
		if b.Note != "" {
			from = " In a note:"
		}
		s.out.say("%d. %s%s %s", i+1, ended(b.Title), from, b.Text)
	}
	s.offer("link", len(all), func(i int) error { return s.openBacklink(all[i]) })
	return nil
}

func (s *Session) openBacklink(b library.Backlink) error {
	if b.Span.Empty() {
		return s.open(b.Path, unset)
	}
	if err := s.open(b.Path, b.Span.Start); err != nil {
		return err
	}
	return s.next("")
}

// tellBacklinks says how many links lead to the open article.
func (s *Session) tellBacklinks() {
	if s.store == nil {
		return
	}
	if all, _ := s.Library.Backlinks(s.ctx, s.reading.path); len(all) > 0 {
		s.out.say("%s here; backlinks lists them.", count(len(all), "link leads", "links lead"))
	}
}

// footnote says what a footnote says; one stays where one is.
func (s *Session) footnote(name string) error {
	r := s.reading
	r.countTo(math.MaxInt)
	notes := r.footnotes()
	if name == "" {
		if len(notes) == 0 {
			s.out.say("The article has no footnotes.")
		}
		for _, f := range notes {
			s.out.say("Footnote %s: %s", f.label, r.footnoteWords(f))
		}
		return nil
	}
	i := slices.IndexFunc(notes, func(f footnote) bool { return f.label == name })
	if i < 0 {
		return fmt.Errorf("there is no footnote %s", quoted(name))
	}
	s.out.say("Footnote %s: %s", name, r.footnoteWords(notes[i]))
	return nil
}

// footnote is one at the place where it is written.
type footnote struct {
	label      string
	paragraphs []int
}

// footnotes are those of the article, each with all its paragraphs: those that
// are written on lines indented below it.
func (r *reading) footnotes() (all []footnote) {
	within := false // the paragraph above is of a footnote
	for i, p := range r.paragraphs {
		line := strings.LastIndexByte(r.art.Text[:p.Start], '\n') + 1
		signs := r.art.Text[line:p.Start]
		label, ok := strings.CutPrefix(strings.TrimLeft(signs, " >"), "[^")
		switch end := strings.Index(label, "]:"); {
		case ok && end > 0:
			all = append(all, footnote{label[:end], []int{i}})
			within = true
		case within && strings.HasPrefix(signs, "    "):
			last := &all[len(all)-1]
			last.paragraphs = append(last.paragraphs, i)
		default:
			within = false
		}
	}
	return all
}

func (r *reading) footnoteWords(f footnote) string {
	words := make([]string, len(f.paragraphs))
	for k, i := range f.paragraphs {
		words[k] = r.words(i)
	}
	return strings.Join(words, "\n")
}
