package plain

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// shelf is the list of articles as it was last asked for.
type shelf struct {
	query    search.Query
	passages bool     // they were asked for with the passages that match
	paths    []string // of the articles, in order
	fixed    bool     // no query found them
}

// atOnce is how many articles are listed before the reader is asked to go on.
const atOnce = 20

// queryHelp tells what a query is.
const queryHelp = `A query is words, which are found in any form; "a phrase"; -without; one OR another; parentheses; /a regular expression/; and qualifiers. title: author: source: tag: note: path: heading: text: look in one place only. is:unread is:read is:reading is:star, has:notes has:lost has:code has:tags and kind:question ask for a state. len:<5m words:>2000 date:2024-04..2024-06 before:2025 after:"2 weeks ago" measure. like:PATH finds what says much of the same as an article. sort:date and the like put in order.`

// refresh brings the list up to date with the folder.
func (s *Session) refresh() error {
	told := time.Time{}
	begun := time.Now()
	return s.Library.Refresh(s.ctx, func(p search.Progress) {
		if !s.Prompt || time.Since(begun) < 2*time.Second || time.Since(told) < 5*time.Second {
			return
		}
		told = time.Now()
		s.out.bare(fmt.Sprintf("Reading the folder: %d of %d articles.\n", p.Done, p.Total))
	})
}

func (s *Session) list(arg string) error { return s.ask(arg, false) }

func (s *Session) search(arg string) error {
	if arg == "" {
		return errors.New("search for what? type search and words, or help query")
	}
	return s.ask(arg, true)
}

// ask lists what a query finds.
func (s *Session) ask(text string, passages bool) error {
	q, problem := search.Parse(text, time.Now())
	if problem != nil {
		return queryProblem(q.Text, problem)
	}
	return s.answer(q, passages)
}

// queryProblem says what is wrong with a query, and where.
func queryProblem(text string, p *search.Problem) error {
	words := fmt.Sprintf("the query can't be understood: %s", p.What)
	if at := strings.TrimSpace(text[p.At.Start:p.At.End]); at != "" {
		words += ", at " + quoted(at)
	}
	if p.Hint != "" {
		words += "; " + p.Hint
	}
	return errors.New(words)
}

// whole shows the whole collection, or again only the folder that was opened.
func (s *Session) whole(string) error {
	if !s.store.ShowAll(s.store.Within() != ".") {
		s.out.say("This is the whole collection.")
		return nil
	}
	s.Library.Reread()
	if within := s.store.Within(); within != "." {
		s.out.say("Only the folder %s.", within)
	}
	return s.list("")
}

// answer finds the articles and lists the first of them.
func (s *Session) answer(q search.Query, passages bool) error {
	if err := s.refresh(); err != nil {
		return err
	}
	a := s.Library.Articles()
	found, err := a.Search(s.ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	sh := shelf{query: q, passages: passages}
	for _, id := range found.IDs {
		sh.paths = append(sh.paths, a.Entry(id).Path)
	}
	s.shelf, s.chosen = sh, choices{} // numbers chose from the list before
	switch {
	case a.Len() == 0:
		s.out.say("The folder %s holds no articles. Articles are .md, .txt and .html files, also in folders below it.", s.store.Shown())
	case len(sh.paths) == 0:
		s.out.say("No article matches %s.", quoted(q.Text))
	default:
		s.out.say("%s%s.", count(len(sh.paths), "article", "articles"), orderWords(q))
		s.offer("article", len(sh.paths), s.openListed)
		s.listFrom(0)
	}
	return nil
}

// orders say how a list is sorted.
var orders = [...]string{
	search.ByRelevance: "the best match first",
	search.ByPath:      "by path",
	search.ByTitle:     "by title",
	search.ByDate:      "the newest first",
	search.ByLength:    "the longest first",
	search.ByTimeLeft:  "the least time left first",
	search.ByLastRead:  "the last read first",
}

func orderWords(q search.Query) string {
	order := q.Order()
	words := ", " + orders[order.By]
	if order.Reverse {
		words += ", reversed"
	}
	return words
}

// listFrom lists some articles, and leaves the next ones to an empty line.
func (s *Session) listFrom(first int) {
	end := min(first+atOnce, len(s.shelf.paths))
	a := s.Library.Articles()
	for i := first; i < end && s.ctx.Err() == nil; i++ {
		s.out.say("%d. %s", i+1, s.entryWords(a, s.shelf.paths[i]))
	}
	if !s.out.stopped && end < len(s.shelf.paths) {
		s.goOn = func() error { s.listFrom(end); return nil }
		s.out.say("%d more: an empty line lists on, a number opens an article.", len(s.shelf.paths)-end)
	}
}

// entryWords are an article of the list in words, and its passage if that was
// asked for.
func (s *Session) entryWords(a *library.Articles, path string) string {
	id, ok := a.Find(path)
	if !ok {
		return path + ": it is gone."
	}
	e := a.Entry(id)
	words := ended(title(e)) + " " + sentence(strings.Join(about(e), ", "))
	if s.shelf.passages {
		words += s.passageWords(e)
	}
	return words
}

// passageWidth is how long a passage of the list is, in cells.
const passageWidth = 300

func (s *Session) passageWords(e store.Entry) string {
	hit, err := s.Library.Hit(e.Path, s.shelf.query, passageWidth)
	if err != nil || hit.Passage.Text == "" {
		return " It matches elsewhere than in its text."
	}
	words := "\n" + sentence(count(hit.Count, "match", "matches"))
	if art, err := s.Library.Article(e.Path); err == nil {
		if h := headingAbove(art, hit.Passage.Span.Start); h != "" {
			words += " Under " + quoted(h) + ":"
		}
	}
	return words + " " + hit.Passage.Text
}

func headingAbove(a *article.Article, at int) (title string) {
	for _, h := range a.Headings() {
		if h.Span.Start > at {
			break
		}
		title = h.Title
	}
	return title
}

func title(e store.Entry) string { return cmp.Or(e.Meta.Title, article.CleanLine(e.Path)) }

// about is what is known of an article besides its title, its state first.
func about(e store.Entry) []string {
	if e.Err != nil {
		return []string{"it can't be read: " + article.CleanLine(e.Err.Error())}
	}
	parts := []string{stateWords(e.Reading)}
	if e.Reading.Star {
		parts = append(parts, "starred")
	}
	if e.Notes > 0 {
		parts = append(parts, count(e.Notes, "note", "notes"))
	}
	if e.Minutes > 0 {
		parts = append(parts, count(e.Minutes, "minute", "minutes"))
	}
	parts = append(parts, e.Meta.Author, e.Meta.Site, day(e.Meta.Published))
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// stateWords say how far an article is read.
func stateWords(r store.Reading) string {
	switch {
	case r.Read:
		return "read"
	case r.Progress > 0:
		return fmt.Sprintf("%d percent read", library.Percent(r.Progress))
	}
	return "unread"
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// sort lists again in another order.
func (s *Session) sort(arg string) error {
	if s.shelf.fixed {
		return errors.New("this list has one order only: list articles, or search for some, then sort those")
	}
	if arg == "" {
		s.out.say("The list is sorted%s.", strings.TrimPrefix(orderWords(s.shelf.query), ","))
		return nil
	}
	order, ok := search.ParseSort(arg)
	if !ok {
		return fmt.Errorf("there is no order %s: sort takes relevance, path, title, date, length, left or read, with a minus before it for the reverse", quoted(arg))
	}
	q := s.shelf.query
	q.Sort = order
	return s.answer(q, s.shelf.passages)
}

// openListed opens an article of the list, at its passage if it was searched.
func (s *Session) openListed(i int) error {
	path := s.shelf.paths[i]
	if !s.shelf.passages {
		return s.open(path, unset)
	}
	hit, err := s.Library.Hit(path, s.shelf.query, passageWidth)
	if err != nil || hit.Passage.Text == "" {
		return s.open(path, unset)
	}
	if err := s.open(path, hit.Passage.Span.Start); err != nil {
		return err
	}
	art := s.reading.art
	s.reading.found = found{words: s.shelf.query.Text, spans: s.shelf.query.Hits(art.Text)}
	s.reading.found.from(hit.Passage.Span.Start)
	return s.next("")
}

// openNamed opens what a person named.
func (s *Session) openNamed(arg string) error {
	switch {
	case arg == "":
		return errors.New("open what? type a number of the list, or a part of an article's name")
	case isNumber(arg) && len(s.shelf.paths) > 0:
		n, err := atLeastOne(arg)
		if err == nil && n > len(s.shelf.paths) {
			err = fmt.Errorf("the list has only %s", count(len(s.shelf.paths), "article", "articles"))
		}
		if err != nil {
			return err
		}
		return s.openListed(n - 1)
	}
	path, err := s.store.Resolve(arg)
	var several *store.Ambiguous
	if errors.As(err, &several) {
		return s.whichOne(several)
	}
	if err != nil {
		return err
	}
	return s.open(path, unset)
}

// whichOne lists the articles that a name could mean.
func (s *Session) whichOne(names *store.Ambiguous) error {
	s.out.say("%s could be one of %s.", quoted(names.Name), count(len(names.Paths), "article", "articles"))
	s.listPaths(names.Paths)
	return nil
}

// listPaths lists articles that no query found.
func (s *Session) listPaths(paths []string) {
	s.shelf = shelf{paths: paths, fixed: true}
	s.offer("article", len(paths), s.openListed)
	s.listFrom(0)
}

// after opens the next article of the list.
func (s *Session) after(string) error { return s.beside(1) }

// before opens the article before this one in the list.
func (s *Session) before(string) error { return s.beside(-1) }

func (s *Session) beside(step int) error {
	if len(s.shelf.paths) == 0 {
		if err := s.listQuietly(); err != nil {
			return err
		}
	}
	i := 0
	if s.reading != nil {
		i = slices.Index(s.shelf.paths, s.reading.path) + step
	}
	if i < 0 || i >= len(s.shelf.paths) {
		return errors.New("the list has no further article in that direction")
	}
	return s.open(s.shelf.paths[i], unset)
}

// listQuietly takes all articles as the list.
func (s *Session) listQuietly() error {
	if err := s.refresh(); err != nil {
		return err
	}
	a := s.Library.Articles()
	found, err := a.Search(s.ctx, search.Query{})
	for _, id := range found.IDs {
		s.shelf.paths = append(s.shelf.paths, a.Entry(id).Path)
	}
	return err
}
