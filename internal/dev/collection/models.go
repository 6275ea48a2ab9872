package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"manicule/internal/article"
)

// models are the real articles taken apart.
type models struct {
	vocabulary *vocabulary
	sources    []source
	headings   []text
	lists      [][]text // each by its items
	figures    []text   // code, tables and quotes, as they stand
	tags       []string
}

// source is what one real article has to say.
type source struct {
	sentences []text
	titles    []text // beginnings of sentences that make a title
}

// text is a piece of writing in tokens, so that its words can be exchanged.
type text []token

type token struct {
	as   string
	word int // its number in the vocabulary; -1 is never exchanged
}

const (
	maxFigure = 4 << 10 // bytes of the largest code or table taken over
	fewTitles = 8       // an article with fewer is joined with the one before
	maxTags   = 150
)

// readModels reads every article in the folder.
func readModels(folder string) (*models, error) {
	m := &models{vocabulary: newVocabulary()}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".md .txt .html", strings.ToLower(filepath.Ext(path))) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if a, err := article.Parse(d.Name(), data); err == nil {
			m.take(a.Text)
		}
		return nil
	})
	if err == nil && len(m.sources) == 0 {
		err = fmt.Errorf("read %s: there are no articles to make others of", folder)
	}
	m.tags = m.topics()
	m.vocabulary.split()
	return m, err
}

// take takes an article apart.
func (m *models) take(markdown string) {
	var s source
	for _, b := range blocks(markdown) {
		switch {
		case strings.HasPrefix(b, "#"):
			heading, _, _ := strings.Cut(b, " {")
			m.headings = append(m.headings, m.vocabulary.tokens(strings.TrimLeft(heading, "# ")))
		case strings.HasPrefix(b, "- "), strings.HasPrefix(b, "* "):
			m.lists = append(m.lists, m.items(b))
		case strings.HasPrefix(b, "```"), strings.HasPrefix(b, "|"), strings.HasPrefix(b, "> "):
			if len(b) <= maxFigure {
				m.figures = append(m.figures, m.vocabulary.tokens(b))
			}
		case '9' < b[0]: // a letter: no numbered list, no markup
			m.say(&s, b)
		}
	}
	if last := len(m.sources) - 1; last >= 0 && len(s.titles) < fewTitles {
		m.sources[last].sentences = append(m.sources[last].sentences, s.sentences...)
		m.sources[last].titles = append(m.sources[last].titles, s.titles...)
	} else if len(s.titles) > 0 {
		m.sources = append(m.sources, s)
	}
}

// topics are the words that stand in headings most often.
func (m *models) topics() []string {
	count := make([]int, len(m.vocabulary.words))
	for _, h := range m.headings {
		for _, tok := range h {
			if tok.word >= 0 {
				count[tok.word]++
			}
		}
	}
	return m.vocabulary.frequent(count, maxTags)
}

// blocks splits Markdown at blank lines that are not in a block of code.
func blocks(markdown string) []string {
	var all []string
	open := ""
	for part := range strings.SplitSeq(markdown, "\n\n") {
		if open += part; strings.Count(open, "```")%2 == 1 {
			open += "\n\n"
			continue
		}
		if open = strings.Trim(open, "\n"); open != "" {
			all = append(all, open)
		}
		open = ""
	}
	return all
}

// items takes a list apart; what stands deeper becomes an item too.
func (m *models) items(list string) []text {
	var all []string
	for line := range strings.SplitSeq(list, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || len(all) == 0 {
			all = append(all, line[min(2, len(line)):])
		} else {
			all[len(all)-1] += " " + line
		}
	}
	texts := make([]text, len(all))
	for i, item := range all {
		texts[i] = m.vocabulary.tokens(item)
	}
	return texts
}

// say takes the sentences of a paragraph that can stand alone.
func (m *models) say(s *source, paragraph string) {
	paragraph = strings.Join(strings.Fields(paragraph), " ")
	for _, sentence := range sentences(paragraph) {
		if !whole(sentence) {
			continue
		}
		t := m.vocabulary.tokens(sentence)
		s.sentences = append(s.sentences, t)
		if title := t.title(); title != nil {
			s.titles = append(s.titles, title)
		}
	}
}

// sentenceEnd is where a sentence ends before a capital.
var sentenceEnd = regexp.MustCompile(`[.!?][)”"]? [A-Z“]`)

func sentences(paragraph string) []string {
	var all []string
	from := 0
	for _, end := range sentenceEnd.FindAllStringIndex(paragraph, -1) {
		space := end[0] + strings.IndexByte(paragraph[end[0]:end[1]], ' ')
		all = append(all, paragraph[from:space])
		from = space + 1
	}
	return append(all, paragraph[from:])
}

// whole reports whether a sentence is prose, with its markup closed and nothing
// in it that refers to elsewhere in its article.
func whole(s string) bool {
	for _, pair := range [][2]string{{"(", ")"}, {"[", "]"}, {"“", "”"}, {"{", "}"}} {
		if strings.Count(s, pair[0]) != strings.Count(s, pair[1]) {
			return false
		}
	}
	for _, twice := range []string{"*", "`", `"`, "_"} {
		if strings.Count(s, twice)%2 == 1 {
			return false
		}
	}
	for _, foreign := range []string{"][", "]: ", "[^", "{%", "<", "|", "\\"} {
		if strings.Contains(s, foreign) {
			return false
		}
	}
	return 30 <= len(s) && len(s) <= 600 && strings.ToUpper(s[:1]) == s[:1]
}

// The words that may be exchanged in a title, and its tokens.
const (
	titleWords  = 3
	titleTokens = 24
)

// title is the beginning of the sentence that has enough to say, or nil if
// that has markup.
func (t text) title() text {
	words := 0
	for i, tok := range t {
		if i == titleTokens || strings.ContainsAny(tok.as, "*_[]()`:;“\"") {
			return nil
		}
		if tok.word >= 0 {
			words++
		}
		if words == titleWords {
			return t[:i+1]
		}
	}
	return nil
}
