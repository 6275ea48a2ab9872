package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"manicule/internal/dev/pty"
)

// session is the program in a terminal.
type session struct {
	*pty.Session
	width, height int      // cells that the terminal is to have
	last          []string // keys, the latest last
}

const (
	patience = 20 * time.Second       // for an answer that must come
	little   = 200 * time.Millisecond // for one that need not
	escape   = pty.Escape
)

// start runs the program and waits for the library.
func (d *day) start() error {
	cmd := exec.Command(d.program, filepath.Join(d.folder, []string{"", below}[d.rand.IntN(2)]))
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=day", "EDITOR=true", "DISPLAY=", "WAYLAND_DISPLAY=",
		"XDG_STATE_HOME="+filepath.Join(d.dir, "state"), "XDG_CACHE_HOME="+filepath.Join(d.dir, "cache"), "XDG_CONFIG_HOME="+filepath.Join(d.dir, "config"),
		"GORACE=log_path="+filepath.Join(d.dir, "race"))
	const width, height = 100, 30
	s, err := pty.Open(cmd, width, height, patience)
	if err != nil {
		return err
	}
	if d.session != nil {
		d.typed, d.written, d.torn = d.typed+d.Typed, d.written+len(d.Output), d.torn+d.Torn
	}
	if d.race {
		s.Quiet = raceQuiet
	}
	d.session = &session{Session: s, width: width, height: height}
	return d.pressUntil("", " article")
}

// raceQuiet is how long a program with the race detector may say nothing in the
// middle of an answer.
const raceQuiet = 60 * time.Millisecond

// press sends keys, each when the one before has been answered.
func (s *session) press(keys ...string) error {
	for _, k := range keys {
		s.last = append(s.last[max(0, len(s.last)-200):], k)
		if err := s.Touch(k); err != nil {
			return err
		}
	}
	return nil
}

// pressUntil presses a key and waits until the screen shows the text.
func (s *session) pressUntil(key, text string) error {
	if err := s.Send(key); err != nil {
		return err
	}
	if err := s.Until(patience, func(screen string) bool { return strings.Contains(screen, text) }); err != nil {
		return fmt.Errorf("no %q: %w", text, err)
	}
	return s.Rest(s.Quiet)
}

// fit makes the terminal as large as it is to be.
func (s *session) fit() error {
	if err := s.Resize(s.width, s.height); err != nil {
		return err
	}
	if err := s.Settle(little); !errors.Is(err, pty.ErrStuck) {
		return err
	}
	return nil
}

// bottom is the last line of the screen.
func (s *session) bottom() string {
	lines := strings.Split(strings.TrimRight(s.Screen.String(), "\n "), "\n")
	return lines[len(lines)-1]
}
