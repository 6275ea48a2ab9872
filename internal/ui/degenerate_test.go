package ui

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
)

// degenerate are articles that have too little or too much of something.
var degenerate = map[string]string{
	"empty.md":    "",
	"blank.md":    "\n \n\t\n",
	"letter.md":   "a",
	"mark.md":     "\u0301",
	"picture.md":  "![](p.png)",
	"table.md":    "| a |\n| - |\n",
	"wide.md":     "|" + strings.Repeat(" word |", 60) + "\n|" + strings.Repeat(" - |", 60) + "\n|" + strings.Repeat(" 汉字 |", 60) + "\n",
	"code.md":     "```\n" + strings.Repeat("x", 500) + "\n```\n",
	"bullet.md":   "-\n",
	"quote.md":    ">\n",
	"rule.md":     "---\n",
	"title.md":    "# Only a title",
	"untitled.md": "#\n\n##\n",
	"headings.md": strings.Repeat("## Heading\n", 1000),
	"links.md":    "[s](##) [s](#a#b#) [[]] [[#]] [s](gone.md) [^1] [s](letter.md#) [s](https://example.org)\n\n[^1]:\n",
	"front.md":    "---\ntitle: \"\"\ntags: []\n---\n",
	"right.md":    "# שלום\n\nשלום עולם.\n",
	"long.md":     strings.Repeat("word ", 3000) + "\n",
	"page.html":   "<p></p>",
	"text.txt":    "x",
}

// openDegenerate starts a session on a collection.
func openDegenerate(t *testing.T, files map[string]string, size string, keys pane.Keys) *driver {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Chdir(home) // notes are exported to the current folder
	s := &driver{t: t, folder: filepath.Join(home, "articles"), home: home, keys: keys}
	if err := os.Mkdir(s.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(s.folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.size(size)
	s.start(nil)
	return s
}

// unbound gives no action a key.
func unbound() pane.Keys {
	none := UsualKeys()
	for _, actions := range none {
		for name := range actions {
			actions[name] = nil
		}
	}
	return none
}

// inForce are the actions that could be done now by their keys.
func (m *Model) inForce() []pane.Action { return m.Active().Table().Actions }

// typed are keys that panes, questions and boxes take.
var typed = []string{"esc", "enter", "j", "k", "up", "down", "g", "G", "home", "end", "pgup", "pgdown", "space", "tab", "shift+tab", "backspace", "left", "right", "x", "a", "d", "e", "y", "n", "1", "9", "/", "#", "ctrl+n", "ctrl+w", "汉", "\u0301"}

// leaves are the actions that end the session or start another program.
var leaves = map[string]bool{"quit": true, "leave": true, "edit file": true, "external editor": true}

// act does the action and draws what is on the screen then.
func (s *driver) act(a pane.Action) {
	s.line = "action " + a.Name
	s.run(a.Run())
	s.cells()
}

// checkModes reports panes whose mode is in no list of modes, so that help and
// manual know nothing of it, or that is not bound to the reader's keys.
func (s *driver) checkModes(t *testing.T) {
	for _, p := range s.m.Stack {
		k := p.Table()
		if !slices.ContainsFunc(modes(), func(m *pane.Mode) bool { return m.Title == k.Title }) {
			t.Errorf("%s: no folder lists the mode %q", s.line, k.Title)
		}
		if i := slices.IndexFunc(k.Actions, func(a pane.Action) bool { return len(a.Keys) > 0 }); i >= 0 {
			t.Errorf("%s: the keys of %q are not the reader's: %q has some", s.line, k.Title, k.Actions[i].Name)
		}
	}
}

// With no key bound to anything, every action can be done by its name, and
// what it opens is drawn: screens, panels, lists, help and hints.
func TestNothingIsBound(t *testing.T) {
	if got := KeyProblems(unbound()); len(got) > 0 {
		t.Fatalf("problems: %q", got)
	}
	for _, size := range []string{"120x40", "40x10"} {
		t.Run(size, func(t *testing.T) { doUnbound(t, size) })
	}
}

func doUnbound(t *testing.T, size string) {
	s := openSession(t, size)
	t.Chdir(s.home)
	s.keys = unbound()
	s.do("reopen", "")
	every := func(back func()) {
		back()
		for i := 0; i < len(s.m.inForce()); i++ {
			if a := s.m.inForce()[i]; !leaves[a.Name] {
				s.act(a)
				s.checkModes(t)
				for _, key := range []string{"j", "x", "enter"} {
					s.send(keyPress(key))
					s.cells()
				}
				back()
			}
		}
	}
	library := func() {
		s.m.seat(nil)
		s.m.Pending = nil
		if a := s.m.Active().Table().Action("list"); a != nil { // the box has the keys
			a.Run()
		}
	}
	reader := func() {
		library()
		s.run(s.m.Open("harbour.md"))
		s.m.seat(s.m.reader)
	}
	do := func(action string) { s.run(s.m.Active().Table().Action(action).Run()) }
	every(library)
	every(func() { library(); do("search") })
	every(reader)
	every(func() { reader(); do("search") })
	every(func() { reader(); do("select") })
	every(func() { reader(); do("note on article") })
	every(func() { library(); s.run(s.m.ShowNotes()) })
	every(func() { library(); s.run(s.m.StartReview()) })
	every(func() { library(); s.run(s.m.ShowHelp()) })
	every(func() { library(); s.run(s.m.ShowPalette()) })
	every(func() { library(); s.run(s.m.OpenTagger()) })
	every(func() { reader(); do("outline") })
	every(func() { reader(); do("flash words") })
	every(func() { reader(); do("pick words") })
	every(func() { reader(); do("go to mark") })
	for _, k := range boundModes(s.keys) {
		for _, a := range k.Actions {
			if a.Key() != "" {
				t.Errorf("%s: %s is bound to %s", k.Title, a.Name, a.Key())
			}
		}
	}
}

// Every action can be done in every mode of a collection that has too little
// or too much of something, in windows of every size, in any order.
func TestDegenerateCollections(t *testing.T) {
	names := slices.Sorted(maps.Keys(degenerate))
	rapid.Check(t, func(rt *rapid.T) {
		files := map[string]string{}
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, 4, rapid.ID[string]).Draw(rt, "articles") {
			files[name] = degenerate[name]
		}
		var keys pane.Keys
		if rapid.Bool().Draw(rt, "unbound") {
			keys = unbound()
		}
		s := openDegenerate(t, files, rapid.SampledFrom([]string{"80x24", "40x10", "41x11", "200x60", "10x3"}).Draw(rt, "size"), keys)
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			all := s.m.inForce()
			switch what := rapid.IntRange(0, 19).Draw(rt, "what"); {
			case what == 0:
				s.do("resize", rapid.SampledFrom([]string{"80x24", "40x10", "200x60", "60x11", "1x1", "0x0"}).Draw(rt, "size"))
			case what == 1 && len(files) > 0:
				s.run(s.m.Open(rapid.SampledFrom(names).Draw(rt, "article")))
			case what == 2 && len(files) > 0:
				name := rapid.SampledFrom(names).Draw(rt, "changed")
				s.overwrite(name, rapid.SampledFrom([]string{"", "x", "# T\n\nx\n", degenerate["headings.md"]}).Draw(rt, "text"))
			case what == 3 && len(files) > 0:
				s.happening(rt, rapid.SampledFrom(names).Draw(rt, "gone"))
			case what == 4:
				s.do("drag", fmt.Sprint(rapid.IntRange(0, 80).Draw(rt, "x"), rapid.IntRange(0, 24).Draw(rt, "y"), rapid.IntRange(0, 80).Draw(rt, "to x"), rapid.IntRange(0, 24).Draw(rt, "to y")))
			case what < 9 || len(all) == 0:
				s.send(keyPress(rapid.SampledFrom(typed).Draw(rt, "key")))
			default:
				if a := rapid.SampledFrom(all).Draw(rt, "action"); !leaves[a.Name] && s.m.Pending == nil {
					s.act(a)
				}
			}
			s.cells()
			s.checkList(rt)
		}
		s.quit = false
		s.stop()
	})
}

// An export that failed was told; the end of the program is no failure for it.
func TestFailedExportIsToldOnce(t *testing.T) {
	s := openDegenerate(t, map[string]string{"a.md": "# A\n\nText.\n"}, "80x24", nil)
	if err := os.WriteFile("notes.md", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s.run(s.m.Open("a.md"))
	s.do("press", "} h q n E enter")
	if got := s.screen(); !strings.Contains(got, "already exists") {
		t.Errorf("it is not told:\n%s", got)
	}
	s.stop()
}

// happening is something of the world: an article goes, or comes under another
// name, a version of its notes is put aside, the next word is due.
func (s *driver) happening(t *rapid.T, name string) {
	path := filepath.Join(s.folder, name)
	switch rapid.IntRange(0, 3).Draw(t, "happening") {
	case 0:
		if os.Remove(path) == nil {
			s.happen(store.Change{Path: name, Kind: store.Removed})
		}
	case 1:
		if os.Rename(path, filepath.Join(s.folder, "new "+name)) == nil {
			s.happen(store.Change{Path: name, Kind: store.Removed}, store.Change{Path: "new " + name})
		}
	case 2:
		notes := filepath.Join(s.m.Store.NotesFolder(), name)
		if data, err := os.ReadFile(notes + ".md"); err == nil {
			aside := notes + ".sync-conflict-20260102-030405-ABCDEFG.md"
			if err := os.WriteFile(aside, bytes.ReplaceAll(data, []byte("\n> "), []byte("\n> not ")), 0o644); err != nil {
				t.Fatal(err)
			}
			if s.m.reader != nil {
				s.run(pane.RunTask(s.m.Session.FindConflicts()))
			}
		}
	case 3:
		if f, ok := s.m.Active().(interface{ Next() tea.Cmd }); ok {
			s.run(f.Next())
		}
	}
}

// An article from standard input has no collection about it.
func TestDegenerateStandardInput(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := degenerate[rapid.SampledFrom([]string{"empty.md", "letter.md", "table.md", "links.md", "headings.md", "picture.md"}).Draw(rt, "article")]
		a, err := article.Parse("-", []byte(text))
		if err != nil {
			rt.Fatal(err)
		}
		s := &driver{t: t, m: New(Options{Parsed: a})}
		s.m.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
		s.size("60x12")
		s.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			if all := s.m.inForce(); len(all) > 0 && rapid.IntRange(0, 3).Draw(rt, "what") > 0 {
				if a := rapid.SampledFrom(all).Draw(rt, "action"); !leaves[a.Name] && s.m.Pending == nil {
					s.act(a)
				}
			} else {
				s.send(keyPress(rapid.SampledFrom(typed).Draw(rt, "key")))
			}
			s.cells()
		}
	})
}

// What reaches the terminal within sequences is UTF-8 that nothing obeys,
// whatever a title or a heading is made of.
func TestSequencesAreClean(t *testing.T) {
	broken := rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", " ", "\xff", "\xc3", "\xe2\x80", "\xed\xa0\x80", "\x1b", "\x1b]2;x\a", "\x9c", "\u009c", "“", "␜", "&#xD800;", "&#x9c;", "&#27;", "&#7;", "\\", "\\\xff",
		"\U000E0100", "葛\U000E0100", "\u202e", "\u200d", "\u0301", "\ufe0f", "`", "*", "[", "](https://x.org/\xff\"é)", "<b>", "汉", "\x00",
	}), 1, 30)
	rapid.Check(t, func(rt *rapid.T) {
		heading := strings.Join(broken.Draw(rt, "heading"), "")
		text := rapid.SampledFrom([]string{"# %\n\nText % [s](https://x.org/%).\n", "%\n===\n\nx\n", "---\ntitle: \"%\"\n---\n\n%\n", "<title>%</title><h1>%</h1><p>Text.</p>"}).Draw(rt, "form")
		a, err := article.Parse("a.md", []byte(strings.ReplaceAll(text, "%", heading)))
		if err != nil {
			return // it says that it is no text
		}
		if rapid.Bool().Draw(rt, "recalled") {
			a = article.Recall("a.md", a.Text, article.Meta{Title: heading, Source: heading})
		}
		s := &driver{t: t, m: New(Options{Parsed: a}), line: "a broken heading"}
		s.size("60x12")
		s.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
		s.cells()
		if title := s.m.View().WindowTitle; !utf8.ValidString(title) || article.CleanLine(title) != title {
			rt.Fatalf("the window's title is %q", title)
		}
	})
}
