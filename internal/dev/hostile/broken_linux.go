package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// breaks are the ways in which a file that is listed can't be read.
var breaks = []func(name string) error{
	func(name string) error {
		return os.WriteFile(name, []byte("\x7fELF\x00\x01\x02\x00\xff\x00\x03"), 0o644)
	},
	func(name string) error { return os.Truncate(name, 65<<20) },
	func(name string) error { return syscall.Mkfifo(name, 0o644) },
	func(name string) error { return os.Symlink("/etc/passwd", name) },
	func(name string) error { return os.Symlink(filepath.Base(name), name) },
	func(name string) error { return os.Symlink("nothing.md", name) },
	func(name string) error { return os.Symlink("../../../../../../../../etc/hostname", name) },
}

// broken breaks one of a hundred files of a large collection and holds what the
// program says of it against what was done: it is usable at once, and each
// broken file is listed with its reason.
func (a *attack) broken() error {
	if a.crowd == "" {
		return errors.New("-in names no folder to break a copy of; internal/dev/collection makes one")
	}
	folder := filepath.Join(a.dir, "crowd")
	all, broken, err := a.breakCopy(folder)
	if err != nil {
		return err
	}
	began := time.Now()
	t, err := a.start(120, 40, a.program, folder)
	if err != nil {
		return err
	}
	usable := time.Duration(0)
	err = t.Until(time.Minute, func(screen string) bool { return strings.Contains(screen, "▌") })
	if err == nil {
		err, usable = t.Press("j"), time.Since(began)
	}
	if err == nil {
		err = t.Until(20*time.Minute, settled)
	}
	if err != nil {
		a.find("%d files, %d of them broken: %v:\n%s", all, len(broken), err, t.Screen.String())
	}
	read, memory := time.Since(began), t.Memory("VmHWM")
	t.end()
	a.check("the list of a large collection", t.Output)
	n, err := a.reasons(folder, t.Cmd.Env, broken)
	fmt.Printf("%d files, %d of them broken: the list after %v, all read after %v, %d MB; %d listed with a reason\n",
		all, len(broken), usable.Round(time.Millisecond), read.Round(time.Millisecond), memory, n)
	return err
}

// settled reports whether the library has read all that there is.
func settled(screen string) bool {
	return strings.Contains(screen, " articles") && !strings.Contains(screen, "reading")
}

// breakCopy makes a copy of the folder, whole files as hard links, and breaks
// one of a hundred.
func (a *attack) breakCopy(folder string) (all int, broken map[string]bool, err error) {
	broken = map[string]bool{}
	err = filepath.WalkDir(a.crowd, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(a.crowd, path)
		to := filepath.Join(folder, name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".manicule":
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		}
		if all++; all%100 != 0 {
			return os.Link(path, to)
		}
		broken[filepath.ToSlash(name)] = true
		how := len(broken) % len(breaks)
		if how == 1 { // it has to be there
			if err := os.WriteFile(to, nil, 0o644); err != nil {
				return err
			}
		}
		return breaks[how](to)
	})
	return all, broken, err
}

// reasons counts the broken files that the command line lists with a reason,
// and finds those it doesn't, and whole ones that it does.
func (a *attack) reasons(folder string, env []string, broken map[string]bool) (n int, err error) {
	list := exec.Command(a.program, "list", "-C", folder, "--json")
	list.Env = env
	out, err := list.Output()
	if err != nil {
		return 0, fmt.Errorf("list them: %w", err)
	}
	var articles []struct{ Path, Error string }
	if err := json.Unmarshal(out, &articles); err != nil {
		return 0, fmt.Errorf("list them: %w", err)
	}
	for _, one := range articles {
		switch said := strings.TrimSpace(one.Error) != ""; {
		case said && broken[one.Path]:
			n++
		case said != broken[one.Path]:
			a.find("%s is listed with the reason %q", one.Path, one.Error)
		}
	}
	if n < len(broken) {
		a.find("%d of %d broken files are listed with a reason", n, len(broken))
	}
	return n, nil
}
