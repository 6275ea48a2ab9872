// Package service reads the libraries that read-it-later services and other
// programs give out: their articles' addresses, and texts where they have them,
// with state, tags and highlights. Nothing is fetched, and no name in an
// archive is ever used as one on the disk.
package service

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/exchange"
)

// Item is an article of a library. Its strings are clean lines, read once:
// what the service escaped is plain. What it didn't tell is empty.
type Item struct {
	ID          string // what names it in its service; "" if that is its address
	Address     string // http or https; "" for one that only has a text
	Title       string
	Author      string
	Site        string
	Description string
	Language    string
	Published   time.Time
	Saved       time.Time // when it came into the library
	Tags        []string
	Archived    bool
	Star        bool
	Read        bool
	Progress    float64 // 0 to 1: how far it was read
	Notes       []exchange.Imported

	// Content reads the article's text: a file's name, which says what it is,
	// and its bytes. Nil if the export has none.
	Content func() (name string, data []byte, err error)

	// Picture reads what the text shows at a destination, if the export has it.
	// Nil if the export has no pictures.
	Picture func(destination string) (data []byte, ok bool)
}

// Reason is why a row of an export is no article.
type Reason string

// The reasons.
const (
	Nowhere Reason = "an address that leads nowhere"
	Feed    Reason = "of a followed feed"
	PDF     Reason = "a PDF"
	Bin     Reason = "in the bin"
	Broken  Reason = "can't be read"
)

// Reasons are all of them, in the order in which they are told.
var Reasons = []Reason{Nowhere, Feed, PDF, Bin, Broken}

// Left is a row that became no Item.
type Left struct {
	Why  Reason
	What string // its address or title, or what is wrong with it; a clean line
}

// Export is what a service gave out of a library.
type Export struct {
	Service string // its name: pocket, omnivore, …
	Items   []Item
	Left    []Left
	files   *tree
}

// Rows is how many articles the export has, those that were left out too.
func (e *Export) Rows() int { return len(e.Items) + len(e.Left) }

// Close ends reading: no Content can be read then.
func (e *Export) Close() error { return e.files.close() }

// Options are what an export is read by.
type Options struct {
	FeedItems bool // take the rows of followed feeds, too
}

// formats are the exports that can be read, the surest to recognise first.
var formats = []struct {
	service string
	is      func(*tree) bool
	read    func(*reading) error
}{
	{"zotero", isZotero, readZotero},
	{"omnivore", isOmnivore, readOmnivore},
	{"pocket", isPocket, readPocket},
	{"readeck", isReadeckMarkdown, readReadeckMarkdown},
	{"readeck", isReadeckEPUB, readReadeckEPUB},
	{"readeck", hasColumns("url", "labels", "state"), readReadeckCSV},
	{"instapaper", hasColumns("url", "selection", "folder"), readInstapaper},
	{"raindrop", hasColumns("url", "folder", "created"), readRaindrop},
	{"readwise", hasColumns("url", "document tags", "location"), readReadwise},
	{"karakeep", isKarakeep, readKarakeep},
	{"wallabag", isWallabag, readWallabag},
	{"bookmarks", isBookmarks, readBookmarks},
}

// Services are the names of the services whose exports can be read.
func Services() []string {
	var names []string
	for _, f := range formats {
		if len(names) == 0 || names[len(names)-1] != f.service {
			names = append(names, f.service)
		}
	}
	return names
}

// ErrNone is that a file is no export that can be read.
var ErrNone = errors.New("it is no export of a service's library")

// Open reads the export in a file, an archive or a folder; ErrNone if it is
// none. The error of one that is broken says what is wrong, and where.
func Open(name string, opt Options) (*Export, error) {
	files, err := newTree(name)
	if err != nil {
		return nil, err
	}
	for _, f := range formats {
		if !f.is(files) {
			continue
		}
		r := &reading{Export: &Export{Service: f.service, files: files}, opt: opt}
		if err := f.read(r); err != nil {
			return nil, errors.Join(fmt.Errorf("read it as an export of %s: %w", f.service, err), files.close())
		}
		for i := range r.Items {
			r.Items[i].Progress = min(max(r.Items[i].Progress, 0), 1)
		}
		return r.Export, nil
	}
	err = ErrNone
	if hasColumns("highlight")(files) {
		err = errors.New("it holds notes, no articles: manicule import brings them in")
	}
	return nil, errors.Join(err, files.close())
}

// reading is an export on its way.
type reading struct {
	*Export
	opt Options
}

// add takes an item, or tells why it is left out.
func (r *reading) add(i Item) {
	address, why := leadsTo(i.Address)
	switch {
	case why != "" && (i.Address != "" || i.Content == nil):
		r.leave(why, i.Address, i.Title)
		return
	case why == "":
		i.Address = address
	}
	i.Title, i.Author, i.Site = article.CleanLine(i.Title), article.CleanLine(i.Author), article.CleanLine(i.Site)
	if i.Title == i.Address || leadsHere(i.Title) { // what has no title has its address as one
		i.Title = ""
	}
	i.Description, i.Language = article.CleanLine(i.Description), article.CleanLine(i.Language)
	i.Tags = article.Tags(i.Tags)
	for n := range i.Notes {
		i.Notes[n].Title, i.Notes[n].Source = i.Title, i.Address
	}
	r.Items = append(r.Items, i)
}

// leave tells of a row that becomes no item, by the first of what names it.
func (r *reading) leave(why Reason, names ...string) {
	for _, name := range names {
		if name = article.CleanLine(name); name != "" {
			r.Left = append(r.Left, Left{why, name})
			return
		}
	}
	r.Left = append(r.Left, Left{why, "a row without an address"})
}

// ownStates are folders, lists and labels that are states of the services:
// archived and starred are kept as that, and unread is what is neither.
var ownStates = map[string]bool{
	"unread": true, "archive": true, "archived": true, "starred": true, "location": true, "unsorted": true,
	"unsorted bookmarks": true, "home": true, "read archive": true,
}

// ownTags are tags and folders without those that are states of services.
func ownTags(all ...string) []string {
	var tags []string
	for _, tag := range all {
		if !ownStates[strings.ToLower(strings.TrimSpace(tag))] {
			tags = append(tags, tag)
		}
	}
	return tags
}
