package main

import (
	"fmt"
	"strings"
)

// canary stands in every hostile file, so that one query finds them all;
// outside stands in a file that no program may read.
const (
	canary  = "qzcanary"
	outside = "qzoutside"
)

// payload is something that a text should not do to its reader.
type payload struct{ name, text string }

// payloads are the kinds of it: sequences that terminals obey, whole, cut off,
// and as the characters and entities that they may be written by; characters
// that hide, reorder or pile up; bytes that are no text.
func payloads() []payload {
	return []payload{
		{"colour", "\x1b[31;5mred\x1b[0m"},
		{"clear", "\x1b[2J\x1b[H\x1b[3J"},
		{"reset", "\x1bc"},
		{"align", "\x1b#8"},
		{"title", "\x1b]0;pwned\x07"},
		{"title-st", "\x1b]2;pwned\x1b\\"},
		{"unclosed-title", "\x1b]0;and all that follows"},
		{"clipboard", "\x1b]52;c;cHduZWQ=\x07"},
		{"clipboard-read", "\x1b]52;c;?\x07"},
		{"link", "\x1b]8;;file:///etc/passwd\x07click\x1b]8;;\x07"},
		{"notification", "\x1b]9;pwned\x07\x1b]777;notify;a;b\x07"},
		{"palette", "\x1b]4;0;#ff0000\x07\x1b]11;#ff0000\x07"},
		{"iterm", "\x1b]1337;File=inline=1:AAAA\x07"},
		{"sixel", "\x1bPq#0;2;0;0;0#0~~\x1b\\"},
		{"decrqss", "\x1bP$q\"p\x1b\\"},
		{"kitty", "\x1b_Gt=f,a=T;L2V0Yy9wYXNzd2Q=\x1b\\"},
		{"privacy", "\x1b^pwned\x1b\\"},
		{"start-of-string", "\x1bXpwned\x1b\\"},
		{"reports", "\x1b[6n\x1b[c\x1b[21t\x1b[?1$p"},
		{"modes", "\x1b[?1049l\x1b[?1003h\x1b[?25l\x1b[4h"},
		{"scroll-region", "\x1b[5;6r\x1b[20;20H"},
		{"charset", "\x1b(0lqqk\x0e\x0f"},
		{"insert", "\x1b[99@\x1b[99L\x1b[99b"},
		{"c1", "\u009b31mred \u009d0;pwned\u009c \u0090q\u009c"},
		{"c1-bytes", "\x9b31mred \x9d0;pwned\x9c"},
		{"entities", "&#27;[31mred&#7; &#x1b;]0;pwned&#x07; &#x9b;31m"},
		{"entity-halves", "&#27;*[*31m &#x1b;`]0;pwned`&#7;"},
		{"escaped", `\x1b[31m \u001b]0;pwned\u0007 \e[0m`},
		{"controls", "a\x00b\x01c\x07d\x0be\x0cf\x7fg\x1a\x1ch"},
		{"overstrike", "safe\b\b\b\bevil\rover"},
		{"bidi-override", "user\u202Efdp.exe\u202C"},
		{"bidi-isolates", "\u2066a\u2067b\u2068c\u2069\u061C\u200E\u200F"},
		{"unclosed-bidi", "\u202E\u202E\u202Eand all that follows"},
		{"tags", "a\U000E0041\U000E0042\U000E007Fb"},
		{"zero-width", "a\u200Bb\u2060c\uFEFFd\u00ADe\u034Ff"},
		{"fillers", "a\u115F\u1160\u3164\uFFA0b\u17B4\u180E"},
		{"noncharacters", "a\uFFFE\uFFFF\U0001FFFE\uFDD0b\uFFF9c\uFFFB"},
		{"combining", "a" + strings.Repeat("\u0301", 300) + "b"},
		{"marks-first", "\u0301\u0308\u20DD"},
		{"joiners", "\U0001F468" + strings.Repeat("\u200D\U0001F469", 60)},
		{"selectors", "a" + strings.Repeat("\uFE0F\uFE0E", 40)},
		{"separators", "a\u2028b\u2029c\u0085d"},
		{"not-utf8", "a\xffb\xc0\xafc\xed\xa0\x80d\xf5\x80\x80\x80e\xe2\x82"},
		{"private", "\uE000\uF8FF\U000F0000\U0010FFFD"},
		{"wide", "\U0001F1E9\U0001F1EA\U0001F3FB\u26A0\uFE0F｡\u3000\u2E3B\u12031"},
	}
}

// construct is a place in an article where a payload can stand.
type construct struct {
	name, ext string
	of        func(p string) string
}

// constructs are the places.
func constructs() []construct {
	md := func(name, form string) construct {
		return construct{name, "md", func(p string) string {
			return "# An article\n\nBefore it, " + canary + ".\n\n" + strings.ReplaceAll(form, "$", p) + "\n\nBehind it.\n"
		}}
	}
	front := func(name, form string) construct {
		return construct{name, "md", func(p string) string {
			return strings.ReplaceAll(form, "$", p) + "\n\nThe text, " + canary + ".\n"
		}}
	}
	html := func(name, form string) construct {
		return construct{name, "html", func(p string) string {
			return fmt.Sprintf("<html><head><title>A page</title></head><body><article><h1>A page</h1><p>%s of a web page, long enough to be one.</p>%s<p>Behind it, and more words so that it reads as an article does.</p></article></body></html>", canary, strings.ReplaceAll(form, "$", p))
		}}
	}
	return []construct{
		md("paragraph", "Text $ text."), md("heading", "## A $ heading"), md("setext", "A $ heading\n==="), md("title", "# $"),
		md("emphasis", "*a $ b* **c $ d** ~~e $ f~~"), md("code-span", "`a $ b`"), md("fence", "```go\nfunc $() {}\n```"),
		md("fence-info", "```$\ncode\n```"), md("indented", "    code $ code"), md("quote", "> a $ b\n>> c $ d"),
		md("item", "- a $ b\n  1. c $ d"), md("task", "- [ ] a $ b\n- [x] $"), md("cell", "| a | b |\n| - | - |\n| $ | c $ d |"),
		md("table-head", "| $ | b |\n| - | - |\n| a | b |"), md("link-text", "[a $ b](https://example.org/)"),
		md("link-target", "[a](https://example.org/$)"), md("link-angle", "[a](<$>)"), md("link-title", "[a](https://example.org/ \"$\")"),
		md("link-script", "[a](javascript:alert('$')) [b](data:text/html,$) [c](file:///$)"), md("autolink", "<https://example.org/$> https://example.org/$"),
		md("reference", "[a][b]\n\n[b]: https://example.org/$ '$'"), md("image", "![a $ b](picture$.png '$')"),
		md("footnote", "a[^1] b\n\n[^1]: c $ d"), md("footnote-name", "a[^$]\n\n[^$]: b"), md("html-block", "<div title=\"$\">\n$\n</div>"),
		md("html-inline", "a <b title='$'>$</b> <kbd>$</kbd> <img src='$' alt='$'>"), md("comment", "a <!-- $ --> b"),
		md("details", "<details><summary>$</summary>\n\n$\n\n</details>"), md("alert", "> [!NOTE]\n> $"), md("formula", "a $$ b \\(\\$\\) c\n\n$$\n$\n$$"),
		md("definition", "a $\n: b $"), md("wikilink", "[[$]] [[a|$]]"), md("break", "a $  \nb\\\nc $"), md("escape", "\\$ \\\\$"),
		front("yaml-title", "---\ntitle: \"$\"\n---"), front("yaml-meta", "---\ntitle: A title\nauthor: '$'\ndate: $\nsource: \"https://example.org/$\"\nsite: $\ntags: [\"$\", b]\nid: $\nlanguage: $\ndescription: >-\n  $\n---"),
		front("yaml-escapes", "---\ntitle: \"\\e[31m\\x07\\u202E $\"\nauthor: \"\\x9b31m\"\n---"), front("yaml-broken", "---\ntitle: [$\n  : - $\n---"),
		front("toml", "+++\ntitle = \"\\u001b[31m $\"\nauthor = '''$'''\n+++"), front("json", "{\n\"title\": \"\\u001b[31m $\",\n\"tags\": [\"$\"]\n}"),
		{"masthead", "txt", func(p string) string {
			return "A headline " + p + "\n\nBy Ida " + p + "\nMarch 14, 2025\n\nThe text of a news article, " + canary + ", with " + p + " amid it.\n\nA short line " + p + "\n\nMore of the text.\n"
		}},
		html("html-paragraph", "<p>a $ b</p>"), html("html-link", "<p><a href=\"$\" title=\"$\">$</a></p>"), html("html-table", "<table><tr><th>$</th></tr><tr><td>$</td></tr></table>"),
		html("html-head", "<meta name=author content=\"$\"><script>$</script><style>$</style><pre><code class=\"language-$\">$</code></pre>"),
	}
}
