package page

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charm.land/glamour/v2/styles"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"manicule/internal/article"
)

var update = flag.Bool("update", false, "rewrite what the layouts should be")

// TestLayout compares pages with testdata/layout. Each file has the width as
// its comment, the Markdown, and the rows wanted, each ended by "|" at the
// page's width.
func TestLayout(t *testing.T) {
	paths, _ := filepath.Glob("testdata/layout/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no layouts")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			width := 0
			if _, err := fmt.Sscanf(string(ar.Comment), "width %d", &width); err != nil {
				t.Fatal(err)
			}
			p := New(parseArticle(t, string(ar.Files[0].Data)), width, Dark())
			got := picture(p)
			if *update {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(ar.Files[1].Data), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// picture is the page's text, row by row.
func picture(p *Page) string {
	var b strings.Builder
	for _, l := range allLines(p) {
		b.WriteString(text(l) + strings.Repeat(" ", max(0, p.Width()-l.Width())) + "|\n")
	}
	return b.String()
}

// layouts are the Markdown of testdata/layout, all in one.
func layouts(t testing.TB) *article.Article {
	t.Helper()
	var b strings.Builder
	paths, _ := filepath.Glob("testdata/layout/*.txtar")
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(ar.Files[0].Data)
		b.WriteString("\n")
	}
	return parseArticle(t, b.String())
}

// With every style that glamour comes with the text is whole and rows between
// blocks are as many as with ours.
func TestGlamourStyles(t *testing.T) {
	a := layouts(t)
	o := newOracle(a.Text)
	for name, config := range styles.DefaultStyles {
		t.Run(name, func(t *testing.T) {
			s := newStyle(name, Config{StyleConfig: *config})
			if want := name == "dark" || name == "dracula" || name == "tokyo-night"; s.Dark != want {
				t.Errorf("dark: %v", s.Dark)
			}
			for _, width := range []int{30, 72, 120} {
				p := New(a, width, s)
				o.check(t, p)
				checkBlankRows(t, p)
			}
		})
	}
}

func checkBlankRows(t *testing.T, p *Page) {
	t.Helper()
	blank := 0
	rows := allLines(p)
	for i, row := range rows {
		if blank++; strings.Trim(text(row), " │|") != "" {
			blank = 0
		}
		if blank > 2 || blank > 0 && (i == 0 || i == len(rows)-1) {
			t.Errorf("width %d: row %d of %d is one blank row too many", p.Width(), i, len(rows))
		}
	}
}

func TestOwnStyles(t *testing.T) {
	a := layouts(t)
	for _, s := range []*Style{Light(), Dark(), Plain()} {
		p := New(a, 60, s)
		checkBlankRows(t, p)
		coloured := false
		for _, row := range allLines(p) {
			for _, c := range row {
				st := p.Style(c.Style)
				coloured = coloured || st.Fg != nil || st.Bg != nil
			}
		}
		if want := s.Name != "plain"; coloured != want {
			t.Errorf("style %s: colours: %v", s.Name, coloured)
		}
	}
	if !Dark().Dark || Light().Dark {
		t.Error("the light is dark or the dark is light")
	}
}

func TestParseStyleErrors(t *testing.T) {
	_, err := ParseStyle("mine.json", []byte(`{"document": 3}`))
	if err == nil || !strings.HasPrefix(err.Error(), "read style mine.json: ") {
		t.Error(err)
	}
}

// TestCase: a style may ask for capitals; the text stays what it is.
func TestCase(t *testing.T) {
	s, err := ParseStyle("upper", []byte(`{"h2": {"upper": true}, "strong": {"title": true}}`))
	if err != nil {
		t.Fatal(err)
	}
	p := New(parseArticle(t, "# T\n\n## straße *no* 5\n\n**two words**\n"), 40, s)
	var got []string
	for _, l := range p.Lines(p.Locate(5), 9) {
		got = append(got, text(l))
	}
	if d := cmp.Diff([]string{"STRAßE NO 5", "", "Two Words"}, got); d != "" {
		t.Error(d)
	}
	if q := p.Quote(p.Unit(5, Paragraph)); q != "straße no 5" {
		t.Errorf("quoted %q", q)
	}
}

func TestLinks(t *testing.T) {
	p := New(parseArticle(t, "[a](<../b c.md> \"t\") http://x.y/z, <me@x.y> ![i](p.png) [![j](q.png)](r) <a href=\"s&amp;t\">k</a> n[^1]\n\n[^1]: o\n"), 80, Dark())
	got := map[string]string{}
	for _, l := range allLines(p) {
		for _, c := range l {
			got[p.Link(c.Link)] += c.Text
		}
	}
	for link, want := range map[string]string{"../b c.md": "a", "http://x.y/z": "http://x.y/z", "mailto:me@x.y": "me@x.y", "p.png": "i", "r": "j", "s&t": "k", "#^1": "¹"} {
		if got[link] != want {
			t.Errorf("link %q is on %q, want %q", link, got[link], want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, tt := range []struct {
		least, natural []int
		room           int
		want           []int
	}{
		{[]int{5, 5}, []int{10, 12}, 40, []int{10, 12}},
		{[]int{5, 9, 5}, []int{6, 90, 5}, 30, []int{6, 19, 5}},
		{[]int{4, 4}, []int{100, 300}, 40, []int{11, 29}},
		{[]int{14, 14, 1}, []int{30, 30, 9}, 30, []int{14, 14, 2}},
	} {
		if d := cmp.Diff(tt.want, share(tt.least, tt.natural, tt.room)); d != "" {
			t.Errorf("%v %v in %d: %s", tt.least, tt.natural, tt.room, d)
		}
	}
}
