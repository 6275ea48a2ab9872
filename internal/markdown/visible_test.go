package markdown

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/script"
)

// seen is a text as Visible tells it: "|" where pieces stand apart.
func seen(text string) string {
	var b strings.Builder
	Visible(text, func(p Piece) {
		b.WriteString([]string{"", " ", "|"}[p.Gap])
		b.WriteString(p.Text)
	})
	return strings.TrimPrefix(b.String(), "|")
}

func TestVisible(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"blank lines", "\n \n\n", ""},
		{"lines of a paragraph", "One\ntwo  \nthree\\\nfour\n", "One two three four"},
		{"paragraphs", "One\n\ntwo\n \nthree", "One|two|three"},
		{"headings", "# One\n## Two ##\nthree\n#four\n###\n", "One|Two|three #four"},
		{"a heading's attributes", "## One {#one .x}\n", "One"},
		{"underlined headings", "One\n===\nTwo\nlines\n---\n\nthree\n", "One|Two lines|three"},
		{"readings of words", "古<ruby>都<rt>と</rt>市<rt>し</rt></ruby>へ", "古都市 し へ"},
		{"readings in parentheses", "<ruby>瞬<rp>(</rp><rt>しゅん</rt><rp>)</rp></ruby><ruby>間<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "瞬間 ( かん )"},
		{"rules", "a\n\n---\n\n***\n\n_ _ _\nb\n\n--\n", "a|b|--"},
		{"quotations", "> one\n> two\n>\n> > three\nfour\n\nfive", "one two|three four|five"},
		{"items", "- one\n- two\n  lines\n* three\n\n+ four\n1. five\n2) six\n", "one|two lines|three|four|1. five|2) six"},
		{"numbers that begin no item", "In the year\n1984. That\n1.5 x", "In the year 1984. That 1.5 x"},
		{"tasks", "- [ ] to do\n- [x] done\n- [y] other", "to do|done|[y] other"},
		{"fenced code", "a\n```go\nf(*x, _y, a[i](z), Vec<T>, &amp;)\n\n  # no\n```\nb", "a|f(*x, _y, a[i](z), Vec<T>, &amp;)|  # no|b"},
		{"fences", "~~~\n```\n~~~\n````\n```\n````\n> ```\n> a\nb", "```|```|a|b"},
		{"an open fence", "```\n*a*", "*a*"},
		{"indented code", "a\n    b\n\n    *c*\n      d\n\ne", "a b|*c*|  d|e"},
		{"no code in lists", "- a\n\n    *b*\n\nc\n\n    *d*", "a|b|c|*d*"},
		{"emphasis", "*a* **b** ***c*** _d_ __e__ ~~f~~ *g **h** i*", "a b c d e f g h i"},
		{"emphasis within words", "un**believ**able, H~~2~~O, snake_case_name, __init__", "unbelievable, H2O, snake_case_name, init"},
		{"signs that are text", "2 * 3 * 4, C*, x~, ~e ~~~f~~~, _g\n\na*b\n\n*d\n\n*", "2 * 3 * 4, C*, x~, ~e ~~~f~~~, _g|a*b|*d"},
		{"emphasis over lines", "*a\nb* c", "a b c"},
		{"emphasis ends with its paragraph", "*a\n\nb*", "*a|b*"},
		{"escapes", `\*a\* \_b \[c](d) \<e> \&amp; C:\dir \\`, `*a* _b [c](d) <e> &amp; C:\dir \`},
		{"code spans", "`a*b*` ``c`d`` `Vec<T>` `&lt;` ` e ` `f", "a*b* c`d Vec<T> &lt; e `f"},
		{"code spans over lines", "`a\nb` c", "a b c"},
		{"links", `[a *b*](x "y z") [c](<x y>) [d](x(y)(z)) [e]( x ) [f]()`, "a b c d e f"},
		{"no links", `[a](b c) [d] [e][f] [g] (h) a[i](j k`, "[a](b c) [d] [e][f] [g] (h) a[i](j k"},
		{"images", `![a b](x.png "t") [![c](d)](e) !f`, "a b c !f"},
		{"links by label", "[a][X] [b][] [x] [c][y]\n\n[x]: url 'title'\n[b]: <url>\n", "a b x [c][y]"},
		{"definitions", "a\n\n[b]: <c d> (e)\n[f]:\n  g 'h'\n[i]: {% j %}\n", "a|[i]: {% j %}"},
		{"no definition within a paragraph", "a\n[b]: c d", "a [b]: c d"},
		{"footnotes", "a[^1] b[^note].\n\n[^1]: The *note*\n    goes on\n", "a b.|The note goes on"},
		{"a link that looks like a footnote", "a[^b](c) d[^e]", "a^b d"},
		{"tags", "a<b>b</b>c <br>d<td>e<p class=\"x\ny\">f</p> g<sup>1</sup> H<sub>2</sub>O <h i", "abc  d e|f| g 1  H2O <h i"},
		{"no tags", "a < b, c <d, 1<2>3, <-, x<y.z>", "a < b, c <d, 1<2>3, <-, x<y.z>"},
		{"comments", "a<!-- b\n\nc -->d <!-- e", "ad <!-- e"},
		{"hidden elements", "a<script>b < c</script>d\n<style>\ne\n</style>\nf <svg>", "a d f "},
		{"a picture's text", `<img src="a" alt="b *c*">d`, "b *c* d"},
		{"addresses", "<https://a.b/c_d_e> <me@a.b> https://x.y/z", "https://a.b/c_d_e me@a.b https://x.y/z"},
		{"entities", "caf&eacute; &amp; &#8212;&#x41; &nbsp;| &nope; AT&T; a&b &shy;x", "café & —A  | &nope; AT&T; a&b x"},
		{"tables", "| a | *b* |\n|---|:-:|\n| c | d \\| e |\nf", "a | b|c | d | e|f"},
		{"definitions of words", "term\n: meaning\n", "term|meaning"},
	}
	for _, tt := range tests {
		if got := seen(tt.in); got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// checkPieces states what holds for the pieces of every text.
func checkPieces(t failer, text string) {
	t.Helper()
	last, standard := 0, Standard(text)
	Visible(text, func(p Piece) {
		s := p.Span
		switch {
		case s.Start < last || s.End <= s.Start || s.End > len(text):
			t.Fatalf("%.500q: span %v after byte %d of %d", text, s, last, len(text))
		case p.Text == "" || strings.Contains(p.Text, "\n"):
			t.Fatalf("%.500q: piece %q", text, p.Text)
		case strings.TrimSpace(p.Text) == "": // what a dialect has cleared may leave blanks in code
		case last == 0 && p.Gap != Apart:
			t.Fatalf("%.500q: the first piece's gap is %d", text, p.Gap)
		case p.Text == standard[s.Start:s.End]: // as it is, or in code what a dialect's signs were cleared to
		case len(p.Text) == s.End-s.Start, text[s.Start] != '&' && text[s.Start] != ':':
			t.Fatalf("%.500q: piece %q is written %q", text, p.Text, text[s.Start:s.End])
		}
		last = s.End
	})
}

// hostile are pieces of markup that make scanners go back and forth.
var hostile = strings.Split("[ ] []( []((  [](< [](x\" [a](b ![ ![a]( [^ [^a] [a]: [a][ [a][a] [`a *a a* *a* _a ~a *_~`[ *\\ é* ` `\u00a0`` a` <a <a\u00a0 <!-- --> "+
	"<script> <script>a</script <svg &amp; & > # # {#a} {# \\ | |- - - 1. : = a\n a\n=== a\n= \n[a]:b\n ```\n ~~~\n```\n [a]:b\n\n[[a] a\n[b]:c\n[b][b]", " ")

// What takes time quadratic in a text would be seen here: most of these would
// take minutes.
func TestVisibleHostile(t *testing.T) {
	for _, s := range append(hostile, "* a\n", "    a\n", "\n    ", "> ", "- ", "1. ") {
		checkPieces(t, strings.Repeat(s, 1<<18/(len(s)+1)))
	}
	checkPieces(t, "[a]: b\n\n"+strings.Repeat("[", 1<<16)+strings.Repeat("]", 1<<16))
	var ticks strings.Builder
	for i := range 5000 {
		ticks.WriteString(strings.Repeat("`", i%70+1) + " a")
	}
	checkPieces(t, ticks.String())
}

// TestVisibleIn: a part of a text has the pieces that the whole has there.
func TestVisibleIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"A *b* [c][d] e[^1].", "```\n- a *b*", "```", "> ~~~\n> x", "> ~~~", "~~~\n*a*\n\nb\n~~~", "# H", "1. one\n2. two", "[d]: /e", "<b>x</b> &amp;", "- [ ] a\n  b",
		}), 2, 12).Draw(t, "blocks"), "\n\n") + "\n"
		starts := []int{0}
		for i := range text[:len(text)-2] {
			if text[i:i+2] == "\n\n" {
				starts = append(starts, i+2)
			}
		}
		from := rapid.SampledFrom(starts).Draw(t, "from")
		to := rapid.SampledFrom(append(starts, len(text))).Filter(func(to int) bool { return to >= from }).Draw(t, "to")
		var want, got []Piece
		Visible(text, func(p Piece) {
			if p.Span.Start >= from && p.Span.End <= to {
				want = append(want, p)
			}
		})
		VisibleIn(text, Span{from, to}, func(p Piece) { got = append(got, p) })
		if !slices.Equal(got, want) {
			t.Fatalf("%d-%d of %q:\n%v, in the whole\n%v", from, to, text, got, want)
		}
	})
}

func FuzzVisible(f *testing.F) {
	for _, s := range hostile {
		f.Add("a " + s + " b\n" + s + "\n\n" + s + s)
	}
	f.Add("# A *b* `c`\n\n> - [d](e \"f\") ![g][h] <i> &amp; j[^k]\n\n    l\n\n```m\nn\n```\n| o | p |\n|---|---|\n\n[h]: q\n")
	f.Fuzz(func(t *testing.T, text string) {
		text = script.Clean(text)
		checkPieces(t, text)
	})
}

func BenchmarkVisible(b *testing.B) {
	text := strings.Repeat("## The first day\n\nThe strategy – a plan, says [the *earlier* report](https://example.org/why) – is “so it is” said.\n\n- a line\n- item\n\n```go\nfunc main() {\n    x := 1\n}\n```\n\n", 6000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Visible(text, func(Piece) {})
	}
}

// TestHiddenElements: what nobody sees is not read, however its tags are written.
func TestHiddenElements(t *testing.T) {
	for _, name := range []string{"script", "style", "template", "noscript", "iframe"} {
		for _, form := range []string{"<%s>", "<%s type='x'>"} {
			for _, change := range []func(string) string{strings.ToLower, strings.ToUpper, func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }} {
				text := "before " + strings.Replace(form, "%s", change(name), 1) + "hidden" + "</" + strings.ToLower(name) + "> after"
				if change(name) == name {
					text = strings.Replace(text, "</"+name, "</"+strings.ToUpper(name), 1)
				}
				var seen string
				Visible(text, func(p Piece) { seen += p.Text })
				if strings.Contains(seen, "hidden") || !strings.Contains(seen, "before") || !strings.Contains(seen, "after") {
					t.Errorf("%q is read as %q", text, seen)
				}
			}
		}
	}
}
