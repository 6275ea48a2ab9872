package ui

import (
	"strings"
	"testing"
)

// The sign of a note stands left of its passage, also of code that takes the
// room left of the column, and never on it.
func TestSignsLeaveTheText(t *testing.T) {
	for _, size := range []string{"150x24", "160x24", "200x24"} {
		for cells := 80; cells < 130; cells += 7 {
			code := "begin" + strings.Repeat("_", cells-5)
			s := openSession(t, size, "harbour.md")
			s.overwrite("wide.md", "# Wide\n\n## Part\n\nText.\n\n```\n"+code+"\n```\n")
			s.run(s.m.Open("wide.md"))
			s.do("press", "} } } h")
			for _, keys := range []string{"o", "esc", "+ + + +", "o"} {
				s.do("press", keys)
				if screen := s.screen(); !strings.Contains(screen, "begin___") || !strings.Contains(screen, "☞") {
					t.Fatalf("%s, %d cells, after %s: the sign is not left of the code\n%s", size, cells, keys, screen)
				}
			}
		}
	}
}
