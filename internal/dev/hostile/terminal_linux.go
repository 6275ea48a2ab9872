package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"manicule/internal/dev/pty"
)

// terminal runs a program and keeps every byte that it writes.
type terminal struct{ *pty.Session }

const (
	patience = 5 * time.Second        // for an answer; longer is a hang
	little   = 300 * time.Millisecond // for one that need not come
	escape   = pty.Escape
)

func (a *attack) start(width, height int, args ...string) (*terminal, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = a.dir
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=hostile", "NO_COLOR=", "PAGER=cat", "EDITOR=true", "VISUAL=",
		"HOME="+a.dir, "XDG_STATE_HOME="+filepath.Join(a.dir, "state"), "XDG_CACHE_HOME="+filepath.Join(a.dir, "cache"), "XDG_CONFIG_HOME="+filepath.Join(a.dir, "config"))
	s, err := pty.Open(cmd, width, height, patience)
	return &terminal{s}, err
}

// shows reports whether the text is on the screen.
func (t *terminal) shows(text string) bool { return strings.Contains(t.Screen.String(), text) }

// end ends the program, kindly if it can, and returns its exit status.
func (t *terminal) end() int {
	_ = t.Send(escape + escape + "\x03\x03")
	return t.Close(patience)
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
