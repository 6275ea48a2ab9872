package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// views opens every file in every view of the program.
func (a *attack) views() error {
	for _, pass := range []struct {
		what          string
		width, height int
		run           func(*terminal) (int, error)
	}{
		{"the list with previews", 140, 40, a.list},
		{"what a search finds", 80, 24, a.search},
		{"the reader, its editor, outline and info", 110, 30, a.read},
		{"a small terminal", 44, 12, a.leaf},
	} {
		began := time.Now()
		t, err := a.start(pass.width, pass.height, a.program, a.folder)
		if err != nil {
			return err
		}
		if err := t.until(20*time.Second, func(screen string) bool {
			return strings.Contains(screen, " articles") && !strings.Contains(screen, "reading")
		}); err != nil {
			a.find("%s: the list %v:\n%s", pass.what, err, t.screen.String())
		}
		_ = t.settle(little)
		n, err := pass.run(t)
		if err != nil {
			a.find("%s, step %d: %v:\n%s", pass.what, n, err, t.screen.String())
		}
		status := t.end()
		if status != 0 && err == nil {
			a.find("%s: exit status %d", pass.what, status)
		}
		a.check(pass.what, t.all)
		fmt.Printf("%s: %d steps, %d KB written, %v\n", pass.what, n, len(t.all)>>10, time.Since(began).Round(time.Second))
	}
	return nil
}

// list goes down the list, article by article.
func (a *attack) list(t *terminal) (int, error) { return a.down(t, "j") }

// search asks for what stands in all files and goes through the pages.
func (a *attack) search(t *terminal) (int, error) {
	for _, keys := range []string{"/", canary} {
		if err := t.press(keys); err != nil {
			return 0, err
		}
	}
	return a.down(t, "\x1b[6~")
}

// down presses a key until it changes nothing any more.
func (a *attack) down(t *terminal, key string) (n int, err error) {
	for last := ""; last != t.screen.String() && n < 3*a.files; n++ {
		last = t.screen.String()
		if err := t.touch(key); err != nil {
			return n, err
		}
	}
	return n, nil
}

// read opens the articles one after the other, and in each what can be opened.
func (a *attack) read(t *terminal) (int, error) {
	return a.each(t, func() error {
		for _, key := range []string{"G", "g", "}", "a", "note", escape, "]", "v", "}", escape, "s", escape, "Z"} {
			if err := t.touch(key); err != nil {
				return fmt.Errorf("after %q: %w", key, err)
			}
		}
		for _, key := range []string{"i", escape, "?", escape} {
			if err := t.press(key); err != nil {
				return fmt.Errorf("after %q: %w", key, err)
			}
		}
		if err := t.touch("o"); err != nil || !strings.Contains(t.screen.String(), "─ outline ") {
			return err
		}
		return t.press(escape)
	})
}

// leaf opens the articles one after the other and looks at their ends.
func (a *attack) leaf(t *terminal) (int, error) {
	return a.each(t, func() error { return t.touch("G") })
}

// each opens all articles of the list and does something in each.
func (a *attack) each(t *terminal, do func() error) (n int, err error) {
	if err := t.touch("g"); err != nil {
		return 0, err
	}
	if err := t.press("\r"); err != nil {
		return 0, err
	}
	for ; n < 3*a.files; n++ {
		if err := do(); err != nil {
			return n, err
		}
		if err := t.press(">"); err != nil {
			return n, fmt.Errorf("going on: %w", err)
		}
		if strings.Contains(t.screen.String(), "no further article") {
			break
		}
	}
	return n, nil
}

// commands runs the command line on a terminal.
func (a *attack) commands() error {
	began := time.Now()
	n := 0
	run := func(args ...string) error {
		t, err := a.start(100, 30, append([]string{a.program}, args...)...)
		if err != nil {
			return err
		}
		n++
		what := "manicule " + strings.Join(args, " ")
		if t.drain(2*patience) != nil {
			a.find("%q hangs", what)
		}
		if status := t.end(); status < 0 || status > 3 {
			a.find("%q: exit status %d", what, status)
		}
		a.check(fmt.Sprintf("%q", what), t.all)
		return nil
	}
	for _, args := range [][]string{
		{"list", "-C", a.folder},
		{"list", "-C", a.folder, "--json"},
		{"list", "-C", a.folder, canary},
		{"search", "-C", a.folder, canary},
		{"search", "-C", a.folder, "--json", canary},
		{"notes", "-C", a.folder},
		{"notes", "-C", a.folder, "--json"},
		{"notes", "verify", "-C", a.folder},
		{"index", "-C", a.folder},
	} {
		if err := run(args...); err != nil {
			return err
		}
	}
	err := filepath.WalkDir(a.folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, ".manicule") {
			return err
		}
		name, _ := filepath.Rel(a.folder, path)
		return run("show", "-C", a.folder, "--", name)
	})
	fmt.Printf("the command line on a terminal: %d commands, %v\n", n, time.Since(began).Round(time.Second))
	return err
}
