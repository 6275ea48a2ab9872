package command

import (
	"strings"
	"testing"
)

// What draws gets the code on its standard input and no argument of it; what it
// prints is text and nothing else.
func TestDraw(t *testing.T) {
	echo := own(t, "ECHO -f '$(touch pwned)'").Run
	dir := t.TempDir()
	t.Chdir(dir)
	for _, code := range []string{"graph LR\n", "--help", "$(touch pwned)", "; touch pwned", "a\x1b[31mred\x1b[m\x1b]0;title\x07\x1b[2Jb", "\u202Ereversed", "\xff\xfe", "tab\there"} {
		got, err := Draw(t.Context(), "mermaid", echo, code)
		if err != nil {
			t.Fatalf("%q: %v", code, err)
		}
		if !strings.HasPrefix(got, "[-f]\n[$(touch pwned)]\n") || strings.ContainsAny(got, "\x1b\x07\u202E") {
			t.Errorf("of %q: %q", code, got)
		}
	}
	if got, _ := Draw(t.Context(), "mermaid", echo, "a\x1b[31mred\x1b[m\x1b]0;title\x07\x1b[2Jb"); !strings.HasSuffix(got, "\naredb") {
		t.Errorf("colours and the like are left in %q", got)
	}
}

func TestDrawFails(t *testing.T) {
	for line, want := range map[string]string{
		"/nowhere/at/all -f -":        "mermaid: there is no program /nowhere/at/all",
		"'":                           "mermaid: ",
		"true":                        "mermaid: true drew nothing",
		"false":                       "mermaid: exit status 1",
		"sh -c 'echo no >&2; exit 3'": "mermaid: exit status 3: no",
		"sh -c 'head -c 2000000 /dev/zero | tr \\\\0 x'": "mermaid: the drawing is larger than 1 MB",
	} {
		if drawn, err := Draw(t.Context(), "mermaid", line, "x"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %.40q, %v", line, drawn, err)
		}
	}
}
