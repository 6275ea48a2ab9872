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

// TestOwnCommandElsewhere: commands of the library are run on the article under
// the cursor, those of the list of notes on the note; their keys mean nothing
// elsewhere.
func TestOwnCommandElsewhere(t *testing.T) {
	s := ownCommands(t)
	s.do("press", "q")
	own := func(c config.OwnCommand) config.OwnCommand {
		c.Timeout, c.Shell = time.Minute, true
		return c
	}
	s.commands = []config.OwnCommand{
		own(config.OwnCommand{Name: "count", Key: "ctrl+k", Mode: "library", Run: "wc -l", Input: "article", Answer: "note"}),
		own(config.OwnCommand{Name: "file", Key: "ctrl+j", Mode: "library", Run: "basename {path}", Input: "nothing", Answer: "overlay"}),
		own(config.OwnCommand{Name: "shout", Key: "ctrl+k", Mode: "notes", Run: "tr a-z A-Z", Input: "passage", Answer: "note"}),
	}
	s.do("reopen", "")
	s.do("press", "g")
	s.do("press", "g")
	s.do("press", "ctrl+k")
	if notes := s.notes("harbour.md"); !strings.Contains(notes, "\n16\n") {
		t.Errorf("the notes are\n%s", notes)
	}
	s.do("press", "ctrl+j")
	s.do("expect", "harbour.md")
	s.do("press", "esc")
	s.do("press", "enter")
	s.do("press", "}")
	s.do("press", "h")
	s.do("press", "ctrl+k")
	s.do("press", "q")
	s.do("press", "n")
	s.do("press", "G")
	s.do("press", "ctrl+k")
	if notes := s.notes("harbour.md"); !strings.Contains(notes, "THE TIDE GOES OUT TWICE A DAY") || strings.Count(notes, "\n16\n") != 1 {
		t.Errorf("the notes are\n%s", notes)
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
