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

// readingSessionsName is the file of what was read when: a line of JSON a reading session,
// only ever appended to. It is a file of its own so that the reading state,
// which a start waits for, stays as small as the number of articles.
const readingSessionsName = "sittings.jsonl"

// readingSessionsLimit is how much of that file is read, in bytes: about a million
// reading sessions.
const readingSessionsLimit = 128 << 20

// ReadingSession is a while in which one article was read.
type ReadingSession struct {
	At       time.Time // when it began
	Article  string    // path
	Time     time.Duration
	Words    int  // read for the first time
	Pace     int  // words a minute; 0 when it was too short to tell
	Finished bool // the article was read to its end in it
}

// readingSessionLine is a reading session as a line.
type readingSessionLine struct {
	At       time.Time `json:"at"`
	Article  pathName  `json:"article"`
	Seconds  float64   `json:"seconds"`
	Words    int       `json:"words,omitempty"`
	Pace     int       `json:"pace,omitempty"`
	Finished bool      `json:"finished,omitempty"`
}

// AddReadingSession appends a reading session; two programs at once lose none.
func (c *Collection) AddReadingSession(s ReadingSession) error {
	own := c.homesOf(s.Article)[0]
	line, err := json.Marshal(readingSessionLine{At: s.At.UTC(), Article: pathName(own.inward(s.Article)), Seconds: s.Time.Round(time.Second).Seconds(), Words: s.Words, Pace: s.Pace, Finished: s.Finished})
	if err == nil {
		err = own.locked(func(home string) error {
			return own.appendLines(filepath.Join(home, readingSessionsName), append(line, '\n'))
		})
	}
	if err != nil {
		return fmt.Errorf("save the time of reading %s: %w", show(s.Article), err)
	}
	return nil
}

// ReadingSessions lists all reading sessions, the first one first. A line that can't be read
// is left out and stays where it is; so is a file.
func (c *Collection) ReadingSessions() []ReadingSession {
	var all []ReadingSession
	for _, h := range c.allHomes(context.Background()) {
		for _, s := range h.ownReadingSessions() {
			if name, ok := h.outward(s.Article); ok {
				s.Article = name
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b ReadingSession) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Article, b.Article))
	})
	return all
}

func (c *Collection) ownReadingSessions() (all []ReadingSession) {
	for _, home := range c.homes() {
		data, _, _ := readUpTo(readingSessionsLimit, c.disk, filepath.Join(home, readingSessionsName)) // nil if it can't be read
		for line := range bytes.Lines(data) {
			if s, ok := readReadingSession(line); ok {
				all = append(all, s)
			}
		}
	}
	return all
}

// longReadingSession is more than a reading session can be; a line that says more is wrong.
const longReadingSession = 24 * time.Hour

func readReadingSession(line []byte) (ReadingSession, bool) {
	var l readingSessionLine
	if json.Unmarshal(line, &l) != nil || l.At.IsZero() || l.Words < 0 || l.Seconds < 0 || l.Seconds > longReadingSession.Seconds() {
		return ReadingSession{}, false
	}
	took := time.Duration(l.Seconds * float64(time.Second))
	return ReadingSession{At: l.At, Article: string(l.Article), Time: took, Words: l.Words, Pace: l.Pace, Finished: l.Finished}, true
}
