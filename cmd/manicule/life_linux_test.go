package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"manicule/internal/dev/pty"
)

// oneArticle is a collection with something to scroll through.
func oneArticle() map[string]string {
	return map[string]string{"tea.md": "# Tea\n\n" + strings.Repeat("Two leaves and a bud.\n\n", 100) + "Zzyzx\n"}
}

// begun adds that tea.md is begun: of a glance at another article nothing is kept.
func begun(files map[string]string) map[string]string {
	files[".manicule/reading.jsonl"] = `{"article":"tea.md","progress":0.01,"at":"2026-01-01T00:00:00Z"}` + "\n"
	return files
}

// TestKilled kills the program with SIGKILL when a note was typed and its
// draft is on disk, which it is within a second: the next start offers to go on with it.
func TestKilled(t *testing.T) {
	t.Parallel()
	s := startSession(t, oneArticle())
	s.wait(t, "Tea")
	s.send(t, "\r")
	s.wait(t, "Two leaves")
	s.send(t, "a")
	s.wait(t, "note")
	s.send(t, "\x1b[200~words to keep\x1b[201~")
	s.waitForDraft(t, "words to keep")
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	s.exit(t)
	again := exec.Command(os.Args[0])
	again.Args, again.Env = s.cmd.Args, s.cmd.Env
	s.start(t, again)
	s.wait(t, "unfinished note")
	s.send(t, "!")
	s.wait(t, "words to keep")
	if err := pty.Check(s.shown); err != nil {
		t.Error(err)
	}
}

// waitForDraft waits until a draft with the words is on disk.
func (s *ptySession) waitForDraft(t *testing.T, words string) {
	t.Helper()
	state := ""
	for _, v := range s.cmd.Env {
		if after, ok := strings.CutPrefix(v, "XDG_STATE_HOME="); ok {
			state = after
		}
	}
	for late := time.Now().Add(patience); time.Now().Before(late); {
		drafts, _ := filepath.Glob(filepath.Join(state, "manicule", "drafts", "*.json")) // not one that is being written
		for _, name := range drafts {
			if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), words) {
				return
			}
		}
	}
	t.Fatal("no draft was written")
}

// TestStopped stops the program by ctrl-z and brings it back, by a shell with
// job control: the terminal is the shell's meanwhile, then all is drawn again.
func TestStopped(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell:", err)
	}
	program := filepath.Join(t.TempDir(), "manicule")
	if err := os.Symlink(os.Args[0], program); err != nil {
		t.Fatal(err)
	}
	s := newSession(t, oneArticle())
	s.start(t, exec.Command(shell, "-c", `set -m; "$0" "$1"; echo STOPPED; fg >/dev/null; echo STATUS $?`, program, s.folder))
	s.wait(t, "Tea")
	s.send(t, "\r")
	s.wait(t, "Two leaves")
	s.send(t, "\x1a")
	s.wait(t, "STOPPED")
	if !strings.Contains(string(s.shown), "\x1b[?1049l") {
		t.Error("the shell got the terminal as it was")
	}
	s.send(t, "G") // read when the program is back
	s.wait(t, "zyzx")
	if strings.Count(string(s.shown), "\x1b[?1049h") < 2 {
		t.Error("the program came back to the shell's screen")
	}
	s.send(t, "Q")
	s.wait(t, "STATUS 0")
	s.exit(t)
	if err := pty.Check(s.all(t)); err != nil {
		t.Error(err)
	}
}

// TestNobodyToComeBackTo: where no shell would continue it, ctrl-z says so and
// stops nothing.
func TestNobodyToComeBackTo(t *testing.T) {
	t.Parallel()
	s := startSession(t, oneArticle())
	s.wait(t, "Tea")
	s.send(t, "\x1a")
	s.wait(t, "not started from a shell")
	s.send(t, "\r")
	s.wait(t, "Two leaves")
}

// TestContinued stops the program from outside, where others may write to the
// terminal: when it goes on, all is drawn again.
func TestContinued(t *testing.T) {
	t.Parallel()
	s := startSession(t, oneArticle())
	s.wait(t, "Tea")
	for _, sig := range []os.Signal{syscall.SIGSTOP, syscall.SIGCONT} {
		if err := s.cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
	}
	s.wait(t, "Tea")
}

// TestSizes draws terminals of every size, and goes through them at once.
func TestSizes(t *testing.T) {
	t.Parallel()
	s := startSession(t, begun(oneArticle()))
	s.wait(t, "Tea")
	s.send(t, "\r")
	s.wait(t, "Two leaves")
	resize := func(width, height int) {
		if err := pty.Resize(s.pty, width, height); err != nil {
			t.Fatal(err)
		}
	}
	for _, size := range [][2]int{{1, 1}, {39, 9}, {2000, 1000}} {
		resize(size[0], size[1])
		resize(80, 24)
	}
	for i := range 300 { // a storm
		resize(1+i*7%200, 1+i*11%60)
	}
	resize(39, 9)
	s.wait(t, "40×10")
	resize(2000, 1000)
	s.wait(t, "Two leaves")
	for _, tooFar := range []string{"\x1b[501;", "\x1b[1000;"} { // drawn at 1000×500
		if strings.Contains(string(s.shown), tooFar) {
			t.Errorf("a row beyond 500 was drawn: %q", tooFar)
		}
	}
	resize(39, 9) // so that what is waited for then is drawn at the last size
	s.wait(t, "40×10")
	resize(80, 24)
	s.wait(t, "Two leaves")
	s.send(t, "G")
	s.wait(t, "zyzx")
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := s.exit(t); got != 143 {
		t.Errorf("exit status %d", got)
	}
	if err := pty.Check(s.all(t)); err != nil {
		t.Error(err)
	}
	place, err := os.ReadFile(filepath.Join(s.folder, ".manicule", "reading.jsonl"))
	if err != nil || !strings.Contains(string(place), `"place":`) {
		t.Error(fmt.Errorf("the place was not kept: %w", err))
	}
}
