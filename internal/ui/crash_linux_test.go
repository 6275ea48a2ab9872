package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/crash"
	"manicule/internal/dev/pty"
	"manicule/internal/library"
	"manicule/internal/store"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// TestMain is the tests, or the program that TestCrash breaks.
func TestMain(m *testing.M) {
	if how := os.Getenv("MANICULE_TEST_BREAK"); how != "" {
		os.Exit(breakingProgram(how, os.Getenv("MANICULE_TEST_FOLDER")))
	}
	os.Exit(m.Run())
}

// leg is what is broken; as an article's words could be in what panic says.
const leg = "broken \x1b]0;leg\a"

// breaks are the places where the program can break.
var breaks = map[string]func(m *Model) tea.Cmd{
	"update":    func(*Model) tea.Cmd { panic(leg) },
	"view":      func(m *Model) tea.Cmd { m.reader.Document.Article = nil; return nil },
	"goroutine": func(m *Model) tea.Cmd { crash.Go(m.Ctx, func() { panic(leg) }); return nil },
	"command":   func(*Model) tea.Cmd { return func() tea.Msg { panic(leg) } },
	"batch":     func(*Model) tea.Cmd { return tea.Batch(noMessage, func() tea.Msg { panic(leg) }) },
}

func noMessage() tea.Msg { return nil }

// breakingProgram is the reader on a real terminal, which breaks when the
// first words of a note were typed, before they are on disk.
func breakingProgram(how, folder string) int {
	c, err := store.Open(folder, store.Options{})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer c.Close()
	lib := library.Open(c)
	defer lib.Close()
	m := New(Options{Library: lib, Article: "tea.md"})
	m.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		if _, ok := msg.(pane.Msg); ok && notes.Editing(m.Env) {
			return breaks[how](m)
		}
		return after(d, msg)
	}
	var broke *crash.Crash
	if err := m.run(context.Background(), colorprofile.TrueColor); !errors.As(err, &broke) {
		fmt.Println("not broken:", err)
		return 1
	}
	return brokenStatus
}

const brokenStatus = 42

// TestCrash breaks the reader in a real pseudo-terminal while a note is being
// written: Run returns the crash, the terminal is restored, what was typed is
// kept, and nothing of what panic said reaches the terminal.
func TestCrash(t *testing.T) {
	for how := range breaks {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			folder, state := t.TempDir(), t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "tea.md"), []byte("# Tea\n\nTwo leaves and a bud.\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "TERM=xterm-256color", "MANICULE_TEST_BREAK="+how, "MANICULE_TEST_FOLDER="+folder, "XDG_STATE_HOME="+state, "XDG_CACHE_HOME="+t.TempDir())
			tty, err := pty.Start(cmd, 80, 24)
			if err != nil {
				t.Skip("no pseudo-terminal:", err)
			}
			defer tty.Close()
			late := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
			defer late.Stop()
			written := talk(tty, "leaves", "a", "note", "\x1b[200~words to keep\x1b[201~")
			err = cmd.Wait()
			if cmd.ProcessState.ExitCode() != brokenStatus {
				t.Errorf("it ended with %v:\n%q", err, written)
			}
			if !bytes.Contains(written, []byte("\x1b[?1049l")) {
				t.Error("the terminal was not restored")
			}
			if err := pty.Check(written); err != nil {
				t.Error(err)
			}
			drafts, _ := filepath.Glob(filepath.Join(state, "manicule", "drafts", "*"))
			if len(drafts) != 1 {
				t.Fatalf("drafts: %q", drafts)
			}
			if data, err := os.ReadFile(drafts[0]); err != nil || !bytes.Contains(data, []byte("words to keep")) {
				t.Errorf("the draft is %q, %v", data, err)
			}
		})
	}
}

// talk reads what a program writes until it ends. When the first of each pair
// was written after the one before, it types the second.
func talk(tty io.ReadWriter, pairs ...string) (all []byte) {
	from := 0
	for b := make([]byte, 4096); ; {
		n, err := tty.Read(b)
		if all = append(all, b[:n]...); err != nil {
			return all
		}
		for len(pairs) > 0 && bytes.Contains(all[from:], []byte(pairs[0])) {
			from = len(all)
			_, _ = io.WriteString(tty, pairs[1])
			pairs = pairs[2:]
		}
	}
}
