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
// by them, the accent is put back. Some plurals and other forms that it leaves are
// looked at besides as what they are forms of: "mujeres" as "mujer".
var languages = []struct {
	names   string // the first subtags of BCP 47
	stem    func(*snowballstem.Env) bool
	restore []string // an ending without accent, and with it, and so on
	forms   []string // an ending, and that of what it is a form of, and so on; the longest first
}{
	englishLanguage: {names: "en"},
	1: {names: "de", stem: german.Stem, forms: []string{
		"erinnen", "er", "innen", "in", "erin", "er", "useen", "useum", "firmen", "firma", "themen", "thema",
		"teten", "ten", "deten", "den", "tete", "ten", "dete", "den", "os", "o",
	}},
	2: {names: "fr", stem: french.Stem, restore: []string{"ee", "ée", "ees", "ées", "iere", "ière", "ieres", "ières"}, forms: []string{
		"aises", "ais", "oises", "ois", "aise", "ais", "oise", "ois", "teuses", "teur", "teuse", "teur",
		"iques", "ic", "ique", "ic", "anches", "anc", "anche", "anc", "ongues", "ong", "ongue", "ong", "asses", "as", "asse", "as", "osses", "o", "osse", "o",
		"elles", "eau", "elle", "eau", "ives", "if", "ive", "if", "ites", "it", "ite", "it", "ravaux", "ravail", "eux", "eu", "oux", "ou",
		"essais", "essai", "delais", "delai", "plois", "ploi", "lois", "loi", "rois", "roi", "amis", "ami", "bris", "bri", "plis", "pli", "os", "o", "us", "u",
	}},
	3: {names: "es", stem: spanish.Stem, restore: []string{"cion", "ción"}, forms: []string{
		"amente", "o", "iones", "ion", "ces", "z", "res", "r", "des", "d", "nes", "n", "les", "l", "jes", "j", "yes", "y", "ses", "s", "os", "o", "as", "a",
	}},
	4: {names: "it", stem: italian.Stem, restore: []string{"ita", "ità"}, forms: []string{"ghi", "go", "ani", "ano", "zii", "zio"}},
	5: {names: "pt", stem: portuguese.Stem, restore: []string{"cao", "ção", "coes", "ção", "oes", "ão", "ao", "ão"}, forms: []string{
		"mente", "", "ueses", "ues", "uesas", "ues", "uesa", "ues", "gleses", "gles", "glesas", "gles", "glesa", "gles", "aes", "ão", "aos", "ão", "ais", "al",
		"ceis", "cil", "uteis", "util", "eis", "el", "ois", "ol", "uis", "ul", "res", "r", "zes", "z", "ns", "m", "eus", "eu", "os", "o", "as", "a",
	}},
	6: {names: "nl", stem: dutch.Stem, forms: []string{
		"eeen", "ee",
		"deren", "d", "heden", "heid", "llen", "l", "nnen", "n", "ssen", "s", "ppen", "p", "mmen", "m", "rren", "r", "ffen", "f",
		"zen", "s", "ven", "f", "sen", "s", "lle", "l", "nne", "n", "sse", "s", "ppe", "p", "mme", "m", "rre", "r", "ffe", "f", "ze", "s", "ve", "f",
	}},
	7:  {names: "sv", stem: swedish.Stem, forms: []string{"ets", "", "et", "", "ans", "a", "an", "a"}},
	8:  {names: "ru", stem: russian.Stem, restore: []string{"ыи", "ый", "ии", "ий", "ои", "ой", "еи", "ей"}},
	9:  {names: "da", stem: danish.Stem},
	10: {names: "no nb nn", stem: norwegian.Stem},
	11: {names: "fi", stem: finnish.Stem},
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
	env := snowballstem.NewEnv(replaceEnding(term, languages[l].restore))
	languages[l].stem(env)
	return env.Current()
}

// base is what a word is a form of by its ending, as far as that is known; else
// the word.
func (l language) base(term string) string {
	if int(l) >= len(languages) {
		return term
	}
	return replaceEnding(term, languages[l].forms)
}

// replaceEnding is a word with the first of the endings that it has replaced by
// the one behind that. A whole word is no ending, unless both begin alike.
func replaceEnding(term string, endings []string) string {
	for i := 0; i < len(endings); i += 2 {
		if root, ok := strings.CutSuffix(term, endings[i]); ok && (root != "" || sharedBytes([]byte(endings[i]), []byte(endings[i+1])) > 1) {
			return root + endings[i+1]
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
