package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// newDiagramViewer is a reader of an article with a diagram, drawn by a script.
func newDiagramViewer(t *testing.T, script string) *driver {
	if runtime.GOOS == "windows" {
		t.Skip("the script is one for sh")
	}
	home := t.TempDir()
	s := &driver{t: t, home: home, folder: filepath.Join(home, "articles"), w: 70, h: 24}
	program := filepath.Join(home, "draw")
	for name, text := range map[string]string{
		program:                         "#!/bin/sh\n" + script,
		filepath.Join(s.folder, "a.md"): "# Plan\n\nBefore.\n\n```mermaid\ngraph LR\n  Alice --> Bob\n  Bob --> Carol\n```\n\nAfter.\n",
		filepath.Join(s.folder, "b.md"): "# Other\n\nNo diagram.\n",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s.renders = map[string]string{"mermaid": program + " -f -"}
	s.start([]string{"a.md"})
	return s
}

func (s *driver) shows(want ...string) {
	s.t.Helper()
	screen := s.screen()
	for _, w := range want {
		text, not := strings.CutPrefix(w, "!")
		if strings.Contains(screen, text) == not {
			s.t.Errorf("%q:\n%s", w, screen)
		}
	}
}

func TestDiagrams(t *testing.T) {
	s := newDiagramViewer(t, `printf '\033[31m+-------+\033[m\n| %s |\n+-------+\n' "$(grep -c -- '-->')"`)
	s.shows("+-------+", "| 2 |", "!graph LR", "w source")
	s.send(keyPress("w"))
	s.shows("graph LR", "Alice --> Bob", "!+---", "w shows the drawing")
	s.send(keyPress("w"))
	s.shows("+-------+", "!graph LR")
	for _, key := range []string{"}", "}", "}"} {
		s.send(keyPress(key))
	}
	s.shows("+-------+", "!graph LR") // in focus as a whole
	s.send(keyPress("/"))
	for _, r := range "carol" {
		s.send(keyPress(string(r)))
	}
	s.shows("Bob --> Carol", "1 of 1", "!+---")
	s.send(keyPress("enter"))
	s.send(keyPress("w"))
	s.shows("+-------+")
	s.send(keyPress("q"))
	s.send(keyPress("enter"))
	s.shows("+-------+")
}

// A program that fails leaves the source, and why is said once.
func TestDiagramThatFails(t *testing.T) {
	s := newDiagramViewer(t, "echo 'line 2: no such arrow' >&2; exit 1")
	s.shows("graph LR", "not drawn: mermaid: exit status 1: line 2: no such arrow")
	s.clock = s.clock.Add(time.Minute)
	s.send(keyPress("j"))
	s.shows("Alice --> Bob")
}

// Without a command nothing is run, and nothing is said of it.
func TestNoDiagrams(t *testing.T) {
	s := newDiagramViewer(t, "echo drawn")
	s.renders = nil
	s.stop()
	s.start([]string{"a.md"})
	s.shows("graph LR", "!drawn", "!w source")
}
