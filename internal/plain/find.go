package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/session"
)

// find looks for words in the article and reads the first match from here on.
func (c *Conversation) find(arg string) error {
	if arg == "" {
		return c.match("next")
	}
	found, err := c.hits(arg)
	if err != nil {
		return err
	}
	if len(found.Spans) == 0 {
		c.out.say("No match for %s.", quoted(arg))
		return nil
	}
	c.found(found, c.reading.place())
	c.readMatch()
	return nil
}

// hits are where the article says what was typed.
func (c *Conversation) hits(typed string) (session.Hits, error) {
	queries, problem := session.FindQueries(typed + " ") // the words are finished
	if problem != nil {
		return session.Hits{}, queryProblem(typed, problem)
	}
	return session.Find(c.ctx, c.reading.Article, queries), nil
}

// found goes to the first hit at or behind a byte, else to the first of all.
func (c *Conversation) found(h session.Hits, at int) {
	if h.At = h.From(at); h.At == len(h.Spans) {
		h.At = 0
	}
	c.reading.hits = h
}

// match reads at another match.
func (c *Conversation) match(arg string) error {
	h := &c.reading.hits
	n := len(h.Spans)
	if n == 0 {
		return errors.New("nothing to go to: type find and words first")
	}
	switch {
	case arg == "" || strings.HasPrefix("next", arg):
		h.At = (h.At + 1) % n
		if h.At == 0 {
			c.out.say("Wrapped to the top.")
		}
	case strings.HasPrefix("previous", arg):
		h.At = (h.At + n - 1) % n
		if h.At == n-1 {
			c.out.say("Wrapped to the bottom.")
		}
	case strings.HasPrefix("list", arg):
		c.listMatches()
		return nil
	default:
		i, err := atLeastOne(arg)
		if err != nil || i > n {
			return fmt.Errorf("match takes next, previous, list, or a number from 1 to %d", n)
		}
		h.At = i - 1
	}
	c.readMatch()
	return nil
}

// readMatch reads the paragraph of the present match.
func (c *Conversation) readMatch() {
	h := c.reading.hits
	c.out.say("Match %d of %d:", h.At+1, len(h.Spans))
	c.jumpTo(c.reading.number(h.Spans[h.At].Start))
}

// listMatches lists the sentences that the matches stand in.
func (c *Conversation) listMatches() {
	h := &c.reading.hits
	for i, m := range h.Spans {
		if c.out.over() {
			break
		}
		c.out.say("%d. Paragraph %d: %s", i+1, c.reading.number(m.Start)+1, c.reading.around(m))
	}
	c.offer("match", len(h.Spans), func(i int) error {
		h.At = i
		c.readMatch()
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
