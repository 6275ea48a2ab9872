package main

import (
	"bytes"
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

// terminal runs a program and keeps every byte that it writes.
type terminal struct {
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.Emulator
	chunks <-chan pty.Chunk
	all    []byte
	lower  bool // it believes to have a row less
}

const (
	patience = 5 * time.Second        // for an answer; longer is a hang
	little   = 300 * time.Millisecond // for one that need not come
	quiet    = 4 * time.Millisecond   // nothing new for so long: it has answered
)

// escape is the key as terminals send it whose escape is no beginning of
// another key, so that nobody has to wait to tell.
const escape = "\x1b[27u"

func (a *attack) start(width, height int, args ...string) (*terminal, error) {
	t := &terminal{cmd: exec.Command(args[0], args[1:]...), screen: vt.NewEmulator(width, height)}
	t.cmd.Dir = a.dir
	t.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=hostile", "NO_COLOR=", "PAGER=cat", "EDITOR=true", "VISUAL=",
		"HOME="+a.dir, "XDG_STATE_HOME="+filepath.Join(a.dir, "state"), "XDG_CACHE_HOME="+filepath.Join(a.dir, "cache"), "XDG_CONFIG_HOME="+filepath.Join(a.dir, "config"))
	tty, err := pty.Start(t.cmd, width, height)
	if err != nil {
		return nil, err
	}
	t.tty = tty
	t.chunks = pty.Listen(tty)
	go io.Copy(tty, t.screen) // what the emulator answers
	return t, nil
}

var (
	errGone     = errors.New("the program has ended")
	errStuck    = fmt.Errorf("no answer in %v", patience)
	errRestless = errors.New("it never comes to rest")
)

// settle takes what comes until nothing new does. It waits for so long for
// the first of it, and says when there was nothing.
func (t *terminal) settle(wait time.Duration) error {
	err, late := errStuck, time.After(2*patience)
	for {
		select {
		case <-late:
			return errRestless
		case c, ok := <-t.chunks:
			if !ok {
				return errGone
			}
			t.take(c.Data)
			wait, err = quiet, nil
		case <-time.After(wait):
			return err
		}
	}
}

func (t *terminal) take(b []byte) {
	t.all = append(t.all, b...)
	_, _ = t.screen.Write(b)
}

// press sends keys and waits for the answer, which must come.
func (t *terminal) press(keys string) error {
	if _, err := io.WriteString(t.tty, keys); err != nil {
		return errGone
	}
	return t.settle(patience)
}

// touch sends keys one after the other that may change nothing. Behind each it
// tells the program, as terminals do, that the window has a row less or more,
// which is read in order and always answered.
func (t *terminal) touch(keys ...string) error {
	for _, k := range keys {
		t.lower = !t.lower
		rows := t.screen.Height()
		if t.lower {
			rows--
		}
		if err := t.press(fmt.Sprintf("%s\x1b[48;%d;%d;0;0t", k, rows, t.screen.Width())); err != nil {
			return fmt.Errorf("after %q: %w", k, err)
		}
	}
	return nil
}

// shows tells whether the text is on the screen.
func (t *terminal) shows(text string) bool { return strings.Contains(t.screen.String(), text) }

// until takes what comes until the screen is as wanted.
func (t *terminal) until(limit time.Duration, wanted func(screen string) bool) error {
	late := time.After(limit)
	for !wanted(t.screen.String()) {
		select {
		case c, ok := <-t.chunks:
			if !ok {
				return errGone
			}
			t.take(c.Data)
		case <-late:
			return fmt.Errorf("not in %v", limit)
		}
	}
	return nil
}

// drain takes all until the program ends.
func (t *terminal) drain(limit time.Duration) error {
	late := time.After(limit)
	for {
		select {
		case c, ok := <-t.chunks:
			if !ok {
				return nil
			}
			t.take(c.Data)
		case <-late:
			return errStuck
		}
	}
}

// end ends the program, kindly if it can, and returns its exit status.
func (t *terminal) end() int {
	_, _ = io.WriteString(t.tty, escape+escape+"\x03\x03")
	if t.drain(patience) != nil {
		_ = t.cmd.Process.Kill()
	}
	_ = t.cmd.Wait()
	_ = t.tty.Close()
	return t.cmd.ProcessState.ExitCode()
}

// check holds the output against the grammar and looks for what should not be
// known.
func (a *attack) check(what string, out []byte) {
	if err := pty.Check(out); err != nil {
		a.find("%s: %v", what, err)
	}
	if bytes.Contains(out, []byte(outside)) || bytes.Contains(out, []byte("root:x:")) {
		a.find("%s: a file outside of the folder was read", what)
	}
	if i := bytes.Index(out, []byte("goroutine ")); i >= 0 {
		a.find("%s: a panic: %.600q", what, out[i:])
	}
}

// memoryOf is the most that was resident of a process, in MB.
func memoryOf(pid int) int {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(data), "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.Atoi(kb)
	return n >> 10
}
