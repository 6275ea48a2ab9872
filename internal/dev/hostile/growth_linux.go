package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"manicule/internal/dev/pty"
)

// What a text of less than 1 MB may cost, and how much more one four times as
// large. Times are those of the processor, so that they don't depend on what
// else a machine does; below noise nothing grows.
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
	first  time.Duration // from the start of the reader until the first screen
	end    time.Duration // from there to the last screen
	whole  time.Duration // to print it all, laid out
	talk   time.Duration // to open it in lines and say its first paragraphs
	memory int           // MB, at most, of all that
}

func (c cost) String() string {
	return fmt.Sprintf("first screen %v, last screen %v, all of it %v, in lines %v, %d MB", c.first.Round(time.Millisecond), c.end.Round(time.Millisecond), c.whole.Round(time.Millisecond), c.talk.Round(time.Millisecond), c.memory)
}

// growth opens each growing text in each size.
func (a *attack) growth() error {
	began, kinds := time.Now(), growths()
	worst := map[string]cost{}
	for _, g := range kinds {
		var before cost
		for i, size := range sizes {
			c, err := a.cost(g, size)
			what := fmt.Sprintf("%s of %d KB", g.name, size>>10)
			if err != nil {
				a.find("%s: %v", what, err)
				break
			}
			switch {
			case c.first > firstLimit || c.end > wholeLimit || c.whole > wholeLimit || c.talk > wholeLimit || c.memory > memoryLimit:
				a.find("%s costs too much: %v", what, c)
			case i > 0 && (grows(before.first, c.first) || grows(before.end, c.end) || grows(before.whole, c.whole) || grows(before.talk, c.talk)):
				a.find("%s grows too fast: from %v to %v", what, before, c)
			}
			before = c
		}
		worst[g.name] = before
	}
	fmt.Printf("growing texts: %d kinds of %d, %d and %d KB, %v; the costliest of the largest size:\n", len(kinds), sizes[0]>>10, sizes[1]>>10, sizes[2]>>10, time.Since(began).Round(time.Second))
	for _, of := range []func(cost) int{
		func(c cost) int { return int(c.first) }, func(c cost) int { return int(c.end) }, func(c cost) int { return int(c.whole) }, func(c cost) int { return int(c.talk) },
		func(c cost) int { return c.memory },
	} {
		name := ""
		for n, c := range worst {
			if name == "" || of(c) > of(worst[name]) {
				name = n
			}
		}
		fmt.Printf("  %s: %v\n", name, worst[name])
	}
	return nil
}

func grows(before, now time.Duration) bool { return now > noise && now > growthLimit*before }

// cost opens a text, goes to its end, prints it, and talks about it.
func (a *attack) cost(g growing, size int) (c cost, err error) {
	dir := filepath.Join(a.dir, "growth")
	if err := os.RemoveAll(dir); err != nil {
		return c, err
	}
	name := filepath.Join(dir, g.name+"."+g.ext)
	if err := write(name, g.of(size)); err != nil {
		return c, err
	}
	t, err := a.start(100, 30, a.program, name)
	if err != nil {
		return c, err
	}
	defer t.end()
	if err := t.Until(20*time.Second, inReader); err != nil {
		return c, fmt.Errorf("no first screen: %w", err)
	}
	c.first = t.busy()
	if err := t.Touch("G"); err != nil {
		return c, fmt.Errorf("no last screen: %w", err)
	}
	c.end, c.memory = t.busy()-c.first, t.Memory("VmHWM")
	a.check(name, t.Output)

	whole, printing, err := a.spend(t.Cmd.Env, "", "show", "--width", "100", name)
	if err != nil {
		return c, err
	}
	talk, talking, err := a.spend(t.Cmd.Env, "next 3\nquit\n", "--plain", name)
	c.whole, c.talk, c.memory = whole, talk, max(c.memory, printing, talking)
	return c, err
}

// spend runs a command to its end and tells what it cost.
func (a *attack) spend(env []string, typed string, args ...string) (busy time.Duration, memory int, err error) {
	out := &strings.Builder{}
	cmd := exec.Command(a.program, args...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, strings.NewReader(typed), out, out
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil {
				err = fmt.Errorf("%s: %w: %.200q", args[0], err, out)
			}
			return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), memory, err
		case <-time.After(5 * time.Millisecond): // what wait(2) tells has ours in it
			memory = max(memory, pty.Memory(cmd.Process.Pid, "VmHWM"))
		}
	}
}

// inReader reports whether a reader's screen is drawn: a rule above its last row.
func inReader(screen string) bool {
	rows := strings.Split(strings.TrimRight(screen, "\n "), "\n")
	return len(rows) > 2 && strings.Contains(rows[len(rows)-2], "────")
}

// busy is how long processors have worked for the program.
func (t *terminal) busy() time.Duration {
	all := time.Duration(0)
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.Cmd.Process.Pid))
	for _, name := range threads {
		data, _ := os.ReadFile(name)
		first, _, _ := strings.Cut(string(data), " ")
		n, _ := strconv.ParseInt(first, 10, 64)
		all += time.Duration(n)
	}
	return all
}
