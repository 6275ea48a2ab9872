package library

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/service"
	"manicule/internal/store"
)

// AddExports is libraries of other services to be brought into a collection.
type AddExports struct {
	Exports  []*service.Export
	List     *Articles // the articles that are there
	Folder   string    // in the collection; "": for each service one of its name
	Tags     []string  // besides their own
	Now      time.Time
	DryRun   bool                  // find out what would be done, and write nothing
	Again    bool                  // what was brought in before and deleted since, too
	Progress func(done, total int) // called as the work goes on; may be nil
	Warn     func(problem error)   // called with what goes wrong with one article
}

// Added counts what became of the rows of exports. All but Rows and Notes add
// up to Rows.
type Added struct {
	Rows     int                    `json:"rows"`
	Articles int                    `json:"articles"` // new, with their texts
	Stubs    int                    `json:"stubs"`    // new, without
	Filled   int                    `json:"filled"`   // stubs that have their texts now
	Updated  int                    `json:"updated"`  // were there; state, tags or notes came
	Known    int                    `json:"known"`    // were there, and all that is said of them
	Merged   int                    `json:"merged"`   // say more of an article that another row brings
	Deleted  int                    `json:"deleted"`  // came before, and were deleted since
	Failed   int                    `json:"failed"`   // could not be written
	Left     map[service.Reason]int `json:"left"`
	Notes    int                    `json:"notes"` // new
}

// maxBatch is for how many articles the reading state is written at once.
const maxBatch = 500

// Run brings the exports in. One article that can't be written doesn't stop the
// others; what was brought in is kept when ctx ends.
func (a AddExports) Run(ctx context.Context, c *store.Collection) (Added, error) {
	ad := adder{AddExports: a, c: c, before: c.AddedRows(), keys: map[string]bool{}, names: map[string]int{}, knownNotes: map[string]bool{}}
	ad.Left = map[service.Reason]int{}
	for row := range ad.before {
		ad.keys[row.Key] = true
	}
	for _, e := range a.Exports {
		ad.Rows += e.Rows()
		for _, left := range e.Left {
			ad.Left[left.Why]++
		}
	}
	if err := ad.lookAround(ctx); err != nil {
		return ad.Added, err
	}
	defer c.Batch()()
	all := mergeItems(a.Exports)
	var err error
	for i, s := range all {
		if err = ctx.Err(); err != nil {
			break
		}
		ad.Merged += len(s.rows) - 1
		ad.item(s)
		if len(ad.rows) >= maxBatch {
			err = cmp.Or(err, ad.flush())
		}
		if a.Progress != nil {
			a.Progress(i+1, len(all))
		}
	}
	return ad.Added, errors.Join(err, ad.flush())
}

// adder is an addition of exports on its way.
type adder struct {
	AddExports
	Added
	c          *store.Collection
	before     map[store.AddedRow]bool // rows that were brought in
	keys       map[string]bool         // and what they named
	bySource   map[string][]ID
	byID       map[string]ID
	knownNotes map[string]bool
	names      map[string]int // how many new articles have a name already

	states []stateOf // not written yet
	rows   []store.AddedRow
}

// stateOf is what a library says of an article's reading.
type stateOf struct {
	path string
	edit func(*store.Reading)
}

// lookAround finds out what is there.
func (ad *adder) lookAround(ctx context.Context) error {
	m, err := ad.List.Matcher(ctx)
	if err != nil {
		return err
	}
	ad.bySource, ad.byID = m.bySource, map[string]ID{}
	found, err := ad.List.searchAll(ctx, search.Query{})
	if err != nil {
		return err
	}
	for _, id := range found.IDs {
		if own := ad.List.Entry(id).Meta.ID; own != "" {
			ad.byID[own] = id
		}
	}
	return ad.c.AllNotes(ctx, func(_ string, f *note.File) {
		for _, n := range f.Notes() {
			ad.knownNotes[n.ID] = true
		}
	})
}

// there is the article of that item, if it is in the collection.
func (ad *adder) there(s *savedItem) (path string, ok bool) {
	if ids := ad.bySource[sameSource(s.Address)]; s.Address != "" && len(ids) > 0 {
		return ad.List.Entry(ids[0]).Path, true
	}
	if id, ok := ad.byID[s.ownID()]; ok {
		return ad.List.Entry(id).Path, true
	}
	return "", false
}

// ownID names an article that has no address.
func (s *savedItem) ownID() string {
	if s.Address != "" {
		return ""
	}
	return s.service + "-" + shortHash(s.key)
}

// item brings one article in, or finds it known.
func (ad *adder) item(s *savedItem) {
	fresh := slices.DeleteFunc(slices.Clone(s.rows), func(r store.AddedRow) bool { return ad.before[r] })
	name, ok := ad.there(s)
	var err error
	switch {
	case ok && len(fresh) == 0:
		ad.Known++
		return
	case ok:
		err = ad.update(s, name)
	case ad.keys[s.rows[0].Key] && !ad.Again:
		ad.Deleted++
		return
	default:
		err = ad.create(s)
	}
	if err != nil {
		ad.Failed++
		ad.warn(fmt.Errorf("%s: %w", cmp.Or(s.Title, s.Address), err))
		return
	}
	ad.rows = append(ad.rows, fresh...)
}

func (ad *adder) warn(problem error) {
	if ad.Warn != nil {
		ad.Warn(problem)
	}
}

// create writes an article that is not there yet.
func (ad *adder) create(s *savedItem) error {
	text, problem := s.text()
	if problem != nil {
		ad.warn(fmt.Errorf("%s: %w", cmp.Or(s.Title, s.Address), problem))
	}
	if text == nil && s.Address == "" {
		return errors.New("it has neither a text that says anything nor an address")
	}
	if text == nil {
		ad.Stubs++
	} else {
		ad.Articles++
	}
	if ad.DryRun {
		ad.Notes += len(s.notes())
		return nil
	}
	data, err := ad.file(s, text)
	if err == nil {
		var name string
		shown := NewArticle{Pictures: s.pictures(text)}
		if name, err = ad.c.AddArticleWith(path.Join(ad.folderOf(s), ad.nameOf(s)), shown.files(), func(folder string) []byte { return shown.showing(data, folder) }); err == nil {
			ad.keepState(s, name)
			err = ad.keepNotes(s, name)
		}
	}
	if err != nil && text == nil {
		ad.Stubs--
	} else if err != nil {
		ad.Articles--
	}
	return err
}

func (ad *adder) folderOf(s *savedItem) string { return cmp.Or(ad.Folder, s.service) }

// nameOf is a file's name for a new article; of several of one title the later
// ones have a part of a hash behind it.
func (ad *adder) nameOf(s *savedItem) string {
	name := fileName(s.title())
	where := path.Join(ad.folderOf(s), name)
	if ad.names[where]++; ad.names[where] > 1 {
		return strings.TrimSuffix(name, ".md") + "-" + s.rows[0].Key[:6] + ".md"
	}
	return name
}

func (s *savedItem) title() string { return cmp.Or(s.Title, titleOf(s.Address)) }

// file is a new article's file: a head that says what the library knows, and
// the text, or what stands in its place.
func (ad *adder) file(s *savedItem, text *article.Article) ([]byte, error) {
	front := frontMatter{
		Title: s.Title, Author: s.Author, Site: s.Site, Source: s.Address, Published: article.FormatDate(s.Published), Language: s.Language, ID: s.ownID(),
		Tags: article.Tags(slices.Concat(s.Tags, ad.Tags)), Added: ad.added(s), Stub: text == nil,
	}
	body := stubText(s.Address, s.Description)
	if text != nil {
		m := text.Meta
		if front.Title == "" && m.Title != "page" && m.Title != "content" {
			front.Title = m.Title
		}
		front.Author, front.Site, front.Language = cmp.Or(front.Author, m.Author), cmp.Or(front.Site, m.Site), cmp.Or(front.Language, m.Language)
		front.Published = cmp.Or(front.Published, article.FormatDate(m.Published))
		body = strings.TrimRight(text.Text, "\n") + "\n"
	}
	front.Title = cmp.Or(front.Title, titleOf(s.Address))
	return fileOf(front, body)
}

// fileOf is an article's file.
func fileOf(front frontMatter, body string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("---\n")
	if err := yaml.NewEncoder(&b).Encode(front); err != nil {
		return nil, fmt.Errorf("write the front matter: %w", err)
	}
	b.WriteString("---\n\n" + body)
	return b.Bytes(), nil
}

func (ad *adder) added(s *savedItem) string {
	if s.Saved.IsZero() {
		return ad.Now.Format(time.DateOnly)
	}
	return s.Saved.UTC().Format(time.RFC3339)
}

// update gives an article that is there what the library says besides. A stub
// gets its text.
func (ad *adder) update(s *savedItem, name string) error {
	was, err := ad.c.Source(name)
	if err != nil {
		return err
	}
	var text *article.Article
	if IsStub(was) {
		text, _ = s.text() // without one it stays a stub
	}
	if text != nil {
		ad.Filled++
	} else {
		ad.Updated++
	}
	if ad.DryRun {
		return ad.countNotes(s, name)
	}
	now := earlier(was, s.Saved)
	if text != nil {
		now = filled(now, text)
	}
	switch shown := (NewArticle{Pictures: s.pictures(text)}); {
	case len(shown.Pictures) > 0:
		_, err = ad.c.ReplaceArticle(name, shown.files(), func(folder string) []byte { return shown.showing(now, folder) })
	case !bytes.Equal(now, was):
		err = ad.c.RewriteArticle(name, was, now)
	}
	if err != nil {
		return err
	}
	ad.keepState(s, name)
	if text != nil {
		if err := placeAgain(ad.c, name); err != nil {
			return err
		}
	}
	return ad.keepNotes(s, name)
}

// earlier puts an earlier time into a file's line that says when it was added,
// if it has one.
func earlier(file []byte, saved time.Time) []byte {
	head := headOf().FindSubmatchIndex(file)
	if head == nil || saved.IsZero() {
		return file
	}
	line := addedLine().FindSubmatchIndex(file[head[2]:head[3]])
	if line == nil {
		return file
	}
	from, to := head[2]+line[2], head[2]+line[3]
	value := strings.Trim(string(file[from:to]), `"' `)
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, value); err == nil && saved.Before(t) && saved.UTC().Format(time.DateOnly) != value {
			return slices.Concat(file[:from], []byte(`"`+saved.UTC().Format(time.RFC3339)+`"`), file[to:])
		}
	}
	return file
}

// filled is a stub's file with the text in its place; the head stays but for
// saying that it is one.
func filled(file []byte, text *article.Article) []byte {
	head := headOf().FindSubmatchIndex(file)
	kept := stubLine().ReplaceAll(file[head[2]:head[3]], nil)
	return slices.Concat([]byte("---\n"), kept, []byte("---\n\n"+strings.TrimRight(text.Text, "\n")+"\n"))
}

// FillStub puts a text in the place of a stub, and finds the passages of the
// notes that were kept with it.
func FillStub(c *store.Collection, name string, text *article.Article) error {
	was, err := c.Source(name)
	if err != nil {
		return err
	}
	if !IsStub(was) {
		return fmt.Errorf("%s has its text already", name)
	}
	if err := c.RewriteArticle(name, was, filled(was, text)); err != nil {
		return err
	}
	return placeAgain(c, name)
}

// placeAgain finds in a new text the passages of the notes on an article, and
// the place to which it was read.
func placeAgain(c *store.Collection, name string) error {
	a, err := c.Read(name)
	if err != nil {
		return err
	}
	if f, err := c.Notes(name); err == nil && len(f.Notes()) > 0 {
		finder := anchor.NewFinder(a.Text)
		if _, err := c.SaveNotes(a, func(f *note.File) error {
			for _, n := range f.Notes() {
				if found, m := finder.PlaceQuote(a.Text, n.Anchor); m.State != note.Lost {
					n.Anchor, n.Text = found, ""
					f.Put(n)
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return c.SaveReading(name, func(r *store.Reading) {
		if r.Place == 0 && len(r.Seen) == 0 {
			setPlace(r, a, r.Progress)
		}
	})
}

// setPlace puts the reader where a part of the text ends, at the beginning of
// its line.
func setPlace(r *store.Reading, a *article.Article, part float64) {
	if part <= 0 || part >= 1 {
		return
	}
	at := min(int(part*float64(len(a.Text))), len(a.Text))
	at = strings.LastIndexByte(a.Text[:at], '\n') + 1
	r.Place, r.Quote, r.Text = at, QuoteAt(a.Text, at), a.Fingerprint()
}

// keepState keeps what a library says of an article for the next flush. What
// is said already stays.
func (ad *adder) keepState(s *savedItem, name string) {
	if !s.Archived && !s.Star && !s.Read && s.Progress == 0 && !ad.tagsToCome(s, name) {
		return
	}
	ad.states = append(ad.states, stateOf{name, func(r *store.Reading) {
		r.Archived, r.Star, r.Read = r.Archived || s.Archived, r.Star || s.Star, r.Read || s.Read
		if r.Progress < s.Progress && len(r.Seen) == 0 {
			r.Progress = s.Progress
			if a, err := ad.c.Read(name); err == nil && s.Content != nil {
				setPlace(r, a, s.Progress)
			}
		}
		if r.Last.IsZero() && (s.Read || s.Progress > 0) {
			r.Last = s.Saved
		}
		r.Tags = article.Tags(slices.Concat(r.Tags, ad.newTags(s, name)))
		if len(r.Tags) == 0 {
			r.Tags = nil
		}
	}})
}

func (ad *adder) tagsToCome(s *savedItem, name string) bool { return len(ad.newTags(s, name)) > 0 }

// newTags are the tags that an article which was there doesn't have.
func (ad *adder) newTags(s *savedItem, name string) []string {
	id, ok := ad.List.Find(name)
	if !ok {
		return nil // it is new: they are in its head
	}
	own := map[string]bool{}
	for _, tag := range ad.List.Entry(id).Meta.Tags {
		own[strings.ToLower(tag)] = true
	}
	return slices.DeleteFunc(article.Tags(slices.Concat(s.Tags, ad.Tags)), func(tag string) bool { return own[strings.ToLower(tag)] })
}

// keepNotes saves the notes that are not there yet, on their passages. With a
// stub they stay without.
func (ad *adder) keepNotes(s *savedItem, name string) error {
	fresh := slices.DeleteFunc(s.notes(), func(n exchange.Imported) bool { return ad.knownNotes[n.ID] })
	if len(fresh) == 0 {
		return nil
	}
	a, err := ad.c.Read(name)
	if err != nil {
		return err
	}
	finder, put := anchor.NewFinder(a.Text), 0
	_, err = ad.c.SaveNotes(a, func(f *note.File) error {
		put = 0
		for _, n := range fresh {
			if isThere(f, n.Note) {
				continue
			}
			put++
			if placed, m := finder.PlaceQuote(a.Text, n.Anchor); m.State != note.Lost {
				n.Anchor = placed
			}
			f.Put(n.Note)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, n := range fresh {
		ad.knownNotes[n.ID] = true
	}
	ad.Notes += put
	return nil
}

// countNotes counts the notes that keepNotes would save.
func (ad *adder) countNotes(s *savedItem, name string) error {
	f, err := ad.c.Notes(name)
	if err != nil {
		return err
	}
	for _, n := range s.notes() {
		if !ad.knownNotes[n.ID] && !isThere(f, n.Note) {
			ad.Notes++
		}
	}
	return nil
}

// flush writes what was kept.
func (ad *adder) flush() error {
	states, rows := ad.states, ad.rows
	ad.states, ad.rows = nil, nil
	if ad.DryRun {
		return nil
	}
	edits := map[string][]func(*store.Reading){}
	var paths []string
	for _, s := range states {
		if edits[s.path] == nil {
			paths = append(paths, s.path)
		}
		edits[s.path] = append(edits[s.path], s.edit)
	}
	if len(paths) > 0 {
		err := ad.c.SaveReadings(paths, func(r *store.Reading) {
			for _, edit := range edits[r.Article] {
				edit(r)
			}
		})
		if err != nil {
			return err
		}
	}
	return ad.c.SaveAddedRows(rows)
}
