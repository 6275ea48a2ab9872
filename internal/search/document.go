package search

import (
	"context"
	"time"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// Stamp tells one content of a file, and of the notes on it, from another.
type Stamp struct {
	Size     int64
	Modified int64  // nanoseconds since 1970
	Inode    uint64 // 0 where the system has none
	Notes    uint64 // a hash of what the reader did to it: the state of its notes, and which part of a page is shown; 0: nothing
}

// Time is when the file was modified.
func (s Stamp) Time() time.Time { return time.Unix(0, s.Modified) }

// File is an article's file as a look at the folder finds it.
type File struct {
	Path    string // slash-separated, relative to the folder, exact bytes
	Stamp   Stamp
	Problem string // why it can't be read, known without reading it; clean
}

// Doc is what the index keeps of an article besides its words.
type Doc struct {
	Path     string
	Stamp    Stamp
	Meta     article.Meta // without Description
	Added    time.Time    // when it was added, as it says, else when it was first seen: a time of day in UTC
	Arrived  bool         // Added is no guess: it says so, or came after the folder was first looked through
	Words    int          // with Minutes 0 they are counted
	Minutes  int
	Code     bool // it has a block of code
	Notes    int
	Lost     int      // of the notes, how many have lost their passage
	Kinds    []string // of the notes, each once, sorted
	NoteTags []string // of the notes, each once, sorted
	Problem  string   // why it can't be read, clean; Meta.Title is its name then
	Pending  bool     // only its name is known yet

	hidden bool // Read said that it is no article
}

// values are what a query can be completed with because of the article.
func (d *Doc) values() map[fieldValue]bool {
	all := map[fieldValue]bool{}
	add := func(f Field, values ...string) {
		for _, v := range values {
			if v != "" {
				all[fieldValue{f, v}] = true
			}
		}
	}
	add(InAuthor, d.Meta.Author)
	add(InSource, d.Meta.Site)
	add(InTag, d.Meta.Tags...)
	add(InTag, d.NoteTags...)
	add(InNote, d.Kinds...)
	return all
}

// Document is an article as it goes into the index.
type Document struct {
	Doc
	Text      string    // the article's canonical text
	Standard  string    // the same as markdown.Standard has it; "" if that isn't known
	NoteTexts []string  // for each note its quote and its body
	Now       time.Time // by the collection's clock; zero: the time of the file
	Links     []string  // of the text's and the notes' links: article.LinkKeys
}

// standard is Standard, found out if need be.
func (d *Document) standard() string {
	if d.Standard == "" {
		return markdown.Standard(d.Text)
	}
	return d.Standard
}

// Source is the collection that an index is made of. Its methods are called
// from several goroutines.
type Source interface {
	// Files calls back with the articles' files in order of ComparePaths,
	// within the folder or file of that name ("." for all), until the callback
	// returns an error, which it returns.
	Files(ctx context.Context, within string, each func(File) error) error
	// Read reads an article and its notes. What can't be read has a Problem;
	// false says that it is no article after all and is not to be listed.
	Read(f File) (Document, bool)
}

// ComparePaths orders paths as a walk through the folders meets them: a
// folder's contents stand together, where its name stands among its siblings.
func ComparePaths(a, b string) int { return comparePaths(a, b) }

func comparePaths[A, B []byte | string](a A, b B) int {
	n := min(len(a), len(b))
	i := 0
	for i < n && a[i] == b[i] {
		i++
	}
	switch {
	case i == n:
		return len(a) - len(b)
	case a[i] == '/':
		return -1
	case b[i] == '/':
		return 1
	}
	return int(a[i]) - int(b[i])
}
