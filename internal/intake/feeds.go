package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/feed"
	"manicule/internal/fetch"
	"manicule/internal/library"
	"manicule/internal/store"
)

// newFeed is a feed that is followed as the options say.
func (in *Intake) newFeed(address string) store.Feed {
	return store.Feed{Address: address, Folder: in.Folder, Tags: in.Tags, Full: in.Full, Pictures: in.Pictures, Private: in.Private}
}

// AddList brings in the entries of the feeds in a list, and follows them. Each
// is given the names of its groups as tags.
func (in *Intake) AddList(ctx context.Context, list []feed.Listed, each func(Outcome)) {
	jobs := make([]job, len(list))
	for i, one := range list {
		f := in.newFeed(one.Address)
		f.Title = one.Title
		f.Tags = slices.Concat(f.Tags, one.Groups)
		jobs[i] = func(ctx context.Context) []Outcome { return in.ask(ctx, f) }
	}
	in.run(ctx, jobs, each)
}

// AddFile brings in the entries of a feed in a file of that name. It is
// remembered what has come, but the feed is not asked for more.
func (in *Intake) AddFile(ctx context.Context, name string, data []byte, each func(Outcome)) {
	parsed, err := feed.Parse(data, "")
	if err != nil {
		each(failed(name, err))
		return
	}
	f := in.newFeed("file:" + cmp.Or(parsed.Home, parsed.Title, name))
	for _, o := range in.takeFeed(ctx, f, parsed, true) {
		if o.State == Asked {
			o.Address = name
		}
		each(o)
	}
}

// Followed reports whether a feed can be asked for more.
func Followed(f store.Feed) bool { return !f.Gone && fetch.IsAddress(f.Address) }

// Update asks all feeds that are followed for what is new.
func (in *Intake) Update(ctx context.Context, each func(Outcome)) error {
	feeds, err := in.c.Feeds()
	if err != nil {
		return err
	}
	var jobs []job
	for _, f := range feeds {
		if Followed(f) {
			jobs = append(jobs, func(ctx context.Context) []Outcome { return in.ask(ctx, f) })
		}
	}
	in.run(ctx, jobs, each)
	return nil
}

// ask asks a feed for what is new.
func (in *Intake) ask(ctx context.Context, f store.Feed) []Outcome {
	answer, err := in.get(ctx, fetch.Request{Address: f.Address, Private: f.Private, ETag: f.ETag, Modified: f.Modified})
	switch {
	case err != nil:
		return []Outcome{failed(f.Address, err)}
	case !answer.Unchanged && !feed.Is(answer.Body):
		return []Outcome{failed(f.Address, fmt.Errorf("fetch %s: it is no feed (%s)", f.Address, answer.Type))}
	}
	former := f.Address
	if answer.Moved != "" && answer.Moved != former {
		if err := in.move(&f, answer.Moved); err != nil {
			return []Outcome{failed(former, err)}
		}
	}
	all := []Outcome{{Address: f.Address, State: Asked, Title: f.Title}}
	if !answer.Unchanged {
		all = in.addFeed(ctx, f, answer)
	}
	if f.Address != former {
		last := &all[len(all)-1]
		last.Warnings = append(last.Warnings, "it was "+former+", which leads here for good: asked here from now on")
	}
	return all
}

// move follows a feed to its new address, where all is known that has come
// from the old one.
func (in *Intake) move(f *store.Feed, to string) error {
	in.writing.Lock()
	defer in.writing.Unlock()
	feeds, err := in.c.Feeds()
	if err != nil {
		return err
	}
	at := func(address string) int {
		return slices.IndexFunc(feeds, func(f store.Feed) bool { return f.Address == address && !f.Gone })
	}
	i := at(f.Address)
	if i < 0 { // it is new
		f.Address = to
		return nil
	}
	old, moved := feeds[i], feeds[i]
	if j := at(to); j >= 0 {
		moved = feeds[j]
	}
	moved.Address, moved.Known = to, old.Known
	old.Gone = true
	*f = moved
	return errors.Join(in.c.SaveFeed(moved), in.c.SaveFeed(old))
}

// addFeed takes in a feed that was fetched.
func (in *Intake) addFeed(ctx context.Context, f store.Feed, answer *fetch.Answer) []Outcome {
	parsed, err := feed.Parse(answer.Body, answer.Address)
	if err != nil {
		return []Outcome{failed(f.Address, fmt.Errorf("fetch %s: %w", f.Address, err))}
	}
	return in.takeFeed(ctx, f, parsed, false, answer.ETag, answer.Modified)
}

// takeFeed makes articles of the entries that have not come before. The
// validators of the answer are kept only when all of it was taken in, so that
// the rest comes with the next one.
func (in *Intake) takeFeed(ctx context.Context, f store.Feed, parsed *feed.Feed, file bool, validators ...string) []Outcome {
	known, err := in.known(f.Address)
	if err != nil {
		return []Outcome{failed(f.Address, err)}
	}
	f.Title = cmp.Or(parsed.Title, f.Title)
	f.Known = map[string]bool{}
	sum := Outcome{Address: f.Address, State: Asked, Title: f.Title, Entries: len(parsed.Entries)}
	var all []Outcome
	whole := true
	for _, e := range slices.Backward(parsed.Entries) { // the oldest first
		if known[e.ID()] || f.Known[e.ID()] {
			continue
		}
		o := in.takeEntry(ctx, f, parsed, e)
		o.Address = cmp.Or(e.Address, e.Title)
		switch o.State {
		case Failed:
			whole = false
		case Added:
			sum.New++
		case There:
			f.Known[e.ID()] = true
			continue
		}
		all = append(all, o)
		if o.State == Added {
			f.Known[e.ID()] = true
		}
	}
	if whole && !file {
		f.ETag, f.Modified = validators[0], validators[1]
	}
	in.writing.Lock()
	defer in.writing.Unlock()
	if err := in.c.SaveFeed(f); err != nil {
		return append(all, failed(f.Address, err))
	}
	return append(all, sum)
}

// known are the entries of a feed that have come before.
func (in *Intake) known(address string) (map[string]bool, error) {
	in.writing.Lock()
	defer in.writing.Unlock()
	feeds, err := in.c.Feeds()
	if err != nil {
		return nil, err
	}
	for _, f := range feeds {
		if f.Address == address {
			return f.Known, nil
		}
	}
	return nil, nil
}

// takeEntry makes an article of an entry: of the text that the feed has, or,
// where that is not all and it is asked for, of its page.
func (in *Intake) takeEntry(ctx context.Context, f store.Feed, parsed *feed.Feed, e feed.Entry) Outcome {
	o := Options{Folder: f.Folder, Tags: f.Tags, Pictures: f.Pictures, Private: f.Private}
	if err := ctx.Err(); err != nil {
		return failed(e.Address, err)
	}
	if f.Full && !e.Whole && e.Address != "" {
		if path := in.there(e.Address); path != "" {
			return Outcome{State: There, Path: path}
		}
		answer, err := in.get(ctx, fetch.Request{Address: e.Address, Private: f.Private})
		if err != nil {
			return failed(e.Address, err)
		}
		return in.addPage(ctx, e.Address, answer, o)
	}
	a, err := entryArticle(parsed, e)
	if err != nil {
		return failed(e.Address, err)
	}
	return in.take(ctx, library.NewArticle{Article: a, Folder: o.Folder, Title: e.Title, Tags: slices.Concat(e.Tags, o.Tags)}, o, e.Address)
}

// entryArticle cleans the text of an entry as that of a saved page.
func entryArticle(parsed *feed.Feed, e feed.Entry) (*article.Article, error) {
	body := e.HTML
	if strings.TrimSpace(body) == "" && e.Address != "" {
		body = `<p><a href="` + html.EscapeString(e.Address) + `">` + html.EscapeString(e.Address) + `</a></p>`
	}
	page := "<!doctype html><html><head><meta charset=utf-8><title>" + html.EscapeString(e.Title) + "</title></head><body><article>" + body + "</article></body></html>"
	a, err := article.ParseFrom("entry.html", cmp.Or(e.Address, parsed.Home), []byte(page))
	if err != nil {
		return nil, err
	}
	if a.Words() == 0 && !strings.Contains(a.Text, "![") {
		return nil, errors.New("the entry has neither a text nor an address; nothing is kept")
	}
	entry := *a
	m := &entry.Meta
	m.Title, m.Source = e.Title, article.CleanLine(e.Address)
	m.Author, m.Site = cmp.Or(article.CleanLine(e.Author), m.Author), parsed.Title
	if !e.Published.IsZero() {
		m.Published = e.Published
	}
	return &entry, nil
}
