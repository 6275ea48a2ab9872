package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/store"
	"manicule/internal/ui/notes"
)

// outsideSession is the reader on an article with one note, "mine", and the
// name of its notes file.
func outsideSession(t *testing.T) (*driver, string) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	s := &driver{t: t, folder: filepath.Join(home, "articles"), home: home, w: 80, h: 24}
	s.do("open", "80x24 harbour.md")
	s.do("press", "} a")
	s.do("type", "mine")
	s.do("press", "esc")
	return s, filepath.Join(s.folder, ".manicule", "notes", "harbour.md.md")
}

// outside lets another program write the notes file; "" removes it.
func (s *driver) outside(name, text string) {
	s.t.Helper()
	err := os.Remove(name)
	if text != "" {
		err = os.WriteFile(name, []byte(text), 0o644)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.happen(store.Change{Path: "harbour.md", Kind: store.NotesChanged})
}

func contents(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestNotesChangeOutside changes the notes file under an open note editor, in
// the ways that editors and sync programs do. What is typed is never lost.
func TestNotesChangeOutside(t *testing.T) {
	tests := []struct {
		name    string
		outside func(file string) string
		want    []string // in the notes file at the end
	}{
		{"its words", func(f string) string { return strings.Replace(f, "mine", "mine\n\nand theirs", 1) }, []string{"mine, typed", "and theirs"}},
		{"the same words", func(f string) string { return strings.Replace(f, "mine", "hers", 1) }, []string{"mine, typed", "hers", "⇄"}},
		{"its kind", func(f string) string { return strings.Replace(f, "highlight", "doubt", 1) }, []string{"mine, typed", `"kind":"doubt"`}},
		{"deleted", func(f string) string { return f[:strings.Index(f, "<!-- note")] }, []string{"mine, typed"}},
		{"another added", func(f string) string { return f + "\n<!-- note {\"id\":\"zzzzzzzzzz\"} -->\n\ntheirs\n" }, []string{"mine, typed", "theirs"}},
		{"an older version", func(string) string { return "---\nmanicule: 1\narticle: harbour.md\n---\n\nold words\n" }, []string{"mine, typed", "old words"}},
		{"vanished", func(string) string { return "" }, []string{"mine, typed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, file := outsideSession(t)
			s.do("press", "enter")
			s.do("type", ", typed")
			s.outside(file, tt.outside(contents(t, file)))
			s.do("press", "esc")
			got := contents(t, file)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
			if n := strings.Count(got, "mine, typed"); n != 1 {
				t.Errorf("%d times what was typed:\n%s", n, got)
			}
		})
	}
}

// TestMarkersAppearWhileTyping keeps what is typed in the editor until git's
// markers are gone, and merging takes them away.
func TestMarkersAppearWhileTyping(t *testing.T) {
	s, file := outsideSession(t)
	s.do("press", "enter")
	s.do("type", ", typed")
	good := contents(t, file)
	s.outside(file, good+"\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n")
	s.do("press", "esc")
	if !notes.Editing(s.m.Env) {
		t.Fatal("the editor closed with words that could not be saved")
	}
	s.do("expect", "conflict markers")
	if d := s.m.Store.Drafts(); len(d) != 1 || d[0].Note.Body != "mine, typed" {
		t.Errorf("drafts %+v", d)
	}
	s.outside(file, good)
	s.do("press", "esc")
	if got := contents(t, file); !strings.Contains(got, "mine, typed") {
		t.Error(got)
	}
}

// TestDeleteKeepsWhatOthersEdited deletes a note while its words are changed
// outside, before the program has heard of it.
func TestDeleteKeepsWhatOthersEdited(t *testing.T) {
	s, file := outsideSession(t)
	text := strings.Replace(contents(t, file), "mine", "edited elsewhere", 1)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s.do("press", "d")
	s.do("expect", "not deleted: changed outside meanwhile")
	if !strings.Contains(contents(t, file), "edited elsewhere") {
		t.Error("the note is gone")
	}
	s.do("press", "] d")
	if _, err := os.Stat(file); err == nil {
		t.Error("the note is still there")
	}
}

// TestQueuedChangesGoOntoTheFileAsItIs changes the notes file while a change
// of the reader's is still on its way.
func TestQueuedChangesGoOntoTheFileAsItIs(t *testing.T) {
	s, file := outsideSession(t)
	n := s.m.reader.File().Notes()[0]
	changed := n
	changed.Body = "mine, later"
	var late []tea.Cmd
	late = append(late, s.m.OnEvent(s.m.Session.Edit(s.m.reader.Article, n, changed, "changed")), s.m.saveCmds())
	s.outside(file, contents(t, file)+"\n<!-- note {\"id\":\"zzzzzzzzzz\"} -->\n\ntheirs\n")
	var bodies []string
	for _, n := range s.m.reader.File().Notes() {
		bodies = append(bodies, n.Body)
	}
	if got := strings.Join(bodies, "|"); got != "mine, later|theirs" {
		t.Errorf("shown before it is saved: %s", got)
	}
	for _, cmd := range late {
		s.run(cmd)
	}
	f := note.Parse([]byte(contents(t, file)))
	if got, _ := f.Note(n.ID); got.Body != "mine, later" || len(f.Notes()) != 2 {
		t.Errorf("%s", f.Format())
	}
}
