package article

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"manicule/internal/markdown"
)

// A saving is one way in which a web page becomes plain text.
type saving struct {
	name   string
	bullet string // before a list item
	gap    string // between list items and between table cells

	least []bar // for each of the collections; what is left are mostly items and code that no rule could tell from headings
}

// A bar is what the rules must reach.
type bar struct{ precision, recall float64 }

var savings = []saving{
	{"items as paragraphs", "", "\n\n", []bar{{.89, .66}, {.82, .83}}},
	{"items as lines", "", "\n", []bar{{.91, .84}, {.90, .905}}},
	{"items with bullets", "- ", "\n", []bar{{.93, .84}, {.92, .92}}},
	{"items with bullets, apart", "• ", "\n\n", []bar{{.89, .69}, {.92, .915}}},
}

// plainArticle saves a Markdown article as plain text, as news sites' pages
// are saved: title and site in the first line, everything a line, the markup
// gone. It returns the text and its headings.
func (s saving) plainArticle(a *Article) (string, []string) {
	w := &saver{saving: s, src: markdown.NewSource(a.Text)}
	w.block(a.Meta.Title + " – The Site")
	w.block(a.Meta.Title + " - The Site")
	for i := 0; ; i++ {
		part, ok := w.src.Part(i)
		if !ok {
			break
		}
		doc, src := w.src.Tree(part)
		w.blocks(doc, src, true)
	}
	w.block("This article was first published by The Site under a Creative Commons licence.")
	return w.out.String(), w.headings
}

type saver struct {
	saving
	src      *markdown.Source
	out      strings.Builder
	headings []string
}

func (w *saver) block(s string) {
	if s = strings.TrimSpace(s); s != "" {
		w.out.WriteString(s + "\n\n")
	}
}

func (w *saver) blocks(n ast.Node, src []byte, top bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			t := markdown.HeadingTitle(c, src)
			w.block(t)
			if t != "" {
				w.headings = append(w.headings, t)
			}
		case *ast.Paragraph, *ast.TextBlock:
			w.block(inlineText(c, src))
		case *ast.List:
			w.items(c, src)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			w.block(strings.TrimRight(string(c.Lines().Value(src)), "\n"))
		case *east.Table:
			var cells []string
			for row := c.FirstChild(); row != nil; row = row.NextSibling() {
				for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
					cells = append(cells, inlineText(cell, src))
				}
			}
			w.block(strings.Join(cells, w.gap))
		case *ast.HTMLBlock:
		default:
			w.blocks(c, src, false)
		}
	}
}

func (w *saver) items(l *ast.List, src []byte) {
	if w.gap == "\n\n" {
		for item := l.FirstChild(); item != nil; item = item.NextSibling() {
			if first := item.FirstChild(); first != nil && w.bullet != "" {
				w.out.WriteString(w.bullet)
			}
			w.blocks(item, src, false)
		}
		return
	}
	var lines []string
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		lines = append(lines, w.bullet+inlineText(item, src))
	}
	w.block(strings.Join(lines, "\n"))
}

func inlineText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
			return ast.WalkContinue, nil
		}
		if _, ok := n.(*ast.CodeSpan); ok {
			b.WriteString(markdown.Shown(n, src))
			return ast.WalkSkipChildren, nil
		}
		if t, ok := n.(*ast.Text); ok {
			b.Write(markdown.Unescape(t.Segment.Value(src)))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		}
		if t, ok := n.(*ast.AutoLink); ok {
			b.Write(t.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return CleanLine(b.String())
}

// A tally counts headings found, wrongly found, and missed.
type tally struct{ right, wrong, missed int }

func (t *tally) add(want, got []string) (wrong, missed []string) {
	left := map[string]int{}
	for _, h := range want {
		left[foldTitle(h)]++
	}
	for _, h := range got {
		if k := foldTitle(h); left[k] > 0 {
			left[k]--
			t.right++
		} else {
			t.wrong++
			wrong = append(wrong, h)
		}
	}
	for _, h := range want {
		if k := foldTitle(h); left[k] > 0 {
			left[k]--
			t.missed++
			missed = append(missed, h)
		}
	}
	return wrong, missed
}

func (t tally) precision() float64 { return float64(t.right) / float64(max(1, t.right+t.wrong)) }
func (t tally) recall() float64    { return float64(t.right) / float64(max(1, t.right+t.missed)) }
func (t tally) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f (%d headings)", t.precision(), t.recall(), t.right+t.missed)
}

// naive is the obvious rule: a short line without a sentence's end.
func naive(text string) []string {
	var out []string
	for i, b := range strings.Split(text, "\n\n") {
		if i > 1 && len(b) < 60 && b != "" && !strings.Contains(b, "\n") && !strings.ContainsAny(b[len(b)-1:], ".!?:;,") {
			out = append(out, b)
		}
	}
	return out
}

// TestSavedHeadings measures the heading rules on articles saved as plain text:
// go test -v -run SavedHeadings ./internal/article
func TestSavedHeadings(t *testing.T) {
	t.Parallel()
	for _, s := range savings {
		for i, root := range collections() {
			t.Run(s.name+", "+[]string{"own articles", "real articles"}[i], func(t *testing.T) {
				t.Parallel()
				s.measure(t, root, s.least[i])
			})
		}
	}
}

func (s saving) measure(t *testing.T, root string, least bar) {
	all, simple := tally{}, tally{}
	eachArticleIn(t, root, func(name string, data []byte) {
		a, err := Parse(name, data)
		if err != nil || a.Format == PlainText {
			return
		}
		text, want := s.plainArticle(a)
		saved, err := Parse("saved.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, h := range saved.Headings() {
			titles = append(titles, h.Title)
		}
		simple.add(want, naive(text))
		wrong, missed := all.add(want, titles)
		for _, h := range wrong {
			t.Logf("+ %s: %s", name, h)
		}
		for _, h := range missed {
			t.Logf("- %s: %s", name, h)
		}
	})
	t.Logf("= %v; naive: %v", all, simple)
	if all.precision() < least.precision || all.recall() < least.recall {
		t.Errorf("%v, want %v and %v", all, least.precision, least.recall)
	}
}
