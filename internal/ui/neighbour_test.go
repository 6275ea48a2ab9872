package ui

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestPastWhatCannotBeOpened: an article that is gone, but still in the list,
// doesn't bar the way to those behind it.
func TestPastWhatCannotBeOpened(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	s := &driver{t: t, folder: filepath.Join(home, "articles"), home: home}
	s.do("open", "80x24")
	s.do("press", "g enter")
	paths := s.m.library.State().Paths
	at := slices.Index(paths, s.m.reader.Path)
	gone, next := paths[at+1], paths[at+2]
	if err := os.Remove(filepath.Join(s.folder, gone)); err != nil {
		t.Fatal(err)
	}
	s.do("press", ">")
	s.do("expect", "read "+gone)
	s.do("press", ">")
	if s.m.reader.Path != next {
		t.Errorf("it went to %s, not to %s", s.m.reader.Path, next)
	}
}
