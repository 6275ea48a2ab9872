package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"manicule/internal/dev/pty"
)

// TestSignals ends the reader in a real pseudo-terminal, by each signal that
// asks for it and by closing the terminal: the place is saved, the terminal
// restored, the exit status the shell's.
func TestSignals(t *testing.T) {
	for name, c := range map[string]struct {
		end    func(*ptySession) error
		status int
		gone   bool // the terminal, so that nothing can be restored
	}{
		"terminate": {func(s *ptySession) error { return s.cmd.Process.Signal(syscall.SIGTERM) }, 143, false},
		"hang up":   {func(s *ptySession) error { return s.cmd.Process.Signal(syscall.SIGHUP) }, 129, false},
		"interrupt": {func(s *ptySession) error { return s.cmd.Process.Signal(syscall.SIGINT) }, 130, false},
		"close":     {func(s *ptySession) error { return s.pty.Close() }, 129, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startSession(t, begun(oneArticle()))
			s.wait(t, "Tea") // in the list, or offered before that is there
			s.send(t, "\r")
			s.wait(t, "Two leaves")
			s.send(t, "G")
			s.wait(t, "zyzx")
			if err := c.end(s); err != nil {
				t.Fatal(err)
			}
			if got := s.exit(t); got != c.status {
				t.Errorf("exit status %d, want %d", got, c.status)
			}
			if !c.gone && !bytes.Contains(s.all(t), []byte("\x1b[?1049l")) {
				t.Error("the terminal was not restored")
			}
			place, err := os.ReadFile(filepath.Join(s.folder, ".manicule", "reading.jsonl"))
			if err != nil || !bytes.Contains(place, []byte(`"place":`)) {
				t.Errorf("the place was not saved: %v %s", err, place)
			}
		})
	}
}

// patience is how long a session may take to answer.
const patience = 20 * time.Second

// ptySession is the program running in a pseudo-terminal.
type ptySession struct {
	folder string
	pty    *os.File
	cmd    *exec.Cmd
	shown  []byte
	output chan []byte // closed when the program is gone
}

// startSession is the program on a collection of the files.
func startSession(t *testing.T, files map[string]string) *ptySession {
	t.Helper()
	s := newSession(t, files)
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"manicule", s.folder} // the name by which testscript.Main runs main
	s.start(t, cmd)
	return s
}

// newSession is a collection without a program.
func newSession(t *testing.T, files map[string]string) *ptySession {
	t.Helper()
	s := &ptySession{folder: t.TempDir()}
	for name, text := range files {
		name = filepath.Join(s.folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// start runs a program in a terminal, in an environment of its own if the
// command has none.
func (s *ptySession) start(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if cmd.Env == nil {
		cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+t.TempDir(), "XDG_CACHE_HOME="+t.TempDir())
	}
	tty, err := pty.Start(cmd, 80, 24)
	if err != nil {
		t.Skip("no pseudo-terminal:", err)
	}
	output := make(chan []byte)
	s.cmd, s.pty, s.output = cmd, tty, output
	go func() {
		defer close(output)
		for {
			b := make([]byte, 4096)
			n, err := tty.Read(b)
			output <- b[:n]
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		tty.Close()
		for range output { // lets the reader go
		}
	})
}

func (s *ptySession) send(t *testing.T, keys string) {
	t.Helper()
	if _, err := io.WriteString(s.pty, keys); err != nil {
		t.Fatal(err)
	}
}

// wait waits until the text is drawn, counted from the last wait.
func (s *ptySession) wait(t *testing.T, text string) {
	t.Helper()
	late := time.After(patience)
	var drawn []byte
	for !bytes.Contains(drawn, []byte(text)) {
		select {
		case b, ok := <-s.output:
			if !ok {
				t.Fatalf("the program ended before it showed %q:\n%q", text, drawn)
			}
			drawn = append(drawn, b...)
			s.shown = append(s.shown, b...)
		case <-late:
			t.Fatalf("the program does not show %q:\n%q", text, drawn)
		}
	}
}

// exit waits for the end and returns the exit status.
func (s *ptySession) exit(t *testing.T) int {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	late := time.After(patience)
	output := s.output
	for {
		select {
		case b, ok := <-output:
			if !ok {
				output = nil
			}
			s.shown = append(s.shown, b...)
		case <-ended:
			return s.cmd.ProcessState.ExitCode()
		case <-late:
			t.Fatal("the program does not end")
		}
	}
}

// all is everything that was drawn, after the end.
func (s *ptySession) all(t *testing.T) []byte {
	t.Helper()
	for b := range s.output {
		s.shown = append(s.shown, b...)
	}
	return s.shown
}
