package page

import (
	"encoding/json"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"charm.land/glamour/v2"
	glamouransi "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gtext "github.com/yuin/goldmark/text"

	"manicule/internal/article"
)

// Glamour's renderer is the oracle of what is shown: our page has its words, in
// its order. These differences are meant:
//
//   - glamour prints the address behind a link and an image, ours is a link;
//   - an image without a text is called by its file's name here, and by its whole
//     address there;
//   - raw HTML is shown here for what it means, and left out there;
//   - glamour joins the paragraphs of a list's item without a blank, so that
//     letters are compared, not the blanks between words.

// differ are the examples of the specification that differ otherwise, and why.
var differ = map[int]string{
	14:  "glamour decodes an escaped entity",
	28:  "glamour decodes what is no entity without a semicolon",
	29:  "glamour decodes what is no entity without a semicolon",
	35:  "glamour decodes entities in code",
	570: "glamour writes an address and the link behind it as one word",
	346: "glamour leaves out an address that is none",
}

// shownByGlamour are the words of its rendering, without any decoration.
func shownByGlamour(t *testing.T, source string) []string {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(glamouransi.StyleConfig{}), glamour.WithWordWrap(100))
	if err != nil {
		t.Fatal(err)
	}
	out, err := r.Render(source)
	if err != nil {
		t.Fatal(err)
	}
	return wordsOf(ansi.Strip(out))
}

// wordsOf are the runs of letters and digits.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// notShown are the words of addresses and HTML in a text, and whether it has any
// HTML.
func notShown(source string) (words map[string]bool, html bool) {
	words = map[string]bool{}
	src := []byte(source)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList))
	_ = ast.Walk(md.Parser().Parse(gtext.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var address, title []byte
		switch n := n.(type) {
		case *ast.Link:
			address, title = n.Destination, n.Title
		case *ast.Image:
			address, title = n.Destination, n.Title
		case *ast.AutoLink:
			address = n.URL(src)
		case *ast.HTMLBlock, *ast.RawHTML:
			html = true
		}
		printed := string(address)
		if u, err := url.Parse(printed); err == nil { // as glamour does
			printed = u.String()
		}
		for _, w := range slices.Concat(wordsOf(printed), wordsOf(string(title))) {
			words[w] = true
		}
		return ast.WalkContinue, nil
	})
	return words, html
}

// shownByUs are our page's words at width 100, without the title block.
func shownByUs(t *testing.T, source string) []string {
	a, err := article.Parse("t.md", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	p := New(a, 100, &Style{Logical: true})
	var rows []string
	for i := 0; ; i++ {
		if _, ok := p.source.Part(i); !ok {
			return wordsOf(strings.Join(rows, "\n"))
		}
		s := p.lay(p.blocksOf(i))
		for j := range s.rows() {
			rows = append(rows, text(s.row(j)))
		}
	}
}

// lacking is the first of glamour's words that our page has not in its place, or
// what our page has beyond them.
func lacking(t *testing.T, source string) string {
	hidden, html := notShown(source)
	if html {
		return ""
	}
	ours := strings.Join(shownByUs(t, source), "")
	at := map[int]bool{0: true} // how far ours may be: a word of an address may be one of the text too
	for _, w := range shownByGlamour(t, source) {
		next := map[int]bool{}
		for i := range at {
			if strings.HasPrefix(ours[i:], w) {
				next[i+len(w)] = true
			}
			if hidden[w] {
				next[i] = true
			}
		}
		if len(next) == 0 {
			furthest := slices.Max(slices.Collect(maps.Keys(at)))
			return w + ", where ours goes on " + strconv.Quote(ours[furthest:min(len(ours), furthest+40)])
		}
		at = next
	}
	if at[len(ours)] {
		return ""
	}
	return "the end, where ours goes on"
}

func TestWordsAsGlamour(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("goldmark's examples are not at hand: ", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "_test", "spec.json"))
	if err != nil {
		t.Skip("goldmark's examples are not at hand: ", err)
	}
	var examples []struct {
		Example  int
		Markdown string
	}
	if err := json.Unmarshal(data, &examples); err != nil || len(examples) < 600 {
		t.Fatalf("%d examples: %v", len(examples), err)
	}
	for _, e := range examples {
		found := lacking(t, e.Markdown)
		if why := differ[e.Example]; why == "" && found != "" {
			t.Errorf("example %d: %q: %s", e.Example, e.Markdown, found)
		} else if why != "" && found == "" {
			t.Errorf("example %d does not differ any more: %s", e.Example, why)
		}
	}
}

// TestArticlesAsGlamour: so it is in the sample articles, and in others if they
// are named by MANICULE_ARTICLES.
func TestArticlesAsGlamour(t *testing.T) {
	t.Parallel()
	folders := []string{"../../articles"}
	if more := os.Getenv("MANICULE_ARTICLES"); more != "" {
		folders = append(folders, more)
	}
	compared := 0
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(name string, f fs.DirEntry, err error) error {
			if err != nil || f.IsDir() || filepath.Ext(name) != ".md" || strings.Contains(name, ".manicule") {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			a, err := article.Parse(name, data)
			if err != nil {
				return err
			}
			if slices.ContainsFunc([]string{"[^", "$", "{%", "{{", ":::", "[["}, func(sign string) bool { return strings.Contains(a.Text, sign) }) {
				return nil // notes, formulas and dialects, which glamour shows as they are written
			}
			compared++
			if found := lacking(t, a.Text); found != "" {
				t.Errorf("%s: %s", name, found)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if compared == 0 {
		t.Error("there are no articles")
	}
	t.Log(compared, "articles")
}
