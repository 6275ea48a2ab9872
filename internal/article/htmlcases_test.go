package article

import (
	"strings"
	"testing"
)

// readPage is the article of a page whose body is given between two paragraphs.
func readPage(t *testing.T, body string) *Article {
	t.Helper()
	a, err := Parse("dir/a.html", []byte("<title>A page</title><body>"+body))
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	return a
}

// TestPageMeaning: what elements say stays in the Markdown.
func TestPageMeaning(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"raised", "<p>c<sup>2</sup>, CO<sub>2</sub></p>", "c<sup>2</sup>, CO<sub>2</sub>\n"},
		{"marked", "<p>so <mark>very</mark> dry</p>", "so <mark>very</mark> dry\n"},
		{"keys", "<p>press <kbd>ctrl+x</kbd></p>", "press `ctrl+x`\n"},
		{"variable", "<p>where <var>n</var> is even</p>", "where *n* is even\n"},
		{"quotation marks", "<p>she said <q>he said <q>no</q> to me</q></p>", "she said “he said ‘no’ to me”\n"},
		{"ruby", "<p>古<ruby>都<rt>と</rt></ruby><ruby>市<rt>し</rt></ruby>へ</p>", "古都市（とし）へ\n"},
		{"ruby with parentheses of its own", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "漢 (kan)\n"},
		{"boxes", "<ul><li><label><input type=checkbox checked> oiled</label></li><li><input type='checkbox'>trimmed</li></ul>", "- [x] oiled\n- [ ] trimmed\n"},
		{"unfolded", "<details><summary>More</summary><p>Within.</p></details>", "**More**\n\nWithin.\n"},
		{"abbreviations once", "<p><abbr title='Royal Society'>RS</abbr> and <abbr title='Royal Society'>RS</abbr></p>", "RS (Royal Society) and RS\n"},
		{"MathML from TeX", "<p>as <math><semantics><mi>a</mi><annotation encoding='application/x-tex'>a_1</annotation></semantics></math> is</p>", "as $a_1$ is\n"},
		{"MathML alone", "<p><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>", "$\\frac{a}{b}$\n"},
		{"MathJax", "<p><span class='MathJax_Preview'>z=1</span><script type='math/tex; mode=display'>z=1</script></p>", "$$z=1$$\n"},
		{"film", "<p>See</p><iframe src='https://www.youtube.com/embed/x'></iframe><video title='The tide' src='t.mp4'></video>", "See\n\n[youtube.com](https://www.youtube.com/embed/x)\n\n[The tide](t.mp4)\n"},
		{"frame of a tracker", "<p>a</p><iframe src='https://x.doubleclick.net/a' title='ad'></iframe>", "a\n"},
		{"emoji", "<p>fine <img class='emoji' alt='😀' src='e.png'></p>", "fine 😀\n"},
		{"lines as written", "<div style='white-space: pre'>one\n  two</div>", "```\none\n  two\n```\n"},
		{"for screen readers alone", "<p>a<span class='sr-only'> (opens in a tab)</span> b</p>", "a b\n"},
		{"code in a quotation", "<blockquote><pre>a\n\n\nb</pre></blockquote>", "> ```\n> a\n> \n> \n> b\n> ```\n"},
		{"code in a quotation in a list", "<ul><li><blockquote><pre>a\nb</pre></blockquote></li></ul>", "- > ```\n  > a\n  > b\n  > ```\n"},
		{"number in a quotation", "<blockquote>1. a</blockquote>", "> 1\\. a\n"},
		{"list in a cell", "<table><tr><th>A<th>B<tr><td>x<td><ol><li>p<li>q</ol></table>", "| A | B              |\n|---|----------------|\n| x | 1\\. p<br>2\\. q |\n"},
		{"table in a cell", "<table><tr><th>A<th>B<tr><td>x<td>y<table><tr><td>1<td>2</table></table>", "| A | B          |\n|---|------------|\n| x | y<br>1 · 2 |\n"},
		{"code in a cell", "<table><tr><th>A<th>B<tr><td><pre>x | y\nz</pre><td>w</table>", "| A               | B |\n|-----------------|---|\n| `x \\| y`<br>`z` | w |\n"},
		{"wide cell said once", "<table><tr><th colspan=2>A<tr><td>1<td>2</table>", "| A |   |\n|---|---|\n| 1 | 2 |\n"},
		{"tall cell said once", "<table><tr><th>A<th>B<tr><td rowspan=2>x<td>1<tr><td>2</table>", "| A | B |\n|---|---|\n| x | 1 |\n|   | 2 |\n"},
		{"caption", "<table><caption>Tides</caption><tr><th>A<th>B<tr><td>1<td>2</table>", "Tides\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"},
		{"table that places things", "<table><tr><td><h2>Left</h2><p>a</p></td><td><p>b</p></td></tr></table>", "## Left\n\na\n\nb\n"},
		{"lines' numbers by row", "<table><tr><td data-line-number='1'></td><td class='blob-code'>if x {</td></tr><tr><td data-line-number='2'></td><td class='blob-code'>    _y_</td></tr></table>", "```\nif x {\n    _y_\n```\n"},
		{"lines' numbers beside", "<div class='highlight language-sh'><table><tr><td><pre>1\n2</pre></td><td><pre>a *\nb *</pre></td></tr></table></div>", "```sh\na *\nb *\n```\n"},
		{"numbers as written", "<ol start=4 reversed><li>a<li>b</ol>", "4. a\n\n<!--THE END-->\n\n3. b\n"},
		{"value", "<ol><li>a<li value=7>b<li>c</ol>", "1. a\n\n<!--THE END-->\n\n7. b\n8. c\n"},
		{"heading's mark", "<h2 id=x>One<a class=headerlink href='#x'>¶</a></h2><h2><a href='#y' class=anchor><svg></svg></a>Two</h2><h3>Three <span class=mw-editsection>[<a href=/e>edit</a>]</span></h3>", "## One\n\n## Two\n\n### Three\n"},
		{"picture of several", "<p><img alt=A src='data:image/gif;base64,R0' srcset='/s.png 200w, /l.png 800w'></p>", "![A](/l.png)\n"},
		{"picture without scripts", "<p><img alt=A class=lazy src='data:image/gif;base64,R0'><noscript><img src='/n.png'></noscript></p>", "![A](/n.png)\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := readPage(t, tt.in); a.Text != tt.want {
				t.Errorf("%q, want %q", a.Text, tt.want)
			}
		})
	}
}

// TestPageLinks: links within a page lead somewhere, or are text.
func TestPageLinks(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"note", "<p>Oak<sup id=r><a href='#n'>3</a></sup> burns.</p><ol><li id=n>Slowly. <a href='#r'>↩</a></li></ol>", "Oak[^3] burns.\n\n[^3]: Slowly.\n"},
		{"note in brackets, named by a link", "<p>Oak [<a name=r href='#n'>1</a>] burns.</p><p><a name=n href='#r'>[1]</a> Slowly.</p>", "Oak [^1] burns.\n\n[^1]: Slowly.\n"},
		{"note of two paragraphs", "<p>Oak<sup><a href='#n'>*</a></sup></p><div id=n><p>One.</p><p>Two.</p></div>", "Oak[^1]\n\n[^1]: One.\n\n    Two.\n"},
		{"heading", "<p>See <a href='#a7'>below</a>.</p><h2 id=a7>The long night</h2><p>x</p>", "See [below](#the-long-night).\n\n## The long night\n\nx\n"},
		{"place", "<p>See <a href='#p'>there</a>.</p><p id=p>Here.</p>", "See [there](#p).\n\n<a id=\"p\"></a>Here.\n"},
		{"nowhere", "<p>See <a href='#gone'>there</a> and <a href='#'>top</a>.</p>", "See there and top.\n"},
		{"relative", "<nav><a href=x>x</a></nav><p>" + para + " <a href='b.html'>next</a></p>", para + " [next](b.html)\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := readPage(t, tt.in); a.Text != tt.want {
				t.Errorf("%q, want %q", a.Text, tt.want)
			}
		})
	}
	a := readPage(t, "<p>See <a href='#p'>there</a>.</p><p id=p>Here.</p>")
	if off, ok := a.Anchor("p"); !ok || !strings.HasPrefix(a.Text[off:], `<a id="p"></a>Here`) {
		t.Error(off, ok)
	}
}

// TestPageAddresses: what was saved with a page stays where it is.
func TestPageAddresses(t *testing.T) {
	for _, tt := range []struct{ name, head, ref, want string }{
		{"saved from", "<!-- saved from url=(0020)https://example.org/a/ -->", "b.html", "https://example.org/a/b.html"},
		{"files of the page", "<!-- saved from url=(0020)https://example.org/a/ -->", "./A%20page_files/b.png", "./A%20page_files/b.png"},
		{"address told", "<link rel=canonical href='https://example.org/a/'>", "b.html", "b.html"},
		{"address told, from the root", "<link rel=canonical href='https://example.org/a/'>", "/b.html", "https://example.org/b.html"},
		{"base", "<base href='https://example.org/c/'>", "b.html", "https://example.org/c/b.html"},
	} {
		a, err := Parse("a.html", []byte(tt.head+"<title>A</title><p>To <a href='"+tt.ref+"'>b</a>.</p>"))
		if want := "To [b](" + tt.want + ").\n"; err != nil || a.Text != want {
			t.Errorf("%s: %q, want %q", tt.name, a.Text, want)
		}
	}
}

// TestPagePart: which part of a page is its article, and that what is not is
// told.
func TestPagePart(t *testing.T) {
	const nav = "<nav><a href=/>Home</a></nav>"
	story := "<p>" + para + "</p><p>" + para2 + "</p>"
	for _, tt := range []struct {
		name, in   string
		kept, gone []string
	}{
		{
			"a panel of tabs behind the one that is open", "<main><h1>A page</h1><p>" + para + "</p><div role=tablist><button role=tab aria-controls=oil>Oil</button><button role=tab aria-controls=gas>Gas</button></div><div role=tabpanel id=oil><p>" + para2 + "</p></div><div role=tabpanel id=gas hidden><p>Open the tap.</p></div></main>",
			[]string{"**Oil**", "**Gas**\n\nOpen the tap."},
			nil,
		},
		{
			"a film near the top and one at the end", nav + "<main><h1>A page</h1><p>Watch it:</p><iframe src='https://films.example/9' title='The firing'></iframe>" + story + "<figure><iframe src='https://films.example/10' title='The cooling'></iframe></figure></main>",
			[]string{"[The firing](https://films.example/9)", "[The cooling](https://films.example/10)"},
			nil,
		},
		{
			"other stories that are more than the story", nav + "<div><div><h1>A page</h1>" + story + "</div><div><h2>Also today</h2><ul>" +
				strings.Repeat("<li><a href=/x><h3>A sheep was found</h3></a><p>The sheep stood on the bridge, and nobody would say to whom it belonged, or why it had come there at all in the night.</p></li>", 9) + "</ul></div></div>",
			[]string{para2},
			[]string{"Also today", "sheep"},
		},
		{
			"figures in a box", nav + "<article><h1>A page</h1>" + story + "<aside class=factbox><h3>In figures</h3><ul><li>1873: built</li><li>19 years of service</li></ul></aside>" + story + "</article>",
			[]string{"### In figures", "- 1873: built"},
			nil,
		},
		{
			"a page of terms", nav + "<main><h1>A page</h1><h2>Options</h2><dl><dt>a</dt><dd>Opens.</dd><dt>b</dt><dd>Shuts.</dd><dt>c</dt><dd>Waits.</dd></dl><h2>See also</h2><p><a href=b.html>b(1)</a></p></main>",
			[]string{"## See also\n\n[b(1)](b.html)"},
			nil,
		},
		{
			"other stories", nav + "<div><div class=story><h1>A page</h1>" + story + story + "</div><div class=teasers><h2>Also today</h2><ul>" +
				strings.Repeat("<li><a href=/x><h3>A sheep was found</h3></a><p>The sheep stood on the bridge, and nobody would say to whom it belonged, or why.</p></li>", 8) + "</ul></div></div>",
			[]string{para2},
			[]string{"Also today", "sheep"},
		},
		{
			"short parts of a manual", nav + "<main><h1>A page</h1>" + story + "<h2>Valves</h2><div class=tw><table><tr><th>Valve</th><th>Turn</th></tr><tr><td>Main</td><td><a href=v>left</a></td></tr></table></div>" +
				"<h2>Taps</h2><div class=tw><table><tr><th>Tap</th><th>Turn</th></tr><tr><td>Low</td><td><a href=v>right</a></td></tr></table></div>" + story + "</main>",
			[]string{"| Main", "| Low"},
			[]string{"Home"},
		},
		{
			"code", nav + "<main>" + story + strings.Repeat("<div class=sidebar-note><pre>step one of it\nstep two of it\n</pre></div>", 20) + "</main><footer>Imprint</footer>",
			[]string{"step two of it"},
			[]string{"Imprint"},
		},
		{
			"panels", nav + "<main>" + story + "<div role=tablist><button role=tab aria-controls=a>Linux</button><button role=tab aria-controls=b>Plan 9</button></div><div role=tabpanel id=a><p>Use one.</p></div>" +
				"<div role=tabpanel id=b hidden><p>Use two.</p></div>" + story + "</main>",
			[]string{"**Linux**", "Use one.", "**Plan 9**", "Use two."},
			nil,
		},
		{"until found", "<p>a</p><div hidden=until-found><p>Folded.</p></div><div hidden><p>Secret.</p></div>", []string{"Folded."}, []string{"Secret."}},
		{"who is quoted", nav + story + "<blockquote><p>It rains.</p><footer>— Nell Byrne</footer></blockquote>" + story, []string{"> — Nell Byrne"}, nil},
		{
			"names that sound like furniture", nav + "<article>" + story + "<p class=sponsor-of-the-bill>The bill was brought in by the member for the islands, who lost it.</p><div class=commentary><p>What it means is that no boat may leave.</p></div>" +
				"<aside><p>The author was on that boat himself.</p></aside>" + story + "</article>",
			[]string{"lost it", "no boat may leave", "that boat himself"},
			nil,
		},
		{
			"a paragraph that is a link", nav + "<div>" + story + "<div class=m><p><a href=/o>The mayor of the lower town gave up her seal on Sunday, as she had said that she would.</a></p></div>" + story + "</div>",
			[]string{"gave up her seal"},
			nil,
		},
		{
			"notes behind the article", nav + "<article>" + story + "<p>It was oak.<sup id=r1><a href='#n1'>1</a></sup></p></article><div class=footer-notes><ol><li id=n1>Or ash. <a href='#r1'>↩</a></li></ol></div>",
			[]string{"It was oak.[^1]", "[^1]: Or ash."},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := readPage(t, tt.in)
			told := ""
			for _, r := range a.Removed {
				told += r.What + "\n"
			}
			for _, s := range tt.kept {
				if !strings.Contains(a.Text, s) {
					t.Errorf("%q is gone: %s\n%s", s, a.Text, told)
				}
			}
			for _, s := range tt.gone {
				if strings.Contains(a.Text, s) || s != "Secret." && s != "sheep" && !strings.Contains(told, s) {
					t.Errorf("%q is not left out and told: %s\n%s", s, a.Text, told)
				}
			}
		})
	}
}
