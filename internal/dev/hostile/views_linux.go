package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"manicule/internal/dev/pty"
)

// pass is the program in a terminal of a size, and what is done in it.
type pass struct {
	what          string
	width, height int
	run           func(*attack, *terminal) (steps int, err error)
	args          []string // of the program, after the folder; with some it does not begin with the list
}

// passes go through every view of the program. Those of a group run at the same
// time, each in a program of its own.
func passes() [][]pass {
	return [][]pass{{
		{what: "the list with previews", width: 140, height: 40, run: func(a *attack, t *terminal) (int, error) { return a.down(t, "j", "J") }},
		{what: "info, tags and marks in the list", width: 100, height: 30, run: func(a *attack, t *terminal) (int, error) {
			return a.down(t, "i", "G", escape, "t", escape, " ", "j")
		}},
		{what: "what a search finds", width: 80, height: 24, run: func(a *attack, t *terminal) (int, error) { return a.search(t, canary, "\x1b[6~") }},
		{what: "what a search finds, with previews", width: 160, height: 50, run: func(a *attack, t *terminal) (int, error) { return a.search(t, canary, "\x1b[B") }},
		{what: "a small terminal", width: 44, height: 12, run: func(a *attack, t *terminal) (int, error) { return a.each(t, "G") }},
		{what: "the reader", width: 110, height: 30, run: func(a *attack, t *terminal) (int, error) {
			return a.each(t, strings.Fields("G g } ) w . , T P J y Y i G ESC ? ESC o j ESC B ESC K ESC m a ' a I ESC : ESC z z")...)
		}},
		{what: "links and words with letters, flashed words, aids", width: 110, height: 30, run: func(a *attack, t *terminal) (int, error) {
			return a.each(t, strings.Fields("f ESC s ESC R SPC ESC Z } Z ) Z Z ESC")...)
		}},
		{what: "searching in articles", width: 90, height: 24, run: func(a *attack, t *terminal) (int, error) {
			return a.each(t, "/", canary, "\r", "n", escape, "/", "an", escape)
		}},
	}, {
		{what: "notes", width: 110, height: 30, run: func(a *attack, t *terminal) (int, error) {
			return a.each(t, "}", "a", "a note #qz", escape, "]", "\r", escape, "c", "}", "v", "}", "h", escape, "A", "on all of it", escape)
		}},
	}, {
		{what: "notes beside the text, checked, deleted and brought back", width: 170, height: 40, run: func(a *attack, t *terminal) (int, error) {
			return a.each(t, "]", "D", escape, "d", "u", "[", "M", escape, "G")
		}},
		{what: "the notes pane", width: 120, height: 30, run: (*attack).pane},
		{what: "notes under review", width: 80, height: 24, run: (*attack).review, args: []string{"review", "--count", "10000"}},
		{what: "hostile notes", width: 120, height: 30, run: (*attack).notes},
		{what: "what is pasted", width: 100, height: 30, run: (*attack).paste},
	}}
}

// config takes escape from the reader, where it would lead back to the library
// whenever there was nothing to close.
const config = "[keys.reader]\nback = [\"f12\"]\n"

// views runs the passes.
func (a *attack) views() error {
	if err := write(filepath.Join(a.dir, "config", "manicule", "config.toml"), config); err != nil {
		return err
	}
	for _, group := range passes() {
		var all sync.WaitGroup
		for _, p := range group {
			all.Go(func() { a.pass(p) })
		}
		all.Wait()
	}
	return nil
}

var articles = regexp.MustCompile(`(\d+) articles`)

func (a *attack) pass(p pass) {
	began := time.Now()
	args := append([]string{a.program, "-C", a.folder}, p.args...)
	t, err := a.start(p.width, p.height, args...)
	if err != nil {
		a.find("%s: %v", p.what, err)
		return
	}
	if p.args == nil {
		if err := t.Until(time.Minute, a.listed); err != nil {
			a.find("%s: the list %v:\n%s", p.what, err, t.Screen.String())
		}
	}
	_ = t.Settle(little)
	n, err := p.run(a, t)
	if err != nil {
		a.find("%s, step %d: %v:\n%s", p.what, n, err, t.Screen.String())
	}
	if a.show {
		fmt.Println(t.Screen.String())
	}
	if status := t.end(); status != 0 && err == nil {
		a.find("%s: exit status %d", p.what, status)
	}
	a.check(p.what, t.Output)
	fmt.Printf("%s: %d steps, %d KB written, %v\n", p.what, n, len(t.Output)>>10, time.Since(began).Round(time.Second))
}

// listed reports whether the list shows all files.
func (a *attack) listed(screen string) bool {
	m := articles.FindStringSubmatch(screen)
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[1])
	return n >= a.files && settled(screen)
}

// down presses keys again and again until they change nothing any more.
func (a *attack) down(t *terminal, keys ...string) (n int, err error) {
	for last, same := "", 0; same < 3 && n < 2*a.files; n++ {
		if err := t.Touch(keysOf(keys)...); err != nil {
			return n, err
		}
		if same++; last != t.Screen.String() {
			last, same = t.Screen.String(), 0
		}
	}
	return n, nil
}

// keysOf are the keys, with the names that Fields would have lost.
func keysOf(keys []string) []string {
	all := make([]string, len(keys))
	for i, k := range keys {
		switch k {
		case "ESC":
			k = escape
		case "SPC":
			k = " "
		}
		all[i] = k
	}
	return all
}

// search asks for words and goes through what they find.
func (a *attack) search(t *terminal, words, key string) (int, error) {
	if err := t.Touch("/", words); err != nil {
		return 0, err
	}
	_ = t.Settle(little) // the answer comes from another goroutine
	return a.down(t, key)
}

// each opens all articles of the list, one after the other, and presses keys
// in each. Escape leads nowhere but out of what was opened (see config).
func (a *attack) each(t *terminal, keys ...string) (n int, err error) {
	if err := a.first(t); err != nil {
		return 0, err
	}
	for ; n < 2*a.files; n++ {
		if err := t.Touch(keysOf(keys)...); err != nil {
			return n, err
		}
		if err := t.next(); err != nil {
			return n, err
		}
		if t.shows("no further article") {
			return n + 1, nil
		}
	}
	return n, errors.New("the list has no end")
}

// first opens the first article that can be opened.
func (a *attack) first(t *terminal) error {
	if err := t.Touch("g"); err != nil {
		return err
	}
	for range a.files {
		if err := t.Press("\r"); err != nil {
			return err
		}
		_ = t.Settle(little) // read by another goroutine
		if first, _, _ := strings.Cut(t.Screen.String(), "\n"); !strings.Contains(first, " manicule ") {
			return nil
		}
		if err := t.Touch("j"); err != nil {
			return err
		}
	}
	return errors.New("no article can be opened")
}

// next goes on to the next article. What opened late is closed first.
func (t *terminal) next() error {
	for range 3 {
		if err := t.Touch(escape); err != nil {
			return err
		}
		if err := t.Press(">"); !errors.Is(err, pty.ErrStuck) {
			return err
		}
	}
	return errors.New("there is no way to the next article")
}

// pane goes through all notes, with what was written on each.
func (a *attack) pane(t *terminal) (int, error) {
	if err := t.Press("n"); err != nil {
		return 0, err
	}
	return a.down(t, "j", "i", escape)
}

// review edits, tags and keeps all notes that come up.
func (a *attack) review(t *terminal) (n int, err error) {
	const reviewing = "esc later"
	if err := t.Until(patience, func(screen string) bool { return strings.Contains(screen, reviewing) }); err != nil {
		return 0, fmt.Errorf("no note comes up: %w", err)
	}
	for ; t.shows(reviewing); n++ {
		if err := t.Touch("e", escape, "t", escape, " "); err != nil {
			return n, err
		}
	}
	return n, nil
}

// notes opens the article whose notes were made to harm, and each of them.
func (a *attack) notes(t *terminal) (n int, err error) {
	if _, err := a.search(t, "path:paragraph/colour", "\x1b[B"); err != nil {
		return 0, err
	}
	if err := t.Press("\r"); err != nil {
		return 0, err
	}
	for range payloads() {
		if err := t.Touch("]", "\r", escape, "D", "j", escape, "c"); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// paste pastes what harms wherever something can be typed.
func (a *attack) paste(t *terminal) (n int, err error) {
	for _, p := range payloads() {
		text := "\x1b[200~" + strings.ReplaceAll(p.text, "\x1b", "") + "\x1b[201~" // terminals take escapes out
		if err := t.Touch("g", "/", text, "\x15", escape, escape, "t", text, escape, "n", "/", text, escape, escape, ":", text, escape); err != nil {
			return n, err
		}
		if err := t.Press("\r"); err != nil {
			return n, err
		}
		if err := t.Touch("/", text, escape, "A", text, "\x07", "t", text, escape, escape, "\x1b[24~"); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
