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
	chunks         chan []byte // closed when the program is gone
	fresh          []byte      // written since the last look
	width, height  int
	typed, written int
}

const (
	patience = 20 * time.Second      // for an answer that must come
	little   = 30 * time.Millisecond // for one that need not
	quiet    = 15 * time.Millisecond // nothing new for so long: it has answered
)

var errGone = errors.New("the program has ended")

// start runs the program and waits for the library.
func (d *day) start() error {
	s := &session{cmd: exec.Command(d.program, d.folder), screen: vt.NewEmulator(100, 30), chunks: make(chan []byte, 1<<12), width: 100, height: 30}
	if d.session != nil {
		s.typed, s.written = d.typed, d.written
	}
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=day", "EDITOR=true", "DISPLAY=", "WAYLAND_DISPLAY=",
		"XDG_STATE_HOME="+filepath.Join(d.dir, "state"), "XDG_CACHE_HOME="+filepath.Join(d.dir, "cache"), "XDG_CONFIG_HOME="+filepath.Join(d.dir, "config"))
	tty, err := pty.Start(s.cmd, s.width, s.height)
	if err != nil {
		return err
	}
	s.tty = tty
	d.session = s
	go s.read()
	go io.Copy(tty, s.screen) // what the emulator answers
	return d.pressUntil("", " article")
}

func (s *session) read() {
	defer close(s.chunks)
	for {
		b := make([]byte, 64<<10)
		n, err := s.tty.Read(b)
		if err != nil {
			return
		}
		s.chunks <- b[:n]
	}
}

// take draws what came, or tells that nothing did.
func (s *session) take(wait time.Duration) (came bool, err error) {
	select {
	case b, ok := <-s.chunks:
		if !ok {
			return false, errGone
		}
		s.fresh = append(s.fresh, b...)
		s.written += len(b)
		_, _ = s.screen.Write(b)
		return true, nil
	case <-time.After(wait):
		return false, nil
	}
}

// settle takes what comes until nothing new does.
func (s *session) settle(wait time.Duration) {
	for late := time.Now().Add(patience); time.Now().Before(late); wait = quiet {
		if came, err := s.take(wait); !came || err != nil {
			return
		}
	}
}

// press sends keys and waits a little for each one's answer. Escape is given
// longer: with the next key it would be another one.
func (s *session) press(keys ...string) error {
	for _, k := range keys {
		if _, err := io.WriteString(s.tty, k); err != nil {
			return errGone
		}
		s.typed++
		s.settle(little)
		if k == "\x1b" {
			s.settle(3 * little)
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
	s.settle(quiet)
	return nil
}

// fit makes the terminal as large as it is to be.
func (s *session) fit() error {
	s.screen.Resize(s.width, s.height)
	if err := pty.Resize(s.tty, s.width, s.height); err != nil {
		return err
	}
	s.settle(3 * little)
	return nil
}

// bottom is the last line of the screen.
func (s *session) bottom() string {
	lines := strings.Split(strings.TrimRight(s.screen.String(), "\n "), "\n")
	return lines[len(lines)-1]
}

// drain takes all until the program is gone.
func (s *session) drain() {
	for late := time.Now().Add(patience); time.Now().Before(late); {
		if _, err := s.take(time.Second); err != nil {
			break
		}
	}
	_ = s.cmd.Process.Kill() // it is gone already, or hangs
	_ = s.cmd.Wait()
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
