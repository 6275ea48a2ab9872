package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"manicule/internal/dev/pty"
)

// session is a program in a pseudo-terminal and the screen it has drawn.
type session struct{ *pty.Session }

// patience is how long a program may take for anything.
const patience = 20 * time.Second

func (l *lab) start(width, height int, args ...string) (*session, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=latency", "NO_COLOR=",
		"XDG_STATE_HOME="+filepath.Join(l.dir, "state"), "XDG_CACHE_HOME="+l.cache())
	s, err := pty.Open(cmd, width, height, patience)
	return &session{s}, err
}

// cache is the folder of the programs' cache.
func (l *lab) cache() string { return cmp.Or(l.index, filepath.Join(l.dir, "cache")) }

// wait draws until the screen shows the text and returns how long after the
// last key the chunk came that completed it.
func (s *session) wait(text string) (time.Duration, error) {
	return s.until(patience, fmt.Sprintf("%q", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// until draws until what comes makes the screen as wanted, and returns how long
// after the last key that came; what says how, for an error.
func (s *session) until(limit time.Duration, what string, wanted func(screen string) bool) (time.Duration, error) {
	for late := time.Now().Add(limit); ; {
		switch took, err := s.Take(time.Until(late)); {
		case errors.Is(err, pty.ErrGone):
			return 0, fmt.Errorf("the program ended before it showed %s", what)
		case err != nil:
			return 0, fmt.Errorf("no %s on the screen but\n%s", what, s.Screen.String())
		case wanted(s.Screen.String()):
			return took, nil
		}
	}
}

// settle draws until nothing has come for a while.
func (s *session) settle() { _ = s.Rest(300 * time.Millisecond) }

// idle counts what the program writes and burns while nothing is asked of it.
func (s *session) idle(d time.Duration) (written int, cpu time.Duration) {
	before, burnt := len(s.Output), s.cpu()
	if s.Drain(d) == nil {
		return len(s.Output) - before, 0
	}
	return len(s.Output) - before, s.cpu() - burnt
}

// cpu is the time the program has used, to a hundredth of a second.
func (s *session) cpu() time.Duration {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.Cmd.Process.Pid))
	_, after, _ := bytes.Cut(stat, []byte(") "))
	fields := bytes.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	var ticks int
	for _, f := range fields[11:13] {
		n, _ := strconv.Atoi(string(f))
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

func (s *session) stop() { s.Close(0) }
