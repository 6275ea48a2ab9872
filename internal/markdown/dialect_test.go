package markdown

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/script"
)

// TestDialects: what is seen of each dialect's signs; "|" parts what stands apart.
func TestDialects(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		// Obsidian
		{"a callout with a title", "> [!danger] Thin *ice*\n> Stay off.", "Thin ice|Stay off."},
		{"a callout that is folded", "> [!faq]- Why is it cold?\n> It is winter.\n\n> [!abstract]+\n> Short.", "Why is it cold?|It is winter.|abstract|Short."},
		{"a callout within one", "> [!todo] Outer\n> Text.\n>\n> > [!done] Inner\n> > Done.", "Outer|Text.|Inner|Done."},
		{"no callout", "> Text\n> [!bug] here\n\n[!bug] there", "Text [!bug] here|[!bug] there"},
		{"marked text", "A ==bright *idea*== and ==one==, **==bold==**, 今日は==晴れ==です", "A bright idea and one, bold, 今日は晴れです"},
		{"no marked text", "if a == b and c == d, a==b==c, x ===y=== z, `a ==b== c` == \\==d==", "if a == b and c == d, a==b==c, x ===y=== z, a ==b== c == ==d=="},
		{"comments", "Seen%%no%% too. %%all%%\n\n%%\nnot\n\nthis\n%%\n\nSeen. %%\nnor this\n%%\nEnd", "Seen%%no%% too.|Seen. End"},
		{"no comments", "5%% of 3 % and 100%% `%%a%%`\n\n```\n%% mermaid\n%%\n```", "5%% of 3 % and 100%% %%a%%|%% mermaid|%%"},
		{"no item in code", "    1. one\n    ^two\n    - ==three==\n", "1. one|^two|- ==three=="},
		{"no names of blocks in code", "    one\n    ^two\n\n    ^three\n\nEnd. ^four", "one|^two|^three|End."},
		{"names of blocks", "Words here. ^a1b2c3\n\n- item ^its-id\n\n| a |\n|---|\n| b |\n\n^tab-le\n\nx ^2\ny ^n", "Words here.|item|a|b|x ^2 y ^n"},
		{"states of tasks", "- [/] half\n- [-] none\n- [?] asked\n- [y] other", "half|none|asked|[y] other"},
		{"notes within a sentence", "A word^[which *one*?] more.", "A word which one?  more."},
		{"raised text", "x^2^ and 10^th^, 2^8 is a^b^c ^_^ x^ 2^", "x2 and 10th, 2^8 is a^b^c ^_^ x^ 2^"},
		// Pandoc, Quarto, kramdown
		{"attributes of headings", "# One {#one}\n\n## Two {.a .b k=\"v w\"} ##\n\nThree {#c}\n---\n\n## Four {-}\n\n## Five {: #five}", "One|Two|Three|Four|Five"},
		{"attributes of what is in the line", "A [span]{.small} word{.red}, `code`{.go} ![p](p.png){width=50%} *e*{: .x}", "A span word, code p e"},
		{"no attributes", "A {x} set {a, b}, f{x=1} {#each} \\{.a} `{.b}` {}\n\n# Set {a}", "A {x} set {a, b}, f{x=1} {#each} {.a} {.b} {}|Set {a}"},
		{"lines of attributes", "* Contents\n{:toc}\n\nText.\n{: .lead #x}\n\n| a |\n|---|\n| b |\n{: .tab}", "Text.|a|b"},
		{"chunks", "```{r plot, echo=FALSE}\nx <- 1\n```\n\n```{.python .x}\ny\n```", "x <- 1|y"},
		{"divs", "::: {.column-margin}\nAside.\n:::\n\n::: {.callout-tip title=\"Do it\"}\nSo.\n:::\n\n::: {#refs}\n:::", "Aside.|Do it|So."},
		{"boxes in boxes", ":::: warning\nOut.\n\n::: note Inner title\nIn.\n:::\n\nOut again.\n::::", "warning|Out.|Inner title|In.|Out again."},
		{"rows of colons", ":::::: objectives\n- One.\n\n::::::\n\nText :::", "objectives|One.|Text :::"},
		{"no boxes", "```\n::: note\n:::\n```\n\n::: never closed\n\na ::: b", "::: note|:::|::: never closed|a ::: b"},
		// MDX and Docusaurus
		{"modules", "import A from '@b/c';\nimport {\n  D,\n  E\n} from \"f\"\n\nexport const g = {\n  h: 1,\n};\n\nText.\n\nimport taxes from abroad\n\nexport of tea", "Text.|import taxes from abroad|export of tea"},
		{"comments of MDX", "{/* one\n\ntwo */}\n\n## A part {/*a-part*/}\n\nx {/* y */} z", "A part|x  z"},
		{"components", "<Card title=\"A card\" icon={<X/>}>\n\n*In* it.\n\n</Card>\n\n<Foo.Bar a={b > c} />\n\n<>\n\nx\n\n</>\n\nVec<T>", "A card|In it.|x|Vec"},
		{"admonitions", ":::tip Wind *it*\n\nElse.\n\n:::\n\n:::note[In brackets]{#id}\nb\n:::\n\n:::info\nc\n:::", "Wind it|Else.|In brackets|b|info|c"},
		// Hugo and Jekyll
		{"shortcodes", "A {{< param x >}}b {{% note %}}Mind *this*.{{% /note %}} {{< /* c */ >}}", "A b Mind this. {{<  c  >}}"},
		{"highlighted code", "{{< highlight go >}}\na *b*\n\n{{ c }}\n{{< /highlight >}}\n\n{% highlight sh %}\nd *e*\n{% endhighlight %}\n\nf", "a *b*|{{ c }}|d *e*|f"},
		{"references", "See [it]({{< ref \"a.md\" >}}) or [that]({{ site.url }}/b) or [this]({% link c.md %}#d).", "See it or that or this."},
		{"references of definitions", "[A][b] c.\n\n[b]: {% page \"/d/\" %}\n[e]: {{ site.url }}/f", "A c."},
		{"no references", "\\[It]({% page \"/d\" %}) and", "[It]() and"},
		{"figures", "{{< figure src=\"a.png\" alt=\"no\" caption=\"A caption\" >}}\n\nText", "A caption|Text"},
		{"liquid", "{% comment %}a\n\nb{% endcomment %}\n\nIt is {{ page.x }} and {% raw %}{{ kept }}{% endraw %} {{ other }}.\n\n{% include a.html %}", "It is  and {{ kept }} {{ other }}."},
		{"highlighted code with options", "{{< highlight go \"linenos=table,hl_lines=2\" >}}\na *b*\n{{< / highlight >}}\n\n{{< mermaid >}}\nA-->B;\n{{< /mermaid >}}", "a *b*|A-->B;"},
		{"titles without names", "{{% tab \"Linux\" %}}\nx\n{{% /tab %}}\n\n{{< notice tip \"Wait\" >}}\ny\n{{< /notice >}}\n\n{{< callout type=\"info\" >}}z{{< /callout >}}", "Linux|x|Wait|y|z"},
		{"values of loops", "{% for p in posts %}\nSee {{ p.title }} and {{ q.title }}\n{% endfor %}", "See  and {{ q.title }}"},
		{"shortcodes of Zola", "{{ youtube(id=\"x\", autoplay=true) }}\n\n{% note(title=\"T\") %}\nText\n{% end %}\n\n{{ f(x) }}", "Text|{{ f(x) }}"},
		// Python-Markdown
		{"admonitions that are set in", "!!! note \"A *title*\"\n    One.\n\n    - two\n\n??? tip\n    Three.\n\n!!! warning\n\nFour.", "A title|One.|two|tip|Three.|!!! warning|Four."},
		{"tabs that are set in", "=== \"Linux\"\n\n    ```sh\n    a\n\n    b\n    ```\n\n=== \"Mac\"\n\n    c\n\n    !!! tip\n        d\n\ne", "Linux|a|b|Mac|c|tip|d|e"},
		{"no tabs", "=== \"x\"\ny\n\nA !!! note", "=== \"x\" y|A !!! note"},
		{"lines for programs", "[TOC]\n\nA\n\n[[_TOC_]]\n\n--8<-- \"b.md\"\n\n*[HTML]: Words\n\n\\newpage\n\n(place)=\n\n+++\n\nB [TOC] (x)= y", "A|+++|B [TOC] (x)= y"},
		{"changes", "A {++new++} {--old--} {~~bad~>good~~} {>>why<<} word {--x", "A new  good  word {--x"},
		{"keys and drawings", "Press ++ctrl+alt+del++ :material-account: :octicons-book-16: c++ and d++", "Press ctrl+alt+del   c++ and d++"},
		// Quarto
		{"options of chunks", "```{r}\n#| label: fig\n#| echo: false\nplot(1)\n```\n\n```{code-block} python\n:linenos:\nx\n```", "plot(1)|x"},
		{"a callout under its heading", "::: {.callout-note collapse=\"true\"}\n## A title\n\nText.\n:::\n\n::: {.callout-tip title=\"Own\"}\n## Part\n:::", "A title|Text.|Own|Part"},
		{"captions of tables", "| a |\n|---|\n| b |\n\n: A *caption* {#tbl-x}\n\nText.\n\n: so", "a|b|A caption|Text.|so"},
		{"code for one format", "```{=latex}\n\\foo\n```\n\nA `<b>`{=html}\n\n$$\nx\n$$ {#eq-a}", "A <b>|$$ x $$"},
		// MyST
		{"directives", "```{note} A *title*\n:class: x\nText.\n```\n\n```{code-block} python\ny = *x*\n```\n\n```{tip}\nz\n```", "A title|Text.|y = *x*|tip|z"},
		{"roles", "See {ref}`the lamp <lamp>` and {term}`wick`.", "See the lamp and wick."},
		{"ends of cells", "```{tip}\nz\n```\n\n+++\n\nText.", "tip|z|Text."},
		// others
		{"bold beside ideographs", "他说**“好”**了，**（一）**二。**「三」**で**四。**五 마크**(가)**를 a**“b”**c", "他说“好”了，（一）二。「三」で四。五 마크(가)를 a**“b”**c"},
		{"a footnote behind an exclamation mark", "Oh![^1] ![^1]\n\n[^1]: gas", "Oh! !|gas"},
		{"emoji", "Well :tada: done :nosuch: 10:30:45 a:x:b `:tada:`", "Well 🎉 done :nosuch: 10:30:45 a:x:b :tada:"},
		{"Markdown in HTML", "<div markdown=\"1\">\n[a](b) *c*\n</div>", "a c|"},
	} {
		if got := strings.TrimSuffix(seen(tt.in), "|"); got != strings.TrimSuffix(tt.want, "|") {
			t.Errorf("%s\n   of %q\n  got %q\n want %q\nfrom %q", tt.name, tt.in, got, tt.want, Standard(tt.in))
		}
		tree, ok := treeWords(tt.in)
		if strings.Contains(Standard(tt.in), "<img") {
			continue // an element is not of the tree
		}
		if stream := streamWords(tt.in); !ok || strings.Join(stream, " ") != strings.Join(tree, " ") {
			t.Errorf("%s: %q\nstream %q\n  tree %q\n  from %q", tt.name, tt.in, stream, tree, Standard(tt.in))
		}
		checkStandard(t, tt.in)
		checkPieces(t, tt.in)
	}
}

// checkStandard states what holds for every text.
func checkStandard(t failer, text string) {
	t.Helper()
	s := Standard(text)
	if len(s) != len(text) || strings.Count(s, "\n") != strings.Count(text, "\n") {
		t.Fatalf("%q has become %q", text, s)
	}
	for i := range text {
		if (text[i] == '\n') != (s[i] == '\n') {
			t.Fatalf("%q has become %q", text, s)
		}
	}
}

var dialectSigns = strings.Split("%% == ==a== ^[ ] { } {# {{< >}} {{% %}} {% %} {% raw %} {% comment %} {: {:toc} {/* */} ::: :::note ```{note} ``` ^[a] ^a1 < <A> </A> <A\u00a0b={ import\u00a0a\u00a0from\u00a0'b' "+
	"export\u00a0default\u00a0x :smile: [!tip] >\u00a0[!x]\u00a0y -\u00a0[/]\u00a0a {a}`b` [a]{.b} ](  {{<\u00a0ref\u00a0\"a\"\u00a0>}} {{<\u00a0figure\u00a0src=\"a\"\u00a0caption=\"b\"\u00a0>}} {{<\u00a0highlight\u00a0a\u00a0>}} $ \\ a ** "+
	"!!!\u00a0a\n\u00a0\u00a0\u00a0\u00a0b ===\u00a0\"a\"\n\u00a0\u00a0\u00a0\u00a0b\n\n\u00a0\u00a0\u00a0\u00a0c ???\u00a0a\n \u00a0\u00a0\u00a0\u00a0 [TOC] *[a]:\u00a0b (a)= +++ ++a++ {++a++} {--a--} {~~a~>b~~} {>>a<<} \n:\u00a0a "+
	"```{r}\n#|\u00a0a ```{=a} |a|\n|-|\n\n:\u00a0b\u00a0{#c} :material-a: {{\u00a0a(b=1)\u00a0}} {%\u00a0for\u00a0a\u00a0in\u00a0b\u00a0%} {{\u00a0a.c\u00a0}} :::\u00a0{.callout-tip}\n##\u00a0A {{<\u00a0tab\u00a0\"a\"\u00a0>}}b `a`{=html}", " ")

// TestDialectHostile: what takes time quadratic in a text would be seen here.
func TestDialectHostile(t *testing.T) {
	for _, s := range dialectSigns {
		s = strings.ReplaceAll(s, "\u00a0", " ")
		for _, sep := range []string{"", " ", "\n", "\n\n"} {
			text := strings.Repeat(s+sep, 1<<17/(len(s)+1))
			checkStandard(t, text)
		}
	}
}

func TestDialectRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "n") {
			b.WriteString(strings.ReplaceAll(rapid.SampledFrom(dialectSigns).Draw(t, "sign"), "\u00a0", " "))
			b.WriteString(rapid.SampledFrom([]string{"", " ", "\n", "\n\n", "\n- ", "\n> "}).Draw(t, "sep"))
		}
		text := script.Clean(b.String())
		checkStandard(t, text)
		checkPieces(t, text)
	})
}

func FuzzStandard(f *testing.F) {
	for _, s := range dialectSigns {
		f.Add("a " + strings.ReplaceAll(s, "\u00a0", " ") + " b\n" + s + "\n\n" + s + s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = script.Clean(text)
		checkStandard(t, text)
		checkPieces(t, text)
		treeWords(text)
	})
}

// failer is a test, or a case of rapid's.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// TestStandardLeavesMarkdown: standard Markdown, and what only looks like a
// dialect's signs, is read as before.
func TestStandardLeavesMarkdown(t *testing.T) {
	for _, text := range []string{
		"# A *b* **c** `d` [e](f \"g\") ![h][i] <b>j</b> <https://k.l/m>\n\n> n\n> 1. o\n\n- [ ] p\n- [x] q\n\n    r {#s}\n\n| t | u |\n|---|---|\n| v | w |\n\n[i]: /x\n\ny[^z]\n\n[^z]: a\n",
		"> [!NOTE]\n> GitHub's own.\n", "a == b, c==d==e, === x ===, 5%% and 3%%, {x}, {a, b}, {}, f{x=1}, a ::: b, 10:30:45, x ^2\n",
		"```jinja\n{% if x %}{{ y }}{% endif %}\n::: note\n==a== %%b%%\n:::\n```\n", "Use `==a==`, `{% raw %}`, `{{< x >}}`, `:tada:` and `^[a]`.\n",
		"Vue has {{ message }} and {{ item.name }}.\n", "$a == b$ and $x_{i=1}^{n}^2$ and \\[ \\sum_{i=1} \\]\n\n$$\na ==b== c^{2}^\n$$\n",
		"\\==a== \\{#b} \\%%c%% \\^[d] \\:tada:\n", "import taxes are due\n\nexport of goods\n", "::: never closed\n\nText\n", "<pre>\n==a== {{< b >}}\n</pre>\n", "A <div class=\"x\">b</div> <BR> List<String>\n",
		"```\n    ```\n> [!tip] x\n```\n", "<https://a.b/c==d==e> https://a.b/c?d==e==f\n", "<!-- %%a%% ==b== -->\n", "[a]{b} (c){d} ^_^ :-) :) a:b:c\n",
	} {
		if got := Standard(text); got != text {
			t.Errorf("%q has become %q", text, got)
		}
	}
}

// Signs of Liquid that share a character are no tag.
func TestLiquidOfOneSign(t *testing.T) {
	for _, text := range []string{"{%}", "{%}}", "%%%%%%{%}}", "{{%}}", "{{<>}}", "{{%>}}"} {
		if got := Standard(text); len(got) != len(text) {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
