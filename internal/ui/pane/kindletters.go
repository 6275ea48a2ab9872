package pane

import (
	"fmt"
	"strings"

	"manicule/internal/note"
)

// KindLetters lists the kinds with the letters that make them.
func KindLetters() string {
	var names []string
	for _, k := range note.Kinds {
		names = append(names, fmt.Sprintf("%c %s", k.Letter, k.Name))
	}
	return strings.Join(names, " · ")
}
