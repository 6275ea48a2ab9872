package exchange

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/note"
)

// noted is a text with a highlight on each passage.
func noted(t testing.TB, text string, passages ...string) note.ArticleNotes {
	t.Helper()
	m := note.ArticleNotes{Path: "kelp.md", Title: "Kelp", Text: text}
	for _, p := range passages {
		span := anchor.Locate(text, p, "", "")
		if len(span) == 0 {
			t.Fatalf("%q is not in the text", p)
		}
		m.Notes = append(m.Notes, note.ResolvedNote{Note: note.Note{ID: note.NewID(), Kind: "highlight", Anchor: note.Anchor{Quote: p}}, Match: note.Match{State: note.Exact, Span: span[0]}})
	}
	return m
}

func TestAnnotatedMarkdown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, passage, want string }{
		{"# Kelp\n\nIt grows fast.\n", "grows", "It ==grows==[^note-1] fast.\n\n[^note-1]: **highlight**\n"},
		{"# Kelp\n\nIt grows **very fast** and `runs(x)`.\n", "very fast and runs(x)", "It grows **==very fast==** ==and== ==`runs(x)`==[^note-1].\n\n[^note-1]: **highlight**\n"},
		{"# Kelp\n\nSee [all of it](https://a.example) here.\n", "all of", "See [==all of== it](https://a.example)[^note-1] here.\n\n[^note-1]: **highlight**\n"},
		{"# Kelp\n\nOne.\n\n- two\n- three\n", "One. two", "==One.==\n\n- ==two==[^note-1]\n- three\n\n[^note-1]: **highlight**\n"},
		{"# Kelp\n\n```\nsome code\n```\n", "some code", "```\nsome code\n```\n\n## Notes\n\n> some code\n\n**highlight**\n"},
		{"# Kelp\n\nA[^note-1] b.\n\n[^note-1]: c\n", "b", "A[^note-1] ==b==[^my-note-1].\n\n[^note-1]: c\n\n[^my-note-1]: **highlight**\n"},
	} {
		got := AnnotatedMarkdown(noted(t, tt.text, tt.passage))
		if diff := cmp.Diff("# Kelp\n\n"+tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.passage, diff)
		}
	}
	overlapping := AnnotatedMarkdown(noted(t, "# Kelp\n\nIt grows very fast here.\n", "grows very", "very fast"))
	if want := "It ==grows very[^note-1] fast==[^note-2] here."; !strings.Contains(overlapping, want) {
		t.Error(overlapping)
	}
}

func TestAnnotatedHTML(t *testing.T) {
	t.Parallel()
	text := "# Kelp\n\nIt <script>alert(1)</script> [grows](javascript:alert(2)) **fast** & ![far](https://a.example/x.png).\n\n<div onclick=\"x()\">In a <b>block</b></div>\n\n```\nif a < b { \"c\" }\n```\n"
	m := noted(t, text, "fast", "if a < b")
	m.Title, m.Source, m.Author = "Kelp <i>", "https://a.example/?a=1&b=\"", "A <b>"
	m.Notes[0].Body = "Why <img src=x onerror=alert(3)> **so**?"
	m.Notes = append(m.Notes, note.ResolvedNote{Note: note.Note{ID: "cccccccccc", Kind: "doubt", Anchor: note.Anchor{Quote: "</li><script>"}}, Match: note.Match{State: note.Lost}})
	page := AnnotatedHTML(m)
	for _, bad := range []string{"<script", "<img", "onerror=", "onclick=", "javascript:", "<i>"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s is on the page", bad)
		}
	}
	for _, good := range []string{"<strong><mark>fast</mark></strong>", "<mark>if a &lt; b</mark>", `<sup class="note" id="ref-1"><a href="#note-1">1</a></sup>`, "[far]", "In a  block", "<strong>so</strong>", "&lt;/li&gt;&lt;script&gt;", "not in the text any more"} {
		if !strings.Contains(page, good) {
			t.Errorf("%s is not on the page:\n%s", good, page)
		}
	}
}

// TestAnnotatedKeepsTheText holds of any notes on any text that what one reads
// stays the same, and that every tag on the page is closed where it should be.
func TestAnnotatedKeepsTheText(t *testing.T) {
	t.Parallel()
	piece := rapid.SampledFrom([]string{"word ", "two words ", "**bold** ", "`code` ", "[link](https://a.example) ", "\n\n", "\n- item ", "\n> quoted ", "\n\n```\nfenced\n```\n\n", "<b>tag</b> ", "& < ", "\n# Heading\n", "[^1] ", "==m== ", "| a | b |\n|-|-|\n| c | d |\n", "日本 ", "![p](x) "})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(rt, "text"), "")
		m := note.ArticleNotes{Text: text}
		for range rapid.IntRange(0, 4).Draw(rt, "notes") {
			from := rapid.IntRange(0, len(text)).Draw(rt, "from")
			s := article.Span{Start: from, End: rapid.IntRange(from, len(text)).Draw(rt, "to")}
			if s.Empty() || strings.ToValidUTF8(text[s.Start:s.End], "") != text[s.Start:s.End] {
				continue
			}
			m.Notes = append(m.Notes, note.ResolvedNote{Note: note.Note{ID: note.NewID(), Kind: "k", Anchor: note.Anchor{Quote: "q"}}, Match: note.Match{State: note.Exact, Span: s}})
		}
		signs := freeSigns(text)
		body, notes, shown := marked(m, marking{open: signs[0], close: signs[1], code: true, ref: func(int) string { return signs[2] }})
		if strings.NewReplacer(signs[0], "", signs[1], "", signs[2], "").Replace(body) != text {
			rt.Fatalf("%q became %q", text, body)
		}
		if len(notes) != len(m.Notes) || strings.Count(body, signs[2]) != shown || strings.Count(body, signs[0]) != strings.Count(body, signs[1]) {
			rt.Fatalf("%q: %d of %d notes in %q", text, shown, len(m.Notes), body)
		}
		if rest := strings.ReplaceAll(refs.ReplaceAllString(AnnotatedMarkdown(m), ""), "==", ""); !strings.Contains(visibleWords(rest), firstWord(text)) {
			rt.Fatalf("%q is gone from %q", firstWord(text), rest)
		}
		open := 0
		for z := html.NewTokenizer(strings.NewReader(AnnotatedHTML(m))); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			switch name, _ := z.TagName(); {
			case string(name) == "mark" && kind == html.StartTagToken:
				open++
			case string(name) == "mark":
				open--
			}
			if open < 0 || open > 1 {
				rt.Fatalf("marks in marks, of %q", text)
			}
		}
	})
}

var refs = regexp.MustCompile(`\[\^(?:my-)*note-\d+\]`)

func visibleWords(text string) string {
	var b strings.Builder
	markdown.Visible(text, func(p markdown.Piece) { b.WriteString(p.Text + " ") })
	return b.String()
}

func firstWord(text string) string {
	words := strings.FieldsFunc(visibleWords(text), func(r rune) bool { return r < 'a' || r > 'z' })
	if len(words) == 0 {
		return ""
	}
	return words[0]
}
