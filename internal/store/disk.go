package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// disk is the system's calls that a save makes. Its second implementation, in
// the tests, makes each of them fail.
type disk interface {
	OpenFile(name string, flag int, perm fs.FileMode) (file, error)
	MkdirAll(name string, perm fs.FileMode) error
	Rename(from, to string) error
	Exchange(a, b string) error // an error where the system can't
	Remove(name string) error
	Lstat(name string) (fs.FileInfo, error)
	SyncFolder(name string) error
}

// file is what a save does with an open file.
type file interface {
	io.ReadWriter
	Chmod(fs.FileMode) error
	Stat() (fs.FileInfo, error)
	Sync() error
	Close() error
}

type osDisk struct{}

func (osDisk) OpenFile(name string, flag int, perm fs.FileMode) (file, error) {
	f, err := os.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (osDisk) MkdirAll(name string, perm fs.FileMode) error { return os.MkdirAll(name, perm) }
func (osDisk) Rename(from, to string) error                 { return os.Rename(from, to) }
func (osDisk) Exchange(a, b string) error                   { return exchange(a, b) }
func (osDisk) Remove(name string) error                     { return os.Remove(name) }
func (osDisk) Lstat(name string) (fs.FileInfo, error)       { return os.Lstat(name) }

func (osDisk) SyncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	return syncFolder(d)
}

// unsyncedDisk does not wait for what it writes to be safe from a power cut.
type unsyncedDisk struct{ osDisk }

func (unsyncedDisk) SyncFolder(string) error { return nil }

func (d unsyncedDisk) OpenFile(name string, flag int, perm fs.FileMode) (file, error) {
	f, err := d.osDisk.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return unsyncedFile{f}, nil
}

type unsyncedFile struct{ file }

func (unsyncedFile) Sync() error { return nil }

// limit is how large a file may be that is read, in bytes.
const limit = 64 << 20

// readWhole reads a regular file, never waiting for a pipe or device.
func readWhole(d disk, name string) ([]byte, fs.FileInfo, error) { return readUpTo(limit, d, name) }

func readUpTo(most int64, d disk, name string) ([]byte, fs.FileInfo, error) {
	f, err := d.OpenFile(name, os.O_RDONLY|quickly, 0)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return readFrom(f, most)
}

func readFrom(f file, most int64) ([]byte, fs.FileInfo, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if err := readable(info.Mode().Type(), info.Size(), most); err != nil {
		return nil, info, err
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > most:
			return nil, info, tooLarge(int64(len(data)), most)
		case errors.Is(err, io.EOF), err == nil && int64(len(data)) == info.Size() && len(data) < cap(data): // there was room for more
			return data, info, nil
		case err != nil:
			return nil, info, err
		}
	}
}

// readable says why a file of that type and size must not be read.
func readable(kind fs.FileMode, size, most int64) error {
	switch {
	case kind.IsDir():
		return errors.New("it is a folder")
	case !kind.IsRegular():
		return errors.New("it is a pipe, socket or device, not a file")
	case size > most:
		return tooLarge(size, most)
	}
	return nil
}

func tooLarge(size, most int64) error {
	return fmt.Errorf("it is larger than %d MiB (%d MiB)", most>>20, (size+1<<20-1)>>20)
}

const (
	tempPrefix = ".manicule-"
	tempSuffix = ".tmp"
	tempAge    = time.Hour
)

// ours tells the names of temporary files that replace makes.
func ours(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// replace puts data in the file's place as a whole or not at all: a temporary
// file beside it, with its mode, is written, synced and renamed, and then the
// folder is synced. It never writes to the file itself, and after any failure
// the next attempt begins with a new temporary file, since a failed fsync may
// have dropped what was written (P. Alvaro et al.; "fsyncgate", 2018).
// A new file gets the mode given, less the umask.
func replace(d disk, name string, data []byte, mode fs.FileMode) error {
	return replaceIf(d, name, data, mode, nil)
}

// replaceIf is replace, unless still has an error for what the new file would
// take the place of.
func replaceIf(d disk, name string, data []byte, mode fs.FileMode, still func(name string) error) (err error) {
	temp := filepath.Join(filepath.Dir(name), tempPrefix+rand.Text()[:12]+tempSuffix)
	if err = fillNew(d, temp, name, data, mode); err == nil {
		err = takePlace(d, temp, name, still)
	}
	if err != nil {
		_ = d.Remove(temp) // at worst it is cleaned up an hour later
		return err
	}
	return d.SyncFolder(filepath.Dir(name))
}

// fillNew writes a new file, with the mode of the one whose place it will take,
// or if that doesn't exist the mode given.
func fillNew(d disk, temp, name string, data []byte, mode fs.FileMode) error {
	info, err := d.Lstat(name)
	if err == nil {
		mode = info.Mode().Perm()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := d.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	return fill(f, data, info)
}

// takePlace gives a new file the name of the old one. Between the last look at
// the old one and this moment a program that knows of no lock may write it; so
// the two change places, and the old one is looked at once more. Where the
// system can't do that, the moment is some microseconds.
func takePlace(d disk, temp, name string, still func(name string) error) error {
	if still == nil {
		return d.Rename(temp, name)
	}
	if err := still(name); err != nil {
		return err
	}
	if d.Exchange(temp, name) != nil { // or there is no old one
		return d.Rename(temp, name)
	}
	if err := still(temp); err != nil {
		if d.Exchange(temp, name) != nil {
			_ = d.Rename(temp, lateName(name)) // it must not go with the temporary file
		}
		return err
	}
	_ = d.Remove(temp)
	return nil
}

// fill writes, syncs and closes. A file that replaces another gets its mode
// in spite of the umask.
func fill(f file, data []byte, like fs.FileInfo) error {
	err := write(f, data)
	if err == nil && like != nil {
		err = f.Chmod(like.Mode().Perm())
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func write(f file, data []byte) error {
	n, err := f.Write(data)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	return err
}

// sweep removes temporary files that a killed program left in the folder.
func sweep(d disk, dir string, now time.Time) {
	found, err := filepath.Glob(filepath.Join(globQuote(dir), tempPrefix+"*"+tempSuffix))
	if err != nil {
		return
	}
	for _, name := range found {
		if info, err := d.Lstat(name); err == nil && now.Sub(info.ModTime()) > tempAge {
			_ = d.Remove(name)
		}
	}
}

func globQuote(s string) string {
	if filepath.Separator == '\\' {
		return s // no way to quote there; at worst nothing is swept
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

// locked calls write with the folder of the reader's things, made and locked,
// and once more with another one if that folder refuses to be written to.
func (c *Collection) locked(write func(home string) error) error {
	c.saving.Lock()
	defer c.saving.Unlock()
	err := c.lockedHome(write)
	if refused(err) && c.fallBack(reason(err)) {
		c.forget()
		err = c.lockedHome(write)
	}
	return err
}

func (c *Collection) lockedHome(write func(home string) error) error {
	home := c.homes()[0]
	if err := c.disk.MkdirAll(home, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", show(home), reason(err))
	}
	unlock, err := c.lock(home)
	if err != nil {
		return err
	}
	defer unlock()
	c.ignoreInGit(home)
	c.recordOwner(home)
	return write(home)
}

// lockName is the file in a folder of the reader's things that is locked while
// something is written there.
const lockName = ".lock"

// ignoreInGit tells git what in the folder is of no use elsewhere: a file of
// the reader's own stays as it is. Ours names itself, so that it is neither
// in the way nor different on two machines. It never stops a save.
func (c *Collection) ignoreInGit(home string) {
	name := filepath.Join(home, ".gitignore")
	if _, err := c.disk.Lstat(name); c.fallen() || !errors.Is(err, fs.ErrNotExist) {
		return
	}
	f, err := c.disk.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	if err := fill(f, []byte("# written by manicule: files git should ignore\n/.gitignore\n/"+ownerName+"\n/"+lockName+"\n"+tempPrefix+"*"+tempSuffix+"\n"), nil); err != nil {
		_ = c.disk.Remove(name)
	}
}

// lock takes the lock of the folder of the reader's things, for other
// programs and machines; it waits as long as the Collection allows. A file
// system without locks is written to without.
func (c *Collection) lock(dir string) (unlock func(), err error) {
	l := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o644))
	ctx, cancel := context.WithTimeout(context.Background(), c.lockTime)
	defer cancel()
	ok, err := l.TryLockContext(ctx, 3*time.Millisecond)
	switch {
	case ok:
		return func() { _ = l.Close() }, nil
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("another program has held %s for %v; close it, or remove that file if nothing uses it", show(l.Path()), c.lockTime)
	case noLocks(err):
		return func() {}, nil
	}
	return nil, fmt.Errorf("lock %s: %w", show(l.Path()), reason(err))
}
