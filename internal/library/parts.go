package library

import (
	"slices"
	"strings"
	"unicode"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/script"
	"manicule/internal/store"
)

// Parts are the parts of a text that were read, in order and apart from one
// another: spans of its bytes with words between them.
type Parts []article.Span

// With adds parts. Those with nothing to read between them become one.
func (p Parts) With(text string, more ...article.Span) Parts {
	for _, s := range more {
		p = p.with(text, s)
	}
	return p
}

func (p Parts) with(text string, s article.Span) Parts {
	if s.Empty() {
		return p
	}
	var before, after Parts
	for _, o := range p {
		switch {
		case parted(text, o.End, s.Start):
			before = append(before, o)
		case parted(text, s.End, o.Start):
			after = append(after, o)
		default:
			s = article.Span{Start: min(s.Start, o.Start), End: max(s.End, o.End)}
		}
	}
	return slices.Concat(before, Parts{s}, after)
}

// maxSeam is how many bytes without a word may lie between two parts that are
// one: line ends, rules, the signs of a list.
const maxSeam = 200

// parted reports whether one part ends, and another begins, with words between
// them.
func parted(text string, end, start int) bool {
	return start-end > maxSeam || start > end && strings.ContainsFunc(text[end:start], script.Letter)
}

// Gaps are the parts of a span that are in none of them.
func (p Parts) Gaps(within article.Span) Parts {
	var gaps Parts
	at := within.Start
	for _, s := range p {
		if s.Start >= within.End {
			break
		}
		if s.Start > at {
			gaps = append(gaps, article.Span{Start: at, End: s.Start})
		}
		at = max(at, s.End)
	}
	if at < within.End {
		gaps = append(gaps, article.Span{Start: at, End: within.End})
	}
	return gaps
}

// Share is how much of the text they are, 0 to 1; of an empty text all.
func (p Parts) Share(text string) float64 {
	size, length := 0, len(strings.TrimSpace(text))
	for _, s := range p {
		size += s.Len()
	}
	if length == 0 {
		return 1
	}
	return min(float64(size)/float64(length), 1)
}

// enoughRead is the share of a text that has been read when its end has been
// read and it counts as finished: people leave out a footnote or a list.
const enoughRead = 0.9

// Finished reports whether the text counts as read to its end.
func (p Parts) Finished(text string) bool {
	return len(p) > 0 && p.Share(text) >= enoughRead && !parted(text, p[len(p)-1].End, len(text))
}

// Take adds what somebody can have read of the span within a budget of words:
// the first words that are in no part yet. It returns how many those are.
func (p Parts) Take(text string, within article.Span, budget int) (now Parts, fresh int) {
	now = p
	for _, gap := range p.Gaps(within) {
		n := WordsIn(text[gap.Start:gap.End])
		if n > budget-fresh {
			gap.End = gap.Start + upToWord(text[gap.Start:gap.End], budget-fresh, n)
			n = budget - fresh
		}
		now, fresh = now.with(text, gap), fresh+n
		if fresh >= budget {
			break
		}
	}
	return now, fresh
}

// upToWord is about how many bytes the first words of n take: whole words.
func upToWord(text string, words, n int) int {
	end := len(text) / n * words
	return strings.LastIndexFunc(text[:end], unicode.IsSpace) + 1
}

// maxCounted is how much of what is on a screen is looked at word by word; a
// longer text is mostly an address.
const maxCounted = 64 << 10

// WordsIn is how many words there are to read in what a screen shows of a text;
// of more than a screen can show it is a guess.
func WordsIn(text string) int {
	if len(text) > maxCounted {
		return len(text) / 6
	}
	var c article.Counter
	markdown.Visible(text, c.Add)
	return c.Words()
}

// AddRead adds parts of the text, of which print is the fingerprint, to what
// the reading state has as read, and returns all of them.
func AddRead(r *store.Reading, text, print string, fresh Parts) Parts {
	all := PartsRead(*r, text, print).With(text, fresh...)
	r.Seen, r.Text, r.Progress = all.Seen(text), print, all.Share(text)
	return all
}

// What is kept of the parts that were read: the number of parts, and the bytes
// of words at each end.
const (
	maxSeen   = 40
	edgeBytes = 24
)

// Seen are the parts as they are kept, with the words at their ends. Of very
// many the smallest are forgotten.
func (p Parts) Seen(text string) []store.Seen {
	for p = slices.Clone(p); len(p) > maxSeen; {
		least := 0
		for i := range p {
			if p[i].Len() < p[least].Len() {
				least = i
			}
		}
		p = slices.Delete(p, least, least+1)
	}
	var out []store.Seen
	for _, s := range p {
		part := text[s.Start:s.End]
		n := min(len(part), edgeBytes)
		out = append(out, store.Seen{Span: s, Head: strings.ToValidUTF8(part[:n], ""), Tail: strings.ToValidUTF8(part[len(part)-n:], "")})
	}
	return out
}

// PartsRead is where the parts that were read lie in the text, of which print
// is the fingerprint, or "": where they lay if it is the same text, else where
// the words at their ends stand now. Of an older version's state, which only
// knows how far one was, it is the text up to there.
func PartsRead(r store.Reading, text, print string) Parts {
	if len(r.Seen) == 0 {
		end := int(min(max(r.Progress, 0), 1) * float64(len(text)))
		return Parts(nil).with(text, article.Span{End: end})
	}
	var found Parts
	shift := 0 // of the part before: what comes after it went the same way
	for _, s := range r.Seen {
		if print == "" || print != r.Text {
			s.Span, shift = movedPart(text, s, shift)
		}
		s.Start, s.End = max(s.Start, 0), min(s.End, len(text))
		found = found.with(text, s.Span)
	}
	return found
}

// movedPart is where a part of an older text stands in this one: from its
// first words to its last; if only one end is found, as long as it was. It is
// empty if neither is.
func movedPart(text string, s store.Seen, shift int) (article.Span, int) {
	size := s.Len()
	start, head := nearest(text, s.Start+shift, s.Head)
	if head {
		shift = start - s.Start
	}
	end, tail := nearest(text, s.End+shift-len(s.Tail), s.Tail)
	end += len(s.Tail)
	switch {
	case head && tail && start < end:
		return article.Span{Start: start, End: end}, end - s.End
	case head:
		return article.Span{Start: start, End: start + size}, shift
	case tail:
		return article.Span{Start: end - size, End: end}, end - s.End
	}
	return article.Span{}, shift
}
