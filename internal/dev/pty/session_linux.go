package pty

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"
)

// Session is a program in a terminal and the screen that it has drawn. It is
// drawn only by its methods, which one goroutine calls.
type Session struct {
	Cmd      *exec.Cmd
	TTY      *os.File
	Screen   *vt.Emulator
	Output   []byte        // all that the program wrote
	Quiet    time.Duration // how long nothing new has come when the program has answered; Quiet
	Asked    time.Time     // when it was started or was last sent keys
	Typed    int           // how often it was sent keys
	Torn     int           // writes that broke the emulator
	Patience time.Duration // for an answer that must come; longer is a hang

	chunks <-chan chunk
	lower  bool // it believes to have a row less
}

// Quiet is how long nothing new has come when a program has answered.
const Quiet = 4 * time.Millisecond

// Escape is the key as terminals send it whose escape is no beginning of
// another key, so that nobody has to wait to tell.
const Escape = "\x1b[27u"

// What may go wrong with a session.
var (
	ErrGone     = errors.New("the program has ended")
	ErrStuck    = errors.New("no answer came")
	ErrRestless = errors.New("it never comes to rest")
)

// Open starts the command in a terminal of the given cells.
func Open(cmd *exec.Cmd, width, height int, patience time.Duration) (*Session, error) {
	s := &Session{Quiet: Quiet, Cmd: cmd, Screen: vt.NewEmulator(width, height), Asked: time.Now(), Patience: patience}
	var err error
	if s.TTY, err = Start(cmd, width, height); err != nil {
		return nil, err
	}
	s.chunks = listen(s.TTY)
	go io.Copy(s.TTY, s.Screen) // what the emulator answers
	return s, nil
}

// Send sends keys and waits for nothing.
func (s *Session) Send(keys string) error {
	if s.ended() {
		return ErrGone
	}
	s.Asked = time.Now()
	s.Typed++
	if _, err := io.WriteString(s.TTY, keys); err != nil {
		return ErrGone
	}
	return nil
}

// ended reports whether the program has: its terminal may go on and echo keys.
func (s *Session) ended() bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.Cmd.Process.Pid))
	_, state, _ := strings.Cut(string(stat), ") ")
	return err != nil || strings.HasPrefix(state, "Z")
}

// Take draws what comes next, and tells how long after the last keys it came;
// ErrStuck if nothing does for so long.
func (s *Session) Take(wait time.Duration) (took time.Duration, err error) {
	select {
	case c, ok := <-s.chunks:
		if !ok {
			return 0, ErrGone
		}
		s.Output = append(s.Output, c.data...)
		s.draw(c.data)
		return c.at.Sub(s.Asked), nil
	case <-time.After(wait):
		return 0, ErrStuck
	}
}

// draw has the emulator draw. Between two sizes it may be given rows that it
// doesn't have, which breaks it; all is drawn again when the size has settled.
func (s *Session) draw(b []byte) {
	defer func() {
		if recover() != nil {
			s.Torn++
		}
	}()
	_, _ = s.Screen.Write(b)
}

// Settle draws what comes until nothing new does for a while. It waits for so
// long for the first of it; ErrStuck says that there was nothing.
func (s *Session) Settle(wait time.Duration) error {
	if _, err := s.Take(wait); err != nil {
		return err
	}
	return s.Rest(s.Quiet)
}

// Rest draws until nothing has come for so long.
func (s *Session) Rest(quiet time.Duration) error {
	for late := time.Now().Add(2 * s.Patience); time.Now().Before(late); {
		switch _, err := s.Take(quiet); err {
		case nil:
		case ErrStuck:
			return nil
		default:
			return err
		}
	}
	return ErrRestless
}

// Until draws until the screen is as wanted.
func (s *Session) Until(limit time.Duration, wanted func(screen string) bool) error {
	for late := time.Now().Add(limit); !wanted(s.Screen.String()); {
		if _, err := s.Take(time.Until(late)); err == ErrStuck {
			return fmt.Errorf("not in %v", limit)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// Press sends keys and waits for the answer, which must come.
func (s *Session) Press(keys string) error {
	if err := s.Send(keys); err != nil {
		return err
	}
	return s.Settle(s.Patience)
}

// Touch sends keys one after the other that may change nothing. Behind each it
// tells the program, as terminals do, that the window has a row less or more,
// which is read in order and always answered.
func (s *Session) Touch(keys ...string) error {
	for _, k := range keys {
		s.lower = !s.lower
		rows := s.Screen.Height()
		if s.lower {
			rows--
		}
		if err := s.Press(fmt.Sprintf("%s\x1b[48;%d;%d;0;0t", k, rows, s.Screen.Width())); err != nil {
			return fmt.Errorf("after %q: %w", k, err)
		}
	}
	return nil
}

// Resize makes the terminal another size, and has the program told.
func (s *Session) Resize(width, height int) error {
	s.Screen.Resize(width, height)
	s.lower = false
	return Resize(s.TTY, width, height)
}

// Drain draws all until the program has ended; ErrStuck if it doesn't.
func (s *Session) Drain(limit time.Duration) error {
	for late := time.Now().Add(limit); ; {
		switch _, err := s.Take(time.Until(late)); err {
		case nil:
		case ErrGone:
			return nil
		default:
			return err
		}
	}
}

// Close waits for the end of a program that may take so long for it, ends one
// that doesn't, and returns its exit status.
func (s *Session) Close(limit time.Duration) int {
	if s.Drain(limit) != nil {
		_ = s.Cmd.Process.Kill()
	}
	_ = s.Cmd.Wait()
	_ = s.TTY.Close()
	if answers, ok := s.Screen.InputPipe().(io.Closer); ok {
		_ = answers.Close() // Screen.Close would race with who reads them
	}
	for range s.chunks { // lets the reader go
	}
	return s.Cmd.ProcessState.ExitCode()
}

// Memory is a field of the program's status in MB: VmHWM is the most that was
// resident, VmRSS what is.
func (s *Session) Memory(field string) int { return Memory(s.Cmd.Process.Pid, field) }

// Memory is a field of a process's status in MB; 0 if it isn't known.
func Memory(pid int, field string) int {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(data), field+":")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.Atoi(kb)
	return n >> 10
}
