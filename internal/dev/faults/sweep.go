package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// fault is what befalls a call: the error that it ends with instead of doing
// anything, or for 0 the program is killed as it begins.
type fault struct {
	name  string
	errno syscall.Errno
}

var faults = []fault{
	{"SIGKILL", 0},
	{"ENOSPC", syscall.ENOSPC},
	{"EIO", syscall.EIO},
	{"EDQUOT", syscall.EDQUOT},
	{"EROFS", syscall.EROFS},
	{"EMFILE", syscall.EMFILE},
}

// sweep lets a fault befall each file-system call of note add in turn. What
// was noted before must be there afterwards, the new note too if the program
// said so, and if it did not it must say why, and a second attempt must
// succeed.
func sweep(faults []fault) error {
	program, err := build()
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(program))
	calls, err := count(program)
	if err != nil {
		return err
	}
	for _, f := range faults {
		var all outcome
		for at := 1; at <= calls; at++ {
			o, err := try(program, f, at)
			if err != nil {
				return fmt.Errorf("%s at call %d: %w", f.name, at, err)
			}
			all.reached += o.reached
			all.stopped += o.stopped
		}
		fmt.Printf("%-8s reached %d of %d calls: %d stopped note add, %d it got over: 0 lost, 0 torn, 0 silent\n", f.name, all.reached, calls, all.stopped, calls-all.stopped)
		if all.reached < calls {
			return fmt.Errorf("%s: %d calls were not made again", f.name, calls-all.reached)
		}
	}
	return nil
}

// build makes the program as it is now.
func build() (string, error) {
	dir, err := os.MkdirTemp("", "manicule-program-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "manicule")
	cmd := exec.Command("go", "build", "-o", name, "./cmd/manicule")
	cmd.Stderr = os.Stderr
	return name, cmd.Run()
}

// count tells how many calls there are.
func count(program string) (int, error) {
	p, err := newPlace()
	if err != nil {
		return 0, err
	}
	defer p.remove()
	if out, err := p.plain(program, "old"); err != nil {
		return 0, fmt.Errorf("%w: %s", err, out)
	}
	calls, end, out, err := p.traced(program, "new", fault{}, 0)
	if err == nil && end.ExitStatus() != 0 {
		err = errors.New(out)
	}
	return calls, err
}

// outcome counts one run.
type outcome struct{ reached, stopped int }

// sweepTries is how often a run that made fewer calls than the first one, for
// the threads may meet in another order, is made again.
const sweepTries = 10

func try(program string, f fault, at int) (o outcome, err error) {
	for range sweepTries {
		if o, err = tryOnce(program, f, at); err != nil || o.reached > 0 {
			break
		}
	}
	return o, err
}

func tryOnce(program string, f fault, at int) (o outcome, err error) {
	p, err := newPlace()
	if err != nil {
		return o, err
	}
	if out, err := p.plain(program, "old"); err != nil {
		return o, fmt.Errorf("%w: %s", err, out)
	}
	calls, end, out, err := p.traced(program, "new", f, at)
	if err != nil {
		return o, err
	}
	if calls >= at {
		o.reached = 1
	}
	sure := []string{"old"}
	switch {
	case end.Exited() && end.ExitStatus() == 0:
		sure = append(sure, "new")
	case f.errno != 0 && strings.TrimSpace(out) == "":
		return o, errors.New("it said nothing")
	default:
		o.stopped = 1
	}
	if err := p.check(sure); err != nil {
		return o, fmt.Errorf("%w, in %s\n%s", err, p.folder, out)
	}
	if out, err := p.plain(program, "again"); err != nil {
		return o, fmt.Errorf("a second attempt: %w: %s", err, out)
	}
	if err := p.check(slices.Concat(sure, []string{"again"})); err != nil {
		return o, fmt.Errorf("after a second attempt: %w, in %s", err, p.folder)
	}
	p.remove()
	return o, nil
}

func (p place) add(program, body string) *exec.Cmd {
	cmd := exec.Command(program, "note", "add", "tea.md", "-C", p.folder, "--quote", "hot water", "--body", body)
	cmd.Env = append(p.env(), "GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1") // as few ways as possible
	return cmd
}

// traced runs note add with a fault, and tells what it said.
func (p place) traced(program, body string, f fault, at int) (calls int, end syscall.WaitStatus, said string, err error) {
	out, err := os.Create(filepath.Join(p.home, "said"))
	if err != nil {
		return 0, end, "", err
	}
	defer out.Close()
	cmd := p.add(program, body)
	cmd.Stdout, cmd.Stderr = out, out
	if calls, end, err = trace(cmd, f, at); err != nil {
		return calls, end, "", err
	}
	data, err := os.ReadFile(out.Name())
	return calls, end, string(data), err
}

// plain runs note add without a fault.
func (p place) plain(program, body string) (string, error) {
	out, err := p.add(program, body).CombinedOutput()
	return string(out), err
}
