//go:build unix

package store

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// faultyDisk makes the call number at fail, and with sticky all later ones,
// as on a disk that is full or gone.
type faultyDisk struct {
	unsyncedDisk
	calls  *int
	at     int
	op     *string // if not nil, what failed last
	sticky bool
	err    syscall.Errno
}

func (d faultyDisk) fail(op, name string) error {
	*d.calls++
	if *d.calls == d.at || d.sticky && *d.calls > d.at {
		if d.op != nil {
			*d.op = op
		}
		return &fs.PathError{Op: op, Path: name, Err: d.err}
	}
	return nil
}

func (d faultyDisk) OpenFile(name string, flag int, perm fs.FileMode) (file, error) {
	if err := d.fail("open", name); err != nil {
		return nil, err
	}
	f, err := d.unsyncedDisk.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return faultyFile{f, d, name}, nil
}

func (d faultyDisk) MkdirAll(name string, perm fs.FileMode) error {
	if err := d.fail("mkdir", name); err != nil {
		return err
	}
	return d.unsyncedDisk.MkdirAll(name, perm)
}

func (d faultyDisk) Rename(from, to string) error {
	if err := d.fail("rename", from); err != nil {
		return err
	}
	return d.unsyncedDisk.Rename(from, to)
}

func (d faultyDisk) Exchange(a, b string) error {
	if err := d.fail("exchange", a); err != nil {
		return err
	}
	return d.unsyncedDisk.Exchange(a, b)
}

func (d faultyDisk) Remove(name string) error {
	if err := d.fail("remove", name); err != nil {
		return err
	}
	return d.unsyncedDisk.Remove(name)
}

func (d faultyDisk) Lstat(name string) (fs.FileInfo, error) {
	if err := d.fail("lstat", name); err != nil {
		return nil, err
	}
	return d.unsyncedDisk.Lstat(name)
}

func (d faultyDisk) SyncFolder(name string) error {
	if err := d.fail("sync", name); err != nil {
		return err
	}
	return d.unsyncedDisk.SyncFolder(name)
}

type faultyFile struct {
	file
	d    faultyDisk
	name string
}

// Write fails after half of the data, as a full disk does.
func (f faultyFile) Write(data []byte) (int, error) {
	if err := f.d.fail("write", f.name); err != nil {
		n, _ := f.file.Write(data[:len(data)/2])
		return n, err
	}
	return f.file.Write(data)
}

func (f faultyFile) Read(data []byte) (int, error) {
	if err := f.d.fail("read", f.name); err != nil {
		return 0, err
	}
	return f.file.Read(data)
}

func (f faultyFile) Chmod(mode fs.FileMode) error {
	if err := f.d.fail("chmod", f.name); err != nil {
		return err
	}
	return f.file.Chmod(mode)
}

func (f faultyFile) Stat() (fs.FileInfo, error) {
	if err := f.d.fail("stat", f.name); err != nil {
		return nil, err
	}
	return f.file.Stat()
}

func (f faultyFile) Sync() error {
	if err := f.d.fail("fsync", f.name); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f faultyFile) Close() error {
	err := f.d.fail("close", f.name)
	if closed := f.file.Close(); err == nil {
		err = closed
	}
	return err
}

// TestFaults makes every call of a save fail in turn. The notes that were
// there are there afterwards, the new one too if the save said so, and if it
// did not, it says why and a second attempt succeeds.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, errno := range []syscall.Errno{syscall.ENOSPC, syscall.EIO, syscall.EDQUOT, syscall.EROFS, syscall.EMFILE} {
		for _, sticky := range []bool{false, true} {
			t.Run(fmt.Sprintf("%v sticky=%v", errno, sticky), func(t *testing.T) {
				for at := 1; saveWithFault(t, at, sticky, errno); at++ {
				}
			})
		}
	}
}

// saveWithFault reports whether the save came as far as the fault.
func saveWithFault(t *testing.T, at int, sticky bool, errno syscall.Errno) bool {
	o := options(t)
	dir := folderOf(t, map[string]string{"a.md": sample})
	put(t, open(t, dir, o), "a.md", "old")
	c := open(t, dir, o)
	a := read(t, c, "a.md")
	calls, op := 0, ""
	c.disk = faultyDisk{calls: &calls, at: at, op: &op, sticky: sticky, err: errno}
	saved, err := tryPut(c, a, "new")
	reached := calls >= at
	c.disk = unsyncedDisk{}
	where := fmt.Sprintf("call %d", at)
	if err == nil {
		same(t, where+" saved", ids(t, c, "a.md"), []string{"new", "old"})
		if saved.File == "" {
			t.Errorf("%s: saved where?", where)
		}
	} else {
		if !strings.Contains(err.Error(), errno.Error()) || !strings.Contains(err.Error(), "a.md") {
			t.Errorf("%s: %v does not say what is wrong", where, err)
		}
		if got := ids(t, c, "a.md"); len(got) == 0 || got[len(got)-1] != "old" {
			t.Errorf("%s: after %v there is %q", where, err, got)
		}
		put(t, c, "a.md", "new")
		same(t, where+" retried", ids(t, c, "a.md"), []string{"new", "old"})
	}
	same(t, where+" reopened", ids(t, open(t, dir, o), "a.md"), []string{"new", "old"})
	if err := c.SaveReading("a.md", func(r *Reading) { r.Read = true }); err != nil {
		t.Errorf("%s: %v", where, err)
	}
	for _, name := range filesBelow(t, dir) {
		if ours(filepath.Base(name)) && !sticky && err == nil && errno != syscall.EROFS && op != "remove" {
			t.Errorf("%s: %s was left", where, name)
		}
	}
	return reached
}

// TestReadingFaults does the same with the place in an article.
func TestReadingFaults(t *testing.T) {
	t.Parallel()
	for at := 1; ; at++ {
		c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
		must(t, c.SaveReading("a.md", func(r *Reading) { r.Place = 1 }))
		must(t, c.SaveReading("b.md", func(r *Reading) { r.Star = true }))
		calls := 0
		c.disk = faultyDisk{calls: &calls, at: at, err: syscall.ENOSPC}
		err := c.SaveReading("a.md", func(r *Reading) { r.Place = 2 })
		c.disk = unsyncedDisk{}
		if err != nil && !strings.Contains(err.Error(), "no space left") {
			t.Errorf("call %d: %v", at, err)
		}
		if place := c.Reading("a.md").Place; place != 2 && (err == nil || place != 1) || !c.Reading("b.md").Star {
			t.Errorf("call %d: place %d after %v", at, place, err)
		}
		must(t, c.SaveReading("a.md", func(r *Reading) { r.Place = 3 }))
		if place := c.Reading("a.md").Place; place != 3 {
			t.Errorf("call %d: place %d after another attempt", at, place)
		}
		if calls < at {
			return
		}
	}
}
