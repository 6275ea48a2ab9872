package page

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/script"
)

// fataler is what tests and property tests share.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// oracle tells for every byte of a text whether the goldmark tree says that a
// reader sees it: want. Where the tree doesn't tell (raw HTML, which page reads
// itself), the byte is maybe. White space is never asked for.
type oracle struct {
	text  string
	want  []bool
	maybe []bool
	tex   []bool // within formulas, of which TestTexSpans knows more
}

func newOracle(text string) *oracle {
	o := &oracle{text: text, want: make([]bool, len(text)), maybe: make([]bool, len(text)), tex: make([]bool, len(text))}
	src := markdown.NewSource(text)
	for i := 0; ; i++ {
		part, ok := src.Part(i)
		if !ok {
			return o
		}
		base := part.Span.Start
		if part.Plain {
			o.mark(o.want, base, part.Span.End)
			continue
		}
		tree, bytes := src.Tree(part)
		o.walk(tree, bytes, base, false)
	}
}

func (o *oracle) mark(set []bool, from, to int) {
	for i := from; i < to; i++ {
		set[i] = true
	}
}

// walk marks what the nodes show. Behind an inline tag that hides its text,
// nothing is certain in that block.
func (o *oracle) walk(n ast.Node, src []byte, base int, hidden bool) {
	lines := func(set []bool) {
		for i := range n.Lines().Len() {
			l := n.Lines().At(i)
			o.mark(set, base+l.Start, base+l.Stop)
		}
	}
	switch n := n.(type) {
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		lines(o.want)
		for i := range n.Lines().Len() { // of code that the dialects did not take for code, their signs
			for l, at := n.Lines().At(i), 0; l.Start+at < l.Stop; at++ {
				if markdown.IsSign(rune(src[l.Start+at])) {
					o.want[base+l.Start+at], o.maybe[base+l.Start+at] = false, true
				}
			}
		}
	case *ast.HTMLBlock:
		lines(o.maybe)
		if n.HasClosure() {
			o.mark(o.maybe, base+n.ClosureLine.Start, base+n.ClosureLine.Stop)
		}
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			o.mark(o.maybe, base+s.Start, base+s.Stop)
		}
	case *ast.Text:
		if hidden {
			o.mark(o.maybe, base+n.Segment.Start, base+n.Segment.Stop)
		} else {
			o.mark(o.want, base+n.Segment.Start, base+n.Segment.Stop)
		}
	case *ast.AutoLink:
		label := n.Label(src)
		start := base + cap(src) - cap(label)
		o.mark(o.want, start, start+len(label))
	case *markdown.Sign:
		if n.Means == markdown.EmojiName {
			o.mark(o.want, base+n.Segment.Start, base+n.Segment.Stop)
		} else {
			o.mark(o.maybe, base+n.Segment.Start, base+n.Segment.Stop)
		}
	case *markdown.FootnoteRef:
		o.mark(o.want, base+n.Label.Start, base+n.Label.Stop)
	case *markdown.Footnote:
		o.mark(o.want, base+n.Label.Start, base+n.Label.Stop)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if h, ok := c.(*ast.RawHTML); ok && h.Segments.Len() > 0 {
			seg := h.Segments.At(0)
			hidden = hidden || markdown.Hidden(elementName(string(seg.Value(src))))
		}
		o.walk(c, src, base, hidden)
	}
	if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline {
		for _, f := range formulas(n, o.text, base) {
			o.mark(o.maybe, f.start, f.end)
			o.mark(o.tex, f.start, f.end)
		}
	}
}

// check compares the cells of all lines with the tree.
func (o *oracle) check(t fataler, p *Page) {
	t.Helper()
	seen := make([]int, len(o.text))
	var last article.Span
	for row, line := range allLines(p) {
		if w := line.Width(); w > p.Width()+p.margins.Left+p.margins.Right {
			t.Fatalf("row %d is %d cells wide in a page of %d: %q", row, w, p.Width(), text(line))
		}
		for _, c := range line {
			o.checkCell(t, c, p)
		}
	}
	for _, line := range wholeLines(p) {
		for _, c := range line {
			o.checkCell(t, c, p)
			if c.Start < 0 {
				continue
			}
			if s := (article.Span{Start: c.Start, End: c.End}); last != s { // an entity may be two cells
				for i := c.Start; i < c.End; i++ {
					if seen[i]++; seen[i] > 1 && o.tex[i] {
						t.Fatalf("width %d: %q in a formula is shown twice", p.Width(), o.text[c.Start:c.End])
					}
				}
			}
			last = article.Span{Start: c.Start, End: c.End}
		}
	}
	skip := 0
	for i, r := range o.text {
		if r == '&' {
			if text, n := entity(o.text[i:]); n > 1 && strings.TrimSpace(article.Clean(text)) == "" {
				skip = i + n // white space, or nothing
			}
		}
		if i < skip {
			continue
		}
		if r == ' ' || r == '\n' || o.maybe[i] || !o.want[i] && seen[i] == 0 {
			continue
		}
		if n := utf8.RuneLen(r); o.want[i] && seen[i] != 1 && !(o.unshown(i, n) && seen[i] == 0) || !o.want[i] && !o.between(i) {
			t.Fatalf("width %d: byte %d (%q) is shown %d times; wanted: %v\nin %q", p.Width(), i, r, seen[i], o.want[i],
				o.text[max(0, i-60):min(len(o.text), i+60)])
		}
	}
}

// between reports whether the byte lies between the halves of a cluster that
// markup divides: "e**\u0301**" is one cell.
func (o *oracle) between(i int) bool {
	for i < len(o.text) && !o.want[i] {
		i++
	}
	r, _ := utf8.DecodeRuneInString(o.text[min(i, len(o.text)):])
	return (r >= 0x300 || r == '&') && (i == len(o.text) || !script.Ideographic(r))
}

// unshown tells what has no cell: what joins others but stands alone.
func (o *oracle) unshown(i, n int) bool {
	s := o.text[i : i+max(n, 1)]
	return article.Clean(s) == "" || s == "\u200c" || s == "\u200d" || s >= "\ufe00" && s <= "\ufe0f"
}

func (o *oracle) checkCell(t fataler, c Cell, p *Page) {
	t.Helper()
	src := o.text
	if c.Text == "" || !article.IsClean(c.Text) || strings.Contains(c.Text, "\n") {
		t.Fatalf("cell %q is not clean", c.Text)
	}
	if w := p.wide.String(c.Text); w != int(c.Width) || w < 1 || w > 2 {
		t.Fatalf("cell %q says it is %d wide, but is %d", c.Text, c.Width, w)
	}
	if c.Start < 0 {
		return
	}
	if c.Start >= c.End || c.End > len(src) {
		t.Fatalf("cell %q has the span %d-%d in a text of %d bytes", c.Text, c.Start, c.End, len(src))
	}
	want := src[c.Start:c.End]
	switch {
	case want == c.Text, c.Text == " ", o.tex[c.Start], want[0] == '\\', want[0] == '&':
	case norm.NFKD.String(c.Text) == strings.ReplaceAll(want, "-", "−"): // raised or lowered
	case strings.Contains("⁰¹²³⁴⁵⁶⁷⁸⁹", c.Text): // a note's number instead of its label
	case strings.Contains("[!NOTE] [!TIP] [!IMPORTANT] [!WARNING] [!CAUTION]", strings.ToUpper(want)) && strings.HasSuffix(want, "]"):
	case len(want) > 2 && want[0] == ':' && want[len(want)-1] == ':', // an emoji's name
		(len(want) > 2 || strings.HasSuffix(src[:c.Start], "[!")) && len(want) < 40 && strings.Contains(strings.ReplaceAll(strings.ToLower(want), "-", " "), strings.ToLower(c.Text)): // a box's label
	case strings.HasSuffix(src[:c.Start], "[^") && strings.Contains("0123456789", c.Text):
	case c.level%2 == 1 && (bidi.ReverseString(want) == c.Text || strings.Contains("<> «» ‹› ≤≥", want) && strings.Contains("<> «» ‹› ≤≥", c.Text)):
	case utf8.RuneCountInString(c.Text) > 1, strings.HasPrefix(c.Text, "◌"):
	default:
		t.Fatalf("cell %q stands for %q", c.Text, want)
	}
}

// allLines are the page's rows from first to last, read a screen at a time.
func allLines(p *Page) []Line {
	var all []Line
	at := p.First()
	for {
		lines := p.Lines(at, 40)
		next, n := p.Move(at, len(lines))
		all = append(all, lines...)
		if n < len(lines) {
			return all
		}
		at = next
	}
}

// wholeLines are the page's rows with what is panned away.
func wholeLines(p *Page) (all []Line) {
	for at := p.First(); ; {
		all = append(all, p.FullRow(at))
		next, n := p.Move(at, 1)
		if n == 0 {
			return all
		}
		at = next
	}
}

func text(line Line) string {
	var b strings.Builder
	for _, c := range line {
		b.WriteString(c.Text)
	}
	return b.String()
}

// parseArticle makes an article of Markdown.
func parseArticle(t fataler, md string) *article.Article {
	t.Helper()
	a, err := article.Parse("test.md", []byte(md))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	return a
}

// articlePaths are the paths of the project's own articles, and of real ones where
// they lie beside the project or MANICULE_ARTICLES names a folder of them.
func articlePaths(t testing.TB) []string {
	own := "../../articles"
	var paths []string
	for _, dir := range []string{own, cmp.Or(os.Getenv("MANICULE_ARTICLES"), "../../../shared/articles")} {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && filepath.Base(path) != "README.md" && filepath.Ext(path) != ".png" {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil && dir == own {
			t.Fatal(err)
		}
	}
	return paths
}

func readArticle(t testing.TB, path string) *article.Article {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Parse(path, data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
