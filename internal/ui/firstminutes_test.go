package ui

import (
	"strings"
	"testing"
)

// Each step of a stranger's first minutes, as docs/first-minutes.md tells them,
// has the hint on the screen that leads to the next.
func TestFirstMinutes(t *testing.T) {
	s := openSession(t, "80x24")
	s.overwrite("long.md", "# A long article\n\nIts tide begins.\n\n"+strings.Repeat("## A heading\n\nA sentence about the sea, and one more.\n\n", 20))
	steps := []struct{ do, with, expect string }{
		{"press", "G", "enter read   / search   n notes   s sort   ? help   q quit"},
		{"press", "/", `words · "a phrase" · -without`},
		{"expect", "", "enter read   tab complete   ↑ earlier   esc list"},
		{"type", "long article", "1 of 4"},
		{"press", "enter", "n goes to the first · esc clears the highlights"},
		{"press", "esc", "space page  } paragraph  / find  o outline  ? help  q back"},
		{"press", "space", "? help"},
		{"press", "o", "enter go there   esc close"},
		{"press", "esc g }", "h highlight  a note  v select  } paragraph  ? help  q back"},
		{"press", "a", "Write in Markdown; #word tags the note."},
		{"expect", "", "esc save   ctrl-g abandon   ctrl-o $EDITOR   tab #tag"},
		{"type", "Why now? #sea", ""},
		{"press", "esc", "noted · saved in .manicule/notes/long.md.md"},
		{"fade", "", "enter edit  c kind  d delete  ] next note  ? help  q back"},
		{"press", "X", "no such key: X · ? help"},
		{"wait", "60s", ""},
		{"press", "q", "enter read   / search   S save search   esc clear   ? help   q quit"},
		{"press", "esc", "c continue A long article"},
		{"press", "n", "enter open  / search"},
	}
	for _, step := range steps {
		switch step.do {
		case "expect":
		case "fade":
			s.m.Status.Text = ""
		default:
			s.do(step.do, step.with)
		}
		s.line = step.do + " " + step.with
		s.do("expect", step.expect)
	}
}
