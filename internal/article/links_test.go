package article

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/markdown"
)

func TestLinks(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string // what is shown of each, and where it leads
	}{
		{"[a](b.md) [web](https://example.org) [mail](mailto:a@b.c)", []string{"a b.md"}},
		{"[a **b**](c%20d.md \"title\")", []string{"a **b c%20d.md"}},
		{"see [this][x]\n\n[x]: sub/y.md", []string{"this sub/y.md"}},
		{"[[name]] and [[folder/name#part|shown]]", []string{"name [[name]]", "shown [[folder/name#part]]"}},
		{"![[picture]] ![alt](picture.png)", []string{"picture [[picture]]"}},
		{"# A [[b]]\n\n- [[c]]\n\n> [[d]]\n\n[^1]: [[e]]", []string{"b [[b]]", "c [[c]]", "d [[d]]", "e [[e]]"}},
		{"| a |\n|---|\n| [[b\\|c]] |", []string{"c [[b]]"}},
		{"`[[a]]` \\[[b]]\n\n    [[c]]\n\n```\n[[d]] [e](f)\n```", nil},
		{"[[1]](url.md) [[2]] [[ -f x ]] [[]] [[a\nb]] [[^n]]", []string{"[1] url.md"}},
		{"[[a]][[b]] [[a[b]]", []string{"a [[a]]", "b [[b]]"}},
		{"[[Q&amp;A]] [x](a&amp;b.md)", []string{"Q&amp;A [[Q&A]]", "x a&b.md"}},
		{strings.Repeat("[[", 5000) + "a]]", nil}, // dangerous, and so plain
		{"[top](#top)", []string{"top #top"}},
	} {
		var got []string
		for _, l := range Links(tt.text) {
			got = append(got, tt.text[l.Span.Start:l.Span.End]+" "+l.Dest)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%.60q:\n%s", tt.text, diff)
		}
	}
}

func TestResolveLink(t *testing.T) {
	first := func(paths []string) string { return paths[0] }
	for _, tt := range []struct{ from, dest, path, heading string }{
		{"a.md", "b.md", "b.md", ""},
		{"x/a.md", "b.md#c", "x/b.md", "c"},
		{"x/a.md", "../b.md", "b.md", ""},
		{"x/a.md", "/b.md", "b.md", ""},
		{"x/a.md", "./y/../b.md", "x/b.md", ""},
		{"a.md", "two%20words.md#Caf%C3%A9", "two words.md", "Café"},
		{"a.md", "100%.md", "100%.md", ""},
		{"a.md", "what?.md", "what?.md", ""},
	} {
		got := ResolveLink(tt.from, tt.dest)
		if first(got.Paths) != tt.path || got.Heading != tt.heading || got.Outside || got.File {
			t.Errorf("%s from %s: %+v", tt.dest, tt.from, got)
		}
	}
	for dest, path := range map[string]string{
		"b": "x/b.md", "b.html": "x/b.md", "b.md": "x/b.txt", "y/": "x/y/index.md", "b.md?raw=1": "x/b.md", "..": "index.md", "Mr. Holm": "x/Mr. Holm.md",
	} {
		if got := ResolveLink("x/a.md", dest); !slices.Contains(got.Paths, path) || got.File {
			t.Errorf("%s may not be %s: %+v", dest, path, got)
		}
	}
	for _, dest := range []string{"../../b.md", "../..", "/../b.md/../../c", "%2e%2e/%2e%2e/etc/passwd", "../../../etc/passwd#x"} {
		got := ResolveLink("x/a.md", dest)
		for _, p := range got.Paths {
			if strings.HasPrefix(p, "..") || strings.HasPrefix(p, "/") {
				t.Errorf("%s leads out: %+v", dest, got)
			}
		}
	}
	if got := ResolveLink("x/a.md", "../../b.md"); !got.Outside {
		t.Errorf("%+v", got)
	}
	if got := ResolveLink("a.md", "pic.png"); !got.File {
		t.Errorf("%+v", got)
	}
	for _, dest := range []string{"#x", "[[#x]]"} {
		if got := ResolveLink("a.md", dest); !got.Here() || got.Heading != "x" {
			t.Errorf("%s: %+v", dest, got)
		}
	}
	want := Target{Name: "folder/Name", Heading: "A part"}
	if diff := cmp.Diff(want, ResolveLink("a.md", "[[folder/Name#A part]]")); diff != "" {
		t.Error(diff)
	}
}

// Whatever link means an article can be looked up by that article's names.
func TestLinkKeys(t *testing.T) {
	const path, title = "x/the sea.md", "Of the Sea"
	names := NamesOf(path, title, "The Deep")
	for _, l := range []struct {
		from, dest string
		want       bool
	}{
		{"a.md", "x/the%20sea.md", true},
		{"x/b.md", "the sea", true},
		{"y/b.md", "../x/the sea.html#part", true},
		{"a.md", "[[The Sea]]", true},
		{"a.md", "[[x/The Sea.md]]", true},
		{"a.md", "[[of the sea|this]]", false}, // the bar never comes into a destination
		{"a.md", "[[of the sea]]", true},
		{"a.md", "[[the deep#Tides]]", true},
		{"a.md", "the sea.md", false},
		{"a.md", "[[sea]]", false},
		{path, "#part", false},
	} {
		got := slices.ContainsFunc(LinkKeys(l.from, l.dest), func(key string) bool { return slices.Contains(names, key) })
		if got != l.want {
			t.Errorf("%s from %s: %v among %q", l.dest, l.from, LinkKeys(l.from, l.dest), names)
		}
	}
}

func TestCalled(t *testing.T) {
	for _, tt := range []struct {
		name string
		want int
	}{{"x/Sea.md", 3}, {"x/sea", 3}, {"sea", 2}, {"SEA.md", 2}, {"of the SEA", 1}, {"ea", 0}, {"", 0}, {"The deep", 1}} {
		if got := Called(tt.name, "x/sea.md", "Of the sea", "the Deep"); got != tt.want {
			t.Errorf("%q: %d, want %d", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct {
		from, to string
		want     int
	}{{"a.md", "b.md", 0}, {"x/a.md", "x/b.md", 0}, {"a.md", "x/b.md", 1}, {"x/a.md", "y/z/b.md", 3}} {
		if got := Steps(tt.from, tt.to); got != tt.want {
			t.Errorf("%s to %s: %d, want %d", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestSlugs(t *testing.T) {
	var all []Heading
	for _, title := range []string{"What's new?", "Über café_x", "C++ & Go", "What's new?", "日本 語", "a  b", "1. One", "What's new?"} {
		all = append(all, Heading{Title: title})
	}
	want := []string{"whats-new", "über-café_x", "c--go", "whats-new-1", "日本-語", "a--b", "1-one", "whats-new-2"}
	if diff := cmp.Diff(want, markdown.Slugs(all)); diff != "" {
		t.Error(diff)
	}
}

func TestAnchor(t *testing.T) {
	a, err := Parse("a.md", []byte("# The title\n\n## A part\n\n### Within\n\n## A part\n\nText. ^mark\n\n<a id=\"old\"></a>\n\nMore.\n\n## Own {#mine}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"": "# The title", "the-title": "# The title", "a-part": "## A part\n\n###", "a-part-1": "## A part\n\nText", "A Part#Within": "### Within",
		"^mark": "\nText. ^mark", "old": `<a id="old"`, "mine": "## Own {#mine}", "A-PART": "## A part\n\n###",
	} {
		off, ok := a.Anchor(name)
		if !ok || !strings.HasPrefix(a.Text[off:], want) {
			t.Errorf("%q is at %.20q, %v", name, a.Text[off:], ok)
		}
	}
	for _, name := range []string{"nothing", "^no", "?", "\"", "#", "##", "intro#", "a-part#", "^mark#", "#top#"} {
		if off, ok := a.Anchor(name); ok {
			t.Errorf("%q is at %d", name, off)
		}
	}
}

func TestFootnoteDefinition(t *testing.T) {
	text := "A[^1] and[^b].\n\n[^1]: One\ntwo.\n\nBetween.\n\n[^b]: First.\n\n    Second.\n"
	for label, want := range map[string]string{"1": "1]: One\ntwo.", "b": "b]: First.\n\n    Second."} {
		s, ok := markdown.NewSource(text).Footnote(label)
		if got := text[s.Start:s.End]; !ok || strings.TrimSpace(got) != want {
			t.Errorf("%s is %q, want %q", label, got, want)
		}
	}
	if _, ok := markdown.NewSource(text).Footnote("c"); ok {
		t.Error("a footnote that nobody wrote")
	}
}

// Whatever the text, links lie within it, and are what the parser says.
func FuzzLinks(f *testing.F) {
	f.Add("[a](b) [[c|d]] [e][f]\n\n[f]: g#h\n")
	f.Add("[s](##) [s](#a#b#) [s](#intro#) [[#]] [[#^]] [[a#]] [[\\|x]] [s](<#^>)")
	f.Add("![[x]] [[1]](y) `[[z]]` [[a\\|b]]")
	for _, s := range strings.Fields("[ ](b) [[a|b]] ![ ` <a <!-- # > | [a]:b [b][b] [^a]: \\") {
		f.Add(s + "[[a]]")
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = Clean(text)
		a, err := Parse("x/y.md", []byte(text))
		if err != nil {
			a = &Article{Text: text}
		}
		for _, l := range Links(text) {
			target := ResolveLink("x/y.md", l.Dest)
			if off, ok := a.Anchor(target.Heading); off < 0 || off > len(a.Text) || !ok && off > 0 {
				t.Fatalf("%q is at %d of %d bytes", target.Heading, off, len(a.Text))
			}
			LinkKeys("x/y.md", l.Dest)
			if l.Span.Start > l.Span.End || l.Span.End > len(text) {
				t.Fatalf("%+v in %d bytes", l, len(text))
			}
			for _, p := range target.Paths {
				if p == ".." || strings.HasPrefix(p, "../") || strings.HasPrefix(p, "/") {
					t.Fatalf("%q leads to %q", l.Dest, p)
				}
			}
		}
	})
}

func BenchmarkLinks(b *testing.B) {
	text := Clean(string(longMarkdown(1 << 20)))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Links(text)
	}
}

// TestLinksToAllKinds: what is listed as an article can be linked to.
func TestLinksToAllKinds(t *testing.T) {
	bare := ResolveLink("a.md", "b")
	for _, ext := range Extensions() {
		if !IsArticle("b" + ext) {
			t.Errorf("b%s is no article", ext)
		}
		if to := ResolveLink("a.md", "b"+ext); to.File || to.Paths[0] != "b"+ext {
			t.Errorf("a link to b%s leads to %+v", ext, to)
		}
		if !slices.Contains(bare.Paths, "b"+ext) {
			t.Errorf("a link to b may not mean b%s", ext)
		}
		format, _ := formatOfExtension(ext)
		if a, err := Parse("b"+strings.ToUpper(ext), []byte("text")); err != nil || a.Format != format {
			t.Errorf("b%s is read as format %v, %v", ext, a.Format, err)
		}
	}
}

// TestLinksByReference: all forms of a definition are found (CommonMark 0.31.2, 4.7).
func TestLinksByReference(t *testing.T) {
	for _, definition := range []string{
		"[a]:other.md", "[a]: other.md", "[a]:\nother.md", "[a]:   <other.md>", "[a]:<other.md>", "[a]:other.md 'title'", "[a]: other.md\n  \"title\nof two lines\"",
		"   [a]:other.md (title)", "> [a]:other.md", "[A]:other.md",
	} {
		for _, use := range []string{"[a]", "[a][]", "[shown][a]"} {
			got := LinksOut("See " + use + ".\n\n" + definition + "\n")
			if len(got) != 1 || got[0].Dest != "other.md" {
				t.Errorf("%q with %q: %v", use, definition, got)
			}
		}
	}
}

// TestAnchorOfElement: an element is found by its own id only.
func TestAnchorOfElement(t *testing.T) {
	a := parsed(t, "<i title='id=\"x\"'>no</i> <i data-id=\"x\">no</i>\n\n<A ID = x>here</A> <a name='y'>there</a>\n")
	for name, want := range map[string]string{"x": "<A ID = x>here", "y": "<a name='y'>there"} {
		if off, ok := a.Anchor(name); !ok || !strings.HasPrefix(a.Text[off:], want) {
			t.Errorf("%s leads to %d, %v", name, off, ok)
		}
	}
}

// TestAttributeIDs: what dialects write behind or below a text is where links lead.
func TestAttributeIDs(t *testing.T) {
	a, err := Parse("a.md", []byte("# Lamps\n\n## Wicks {#w .x}\n\nOf cotton.\n{: .lead #cotton}\n\n## Oil {/*oils*/}\n\nA [word]{.a #b}.\n\nLast. ^end1\n"))
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"w": "## Wicks", "cotton": "Of cotton", "oils": "## Oil", "b": "A [word]"} {
		if off, ok := a.Anchor(id); !ok || !strings.HasPrefix(a.Text[off:], want) {
			t.Errorf("#%s leads to %.20q, want %q", id, a.Text[off:], want)
		}
	}
	if _, ok := a.Anchor("lead"); ok {
		t.Error("a class is no id")
	}
	for i, want := range []string{"Wicks", "Oil"} {
		if got := a.Headings()[i].Title; got != want {
			t.Errorf("heading %q, want %q", got, want)
		}
	}
}
