// Tasks does what one does every day in the program, in a terminal, and counts
// the keys; typed text counts apart. It prints a table in Markdown, which the
// README has, and fails where a task takes more keys than it may.
//
//	go run ./internal/dev/tasks
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"manicule/internal/dev/pty"
)

func main() {
	table, err := run()
	fmt.Print(table)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tasks:", err)
		os.Exit(1)
	}
}

// run does all tasks, each in a session of its own, with a program built for it.
func run() (table string, err error) {
	dir, err := os.MkdirTemp("", "tasks")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "manicule")
	if out, err := exec.Command("go", "build", "-o", program, "manicule/cmd/manicule").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w: %s", err, out)
	}
	var b strings.Builder
	b.WriteString("| task | keys | limit |\n| --- | --: | --: |\n")
	for i, t := range tasks {
		h := &hand{dir: filepath.Join(dir, fmt.Sprint(i)), program: program}
		if err := h.do(t); err != nil {
			return b.String(), fmt.Errorf("%s: %w", t.name, err)
		}
		fmt.Fprintf(&b, "| %s | %s | %d |\n", t.name, h.pressed(), t.most)
		if len(h.keys) > t.most {
			return b.String(), fmt.Errorf("%s takes %d keys, %d are allowed", t.name, len(h.keys), t.most)
		}
	}
	return b.String(), nil
}

// hand presses keys and looks at the screen. After the first thing that is not
// as it should be it does nothing more.
type hand struct {
	*pty.Session
	dir, program string
	keys         []string // that were pressed; text is "…"
	err          error
}

// patience is how long an answer may take on a busy machine.
const patience = 20 * time.Second

// do does one task on a collection of its own.
func (h *hand) do(t task) error {
	if err := h.prepare(t); err != nil {
		return err
	}
	width := t.width
	if width == 0 {
		width = 100
	}
	cmd := exec.Command(h.program, filepath.Join(h.dir, "articles", t.article))
	cmd.Env = []string{
		"TERM=xterm-256color", "COLORTERM=truecolor", "HOME=" + h.dir, "PATH=" + filepath.Join(h.dir, "bin") + ":" + os.Getenv("PATH"),
		"WAYLAND_DISPLAY=wayland-0", "BROWSER=page-opener", "TASKS=" + h.dir,
	}
	cmd.Dir = h.dir
	var err error
	if h.Session, err = pty.Open(cmd, width, 30, patience); err != nil {
		return err
	}
	h.Quiet = 30 * time.Millisecond
	h.sees(t.begins)
	if t.before != nil {
		t.before(h)
		h.keys = nil
	}
	t.do(h)
	if h.err != nil {
		h.err = fmt.Errorf("%w; the screen:\n%s", h.err, h.Screen.String())
	}
	_ = h.Cmd.Process.Kill()
	h.Close(patience)
	return h.err
}

// prepare writes the articles, and the programs that stand for a browser and a
// clipboard: they keep what they are given.
func (h *hand) prepare(t task) error {
	files := map[string]string{
		"bin/page-opener": "#!/bin/sh\nprintf %s \"$1\" > \"$TASKS/browser\"\n",
		"bin/wl-copy":     "#!/bin/sh\ncat > \"$TASKS/clipboard\"\n",
	}
	for name, text := range articles {
		files["articles/"+name] = text
	}
	if t.files != nil {
		for name, text := range t.files {
			files["articles/"+name] = text
		}
	}
	for name, text := range files {
		name = filepath.Join(h.dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
			return err
		}
	}
	return nil
}

// press presses keys, each when the one before was answered.
func (h *hand) press(keys ...string) {
	for _, k := range keys {
		h.send(k)
		h.keys = append(h.keys, k)
	}
}

// types types text, which counts as no key.
func (h *hand) types(text string) {
	h.send(text)
}

func (h *hand) send(keys string) {
	if h.err == nil {
		h.err = h.Press(keys)
	}
}

// sees waits until the screen shows all of the texts.
func (h *hand) sees(texts ...string) {
	for _, text := range texts {
		if h.err != nil {
			return
		}
		if err := h.Until(patience, func(screen string) bool { return strings.Contains(screen, text) }); err != nil {
			h.err = fmt.Errorf("no %q on the screen: %w", text, err)
		}
	}
	if h.err == nil {
		h.err = h.Rest(h.Quiet)
	}
}

// seesNot fails where the screen shows the text.
func (h *hand) seesNot(text string) {
	if h.err == nil && strings.Contains(h.Screen.String(), text) {
		h.err = fmt.Errorf("%q is on the screen", text)
	}
}

// finds waits for a file below the task's folder that holds the texts.
func (h *hand) finds(name string, texts ...string) {
	if h.err != nil {
		return
	}
	var data []byte
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		data, _ = os.ReadFile(filepath.Join(h.dir, name))
		missing := false
		for _, text := range texts {
			missing = missing || !strings.Contains(string(data), text)
		}
		if !missing && len(data) > 0 {
			return
		}
		if _, err := h.Take(10 * time.Millisecond); err != nil && err != pty.ErrStuck {
			h.err = err
			return
		}
	}
	h.err = fmt.Errorf("%s does not hold %q, but %q", name, texts, data)
}

// labelOf is the letter that stands over the first one of a word.
func (h *hand) labelOf(word string) string {
	before, _, ok := strings.Cut(h.Screen.String(), word[1:])
	if !ok {
		h.err = errors.Join(h.err, fmt.Errorf("%q is not on the screen", word[1:]))
		return ""
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return string(r)
}

// pressed are the keys as the table has them: how many, and which.
func (h *hand) pressed() string {
	if len(h.keys) == 0 {
		return "0"
	}
	names := make([]string, len(h.keys))
	for i, k := range h.keys {
		names[i] = "`" + keyName(k) + "`"
	}
	return fmt.Sprintf("%d: %s", len(h.keys), strings.Join(names, " "))
}

func keyName(k string) string {
	switch k {
	case enter:
		return "enter"
	case escape:
		return "esc"
	case ctrlO:
		return "ctrl-o"
	}
	return k
}

const (
	enter  = "\r"
	escape = pty.Escape
	ctrlO  = "\x0f"
)
