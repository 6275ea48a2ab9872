package article

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const newsPage = `<!DOCTYPE html>
<html lang="en-GB"><!--
 Page saved with SingleFile 
 url: https://example.org/2024/04/30/why-the-yen-fell 
 saved date: Tue May 07 2024 10:00:00 GMT+0200 (Central European Summer Time)
--><head>
<meta charset="utf-8"><title>Why the yen fell | The Ledger</title>
<meta property="og:title" content="Why the yen fell"><meta property="og:site_name" content="The Ledger">
<meta name="description" content="A &amp; B&#27;[31m"><meta property="article:tag" content="yen"><meta property="article:tag" content="money">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"no"},{"@type":"NewsArticle","headline":"Not this","author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"John Roe"}],"datePublished":"2024-04-30T08:00:00Z","publisher":{"@type":"Organization","name":"Ledger Ltd"}}]}</script>
</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
<main><article><h1>Why the yen fell</h1>
<p>` + para + ` See <a href="../03/why">an earlier report</a>.</p>
<h2>The first day</h2>
<p>` + para2 + `<sup><a href="#fn1">1</a></sup></p>
<figure><img src="/yen.png" alt="A falling line"><figcaption>The yen in April</figcaption></figure>
<table><tr><th>Day</th><th>Yen</th></tr><tr><td>1</td><td>151</td></tr></table>
<pre><code class="language-go">func main() {
	a := "&lt;b&gt;"
}</code></pre>
<blockquote><p>` + para + `</p></blockquote>
<p style="display:none">Hidden words.</p>
<ol><li id="fn1">` + para2 + `</li></ol>
</article></main>
<aside><h2>Most read</h2><p>` + para + `</p></aside>
<footer><p>© The Ledger. <a href="/imprint">Imprint</a></p></footer>
<script>alert("no")</script></body></html>`

func TestHTML(t *testing.T) {
	a, err := Parse("a.html", []byte(newsPage))
	if err != nil || a.Warning != "" {
		t.Fatal(err, a.Warning)
	}
	want := Meta{
		Title: "Why the yen fell", Author: "Jane Doe, John Roe", Site: "The Ledger", Source: "https://example.org/2024/04/30/why-the-yen-fell",
		Published: time.Date(2024, 4, 30, 8, 0, 0, 0, time.UTC), Tags: []string{"yen", "money"}, Language: "en-GB", Description: "A & B␛[31m",
	}
	if diff := cmp.Diff(want, a.Meta); diff != "" {
		t.Error(diff)
	}
	for _, s := range []string{
		para + " See [an earlier report](https://example.org/2024/04/03/why).", "## The first day\n", "in charge.[^1]", "[^1]: " + para2, "![A falling line](https://example.org/yen.png)",
		"The yen in April", "| 1   | 151 |", "```go\nfunc main() {\n    a := \"<b>\"\n}\n```", "> " + para,
	} {
		if !strings.Contains(a.Text, s) {
			t.Errorf("missing %q", s)
		}
	}
	for _, s := range []string{"Home", "Most read", "Imprint", "Hidden", "alert", "# Why"} {
		if strings.Contains(a.Text, s) {
			t.Errorf("%q is not part of the article", s)
		}
	}
	if t.Failed() {
		t.Log(a.Text)
	}
}

func TestHTMLPieces(t *testing.T) {
	tests := []struct{ name, in, title, text string }{
		{"fragment with front matter", "<!--{\"Title\": \"A & B\"}-->\n<h2>One</h2><p>Two</p>", "A & B", "## One\n\nTwo\n"},
		{"template markers stay", "<p>{{code \"x\"}} and {{.}}</p>", "A", "{{code \"x\"}} and {{.}}\n"},
		{"title from the heading", "<h1>The <i>title</i></h1><p>Text.</p>", "The title", "Text.\n"},
		{"title without a site", "<title>The title - Some Site</title><h1>The title</h1><p>Text.</p>", "The title", "Text.\n"},
		{"entities cannot escape", "<p>a&#27;]0;x&#7;b&#x202e;c</p>", "A", "a␛]0;x␇bc\n"},
		{"chart", "<svg><text>one</text><g><text>two</text></g></svg><svg><path d=''/></svg><p>x</p>", "A", "one  \ntwo\n\nx\n"},
		{"definitions", "<dl><dt>Yen</dt><dd>Money.</dd></dl>", "A", "**Yen**\n\nMoney.\n"},
		{"embedded picture", "<p><img alt='A' src='data:image/png;base64,AAAA'></p>", "A", "![A](data:image/png)\n"},
		{"lazy picture", "<p><img alt='A' src='data:image/gif;base64,AAAA' data-src='/a.png'></p>", "A", "![A](/a.png)\n"},
		{"markup in text", "<p>*not emphasis* _nor_ [this](x) 1. &lt;b&gt;</p>", "A", "\\*not emphasis* \\_nor_ \\[this](x) 1. &lt;b&gt;\n"},
		{"highlighter's class", "<div class='highlight highlight-source-go'><pre>x := 1</pre></div>", "A", "```go\nx := 1\n```\n"},
		{"list", "<ul><li>a<ul><li>b</li></ul></li></ul>", "A", "- a\n  \n  - b\n"},
		{"emphasis of nothing", "<p>a<b><i></i></b>b <b><p>c</b>d", "A", "ab\n\n**c**d\n"},
		{"empty", "", "A", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse("a.html", []byte(tt.in))
			if err != nil || a.Warning != "" {
				t.Fatal(err, a.Warning)
			}
			if a.Meta.Title != tt.title || a.Text != tt.text {
				t.Errorf("title %q, text %q", a.Meta.Title, a.Text)
			}
		})
	}
}

// hostilePages cost a careless reader time, memory or its life.
func hostilePages(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	return map[string]string{
		"deep": fill("<div>") + "Text.", "inline": fill("<b><i>") + "Text.", "lists": fill("<ul><li>a") + "Text.", "quotes": fill("<blockquote>") + "Text.",
		"tables": fill("<table><tr><td>") + "Text.", "wide table": "<table><tr>" + fill("<td>a</td>") + "</tr></table>Text.", "long table": "<table>" + fill("<tr><td>a</td></tr>") + "</table>Text.",
		"attributes": "<p " + fill("a=b ") + ">Text.</p>", "one attribute": "<p class='" + fill("nav-") + "'>Text.</p>", "comments": fill("<!-- -->") + "Text.", "open comment": "Text.<!--" + fill("-"),
		"tags": fill("<a>") + "Text.", "links": fill("<a href=x>y</a>") + "Text.", "formatting": fill("<p><b>") + "Text.", "entities": fill("&#27;&lt;") + "Text.",
		"script": "<script>" + fill("x") + "</script>Text.", "images": fill("<img src=x alt=y>") + "Text.", "nested svg": fill("<svg><text>") + "Text.", "divs": fill("<div class=nav>a</div>") + "Text.",
		"paragraphs": "<nav>x</nav>" + fill("<p>Some words, and more of them, to make a paragraph of it.</p>") + "Text.", "headings": fill("<h1>x</h1>") + "Text.", "select": fill("<select>") + "Text.", "pre": "<pre>" + fill("\n\t") + "</pre>Text.",
		"backticks": "<p><code>" + fill("`") + "</code></p>Text.", "stars": "<p>" + fill("*_") + "</p>Text.", "brackets": "<p>" + fill("[](") + "</p>Text.", "breaks": fill("<br>") + "Text.", "nested a": "<nav></nav>" + fill("<div><p>a, b, c, d</p>") + "Text.",
		"json": "<script type='application/ld+json'>" + fill("[") + "</script>Text.", "meta": fill("<meta property=article:tag content=x>") + "Text.",
	}
}

func TestHostileHTML(t *testing.T) {
	for name, in := range hostilePages(20_000) {
		t.Run(name, func(t *testing.T) {
			a, err := Parse("a.html", []byte(in))
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			if !strings.Contains(a.Text, "Text.") && name != "select" && name != "nested svg" {
				t.Errorf("the text is gone: %.100q", a.Text)
			}
		})
	}
}

// BenchmarkHostileHTML parses hostile pages of 1 MB.
func BenchmarkHostileHTML(b *testing.B) {
	for name, in := range hostilePages(1_000_000) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Parse("a.html", []byte(in)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestHeadingThatSaysTheTitle: only the one in the title's place is left out.
func TestHeadingThatSaysTheTitle(t *testing.T) {
	for _, tt := range []struct {
		body string
		kept bool
	}{
		{"<h1>Lamps</h1><p>They burn.</p>", false},
		{"<h2>Lamps</h2><p>They burn.</p>", false},
		{"<p>Crafts</p><p>3 May 2021</p><h1>Lamps</h1><p>They burn.</p>", false},
		{"<p>They burn.</p><h2>Lamps</h2><p>More.</p>", true},
		{"<p>They burn.</p><h1>Lamps</h1><p>More.</p>", true},
		{"<h1>Of light</h1><p>They burn.</p><h2>Lamps</h2><p>More.</p>", true},
		{"<h1>Lamps</h1><p>They burn.</p><h2>Lamps</h2><p>More.</p>", true},
	} {
		a, err := Parse("a.html", []byte("<title>Lamps</title>"+tt.body))
		if err != nil || a.Meta.Title != "Lamps" {
			t.Fatalf("%s: %q, %v", tt.body, a.Meta.Title, err)
		}
		if got := strings.Contains(a.Text, "Lamps"); got != tt.kept {
			t.Errorf("%s: kept is %v: %q", tt.body, got, a.Text)
		}
	}
}
