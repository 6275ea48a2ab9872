package page

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// The generators write Markdown as people and hostile people do.

var vocabulary = rapid.SampledFrom([]string{
	"a", "the", "reading", "margin", "Mr.", "U.S.", "e.g.", "3.14", "don't", "well-known", "naïve", "cafe\u0301", "日本語の文章", "漢字。",
	"「引用」", "한국어", "עברית", "العربية", "(שלום)", "עברית, 12.5%", "١٢٣", "«مرحبا»", "👩‍👩‍👧", "🇫🇷", "👍🏽", "e\u0301\u0302", "&amp;", "&lt;b&gt;", "&#769;", "\\*", "\\_x", "&copy", "AT&T", "x_y_z",
	"https://example.org/a_b?c=d", "www.example.org", "me@example.org", "http://[::1]/", "averyveryveryveryverylongwordthatisbrokensomewhere", "—", "–", "…", "$x^2$", "ー", "5*3",
})

var inline = rapid.OneOf(vocabulary, vocabulary, vocabulary, vocabulary, rapid.Custom(func(t *rapid.T) string {
	w := rapid.SliceOfN(vocabulary, 1, 4)
	in := strings.Join(w.Draw(t, "vocabulary"), " ")
	forms := []string{
		"*%s*", "**%s**", "$%s$", "$x_%s$", "$$%s$$", `\\(a^2 %s\\)`, `\\\\[\\frac{a}{b} %s\\\\]`, "_%s_", "***%s***", "~~%s~~", "`%s`", "``%s ` ``", "[%s](http://example.org/x)", "[%s][ref]", "[%s]", "![%s](pic.png)", "[![%s](p.png)](u)",
		"<b>%s</b>", "<sup>%s</sup>", "<sub>%s</sub>", "<sup>n, %s", "<mark>%s</mark>", "<kbd>%s</kbd>", "<a href=\"u\">%s</a>", "%s<br>x", "%s  \ny", "%s\\\ny", "%s\ny", "<!-- %s -->", "[^1]%s", "[^note] %s", "**%s", "[%s", "*%s**", "<%s",
	}
	return fmt.Sprintf(rapid.SampledFrom(forms).Draw(t, "form"), in)
}))

var line = rapid.Custom(func(t *rapid.T) string {
	if rapid.IntRange(0, 9).Draw(t, "formula") == 0 {
		return "a $" + strings.Trim(texSource.Draw(t, "tex"), " \n") + "$ b"
	}
	return strings.Join(rapid.SliceOfN(inline, 1, 12).Draw(t, "line"), " ")
})

func blockOf(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		kinds := []string{
			"para", "para", "para", "heading", "setext", "fence", "indented", "rule", "table", "html", "refdef", "footnote", "deflist",
			"quote", "alert", "display", "list", "numbers", "tasks", "loose", "comment", "long",
		}
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		ln := func() string { return line.Draw(t, "line") }
		one := func() string { return strings.ReplaceAll(ln(), "\n", " ") }
		switch kind {
		case "heading":
			return strings.Repeat("#", rapid.IntRange(1, 6).Draw(t, "level")) + " " + one()
		case "setext":
			return one() + "\n" + rapid.SampledFrom([]string{"===", "---"}).Draw(t, "underline")
		case "fence":
			return rapid.SampledFrom([]string{"```", "~~~", "````"}).Draw(t, "fence") + rapid.SampledFrom([]string{"", "go", "rust,ignore", "json", "html", "zz"}).Draw(t, "lang") +
				"\nfunc main() { x := \"y\" } // # no heading\n\n    deep\n# " + one() + "\n" + rapid.SampledFrom([]string{"```", "~~~", "````", ""}).Draw(t, "end")
		case "indented":
			return "    code " + one() + "\n\n      more"
		case "rule":
			return rapid.SampledFrom([]string{"---", "***", "* * *", "- - -"}).Draw(t, "rule")
		case "table":
			return table3(t, one)
		case "html":
			return fmt.Sprintf(rapid.SampledFrom([]string{"<div class=\"x\">\n%s\n</div>", "<p>%s</p>", "<ul><li>%s<li>b</ul>", "<details><summary>S</summary>\n\n%s\n\n</details>", "<pre>\n%s\n\n</pre>", "<script>\nx\n\n</script>%s", "<table><tr><td>%s<td>b</table>", "<h2>%s</h2>"}).Draw(t, "html"), "h &amp; i")
		case "display":
			return "$$\n" + texSource.Draw(t, "tex") + "\n$$"
		case "refdef":
			return "[ref]: http://example.org/ref 'title'"
		case "footnote":
			return rapid.SampledFrom([]string{"[^1]: ", "[^note]: "}).Draw(t, "label") + one() + "\n\n    more"
		case "deflist":
			return "term\n: " + one() + "\n: " + one()
		case "comment":
			return "<!-- a\n\nb -->"
		case "long":
			return strings.Repeat(one()+" ", 20)
		}
		if depth >= 4 || kind == "para" {
			return ln()
		}
		inner := strings.Join(rapid.SliceOfN(blockOf(depth+1), 1, 3).Draw(t, "inner"), "\n\n")
		switch kind {
		case "quote":
			return indent(inner, "> ", "> ")
		case "alert":
			label := rapid.SampledFrom([]string{"[!NOTE]", "[!tip] ", "[!Warning]\\", "[!CAUTION] x", "[!X]"}).Draw(t, "label")
			return indent(label+"\n"+inner, "> ", "> ")
		case "numbers":
			return indent(inner, "9. ", "   ") + "\n" + "10. " + one()
		case "tasks":
			return indent(inner, "- [x] ", "  ") + "\n- [ ] " + one()
		case "loose":
			return indent(inner, "* ", "  ") + "\n\n* " + one()
		}
		return indent(inner, "- ", "  ") + "\n- " + one()
	})
}

func table3(t *rapid.T, one func() string) string {
	cell := func() string { return strings.ReplaceAll(one(), "|", "\\|") }
	columns := rapid.IntRange(1, 8).Draw(t, "columns")
	row := func() string {
		var cells []string
		for range columns {
			cells = append(cells, cell())
		}
		return "| " + strings.Join(cells, " | ") + " |"
	}
	return row() + "\n|" + strings.Repeat(":-:|", columns) + "\n" + row() + "\n" + row()
}

func indent(s, first, rest string) string {
	return first + strings.ReplaceAll(s, "\n", "\n"+rest)
}

var anyMarkdown = rapid.Custom(func(t *rapid.T) string {
	sep := rapid.SampledFrom([]string{"\n\n", "\n\n", "\n\n", "\n", "\n\n\n"})
	var b strings.Builder
	for _, blk := range rapid.SliceOfN(blockOf(0), 1, 8).Draw(t, "blocks") {
		b.WriteString(blk)
		b.WriteString(sep.Draw(t, "sep"))
	}
	return b.String()
})

// noise is made of the characters that Markdown is about.
var noise = rapid.StringOfN(rapid.SampledFrom([]rune("#*_`~[]()<>!-+=1.:;&|\\\"' \n\n\n  abcABé漢。\u0301😀")), 1, 300, -1)
