package article

import (
	"strings"
	"testing"
)

func TestParseFrom(t *testing.T) {
	const body = `<body><article><p>Two leaves and a bud make a <a href="cup.html#a">cup</a> of tea, as everybody knows. <img src="x_files/leaf.png" alt="A leaf"></p></article></body>`
	for name, tt := range map[string]struct{ from, head, source, link string }{
		"the address":                  {"https://example.org/tea/", "", "https://example.org/tea/", "https://example.org/tea/cup.html#a"},
		"its canonical one":            {"https://m.example.org/tea?utm_source=x", `<link rel="Canonical" href="https://example.org/tea#top">`, "https://example.org/tea", "https://m.example.org/cup.html#a"},
		"a relative one":               {"https://example.org/a/tea", `<link rel=canonical href="../b">`, "https://example.org/b", "https://example.org/a/cup.html#a"},
		"the home page":                {"https://example.org/tea", `<link rel=canonical href="/">`, "https://example.org/tea", "https://example.org/cup.html#a"},
		"without what chooses":         {"https://example.org/a.php?id=5", `<link rel=canonical href="/a.php">`, "https://example.org/a.php?id=5", "https://example.org/cup.html#a"},
		"no web page":                  {"https://example.org/tea", `<link rel=canonical href="javascript:x">`, "https://example.org/tea", "https://example.org/cup.html#a"},
		"a base":                       {"https://example.org/tea", `<base href="/deep/">`, "https://example.org/tea", "https://example.org/deep/cup.html#a"},
		"a saver's comment":            {"https://example.org/tea", `<!-- saved from url=(0019)https://elsewhere.org/ -->`, "https://example.org/tea", "https://example.org/cup.html#a"},
		"an address of the open graph": {"https://example.org/tea", `<meta property="og:url" content="https://elsewhere.org/">`, "https://example.org/tea", "https://example.org/cup.html#a"},
	} {
		a, err := ParseFrom("tea.html", tt.from, []byte("<html><head><title>Tea</title>"+tt.head+"</head>"+body+"</html>"))
		if err != nil {
			t.Fatal(err)
		}
		if a.Meta.Source != tt.source {
			t.Errorf("%s: the source is %s", name, a.Meta.Source)
		}
		if !strings.Contains(a.Text, "("+tt.link+")") || strings.Contains(a.Text, "(x_files") {
			t.Errorf("%s: the links are\n%s", name, a.Text)
		}
	}
	a, err := ParseFrom("tea.md", "https://example.org/tea.md", []byte("---\nsource: https://elsewhere.org/\n---\n# Tea\n"))
	if err != nil || a.Meta.Source != "https://example.org/tea.md" {
		t.Errorf("of Markdown the source is %v %v", a, err)
	}
}
