// Package docs holds the manual, which the program shows.
package docs

import (
	"embed"
	"slices"
	"strings"
)

//go:embed *.md
var pages embed.FS

// first are the topics of the manual that come first, in order; the others
// follow by name.
var first = []string{"first-minutes", "reading", "files", "keys", "finding", "note-taking", "syncing", "import-export", "configuration", "themes", "plain", "commands", "scripts"}

// Topics are the names of the manual's pages, without extension.
func Topics() []string {
	entries, _ := pages.ReadDir(".") // it is part of the program
	topics := slices.Clone(first)
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), ".md"); !slices.Contains(first, name) {
			topics = append(topics, name)
		}
	}
	return topics
}

// Page is the Markdown of a topic; false if there is no such topic.
func Page(topic string) ([]byte, bool) {
	data, err := pages.ReadFile(topic + ".md")
	return data, err == nil
}
