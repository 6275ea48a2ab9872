// Package intake brings articles into a collection from the web: what a person
// asked a command for, and nothing else. Pages become articles by the same
// cleaning as saved ones; feeds bring their entries, each once.
package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"manicule/internal/article"
	"manicule/internal/crash"
	"manicule/internal/feed"
	"manicule/internal/fetch"
	"manicule/internal/library"
	"manicule/internal/store"
)

// Options say what to do with what comes.
type Options struct {
	Folder   string // in the collection
	Title    string // of a single article, instead of the one it tells
	Tags     []string
	Again    bool // another version takes the place of an article that is there
	Pictures bool // bring along what is shown in an article
	Private  bool // addresses on this machine and in private networks are meant
	Full     bool // fetch the pages of entries that have not their whole text
	Feed     bool // of a page that names a feed, the feed is meant
}

// State is what became of an address or an entry of a feed.
type State string

// The states of an Outcome.
const (
	Added    State = "added"
	There    State = "there"    // Path is the article that is there already
	Replaced State = "replaced" // Path has another version
	Failed   State = "failed"
	Asked    State = "asked" // a feed
)

// Outcome is what became of one address.
type Outcome struct {
	Address  string   `json:"address"`
	State    State    `json:"state"`
	Path     string   `json:"path,omitempty"`    // of the article
	Former   string   `json:"former,omitempty"`  // where its former version is kept
	Title    string   `json:"title,omitempty"`   // of a feed
	Entries  int      `json:"entries,omitempty"` // of a feed: how many it has
	New      int      `json:"new,omitempty"`     // and how many of them became articles
	Warnings []string `json:"warnings,omitempty"`
	Error    string   `json:"error,omitempty"`
}

func failed(address string, err error) Outcome {
	return Outcome{Address: address, State: Failed, Error: article.Clean(err.Error())}
}

// Intake brings articles into one collection. Its methods must not be called
// at once; they fetch from four hosts at a time, from each one after another.
type Intake struct {
	Options
	fetcher *fetch.Fetcher
	c       *store.Collection
	now     func() time.Time

	hosts   hosts
	writing sync.Mutex
	present *library.Present
}

// New prepares bringing articles into the collection of a library, which must
// be up to date.
func New(ctx context.Context, lib *library.Library, f *fetch.Fetcher, o Options) (*Intake, error) {
	present, err := lib.Articles().Present(ctx)
	if err != nil {
		return nil, fmt.Errorf("look through the articles that are there: %w", err)
	}
	c := lib.Collection()
	return &Intake{Options: o, fetcher: f, c: c, now: c.Now, present: present}, nil
}

// Add brings in what is at each of the addresses. It calls each for all that
// comes of one, in the order of the addresses.
func (in *Intake) Add(ctx context.Context, addresses []string, each func(Outcome)) {
	jobs := make([]job, len(addresses))
	for i, address := range addresses {
		jobs[i] = func(ctx context.Context) []Outcome { return in.add(ctx, address) }
	}
	in.run(ctx, jobs, each)
}

// job is something that is fetched and taken in.
type job func(context.Context) []Outcome

// atOnce is how many jobs are under way at once.
const atOnce = 4

// run does jobs and tells their outcomes in order. What was asked for is not
// begun any more when ctx ends.
func (in *Intake) run(ctx context.Context, jobs []job, each func(Outcome)) {
	done := make([]chan []Outcome, len(jobs))
	for i := range done {
		done[i] = make(chan []Outcome, 1)
	}
	slots := make(chan struct{}, atOnce)
	crash.Go(ctx, func() {
		for i, do := range jobs {
			slots <- struct{}{}
			crash.Go(ctx, func() {
				defer func() { <-slots }()
				done[i] <- do(ctx)
			})
		}
	})
	for i := range jobs {
		for _, o := range <-done[i] {
			each(o)
		}
	}
}

// hosts lets one request at a time to each host.
type hosts struct {
	mu   sync.Mutex
	busy map[string]*sync.Mutex
}

func (h *hosts) lock(address string) (unlock func()) {
	u, err := url.Parse(address)
	if err != nil {
		return func() {}
	}
	h.mu.Lock()
	if h.busy == nil {
		h.busy = map[string]*sync.Mutex{}
	}
	one := h.busy[u.Host]
	if one == nil {
		one = &sync.Mutex{}
		h.busy[u.Host] = one
	}
	h.mu.Unlock()
	one.Lock()
	return one.Unlock
}

func (in *Intake) get(ctx context.Context, r fetch.Request) (*fetch.Answer, error) {
	defer in.hosts.lock(r.Address)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return in.fetcher.Get(ctx, r)
}

// add brings in a page or a feed.
func (in *Intake) add(ctx context.Context, address string) []Outcome {
	if path := in.there(address); path != "" && !in.Again && !in.Feed {
		return []Outcome{{Address: address, State: There, Path: path}}
	}
	answer, err := in.get(ctx, fetch.Request{Address: address, Private: in.Private})
	switch {
	case err != nil:
		return []Outcome{failed(address, err)}
	case feed.IsList(answer.Body):
		return []Outcome{failed(address, fmt.Errorf("fetch %s: it is a list of feeds; save it as a file and add that", address))}
	case feed.Is(answer.Body):
		return in.addFeed(ctx, in.newFeed(cmp.Or(answer.Moved, address)), answer)
	}
	named := feed.Named(answer.Body, answer.Address)
	switch {
	case !in.Feed:
		out := in.addPage(ctx, address, answer, in.Options)
		if len(named) > 0 && out.State == Added {
			out.Warnings = append(out.Warnings, tellOf(named))
		}
		return []Outcome{out}
	case len(named) == 0:
		return []Outcome{failed(address, fmt.Errorf("fetch %s: it is no feed, and names none", address))}
	}
	f := in.newFeed(named[0].Address)
	f.Title = named[0].Title
	return in.ask(ctx, f)
}

// tellOf says that a page names feeds.
func tellOf(named []feed.Listed) string {
	what := "it names a feed, which --feed brings in: " + named[0].Address
	if more := len(named) - 1; more > 0 {
		what += fmt.Sprintf(", and %d more", more)
	}
	return article.CleanLine(what)
}

func (in *Intake) there(addresses ...string) string {
	in.writing.Lock()
	defer in.writing.Unlock()
	return in.present.ByAddress(addresses...)
}

// Read fetches one article, to be read once.
func Read(ctx context.Context, f *fetch.Fetcher, address string, private bool) (*article.Article, error) {
	answer, err := f.Get(ctx, fetch.Request{Address: address, Private: private})
	switch {
	case err != nil:
		return nil, err
	case feed.Is(answer.Body) || feed.IsList(answer.Body):
		return nil, fmt.Errorf("fetch %s: it is a feed, not an article\n  manicule add %[1]s brings in its entries", address)
	}
	return parse(answer)
}

// parse makes an article of what was fetched.
func parse(answer *fetch.Answer) (*article.Article, error) {
	a, err := article.ParseFrom(nameOf(answer), answer.Address, answer.Body)
	if err == nil {
		err = readable(a, answer)
	}
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", answer.Address, err)
	}
	return a, nil
}

// extensions are those of the files that the media types of articles would be.
var extensions = map[string]string{
	"text/html": ".html", "application/xhtml+xml": ".xhtml", "text/plain": ".txt",
	"text/markdown": ".md", "text/x-markdown": ".md", "application/markdown": ".md",
}

// nameOf is the name of the file that an answer would be: by its address, and
// by its type.
func nameOf(answer *fetch.Answer) string {
	u, err := url.Parse(answer.Address)
	if err != nil {
		return "page" + extensions[answer.Type]
	}
	name := strings.Trim(u.Path, "/")
	if name == "" {
		return u.Hostname() + extensions[answer.Type]
	}
	if answer.Type == "text/plain" && article.IsArticle(name) && path.Ext(name) != "" {
		return name // a server that knows no Markdown
	}
	return strings.TrimSuffix(name, path.Ext(name)) + extensions[answer.Type]
}

// fewWords is less than what an article has, where a page only says that it
// needs scripts.
const fewWords = 40

// readable says why there is nothing to read in what was fetched.
func readable(a *article.Article, answer *fetch.Answer) error {
	switch {
	case extensions[answer.Type] == "":
		return fmt.Errorf("it is %s, which is neither an article nor a feed", answer.Type)
	case a.Words() == 0 && strings.Contains(strings.ToLower(string(answer.Body)), "<script"):
		return errors.New("there is no text on the page: scripts would write it; nothing is kept")
	case a.Words() == 0:
		return errors.New("there is no text on the page; nothing is kept")
	case a.Format == article.HTML && a.Words() < fewWords && strings.Contains(strings.ToLower(a.Text), "javascript"):
		return errors.New("the page only says that it needs JavaScript; nothing is kept")
	}
	return nil
}

// addPage makes an article of a page.
func (in *Intake) addPage(ctx context.Context, asked string, answer *fetch.Answer, o Options) Outcome {
	a, err := parse(answer)
	if err != nil {
		return failed(asked, err)
	}
	out := in.take(ctx, library.NewArticle{Article: a, Folder: o.Folder, Title: o.Title, Tags: o.Tags}, o, asked, answer.Address)
	out.Address = asked
	if a.Warning != "" && out.State != There {
		out.Warnings = append(out.Warnings, a.Warning)
	}
	return out
}

// take writes an article, unless it is there. The addresses are those that it
// goes by besides its source.
func (in *Intake) take(ctx context.Context, n library.NewArticle, o Options, addresses ...string) Outcome {
	find := func() string {
		if path := in.present.ByAddress(append(addresses, n.Meta.Source)...); path != "" {
			return path
		}
		return in.present.ByText(n.Article)
	}
	in.writing.Lock()
	path := find()
	in.writing.Unlock()
	if path != "" && !o.Again {
		return Outcome{State: There, Path: path}
	}
	var out Outcome
	if o.Pictures {
		n.Pictures, out.Warnings = in.pictures(ctx, n.Text, o.Private)
	}
	if err := ctx.Err(); err != nil {
		return failed("", err)
	}
	n.Added = in.now().Truncate(time.Second)
	in.writing.Lock()
	defer in.writing.Unlock()
	path = find()
	var err error
	switch {
	case path == "":
		out.State = Added
		out.Path, err = library.AddArticle(in.c, n)
	case !o.Again:
		out.State, out.Path = There, path
	default:
		out.State, out.Path = Replaced, path
		out.Former, err = library.ReplaceArticle(in.c, path, n)
		if errors.Is(err, library.ErrNoMarkdown) {
			out.Warnings = append(out.Warnings, path+" stays beside it, for it is no Markdown file; once it is removed, its notes follow")
			out.State = Added
			out.Path, err = library.AddArticle(in.c, n)
		}
	}
	if err != nil {
		return failed("", err)
	}
	in.present.Add(out.Path, n.Article, addresses...)
	return out
}
