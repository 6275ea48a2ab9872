package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unlikeSpec are the examples whose structure is another here, and why.
var unlikeSpec = map[string]string{
	"163":      "the element is a component of MDX",
	"548":      "[[foo]] is a link by name",
	"559":      "[[foo]] is a link by name",
	"590":      "[[foo]] is a link by name",
	"608":      "a bare address is a link, as in GitHub's",
	"611":      "a bare address is a link, as in GitHub's",
	"612":      "a bare address is a link, as in GitHub's",
	"table 14": "the row of dashes goes on with the item's paragraph",
}

// exampleOf is one example: what is written, and the HTML that it means.
type exampleOf struct{ name, written, means string }

// goldmarkFile reads a file that comes along with goldmark.
func goldmarkFile(t *testing.T, path ...string) []byte {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("goldmark's examples are not at hand: ", err)
	}
	dir := strings.TrimSpace(string(out))
	if dir == "" {
		t.Skip("goldmark is vendored, without its examples")
	}
	data, err := os.ReadFile(filepath.Join(append([]string{dir}, path...)...))
	if err != nil {
		t.Fatal("goldmark has its examples elsewhere: ", err)
	}
	return data
}

// specExamples are those of CommonMark's specification.
func specExamples(t *testing.T) (all []exampleOf) {
	t.Helper()
	var read []struct {
		Example        int
		Markdown, HTML string
	}
	if err := json.Unmarshal(goldmarkFile(t, "_test", "spec.json"), &read); err != nil || len(read) < 600 {
		t.Fatalf("%d examples: %v", len(read), err)
	}
	for _, e := range read {
		all = append(all, exampleOf{strconv.Itoa(e.Example), e.Markdown, e.HTML})
	}
	return all
}

var (
	exampleEnd  = regexp.MustCompile(`(?m)^//= [= ]*//\n`)
	examplePart = regexp.MustCompile(`(?m)^//- [- ]*//\n`)
)

// extensionExamples are those that goldmark has of one of GitHub's extensions.
func extensionExamples(t *testing.T, name string) (all []exampleOf) {
	t.Helper()
	for _, e := range exampleEnd.Split(string(goldmarkFile(t, "extension", "_test", name+".txt")), -1) {
		if p := examplePart.Split(strings.TrimSpace(e)+"\n", 3); len(p) == 3 && !strings.Contains(p[0], "OPTIONS") {
			number, _, _ := strings.Cut(strings.TrimSpace(p[0]), ":")
			all = append(all, exampleOf{name + " " + strings.TrimSpace(number), p[1], p[2]})
		}
	}
	return all
}

// structure is a page without what makes no difference: how it is written, and
// blanks between blocks.
func structure(t *testing.T, page string) string {
	t.Helper()
	nodes, err := nethtml.ParseFragment(strings.NewReader(page), &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		if n.Type == nethtml.TextNode && strings.TrimSpace(n.Data) == "" {
			continue
		}
		if err := nethtml.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return blankEnd.ReplaceAllString(betweenTags.ReplaceAllString(b.String(), "><"), "<br/>")
}

// ownNodes writes the nodes that only we have as elements of their kind.
type ownNodes struct{}

func (ownNodes) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	for _, kind := range []ast.NodeKind{KindSign, KindBox, KindBoxTitle, KindFootnote, KindFootnoteRef, KindWikiLink} {
		reg.Register(kind, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering {
				_, _ = w.WriteString("<" + n.Kind().String() + ">")
			} else {
				_, _ = w.WriteString("</" + n.Kind().String() + ">")
			}
			return ast.WalkContinue, nil
		})
	}
}

var (
	betweenTags = regexp.MustCompile(`>\s+<`)
	blankEnd    = regexp.MustCompile(` +<br/>`)
)

// asPage is a text as the trees of its parts have it, as a page.
func asPage(t *testing.T, text string, r renderer.Renderer) string {
	t.Helper()
	var b bytes.Buffer
	s := NewSource(text)
	for i := 0; ; i++ {
		part, more := s.Part(i)
		if !more {
			return b.String()
		}
		if part.Plain {
			b.WriteString(nethtml.EscapeString(text[part.Span.Start:part.Span.End]))
			continue
		}
		tree, src := s.Tree(part)
		if err := r.Render(&b, src, tree); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSpecification: the trees of what the specification of CommonMark and
// goldmark's examples of GitHub's extensions write have the structure that
// these say.
func TestSpecification(t *testing.T) {
	t.Parallel()
	all := specExamples(t)
	for _, name := range []string{"table", "strikethrough", "tasklist", "linkify", "definition_list"} {
		all = append(all, extensionExamples(t, name)...)
	}
	if len(all) < 700 {
		t.Errorf("only %d examples", len(all))
	}
	r := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.DefinitionList),
		goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML(), renderer.WithNodeRenderers(util.Prioritized(ownNodes{}, 1)))).Renderer()
	for _, e := range all {
		want, got := structure(t, e.means), structure(t, asPage(t, e.written, r))
		why, known := unlikeSpec[e.name]
		if !known && want != got {
			t.Errorf("%s: %q\n got %s\nwant %s", e.name, e.written, got, want)
		} else if known && want == got {
			t.Errorf("%s is alike: %s", e.name, why)
		}
	}
	t.Log(len(all), "examples")
}
