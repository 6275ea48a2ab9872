package article

import (
	"strings"
	"testing"
)

// TestPageMarkup: what programs that make pages write in their own ways.
func TestPageMarkup(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"name without a link", "<p><a name=p>Tides</a> turn.</p>", "Tides turn.\n"},
		{"link to nothing", "<h2>Ebb</h2><a class=anchor href='#ebb'><svg></svg></a><p>x <a href=/e title=Edit></a>y</p>", "## Ebb\n\nx y\n"},
		{"name of a term", "<p>See <a href='#ebb'>it</a>.</p><dl><dt id=ebb><code>ebb</code><a class=headerlink href='#ebb'>¶</a></dt><dd>Low.</dd></dl>", "See [it](#ebb).\n\n<a id=\"ebb\"></a> **`ebb`**\n\nLow.\n"},
		{"bold heading", "<h2><strong>Ebb</strong></h2><p>x</p>", "## Ebb\n\nx\n"},
		{"link in a heading to its top", "<h2>Ebb <a href='#top'>top</a></h2><p>x</p>", "## Ebb\n\nx\n"},
		{"title of a box", "<div class='admonition tip'><p class=admonition-title>Tip</p><p>Wait.</p></div>", "**Tip**\n\nWait.\n"},
		{"box as a table", "<div class='admonitionblock tip'><table><tr><td class=icon><i class=fa title=Tip></i></td><td class=content>Wait.</td></tr></table></div>", "**Tip**\n\nWait.\n"},
		{"title of a listing", "<div class=listingblock><div class=title>Ebb</div><div class=content><pre>a</pre></div></div>", "**Ebb**\n\n```\na\n```\n"},
		{"tabs with labels beside", "<div><input type=radio id=a><label for=a>Sail</label><div><p>Hoist.</p></div><input type=radio id=b><label for=b>Oar</label><div><p>Pull.</p></div></div>", "**Sail**\n\nHoist.\n\n**Oar**\n\nPull.\n"},
		{"tabs with labels above", "<div><input type=radio id=a><input type=radio id=b><div class=l><label for=a>Sail</label><label for=b>Oar</label></div><div class=c><div><p>Hoist.</p></div><div><p>Pull.</p></div></div></div>", "**Sail**\n\nHoist.\n\n**Oar**\n\nPull.\n"},
		{"an answer that a heading unfolds", "<h3><button aria-expanded=false aria-controls=p>Why?</button></h3><div id=p hidden><p>So.</p></div>", "### Why?\n\nSo.\n"},
		{"links to change a heading, in French and Chinese", "<h3>Ebb<span>[</span><a href=/e>modifier</a> | <a href=/f>modifier le code</a><span>]</span></h3><p>x</p><h3>潮 [<a href=/e>编辑</a>]</h3><p>y</p>", "### Ebb\n\nx\n\n### 潮\n\ny\n"},
		{"picture for readers without scripts before one for others", "<figure><noscript><img src=/b.jpg alt=B></noscript><img class=lazy src=/spacer.gif data-src=/b.jpg></figure><img src='data:x' alt=A srcset='/a.jpg 400w,/c.jpg 900w'>", "![B](/b.jpg)\n\n![A](/c.jpg)\n"},
		{"root", "<p><math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math></p>", "$\\sqrt{x + 1}$\n"},
		{"tabs of Bootstrap", "<ul class='nav nav-tabs'><li><a data-toggle=tab href='#a'>Sail</a><li><a data-toggle=tab href='#b'>Oar</a></ul><div class=tab-content><div class='tab-pane active' id=a><p>Hoist.</p></div><div class=tab-pane id=b style='display:none'><p>Pull.</p></div></div>", "**Sail**\n\nHoist.\n\n**Oar**\n\nPull.\n"},
		{"code in a table for numbers", "<pre><code class='hljs language-go'><table class=hljs-ln><tr><td class=hljs-ln-numbers><div data-line-number=1></div></td><td class=hljs-ln-code>a {</td></tr><tr><td class=hljs-ln-numbers></td><td class=hljs-ln-code>  *b*</td></tr></table></code></pre>", "```go\na {\n  *b*\n```\n"},
		{"code with numbers in its lines", "<pre class=chroma><code><span class=ln>1</span>a\n<span class=ln>2</span>b 3\n</code></pre>", "```\na\nb 3\n```\n"},
		{"code with a division for each line", "<pre class=prism-code><div class=token-line>a<br></div><div class=token-line><br></div><div class=token-line>b</div></pre>", "```\na\n\nb\n```\n"},
		{"code as a list", "<pre class=prettyprint><ol class=linenums><li>a</li><li>  b</li></ol></pre>", "```\na\n  b\n```\n"},
		{"code beside its numbers, in divisions", "<table><tr><td class=crayon-nums><div>1</div><div>2</div></td><td class=crayon-code><div><div>a</div><div> -- b</div></div></td></tr></table>", "```\na\n -- b\n```\n"},
		{"code of several lines set as a word", "<p>So:</p><code>a = 1<br>  b</code><p>Or <code>c<br>d</code> e.</p>", "So:\n\n```\na = 1\n  b\n```\n\nOr `c d` e.\n"},
		{"language on the head of a box", "<div class=code-block><div class=code-header><span>bash</span><button>Copy</button></div><pre>a</pre></div><div class=code-block><div class=code-header>tide.sh</div><pre>b</pre></div>", "```bash\na\n```\n\ntide.sh\n\n```\nb\n```\n"},
		{"boxes in a table", "<table><tr><th>A<th>B<tr><td>oiled<td><input type=checkbox checked><tr><td>trimmed<td><input type=checkbox></table>", "| A       | B |\n|---------|---|\n| oiled   | ☑ |\n| trimmed | ☐ |\n"},
		{"formula with a picture for it", "<p>So <math alttext='a^2'><mi>a</mi></math><img class=mwe-math-fallback-image-inline src=x alt='a^2'> and <img class=latex src=y alt='b_1'>.</p>", "So $a^2$ and $b_1$.\n"},
		{"formulas as written", `<p>So \(a_1 * b_2 * c\) and \[x_i\] and $$y_*$$, <code>\(z\)</code>.</p>`, "So $a_1 * b_2 * c$ and $$x_i$$ and $$y_*$$, `\\(z\\)`.\n"},
		{"verse set in", "<p style='white-space: pre-wrap'>Ebb\n  and flood</p>", "Ebb  \n\u00a0\u00a0and flood\n"},
		{"note's mark that is a sign", "<p>Ebb<a href='#n'>*</a></p><p id=n>* Twice.</p>", "Ebb[^1]\n\n[^1]: Twice.\n"},
		{"way back that leads nowhere", "<p>Ebb<a role=doc-noteref href='#n'>†</a></p><ol><li id=n>Twice.<a role=doc-backlink href='#r'>↩\ufe0e</a></li></ol>", "Ebb[^1]\n\n[^1]: Twice.\n"},
		{"pictures and films by scripts", "<p><amp-img src=/a.jpg alt=A></amp-img></p><lite-youtube videoid=x playlabel='The tide'></lite-youtube>", "![A](/a.jpg)\n\n[The tide](https://www.youtube.com/watch?v=x)\n"},
		{"picture of twice the size", "<picture><source srcset='/a.webp 1x, /b.webp 2x'><img alt=A></picture>", "![A](/b.webp)\n"},
		{"picture of a character by its name", "<p>fine <img class=emoji alt=':tada:' src=e.png></p>", "fine 🎉\n"},
		{"language two boxes out", "<div class='highlight-toml notranslate'><div class=highlight><pre>a = 1</pre></div></div>", "```toml\na = 1\n```\n"},
		{"language shown above", "<div class=code><span class=lang>toml</span><pre>a = 1</pre></div>", "```toml\na = 1\n```\n"},
		{"language that is none", "<pre><code class='language-none'>a</code></pre>", "```\na\n```\n"},
		{"items of Word", "<p class=MsoListParagraphCxSpFirst><span>·<span>&nbsp;&nbsp; </span></span>tide</p><p class=MsoListParagraphCxSpLast><span>·<span>&nbsp; </span></span>ebb</p>", "- tide\n- ebb\n"},
		{"numbers of Word", "<p class=MsoListParagraph>1.<span>&nbsp;&nbsp;</span>tide</p><p class=MsoListParagraph>2.<span>&nbsp;</span>ebb</p>", "1. tide\n2. ebb\n"},
		{"boxes without inputs", "<ul><li><div class='checkbox checkbox-on'></div> <span>oiled</span></li><li><span role=checkbox aria-checked=false></span> trimmed</li></ul>", "- [x] oiled\n- [ ] trimmed\n"},
		{"table by roles", "<div role=table><div role=row><span role=columnheader>Tide</span><span role=columnheader>Hour</span></div><div role=row><span role=cell>low</span><span role=cell>6</span></div></div>", "| Tide | Hour |\n|------|------|\n| low  | 6    |\n"},
		{"table of divisions", "<div class='summary-table two-column-summary'><div class=table-header>Tide</div><div class=table-header>Hour</div><div>low</div><div>6</div></div>", "| Tide | Hour |\n|------|------|\n| low  | 6    |\n"},
		{"sections in a list", "<ul><li><h2>Ebb</h2><p>x</p></li><li><h2>Flood</h2><p>y</p></li></ul>", "## Ebb\n\nx\n\n## Flood\n\ny\n"},
		{"note set aside by a style", "<p>It ebbs<span class=sidenote>Twice a day.</span> and flows.</p>", "It ebbs[^1] and flows.\n\n[^1]: Twice a day.\n"},
		{"page of the printed book", "<p>It ebbs <span class=pagenum><a id=p2></a>[p. 2]</span>and flows.</p>", "It ebbs and flows.\n"},
		{"mark of a letter, back to a name before it", "<p>It ebbs.<a id=A></a><a href='#n'>[A]</a></p><p><a id=n></a><a href='#A'>[A]</a> Twice.</p>", "It ebbs.[^A]\n\n[^A]: Twice.\n"},
		{"words in a row", "<div><span>low</span><span>6 h</span></div><p><span>T</span><span>ide</span></p>", "low 6 h\n\nTide\n"},
		{"line before the text", "<hr><p>x</p><hr><p>y</p>", "x\n\n* * *\n\ny\n"},
		{"table with one column filled", "<table><tr><td><img></td><td></td></tr><tr><td></td><td></td></tr></table><table><tr><td></td><td><p>low</p></td></tr><tr><td></td><td>high</td></tr></table>", "low\n\nhigh\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := readPage(t, tt.in); a.Text != tt.want {
				t.Errorf("%q, want %q", a.Text, tt.want)
			}
		})
	}
}

// TestPageMakers: pages as programs make them, of their kinds: what is kept
// and what is left out, which is told.
func TestPageMakers(t *testing.T) {
	const nav = "<nav><a href=/>Home</a></nav>"
	story := "<p>" + para + "</p><p>" + para2 + "</p>"
	for _, tt := range []struct {
		name, in   string
		kept, gone []string
	}{
		{
			"a wiki's headings beside links to change them", nav + "<div class=x>" + story + "<div class=heading><h2>Shoals</h2><span class=edit-link>[<a href=/e>edit</a>]</span></div>" + story + "</div>",
			[]string{"## Shoals"},
			[]string{"edit"},
		},
		{
			"a wiki's text", nav + "<div id=b><div id=siteSub class=noprint>From the free wiki</div><div class=mw-parser-output>" + story + "<h2>Elsewhere</h2><ul><li><a href=/o>One</a></li><li><a href=/p>Two</a></li></ul><div class=navbox><a href=/q>Three</a></div></div></div>",
			[]string{"[One](/o)"},
			[]string{"Three", "From the free wiki"},
		},
		{
			"rows and terms that are links", nav + "<article>" + story + "<h2>Lights</h2><dl><dt><a href='/l'>mole</a></dt><dd><p>White, and it can be seen from the bar at all times.</p></dd></dl><table><tr><th>Light</th><th>Seen</th></tr><tr><td><a href=/m>mole</a></td><td><a href=/n>6 miles</a></td></tr></table>" + story + "</article>",
			[]string{"[**mole**](/l)", "[6 miles](/n)"},
			nil,
		},
		{
			"a heading over links to other pages", nav + "<article>" + story + story + "<h2>Related topics</h2><ul><li><a href=/a>Boats</a></li><li><a href=/b>Ropes</a></li></ul></article>",
			[]string{para2},
			[]string{"Related topics", "Boats"},
		},
		{
			"a manual by its maker", "<meta name=generator content='Asciidoctor 9'><div id=header><a href=/>Home</a><nav></nav></div><main><p>Short.</p><div class=sect1><h2>Ropes</h2><p>Tarred.</p></div></main>",
			[]string{"Short.", "## Ropes", "Tarred."},
			[]string{"Home"},
		},
		{
			"a manual by its class", nav + "<div class=outer><p>Version 9</p><div class=vp-doc><h2>Ropes</h2><p>Tarred.</p><h3>Hemp</h3><p>Old.</p></div></div>",
			[]string{"Tarred.", "Old."},
			[]string{"Version 9"},
		},
		{
			"a list of the page's headings", nav + "<main class=vp-doc><ul><li><a href='#r'>Ropes</a></li><li><a href='#h'>Hemp</a></li></ul><h2 id=r>Ropes</h2><p>Tarred.</p><h2 id=h>Hemp</h2><ul><li><a href='#r'>Old ropes</a></li></ul></main>",
			[]string{"- [Old ropes](#ropes)"},
			[]string{"Ropes Hemp"},
		},
		{
			"what leads around", nav + "<div class=markdown-body><a href='#t'>Back to top</a><p>Short.</p><div class=edit-link><a href=/e>Edit this page</a></div></div>",
			[]string{"Short."},
			[]string{"Back to top", "Edit this page"},
		},
		{
			"what sites put between", nav + "<article>" + story + "<div class=z><p>ADVERTISEMENT</p></div>" + story + "<p><a class=button href=/s>Subscribe now</a></p>" + story + "</article>",
			nil,
			[]string{"ADVERTISEMENT", "Subscribe now"},
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
				if strings.Contains(a.Text, s) || s != "edit" && !strings.Contains(told, s) {
					t.Errorf("%q is not left out and told: %s\n%s", s, a.Text, told)
				}
			}
		})
	}
}

// TestByline: what is known of a page is not said above its text again.
func TestByline(t *testing.T) {
	a, err := Parse("a.html", []byte("<title>A page</title><meta name=author content='Nell Byrne'><nav><a href=/>Home</a></nav><article><header><a href=/topics/tar>Tar</a><h1>A page</h1><p>How the harbour smells, and to whom.</p>"+
		"<a href=/nell><img alt='Nell Byrne' src=n.png></a><h4><a href=/nell>Nell Byrne</a></h4><div><time datetime=2024-05-01>1 May 2024</time> · 4 min read</div></header><p>"+para+"</p><p>By Nell Byrne is what the sign said, and nobody else.</p><p>"+para2+"</p></article>"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "How the harbour smells, and to whom.\n\n" + para + "\n\nBy Nell Byrne is what the sign said, and nobody else.\n\n" + para2 + "\n"; a.Text != want {
		t.Errorf("%q, want %q", a.Text, want)
	}
	for _, words := range []string{"Tar", "1 May 2024 · 4 min read"} {
		told := false
		for _, r := range a.Removed {
			told = told || strings.HasPrefix(r.What, words)
		}
		if !told {
			t.Errorf("%q is not told: %v", words, a.Removed)
		}
	}
	for _, line := range []string{"<p>By Ada Reed</p>", "<p>3 of 4 boats</p>", "<p>1 May 2024 was wet</p>", "<p><a href=/x>See all that was said there about it</a></p>"} {
		if a := readPage(t, line+"<p>"+para+"</p>"); strings.HasPrefix(a.Text, para) {
			t.Errorf("%s is gone", line)
		}
	}
}

// TestSiteInBanner: a site's name in the banner is not the title.
func TestSiteInBanner(t *testing.T) {
	a := readPage(t, "<div role=banner><h1>The rope walk</h1></div><main><h2>A page</h2><p>"+para+"</p></main>")
	if a.Meta.Title != "A page" {
		t.Error(a.Meta.Title)
	}
}

// TestParseWhole: nothing of the whole page is left out for standing around its
// article.
func TestParseWhole(t *testing.T) {
	page := []byte("<title>A page</title><nav><a href=/>Home</a></nav><article><h1>A page</h1><p>" + para + "</p><p>" + para2 + "</p></article><aside>Elsewhere</aside>")
	part, _ := Parse("a.html", page)
	whole, err := ParseWhole("a.html", page)
	if err != nil || strings.Contains(part.Text, "Elsewhere") || !strings.Contains(whole.Text, "Elsewhere") || !strings.Contains(whole.Text, "[Home](/)") {
		t.Errorf("%v\n%q\n%q", err, part.Text, whole.Text)
	}
	text, _ := ParseWhole("a.md", []byte("# One\n\nTwo\n"))
	if text.Text != "# One\n\nTwo\n" {
		t.Error(text.Text)
	}
}
