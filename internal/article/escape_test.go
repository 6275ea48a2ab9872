package article

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"pgregory.net/rapid"

	"manicule/internal/markdown"
)

// A failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// shown is what a reader sees of a Markdown text: its blocks' visible lines.
func shown(t failer, text string) []string {
	t.Helper()
	var out []string
	s := markdown.NewSource(text)
	for i := 0; ; i++ {
		part, ok := s.Part(i)
		if !ok {
			return out
		}
		if part.Plain {
			out = append(out, strings.Split(strings.TrimSpace(text[part.Span.Start:part.Span.End]), "\n")...)
			continue
		}
		doc, src := s.Tree(part)
		for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
			switch n := n.(type) {
			case *ast.Paragraph, *ast.Heading:
				out = append(out, visibleLines(t, n, src)...)
			case *ast.CodeBlock:
				out = append(out, strings.Split(strings.TrimRight(string(n.Lines().Value(src)), "\n"), "\n")...)
			default:
				t.Fatalf("plain text became a %v in %q", n.Kind(), text)
			}
		}
	}
}

func visibleLines(t failer, block ast.Node, src []byte) []string {
	t.Helper()
	var b strings.Builder
	for n := block.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(markdown.Unescape(n.Segment.Value(src)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		default:
			t.Fatalf("plain text became a %v in %q", n.Kind(), src)
		}
	}
	return strings.Split(b.String(), "\n")
}

// linesOf are the lines of a plain text as they should be seen.
func linesOf(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(strings.ReplaceAll(l, "\u00a0", " ")); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func checkShown(t failer, text string) {
	t.Helper()
	text = Clean(text)
	md := plainMarkdown(plainBlocks(text))
	want := linesOf(text)
	var got []string
	for _, l := range shown(t, md) {
		if l = strings.TrimSpace(strings.ReplaceAll(l, "\u00a0", " ")); l != "" {
			got = append(got, l)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Fatalf("text\n%q\nas Markdown\n%q\nshows\n%q", want, md, got)
	}
}

func TestPlainTextShowsAsItIs(t *testing.T) {
	for _, s := range []string{
		"1. April was wet.",
		"1986) A great year.",
		"#hashtag is no heading\n# this is none either\n####### seven",
		"- one\n- two\n+ three\n* four",
		"> quoted\n>>> more",
		"====\n----\n****\n____\n- - -\n* * *",
		"A title\n===\nAnother\n---",
		"    four spaces of indentation before a paragraph",
		"a * b * c, 2*3*4, *emph*, **strong**, ***both***",
		"snake_case_name, _emph_, __init__, a_ b _c",
		"`code` and ``more`` and a lone `",
		"[a](b) [c][d] [e]: f ![g](h) [^1] [^1]: note [ ] task",
		"[ref]: http://example.org \"title\"\n\n[ref] is no link",
		"<b>bold</b> <!-- gone? --> <http://example.org> a < b > c <a@b.org> </x> <?php ?>",
		"AT&T &amp; &copy; &#65; &#x41; &nosuch; & alone",
		"C:\\path\\to\\file \\* \\_ \\",
		"a|b\n-|-\nc|d\n\n| x |\n|---|\n| y |\n\n:--\n--:",
		"term\n: definition\n\n: another",
		"~5 and ~10 ~~struck~~ ~x~\n~~~\nfence\n~~~",
		"```go\nfmt.Println()\n```",
		"see https://example.org/a_b_(c)*d~e and www.example.org/x_y_z, or mail a_b_c@example.org.",
		"https://example.org/?a=1&copy=2&lt;=3 and http://x/`tick`",
		"trailing spaces  \nand a backslash \\\nthen more",
		"C# and F #\nheading #",
		"$math$ and \\(more\\)",
		"* * *",
		"1.\n2)\n-\n+\n*",
		"$1,000. That's it.\n10. Done",
		"(a) not a list\na) nor this",
		"Verse that is indented\n    like this line\n  and this,\nis kept",
		"\tTabbed paragraph\n\tand its second line, both of them rather longish indeed",
		"<div>\n<p>html\n</div>\n\n<script>alert(1)</script>",
		"--- a/file\n+++ b/file\n@@ -1 +1 @@",
		":: :-: |:|",
		"=\n-",
		"x\n=",
		"\\[not a link\\](really)",
		"[[wiki|link]] and {#id}",
		"- [ ] task\n- [x] done",
		"1\\. escaped already",
		"hhttp://a.b/_c_ and wwww.a.b and \\https://x.y/*z*",
		"\u00a0\u00a0no-break",
	} {
		checkShown(t, s)
	}
}

func TestPlainTextShowsAsItIsAlways(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"word", "Ωmega", "日本", "1.", "12)", "-", "+", "*", "**", "_", "__", "`", "``", "~", "~~", "#", "##", ">", "|", "|-|", "---", "===", ":", ":-", "[", "]", "(", ")", "![", "](", "]:", "[^1]", "<", ">", "<b>", "</b>", "<!--", "-->", "&", "&amp;", "&#1;", "\\", "!", "=", "$", "^", "{", "}", "\"", "'", ".", ",", "http://a.b/c_d", "ftp://x.y/_a_", "https://x.y/*z*", "www.a.b", "a@b.co", "mailto:a@b.co", "\u00a0", "  ", "    ",
		}),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab1 *_`~[]()<>#+-=|&!\\.:\"'$^{}/@é")), 0, 6, -1),
	)
	sep := rapid.SampledFrom([]string{"", "", " ", " ", "\n", "\n\n", "\n    "})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 14).Draw(t, "pieces") {
			b.WriteString(piece.Draw(t, "piece") + sep.Draw(t, "sep"))
		}
		checkShown(t, b.String())
	})
}
