package ui

import (
	"fmt"
	"strings"

	"manicule/internal/note"
)

// kindLetters lists the kinds with the letters that make them.
func kindLetters() string {
	var names []string
	for _, k := range note.Kinds {
		names = append(names, fmt.Sprintf("%c %s", k.Letter, k.Name))
	}
	return strings.Join(names, " · ")
}
