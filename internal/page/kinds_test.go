package page

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/article"
)

// machinery finds what dialects and kinds of files write for programs.
var machinery = regexp.MustCompile(`\{\{|\}\}|\{%|%\}|\{:|\{[#.=]|%%|==|:::|!!!|\?\?\?|\[!|\[\[|\]\]|\^\[|\[\^|\^\w|#\||#\+|^\s*:\w+:|\+\+\w|\{[-+]{2}|:material|<[/A-Za-z]|\b(?:import|export) |\[TOC\]|8<|^\*\[|\\newpage|\(\w+\)=|^\.\. |` +
	"`" + `|__|=\?utf|\\\(|footnote:|SCHEDULED|PROPERTIES`)

// TestPagesOfKinds lays out a text of each dialect and kind of file, and
// compares it with the page beside it. No sign for programs is on any.
func TestPagesOfKinds(t *testing.T) {
	files, err := filepath.Glob("testdata/kinds/*")
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".page") {
			continue
		}
		kinds++
		t.Run(filepath.Base(file), func(t *testing.T) {
			got := pageOfFile(t, file)
			for _, row := range strings.Split(got, "\n") {
				if found := machinery.FindString(row); found != "" {
					t.Errorf("%q is on the page: %s", found, row)
				}
			}
			if *update {
				if err := os.WriteFile(file+".page", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + ".page")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if kinds < 15 {
		t.Errorf("only %d kinds", kinds)
	}
}

// pageOfFile are the rows of a file's page, with what is said above them.
func pageOfFile(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Parse(filepath.Base(file), data)
	if err != nil || a.Warning != "" {
		t.Fatal(err, a.Warning)
	}
	rows := []string{a.Meta.Title, a.Meta.Author, ""}
	for _, l := range wholeLines(New(a, 72, Light())) {
		rows = append(rows, strings.TrimRight(text(l), " "))
	}
	return strings.Join(rows, "\n") + "\n"
}
