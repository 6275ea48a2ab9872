package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/anchor"
	"manicule/internal/article"
)

// quote says a passage with its source.
func (c *Conversation) quote(arg string) error {
	span, err := c.passage(arg)
	if err != nil {
		return err
	}
	m := c.reading.Article.Meta
	c.out.say("%s", c.reading.page.Quote(span))
	source := slices.DeleteFunc([]string{m.Author, quoted(m.Title), m.Site, day(m.Published), m.Source}, func(p string) bool { return p == "" })
	c.out.say("\n%s", sentence(strings.Join(source, ", ")))
	return nil
}

// passage is what a person means by WHERE, see whereHelp.
func (c *Conversation) passage(where string) (article.Span, error) {
	r := c.reading
	switch {
	case where == "" && r.last == unset:
		return article.Span{}, errors.New("read a paragraph first, or say which one")
	case where == "":
		return r.paragraphs[r.last], nil
	case strings.IndexAny(where, `"'“`) == 0:
		return c.quotedPassage(strings.Trim(where, `"'“”`))
	}
	number, sentences, within := strings.Cut(where, ".")
	if !within {
		from, to, err := numbers(number)
		if err != nil {
			return article.Span{}, err
		}
		if !r.has(to - 1) {
			return article.Span{}, fmt.Errorf("the article has only %s", count(len(r.paragraphs), "paragraph", "paragraphs"))
		}
		return article.Span{Start: r.paragraphs[from-1].Start, End: r.paragraphs[to-1].End}, nil
	}
	return r.sentencePassage(number, sentences)
}

func (r *reading) sentencePassage(number, sentences string) (article.Span, error) {
	i, err := atLeastOne(number)
	if err != nil || !r.has(i-1) {
		return article.Span{}, fmt.Errorf("there is no paragraph %s", quoted(number))
	}
	from, to, err := numbers(sentences)
	if err != nil {
		return article.Span{}, err
	}
	all := r.sentencesOf(i - 1)
	if to > len(all) {
		return article.Span{}, fmt.Errorf("paragraph %d has only %s", i, count(len(all), "sentence", "sentences"))
	}
	return article.Span{Start: all[from-1].Start, End: all[to-1].End}, nil
}

// numbers reads "3" and "3-5".
func numbers(s string) (from, to int, err error) {
	first, last, isRange := strings.Cut(s, "-")
	if from, err = atLeastOne(first); err != nil {
		return 0, 0, fmt.Errorf("%w; help where tells how to name a passage", err)
	}
	if !isRange {
		return from, from, nil
	}
	if to, err = atLeastOne(last); err == nil && to < from {
		err = fmt.Errorf("%d comes before %d", to, from)
	}
	return from, to, err
}

// quotedPassage is where these words stand: in the paragraph read last, or
// else the next place. Words that stand nowhere as they are may be written in
// another way.
func (c *Conversation) quotedPassage(words string) (article.Span, error) {
	r := c.reading
	found := anchor.Locate(r.Article.Text, words, "", "")
	if len(found) == 0 {
		hits, _ := c.hits(words)
		found = hits.Spans
	}
	if len(found) == 0 {
		return article.Span{}, fmt.Errorf("the article does not contain %s", quoted(words))
	}
	from := 0
	if r.last != unset {
		from = r.paragraphs[r.last].Start
	}
	if i := slices.IndexFunc(found, func(span article.Span) bool { return span.Start >= from }); i >= 0 {
		return found[i], nil
	}
	return found[0], nil
}
