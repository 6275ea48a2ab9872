package search

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/page"
)

func TestTerms(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", " – …!", ""},
		{"case and digits", "The WTO in 1995, B2B", "the wto in 1995 b2b"},
		{"contractions", "don't I’m rock'n'roll O'Brien ma'am Hawaiʻi", "dont im rocknroll obrien maam hawaii"},
		{"genitives", "Japan's JAPAN’S it's James' 1990's x's", "japan japan it james 1990 x"},
		{"elision", "l'été L’Europe qu'il aujourd'hui d'aujourd'hui j't'aime jusqu'à c's t's'x", "l ete l europe qu il aujourdhui d aujourdhui j t aime jusqu a c t s x"},
		{"quotes", "'one' ‘two’ 'three''four' 5'10 'tis dogs' l'", "one two three four 5 10 tis dogs l"},
		{"joined by signs", "e-mail snake_case and/or 1.5 a.b@c.d", "e mail snake case and or 1 5 a b c d"},
		{"accents", "Café naïve Á\u0301 e\u0301te\u0301 Ångström Việt Nam", "cafe naive a ete angstrom viet nam"},
		{"letters without accents", "Straße STRAẞE Æther œuvre Øre Łódź Đà ðþ İstanbul ılık", "strasse strasse aether oeuvre ore lodz da dth istanbul ilik"},
		{"other shapes", "ﬁne Ｆｕｌｌ１ 𝐁old ªº ŉ", "fine full1 bold ao n"},
		{"Greek and Cyrillic", "Οδυσσεύς ΟΔΥΣΣΕΥΣ Ёлка елка", "οδυσσευσ οδυσσευσ елка елка"},
		{"Arabic and Hebrew", "كِتَابـُ أحمد إلى שָׁלוֹם", "كتاب احمد الي שלום"},
		{"marks that are vowels", "हिन्दी हिंदी", "हिन्दी हिंदी"},
		{"Han", "東京都、二〇二四年", "東 京 都 二 〇 二 四 年"},
		{"kana", "コーヒーが か\u3099 ｶﾞﾊﾟ 々", "こ ー ひ ー が が が ぱ 々"},
		{"kana in one", "ゟ ヿ", "よ り こ と"},
		{"Hangul", "한국 \u1112\u1161\u11AB국", "한 국 한 국"},
		{"Thai and Khmer", "น้ำใจ ភាសា", "น้ ํา ใ จ ភា សា"},
		{"scripts side by side", "Go言語v2です。naïve東", "go 言 語 v2 で す naive 東"},
		{"what is invisible", "so\u00adft ze\u200dro wi\u200bde \ufeffbom", "soft zero wide bom"},
		{"superscripts", "x² m³ note¹", "x m note"},
	}
	for _, tt := range tests {
		if got := strings.Join(terms(tt.in), " "); got != tt.want {
			t.Errorf("%s: %q\n got %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestTermsAreBounded(t *testing.T) {
	for _, s := range []string{"x", "é", "東", "ж", "か\u3099"} {
		for _, term := range terms(strings.Repeat(s, 200) + " " + s + strings.Repeat("\u3099\u0301", 99)) {
			if len(term) > maxTerm || !utf8.ValidString(term) {
				t.Errorf("%q", term)
			}
		}
	}
}

// words are the words of a text, each with what it was made of.
func words(text string) string {
	var all []string
	scanText(text, func(t *token) {
		w := string(t.term)
		if from := text[t.span.Start:t.span.End]; from != w {
			w += "=" + from
		}
		if t.heading {
			w = "#" + w
		}
		all = append(all, w)
	})
	return strings.Join(all, " ")
}

func TestScanText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"emphasis within words", "un**believ**able *Re*set", "unbelievable=un**believ**able reset=Re*set"},
		{"a genitive behind emphasis", "**Japan**'s l'*été*", "japan=Japan l ete=été"},
		{"links", "[two *words*](https://x.org/y \"z\")s ![alt][x]\n\n[x]: https://y.org", "two wordss=words*](https://x.org/y \"z\")s alt"},
		{"addresses", "<https://x.org/a_b?c=1> www.y.org", "https x org a b c 1 www y org"},
		{"entities", "caf&eacute; AT&amp;T &#x41;BC", "cafe=caf&eacute; at=AT t=T abc=&#x41;BC"},
		{"tags", "wh<b>o</b>le<br>part <!-- no --> <img alt=\"seen\">", "whole=wh<b>o</b>le part seen"},
		{"headings", "# One *two*\n\nthree\n\nFour\n====\n\n> # five\n", "#one=One #two three #four=Four five"},
		{"code", "`a[0](b)` x\n\n```go\nVec<T>\n```\n", "a 0 b x vec=Vec t=T"},
		{"tables", "| a | b |\n|---|---|\n| c | d |\n", "a b c d"},
		{"footnotes", "Text[^1] on[^note].\n\n[^1]: See *there*.\n", "text=Text on see=See there"},
		{"items", "- [x] done\n2. two\n> quoted\n", "done 2 two quoted"},
		{"lines part words", "well-\nknown\\\nword", "well known word"},
	}
	for _, tt := range tests {
		if got := words(tt.in); got != tt.want {
			t.Errorf("%s: %q\n got %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestScanTextFindsCode(t *testing.T) {
	for text, want := range map[string]bool{
		"a\n\n```\nb\n```\n": true, "~~~go\na": true, "a\n\n    b\n": true, "> ```\n> a\n": true,
		"a `b` c\n": false, "- a\n\n    b\n": false, "": false, "a\n    b": false,
	} {
		if got := scanText(text, func(*token) {}); got != want {
			t.Errorf("%q: code %v", text, got)
		}
	}
}

// checkTokens states what holds for the words of every text.
func checkTokens(t interface{ Fatalf(string, ...any) }, text string, scan func(each func(*token))) {
	last, before := 0, article.Span{}
	scan(func(w *token) {
		s := w.span
		if s == before { // two words in one character
			last = s.Start
		}
		if s.Start < last || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%.300q: span %v after byte %d of %d", text, s, last, len(text))
		}
		if len(w.term) == 0 || len(w.term) > maxTerm || !utf8.Valid(w.term) {
			t.Fatalf("%.300q: term %q", text, w.term)
		}
		last, before = s.End, s
	})
}

// scraps are what words and markup are made of.
var scraps = rapid.SampledFrom([]string{
	"a", "s", "l", "qu", "Word", "é", "e\u0301", "ß", "東", "が", "か\u3099", "한", "ไ", "น้", "हि", "ـ", "\u200d", "\u00ad", "7", "x2", "'", "’", "-", "_", ".", " ", " ", " ", "\n",
})

func drawScraps(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(scraps, 0, 30).Draw(t, "scraps"), "")
}

// A word is the word of what it comes from.
func TestWordsOfPlainText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawScraps(t)
		checkTokens(t, text, func(each func(*token)) { scanPlain(text, each) })
		scanPlain(text, func(w *token) {
			if got := terms(text[w.span.Start:w.span.End]); !slices.Equal(got, []string{string(w.term)}) {
				t.Fatalf("%q: %q comes from %q, whose words are %q", text, w.term, text[w.span.Start:w.span.End], got)
			}
		})
	})
}

// The words of Markdown are those of its visible text.
func TestWordsOfMarkdown(t *testing.T) {
	inline := rapid.Custom(func(t *rapid.T) string {
		word := rapid.SampledFrom([]string{"one", "two three", "naïve", "東京", "x2", "l'été", "e-mail"}).Draw(t, "word")
		form := rapid.SampledFrom([]string{"%s", "%s", "%s ", "*%s*", "**%s**", "`%s`", "[%s](a \"b\")", "![%s](c)", "<b>%s</b>", "%s\n", "&eacute;%s", "%s\\*", "<https://%s>", "%s[^1]", "%s<br>"}).Draw(t, "form")
		return fmt.Sprintf(form, word)
	})
	rapid.Check(t, func(t *rapid.T) {
		text := article.Clean(strings.Join(rapid.SliceOfN(inline, 1, 12).Draw(t, "text"), rapid.SampledFrom([]string{"", " ", ", "}).Draw(t, "between")))
		var have []string
		scanText(text, func(w *token) { have = append(have, string(w.term)) })
		if want := terms(string(newVisible(text, nil).text)); !slices.Equal(have, want) {
			t.Fatalf("%q: words %q, visible %q", text, have, want)
		}
	})
}

// eachArticle calls each with the project's own articles, and with real ones where
// they lie beside the project or MANICULE_ARTICLES names a folder of them.
func eachArticle(t testing.TB, each func(*article.Article)) {
	t.Helper()
	roots := []string{filepath.Join("..", "..", "articles")}
	if real := cmp.Or(os.Getenv("MANICULE_ARTICLES"), filepath.Join("..", "..", "..", "shared", "articles")); exists(real) {
		roots = append(roots, real)
	}
	for _, root := range roots {
		err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) == ".png" {
				return err
			}
			data, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				return err
			}
			if a, err := article.Parse(name, data); err == nil {
				each(a)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// The words found without the parser are those on the page, in nearly every
// article; the page has no numbers of list items in what it quotes.
func TestWordsAreThoseOnThePage(t *testing.T) {
	all, wrong := 0, 0
	eachArticle(t, func(a *article.Article) {
		seen := map[string]int{}
		scanText(a.Text, func(w *token) { seen[string(w.term)]++; all++ })
		for _, term := range terms(page.New(a, 80, page.Plain()).Quote(article.Span{End: len(a.Text)})) {
			seen[term]--
		}
		odd := 0
		for term, n := range seen {
			if strings.Trim(term, "0123456789") != "" {
				odd += max(n, -n)
			}
		}
		if wrong += odd; odd > 20 {
			t.Errorf("%s: %d words differ", a.Name, odd)
		}
	})
	if t.Logf("%d of %d words differ", wrong, all); wrong*2000 > all {
		t.Error("too many words differ")
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"don't l'été's", "un**b**e &eacute;\u0301", "東京\u3099 한\u1161", "# a\n\n    b", "<a>'s", "[x]: y\n[a][x]'s", "a'\u0301s’", "\u0e4d\u0e32", "ﷺ ｶﾞ", strings.Repeat("é", 80)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkTokens(t, text, func(each func(*token)) { scanPlain(text, each) })
		text = article.Clean(text)
		checkTokens(t, text, func(each func(*token)) { scanText(text, each) })
	})
}

func BenchmarkScanText(b *testing.B) {
	var texts []string
	size := 0
	eachArticle(b, func(a *article.Article) { texts, size = append(texts, a.Text), size+len(a.Text) })
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			scanText(text, func(*token) {})
		}
	}
}
