package plain

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/search"
)

// found is what was looked for in the open article.
type found struct {
	words string
	spans []article.Span // in order
	at    int            // the one that was read last, from 0; len(spans): none
}

// from goes to the first match at or behind a byte, else to the first of all.
func (f *found) from(off int) {
	f.at = sort.Search(len(f.spans), func(i int) bool { return f.spans[i].End > off })
	if f.at == len(f.spans) {
		f.at = 0
	}
}

// find looks for words in the article and reads the first match from here on.
func (s *Session) find(arg string) error {
	if arg == "" {
		return s.match("next")
	}
	spans, err := s.matches(arg)
	if err != nil {
		return err
	}
	r := s.reading
	if len(spans) == 0 {
		s.out.say("The article does not say %s.", quoted(arg))
		return nil
	}
	r.found = found{words: arg, spans: spans}
	r.found.from(r.place())
	s.readMatch()
	return nil
}

// matches are where the article says what was typed: a pattern between
// slashes, a query's words in any form if it has quotes, or else these words
// side by side.
func (s *Session) matches(typed string) ([]article.Span, error) {
	text := typed
	if !strings.HasPrefix(typed, "/") && !strings.Contains(typed, `"`) {
		text = `text:"` + typed + `"`
	}
	q, problem := search.Parse(text, time.Now())
	if problem != nil && !problem.Usable {
		return nil, queryProblem(q.Text, problem)
	}
	spans := q.Hits(s.reading.art.Text)
	if len(spans) > 0 || text == typed {
		return spans, nil
	}
	q, _ = search.Parse(typed, time.Now())
	return q.Hits(s.reading.art.Text), nil
}

// match reads at another match.
func (s *Session) match(arg string) error {
	f := &s.reading.found
	n := len(f.spans)
	if n == 0 {
		return errors.New("nothing is found yet: type find and words")
	}
	switch {
	case arg == "" || strings.HasPrefix("next", arg):
		f.at = (f.at + 1) % n
		if f.at == 0 {
			s.out.say("From the beginning again.")
		}
	case strings.HasPrefix("previous", arg):
		f.at = (f.at + n - 1) % n
		if f.at == n-1 {
			s.out.say("From the end again.")
		}
	case strings.HasPrefix("list", arg):
		s.listMatches()
		return nil
	default:
		i, err := atLeastOne(arg)
		if err != nil || i > n {
			return fmt.Errorf("match takes next, previous, list, or a number from 1 to %d", n)
		}
		f.at = i - 1
	}
	s.readMatch()
	return nil
}

// readMatch reads the paragraph of the present match.
func (s *Session) readMatch() {
	f := s.reading.found
	s.out.say("Match %d of %d:", f.at+1, len(f.spans))
	s.jumpTo(s.reading.number(f.spans[f.at].Start))
}

// listMatches lists the sentences that the matches stand in.
func (s *Session) listMatches() {
	f := &s.reading.found
	for i, m := range f.spans {
		if s.out.over() {
			break
		}
		s.out.say("%d. Paragraph %d: %s", i+1, s.reading.number(m.Start)+1, s.reading.around(m))
	}
	s.offer("match", len(f.spans), func(i int) error {
		f.at = i
		s.readMatch()
		return nil
	})
}

// around is the sentence that a passage stands in, shortened.
func (r *reading) around(s article.Span) string {
	i := r.number(s.Start)
	all := r.sentencesOf(i)
	if k := slices.IndexFunc(all, func(one article.Span) bool { return one.Overlaps(s) }); k >= 0 {
		return shortened(r.page.Quote(all[k]), 200)
	}
	return shortened(r.page.Quote(s), 200)
}
