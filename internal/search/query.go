package search

import (
	"regexp"
	"slices"
	"strings"

	"manicule/internal/article"
)

// Bounds of a query. They are far beyond what a person types and keep a
// hostile one cheap.
const (
	maxText    = 4096 // bytes
	maxWords   = 64   // terms, patterns and filters together
	maxDepth   = 32   // parentheses within each other
	maxPattern = 500  // bytes of a regular expression
)

// Query is a parsed query: what an article must satisfy, and in which order
// the articles are wanted. The zero Query is every article.
type Query struct {
	Text string // as it was typed
	Root Node   // nil: every article
	Sort Sort

	// Language is that of a text in which hits are looked for (BCP 47); "" counts
	// as English. It has no meaning where articles are.
	Language string
}

// Node is a part of a query: an And, Or, Not, Words, Pattern, Is, Has, Kind,
// Range, Like or
// LinksTo. String writes it as it can be typed.
type Node interface {
	node()
	String() string
}

// And asks for all of its parts, Or for at least one, Not for what its part
// does not find. And and Or have two parts or more, none of which is of the
// same type; no Not stands in a Not.
type (
	And []Node
	Or  []Node
	Not struct{ Node Node }
)

// Words asks for terms that stand side by side in one field: a word (a single
// term), a phrase, or a word that consists of several terms, such as "e-mail"
// or "東京".
type Words struct {
	Terms []string     // folded as the index has them (see terms); at least one
	Signs []Sign       // of each term the sign that was typed with it; nil: none has one
	Field Field        // Anywhere: in any one of the fields
	Exact bool         // quoted: neither other forms of the words nor beginnings
	Open  bool         // the last term may be the beginning of a word
	Near  bool         // other words too that slips of the hand make of them, see slips
	At    article.Span // in Query.Text, with quotes and qualifier
}

// Pattern asks for a regular expression that matches the title or the text as
// a reader sees it: without markup, a space for each line end. The expression
// itself says whether capitals count.
type Pattern struct {
	Regexp *regexp.Regexp
	At     article.Span // in Query.Text, with the slashes
}

// Is asks for a state of reading, Has for what an article has.
type (
	Is  struct{ State State }
	Has struct{ What What }
)

// Kind asks for an article with a note of a kind whose name begins like this,
// in lower case.
type Kind struct{ Name string }

// Range asks for a measure between Min and Max, both included and Min not
// above Max. Without a lower or upper end they are 0 and math.MaxInt64, for
// dates the first second of the year 0 and the last one of the year 9999.
// Articles whose date is not known are in no range of dates.
type Range struct {
	Of       Measure
	Min, Max int64 // minutes, words, or Unix seconds of what clock and calendar say
}

// Like asks for articles that say much of what the article of that path says:
// they share its rare words.
type Like struct{ Path string }

// LinksTo asks for articles with a link that can mean the article of that path,
// in their text or in a note on them: by its path, or by the name of its file
// or its title.
type LinksTo struct{ Path string }

func (And) node()     {}
func (Or) node()      {}
func (Not) node()     {}
func (Words) node()   {}
func (Pattern) node() {}
func (Is) node()      {}
func (Has) node()     {}
func (Kind) node()    {}
func (Range) node()   {}
func (Like) node()    {}
func (LinksTo) node() {}

// Field is a part of an article that words are looked for in.
type Field uint8

// The fields. A heading's words are also of the body.
const (
	Anywhere Field = iota
	InTitle
	InAuthor
	InSource // the site's name and the article's address
	InTag    // of the article, its reader and its notes
	InNote   // the quotes and words of notes
	InPath
	InHeading
	InBody
	fields
)

// State is a state of reading.
type State uint8

// The states. An article is read, begun or unread; any may have a star or
// be archived.
const (
	Unread State = iota
	Begun
	Read
	Starred
	Archived
)

// What is something an article may have.
type What uint8

// What Has asks for. Lost are notes whose passage is no longer in the text.
const (
	Notes What = iota
	LostNotes
	Code
	Tags
)

// Measure is what a Range measures.
type Measure uint8

// The measures.
const (
	Minutes Measure = iota
	WordCount
	Date     // when the article was published
	Added    // when it was saved, as it says, else when it was first seen
	Modified // when its file was last changed
)

// Sort is the order of the articles found.
type Sort struct {
	By      SortKey
	Reverse bool
}

// SortKey is what articles are sorted by.
type SortKey uint8

// The sort keys: best match first, the path, the title, newest first,
// longest first, least time left first, last read first, the last
// added first. Whatever
// is equal stays in order of the paths, also when the order is reversed, and
// what is not known, such as the date of an article without one, goes last.
// ByDefault is that the query doesn't say: see Order.
const (
	ByDefault SortKey = iota
	ByRelevance
	ByPath
	ByTitle
	ByDate
	ByLength
	ByTimeLeft
	ByLastRead
	ByAdded
)

// Order is the order in which the articles are found: best match first
// where the query doesn't say, and the newest where there is nothing to rank
// by.
func (q Query) Order() Sort {
	order := q.Sort
	if order.By == ByDefault {
		order.By = ByRelevance
	}
	if order.By == ByRelevance && !ranks(q.Root) {
		order.By = ByDate
	}
	return order
}

// ranks reports whether a part of a query tells better matches from worse ones.
func ranks(n Node) bool {
	switch n := n.(type) {
	case And:
		return slices.ContainsFunc(n, ranks)
	case Or:
		return slices.ContainsFunc(n, ranks)
	case Words, Like:
		return true
	}
	return false
}

// ParseSort reads the name of an order, with a minus before it for the reverse,
// as sort: takes it.
func ParseSort(s string) (Sort, bool) {
	name, reverse := strings.CutPrefix(s, "-")
	i := slices.IndexFunc(orders, func(c choice) bool { return c.name == cleanLower(name) })
	if i < 0 {
		return Sort{}, false
	}
	return Sort{By: SortKey(orders[i].code), Reverse: reverse}, true
}

// Words lists the words that the query asks for, in order, without those that
// it excludes.
func (q Query) Words() []Words { return wantedWords(q.Root, nil) }

// Typed are words of the query as they were typed, but in small letters, for who
// folds otherwise or not at all: with accents and signs, without the qualifier,
// quotes, and what ends a sentence.
func (q Query) Typed(w Words) (all []string) {
	text := nextLexeme(q.Text[w.At.Start:w.At.End], 0).text
	if w.Near {
		text = strings.TrimPrefix(text, "~")
	}
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if word = strings.Trim(word, ",;:!?()…"); len(terms(word)) > 0 {
			all = append(all, word)
		}
	}
	return all
}

// wantedWords appends the words in a part of a query to found.
func wantedWords(n Node, found []Words) []Words {
	var parts []Node
	switch n := n.(type) {
	case And:
		parts = n
	case Or:
		parts = n
	case Words:
		return append(found, n)
	}
	for _, part := range parts {
		found = wantedWords(part, found)
	}
	return found
}

// WithoutWords is the query without the words and patterns that it asks for: what
// is left asks for qualities. An alternative with words in it is left out whole.
func (q Query) WithoutWords() Query {
	q.Root = withoutWords(q.Root)
	return q
}

// InText reports whether words are looked for in the text, or in all of an article.
func (w Words) InText() bool {
	return w.Field == Anywhere || w.Field == InBody || w.Field == InTitle || w.Field == InHeading
}

func withoutWords(n Node) Node {
	switch n := n.(type) {
	case Words:
		if n.InText() {
			return nil
		}
	case Pattern:
		return nil
	case And:
		var parts []Node
		for _, part := range n {
			if part = withoutWords(part); part != nil {
				parts = append(parts, part)
			}
		}
		return joined[And](parts)
	case Or:
		for _, part := range n {
			if withoutWords(part) == nil {
				return nil
			}
		}
	case Not:
		if withoutWords(n.Node) == nil {
			return nil
		}
	}
	return n
}
