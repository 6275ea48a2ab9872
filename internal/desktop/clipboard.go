// Package desktop is what the program asks of the machine around it: to take a
// copied text, and to open an address.
package desktop

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/atotto/clipboard"
)

// Arrival is where a copied text is.
type Arrival int

const (
	OnClipboard Arrival = iota // the system has taken it
	InTmux                     // in tmux's paste buffer, and handed on to its terminal
	ToTerminal                 // nowhere yet: the caller sends it by OSC 52, which is never answered
)

// Clipboard copies texts where the reader can paste them.
type Clipboard struct {
	Getenv func(string) string
}

// clipboardTime is how long a clipboard's program has; it goes to the background
// once it has the text.
const clipboardTime = 3 * time.Second

// Copy puts the text on the system's clipboard where the reader sits at this
// machine, else into tmux's buffer, else leaves it to the terminal. The error
// says why a better way failed, not that the text was lost.
func (c Clipboard) Copy(ctx context.Context, text string) (Arrival, error) {
	ctx, cancel := context.WithTimeout(ctx, clipboardTime)
	defer cancel()
	var failed error
	if take := c.native(); take != nil && !c.remote() {
		if failed = take(ctx, text); failed == nil {
			return OnClipboard, nil
		}
	}
	if c.Getenv("TMUX") != "" {
		err := pipe(ctx, text, "tmux", "load-buffer", "-w", "-")
		if err == nil {
			return InTmux, failed
		}
		failed = errors.Join(failed, err)
	}
	return ToTerminal, failed
}

// remote reports whether the reader sits at another machine.
func (c Clipboard) remote() bool {
	return c.Getenv("SSH_CONNECTION") != "" || c.Getenv("SSH_TTY") != "" || c.Getenv("SSH_CLIENT") != ""
}

// writers are the programs that put standard input on the clipboard, and the
// variable that a display of theirs sets.
var writers = []struct {
	display string
	args    []string
}{
	{"WAYLAND_DISPLAY", []string{"wl-copy"}},
	{"DISPLAY", []string{"xclip", "-selection", "clipboard"}},
	{"DISPLAY", []string{"xsel", "--clipboard", "--input"}},
	{"TERMUX_VERSION", []string{"termux-clipboard-set"}},
}

// native is how this machine's clipboard takes a text, nil where it has none.
func (c Clipboard) native() func(context.Context, string) error {
	switch runtime.GOOS {
	case "windows":
		return func(_ context.Context, text string) error { return clipboard.WriteAll(text) }
	case "darwin":
		return func(ctx context.Context, text string) error { return pipe(ctx, text, "pbcopy") }
	}
	for _, w := range writers {
		if c.Getenv(w.display) == "" {
			continue
		}
		if _, err := exec.LookPath(w.args[0]); err == nil {
			return func(ctx context.Context, text string) error { return pipe(ctx, text, w.args...) }
		}
	}
	return nil
}

// pipe gives the text to a program's standard input. The error is what the
// program complained of. One that stays in the background to hand the text out
// keeps its standard error open, and is not waited for.
func pipe(ctx context.Context, text string, args ...string) error {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.WaitDelay = 100 * time.Millisecond
	cmd.Stdin = strings.NewReader(text)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	err := cmd.Run()
	if err == nil || errors.Is(err, exec.ErrWaitDelay) {
		return nil
	}
	if said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n"); said != "" {
		return fmt.Errorf("%s: %s", args[0], said)
	}
	return fmt.Errorf("%s: %w", args[0], err)
}
