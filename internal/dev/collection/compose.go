package main

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
)

// writer writes articles; the number of an article decides all of it.
type writer struct {
	models *models
	seed   uint64
	words  int   // mean words of an article
	used   usage // by the articles written so far
}

// An article's number of words has a log-normal distribution: of 14,000 half
// have less than 2.2 KB, 200 more than 30 KB, and one or two more than 200 KB.
const (
	sigma    = 1.21
	farthest = 4.5 // standard deviations of the largest article
	least    = 40  // words
)

// Of 1,000 articles, how many have a passage in another script, are written
// in one altogether, have code, tables and quotes, or are a near duplicate.
const (
	withPassage = 20
	foreign     = 3
	technical   = 60
	duplicates  = 2
)

// origin is the number of the article that this one is a near duplicate of,
// or its own. The original lies in the folder before, which is another site's.
func (w *writer) origin(number int) int {
	for number >= perFolder && mix(w.seed+1, uint64(number))%1000 < duplicates {
		number -= perFolder
	}
	return number
}

// story is what an article says, wherever it is published.
type story struct {
	title  string
	author string
	tags   []string
	body   []byte // Markdown
}

func (w *writer) story(number int) story {
	origin := w.origin(number)
	r := rand.New(rand.NewPCG(w.seed, uint64(origin)))
	v := voice{vocabulary: w.models.vocabulary, seed: mix(w.seed, uint64(origin)), used: &w.used}
	if origin != number {
		v.own = mix(w.seed, uint64(number))
	}
	words := w.length(r)
	about := w.sources(r, words)
	st := story{title: w.title(r, &v, about[0]), author: author(r)}
	for range min(skewed(r, 6), len(w.models.tags)) {
		if tag := w.models.tags[skewed(r, len(w.models.tags))]; !slices.Contains(st.tags, tag) {
			st.tags = append(st.tags, tag)
		}
	}
	c := composer{models: w.models, r: r, voice: &v, about: about}
	c.body(words)
	st.body = c.text
	return st
}

// sources draws what the article is about; a long one is about more.
func (w *writer) sources(r *rand.Rand, words int) []source {
	about := make([]source, 2+r.IntN(3)+words/500)
	for i := range about {
		about[i] = pick(r, w.models.sources)
	}
	return about
}

func (w *writer) title(r *rand.Rand, v *voice, about source) string {
	return string(v.say(nil, pick(r, about.titles)))
}

// length draws the words of an article.
func (w *writer) length(r *rand.Rand) int {
	median := float64(w.words) / math.Exp(sigma*sigma/2)
	return max(least, int(median*math.Exp(sigma*min(r.NormFloat64(), farthest))))
}

// composer writes the body of one article.
type composer struct {
	models *models
	r      *rand.Rand
	voice  *voice
	about  []source
	text   []byte
}

func (c *composer) body(words int) {
	kind := c.r.IntN(1000)
	language := scripts[c.r.IntN(len(scripts))]
	if kind < withPassage {
		c.text = append(language.paragraph(c.text, c.r), "\n\n"...)
	}
	for written := 0; written < words; {
		from := len(c.text)
		switch draw := c.r.IntN(24); {
		case kind < foreign:
			c.text = language.paragraph(c.text, c.r)
		case draw < 4 && written > 0 && words > 250:
			c.heading()
		case draw < 6:
			c.list()
		case draw < 9 && kind >= 1000-technical && len(c.models.figures) > 0:
			c.text = c.voice.say(c.text, pick(c.r, c.models.figures))
		default:
			c.paragraph()
		}
		written += max(1+bytes.Count(c.text[from:], []byte(" ")), (len(c.text)-from)/8)
		c.text = append(c.text, "\n\n"...)
	}
	c.text = c.text[:len(c.text)-1]
}

// paragraph takes a few sentences that follow each other in one of the sources.
func (c *composer) paragraph() {
	all := pick(c.r, c.about).sentences
	first := c.r.IntN(len(all))
	for i := range 1 + c.r.IntN(5) {
		if i > 0 {
			c.text = append(c.text, ' ')
		}
		c.text = c.voice.say(c.text, all[(first+i)%len(all)])
	}
}

// heading falls back to a title when no source has headings.
func (c *composer) heading() {
	headings := c.models.headings
	if len(headings) == 0 {
		headings = pick(c.r, c.about).titles
	}
	c.text = append(c.text, "###"[:2+c.r.IntN(2)]...)
	c.text = append(c.text, ' ')
	c.text = c.voice.say(c.text, pick(c.r, headings))
}

// maxItems is the length of the longest list.
const maxItems = 8

func (c *composer) list() {
	if len(c.models.lists) == 0 {
		c.paragraph()
		return
	}
	items := pick(c.r, c.models.lists)
	first := c.r.IntN(max(len(items)-maxItems, 1))
	for i, item := range items[first:min(first+maxItems, len(items))] {
		if i > 0 {
			c.text = append(c.text, '\n')
		}
		c.text = c.voice.say(append(c.text, "- "...), item)
	}
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }
