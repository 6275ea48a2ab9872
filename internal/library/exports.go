package library

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
	"manicule/internal/service"
	"manicule/internal/store"
)

// savedItem is an article of one or more libraries: what all rows of one
// address say together.
type savedItem struct {
	service.Item
	service string // of the first row
	key     string // of the address, or of what else names it
	rows    []store.AddedRow
	more    []func() (string, []byte, error) // further texts, for where the first can't be read
}

// mergeItems joins the items of one address, of one export or of several: tags
// and notes are united, of dates the earliest counts, of places the furthest;
// the text is that of the first which has one.
func mergeItems(exports []*service.Export) (all []*savedItem) {
	known := map[string]*savedItem{}
	for _, e := range exports {
		for _, item := range e.Items {
			key := keyOf(e.Service, item)
			row := store.AddedRow{From: e.Service, Key: shortHash(key), Row: shortHash(rowOf(item))}
			if old := known[key]; old != nil {
				old.merge(item)
				old.rows = append(old.rows, row)
				continue
			}
			known[key] = &savedItem{Item: item, service: e.Service, key: key, rows: []store.AddedRow{row}}
			all = append(all, known[key])
		}
	}
	return all
}

// keyOf is what names an item wherever it comes from: its address, else what
// its service calls it.
func keyOf(from string, item service.Item) string {
	if item.Address != "" {
		return cmp.Or(sameSource(item.Address), item.Address)
	}
	return from + "\x00" + cmp.Or(item.ID, item.Title)
}

// rowOf is all that a row says of an article, but for its text.
func rowOf(item service.Item) string {
	var ids []string
	for _, n := range item.Notes {
		ids = append(ids, n.ID)
	}
	return fmt.Sprintf("%q %q %v %v %v %v %.3f %v", item.Tags, ids, item.Archived, item.Star, item.Read, item.Content != nil, item.Progress, item.Saved.Unix())
}

func shortHash(s string) string { return note.IDOf(sha256.Sum256([]byte(s))) }

func (s *savedItem) merge(item service.Item) {
	s.Title, s.Author, s.Site = cmp.Or(s.Title, item.Title), cmp.Or(s.Author, item.Author), cmp.Or(s.Site, item.Site)
	s.Description, s.Language = cmp.Or(s.Description, item.Description), cmp.Or(s.Language, item.Language)
	s.Published, s.Saved = earliest(s.Published, item.Published), earliest(s.Saved, item.Saved)
	s.Tags = article.Tags(slices.Concat(s.Tags, item.Tags))
	s.Archived, s.Star, s.Read = s.Archived || item.Archived, s.Star || item.Star, s.Read || item.Read
	s.Progress = max(s.Progress, item.Progress)
	s.Notes = slices.Concat(s.Notes, item.Notes)
	switch {
	case s.Content == nil:
		s.Content, s.Picture = item.Content, item.Picture
	case item.Content != nil:
		s.more = append(s.more, item.Content)
	}
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// notes are the notes, each once: two rows may have the same ones.
func (s *savedItem) notes() (all []exchange.Imported) {
	seen := map[string]bool{}
	for _, n := range s.Notes {
		words := strings.Join(strings.Fields(n.Anchor.Quote+"\x00"+n.Body), " ")
		if !seen[n.ID] && !seen[words] {
			all = append(all, n)
		}
		seen[n.ID], seen[words] = true, true
	}
	return all
}

// text reads the item's text; nil if it has none, or none that can be read,
// which problem tells.
func (s *savedItem) text() (a *article.Article, problem error) {
	if s.Content == nil {
		return nil, nil
	}
	for _, read := range append([]func() (string, []byte, error){s.Content}, s.more...) {
		name, data, err := read()
		if err == nil {
			a, err = article.Parse(name, data)
		}
		if err == nil && !service.SaysNothing(a.Text) {
			return a, nil
		}
		problem = cmp.Or(problem, err)
	}
	return nil, problem
}
