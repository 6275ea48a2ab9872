package ui

import (
	"testing"

	"manicule/internal/ui/pane"
)

// In a window that is too small for anything else, the keys that leave are
// those that the reader bound, and what is typed is none.
func TestLeavingTooSmallWindow(t *testing.T) {
	own := pane.Keys{}
	for _, k := range []string{"library", "reader", "notes", "review", "search box"} {
		own[k] = map[string][]string{"quit": {"X", "ctrl+q"}}
	}
	own["reader"]["leave"] = []string{"W"}
	for _, test := range []struct {
		keys   pane.Keys
		before string
		stay   []string
		leave  string
	}{
		{nil, "", []string{"Q", "W", "x"}, "q"},
		{nil, "/", []string{"q", "Q"}, "ctrl+c"},
		{nil, "n", []string{"Q"}, "ctrl+c"},
		{nil, "enter", []string{"x"}, "Q"},
		{nil, "enter m", []string{"x"}, "Q"},
		{own, "", []string{"q", "Q", "ctrl+c"}, "X"},
		{own, "/", []string{"q", "x", "ctrl+c"}, "ctrl+q"},
		{own, "n", []string{"q", "ctrl+c"}, "X"},
		{own, "n /", []string{"X", "Q"}, "ctrl+c"},
		{own, "R", []string{"x", "Q"}, "ctrl+c"}, // that there is nothing to review
		{own, "enter", []string{"q", "Q", "ctrl+c"}, "X"},
		{own, "enter ?", []string{"X"}, "ctrl+c"},
	} {
		s := &driver{t: t, keys: test.keys}
		s.fresh("80x24")
		s.do("press", test.before)
		s.do("resize", "30x5")
		for _, key := range test.stay {
			if s.do("press", key); s.quit {
				t.Errorf("after %q: %s leaves", test.before, key)
			}
		}
		if s.do("press", test.leave); !s.quit {
			t.Errorf("after %q: %s does not leave", test.before, test.leave)
		}
	}
	s := openSession(t, "80x24", "harbour.md")
	s.m.opts.Article = "harbour.md"
	s.do("resize", "30x5")
	if s.do("press", "q"); !s.quit {
		t.Error("q does not leave the article that the program was started with")
	}
}

// While an article is being read in, the keys that leave are those that the
// reader bound; q in the library would leave the article.
func TestLeavingWhileReading(t *testing.T) {
	s := &driver{t: t, keys: pane.Keys{"library": {"quit": {"ctrl+q"}}, "reader": {"quit": {"ctrl+q"}}}}
	s.fresh("80x24")
	s.hold()
	s.do("press", "enter ctrl+c q")
	if s.quit || len(s.m.Held) != 2 {
		t.Errorf("a key that is bound to nothing leaves; %d are held", len(s.m.Held))
	}
	_, cmd := s.m.Update(keyPress("ctrl+q"))
	s.slow = false
	if s.run(cmd); !s.quit {
		t.Error("ctrl+q waits for the article")
	}
}

// A key for an article that went acts on no other one, also when nothing was
// left before that came.
func TestKeyForAnArticleThatWent(t *testing.T) {
	s := openDegenerate(t, map[string]string{"a.md": "# A\n\nText.\n"}, "80x24", nil)
	s.remove("a.md")
	s.overwrite("b.md", "# B\n\nOther.\n")
	s.do("press", "enter")
	if s.m.reader != nil {
		t.Error("enter, pressed for a.md, opened b.md")
	}
	s.do("press", "enter")
	if s.m.reader == nil {
		t.Error("the next key is held against b.md too")
	}
}

// So it is where the article only ceases to be found.
func TestKeyForAnArticleThatIsNotFoundAnyMore(t *testing.T) {
	s := openDegenerate(t, map[string]string{"a.md": "# A\n\nWalrus.\n", "b.md": "# B\n\nSeal.\n"}, "80x24", nil)
	s.do("press", "/")
	s.do("type", "walrus")
	s.do("press", "esc")
	s.overwrite("a.md", "# A\n\nNothing.\n")
	s.overwrite("b.md", "# B\n\nA walrus now.\n")
	s.do("press", "*")
	if s.m.Store.Reading("b.md").Star {
		t.Error("the star for a.md is on b.md")
	}
}
