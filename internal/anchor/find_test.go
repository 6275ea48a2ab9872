package anchor

import (
	"fmt"
	"strings"
	"testing"

	"manicule/internal/article"
	"manicule/internal/note"
)

// spanOf is where words stand in text for the first time.
func spanOf(t testing.TB, text, words string) article.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, text)
	}
	return article.Span{Start: i, End: i + len(words)}
}

func TestFoldMarkdown(t *testing.T) {
	for _, test := range []struct{ name, markdown, visible string }{
		{"wraps", "one\ntwo\n  three", "one two three"},
		{"emphasis", "a *b* __c__ ***d*** ~~e~~ f_g_h", "a b c d e f_g_h"},
		{"code", "run `a*b <c> &amp; [x](y)` now", "run a*b <c> &amp; [x](y) now"},
		{"links", "see [the *site*](https://a.b/(c) \"t\"), [ref][x] and <https://d.e>\n\n[x]: /y", "see the site, ref and https://d.e"},
		{"no link", "x[i][j] and [a] (b) and f](c)", "x[i][j] and [a] (b) and f](c)"},
		{"links", "[a]({% page \"/x\" %}) [b](c \"d\") [e](<f g>) [h](i(j(k)))", "a b e h"},
		{"no definition", "[x]: /y\n\n[`[T; N]::as_slice`](z)\n[x][x]", "[T; N]::as_slice x"},
		{"HTML image", "<img src=\"x.png\" alt=\"A face\"/> b", "A face b"},
		{"image", "![alt text](pic.png) after", "alt text after"},
		{"headings", "# One\n\nTwo\n---\n\n### Three ###", "One\n\nTwo\n\nThree"},
		{"lists", "- one\n- [x] two\n  1. three\n  2) four\n* * *\n+ five", "one\ntwo\nthree\nfour\nfive"},
		{"year at a line's start", "It was in\n1986. The end", "It was in 1986. The end"},
		{"quotes", "> one\n> > two\n>three", "one\ntwo\nthree"},
		{"table", "| a | b |\n|---|:-:|\n| *c* | d |", "a  b\nc  d"},
		{"fences", "x\n\n```go title\na := b\n# c\n```\n\ny", "x\n\na := b\n# c\n\ny"},
		{"fence in a list", "- x\n\n  ~~~\n  - y\n  ~~~", "x\n\n- y"},
		{"tags", "H<sub>2</sub>O a<br>b <!-- no --> c <i class=\"x\">d</i> 1 < 2", "H2O a b c d 1 < 2"},
		{"entities", "A&amp;B &#8212; &nbsp;c &nosuch; &", "A&B — c &nosuch; &"},
		{"ampersand before code", "a & b `&amp;` c", "a & b &amp; c"},
		{"escapes", `\*a\* 1\. \[b\](c) \\`, "*a* 1. [b](c) \\"},
		{"typography", "it's \"so\" -- well... - a", "it’s “so” – well… — a"},
		{"accents", "cafe\u0301 ri\u0301o", "café río"},
		{"ideographs", "一二\n三四 五 abc", "一二三四五 abc"},
		{"footnotes", "word[^1] next[^note] x[2]\n\n[^1]: the note", "word¹ next[2] x[2]\n\nthe note"},
		{"no footnotes", "a[] b[^] c[^d e] f[12345] g[1a] h[^i](j)", "a[] b[^] c[^d e] f[12345] g[1a] h^i"},
		{"colon behind a footnote", "a[^1]: b\n\n[^1]: c", "a¹: b\n\nc"},
		{"soft hyphens", "hy\u00adphen", "hyphen"},
		{"backticks alone", "a ` b `` c", "a ` b `` c"},
		{"empty", "", ""},
	} {
		got, want := foldMarkdown(test.markdown), foldVisible(test.visible).text
		if got.text != want {
			t.Errorf("%s: %q folds to %q, want %q", test.name, test.markdown, got.text, want)
		}
	}
}

// marked is a text with a passage between « and ».
func marked(s string) (string, article.Span) {
	i := strings.Index(s, "{")
	s = s[:i] + s[i+1:]
	j := strings.Index(s, "}")
	return s[:j] + s[j+1:], article.Span{Start: i, End: j}
}

func TestFind(t *testing.T) {
	const long = "a passage that is long enough to be known anywhere"
	tests := []struct {
		name, old, now string
		state          note.State
	}{
		{"same", "One two {three four} five.", "One two {three four} five.", note.Exact},
		{"shifted", "One two {three four} five.", "New words before. One two {three four} five.", note.Exact},
		{"other wraps and markup", "One two {three four} five.", "One *two* {three\n[four}](/x) five.", note.Exact},
		{"edges keep their markup", "One {*two three*} four.", "One {*two three*} four.", note.Exact},
		{"typography", "He said {“it’s — so”} then.", "Yes. He said {\"it's - so\"} then.", note.Exact},
		{"one of two by context", "the cat sat here. No {cat} sat there.", "A cat. The dog. the cat sat here. No {cat} sat there.", note.Exact},
		{"context on one side", "One two three {four five} six seven eight.", "Alpha beta gamma delta. {four five} six seven eight.", note.Exact},
		{"moved", "Start. {" + long + "} end of this.", "Completely different. Other things stand here now, {" + long + "}: and so on.", note.Moved},
		{"short in foreign surroundings", "Start of it {two words} end of this.", "Completely different, two words, as chance has it.", note.Lost},
		{"twice in foreign surroundings", "Start of it. {" + long + "} end of this.", "Different. " + long + " x. Other. " + long + " y.", note.Lost},
		{"gone", "One two {three four} five.", "One two five.", note.Lost},
		{"changed", "One two {three four} five.", "One two three fourth five.", note.Lost},
		{"within a word", "work of {art} is long and so is the way to it", "work of start is long and so is the way to it", note.Lost},
		{"a letter without its mark", "What is left is {x}.", "What is left is x\u0303.", note.Lost},
		{"a part of an ellipsis", "The end{.} of it.", "The end… of it.", note.Lost},
		{"part of a word stays one", "un{believ}able things happen to those who wait", "Well: un{believ}able things happen to those who wait", note.Exact},
		{"equal context, nearest", "x y z {w} x y z w x y z w", "x y z {w} x y z w x y z w", note.Exact},
		{"the whole text", "{all there is}", "> {all there is}", note.Exact},
		{"case counts", "One two {Polish} five.", "One two polish five.", note.Lost},
	}
	for _, test := range tests {
		old, s := marked(test.old)
		now, want := test.now, article.Span{}
		if test.state != note.Lost {
			now, want = marked(test.now)
		}
		a := New(old, s, "")
		if m := Find(now, a); m.State != test.state || m.Span != want {
			t.Errorf("%s: %v %q, want %v (anchor %+v)", test.name, m.State, now[m.Span.Start:m.Span.End], test.state, a)
		}
	}
}

// TestFindWithFormerTexts finds what only a former text can tell.
func TestFindWithFormerTexts(t *testing.T) {
	const old, older = whales + clocks + bread, "Preface. " + whales + rivers + bread
	edited := strings.Replace(clocks, "is wrong all day", "misleads you", 1)
	for _, test := range []struct {
		name, of, passage, now, want string
		state                        note.State
	}{
		{"edited", old, clocks, whales + edited + bread, edited, note.Edited},
		{"of the older text", older, rivers, whales + rivers + clocks + bread, rivers, note.Exact},
		{"deleted, but quoted elsewhere", old, clocks, clocks + whales + bread + stars + clocks, "", note.Lost},
		{"of neither", rivers + "It is so. " + stars, "It is so", whales + rivers + "It is so. " + stars, "It is so", note.Exact},
	} {
		a := New(test.of, spanOf(t, test.of, test.passage), "")
		m := NewFinder(test.now, old, older).Find(a)
		if got := test.now[m.Span.Start:m.Span.End]; m.State != test.state || strings.TrimSpace(got) != strings.TrimSpace(test.want) {
			t.Errorf("%s: %v %q, want %v %q", test.name, m.State, got, test.state, test.want)
		}
	}
}

// TestFindEditedBefore finds a passage whose words are not those quoted, and
// tells so as long as its quote is not theirs.
func TestFindEditedBefore(t *testing.T) {
	now := whales + clocks + bread
	a := New(now, spanOf(t, now, clocks), "")
	a.Quote = strings.Replace(clocks, "clock", "watch", 1)
	if m := NewFinder(now, now).Find(a); m.State != note.Edited || m.Span != a.Span {
		t.Errorf("in its own text: %+v", m)
	}
	if m := NewFinder(rivers+now, now).Find(a); m.State != note.Edited || m.Span.Start != a.Span.Start+len(rivers) {
		t.Errorf("in another: %+v", m)
	}
}

func TestFindOnTheArticle(t *testing.T) {
	if m := Find("text", note.Anchor{}); m.State != note.Exact || !m.Span.Empty() {
		t.Errorf("%+v", m)
	}
	if m := Find("", note.Anchor{Quote: "x", Span: article.Span{Start: 1, End: 2}}); m.State != note.Lost {
		t.Errorf("%+v", m)
	}
}

// TestFindSigns is about passages that fold to nothing.
func TestFindSigns(t *testing.T) {
	old, s := marked("```\nlet x = y;\n    {^^^} wrong\n```\n")
	a := New(old, s, "^^^")
	if m := Find(old, a); m.State != note.Exact || m.Span != s {
		t.Errorf("%+v", m)
	}
	if m := Find("Other text, of sufficient length to hold the place of it.", a); m.State != note.Lost {
		t.Errorf("%+v", m)
	}
}

func TestNew(t *testing.T) {
	text := "## Heading\n\nSome *text* before the [passage\nhere](https://example.org/), and some more text after it.\n"
	a := New(text, spanOf(t, text, "passage\nhere"), "passage here")
	want := note.Anchor{
		Span: spanOf(t, text, "passage\nhere"), Quote: "passage here",
		Before: "Heading Some text before the ", After: ", and some more text after it.",
	}
	if a != want {
		t.Errorf("%+v, want %+v", a, want)
	}
	if a := New(text, want.Span, "words that are not there"); a.Quote != "passage here" {
		t.Errorf("a quote that can't be found was kept: %q", a.Quote)
	}
	if a := New(text, spanOf(t, text, "Some *text*"), "Some text"); len([]rune(a.After)) != contextLength {
		t.Errorf("context %q", a.After)
	}
}

// TestNewOfPart compares anchors made from a passage's surroundings with
// those made from the whole text.
func TestNewOfPart(t *testing.T) {
	text := "[7]: /seven\n\n```\n# code\n\n" + strings.Repeat("a := *b*  # [x][7] not [y](z)\n\n", 600) + "```\n\n" +
		strings.Repeat("> 1. prose, *so*: [x][7] and [y](z)\n>    ~~~ no fence\n\n", 600) + "~~~\n" + strings.Repeat("x *y*\n\n", 3000)
	f := NewFinder(text)
	for start := 0; start+100 < len(text); start += 997 {
		s := article.Span{Start: start, End: start + 90}
		if got, want := New(text, s, ""), f.Anchor(s, ""); got != want {
			t.Fatalf("at %d: %+v, want %+v", start, got, want)
		}
	}
}

func BenchmarkNew10MB(b *testing.B) {
	text := strings.Repeat(bigText(), 10)
	s := article.Span{Start: len(text) / 2, End: len(text)/2 + 80}
	for b.Loop() {
		New(text, s, "")
	}
}

func TestLocate(t *testing.T) {
	text := "The *cat* sat.\nA cat stood.\nThe cat ran, cat-like."
	for _, test := range []struct {
		quote, before, after string
		want                 []string
	}{
		{"cat", "", "", []string{"5", "17", "32", "41"}},
		{"cat", "the", "", nil},
		{"cat", "The ", "", []string{"5", "32"}},
		{"cat", "", " stood", []string{"17"}},
		{"dog", "", "", nil},
		{"", "", "", nil},
	} {
		var got []string
		for _, s := range Locate(text, test.quote, test.before, test.after) {
			got = append(got, fmt.Sprint(s.Start))
		}
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%q between %q and %q: %v, want %v", test.quote, test.before, test.after, got, test.want)
		}
	}
}

// FuzzFind anchors any passage of any text, changes the text around it, and
// finds it where it went, or not at all.
func FuzzFind(f *testing.F) {
	f.Add("# One\n\nSome *words* of [a text](x), and `more`.", "> added\n\n", 8, 20)
	f.Add("- a\n- b\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n", "一二", 3, 30)
	f.Add("e\u0301 &amp; <b>x</b> \\* [^1] …", "", 0, 99)
	f.Fuzz(func(t *testing.T, text, before string, start, end int) {
		text, before = article.Clean(text), article.Clean(before) // as an Article's Text is
		start = min(max(start, 0), len(text))
		end = min(max(end, start), len(text))
		a := New(text, article.Span{Start: start, End: end}, "")
		if m := Find(text, a); m.State == note.Lost && foldVisible(a.Quote).text != "" && a.Before+a.After != "" && strings.Count(foldMarkdown(text).text, foldVisible(a.Quote).text) == 1 {
			t.Errorf("%q is lost in its own text %q", a.Quote, text)
		}
		now := before + "\n\n" + text
		m := Find(now, a)
		if m.Span.Start < 0 || m.Span.End < m.Span.Start || m.Span.End > len(now) || m.State == note.Lost != m.Span.Empty() && a != (note.Anchor{}) {
			t.Fatalf("%+v in %d bytes", m, len(now))
		}
		if got := foldVisible(New(now, m.Span, "").Quote).text; m.State != note.Lost && got != foldVisible(a.Quote).text {
			t.Errorf("found %q instead of %q", got, a.Quote)
		}
	})
}

func bigText() string {
	var b strings.Builder
	for i := 0; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "Paragraph %d says *something* about [number %d](https://example.org/%d) and its square, %d,\nwhich is “large” — or not.\n\n", i, i, i, i*i)
	}
	return b.String()
}

func BenchmarkNewFinder1MB(b *testing.B) {
	text := bigText()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		NewFinder(text)
	}
}

// BenchmarkFind2000 finds 2,000 passages of a text of 1 MB again after its
// beginning changed.
func BenchmarkFind2000(b *testing.B) {
	text := bigText()
	f := NewFinder(text)
	var anchors []note.Anchor
	for i := range 2000 {
		at := i * 500
		anchors = append(anchors, f.Anchor(article.Span{Start: at, End: at + 60}, ""))
	}
	now := "Something new at the beginning.\n\n" + text
	for b.Loop() {
		f, lost := NewFinder(now), 0
		for _, a := range anchors {
			if f.Find(a).State == note.Lost {
				lost++
			}
		}
		if lost > 0 {
			b.Fatalf("%d lost", lost)
		}
	}
}
