package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// calls are the calls to the system that touch files; a program that isn't
// asked to do anything else makes the others only for its own running.
const calls = "openat,read,write,pread64,pwrite64,close,fsync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,fchmod,fchmodat,fstat,newfstatat,lseek,getdents64,flock,fcntl,faccessat,faccessat2,mmap"

// fault is what befalls a call: its name for strace, and for the report.
type fault struct{ inject, name string }

func kill() []fault { return []fault{{"signal=KILL", "SIGKILL"}} }

func fail() []fault {
	var all []fault
	for _, e := range []string{"ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE"} {
		all = append(all, fault{"error=" + e, e})
	}
	return all
}

// sweep lets a fault befall each call of note add in turn. What was noted
// before must be there afterwards, the new note too if the program said so,
// and if it did not it must say why, and a second attempt must succeed.
func sweep(faults func() []fault, only string) error {
	if _, err := exec.LookPath("strace"); err != nil {
		return errors.New("strace is not installed")
	}
	program, err := build()
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(program))
	counts, err := count(program)
	if err != nil {
		return err
	}
	for _, f := range faults() {
		var runs, hit, said int
		for _, name := range strings.Split(only, ",") {
			if name == "mmap" && f.name != "SIGKILL" {
				continue // memory, not files
			}
			for at := 1; at <= counts[name]; at++ {
				o, err := try(program, f, name, at)
				if err != nil {
					return fmt.Errorf("%s at call %d of %s: %w", f.name, at, name, err)
				}
				runs++
				hit += o.hit
				said += o.saved
			}
		}
		fmt.Printf("%-8s %d runs, %d stopped by it, %d saved all the same: 0 lost, 0 torn, 0 silent\n", f.name, runs, hit, said)
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

var callName = regexp.MustCompile(`(?m)^(?:\[pid +\d+\] |\d+ +)?([a-z0-9_]+)\(`)

// count tells how often each call is made.
func count(program string) (map[string]int, error) {
	p, err := newPlace()
	if err != nil {
		return nil, err
	}
	defer p.remove()
	log := filepath.Join(p.home, "log")
	if out, err := p.add(program, "new", "-o", log, "-e", "trace="+calls); err != nil {
		return nil, fmt.Errorf("strace: %w\n%s", err, out)
	}
	data, err := os.ReadFile(log)
	if err != nil {
		return nil, err
	}
	times := map[string]int{}
	for _, m := range callName.FindAllStringSubmatch(string(data), -1) {
		times[m[1]]++
	}
	return times, nil
}

// add runs note add under strace.
func (p place) add(program, body string, strace ...string) (string, error) {
	args := append([]string{"-f", "-qq"}, strace...)
	args = append(args, program, "note", "add", "tea.md", "-C", p.folder, "--quote", "hot water", "--body", body)
	cmd := exec.Command("strace", args...)
	cmd.Env = append(p.env(), "GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// outcome counts one run.
type outcome struct{ hit, saved int }

func try(program string, f fault, name string, at int) (o outcome, err error) {
	p, err := newPlace()
	if err != nil {
		return o, err
	}
	if out, err := p.plain(program, "old"); err != nil {
		return o, fmt.Errorf("%w: %s", err, out)
	}
	log := filepath.Join(p.home, "log")
	out, failed := p.add(program, "new", "-o", log, "-e", "trace="+name, "-e", fmt.Sprintf("inject=%s:%s:when=%d", name, f.inject, at))
	sure := []string{"old"}
	switch {
	case failed == nil:
		o.saved, sure = 1, append(sure, "new")
	case f.name != "SIGKILL" && strings.TrimSpace(out) == "":
		return o, fmt.Errorf("it said nothing: %w", failed)
	default:
		o.hit = 1
	}
	if err := p.check(sure); err != nil {
		return o, fmt.Errorf("%w\n%s", err, out)
	}
	if out, err := p.plain(program, "again"); err != nil {
		return o, fmt.Errorf("a second attempt: %w: %s", err, out)
	}
	if err := p.check(slices.Concat(sure, []string{"again"})); err != nil {
		return o, err
	}
	p.remove()
	return o, nil
}

// plain runs note add without a fault.
func (p place) plain(program, body string) (string, error) {
	cmd := exec.Command(program, "note", "add", "tea.md", "-C", p.folder, "--quote", "leaves", "--body", body)
	cmd.Env = p.env()
	out, err := cmd.CombinedOutput()
	return string(out), err
}
