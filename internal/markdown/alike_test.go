package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"pgregory.net/rapid"

	"manicule/internal/script"
)

// wordsOf are the runs of letters in a text.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !script.Letter(r) && !script.Mark(r) })
}

// streamWords are the words that Visible tells, without the numbers of items.
func streamWords(text string) []string {
	var b strings.Builder
	Visible(text, func(p Piece) {
		if p.Gap != Joined {
			b.WriteByte(' ')
		}
		if !p.Number {
			b.WriteString(p.Text)
		}
	})
	return wordsOf(b.String())
}

// treeWords are the words of the parser's tree, in the order of the text.
func treeWords(text string) (words []string, ok bool) {
	s := NewSource(text)
	for i := 0; ; i++ {
		part, more := s.Part(i)
		if !more {
			return words, true
		}
		if part.Plain {
			return nil, false
		}
		doc, src := s.Tree(part)
		_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n.(type) {
			case *ast.CodeBlock, *ast.FencedCodeBlock:
				if entering {
					words = append(words, wordsOf(string(n.Lines().Value(src)))...)
				}
			case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell, *east.DefinitionTerm, *BoxTitle:
				if entering {
					words = append(words, wordsOf(attributes().ReplaceAllString(Shown(n, src), ""))...)
				}
				return ast.WalkSkipChildren, nil
			}
			return ast.WalkContinue, nil
		})
	}
}

// inlines generates what stands in a line: words, and words in markup.
func inlines(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for i := range rapid.IntRange(1, 4).Draw(t, "n") {
			if i > 0 {
				b.WriteByte(' ')
			}
			word := rapid.StringMatching(`[a-wé一]{1,4}`).Draw(t, "word")
			inner := word
			if depth > 0 && rapid.Bool().Draw(t, "nested") {
				inner = inlines(depth-1).Draw(t, "inner")
			}
			b.WriteString(rapid.SampledFrom([]string{
				word, word + ",", word + "_" + word, "*" + inner + "*", "**" + inner + "**", "_" + inner + "_", "~~" + word + "~~", "`" + word + "`", "`` " + word + "*a* ``",
				"[" + word + "](u)", "[" + word + "](<u v> \"w\")", "[" + word + "][r]", "[r]", "![" + word + "](p.png)", "<b>" + word + "</b>", word + "<br>" + word,
				"<http://a.b/" + word[:1] + ">", word + "[^1]", "[[" + word + "]]", "[[a|" + word + "]]", word + "&amp;" + word, word + "&nbsp;b", `\*` + word + `\*`, "2 * 3", "a < b",
			}).Draw(t, "form"))
		}
		return b.String()
	})
}

// documents generates articles: blocks, also within each other.
func documents(depth int) *rapid.Generator[string] {
	indented := func(s, first, rest string) string { return first + strings.ReplaceAll(s, "\n", "\n"+rest) }
	return rapid.Custom(func(t *rapid.T) string {
		var blocks []string
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			line := inlines(1).Draw(t, "line")
			inner := line
			if depth > 0 && rapid.Bool().Draw(t, "nested") {
				inner = documents(depth-1).Draw(t, "inner")
			}
			blocks = append(blocks, rapid.SampledFrom([]string{
				line, line + "\n" + inlines(1).Draw(t, "second"), "# " + line, "## " + line + " ##", line + "\n---", indented(inner, "- ", "  "), indented(inner, "1. ", "   "),
				indented(inner, "> ", "> "), "- " + line + "\n- " + line, "```\n" + line + "\n\n" + line + "\n```", "    " + line, "| " + line + " | b |\n|---|---|\n| c | d |",
				"[^1]: " + line, "[r]: /url", "***", "term\n: " + line, "- [x] " + line,
			}).Draw(t, "block"))
		}
		return strings.Join(blocks, "\n\n")
	})
}

// TestSeenAlike: the stream and the tree have the same words.
func TestSeenAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := documents(2).Draw(t, "text") + "\n\n[^1]: note\n\n[r]: /url\n"
		tree, ok := treeWords(text)
		if stream := streamWords(text); ok && !slices.Equal(stream, tree) {
			t.Fatalf("%q\nthe stream has %q\nthe tree has   %q", text, stream, tree)
		}
	})
}
