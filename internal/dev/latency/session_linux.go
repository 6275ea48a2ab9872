package main

import (
	"bytes"
	"cmp"
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

// session is a program in a pseudo-terminal and the screen it has drawn.
type session struct {
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.Emulator
	chunks <-chan pty.Chunk // what the program wrote
	asked  time.Time        // when it was started or the last key sent
	bytes  int
}

// patience is how long a program may take for anything.
const patience = 20 * time.Second

func (l *lab) start(width, height int, args ...string) (*session, error) {
	s := &session{cmd: exec.Command(args[0], args[1:]...), screen: vt.NewEmulator(width, height)}
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=latency", "NO_COLOR=",
		"XDG_STATE_HOME="+filepath.Join(l.dir, "state"), "XDG_CACHE_HOME="+l.cache())
	s.asked = time.Now()
	tty, err := pty.Start(s.cmd, width, height)
	if err != nil {
		return nil, err
	}
	s.tty = tty
	s.chunks = pty.Listen(tty)
	go io.Copy(tty, s.screen) // what the emulator answers
	return s, nil
}

// cache is the folder of the programs' cache.
func (l *lab) cache() string { return cmp.Or(l.index, filepath.Join(l.dir, "cache")) }

func (s *session) send(keys string) {
	s.asked = time.Now()
	_, _ = io.WriteString(s.tty, keys)
}

// wait draws until the screen shows the text and returns how long after the
// last key the chunk came that completed it.
func (s *session) wait(text string) (time.Duration, error) {
	return s.until(patience, fmt.Sprintf("%q", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// until draws until the screen is as wanted; what says how, for an error.
func (s *session) until(limit time.Duration, what string, wanted func(screen string) bool) (time.Duration, error) {
	late := time.After(limit)
	for {
		select {
		case c, ok := <-s.chunks:
			if !ok {
				return 0, fmt.Errorf("the program ended before it showed %s", what)
			}
			s.draw(c)
			if wanted(s.screen.String()) {
				return c.At.Sub(s.asked), nil
			}
		case <-late:
			return 0, fmt.Errorf("no %s on the screen but\n%s", what, s.screen.String())
		}
	}
}

func (s *session) draw(c pty.Chunk) {
	s.bytes += len(c.Data)
	_, _ = s.screen.Write(c.Data)
}

// answer is how long after the last key the next chunk came.
func (s *session) answer(limit time.Duration) (time.Duration, bool) {
	select {
	case c, ok := <-s.chunks:
		if ok {
			s.draw(c)
		}
		return c.At.Sub(s.asked), ok
	case <-time.After(limit):
		return 0, false
	}
}

// settle draws until nothing has come for a while.
func (s *session) settle() {
	for {
		if _, ok := s.answer(300 * time.Millisecond); !ok {
			return
		}
	}
}

// idle counts what the program writes and burns while nothing is asked of it.
func (s *session) idle(d time.Duration) (written int, cpu time.Duration) {
	before, burnt := s.bytes, s.cpu()
	end := time.After(d)
	for {
		select {
		case c, ok := <-s.chunks:
			if !ok {
				return s.bytes - before, 0
			}
			s.draw(c)
		case <-end:
			return s.bytes - before, s.cpu() - burnt
		}
	}
}

func (s *session) proc(name string) []byte {
	data, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(s.cmd.Process.Pid), name))
	return data
}

// cpu is the time the program has used, to a hundredth of a second.
func (s *session) cpu() time.Duration {
	_, after, _ := bytes.Cut(s.proc("stat"), []byte(") "))
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

// memory is the most the program has had resident, in megabytes.
func (s *session) memory() int { return s.status("VmHWM") }

// status is a field of the program's status in megabytes.
func (s *session) status(field string) int {
	_, after, _ := bytes.Cut(s.proc("status"), []byte(field+":"))
	fields := bytes.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	kb, _ := strconv.Atoi(string(fields[0]))
	return kb >> 10
}

func (s *session) stop() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.tty.Close()
	_ = s.screen.Close()
	for range s.chunks { // lets the reader go
	}
}
