package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
)

// language is a number of languages; an index keeps it. What is in no other one
// counts as English.
type language uint8

const englishLanguage language = 0

// languages are those whose words are stemmed otherwise, by their number. The
// index has words without accents, so of some endings, which the stemmer knows
// by them, the accent is put back, and plurals that it leaves are made singular.
var languages = []struct {
	names   string // the first subtags of BCP 47
	stem    func(*snowballstem.Env) bool
	restore []string // an ending without accent, and with it, and so on
}{
	englishLanguage: {names: "en"},
	1:               {names: "de", stem: german.Stem},
	2:               {names: "fr", stem: french.Stem, restore: []string{"ee", "ée", "ees", "ées"}},
	3:               {names: "es", stem: spanish.Stem, restore: []string{"cion", "ción"}},
	4:               {names: "it", stem: italian.Stem, restore: []string{"ita", "ità"}},
	5:               {names: "pt", stem: portuguese.Stem, restore: []string{"cao", "ção", "coes", "ção", "oes", "ão", "ao", "ão"}},
	6:               {names: "nl", stem: dutch.Stem},
	7:               {names: "sv", stem: swedish.Stem},
	8:               {names: "ru", stem: russian.Stem, restore: []string{"ыи", "ый", "ии", "ий", "ои", "ой", "еи", "ей"}},
	9:               {names: "da", stem: danish.Stem},
	10:              {names: "no nb nn", stem: norwegian.Stem},
	11:              {names: "fi", stem: finnish.Stem},
}

// languageOf is the language of a tag such as "de" or "pt-BR".
func languageOf(tag string) language {
	name, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for i, l := range languages {
		for known := range strings.FieldsSeq(l.names) {
			if known == name {
				return language(i)
			}
		}
	}
	return englishLanguage
}

// stem is what the forms of a word have in common in a language.
func (l language) stem(term string) string {
	if int(l) >= len(languages) || languages[l].stem == nil {
		return stem(term)
	}
	if len(term) < 3 || strings.ContainsAny(term, "0123456789") {
		return term
	}
	env := snowballstem.NewEnv(l.restored(term))
	languages[l].stem(env)
	return env.Current()
}

// restored is a word with the accents of its ending.
func (l language) restored(term string) string {
	ends := languages[l].restore
	for i := 0; i < len(ends); i += 2 {
		if root, ok := strings.CutSuffix(term, ends[i]); ok && root != "" {
			return root + ends[i+1]
		}
	}
	return term
}

// languageSet is a set of languages, a bit each. The empty one is all.
type languageSet uint16

func (s languageSet) has(l language) bool { return s == 0 || s>>l&1 == 1 }

// spoken are the languages that the segment's articles are in; none where all
// are English or in a language that is not known.
func (s *segment) spoken() languageSet {
	s.speaks.Do(func() {
		value := s.valuesOf(languageColumn)
		for doc := range s.len() {
			s.languages |= 1 << (value(doc) & 15)
		}
		if s.languages == 1<<englishLanguage {
			s.languages = 0
		}
	})
	return s.languages
}

// language is that of an article of the segment.
func (s *segment) language(doc int) language { return language(s.value(languageColumn, doc)) }
