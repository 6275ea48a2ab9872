package article

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestFrontMatter(t *testing.T) {
	tests := []struct {
		name, file, in string
		want           Meta
		text           string
	}{
		{
			"Jekyll", "posts/2024-01-02-a-title.md",
			"---\nlayout: post\ntitle:  \"A *title*: with a colon\"\nauthor: Jane Doe\ntags: go terminal\ncategories: [notes]\nlang: en_GB\n---\nText.\n",
			Meta{Title: "A *title*: with a colon", Author: "Jane Doe", Published: day(2024, 1, 2), Tags: []string{"go", "terminal", "notes"}, Language: "en-GB"},
			"Text.\n",
		},
		{
			"Hugo in TOML", "a.md",
			"+++\ntitle = 'A'\ndate = 2024-04-03T10:00:00+02:00\nkeywords = [\"x\", \"y\"]\nsummary = \"What it says\"\n[author]\nname = \"Jane\"\n+++\n\nText.",
			Meta{Title: "A", Author: "Jane", Published: time.Date(2024, 4, 3, 8, 0, 0, 0, time.UTC), Tags: []string{"x", "y"}, Description: "What it says"},
			"Text.",
		},
		{
			"Hugo in JSON", "a.md", "{\n \"title\": \"A\", \"date\": \"2024-04-03\", \"tags\": [\"x\"]\n}\n\nText.",
			Meta{Title: "A", Published: day(2024, 4, 3), Tags: []string{"x"}},
			"Text.",
		},
		{
			"Zola", "a.md", "+++\ntitle = \"A\"\npath = \"2024/10/30/slug\"\nauthors = [\"Jane\", \"John\"]\n[taxonomies]\ntags = [\"rust\"]\n[extra]\nrelease = true\n+++\nText.",
			Meta{Title: "A", Author: "Jane, John", Published: day(2024, 10, 30), Tags: []string{"rust"}},
			"Text.",
		},
		{
			"TOML with a local date", "a.md", "+++\ntitle = \"A\"\ndate = 2024-04-03\n+++\nText.",
			Meta{Title: "A", Published: day(2024, 4, 3)},
			"Text.",
		},
		{
			"Obsidian Web Clipper", "a.md",
			"---\ntitle: \"Why\"\nsource: \"https://example.org/2024/why\"\nauthor:\n  - \"[[Jane Doe]]\"\n  - \"[[people/John|John]]\"\npublished: 2024-04-03\ncreated: 2025-01-01\ndescription: \"It is so.\"\ntags:\n  - \"clippings\"\n  - \"#why\"\n---\nText.",
			Meta{Title: "Why", Author: "Jane Doe, John", Source: "https://example.org/2024/why", Published: day(2024, 4, 3), Added: day(2025, 1, 1), Tags: []string{"clippings", "why"}, Description: "It is so."},
			"Text.",
		},
		{
			"Readwise", "a.md", "---\nFull Title: Why\nAuthor: \"[[Jane Doe]]\"\nSource: Asia Times\nURL: https://example.org/why\n---\nText.",
			Meta{Title: "Why", Author: "Jane Doe", Site: "Asia Times", Source: "https://example.org/why"},
			"Text.",
		},
		{
			"Pocket", "a.md", "---\nid: 42\nresolved_title: Why\nresolved_url: https://example.org/why\nexcerpt: So.\n---\nText.",
			Meta{ID: "42", Title: "Why", Source: "https://example.org/why", Description: "So."},
			"Text.",
		},
		{"ends in dots", "a.md", "---\ntitle: A\n...\nText.", Meta{Title: "A"}, "Text."},
		{"comment", "a.html", "<!--{\n\t\"Title\": \"A\",\n\t\"Path\": \"/doc/a\"\n}-->\n\n<p>Text.</p>", Meta{Title: "A"}, "Text.\n"},
		{"null and numbers", "a.md", "---\ntitle: 1984\nauthor: ~\ndate:\n---\nText.", Meta{Title: "1984"}, "Text."},
		{"empty block", "a.md", "---\n---\nText.", Meta{Title: "A"}, "Text."},
		{"control characters", "a.md", "---\ntitle: \"a\\e]0;x\\ab\\u202Ec\\nd\"\n---\nText.", Meta{Title: "a␛]0;x␇bc d"}, "Text."},
		{"rules around text", "a.md", "---\n\nText, no metadata.\n\n---\n\nMore.", Meta{Title: "A"}, "---\n\nText, no metadata.\n\n---\n\nMore."},
		{"rule at the start", "a.md", "---\nText", Meta{Title: "A"}, "---\nText"},
		{"a template's braces", "a.md", "{{ block }}\n", Meta{Title: "A"}, "{{ block }}\n"},
		{"date in the folders", "2024/04/03/why-it-is.md", "Text.", Meta{Title: "Why it is", Published: day(2024, 4, 3)}, "Text."},
		{"date in the address", "a.md", "---\nurl: https://example.org/2024/04/03/why\n---\nText.", Meta{Title: "A", Source: "https://example.org/2024/04/03/why", Published: day(2024, 4, 3)}, "Text."},
		{"index page", "guides/getting-started/index.md", "Text.", Meta{Title: "Getting started"}, "Text."},
		{"title from the first heading", "a.md", "Some text.\n\n```\n# no heading\n```\n\n# The *real* `title` &amp; more {#id}\n", Meta{Title: "The real title & more"}, "Some text.\n\n```\n# no heading\n```\n\n# The *real* `title` &amp; more {#id}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse(tt.file, []byte(tt.in))
			if err != nil || a.Warning != "" {
				t.Fatalf("%v, warning %q", err, a.Warning)
			}
			a.Meta.Published = a.Meta.Published.UTC()
			if diff := cmp.Diff(tt.want, a.Meta); diff != "" {
				t.Error(diff)
			}
			if a.Text != tt.text {
				t.Errorf("text %q, want %q", a.Text, tt.text)
			}
		})
	}
}

func TestBrokenFrontMatter(t *testing.T) {
	tests := []struct {
		name, in, warning string
		title, text       string
		removed           int
	}{
		{"unquoted colon", "---\nlayout: x\ntitle: Why: because\nauthor: Jane\n---\nText.", "front matter, line 3: ", "Why: because", "Text.", 1},
		{"open bracket", "---\ntitle: Why\ntags: [a, b\n---\nText.", "front matter, line ", "Why", "Text.", 1},
		{"TOML without quotes", "+++\ntitle = Why\ndate = 2024-01-01\n+++\nText.", "front matter, line 2: ", "Why", "Text.", 1},
		{"JSON stays where it can be seen", "{\n\"title\": \"Why\",\n}\n\nText.", "front matter, line ", "A", "{\n\"title\": \"Why\",\n}\n\nText.", 0},
		{"JSON in a comment", "<!--{\n\"Title\": \"Why\",\n}-->\nText.", "front matter, line ", "Why", "Text.", 1},
		{"a deep list", "---\ntitle: Why\nx: " + strings.Repeat("[", 5000) + "\n---\nText.", "nested too deeply", "Why", "Text.", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse("a.md", []byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(a.Warning, tt.warning) || a.Meta.Title != tt.title || a.Text != tt.text || len(a.Removed) != tt.removed {
				t.Errorf("warning %q title %q text %q removed %q", a.Warning, a.Meta.Title, a.Text, a.Removed)
			}
		})
	}
}

func TestTitleSpan(t *testing.T) {
	tests := []struct{ in, span string }{
		{"# Why\n\nText.", "# Why"},
		{"\n\nWhy\n===\n\nText.", "Why\n==="},
		{"---\ntitle: The “why”\n---\n# The \"Why\"\n\nText.", "# The \"Why\""},
		{"---\ntitle: Other\n---\n# Why\n\nText.", ""},
		{"Text.\n\n# Why\n", ""},
		{"Text.", ""},
	}
	for _, tt := range tests {
		a, err := Parse("a.md", []byte(tt.in))
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Text[a.TitleSpan.Start:a.TitleSpan.End]; got != tt.span {
			t.Errorf("%q: title span %q, want %q", tt.in, got, tt.span)
		}
		for _, h := range a.Headings() {
			if tt.span != "" && h.Title == a.Meta.Title {
				t.Errorf("%q: the title is among the headings", tt.in)
			}
		}
	}
}

// bombs are front matters that cost a careless reader seconds or gigabytes.
func bombs() map[string]string {
	var aliases strings.Builder
	aliases.WriteString("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&aliases, "a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 9)+fmt.Sprintf("*a%d", i-1))
	}
	keys, n := strings.Builder{}, maxFrontMatter-100
	for i := 0; keys.Len() < n; i++ {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	indent := strings.Builder{}
	for i := 0; indent.Len() < n; i++ {
		indent.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	return map[string]string{
		"aliases": "---\n" + aliases.String() + "tags: *a29\ntitle: x\n---\nText.", "keys": "---\n" + keys.String() + "---\nText.",
		"brackets": "---\nx: " + fill("[") + "\n---\nText.", "braces": "---\nx: " + fill("{a: ") + "\n---\nText.",
		"dashes": "---\n" + fill("- ") + "\n---\nText.", "questions": "---\n" + fill("? ") + "\n---\nText.",
		"pairs": "---\nx: " + fill("[],") + "\n---\nText.", "quotes": "---\nx: \"" + fill("\\x41") + "\"\n---\nText.",
		"long title": "---\ntitle: " + fill("long ") + "\n---\nText.", "indented": "---\n" + indent.String() + "---\nText.",
		"anchors": "---\n" + fill("&a ") + "\n---\nText.", "comments": "---\n" + fill("#\n") + "---\nText.", "colons": "---\n" + fill("a: ") + "\n---\nText.",
		"flow": "---\nx: [" + fill("a: b, ") + "]\n---\nText.", "block scalar": "---\nx: |\n" + fill("  a\n") + "---\nText.", "tags": "---\nx: " + fill("!a ") + "\n---\nText.",
		"TOML shallow": "+++\n" + fill("x = "+strings.Repeat("{a=", 60)+strings.Repeat("}", 60)+"\n") + "+++\nText.",
		"TOML strings": "+++\nx = '" + fill("a") + "'\n+++\nText.", "TOML pairs": "+++\nx = [" + fill("{a=1},") + "]\n+++\nText.", "TOML dates": "+++\nx = [" + fill("2024-01-01,") + "]\n+++\nText.",
		"TOML long keys": "+++\n" + fill(strings.Repeat("a.", 30)+"b = 1\n") + "+++\nText.",
		"TOML brackets":  "+++\nx = " + fill("[") + "\n+++\nText.", "TOML tables": "+++\n" + fill("[a.b.c]\nd=1\n") + "+++\nText.",
		"TOML dots": "+++\na" + fill(".a") + " = 1\n+++\nText.", "TOML arrays": "+++\n" + fill("[[a]]\n") + "+++\nText.", "TOML inline": "+++\nx = " + fill("{a=") + "\n+++\nText.",
		"JSON brackets": "{\"a\":" + fill("[") + "\n\nText.", "JSON objects": fill("{\"a\":") + "\n\nText.", "unclosed": "---\n" + fill("a: b\n") + fill("a: b\n"),
		"comment": "<!--{\"a\":" + fill("[") + "-->\nText.",
	}
}

func TestFrontMatterBombs(t *testing.T) {
	for name, in := range bombs() {
		t.Run(name, func(t *testing.T) {
			a, err := Parse("a.md", []byte(in))
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			if len(a.Meta.Title) > maxValue || len(a.Meta.Tags) > maxTags {
				t.Errorf("title of %d bytes, %d tags", len(a.Meta.Title), len(a.Meta.Tags))
			}
			if !strings.Contains(a.Text, "Text.") && name != "unclosed" {
				t.Error("the text is gone")
			}
		})
	}
}

// BenchmarkFrontMatterBombs must stay below 50 ms for each.
func BenchmarkFrontMatterBombs(b *testing.B) {
	for name, in := range bombs() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				splitFrontMatter(in)
			}
		})
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"---\ntitle: a: b\n---\nx", "+++\ntitle = \"a\"\n+++\nx", "{\"title\": \"a\"}\nx", "<!--{\"a\": [1]}-->\nx", "---\na: &a [*a]\n---\n", "---\n- ? - :\n---\n", "+++\na.b = 2024-01-01\n[[c]]\n+++", "---\ndate: 2024-13-45\ntags: [1, {a: b}, [c]]\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Clean(s)
		fm, rest := splitFrontMatter(s)
		if !strings.HasSuffix(s, rest) {
			t.Fatalf("rest %q is no end of %q", rest, s)
		}
		if taken := s[:len(s)-len(rest)]; strings.TrimSpace(taken) != strings.TrimSpace(fm.raw) {
			t.Fatalf("took %q and kept %q", taken, fm.raw)
		}
		m, problems := fm.fields.meta()
		m.fallBack("a.md", fm.fields)
		for _, v := range append(m.Tags, m.ID, m.Title, m.Author, m.Site, m.Source, m.Language, m.Description, fm.problem, strings.Join(problems, "; ")) {
			if CleanLine(v) != v {
				t.Fatalf("value %q is not clean", v)
			}
		}
	})
}

// TestTagsOfFrontMatter: an item of a list is one tag in every dialect; a string is cut where
// its writer parted the tags.
func TestTagsOfFrontMatter(t *testing.T) {
	many := func(sep string) string { return strings.Join(keywords(80), sep) }
	for _, tt := range []struct{ in, want string }{
		{"---\ntags: [machine learning]\n---\n", "machine learning"},
		{"---\ntags: [machine learning, sea]\n---\n", "machine learning|sea"},
		{"---\ntags:\n  - machine learning\n---\n", "machine learning"},
		{"---\ntags:\n- {name: old stone}\n- \"a, b\"\n---\n", "old stone|a, b"},
		{"---\ntags: [\"a, b\"]\n---\n", "a, b"},
		{"---\ntags: [a b, [c d, e]]\n---\n", "a b|c d|e"},
		{"+++\ntags = ['machine learning']\n+++\n", "machine learning"},
		{"+++\ntags = 'machine learning'\n+++\n", "machine learning"},
		{"+++\n[taxonomies]\ntags = ['machine learning']\n+++\n", "machine learning"},
		{"{\"tags\": [\"machine learning\"]}\n\n", "machine learning"},
		{"<!--{\"tags\": [\"machine learning\"]}-->\n", "machine learning"},
		{"---\ntags: machine learning, sea\n---\n", "machine learning|sea"},
		{"---\nkeywords: Sea; Old Stone, river\n---\n", "Sea|Old Stone|river"},
		{"---\ntags: 海、川，山\n---\n", "海|川|山"},
		{"---\ntags: |\n  old stone\n  sea\n---\n", "old stone|sea"},
		{"---\ntags: go terminal\n---\n", "go|terminal"}, // Jekyll
		{"---\ntags: Machine Learning\n---\n", "Machine Learning"},
		{"---\ntag: machine learning\n---\n", "machine learning"},
		{"---\nkeywords: machine learning\n---\n", "machine learning"},
		{"---\ntags: \"#sea #Stone\"\n---\n", "sea|Stone"},
		{"---\ntag: \"#machine learning\"\n---\n", "machine learning"},
		{"---\ntags: \"[[sea]], [[folder/old stone|stone]]\"\n---\n", "sea|stone"},
		{"---\nkeywords: " + many(", ") + "\n---\n", many("|")},
		{"---\nkeywords: [" + many(", ") + "]\n---\n", many("|")},
		{"{\"keywords\": \"" + many(";") + "\"}\n\n", many("|")},
	} {
		a := parsed(t, tt.in+"Text.")
		if got := strings.Join(a.Meta.Tags, "|"); got != tt.want || a.Warning != "" || a.Text != "Text." {
			t.Errorf("%.60q: %s, want %s; warning %q, text %q", tt.in, got, tt.want, a.Warning, a.Text)
		}
	}
}

// keywords are n long ones.
func keywords(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("a long keyword about subject number %d", i)
	}
	return words
}

// TestTagsLeftOut: what is too much is told of, and never cut to pieces.
func TestTagsLeftOut(t *testing.T) {
	long := strings.Repeat("long ", 300)
	for _, in := range []string{
		"---\ntags: [" + strings.Join(keywords(maxTags+20), ", ") + "]\n---\n",
		"---\ntags: sea, " + long + ", river\n---\n",
	} {
		a := parsed(t, in+"Text.")
		if !strings.Contains(a.Warning, "left out") {
			t.Errorf("%.40q: warning %q", in, a.Warning)
		}
		for _, tag := range a.Meta.Tags {
			if !strings.Contains(in, tag+",") && !strings.Contains(in, tag+"\n") {
				t.Errorf("%.40q: %q is a piece of a tag", in, tag)
			}
		}
	}
}

// TestEmptyIsAbsent: a key without a value is no text and hides nothing, in
// every dialect and for every field.
func TestEmptyIsAbsent(t *testing.T) {
	for _, key := range []string{"title", "author", "authors", "tags", "keywords", "date", "published", "id", "source", "site", "lang", "description", "aliases", "cssclasses"} {
		for _, empty := range []string{"", " ", " \"\"", " ''", " ~", " null", " []", " [\"\"]", " {}", " \" \"", "\n  -", "\n- \"\"", " # none", "\n  name:"} {
			checkEmpty(t, "---\n"+key+":"+empty+"\n---\n")
			checkEmpty(t, "---\n"+key+":"+empty+"\nother:\n---\n")
		}
		for _, empty := range []string{`""`, `''`, `" "`, "[]", `[""]`, "{}", "{name = ''}"} {
			checkEmpty(t, "+++\n"+key+" = "+empty+"\n+++\n")
		}
		checkEmpty(t, "+++\n["+key+"]\n+++\n")
		for _, empty := range []string{`""`, `" "`, "null", "[]", "[null]", "{}", `{"name": ""}`} {
			checkEmpty(t, `{"`+key+`": `+empty+"}\n\n")
			checkEmpty(t, `<!--{"`+key+`": `+empty+"}-->\n")
		}
	}
}

func checkEmpty(t *testing.T, front string) {
	t.Helper()
	a := parsed(t, front+"# The title\n\nText.")
	a.Meta.Language = strings.TrimSpace(a.Meta.Language)
	if diff := cmp.Diff(Meta{Title: "The title"}, a.Meta); diff != "" || a.Text != "# The title\n\nText." || a.Warning != "" {
		t.Errorf("%q: %s\ntext %q, warning %q", front, diff, a.Text, a.Warning)
	}
}

// TestEmptyHidesNothing: another key, or the page, tells what an empty one does not.
func TestEmptyHidesNothing(t *testing.T) {
	a := parsed(t, "---\nauthor: []\ntitle:\nheadline: Lamps\nbyline: Ada Reed\nTags:\ntags: [sea]\n---\nText.")
	if a.Meta.Author != "Ada Reed" || a.Meta.Title != "Lamps" || len(a.Meta.Tags) != 1 {
		t.Errorf("%+v", a.Meta)
	}
	page, err := Parse("a.html", []byte("---\nauthor: []\ntitle: \"\"\n---\n<title>Lamps</title><meta name=author content=\"Ada Reed\"><p>Text."))
	if err != nil || page.Meta.Author != "Ada Reed" || page.Meta.Title != "Lamps" {
		t.Errorf("%+v, %v", page.Meta, err)
	}
}

// TestRulesAroundText: keys of several words without values are no front matter.
func TestRulesAroundText(t *testing.T) {
	for _, in := range []string{"---\nDear reader:\n---\nText.", "---\n# Why\n---\nText.", "---\n- \n---\nText.", "---\nText\n---\n"} {
		if a := parsed(t, in); a.Text != in {
			t.Errorf("%q became %q", in, a.Text)
		}
	}
}

// TestSalvage: a mistake in one line costs that line's fine points only.
func TestSalvage(t *testing.T) {
	for _, tt := range []struct{ in, title, author, tags, description string }{
		{"---\ntitle: Tides: a history\ntags: [sea, \"old stone\", river]\n---\n", "Tides: a history", "", "sea|old stone|river", ""},
		{"---\ntitle: Tides: a history\ntags:\n  - sea\n  - \"old stone\"\n---\n", "Tides: a history", "", "sea|old stone", ""},
		{"---\ntitle: Tides: a history\ntags:\n- sea\n- old: stone: wall\n---\n", "Tides: a history", "", "sea|old: stone: wall", ""},
		{"---\ntitle: Tides: a history\ntags: [\n  sea,\n  'a, b'\n]\nauthor:\n  name: Ada Reed\n---\n", "Tides: a history", "Ada Reed", "sea|a, b", ""},
		{"---\ntitle: Tides\ntags: [sea, old stone\nauthor: Ada Reed\n---\n", "Tides", "Ada Reed", "sea|old stone", ""},
		{"---\ntitle: \"Tides\nauthor: Ada \"the\" Reed\n---\n", "Tides", "Ada \"the\" Reed", "", ""},
		{"---\ntitle: 'Tides': a history\ndescription: >\n  The moon\n  and the sea.\n---\n", "'Tides': a history", "", "", "The moon and the sea."},
		{"---\ntitle: Tides: a history\nauthor:\ntags:\n---\n", "Tides: a history", "", "", ""},
		{"+++\ntitle = Tides\ntags = [\"old stone\",\n \"sea\"]\n[author]\nname = \"Ada Reed\"\n+++\n", "Tides", "Ada Reed", "old stone|sea", ""},
		{"+++\ntitle = \"Tides\"\ntags = [old stone, 'sea']\n[extra]\nauthor = 'Ada Reed'\n+++\n", "Tides", "Ada Reed", "old stone|sea", ""},
		{"<!--{\n\"Title\": \"Tides\",\n\"Tags\": [\"old stone\", \"sea\"],\n}-->\n", "Tides", "", "old stone|sea", ""},
	} {
		a := parsed(t, tt.in+"Text.")
		m := a.Meta
		if m.Title != tt.title || m.Author != tt.author || strings.Join(m.Tags, "|") != tt.tags || m.Description != tt.description || a.Warning == "" || a.Text != "Text." {
			t.Errorf("%q: %+v, warning %q, text %q", tt.in, m, a.Warning, a.Text)
		}
	}
}

// Other names of an article are taken from Obsidian's key; addresses, which
// Hugo and Jekyll keep there, are none.
func TestAliases(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"---\naliases: [The Deep, \"a, b\"]\n---\n", "The Deep|a, b"},
		{"---\naliases:\n  - 海\n  - 海\n---\n", "海"},
		{"---\nalias: The Deep, Sea\n---\n", "The Deep|Sea"},
		{"---\naliases: [/old/sea/, \"https://example.org/sea\", Sea]\n---\n", "Sea"},
		{"---\naliases:\n---\n", ""},
	} {
		a := parsed(t, tt.in+"Text.")
		if got := strings.Join(a.Meta.Aliases, "|"); got != tt.want || a.Warning != "" {
			t.Errorf("%q: %q, want %q, warning %q", tt.in, got, tt.want, a.Warning)
		}
	}
}
