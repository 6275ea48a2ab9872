package desktop

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// text has what a clipboard may spoil: signs beyond ASCII, quotes, an end
// without a line break, and more than a pipe holds.
var text = "“言葉” 'a' $HOME %s\n\n" + strings.Repeat("ein langer Absatz – ", 8000) + "end"

// need ends the test where a program is not installed.
func need(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
}

// TestOnX copies to the clipboard of an X server and reads it back.
func TestOnX(t *testing.T) {
	need(t, "Xvfb", "xclip")
	display := startX(t)
	t.Setenv("DISPLAY", display)
	where, err := Clipboard{env("DISPLAY=" + display)}.Copy(t.Context(), text)
	if where != OnClipboard || err != nil {
		t.Fatalf("copied to %d: %v", where, err)
	}
	got, err := exec.Command("xclip", "-out", "-selection", "clipboard").Output()
	if err != nil || string(got) != text {
		t.Errorf("%d bytes of %d arrived: %v", len(got), len(text), err)
	}
}

// startX starts an X server without a screen and gives its display.
func startX(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	w.Close()
	var number int
	if _, err := fmt.Fscan(r, &number); err != nil {
		t.Skipf("Xvfb does not start here: %v", err)
	}
	return fmt.Sprintf(":%d", number)
}

// TestOnWayland copies by a program that stands in for wl-copy, which leaves a
// child behind that hands the text out.
func TestOnWayland(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("there is no Wayland")
	}
	taken := filepath.Join(t.TempDir(), "taken")
	path := os.Getenv("PATH")
	dir := programs(t, "cat > "+taken+"\nsleep 5 &\n", "wl-copy")
	t.Setenv("PATH", dir+":"+path)
	where, err := Clipboard{env("WAYLAND_DISPLAY=w", "DISPLAY=:77")}.Copy(t.Context(), text)
	if where != OnClipboard || err != nil {
		t.Fatalf("copied to %d: %v", where, err)
	}
	if got, _ := os.ReadFile(taken); string(got) != text {
		t.Errorf("%d bytes of %d arrived", len(got), len(text))
	}
}

// TestInTmux copies into the buffer of a tmux server.
func TestInTmux(t *testing.T) {
	need(t, "tmux")
	socket := filepath.Join(t.TempDir(), "s")
	tmux := func(args ...string) ([]byte, error) {
		return exec.Command("tmux", append([]string{"-S", socket, "-f", "/dev/null"}, args...)...).Output()
	}
	if _, err := tmux("new-session", "-d", "-s", "one", "cat"); err != nil {
		t.Skipf("tmux does not start here: %v", err)
	}
	t.Cleanup(func() { tmux("kill-server") })
	t.Setenv("TMUX", socket+",1,0")
	for _, vars := range [][]string{{"TMUX=x"}, {"TMUX=x", "SSH_TTY=/dev/pts/1", "DISPLAY=localhost:10"}} {
		where, err := Clipboard{env(vars...)}.Copy(t.Context(), text)
		if where != InTmux || err != nil {
			t.Fatalf("%s: copied to %d: %v", vars, where, err)
		}
		if got, _ := tmux("save-buffer", "-"); !bytes.Equal(got, []byte(text)) {
			t.Errorf("%s: %d bytes of %d arrived", vars, len(got), len(text))
		}
		tmux("delete-buffer")
	}
}

// TestElse leaves the text to the terminal, and says why nothing better did.
func TestElse(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("there is always a clipboard")
	}
	programs(t, "echo \"Can't open display\" >&2\nexit 1\n", "xclip", "tmux")
	for _, tt := range []struct {
		name, why string
		vars      []string
	}{
		{"no display", "", nil},
		{"over ssh", "", []string{"SSH_TTY=/dev/pts/1", "DISPLAY=localhost:10"}},
		{"no program for the display", "", []string{"WAYLAND_DISPLAY=w"}},
		{"display that is gone", "xclip: Can't open display", []string{"DISPLAY=:77"}},
		{"tmux that is gone", "tmux: Can't open display", []string{"TMUX=x"}},
		{"both gone", "xclip: Can't open display\ntmux: Can't open display", []string{"DISPLAY=:77", "TMUX=x"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			where, err := Clipboard{env(tt.vars...)}.Copy(t.Context(), text)
			if where != ToTerminal || fmt.Sprint(err) != printed(tt.why) {
				t.Errorf("copied to %d: %v", where, err)
			}
		})
	}
}

// printed is how an error of that text is printed.
func printed(why string) string {
	if why == "" {
		return fmt.Sprint(error(nil))
	}
	return why
}

// TestProgramThatHangs gives up a clipboard's program that never takes the text.
func TestProgramThatHangs(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("there is always a clipboard")
	}
	path := os.Getenv("PATH")
	dir := programs(t, "exec sleep 60\n", "xclip")
	t.Setenv("PATH", dir+":"+path)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	where, err := Clipboard{env("DISPLAY=:77")}.Copy(ctx, text)
	if where != ToTerminal || err == nil {
		t.Errorf("copied to %d: %v", where, err)
	}
}
