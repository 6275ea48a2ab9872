package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// sittingsName is the file of what was read when: a line of JSON a Sitting,
// only ever appended to. It is a file of its own so that the reading state,
// which a start waits for, stays as small as the number of articles.
const sittingsName = "sittings.jsonl"

// sittingsLimit is how much of that file is read, in bytes: about a million
// sittings.
const sittingsLimit = 128 << 20

// Sitting is a while in which one article was read.
type Sitting struct {
	At       time.Time // when it began
	Article  string    // path
	Time     time.Duration
	Words    int  // read for the first time
	Pace     int  // words a minute; 0 when it was too short to tell
	Finished bool // the article was read to its end in it
}

// sittingLine is a Sitting as a line.
type sittingLine struct {
	At       time.Time `json:"at"`
	Article  pathName  `json:"article"`
	Seconds  float64   `json:"seconds"`
	Words    int       `json:"words,omitempty"`
	Pace     int       `json:"pace,omitempty"`
	Finished bool      `json:"finished,omitempty"`
}

// AddSitting appends a sitting; two programs at once lose none.
func (c *Collection) AddSitting(s Sitting) error {
	own := c.homesOf(s.Article)[0]
	line, err := json.Marshal(sittingLine{At: s.At.UTC(), Article: pathName(own.inward(s.Article)), Seconds: s.Time.Round(time.Second).Seconds(), Words: s.Words, Pace: s.Pace, Finished: s.Finished})
	if err == nil {
		err = own.locked(func(home string) error {
			return own.appendLines(filepath.Join(home, sittingsName), append(line, '\n'))
		})
	}
	if err != nil {
		return fmt.Errorf("save the time of reading %s: %w", show(s.Article), err)
	}
	return nil
}

// Sittings lists all sittings, the first one first. A line that can't be read
// is left out and stays where it is; so is a file.
func (c *Collection) Sittings() []Sitting {
	var all []Sitting
	for _, h := range c.allHomes(context.Background()) {
		for _, s := range h.ownSittings() {
			if name, ok := h.outward(s.Article); ok {
				s.Article = name
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Sitting) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Article, b.Article)) })
	return all
}

func (c *Collection) ownSittings() (all []Sitting) {
	for _, home := range c.homes() {
		data, _, _ := readUpTo(sittingsLimit, c.disk, filepath.Join(home, sittingsName)) // nil if it can't be read
		for line := range bytes.Lines(data) {
			if s, ok := readSitting(line); ok {
				all = append(all, s)
			}
		}
	}
	return all
}

// longSitting is more than a Sitting can be; a line that says more is wrong.
const longSitting = 24 * time.Hour

func readSitting(line []byte) (Sitting, bool) {
	var l sittingLine
	if json.Unmarshal(line, &l) != nil || l.At.IsZero() || l.Words < 0 || l.Seconds < 0 || l.Seconds > longSitting.Seconds() {
		return Sitting{}, false
	}
	took := time.Duration(l.Seconds * float64(time.Second))
	return Sitting{At: l.At, Article: string(l.Article), Time: took, Words: l.Words, Pace: l.Pace, Finished: l.Finished}, true
}
