package ui

import (
	"strings"
	"testing"
)

// What is found in a long article is shown, too, if later than in the others.
func TestPassagesOfLongArticles(t *testing.T) {
	s := openSession(t, "100x30")
	s.overwrite("long.md", "# Long\n\n"+strings.Repeat("Much is said of other things here.\n\n", 4000)+"The quagga grazes by the wall.\n")
	s.overwrite("short.md", "# Short\n\nThe quagga sleeps in the yard.\n")
	s.do("press", "/ q u a g g a")
	for _, passage := range []string{"grazes by the wall", "sleeps in the yard"} {
		if screen := s.screen(); !strings.Contains(screen, passage) {
			t.Errorf("%q is missing\n%s", passage, screen)
		}
	}
}
