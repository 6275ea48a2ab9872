package store

import (
	"maps"
	"slices"
	"strings"

	"manicule/internal/note"
)

// book is what the notes of one copy of a collection must say, by their ids.
// It is the model that TestHistories compares the files with.
type book map[string]saying

// saying is what one note must say. Each change of a note writes a word that
// was never written before, on a line of its own.
type saying struct {
	article int      // which one it is on; never changes
	rev     int      // another one after each change
	must    []string // the words acknowledged and not replaced since: of two that changed it, both
	may     []string // words that may stand there besides, since who replaced which could not be known
}

// of is the part of the book that is about one article.
func (b book) of(article int) book {
	part := maps.Clone(b)
	maps.DeleteFunc(part, func(_ string, s saying) bool { return s.article != article })
	return part
}

// meet is what two sides made of base, as design has it: what only one changed
// is as it made it, what both changed says both, and what one deleted is gone
// unless the other one changed it.
func meet(base, ours, theirs book) book {
	met := book{}
	for _, sides := range [][2]book{{ours, theirs}, {theirs, ours}} {
		for id, one := range sides[0] {
			b, before := base[id]
			other, there := sides[1][id]
			switch {
			case there && before && one.rev == b.rev:
				met[id] = other
			case there && before && other.rev == b.rev, there && one.rev == other.rev:
				met[id] = one
			case there:
				met[id] = both(b, one, other)
			case !before || one.rev != b.rev:
				met[id] = one
			}
		}
	}
	return met
}

// both is what a note must say that two changed.
func both(b, one, other saying) saying {
	rev := 1_000_003*max(one.rev, other.rev) + min(one.rev, other.rev) // one for each pair
	s := saying{one.article, rev, nil, union(one.may, other.may)}
	for _, word := range union(one.must, other.must) {
		stays := slices.Contains(one.must, word) && slices.Contains(other.must, word)
		if stays || !slices.Contains(b.must, word) {
			s.must = append(s.must, word)
		}
	}
	return s
}

// comeBack puts the notes of the ids into the book that it lacks and one of the
// others has.
func (b book) comeBack(ids []string, others ...book) {
	for _, other := range others {
		for _, id := range ids {
			s, known := other[id]
			if _, there := b[id]; known && !there {
				b[id] = s
			}
		}
	}
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// instead are the notes on an article with a part of them changed.
func (b book) instead(article int, part book) book {
	all := maps.Clone(b)
	maps.DeleteFunc(all, func(_ string, s saying) bool { return s.article == article })
	maps.Copy(all, part)
	return all
}

// wordsOf are the lines of a note's body that no merge put there.
func wordsOf(n note.Note) []string {
	return slices.DeleteFunc(strings.Fields(n.Body), func(word string) bool { return !strings.HasPrefix(word, "word") })
}

// wrong tells what the note does not say, or must not.
func (s saying) wrong(n note.Note) string {
	words := wordsOf(n)
	for _, word := range s.must {
		if !slices.Contains(words, word) {
			return "lost " + word
		}
	}
	for _, word := range words {
		if !slices.Contains(s.must, word) && !slices.Contains(s.may, word) {
			return "has " + word + " again"
		}
	}
	return ""
}
