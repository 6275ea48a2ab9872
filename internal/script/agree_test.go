package script_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/search"
)

// texts are articles in many scripts.
func texts(t *testing.T) map[string]string {
	names, _ := filepath.Glob("../anchor/testdata/scripts/then/*.md")
	if len(names) == 0 {
		t.Fatal("no texts")
	}
	all := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(data)
	}
	return all
}

// failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// reader is an article as it is selected, counted, searched and wrapped.
type reader struct {
	*article.Article
	words []article.Span // as they are selected
}

func read(t failer, text string) reader {
	t.Helper()
	a, err := article.Parse("a.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := reader{Article: a}
	p := page.New(a, 60, nil)
	for w, ok := p.Unit(0, page.Word), true; ok && !w.Empty(); w, ok = p.Next(w.Start, page.Word) {
		r.words = append(r.words, w)
	}
	return r
}

// within is the word that holds the byte; false if none does.
func (r reader) within(at int) (article.Span, bool) {
	i, _ := slices.BinarySearchFunc(r.words, at, func(w article.Span, at int) int { return w.End - at - 1 })
	if i < len(r.words) && r.words[i].Start <= at {
		return r.words[i], true
	}
	return article.Span{}, false
}

// lettersSelected sees that each letter which is shown is in a word that can
// be selected.
func (r reader) lettersSelected(t failer) {
	t.Helper()
	markdown.Visible(r.Text, func(p markdown.Piece) {
		for i, c := range p.Text {
			if len(p.Text) != p.Span.Len() { // an entity
				i = 0
			}
			if _, ok := r.within(p.Span.Start + i); !ok && script.Letter(c) {
				t.Errorf("%q is in no word", c)
			}
		}
	})
}

// wordsFound sees that each word that can be selected is found where it stands,
// but for the s of a genitive.
func (r reader) wordsFound(t failer) {
	t.Helper()
	for _, w := range r.words {
		word := r.Text[w.Start:w.End]
		if strings.ContainsAny(word, "*_`[]()<>&\\\"") {
			continue // markup within it
		}
		q, problem := search.Parse(`"`+word+`"`, time.Time{})
		if problem != nil {
			t.Errorf("%q: %v", word, problem)
			continue
		}
		if !slices.ContainsFunc(q.Hits(r.Text), func(hit article.Span) bool {
			left := strings.TrimRight(r.Text[max(w.Start, hit.End):max(w.End, hit.End)], "s'’")
			return hit.Start <= w.Start && !strings.ContainsFunc(left, script.Letter)
		}) {
			t.Errorf("%q is not found where it stands: %v in %v", word, q.Hits(r.Text), w)
		}
	}
}

// counted sees that as many words are counted as can be selected: each
// character of a script without spaces, any other word once.
func (r reader) counted(t failer) {
	t.Helper()
	want := 0
	for _, w := range r.words {
		spaced := false
		for _, c := range r.Text[w.Start:w.End] {
			switch {
			case script.Unspaced(c):
				want++
				spaced = false
			case script.Letter(c) && !spaced:
				want++
				spaced = true
			}
		}
	}
	var c article.Counter
	markdown.Visible(r.Text, c.Add)
	if c.Words() != want {
		t.Errorf("%d words are counted, %d can be selected in %q", c.Words(), want, r.Text)
	}
}

// around is the word with what stands beside it up to the next space or word of
// one character: a line must have room for that.
func (r reader) around(w article.Span) string {
	ends := func(c rune) bool { return unicode.IsSpace(c) || script.Unspaced(c) }
	from := strings.LastIndexFunc(r.Text[:w.Start], ends) + 1
	if to := strings.IndexFunc(r.Text[w.End:], ends); to >= 0 {
		return r.Text[from : w.End+to]
	}
	return r.Text[from:]
}

// wrapped sees that no line ends within a word that has room on a line, but
// between characters where any line may end.
func (r reader) wrapped(t failer) {
	t.Helper()
	for width := 8; width < 40; width += 5 {
		p := page.New(r.Article, width, nil)
		lines := p.Lines(p.Locate(0), 400)
		last := -1 // where the line before ended
		for _, line := range lines {
			first, end := -1, -1
			for _, c := range line {
				if c.Start >= 0 && c.End > c.Start && strings.TrimSpace(c.Text) != "" {
					if first < 0 {
						first = c.Start
					}
					end = max(end, c.End)
				}
			}
			if w, ok := r.within(first); ok && last == first && w.Start < first {
				before, _ := utf8.DecodeLastRuneInString(r.Text[:first])
				after, _ := utf8.DecodeRuneInString(r.Text[first:])
				word := r.Text[w.Start:w.End]
				if displaywidth.String(r.around(w)) < width/2 && !script.Ideographic(before) && !script.Ideographic(after) {
					t.Errorf("at %d columns a line ends within %q, before %q", width, word, after)
				}
			}
			if end >= 0 {
				last = end
			}
		}
	}
}

// apart is the text with a space for each sign that may join words: it is only
// then that whoever counts and whoever selects see the same words.
func apart(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || script.Letter(r) || script.Mark(r) {
			return r
		}
		return ' '
	}, text)
}

// TestAgree sees that words are the same for whoever selects, counts, searches
// and wraps them, in all scripts.
func TestAgree(t *testing.T) {
	for name, text := range texts(t) {
		t.Run(name, func(t *testing.T) {
			r := read(t, text)
			r.lettersSelected(t)
			r.wordsFound(t)
			r.wrapped(t)
			read(t, apart(text)).counted(t)
		})
	}
}

// TestAgreeAnyhow is TestAgree of any mixture of scripts.
func TestAgreeAnyhow(t *testing.T) {
	tables := []*unicode.RangeTable{
		unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic, unicode.Devanagari, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Ethiopic,
		unicode.Yi, unicode.Bopomofo, unicode.Tai_Tham, unicode.Cherokee, unicode.Nd, unicode.Nl, unicode.Javanese,
	}
	// Letters that stand for marks alone are no words to search for.
	plain := func(r rune) bool {
		return script.Letter(r) && !unicode.Is(unicode.Lm, r) &&
			strings.ContainsFunc(norm.NFKD.String(string(r)), func(c rune) bool { return script.Letter(c) && c != 'ـ' })
	}
	letter := rapid.Custom(func(t *rapid.T) rune {
		return rapid.RuneFrom(nil, rapid.SampledFrom(tables).Draw(t, "script")).Filter(plain).Draw(t, "letter")
	})
	sometimes := rapid.Custom(func(t *rapid.T) rune {
		if rapid.IntRange(0, 3).Draw(t, "space") == 0 {
			return ' '
		}
		return letter.Draw(t, "letter")
	})
	rapid.Check(t, func(t *rapid.T) {
		r := read(t, "Words:\n\n"+string(rapid.SliceOfN(sometimes, 1, 30).Draw(t, "text")))
		r.lettersSelected(t)
		r.wordsFound(t)
		r.counted(t)
		r.wrapped(t)
	})
}
