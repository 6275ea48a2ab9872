package main

import (
	"fmt"
	"strings"
)

// growing is a kind of text whose cost might grow faster than its size.
type growing struct {
	name, ext string
	of        func(bytes int) string
}

// repeated is one piece over and over, with what stands before and behind.
func repeated(name, before, piece, behind string) growing {
	return growing{name, "md", func(n int) string { return before + strings.Repeat(piece, max(n/len(piece), 1)) + behind }}
}

// counted makes each piece of its number.
func counted(name, before, format string) growing {
	return growing{name, "md", func(n int) string {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}}
}

// growths are texts known to keep parsers, highlighters and layouts busy.
func growths() []growing {
	all := []growing{
		repeated("quotes", "", ">", "x"), repeated("spaced-quotes", "", "> ", "x"), repeated("bullets", "", "- ", "x"), repeated("numbers", "", "1. ", "x"),
		repeated("brackets", "", "[", "x"), repeated("bracket-pairs", "", "[a](", "x"), repeated("images", "", "![", "x"), repeated("links", "", "[a](b) ", ""),
		repeated("stars", "", "*", "x"), repeated("star-words", "", "*a **b ", ""), repeated("underscores", "", "_a __b ", ""), repeated("tildes", "", "~~a ~b ", ""),
		repeated("backquotes", "", "`a ``b ", ""), repeated("ticks", "", "`", "x"), repeated("angles", "", "<", "x"), repeated("tags", "", "<b>", ""),
		repeated("divs", "", "<div>\n", ""), repeated("items-in-tags", "", "<ul><li>a\n", ""), repeated("comments", "", "<!-- ", ""), repeated("entities", "", "&amp;", ""), repeated("half-entities", "", "&", ""),
		repeated("backslashes", "", "\\", ""), repeated("pipes", "", "|", ""), repeated("table-rows", "| a | b |\n| - | - |\n", "| a | b |\n", ""),
		repeated("table-columns", "", "|a", "|\n"), repeated("delimiters", "|a\n", "|-", "\n"), repeated("footnote-marks", "", "[^a]", "\n\n[^a]: b"),
		counted("footnotes", "", "a[^%[1]d]\n\n[^%[1]d]: b\n\n"), counted("references", "", "[a%[1]d]\n\n[a%[1]d]: b%[1]d\n\n"), counted("headings", "", "## Heading %d\n\n"),
		counted("fences", "", "```go\nx := %d\n```\n\n"), repeated("fence", "```go\n", "func f() { return `x` } // y\n", "```\n"),
		repeated("perl", "```perl\n", "s/a/b/; q{", "\n```\n"), repeated("unknown-fence", "```\n", "{[(<", ""), repeated("formulas", "", "$a_b^c$ ", ""),
		repeated("dollars", "", "$", "x"), repeated("braces", "$$\n", "{", "\n$$\n"), repeated("fractions", "$$\n", "\\frac{a}{", "\n$$\n"),
		repeated("wikilinks", "", "[[a|b]] ", ""), repeated("open-wikilinks", "", "[[", "x"), repeated("alerts", "", "> [!NOTE]\n> a\n\n", ""),
		repeated("definitions", "", "a\n: b\n\n", ""), repeated("tasks", "", "- [ ] a\n", ""), repeated("one-line", "", "word ", ""), repeated("one-word", "", "a", ""),
		repeated("ideographs", "", "汉字", ""), repeated("right-to-left", "", "שלום عربي ", ""), repeated("marks", "", "a\u0301\u0302\u0303", ""),
		repeated("emoji", "", "\U0001F468\u200D\U0001F469\u200D\U0001F467", ""), repeated("line-ends", "a", "\n", "b"), repeated("spaces", "a", " ", "b"),
		repeated("addresses", "", "https://a.b/c ", ""), repeated("one-address", "https://", "a.", "org"), repeated("front-matter", "---\n", "a: b\n", "---\n"),
		repeated("yaml-flow", "---\na: ", "[", "\n---\n"), repeated("rules", "", "---\n", ""), repeated("setext", "", "a\n", "===\n"),
		repeated("details", "", "<details><summary>a</summary>\n\n", ""), repeated("lists", "", "- a\n\n  b\n", ""),
	}
	plain := func(name, before, piece, behind string) {
		g := repeated(name, before, piece, behind)
		g.ext = "txt"
		all = append(all, g)
	}
	web := func(name, before, piece, behind string) {
		g := repeated(name, "<html><body><article><p>Some text to begin with.</p>"+before, piece, behind)
		g.ext = "html"
		all = append(all, g)
	}
	plain("text-lines", "", "A short line\n", "")
	plain("text-paragraphs", "", "A paragraph of a news text.\n\n", "")
	plain("text-marks", "", "*_[<>]`#| ", "")
	web("web-brackets", "", "[", "")
	web("web-signs", "", "_*`~#- ", "")
	web("web-divs", "", "<div>", "")
	web("web-tables", "", "<table><tr><td>", "")
	web("web-paragraphs", "", "<p>Words of a web page. ", "")
	web("web-attributes", "<p ", "a=b ", ">")
	web("web-links", "", "<a href='x'>y</a> ", "")
	web("web-lists", "", "<ul><li>", "")
	return all
}
