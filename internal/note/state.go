package note

import (
	"time"

	"manicule/internal/article"
)

// State tells how a passage was found again.
type State int

// The states of a note's passage.
const (
	Exact  State = iota // its words stand where they stood, or shifted along with their surroundings
	Edited              // its words were changed
	Moved               // its words stand elsewhere, in other surroundings
	Lost                // not found; never shown on other text
)

// String returns the state's name as the command line prints it.
func (s State) String() string {
	return [...]string{"exact", "edited", "moved", "lost"}[s]
}

// Match is where a passage stands now.
type Match struct {
	Span       article.Span // empty when Lost, and for notes on the whole article
	State      State
	Confidence float64 // 0 to 1: the share of its words that stand there, or of its context where the old text is unknown
}

// ArticleNotes is the notes on one article, with what is told of that in lists and
// exports. Strings that are not known are empty.
type ArticleNotes struct {
	Path      string // in the collection, exact bytes
	Title     string
	Author    string
	Site      string
	Source    string    // URL
	Published time.Time // zero when unknown
	Text      string    // the canonical text that the matches are of; "" when the article is gone
	Notes     []ResolvedNote

	// Lines tells for a byte of Text the line of the article's file, 1-based,
	// and the heading that it stands under; nil when unknown.
	Lines func(at int) (line int, heading string)

	Open string // the word by which manicule opens the article; "" when unknown
}

// ResolvedNote is a note and where its passage stands now.
type ResolvedNote struct {
	Note
	Match Match
}

// Lost reports whether the note has a passage, and that was not found.
func (n ResolvedNote) Lost() bool { return n.Match.State == Lost && !n.OnArticle() }
