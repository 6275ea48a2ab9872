package ui

import (
	"slices"
	"testing"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

func TestHintsFitWhole(t *testing.T) {
	all := []term.Hint{{Key: "}", Does: "focus"}, {Key: "h", Does: "highlight"}, {Key: "a", Does: "note"}, {Key: "?", Does: "help"}, {Key: "q", Does: "back"}}
	for _, c := range []struct {
		width int
		want  string
	}{
		{80, "}ha?q"},
		{44, "}ha?q"}, // closer together
		{43, "}h?q"},
		{29, "}?q"},
		{20, "?q"},
		{6, "?"},
		{5, ""},
		{0, ""},
		{-4, ""},
	} {
		kept, cells, _ := term.Fitting(all, c.width)
		keys := ""
		for _, h := range kept {
			keys += h.Key
		}
		if keys != c.want || cells > max(c.width, 0) {
			t.Errorf("in %d cells: %q in %d, want %q", c.width, keys, cells, c.want)
		}
	}
}

// However narrow a window is, no hint line is cut, and the library's and the
// reader's lead to all keys; the box's leads out.
func TestHelpIsAlwaysHinted(t *testing.T) {
	for _, k := range []*pane.Mode{tableOf(t, modes(), "Library"), tableOf(t, modes(), "Reader")} {
		if kept, _, _ := term.Fitting(k.Hints(), pane.MinWidth/2); !slices.ContainsFunc(kept, term.Hint.Helps) {
			t.Errorf("%s: %v", k.Title, kept)
		}
	}
	if kept, _, _ := term.Fitting(tableOf(t, modes(), "Search box").Hints(), pane.MinWidth/2); !slices.ContainsFunc(kept, term.Hint.Leaves) {
		t.Errorf("search box: %v", kept)
	}
}

// A key that does nothing is answered once, with what leads on where one is;
// help opens at the pane that one is in.
func TestUnknownKeyInEachPane(t *testing.T) {
	for where, want := range map[string]string{
		"":      "no such key: F · ? help",
		"enter": "no such key: F · ? help",
		"n":     "no such key: F · ? help",
		"T":     "no such key: F · esc close",
	} {
		s := openSession(t, "80x24")
		s.do("press", where+" F")
		s.do("expect", want)
		s.m.Status.Text = ""
		s.do("press", "F")
		s.do("refuse", "no such key")
	}
	s := openSession(t, "80x24")
	s.do("press", "n ?")
	s.do("expect", "keys · Notes")
}
