package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
)

const readingName = "reading.jsonl"

// readingLimit is how large that file may be, in bytes: enough for a million
// articles at once.
const readingLimit = 1 << 30

// Reading is how far the reader is with an article, and what they keep of it.
// Places and spans are bytes of the Article.Text that Text names.
type Reading struct {
	Article  string    // path
	Place    int       // at the top of the view
	Quote    string    // some words at the place, to find it again after an edit
	Progress float64   // 0 to 1: the part of the text that was read
	Position float64   // 0 to 1: the part of the text above Place; 1 at the end; 0 in a line of an older version
	Read     bool      // read to the end, or said to be
	Star     bool      //
	Archived bool      // archived: kept, but out of the list
	Whole    bool      // of a web page all is shown, see article.ParseWhole
	Tags     []string  //
	Text     string    // fingerprint of the text; "" when it is not known
	Seen     []Seen    // what was read, in order and apart from one another
	Marks    []Mark    // places to come back to, one a letter
	Last     time.Time // when it was last read; zero when it never was, or in a line of an older version
	At       time.Time // when this was so; zero when nothing is known
}

// LastRead is when the article was last read, as well as it is known.
func (r Reading) LastRead() time.Time {
	if r.Last.IsZero() {
		return r.At
	}
	return r.Last
}

// Begun reports whether some of the article was read.
func (r Reading) Begun() bool { return r.Read || r.Progress > 0 }

// Reached is how far into the text the reader is, 0 to 1: 0 when the article
// is not begun. Lines of older versions only know how much was read.
func (r Reading) Reached() float64 {
	switch {
	case !r.Begun():
		return 0
	case r.Position > 0 || r.Place == 0:
		return r.Position
	}
	return r.Progress
}

// Seen is a part of an article that was read, with some words at both ends,
// by which it is found again after an edit.
type Seen struct {
	article.Span
	Head, Tail string
}

// Mark is a place that the reader gave a letter, with some words that stand
// there.
type Mark struct {
	Letter string
	Place  int
	Quote  string
}

// readingLine is a Reading as a line of reading.jsonl, without the keys that
// this version does not know. Seen and Marks are lists of short lists:
// [start,end,head,tail] and [letter,place,quote].
type readingLine struct {
	Article  pathName  `json:"article"`
	Place    int       `json:"place,omitempty"`
	Quote    string    `json:"quote,omitempty"`
	Progress float64   `json:"progress,omitempty"`
	Position float64   `json:"position,omitempty"`
	Read     bool      `json:"read,omitempty"`
	Star     bool      `json:"star,omitempty"`
	Archived bool      `json:"archived,omitempty"`
	Whole    bool      `json:"whole,omitempty"`
	Tags     []string  `json:"tags,omitempty"`
	Text     string    `json:"text,omitempty"`
	Seen     []Seen    `json:"seen,omitempty"`
	Marks    []Mark    `json:"marks,omitempty"`
	Last     time.Time `json:"last,omitzero"`
	At       time.Time `json:"at"`
}

var readingKeys = []string{"article", "place", "quote", "progress", "position", "read", "star", "archived", "whole", "tags", "text", "seen", "marks", "last", "at"}

func newReadingLine(r Reading) readingLine {
	return readingLine{
		Article: pathName(r.Article), Place: r.Place, Quote: r.Quote, Progress: r.Progress, Position: r.Position, Read: r.Read, Star: r.Star,
		Archived: r.Archived, Whole: r.Whole, Tags: r.Tags, Text: r.Text, Seen: r.Seen, Marks: r.Marks, Last: r.Last, At: r.At,
	}
}

func (l readingLine) reading() Reading {
	return Reading{
		Article: string(l.Article), Place: l.Place, Quote: l.Quote, Progress: l.Progress, Position: l.Position, Read: l.Read, Star: l.Star,
		Archived: l.Archived, Whole: l.Whole, Tags: l.Tags, Text: l.Text, Seen: l.Seen, Marks: l.Marks, Last: l.Last, At: l.At,
	}
}

func (s Seen) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.Start, s.End, s.Head, s.Tail})
}

func (s *Seen) UnmarshalJSON(data []byte) error {
	return unmarshalList(data, &s.Start, &s.End, &s.Head, &s.Tail)
}

func (m Mark) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{m.Letter, m.Place, m.Quote})
}

func (m *Mark) UnmarshalJSON(data []byte) error {
	return unmarshalList(data, &m.Letter, &m.Place, &m.Quote)
}

// unmarshalList reads a list of exactly as many values as into has.
func unmarshalList(data []byte, into ...any) error {
	var values []json.RawMessage
	if err := json.Unmarshal(data, &values); err != nil {
		return err
	}
	if len(values) != len(into) {
		return fmt.Errorf("a list of %d values where %d belong", len(values), len(into))
	}
	for i, v := range values {
		if err := json.Unmarshal(v, into[i]); err != nil {
			return err
		}
	}
	return nil
}

// pathName is a path in JSON, exact also when it is no valid UTF-8.
type pathName string

type pathBytes struct {
	Bytes []byte `json:"bytes"`
}

func (p pathName) MarshalJSON() ([]byte, error) {
	if s := string(p); strings.ToValidUTF8(s, "") == s {
		return json.Marshal(s)
	}
	return json.Marshal(pathBytes{[]byte(p)})
}

func (p *pathName) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*p = pathName(s)
		return nil
	}
	var b pathBytes
	if err := json.Unmarshal(data, &b); err != nil {
		return err
	}
	*p = pathName(b.Bytes)
	return nil
}

// readingState is what reading.jsonl said when it was last read.
type readingState struct {
	stamps [2]stamp // of the file, and of the one in the spare folder
	lines  int
	newest map[string]Reading
	extra  map[string]map[string]json.RawMessage // unknown keys by article
	other  []string                              // lines that are not understood
}

// add reads one line. Of two on one article the one with the newer At counts,
// the later one if they are equal.
func (s *readingState) add(line string) {
	if strings.TrimSpace(line) == "" {
		return
	}
	s.lines++
	if r, ok := quickReading(line); ok {
		s.put(r, nil)
		return
	}
	var l readingLine
	extra := map[string]json.RawMessage{}
	if json.Unmarshal([]byte(line), &l) != nil || json.Unmarshal([]byte(line), &extra) != nil || l.Article == "" {
		s.other = append(s.other, line)
		return
	}
	for _, key := range readingKeys {
		delete(extra, key)
	}
	s.put(l.reading(), extra)
}

func (s *readingState) put(r Reading, extra map[string]json.RawMessage) {
	if old, ok := s.newest[r.Article]; ok && r.At.Before(old.At) {
		return
	}
	s.newest[r.Article] = r
	if delete(s.extra, r.Article); len(extra) > 0 {
		s.extra[r.Article] = extra
	}
}

// write writes an article's state as a line, with its unknown keys.
func (s *readingState) write(b *bytes.Buffer, r Reading) error {
	known, err := json.Marshal(newReadingLine(r))
	if err != nil {
		return err
	}
	b.Write(bytes.TrimSuffix(known, []byte("}")))
	extra := s.extra[r.Article]
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		name, _ := json.Marshal(key) // a string can't fail
		fmt.Fprintf(b, ",%s:%s", name, extra[key])
	}
	b.WriteString("}\n")
	return nil
}

// Reading returns what is known of an article; zero but for Article when
// nothing is.
func (c *Collection) Reading(path string) Reading {
	if r, ok := newestReading(c.homesOf(path), path, (*Collection).ownReadings); ok {
		return r
	}
	return Reading{Article: path}
}

// Readings returns what is known of the articles, by their paths. The map is
// not to be changed.
func (c *Collection) Readings() map[string]Reading { return c.readingsIn(c.knownHomes()) }

// readingNow is what the files say now. It is not changed once it is made.
func (c *Collection) readingNow() readingState {
	files := c.readingFiles()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rereadReading(files)
	return c.reading
}

// readingFiles are the file that is written and the one in the spare folder.
func (c *Collection) readingFiles() [2]string {
	homes := c.homes()
	return [2]string{filepath.Join(homes[0], readingName), filepath.Join(homes[1], readingName)}
}

// rereadReading reads the files again if they changed. A file that can't be
// read counts as empty: it is not written to either, since lines are only
// ever appended to it.
func (c *Collection) rereadReading(files [2]string) {
	var stamps [2]stamp
	for i, name := range files {
		if info, err := os.Stat(name); err == nil {
			stamps[i] = stampOf(info)
		}
	}
	if c.reading.newest != nil && stamps == c.reading.stamps {
		return
	}
	var text [2]string
	for i, name := range files {
		data, _, _ := readUpTo(readingLimit, c.disk, name) // nil if it can't be read
		text[i] = string(data)
	}
	lines := strings.Count(text[0], "\n") + strings.Count(text[1], "\n")
	c.reading = readingState{stamps: stamps, newest: make(map[string]Reading, lines), extra: map[string]map[string]json.RawMessage{}}
	for line := range strings.Lines(text[1]) {
		c.reading.add(strings.TrimRight(line, "\r\n"))
	}
	for line := range strings.Lines(text[0]) {
		c.reading.add(strings.TrimRight(line, "\r\n"))
	}
}

// SaveReading applies edit to the article's state as it is on disk now and
// appends it. Article and At are set by SaveReading. Nothing is written if
// edit changes nothing.
func (c *Collection) SaveReading(path string, edit func(*Reading)) error {
	if err := c.saveReadings([]string{path}, edit); err != nil {
		return fmt.Errorf("save the place in %s: %w", show(path), err)
	}
	return nil
}

// SaveReadings is SaveReading for several articles, which all are on the disk
// when it returns without error; of an error some may be. Edit finds the
// article in Article.
func (c *Collection) SaveReadings(paths []string, edit func(*Reading)) error {
	if err := c.saveReadings(paths, edit); err != nil {
		return fmt.Errorf("save the reading state of %d articles: %w", len(paths), err)
	}
	return nil
}

func (c *Collection) saveReadings(paths []string, edit func(*Reading)) error {
	var failed error
	for _, part := range c.byHome(paths) {
		failed = errors.Join(failed, part.saveReadings(edit))
	}
	return failed
}

func (c *Collection) editReadings(home string, paths []string, edit func(*Reading)) error {
	state := c.readingNow()
	var changed []Reading
	for _, path := range paths {
		if r := c.edited(state.newest[path], path, edit); !sameReading(r, state.newest[path]) {
			changed = append(changed, r)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return c.appendReadings(filepath.Join(home, readingName), state, changed)
}

// edited is an article's state after edit, as of now.
func (c *Collection) edited(old Reading, path string, edit func(*Reading)) Reading {
	r := old
	r.Article, r.Tags, r.Seen, r.Marks = path, slices.Clone(old.Tags), slices.Clone(old.Seen), slices.Clone(old.Marks)
	edit(&r)
	last := later(old.At, r.At)
	r.Article, r.At = path, c.opt.Now().UTC()
	if !r.At.After(last) { // the clock went back
		r.At = last.Add(time.Millisecond)
	}
	return r
}

// sameReading disregards At.
func sameReading(a, b Reading) bool {
	return a.Place == b.Place && a.Quote == b.Quote && a.Progress == b.Progress && a.Position == b.Position && a.Read == b.Read &&
		a.Star == b.Star && a.Archived == b.Archived && a.Whole == b.Whole && a.Text == b.Text && a.Last.Equal(b.Last) && slices.Equal(a.Tags, b.Tags) &&
		slices.Equal(a.Seen, b.Seen) && slices.Equal(a.Marks, b.Marks)
}

// appendReadings writes lines at the end, or the whole file when most of it is
// old.
func (c *Collection) appendReadings(name string, state readingState, changed []Reading) error {
	if state.lines > 200+3*len(state.newest) {
		return c.compactReading(name, state, changed)
	}
	var lines bytes.Buffer
	for _, r := range changed {
		if err := state.write(&lines, r); err != nil {
			return err
		}
	}
	return c.appendLines(name, lines.Bytes())
}

// appendLines writes whole lines at a file's end, in one call and synced, and
// ends a line that was torn first.
func (c *Collection) appendLines(name string, lines []byte) error {
	if torn(name) {
		lines = append([]byte("\n"), lines...)
	}
	f, err := c.disk.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("open %s: %w", show(name), reason(err))
	}
	err = write(f, lines)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", show(name), reason(err))
	}
	return nil
}

// torn reports whether the file ends within a line.
func torn(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	var last [1]byte
	_, err = f.ReadAt(last[:], info.Size()-1)
	return err == nil && last[0] != '\n'
}

// compactReading keeps one line an article, and what is not understood.
func (c *Collection) compactReading(name string, state readingState, changed []Reading) error {
	all := maps.Clone(state.newest)
	for _, r := range changed {
		all[r.Article] = r
	}
	var b bytes.Buffer
	for _, line := range state.other {
		b.WriteString(line + "\n")
	}
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if err := state.write(&b, all[path]); err != nil {
			return err
		}
	}
	if err := replace(c.disk, name, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", show(name), reason(err))
	}
	return nil
}
