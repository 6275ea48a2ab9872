package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// feedsName is the file of the feeds that are followed: a line for each feed,
// of which the newest counts, and one for each entry that has come from it.
// Lines can come from other machines in any order.
const feedsName = "feeds.jsonl"

// Feed is a feed that is asked for what is new, and what is to be done with it.
type Feed struct {
	Address  string    `json:"feed"` // what names it; of a file it is no address of the web
	Title    string    `json:"title,omitempty"`
	Folder   string    `json:"in,omitempty"`
	Tags     []string  `json:"tags,omitempty"`
	Full     bool      `json:"full,omitempty"`     // fetch the pages of entries without their text
	Pictures bool      `json:"pictures,omitempty"` // and what is shown in them
	Private  bool      `json:"private,omitempty"`  // it may lie on this machine or in a private network
	ETag     string    `json:"etag,omitempty"`     // of the last answer that was taken in whole
	Modified string    `json:"modified,omitempty"`
	Gone     bool      `json:"gone,omitempty"` // it is not followed any more
	At       time.Time `json:"at"`

	Known map[string]bool `json:"-"` // entries that have come, also if they were deleted since
}

// feedEntry is a line for an entry.
type feedEntry struct {
	Feed  string `json:"feed"`
	Entry string `json:"entry"`
}

// feedLines are the lines of the file.
type feedLines struct {
	feeds []Feed // in the order in which they were first added
	other [][]byte
}

// parseFeeds reads the file. A line that can't be read is kept.
func parseFeeds(data []byte) *feedLines {
	l := &feedLines{}
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		var e feedEntry
		var f Feed
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) != nil || e.Feed == "":
			l.other = append(l.other, slices.Clone(line))
		case e.Entry != "":
			l.at(e.Feed).Known[e.Entry] = true
		case json.Unmarshal(line, &f) == nil:
			if mine := l.at(f.Address); !f.At.Before(mine.At) {
				f.Known = mine.Known
				*mine = f
			}
		}
	}
	return l
}

// at is the feed of that address, a new one if there is none.
func (l *feedLines) at(address string) *Feed {
	i := slices.IndexFunc(l.feeds, func(f Feed) bool { return f.Address == address })
	if i < 0 {
		i = len(l.feeds)
		l.feeds = append(l.feeds, Feed{Address: address, Known: map[string]bool{}})
	}
	return &l.feeds[i]
}

func (l *feedLines) format() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, f := range l.feeds {
		if err := enc.Encode(f); err != nil {
			return nil, err
		}
		ids := make([]string, 0, len(f.Known))
		for id := range f.Known {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			if err := enc.Encode(feedEntry{f.Address, id}); err != nil {
				return nil, err
			}
		}
	}
	for _, line := range l.other {
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
}

// Feeds lists the feeds that are followed, or were.
func (c *Collection) Feeds() ([]Feed, error) {
	data, _, err := readWhole(c.disk, filepath.Join(c.homes()[0], feedsName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read the feeds: %w", reason(err))
	}
	return parseFeeds(data).feeds, nil
}

// SaveFeed keeps a feed as it is now, and that its entries in Known have come.
// What others kept meanwhile of its entries stays.
func (c *Collection) SaveFeed(f Feed) error {
	err := c.locked(func(home string) error {
		name := filepath.Join(home, feedsName)
		old, _, err := readWhole(c.disk, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		l := parseFeeds(old)
		kept := l.at(f.Address)
		for id := range f.Known {
			kept.Known[id] = true
		}
		f.Known, f.At = kept.Known, c.opt.Now().UTC().Truncate(time.Second)
		*kept = f
		data, err := l.format()
		if err != nil || strings.TrimSpace(string(data)) == strings.TrimSpace(string(old)) {
			return err
		}
		return replace(c.disk, name, data, 0o644)
	})
	if err != nil {
		return fmt.Errorf("keep the feed %s: %w", show(f.Address), reason(err))
	}
	return nil
}
