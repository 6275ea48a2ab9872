package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTopics holds that every page is a topic, and every topic a page with a
// title.
func TestTopics(t *testing.T) {
	files, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	topics := Topics()
	if len(topics) != len(files) {
		t.Errorf("%d topics, %d pages", len(topics), len(files))
	}
	for i, topic := range topics {
		page, ok := Page(topic)
		if !ok || !strings.HasPrefix(string(page), "# ") {
			t.Errorf("%s: no page with a title", topic)
		}
		if slices.Index(topics, topic) != i {
			t.Errorf("%s is there twice", topic)
		}
	}
	if _, ok := Page("../README"); ok {
		t.Error("a page outside of the manual is read")
	}
}

// file is a path of the project's code in a paper.
var file = regexp.MustCompile("`((?:internal|cmd)/[a-z0-9/_]+(?:\\.go)?)`")

// TestPathsExist holds that the papers speak of files and folders that are there.
func TestPathsExist(t *testing.T) {
	pages, _ := filepath.Glob("*.md")
	papers, _ := filepath.Glob("../*.md")
	for _, name := range append(pages, papers...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range file.FindAllStringSubmatch(string(data), -1) {
			if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
				t.Errorf("%s speaks of %s, which is not there", name, m[1])
			}
		}
	}
}

// named is a name in a paper: a path of the project's code, or a file alone.
var named = regexp.MustCompile("`((?:internal|cmd)/[a-z0-9/_]+(?:\\.go)?|[a-z0-9_]+\\.go)`")

// TestNamesInTables holds that a file named without its folder in a table of
// ARCHITECTURE.md lies in the folder of the name before it.
func TestNamesInTables(t *testing.T) {
	data, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		folder := "."
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			switch {
			case strings.HasSuffix(m[1], ".go") && strings.Contains(m[1], "/"):
				folder = filepath.Dir(m[1])
			case strings.Contains(m[1], "/"):
				folder = m[1]
			default:
				if _, err := os.Stat(filepath.Join("..", folder, m[1])); err != nil {
					t.Errorf("%s is not in %s: %s", m[1], folder, line)
				}
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// TestLinks holds that the papers' links to files of the project lead somewhere.
func TestLinks(t *testing.T) {
	pages, _ := filepath.Glob("*.md")
	papers, _ := filepath.Glob("../*.md")
	for _, name := range append(pages, papers...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil && !strings.Contains(m[1], " ") {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
	}
}
