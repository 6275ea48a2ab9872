package ui

import (
	"context"
	"errors"
	"testing"

	"manicule/internal/desktop"
)

// What is said of a copy is what is known of it, in words of the passage alone.
func TestCopying(t *testing.T) {
	for _, tt := range []struct {
		where desktop.Arrival
		err   error
		want  string
	}{
		{desktop.OnClipboard, nil, "copied 3 words"},
		{desktop.InTmux, nil, "copied 3 words to tmux"},
		{desktop.ToTerminal, nil, "sent 3 words to the terminal"},
		{desktop.ToTerminal, errors.New("xclip: no display\ntmux: no server"), "xclip: no display; tmux: no server; sent 3 words to the terminal"},
	} {
		s := openSession(t, "100x20")
		s.overwrite("harbour.md", "---\nauthor: Ada\nurl: https://example.org/a\n---\n# The harbour\n\nThree *plain* words.\n")
		s.run(s.m.Open("harbour.md"))
		var got string
		s.m.Clip = func(_ context.Context, text string) (desktop.Arrival, error) {
			got = text
			return tt.where, tt.err
		}
		s.do("press", "} y")
		s.do("expect", tt.want)
		if got != "Three plain words." {
			t.Errorf("copied %q", got)
		}
		s.do("press", "Y")
		s.do("expect", tt.want)
		if want := "“Three plain words.”\n— Ada, The harbour\nhttps://example.org/a"; got != want {
			t.Errorf("cited %q, want %q", got, want)
		}
	}
}
