package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"manicule/internal/dev/pty"
)

// articles is how many there can be.
const articles = 80

// readingKeys change no note and leave neither the program nor it to another.
var readingKeys = strings.Fields("j k j j } } { ) ( ] [ g G n N o i ? z Z T + - b % w . , J > < r * : I L B K \x04 \x15 \x0f \t \x1b[6~ \x1b[5~ \x1b[A \x1b[B \x1b[27u")

var words = strings.Fields("tea leaf bud garden market price season export quota tonnes farmers rain report minister cabinet river flood harbour editor paper because although therefore meanwhile whether")

// name is an article's file; every other one is in the subfolder.
func (d *day) name(n int) string {
	return filepath.Join(d.folder, []string{"", below}[n%2], fmt.Sprintf("article-%02d.md", n))
}

// below is the subfolder from which the program is started half of the time.
const below = "below"

func (d *day) writeArticle(n int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Article %d\n\n", n)
	for p := range 3 + d.rand.IntN(60) {
		if p%9 == 8 {
			fmt.Fprintf(&b, "## Section %d\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```go\nx := %d\n```\n\n", p, p)
		}
		for range 10 + d.rand.IntN(80) {
			b.WriteString(words[d.rand.IntN(len(words))] + " ")
		}
		b.WriteString("end.\n\n")
	}
	if err := os.MkdirAll(filepath.Dir(d.name(n)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(d.name(n), []byte(b.String()), 0o644)
}

// change edits, adds, renames or deletes a file.
func (d *day) change() error {
	n := d.rand.IntN(articles)
	data, err := os.ReadFile(d.name(n))
	switch what := d.rand.IntN(10); {
	case err != nil, what < 2:
		return d.writeArticle(n)
	case what == 2:
		return os.Remove(d.name(n))
	case what == 3:
		return os.Rename(d.name(n), d.name(d.rand.IntN(articles)))
	}
	at := strings.Index(string(data), "end.") // a word in, a paragraph behind
	return os.WriteFile(d.name(n), []byte(string(data[:max(at, 0)])+"edited "+string(data[max(at, 0):])+"One more.\n\n"), 0o644)
}

// keys presses some, without knowing what they do. In an editor they would
// write, and take notes apart.
func (d *day) keys() error {
	for range 1 + d.rand.IntN(12) {
		if err := d.leaveEditor(); err != nil {
			return err
		}
		if err := d.act(readingKeys[d.rand.IntN(len(readingKeys))]); err != nil {
			return err
		}
	}
	return nil
}

func (d *day) editing() bool { return strings.Contains(d.Screen.String(), "esc save") }

func (d *day) leaveEditor() error {
	if d.editing() {
		return d.press(escape)
	}
	return nil
}

// home goes to the library, from wherever the keys led.
func (d *day) home() {
	for range 12 {
		if d.inLibrary() && strings.Contains(d.bottom(), " quit") && !strings.Contains(d.Screen.String(), "/ ") {
			return
		}
		_ = d.press(escape)
	}
}

// inLibrary tells by the first row.
func (d *day) inLibrary() bool {
	first, _, _ := strings.Cut(d.Screen.String(), "\n")
	return strings.Contains(first, " manicule ")
}

// open opens some article, which another goroutine reads.
func (d *day) open() error {
	d.home()
	if err := d.act(strings.Repeat("j", d.rand.IntN(9))+strings.Repeat("k", d.rand.IntN(9)), "\r"); err != nil {
		return err
	}
	for late := time.Now().Add(patience); d.inLibrary() && time.Now().Before(late); {
		if _, err := d.Take(pty.Quiet); errors.Is(err, pty.ErrGone) {
			return err
		}
	}
	return d.act("}")
}

func (d *day) search() error {
	d.home()
	word := words[d.rand.IntN(len(words))]
	return errors.Join(d.act("/"), d.press(word[:1], word[1:], " is:unread", "\r"), d.act("n", "n"))
}

func (d *day) pane() error {
	d.home()
	return d.act("n", "j", "j", escape)
}

func (d *day) resize() error {
	d.width, d.height = 1+d.rand.IntN(220), 1+d.rand.IntN(70)
	for range d.rand.IntN(4) {
		if err := pty.Resize(d.TTY, 1+d.rand.IntN(300), 1+d.rand.IntN(90)); err != nil {
			return err
		}
	}
	if err := d.Settle(little); errors.Is(err, pty.ErrGone) {
		return err
	}
	if d.rand.IntN(2) == 0 || d.width < 70 || d.height < 15 { // mostly a usual one
		d.width, d.height = 100, 30
	}
	return d.fit()
}

// note writes one on the paragraph in focus of some article.
func (d *day) note() error { _, err := d.write(); return err }

// write types a note and waits until it is saved. It is "" where none could be
// begun.
func (d *day) write() (string, error) {
	d.width, d.height = 100, 30
	if err := errors.Join(d.fit(), d.open()); err != nil {
		return "", err
	}
	if err := d.act("a"); err != nil || !d.editing() {
		return "", err
	}
	note := fmt.Sprintf("note %d.%d of the day", len(d.notes)+len(d.taken), d.rand.IntN(1_000_000))
	d.notes = append(d.notes, note)
	if err := d.press("\x1b[200~" + note + "\x1b[201~"); err != nil {
		return "", err
	}
	return note, d.pressUntil("\x13", "saved in")
}

// takeBack undoes a note.
func (d *day) takeBack() error {
	note, err := d.write()
	if err != nil || note == "" {
		return err
	}
	d.notes = d.notes[:len(d.notes)-1]
	d.taken = append(d.taken, note)
	return d.pressUntil(d.bound("u"), "undone")
}

// elsewhere has another program write a note while this one runs.
func (d *day) elsewhere() error {
	name := d.name(d.rand.IntN(articles))
	if _, err := os.Stat(name); err != nil {
		return nil
	}
	note := fmt.Sprintf("note %d.%d from elsewhere", len(d.notes)+len(d.taken), d.rand.IntN(1_000_000))
	folder := d.folder
	if filepath.Dir(name) != folder && d.rand.IntN(2) == 0 {
		folder = filepath.Join(folder, below)
	}
	path, err := filepath.Rel(folder, name)
	if err != nil {
		return err
	}
	add := exec.Command(d.program, "note", "add", "-C", folder, path, "--body", note)
	add.Env = d.Cmd.Env
	if out, err := add.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	d.notes = append(d.notes, note)
	return nil
}

// restart leaves the program and starts it again, on the collection or on its
// subfolder.
func (d *day) restart() error {
	d.home()
	if _, err := d.TTY.WriteString("\x03"); err != nil {
		return err
	}
	d.Close(patience)
	if status := d.Cmd.ProcessState.ExitCode(); status != 0 {
		d.find("it ended with status %d", status)
	}
	d.checkOutput()
	return d.start()
}
