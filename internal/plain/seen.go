package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"manicule/internal/article"
	"manicule/internal/store"
)

// What is kept of the parts that were read, as the full-screen reader keeps it.
const (
	maxSeen   = 40 // parts
	edgeBytes = 24 // of words at each end of one
	maxSeam   = 200
)

// enoughRead is the share of a text that has been read when it counts as read,
// with its end.
const enoughRead = 0.9

// nearest is the place nearest to another one where the words stand; the place
// itself and false when they stand nowhere.
func nearest(text string, place int, words string) (int, bool) {
	place = min(max(place, 0), len(text))
	if words == "" || strings.HasPrefix(text[place:], words) {
		return place, words != ""
	}
	before, after := strings.LastIndex(text[:place], words), strings.Index(text[place:], words)
	switch {
	case before < 0 && after < 0:
		return place, false
	case before < 0 || after >= 0 && after <= place-before:
		return place + after, true
	}
	return before, true
}

// seenIn are the parts of the text, whose fingerprint is print, that were read
// before: where they lay if it is the same text, else where their first words
// are now.
func seenIn(text, print string, was store.Reading) (all []article.Span) {
	if len(was.Seen) == 0 && was.Progress > 0 { // of an older version
		return with(nil, article.Span{End: int(min(was.Progress, 1) * float64(len(text)))}, text)
	}
	for _, part := range was.Seen {
		span := part.Span
		if was.Text != print {
			at, ok := nearest(text, part.Start, part.Head)
			if !ok {
				continue
			}
			span = article.Span{Start: at, End: at + part.Len()}
		}
		span = article.Span{Start: max(span.Start, 0), End: min(span.End, len(text))}
		if span.Start < span.End {
			all = with(all, span, text)
		}
	}
	return all
}

// with adds a part. Parts with nothing to read between them become one.
func with(all []article.Span, s article.Span, text string) []article.Span {
	var apart []article.Span
	for _, o := range all {
		if parted(text, o.End, s.Start) || parted(text, s.End, o.Start) {
			apart = append(apart, o)
			continue
		}
		s = article.Span{Start: min(s.Start, o.Start), End: max(s.End, o.End)}
	}
	apart = append(apart, s)
	slices.SortFunc(apart, func(a, b article.Span) int { return cmp.Compare(a.Start, b.Start) })
	return apart
}

// parted tells whether one part ends, and another begins, with words between
// them.
func parted(text string, end, start int) bool {
	return start-end > maxSeam || start > end && strings.ContainsFunc(text[end:start], func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	})
}

// share is how much of the text the parts are, 0 to 1.
func share(all []article.Span, text string) float64 {
	size, length := 0, len(strings.TrimSpace(text))
	for _, s := range all {
		size += s.Len()
	}
	if length == 0 {
		return 1
	}
	return min(float64(size)/float64(length), 1)
}

// finished tells whether the text counts as read.
func finished(all []article.Span, text string) bool {
	return len(all) > 0 && share(all, text) >= enoughRead && !parted(text, all[len(all)-1].End, len(text))
}

// asSeen are the parts with the words at their ends. Of very many the smallest
// are forgotten.
func asSeen(all []article.Span, text string) (seen []store.Seen) {
	all = slices.Clone(all)
	for len(all) > maxSeen {
		least := slices.MinFunc(all, func(a, b article.Span) int { return cmp.Compare(a.Len(), b.Len()) })
		all = slices.DeleteFunc(all, func(s article.Span) bool { return s == least })
	}
	for _, s := range all {
		part := text[s.Start:s.End]
		n := min(len(part), edgeBytes)
		seen = append(seen, store.Seen{Span: s, Head: strings.ToValidUTF8(part[:n], ""), Tail: strings.ToValidUTF8(part[len(part)-n:], "")})
	}
	return seen
}

// setMark gives the paragraph read last a letter, or lists the marks.
func (s *Session) setMark(letter string) error {
	if s.store == nil {
		return fmt.Errorf("marks are kept for articles in a folder only")
	}
	if letter == "" {
		return s.listMarks()
	}
	if len(letter) != 1 || !unicode.IsLetter(rune(letter[0])) && !unicode.IsDigit(rune(letter[0])) {
		return fmt.Errorf("a mark is one letter or digit")
	}
	at := s.reading.place()
	one := store.Mark{Letter: letter, Place: at, Quote: quoteAt(s.reading.art.Text, at)}
	return s.mark("the place is marked "+letter+"; go "+letter+" comes back here", marksPart, func(r *store.Reading) {
		r.Marks = slices.DeleteFunc(r.Marks, func(m store.Mark) bool { return m.Letter == letter })
		r.Marks = append(r.Marks, one)
		slices.SortFunc(r.Marks, func(a, b store.Mark) int { return cmp.Compare(a.Letter, b.Letter) })
	})
}

func (s *Session) listMarks() error {
	r := s.reading
	all := s.store.Reading(r.path).Marks
	if len(all) == 0 {
		s.out.say("No place of this article is marked. Type mark and a letter to mark this one.")
		return nil
	}
	for _, m := range all {
		at, _ := nearest(r.art.Text, m.Place, m.Quote)
		i := r.number(at)
		s.out.say("%s: paragraph %d, %s", m.Letter, i+1, quoted(shortened(r.page.Quote(r.paragraphs[i]), 60)))
	}
	return nil
}

// goToMark reads at a mark.
func (s *Session) goToMark(letter string) error {
	if s.store == nil {
		return fmt.Errorf("marks are kept for articles in a folder only")
	}
	for _, m := range s.store.Reading(s.reading.path).Marks {
		if m.Letter == letter {
			at, _ := nearest(s.reading.art.Text, m.Place, m.Quote)
			s.jumpTo(s.reading.number(at))
			return nil
		}
	}
	return fmt.Errorf("no place is marked %s; mark lists those that are", quoted(letter))
}

// statisticsDays is how many days statistics tell of.
const statisticsDays = 14

// statistics tells what was read on the last days.
func (s *Session) statistics(string) error {
	all, err := s.Library.Statistics(s.ctx, time.Now(), statisticsDays)
	if err != nil {
		return err
	}
	for _, d := range all.Days {
		if d.Time == 0 && d.Words == 0 && d.Notes == 0 && d.Finished == 0 {
			continue
		}
		s.out.say("%s: %s, %s, %s finished, %s.", day(d.Date), count(int(d.Time.Round(time.Minute).Minutes()), "minute", "minutes"),
			count(d.Words, "word", "words"), count(d.Finished, "article", "articles"), count(d.Notes, "note", "notes"))
	}
	s.out.say("In %d days: %s read, %s, %s finished, %s. Your pace is %d words a minute.", statisticsDays,
		count(int(all.Sum.Time.Round(time.Minute).Minutes()), "minute", "minutes"), count(all.Sum.Words, "word", "words"),
		count(all.Sum.Finished, "article", "articles"), count(all.Sum.Notes, "note", "notes"), all.Pace)
	return nil
}
