package ui

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"manicule/internal/config"
)

// ownCommands makes a session whose reader has commands of their own.
func ownCommands(t *testing.T, commands ...config.OwnCommand) *driver {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh")
	}
	for i := range commands {
		commands[i].Timeout, commands[i].Shell = time.Minute, true
		commands[i].Mode, commands[i].Key = "reader", "ctrl+k"
	}
	s := openSession(t, "80x24", "harbour.md")
	s.do("press", "q")
	s.m.Commands = commands
	s.run(s.m.Open("harbour.md"))
	s.do("press", "}")
	return s
}

// TestOwnCommandShown: a key sends the paragraph in focus through a command,
// and its answer is shown, as clean as an article.
func TestOwnCommandShown(t *testing.T) {
	s := ownCommands(t, config.OwnCommand{Name: "shout", Run: `tr a-z A-Z; printf '\033[31m'`, Input: "passage", Answer: "overlay"})
	s.do("press", "ctrl+k")
	screen := s.screen()
	if !strings.Contains(screen, "shout") || !strings.Contains(screen, "THE TIDE GOES OUT TWICE A DAY") || strings.Contains(screen, "\x1b") {
		t.Errorf("the screen is\n%s", screen)
	}
	s.do("press", "esc")
	if screen := s.screen(); strings.Contains(screen, "THE TIDE GOES OUT") {
		t.Errorf("it stays:\n%s", screen)
	}
}

// TestOwnCommandNoted: an answer that is to be a note is one.
func TestOwnCommandNoted(t *testing.T) {
	s := ownCommands(t, config.OwnCommand{Name: "count", Run: "wc -w", Input: "passage", Answer: "note"})
	s.do("press", "ctrl+k")
	if notes := s.notes("harbour.md"); !strings.Contains(notes, "\n38\n") || !strings.Contains(notes, "> The tide goes out twice") {
		t.Errorf("the notes are\n%s", notes)
	}
}

// TestOwnCommandFails: what went wrong is said, and the reader goes on.
func TestOwnCommandFails(t *testing.T) {
	s := ownCommands(t, config.OwnCommand{Name: "look up", Run: "echo 'no such word' >&2; exit 3", Answer: "overlay"})
	s.do("press", "ctrl+k")
	if screen := s.screen(); !strings.Contains(screen, "look up: exit status 3: no such word") {
		t.Errorf("the screen is\n%s", screen)
	}
}

// TestOwnCommandGivenUp: escape ends a command that takes long, and nothing of
// it comes later.
func TestOwnCommandGivenUp(t *testing.T) {
	s := ownCommands(t, config.OwnCommand{Name: "wait", Run: "exec sleep 600", Answer: "overlay"})
	cmd := s.update(keyPress("ctrl+k"))
	if screen := s.screen(); !strings.Contains(screen, "running wait") {
		t.Errorf("the screen is\n%s", screen)
	}
	s.do("press", "esc")
	before := s.screen()
	s.run(cmd) // returns at once, for its context has ended
	if screen := s.screen(); screen != before {
		t.Errorf("it came all the same:\n%s", screen)
	}
}
