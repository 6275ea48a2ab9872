package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// What a text of less than 1 MB may cost, and how much more one four times as
// large. Below noise nothing grows.
const (
	firstLimit  = time.Second
	wholeLimit  = 5 * time.Second
	memoryLimit = 300 // MB
	growthLimit = 6
	noise       = 250 * time.Millisecond
)

// sizes are four times each other, in bytes.
var sizes = []int{60 << 10, 240 << 10, 960 << 10}

// cost is what a text took.
type cost struct {
	first, whole time.Duration // until the first screen; until the last one, from there
	memory       int           // MB, at most
}

var (
	bottomLine = regexp.MustCompile(`\d+ %`)
	theEnd     = regexp.MustCompile(`\b100 %`)
)

// growth opens each growing text in each size.
func (a *attack) growth() error {
	began := time.Now()
	worst := map[string]cost{}
	for _, g := range growths() {
		var before cost
		for i, size := range sizes {
			c, err := a.cost(g, size)
			what := fmt.Sprintf("%s of %d KB", g.name, size>>10)
			if err != nil {
				a.find("%s: %v", what, err)
				break
			}
			switch {
			case c.first > firstLimit || c.whole > wholeLimit || c.memory > memoryLimit:
				a.find("%s costs too much: first screen %v, the end %v, %d MB", what, c.first, c.whole, c.memory)
			case i > 0 && (grows(before.first, c.first) || grows(before.whole, c.whole)):
				a.find("%s grows too fast: from %v and %v to %v and %v", what, before.first, before.whole, c.first, c.whole)
			}
			before = c
		}
		worst[g.name] = before
	}
	var most cost
	var names [3]string
	for name, c := range worst {
		if c.first > most.first {
			most.first, names[0] = c.first, name
		}
		if c.whole > most.whole {
			most.whole, names[1] = c.whole, name
		}
		if c.memory > most.memory {
			most.memory, names[2] = c.memory, name
		}
	}
	fmt.Printf("growing texts: %d kinds in %d sizes, %v; the largest took at most %v to the first screen (%s), %v to the end (%s), %d MB (%s)\n",
		len(worst), len(sizes), time.Since(began).Round(time.Second), most.first.Round(time.Millisecond), names[0], most.whole.Round(time.Millisecond), names[1], most.memory, names[2])
	return nil
}

func grows(before, now time.Duration) bool { return now > noise && now > growthLimit*before }

// cost opens a text and goes to its end.
func (a *attack) cost(g growing, size int) (c cost, err error) {
	dir := filepath.Join(a.dir, "growth")
	if err := os.RemoveAll(dir); err != nil {
		return c, err
	}
	name := filepath.Join(dir, g.name+"."+g.ext)
	if err := write(name, g.of(size)); err != nil {
		return c, err
	}
	began := time.Now()
	t, err := a.start(100, 30, a.program, name)
	if err != nil {
		return c, err
	}
	defer t.end()
	bottom := func(screen string, want *regexp.Regexp) bool {
		lines := strings.Split(strings.TrimRight(screen, "\n "), "\n")
		return want.MatchString(lines[len(lines)-1])
	}
	if err := t.until(6*firstLimit, func(screen string) bool { return bottom(screen, bottomLine) }); err != nil {
		return c, fmt.Errorf("no first screen: %w", err)
	}
	c.first = time.Since(began)
	began = time.Now()
	if _, err := t.tty.WriteString("G"); err != nil {
		return c, err
	}
	if err := t.until(6*wholeLimit, func(screen string) bool { return bottom(screen, theEnd) }); err != nil {
		return c, fmt.Errorf("no end: %w", err)
	}
	c.whole, c.memory = time.Since(began), t.memory()
	a.check(name, t.all)
	return c, nil
}
