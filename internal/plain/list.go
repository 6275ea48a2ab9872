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
	"manicule/internal/session"
	"manicule/internal/stopwatch"
	"manicule/internal/store"
)

// listing is the list of articles as it was last asked for.
type listing struct {
	query    search.Query
	passages bool     // they were asked for with the passages that match
	paths    []string // of the articles, in order
	fixed    bool     // no query found them
}

// atOnce is how many articles are listed before the reader is asked to go on.
const atOnce = 20

// queryHelp tells what a query is.
const queryHelp = `A query is words, which are found in any form; "a phrase"; -without; one OR another; parentheses; /a regular expression/; and qualifiers. title: author: source: tag: note: path: heading: text: look in one place only. is:unread is:read is:reading is:star is:archived, has:notes has:lost has:code has:tags and kind:question ask for a state. len:<5m words:>2000 date:2024-04..2024-06 before:2025 after:"2 weeks ago" measure. like:PATH finds what says much of the same as an article. sort:date and the like put in order.`

// refresh brings the list up to date with the folder, and follows renames.
func (c *Conversation) refresh() error {
	var told stopwatch.Watch
	begun := stopwatch.Start()
	found, err := c.Library.Changes(c.ctx, func(p search.Progress) {
		if !c.Prompt || begun.Elapsed() < 2*time.Second || told.Elapsed() < 5*time.Second {
			return
		}
		told = stopwatch.Start()
		c.out.bare(fmt.Sprintf("Reading the folder: %d of %d articles.\n", p.Done, p.Total))
	})
	if err != nil {
		return err
	}
	changes := map[string]store.ChangeKind{}
	for _, ch := range found {
		changes[ch.Path] = ch.Kind
	}
	return errors.Join(c.do(c.session.FollowRenames(c.ctx, changes)), c.finish(session.Event{}))
}

func (c *Conversation) list(arg string) error { return c.ask(arg, false) }

func (c *Conversation) search(arg string) error {
	if arg == "" {
		return errors.New("search for what? type search and some words, or help query")
	}
	return c.ask(arg, true)
}

// ask lists what a query finds.
func (c *Conversation) ask(text string, passages bool) error {
	q, problem := search.Parse(text, c.Now())
	if problem != nil {
		return queryProblem(q.Text, problem)
	}
	return c.answer(q, passages)
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
func (c *Conversation) whole(string) error {
	if !c.store.ShowAll(c.store.Within() != ".") {
		c.out.say("This is the whole collection.")
		return nil
	}
	c.Library.Reread()
	if within := c.store.Within(); within != "." {
		c.out.say("Only the folder %s.", within)
	}
	return c.list("")
}

// answer finds the articles and lists the first of them.
func (c *Conversation) answer(q search.Query, passages bool) error {
	if err := c.refresh(); err != nil {
		return err
	}
	a := c.Library.Articles()
	found, err := a.Search(c.ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	sh := listing{query: q, passages: passages}
	for _, id := range found.IDs {
		sh.paths = append(sh.paths, a.Entry(id).Path)
	}
	c.listing, c.chosen = sh, choices{} // numbers chose from the list before
	switch {
	case a.Len() == 0:
		c.out.say("The folder %s holds no articles. Articles are .md, .txt and .html files and many others, also in folders below it.", c.store.Shown())
		if others := c.store.Others().String(); others != "" {
			c.out.say("It holds %s.", others)
		}
	case len(sh.paths) == 0:
		c.out.say("No article matches %s.", quoted(q.Text))
		c.suggest(a, q, passages)
	default:
		c.out.say("%s%s.", count(len(sh.paths), "article", "articles"), orderWords(q))
		c.offer("article", len(sh.paths), c.openListed)
		c.listFrom(0)
	}
	return nil
}

// suggest offers a query whose words are in articles.
func (c *Conversation) suggest(a *library.Articles, q search.Query, passages bool) {
	text, ok := a.Suggest(q)
	if !ok {
		return
	}
	c.out.say("Did you mean %s? An empty line searches for it.", quoted(text))
	c.goOn = func() error { return c.ask(text, passages) }
}

// orders say how a list is sorted.
var orders = [...]string{
	search.ByRelevance: "best match first",
	search.ByPath:      "by path",
	search.ByTitle:     "by title",
	search.ByDate:      "newest first",
	search.ByLength:    "longest first",
	search.ByTimeLeft:  "least time left first",
	search.ByLastRead:  "last read first",
	search.ByAdded:     "last added first",
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
func (c *Conversation) listFrom(first int) {
	end := min(first+atOnce, len(c.listing.paths))
	a := c.Library.Articles()
	for i := first; i < end && c.ctx.Err() == nil; i++ {
		c.out.say("%d. %s", i+1, c.entryWords(a, c.listing.paths[i]))
	}
	if !c.out.stopped && end < len(c.listing.paths) {
		c.goOn = func() error { c.listFrom(end); return nil }
		c.out.say("%d more: an empty line lists on, a number opens an article.", len(c.listing.paths)-end)
	}
}

// entryWords are an article of the list in words, and its passage if that was
// asked for.
func (c *Conversation) entryWords(a *library.Articles, path string) string {
	id, ok := a.Find(path)
	if !ok {
		return path + ": it is gone."
	}
	e := a.Entry(id)
	words := ended(title(e)) + " " + sentence(strings.Join(about(e), ", "))
	if c.listing.passages {
		words += c.passageWords(e)
	}
	return words
}

// passageWidth is how long a passage of the list is, in cells.
const passageWidth = 300

func (c *Conversation) passageWords(e store.Entry) string {
	hit, err := c.Library.Hit(e.Path, c.listing.query, passageWidth)
	switch {
	case err != nil || hit.Passage.Text == "":
		return " It matches elsewhere than in its text."
	case hit.Passage.Span.Empty(): // another engine found it
		return "\n" + hit.Passage.Text
	}
	words := "\n" + sentence(count(hit.Count, "match", "matches"))
	if art, err := c.Library.Article(e.Path); err == nil {
		if h := art.HeadingAt(hit.Passage.Span.Start); h != "" {
			words += " Under " + quoted(h) + ":"
		}
	}
	return words + " " + hit.Passage.Text
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
	if e.Reading.Archived {
		parts = append(parts, "archived")
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
	case r.Reached() >= 1:
		return "begun, at the end"
	case r.Reached() > 0:
		return fmt.Sprintf("begun, at %d percent", library.Percent(r.Reached()))
	case r.Begun():
		return "begun"
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
func (c *Conversation) sort(arg string) error {
	if c.listing.fixed {
		return errors.New("this list has one order only: list articles, or search for some, then sort those")
	}
	if arg == "" {
		c.out.say("The list is sorted%s.", strings.TrimPrefix(orderWords(c.listing.query), ","))
		return nil
	}
	order, ok := search.ParseSort(arg)
	if !ok {
		return fmt.Errorf("unknown order %s: sort takes relevance, path, title, date, length, left or read, with a minus before it for the reverse", quoted(arg))
	}
	q := c.listing.query
	q.Sort = order
	return c.answer(q, c.listing.passages)
}

// openListed opens an article of the list, at its passage if it was searched.
func (c *Conversation) openListed(i int) error {
	path := c.listing.paths[i]
	if !c.listing.passages {
		return c.open(path, unset)
	}
	hit, err := c.Library.Hit(path, c.listing.query, passageWidth)
	if err != nil || hit.Passage.Span.Empty() {
		return c.open(path, unset)
	}
	if err := c.open(path, hit.Passage.Span.Start); err != nil {
		return err
	}
	c.found(session.Hits{Query: c.listing.query, Spans: c.listing.query.Hits(c.reading.Article.Text)}, hit.Passage.Span.Start)
	return c.next("")
}

// openNamed opens what a person named.
func (c *Conversation) openNamed(arg string) error {
	switch {
	case arg == "":
		return errors.New("open what? type a number of the list, or a part of an article's name")
	case isNumber(arg) && len(c.listing.paths) > 0:
		n, err := atLeastOne(arg)
		if err == nil && n > len(c.listing.paths) {
			err = fmt.Errorf("the list has only %s", count(len(c.listing.paths), "article", "articles"))
		}
		if err != nil {
			return err
		}
		return c.openListed(n - 1)
	}
	path, err := c.store.Resolve(arg)
	var several *store.Ambiguous
	if errors.As(err, &several) {
		return c.whichOne(several)
	}
	if err != nil {
		return err
	}
	return c.open(path, unset)
}

// whichOne lists the articles that a name could mean.
func (c *Conversation) whichOne(names *store.Ambiguous) error {
	c.out.say("%s could be one of %s.", quoted(names.Name), count(len(names.Paths), "article", "articles"))
	c.listPaths(names.Paths)
	return nil
}

// listPaths lists articles that no query found.
func (c *Conversation) listPaths(paths []string) {
	c.listing = listing{paths: paths, fixed: true}
	c.offer("article", len(paths), c.openListed)
	c.listFrom(0)
}

// after opens the next article of the list.
func (c *Conversation) after(string) error { return c.beside(1) }

// before opens the article before this one in the list.
func (c *Conversation) before(string) error { return c.beside(-1) }

func (c *Conversation) beside(step int) error {
	if len(c.listing.paths) == 0 {
		if err := c.listQuietly(); err != nil {
			return err
		}
	}
	i := 0
	if c.reading != nil {
		i = slices.Index(c.listing.paths, c.reading.Path) + step
	}
	if i < 0 || i >= len(c.listing.paths) {
		return errors.New("the list has no further article in that direction")
	}
	return c.open(c.listing.paths[i], unset)
}

// listQuietly takes all articles as the list.
func (c *Conversation) listQuietly() error {
	if err := c.refresh(); err != nil {
		return err
	}
	a := c.Library.Articles()
	found, err := a.Search(c.ctx, search.Query{})
	for _, id := range found.IDs {
		c.listing.paths = append(c.listing.paths, a.Entry(id).Path)
	}
	return err
}
