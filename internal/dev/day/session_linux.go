package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"

	"manicule/internal/dev/pty"
)

// session is the program in a terminal.
type session struct {
	cmd            *exec.Cmd
	tty            *os.File
	screen         *vt.Emulator
	chunks         <-chan pty.Chunk
	output         []byte // all that this program wrote
	width, height  int
	lower          bool // it believes to have a row less
	typed, written int
	torn           int      // frames that broke the emulator
	last           []string // keys, the latest last
}

const (
	patience = 20 * time.Second       // for an answer that must come
	little   = 200 * time.Millisecond // for one that need not
	quiet    = 4 * time.Millisecond   // nothing new for so long: it has answered
)

// escape is the key as terminals send it whose escape is no beginning of
// another key, so that nobody has to wait to tell.
const escape = "\x1b[27u"

var (
	errGone  = errors.New("the program has ended")
	errStuck = fmt.Errorf("no answer in %v", patience)
)

// start runs the program and waits for the library.
func (d *day) start() error {
	s := &session{cmd: exec.Command(d.program, filepath.Join(d.folder, []string{"", below}[d.rand.IntN(2)])), screen: vt.NewEmulator(100, 30), width: 100, height: 30}
	if d.session != nil {
		s.typed, s.written, s.torn = d.typed, d.written, d.torn
	}
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=day", "EDITOR=true", "DISPLAY=", "WAYLAND_DISPLAY=",
		"XDG_STATE_HOME="+filepath.Join(d.dir, "state"), "XDG_CACHE_HOME="+filepath.Join(d.dir, "cache"), "XDG_CONFIG_HOME="+filepath.Join(d.dir, "config"),
		"GORACE=log_path="+filepath.Join(d.dir, "race"))
	tty, err := pty.Start(s.cmd, s.width, s.height)
	if err != nil {
		return err
	}
	s.tty = tty
	d.session = s
	s.chunks = pty.Listen(tty)
	go io.Copy(tty, s.screen) // what the emulator answers
	return d.pressUntil("", " article")
}

// take draws what came, or tells that nothing did.
func (s *session) take(wait time.Duration) (came bool, err error) {
	select {
	case c, ok := <-s.chunks:
		if !ok {
			return false, errGone
		}
		s.output = append(s.output, c.Data...)
		s.written += len(c.Data)
		s.draw(c.Data)
		return true, nil
	case <-time.After(wait):
		return false, nil
	}
}

// draw has the emulator draw. Between two sizes it may be given rows that it
// doesn't have, which breaks it; all is drawn anew when the size has settled.
func (s *session) draw(b []byte) {
	defer func() {
		if recover() != nil {
			s.torn++
		}
	}()
	_, _ = s.screen.Write(b)
}

// settle takes what comes until nothing new does. It waits for so long for the
// first of it, and says when there was nothing.
func (s *session) settle(wait time.Duration) error {
	answer := errStuck
	for late := time.Now().Add(patience); time.Now().Before(late); wait = quiet {
		came, err := s.take(wait)
		if err != nil {
			return err
		}
		if !came {
			return answer
		}
		answer = nil
	}
	return answer
}

// press sends keys, each when the one before has been answered: behind each it
// tells the program, as terminals do, that the window has a row less or more,
// which is read in order and always answered.
func (s *session) press(keys ...string) error {
	for _, k := range keys {
		s.last = append(s.last[max(0, len(s.last)-200):], k)
		s.lower = !s.lower
		rows := s.height
		if s.lower {
			rows--
		}
		if _, err := fmt.Fprintf(s.tty, "%s\x1b[48;%d;%d;0;0t", k, rows, s.width); err != nil {
			return errGone
		}
		s.typed++
		if err := s.settle(patience); err != nil {
			return fmt.Errorf("after %q: %w", k, err)
		}
	}
	return nil
}

// pressUntil presses a key and waits until the screen shows the text.
func (s *session) pressUntil(key, text string) error {
	if _, err := io.WriteString(s.tty, key); err != nil {
		return errGone
	}
	s.typed++
	for late := time.Now().Add(patience); !strings.Contains(s.screen.String(), text); {
		if _, err := s.take(quiet); err != nil {
			return err
		}
		if time.Now().After(late) {
			return fmt.Errorf("no %q in %v", text, patience)
		}
	}
	if err := s.settle(quiet); !errors.Is(err, errStuck) {
		return err
	}
	return nil
}

// fit makes the terminal as large as it is to be.
func (s *session) fit() error {
	s.screen.Resize(s.width, s.height)
	if err := pty.Resize(s.tty, s.width, s.height); err != nil {
		return err
	}
	s.lower = false
	if err := s.settle(little); !errors.Is(err, errStuck) {
		return err
	}
	return nil
}

// bottom is the last line of the screen.
func (s *session) bottom() string {
	lines := strings.Split(strings.TrimRight(s.screen.String(), "\n "), "\n")
	return lines[len(lines)-1]
}

// drain takes all until the program is gone, and ends one that doesn't go.
func (s *session) drain() {
	late := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	for {
		if _, err := s.take(patience); err != nil {
			break
		}
	}
	_ = s.cmd.Wait()
	late.Stop()
	_ = s.tty.Close()
	_ = s.screen.Close()
}

// resident is the program's memory in MB.
func (s *session) resident() int {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.Atoi(kb)
	return n >> 10
}
