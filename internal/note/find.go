package note

import "manicule/internal/article"

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
	Span       article.Span // empty when Lost
	State      State
	Confidence float64 // 0 to 1
}

// Finder finds passages in one text.
type Finder struct{ text string }

// NewFinder prepares the text once for any number of passages.
func NewFinder(text string) *Finder { return &Finder{text} }

// Find returns where the anchor's passage stands now.
func (f *Finder) Find(a Anchor) Match { return Match{State: Lost} }

// Find is NewFinder(text).Find(a).
func Find(text string, a Anchor) Match { return NewFinder(text).Find(a) }

// NewAnchor returns the anchor of a passage of text. The quote is the passage
// as the reader sees it; "" takes it from the text.
func NewAnchor(text string, s article.Span, quote string) Anchor {
	return Anchor{Span: s, Quote: quote}
}

// Locate returns all places where the quote stands between before and after.
func Locate(text, quote, before, after string) []article.Span { return nil }
