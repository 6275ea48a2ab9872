package ui

import (
	"slices"
	"strings"
	"testing"

	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// opened are the panes that lie on the library or the open article.
func (m *Model) opened() []pane.Pane { return m.Stack[m.Ground()+1:] }

// Escape takes one pane off, and what lies below is as it was.
func TestEscapeTakesOnePaneOff(t *testing.T) {
	s := noteOnHarbour(t)
	s.do("press", "q")
	s.overwrite("harbour.md", strings.Replace(harbour(t, s), "twice a day", "three times a day", 1))
	s.do("press", "n")
	s.do("press", "/")
	s.do("type", "mud")
	s.do("press", "enter D")
	if n := len(s.m.opened()); n != 2 {
		t.Fatalf("%d panes lie on the library:\n%s", n, s.screen())
	}
	s.do("press", "esc")
	s.do("expect", "/ mud")
	if _, ok := pane.ActiveAs[*notes.Pane](s.m.Env); !ok {
		t.Fatalf("the notes are not there as they were:\n%s", s.screen())
	}
	s.do("press", "esc esc")
	if s.m.Covered() {
		t.Errorf("something lies on the library:\n%s", s.screen())
	}
}

func harbour(t *testing.T, s *driver) string {
	t.Helper()
	a, err := s.m.Store.Read("harbour.md")
	if err != nil {
		t.Fatal(err)
	}
	return a.Text
}

// What a pane asked for is dropped when it was closed, whatever lies there then.
func TestAnswersOfClosedPanes(t *testing.T) {
	for _, keys := range []string{"B", "I", "} R", "i"} {
		s := openSession(t, "80x24", "harbour.md")
		s.hold()
		s.do("press", keys+" esc :")
		before := slices.Clone(s.m.Stack)
		for range 20 {
			if len(s.late) > 0 {
				s.deliver(0, true)
			}
		}
		if !slices.Equal(before, s.m.Stack) {
			t.Errorf("%s: the panes are %T, were %T", keys, s.m.Stack, before)
		}
	}
}

// What is typed when a pane goes without a key for it is kept as a draft.
func TestTypedTextSurvivesItsPane(t *testing.T) {
	s := openSession(t, "80x24", "harbour.md")
	s.do("press", "} a")
	s.do("type", "half a thought")
	s.m.seat(nil)
	s.run(s.m.saveCmds())
	if d := s.m.Store.Drafts(); len(d) != 1 || d[0].Note.Body != "half a thought" {
		t.Errorf("drafts: %+v", d)
	}
}

// Every pane takes the keys that the reader bound and no others, and hints them.
func TestPanesTakeBoundKeys(t *testing.T) {
	for _, tt := range []struct{ keys, mode, action, usual string }{
		{"?", "help", "close", "esc"},
		{"i", "information", "close", "q"},
		{":", "actions", "close", "esc"},
		{"o", "outline", "close", "esc"},
		{"f", "labels", "back", "esc"},
		{"} R", "flashed words", "end", "q"},
		{"'", "marks", "close", ""},
		{"t", "tags", "leave", "esc"},
		{"} a", "note editor", "save", "ctrl+s"},
		{"} K", "preview of a link", "close", "q"},
		{"B", "places", "close", "q"},
	} {
		s := openSession(t, "80x24")
		s.keys = pane.Keys{tt.mode: {tt.action: {"ctrl+x"}}}
		s.do("reopen", "")
		s.overwrite("links.md", "# Links\n\nOne [link](kelp.txt) and more.\n\n## Two\n\n[Back](links.md).\n")
		s.overwrite("more.md", "More of [it](links.md).\n")
		s.run(s.m.Open("links.md"))
		s.do("press", tt.keys)
		if got := strings.ToLower(s.m.Active().Table().Title); got != tt.mode {
			t.Errorf("%s has the keys of %q, not of %q", tt.keys, got, tt.mode)
			continue
		}
		p := s.m.Active()
		if a := p.Table().Action(tt.action); a.Hint != "" {
			s.do("expect", "ctrl-x "+a.Hint)
		}
		if tt.usual != "" {
			s.do("press", tt.usual)
		}
		if !s.m.HasKeys(p) {
			t.Errorf("%s: %s closes it, though another key was bound", tt.mode, tt.usual)
		}
		s.do("press", "ctrl+x")
		if s.m.HasKeys(p) {
			t.Errorf("%s: the key that was bound does not close it:\n%s", tt.mode, s.screen())
		}
	}
}

// Each table has a name of its own, and each way out of the program is in it.
func TestModes(t *testing.T) {
	had := map[string]bool{}
	for _, k := range modes() {
		if had[k.Title] {
			t.Errorf("two tables are called %s", k.Title)
		}
		had[k.Title] = true
		if !k.Quits("ctrl+c") {
			t.Errorf("%s: ctrl-c does not leave", k.Title)
		}
		names := map[string]bool{}
		for _, a := range k.Actions {
			if names[a.Name] || a.Help == "" || a.Run == nil {
				t.Errorf("%s: %s is there twice, or says or does nothing", k.Title, a.Name)
			}
			names[a.Name] = true
		}
	}
}
