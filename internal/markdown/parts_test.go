package markdown

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
	"pgregory.net/rapid"

	"manicule/internal/script"
)

// treeShape lists the blocks of a tree with their places, outermost first, and the
// kinds and places of what is in them.
func treeShape(n ast.Node, base int, depth int, out []string) []string {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		s := strings.Repeat(" ", depth) + c.Kind().String()
		switch c := c.(type) {
		case *ast.Text:
			s += fmt.Sprint(" ", base+c.Segment.Start, "-", base+c.Segment.Stop)
		case *ast.Link:
			s += " " + string(c.Destination)
		}
		if c.Type() == ast.TypeBlock {
			for i := range c.Lines().Len() {
				l := c.Lines().At(i)
				s += fmt.Sprint(" ", base+l.Start, "-", base+l.Stop)
			}
		}
		out = treeShape(c, base, depth+1, append(out, s))
	}
	return out
}

// treeShapes are those of the text parsed by parts and as a whole. ok is false
// when a part is plain, which the whole is not.
func treeShapes(text string) (parts, whole []string, ok bool) {
	src := NewSource(text)
	for _, part := range Parts(text) {
		if part.Plain {
			return nil, nil, false
		}
		tree, _ := src.Tree(part)
		parts = treeShape(tree, part.Span.Start, 0, parts)
	}
	tree, _ := src.Tree(Part{Span: Span{0, len(text)}})
	return parts, treeShape(tree, 0, 0, nil), true
}

func TestPartsOfRealArticles(t *testing.T) {
	t.Parallel()
	if checkPartsIn(t, "../../articles") == 0 {
		t.Error("the project's own articles are not there")
	}
	checkPartsIn(t, cmp.Or(os.Getenv("MANICULE_ARTICLES"), "../../../shared/articles")) // where there are any
}

// checkPartsIn returns how many articles it found.
func checkPartsIn(t *testing.T, dir string) (found int) {
	t.Helper()
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return nil
		}
		found++
		data, _ := os.ReadFile(path)
		text := script.Clean(string(data))
		parts, whole, ok := treeShapes(text)
		if !ok {
			t.Errorf("%s: a part is taken for dangerous", path)
		}
		if d := gocmp.Diff(whole, parts); d != "" {
			t.Errorf("%s: whole (-), by parts (+):\n%s", path, d)
		}
		return nil
	})
	return found
}

// blockLines are what Markdown's block structure is made of.
var blockLines = rapid.SampledFrom([]string{
	"", "", "", "", "text", "Text *with* `code`", "more [ref] text[^1]", "# heading", "## heading", "#no", "===", "---", "- - -", "***",
	"- item", "- ", "+ item", "* item", "1. one", "2. two", "10) ten", "  continued", "    indented", "      deeper", "   three", " one",
	"  - nested", "   - nested", "    - nested", "> quote", ">", "> - quoted item", "```", "~~~", "````", "   ```", "  ```", "```go", "    ```", "``` x`y",
	"  # heading", "<div>", "</div>", "<div", "<span>", "<b>x</b>", "<!-- comment", "-->", "<!-- all -->", "<script>", "</script>", "<pre>", "</pre>x",
	"<?php", "?>", "<![CDATA[", "]]>", "<!DOCTYPE", "x > y", "| a | b |", "|---|---|", "term", ": description", ":no", ":  - item", "[ref]: http://example.org", "[ref]:", "[^1]: note", "    of it",
	"[^1]: - item", "\\# x", "**bold** text", "2024 was", "-no", "*emph*", "日本語",
})

func someLines(n int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(blockLines, 1, n).Draw(t, "lines"), "\n")
	})
}

// TestParts: what is parsed by parts is what is parsed as a whole. Parts are
// made small for it by asking for every boundary that there is.
func TestParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := someLines(24).Draw(t, "text")
		src := NewSource(text)
		var got []string
		scan := newScanner(text)
		for pos := 0; pos < len(text); {
			end := scan.next()
			tree, _ := src.Tree(Part{Span: Span{pos, end}})
			got = treeShape(tree, pos, 0, got)
			pos = end
		}
		tree, _ := src.Tree(Part{Span: Span{0, len(text)}})
		if d := gocmp.Diff(treeShape(tree, 0, 0, nil), got); d != "" {
			t.Fatalf("%q: whole (-), by parts (+):\n%s", text, d)
		}
	})
}

func TestPartsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.OneOf(someLines(30), rapid.SampledFrom([]string{
			strings.Repeat("word ", 20_000), strings.Repeat("é", 50_000), strings.Repeat("- item\n", 12_000), strings.Repeat("[", 9000),
			"```\n" + strings.Repeat("code\n", 20_000) + "```\n", strings.Repeat("*a_ ", 9000), strings.Repeat("> ", 100) + "x",
			strings.Repeat("|a", 70) + "|\n" + strings.Repeat("|-", 70) + "|\n", "\n\n",
		}))
		checkTiles(t, strings.Join(rapid.SliceOfN(piece, 1, 6).Draw(t, "pieces"), "\n\n"))
	})
}

func checkTiles(t interface{ Fatalf(string, ...any) }, text string) {
	pos := 0
	for i, p := range Parts(text) {
		if p.Span.Start != pos || p.Span.Empty() || p.Span.Len() > partLimit+partSize {
			t.Fatalf("part %d is %+v, the one before ends at %d", i, p, pos)
		}
		if p.Plain && p.Span.Len() > plainSize*3/2 || !p.Plain && dangerous(text[p.Span.Start:p.Span.End]) && p.Span.Len() > partLimit {
			t.Fatalf("part %d is %+v: too much", i, p)
		}
		pos = p.Span.End
	}
	if pos != len(text) {
		t.Fatalf("the parts end at %d of %d", pos, len(text))
	}
}

func FuzzParts(f *testing.F) {
	for _, s := range []string{"", "a\n\nb", "```\nx\n\ny\n```\n\nz", "- a\n\n  b\n\nc", "<div>\n\n# h", "[^1]: a\n\n    b\n\nc", "a\n: b\n\nc\n: d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTiles(t, script.Clean(s)) })
}

func BenchmarkParts(b *testing.B) {
	text := strings.Repeat("## A heading\n\nSome *text* with a [link](http://example.org) and `code`, long enough to fill a line.\n\n- one\n- two\n\n```go\nfunc main() {}\n```\n\n", 70_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parts(text)
	}
}
