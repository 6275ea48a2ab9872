package ui

import (
	"os"
	"path/filepath"
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
	lp := s.m.library
	at, _ := lp.index(s.m.reader.Path)
	gone, next := lp.found.articles.Entry(lp.list.Items[at+1]).Path, lp.found.articles.Entry(lp.list.Items[at+2]).Path
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
