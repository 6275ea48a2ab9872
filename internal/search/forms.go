package search

import (
	"bytes"
	"math"
	"sync"
)

// formCache remembers which terms of a segment's dictionary the words of late
// queries stand for: while one types, most words of the query stay the same.
type formCache struct {
	mu    sync.Mutex
	known map[formsKey][]form
	size  int // forms in all
}

// maxForms is how many forms are remembered; then all are forgotten.
const maxForms = 1 << 16

func (s *segment) cachedForms(k formsKey) []form {
	c := &s.forms
	c.mu.Lock()
	found, ok := c.known[k]
	c.mu.Unlock()
	if ok {
		return found
	}
	before := s.blob.failures.Load()
	found = s.findForms(k)
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.blob.failures.Load() != before {
		return found
	}
	if c.known == nil || c.size > maxForms {
		c.known, c.size = map[formsKey][]form{}, 0
	}
	c.known[k] = found
	c.size += len(found) + 1
	return found
}

// form is a term that a word of a query stands for.
type form struct {
	termRef
	key    formKey
	weight float32     // how well it fits, up to 1
	in     languageSet // in which it does so; none: in all
}

// formKey tells forms apart, also those of several segments.
type formKey struct {
	field Field
	hash  uint64
}

// nearForms are the terms within a few slips of the hand.
func (s *segment) nearForms(k formsKey) (all []form) {
	s.near(k.field, k.term, slips(k.term), func(have []byte, t termRef, d int) {
		all = append(all, form{t, formKey{k.field, hash(have)}, nearWeights[d], 0})
	})
	return byWeight(all)
}

// byWeight puts those that fit best first and keeps equals in their order. There
// are many forms, but few weights.
func byWeight(forms []form) []form {
	sorted := make([]form, 0, len(forms))
	for last := float32(math.Inf(1)); len(sorted) < len(forms); {
		weight := float32(0)
		for _, f := range forms {
			if f.weight < last {
				weight = max(weight, f.weight)
			}
		}
		for _, f := range forms {
			if f.weight == weight {
				sorted = append(sorted, f)
			}
		}
		last = weight
	}
	return sorted
}

// nearWeights are how well a form fits by the slips between it and the word.
var nearWeights = [...]float32{exactForm, 0.5, 0.25}

// How well a form fits the word that was typed.
const (
	exactForm   = 1
	stemForm    = 0.6 // another form of the same word
	beginsForm  = 0.4 // the word is a beginning of it
	shortPrefix = 2   // see openIn
)

// openIn reports whether a beginning of a word is looked for in a field. One of
// one or two letters would find nearly everything in texts; it is looked for
// where names are.
func openIn(f Field, term string) bool {
	return len(term) > shortPrefix || term[0] >= 0x80 || f == InTitle || f == InAuthor || f == InSource || f == InTag
}

// lookedIn are the fields that a Words looks in.
func (f Field) lookedIn() []Field {
	if f == Anywhere {
		return []Field{InTitle, InAuthor, InSource, InTag, InNote, InPath, InBody}
	}
	return []Field{f}
}

func sumDF(forms []form) (n int) {
	for _, f := range forms {
		n += f.df
	}
	return n
}

// forms are the terms of the segment that fit the i-th term of w.
func (e *evaluation) forms(w *Words, i int) (all []form) {
	for _, f := range w.Field.lookedIn() {
		all = append(all, e.formsIn(f, w, i)...)
	}
	return all
}

func (e *evaluation) formsIn(f Field, w *Words, i int) []form {
	return e.seg.cachedForms(w.want(f, i))
}

// want is what the i-th term of w asks for in a field.
func (w *Words) want(f Field, i int) formsKey {
	open := w.Open && i == len(w.Terms)-1
	switch s := w.sign(i); {
	case s.Must && s.Term[0] == '-' && i > 0:
		both := w.Terms[i-1] + w.Terms[i]
		return formsKey{f | compoundField, both[:min(len(both), maxTerm)], true, open, false}
	case s.Must:
		return formsKey{f | signedField, s.Term, true, open && openSigned(s.Term), false}
	}
	return formsKey{f, w.Terms[i], w.Exact, open && openIn(f, w.Terms[i]), w.Near}
}

type formsKey struct {
	field       Field
	term        string
	exact, open bool
	near        bool
}

// findForms goes through the part of the dictionary where the forms of a term
// stand. Those that fit best come first.
func (s *segment) findForms(k formsKey) (all []form) {
	if k.near {
		return s.nearForms(k)
	}
	if k.exact && !k.open {
		if t := s.term(append([]byte{byte(k.field)}, k.term...)); t.df > 0 {
			all = []form{{t, formKey{k.field, hash([]byte(k.term))}, exactForm, 0}}
		}
		return all
	}
	others, from := s.inflections(k)
	s.prefixed(append([]byte{byte(k.field)}, from...), func(found []byte, t termRef) {
		have := found[1:]
		add := func(weight float32, in languageSet) {
			all = append(all, form{t, formKey{k.field, hash(have)}, weight, in})
		}
		begins := k.open && bytes.HasPrefix(have, []byte(k.term))
		if string(have) == k.term {
			add(exactForm, 0)
			return
		}
		in := s.alike(others, have)
		if in != 0 {
			add(stemForm, in&s.spoken())
		}
		switch {
		case begins && in == 0:
			add(beginsForm, 0)
		case begins && s.spoken()&^in != 0:
			add(beginsForm, s.spoken()&^in)
		}
	})
	if !k.exact {
		if t := s.term(append([]byte{byte(k.field | compoundField)}, k.term...)); t.df > 0 {
			all = append(all, form{t, formKey{k.field | compoundField, hash([]byte(k.term))}, stemForm, 0})
		}
	}
	return byWeight(all)
}

// inflections are the forms of a term in the languages of the segment, and what
// all that is looked for begins with.
func (s *segment) inflections(k formsKey) (all []inflection, from string) {
	from = k.term
	if k.exact {
		return nil, from
	}
	for l := range language(len(languages)) {
		if s.spoken() == 0 && l != englishLanguage || !s.spoken().has(l) {
			continue
		}
		if f := formsOf(l, k.term); f.begin != "" {
			all = append(all, f)
			from = from[:sharedBytes([]byte(from), []byte(f.begin))]
		}
	}
	return all, from
}

// alike are the languages in which a term is a form of the word.
func (s *segment) alike(others []inflection, have []byte) (in languageSet) {
	for _, f := range others {
		if f.has(have) {
			in |= 1 << f.in
		}
	}
	return in
}
