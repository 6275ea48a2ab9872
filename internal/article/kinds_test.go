package article

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected texts in testdata/kinds")

// TestKinds reads samples of each kind of file, written as programs write them,
// and compares what there is to read with the file beside each.
func TestKinds(t *testing.T) {
	files, err := filepath.Glob("testdata/kinds/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want.md") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Parse(filepath.Base(file), data)
			if err != nil || a.Warning != "" {
				t.Fatal(err, a.Warning)
			}
			checkArticle(t, a)
			m := a.Meta
			got := strings.Join([]string{m.Title, m.Author, m.Site, m.Source, m.Published.Format("2006-01-02"), strings.Join(m.Tags, ", ")}, "\n") + "\n\n" + a.Text
			compareWith(t, file+".want.md", got)
		})
	}
}

func compareWith(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// hostileMarkups cost a careless reader time, memory or its life; by extension.
func hostileMarkups(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, max(1, n/len(s))) }
	stairs := func(sign string, step int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(" ", step*(i%200)) + sign + "\n")
		}
		return b.String()
	}
	return map[string]string{
		"stars.rst": fill("*a "), "twos.rst": fill("**a "), "quotes.rst": fill("`a "), "codes.rst": fill("``a "), "roles.rst": fill(":a:`"), "bars.rst": fill("|a "), "notes.rst": fill("[a "), "names.rst": fill("a_ b__ "),
		"lists.rst": stairs("- a", 2), "deep.rst": fill("- "), "quotations.rst": stairs("a", 1), "directives.rst": stairs(".. note::", 3), "titles.rst": fill("a\n==\n\n"), "targets.rst": fill(".. _a:\n"),
		"grid.rst": fill("+-+-+\n|a|b|\n"), "wide.rst": "+" + fill("-+") + "\n|" + fill("a|") + "\n", "simple.rst": fill("= =\n"), "fields.rst": fill(":a: b\n"), "options.rst": fill("-a  b\n"), "definitions.rst": fill("a\n b\n"),
		"substitutions.rst": ".. |a| replace:: " + strings.Repeat("|a| ", 50) + "\n\n" + fill("|a| "), "comments.rst": fill(".. a\n\n"), "literal.rst": fill("a::\n\n b\n\n"), "numbers.rst": fill("1. a\n"), "csv.rst": ".. csv-table::\n\n   " + fill("a,"), "columns.rst": ".. list-table::\n\n" + fill("   * - a\n"),
		"stars.adoc": fill("*a "), "unders.adoc": fill("__a "), "codes.adoc": fill("`a "), "plus.adoc": fill("+a "), "raised.adoc": fill("^a"), "crosses.adoc": fill("<<a "), "anchors.adoc": fill("[[a "), "roles.adoc": fill("[.a]#b "), "macros.adoc": fill("link:a["), "notes.adoc": fill("footnote:[a "),
		"attributes.adoc": ":a: " + strings.Repeat("{a}", 50) + "\n\n" + fill("{a}"), "index.adoc": fill("((a "), "quotes.adoc": fill("\"`a "), "listed.adoc": fill("* a\n"), "mixed.adoc": fill("* a\n- b\n.. c\n"), "attached.adoc": "* a\n" + fill("+\nb\n"), "fences.adoc": fill("----\n====\n____\n"), "open.adoc": stairsOf("=", n), "terms.adoc": fill("a:: b\n"), "empty terms.adoc": fill("a::\n\n"),
		"table.adoc": "|===\n" + fill("|a\n"), "spans.adoc": "|===\n" + fill("64*|a\n"), "rows.adoc": "|===\n" + fill(".64+|a\n"), "columns.adoc": "[cols=\"" + strings.Repeat("64*,", 100) + "\"]\n|===\n" + fill("|a"), "styles.adoc": fill("[a]\n"), "remarks.adoc": "----\n" + fill("<1> <2>\n"), "header.adoc": "= T\n" + fill(":a: b\n"), "csv.adoc": ",===\n" + fill("a,"),
		"stars.org": fill("*a "), "slashes.org": fill("/a "), "codes.org": fill("=a "), "links.org": fill("[[a "), "notes.org": fill("[fn:a:"), "macros.org": "#+MACRO: a " + strings.Repeat("{{{a($1)}}}", 40) + "\n\n" + fill("{{{a(b)}}} "), "entities.org": fill(`\alpha `), "formulas.org": fill(`\(a `), "exports.org": fill("@@html:a "),
		"lists.org": stairs("- a", 2), "deep.org": fill("- "), "blocks.org": fill("#+begin_quote\n"), "sources.org": fill("#+begin_src\n"), "drawers.org": fill(":a:\n"), "headings.org": fill("* a\n"), "levels.org": stairsOf("*", n), "table.org": fill("|a|b\n"), "wide.org": fill("|a"), "ragged.org": strings.Repeat("|a", n/4) + "\n" + fill("|a\n"), "keywords.org": fill("#+title: a\n"), "states.org": "#+TODO: " + fill("A B ") + "\n* A b\n", "angles.org": fill("<<a "), "latex.org": fill("\\begin{a}\n"), "noexport.org": "* a :noexport:\n" + fill("b\n"), "fixed.org": fill(": a\n"),
		"parts.eml": "Content-Type: multipart/mixed; boundary=b\n\n" + fill("--b\nContent-Type: text/plain\n\na\n"), "deep.eml": nestedMail(n), "head.eml": fill("A: b\n") + "\na", "long.eml": "Subject: " + fill("=?utf-8?q?a?= ") + "\n\na", "quotes.eml": "A: b\n\n" + fill("> "), "turns.eml": "A: b\n\n" + fill("> a\nb\n"), "tables.eml": "Content-Type: text/html\n\n" + fill("<table><tr><td>"), "links.eml": "Content-Type: text/html\n\n" + fill("<p><a href=x>Unsubscribe</a>"), "cells.eml": "Content-Type: text/html\n\n<table>" + fill("<tr><td>a<td>b"), "bounds.eml": "Content-Type: multipart/mixed; boundary=b\n\n" + fill("--b"), "base64.eml": "Content-Transfer-Encoding: base64\n\n" + fill("AA=="), "names.eml": "From: " + fill("a <b>, ") + "\n\na", "empty.mht": fill("\n"), "parts.mht": "Content-Type: multipart/related; boundary=b\n\n" + fill("--b\nContent-Type: text/html\nContent-Location: x\n\n<img src=x>\n"), "pictures.mht": "Content-Type: text/html\n\n" + fill("<img src=x>"),
		"lines.gmi": fill("=> a b\n"), "fences.gmi": fill("```\n"), "headings.gmi": fill("# a\n"),
		"deep.ipynb": `{"cells":` + fill("["), "cells.ipynb": `{"cells":[` + fill(`{"cell_type":"code","source":"a"},`) + `{}]}`, "outputs.ipynb": `{"cells":[{"cell_type":"code","source":"a","outputs":[` + fill(`{"output_type":"stream","text":"b"},`) + `{}]}]}`,
		"pages.ipynb": `{"cells":[{"cell_type":"code","source":"a","outputs":[{"output_type":"execute_result","data":{"text/html":"<table>` + fill("<tr><td>a") + `"}}]}]}`, "ticks.ipynb": `{"cells":[{"cell_type":"code","source":"` + fill("`") + `"}]}`,
	}
}

// stairsOf are lines of one sign, each longer than the one before.
func stairsOf(sign string, n int) string {
	var b strings.Builder
	for i := 4; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(sign, i) + " a\n" + strings.Repeat(sign, i) + "\n")
	}
	return b.String()
}

// nestedMail is a mail of parts within each other.
func nestedMail(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%[1]d\n", i)
	}
	return b.String() + "\na"
}

func TestHostileMarkups(t *testing.T) {
	for name, in := range hostileMarkups(20_000) {
		t.Run(name, func(t *testing.T) {
			a, err := Parse(name, []byte(in))
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			if len(a.Text) > 100*len(in)+1<<22 {
				t.Errorf("%d bytes became %d", len(in), len(a.Text))
			}
		})
	}
}

func BenchmarkHostileMarkups(b *testing.B) {
	for name, in := range hostileMarkups(1_000_000) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Parse(name, []byte(in)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// FuzzKinds: whatever a file holds, its reader makes the same clean text of it
// each time.
func FuzzKinds(f *testing.F) {
	var exts []string
	for _, k := range kinds {
		if k.format > HTML {
			exts = append(exts, k.ext)
		}
	}
	files, _ := filepath.Glob("testdata/kinds/*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for i, ext := range exts {
			if filepath.Ext(file) == ext {
				f.Add(uint8(i), data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		name := "a" + exts[int(kind)%len(exts)]
		a, err := Parse(name, data)
		if err != nil {
			return
		}
		checkArticle(t, a)
		if b, _ := Parse(name, data); a.Text != b.Text || a.Meta.Title != b.Meta.Title {
			t.Fatal("parsed twice, two results")
		}
	})
}

// Every kind of file has a name for scripts and a place in the manual.
func TestKindsAreNamed(t *testing.T) {
	manual, err := os.ReadFile("../../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		if k.format.String() == "" {
			t.Errorf("%s has a format without a name", k.ext)
		}
		if !strings.Contains(string(manual), "`"+k.ext+"`") {
			t.Errorf("docs/files.md does not speak of %s", k.ext)
		}
	}
}
