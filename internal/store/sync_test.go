package store

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"testing"
)

// syncedDisk is the real disk. It remembers what a power cut would take: files
// written and not synced, and folders in which a name changed and that were not.
type syncedDisk struct {
	disk
	t     *testing.T
	loose map[string]bool
	syncs *int
}

func (d syncedDisk) OpenFile(name string, flag int, perm fs.FileMode) (file, error) {
	f, err := d.disk.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return syncedFile{f, d, name}, nil
}

func (d syncedDisk) Rename(from, to string) error {
	return d.move(from, to, d.disk.Rename)
}

func (d syncedDisk) Exchange(a, b string) error {
	return d.move(a, b, d.disk.Exchange)
}

func (d syncedDisk) move(from, to string, how func(from, to string) error) error {
	if d.loose[from] {
		d.t.Errorf("%s takes the place of %s before it is synced", from, to)
	}
	err := how(from, to)
	if err == nil {
		d.loose[filepath.Dir(to)] = true
	}
	return err
}

func (d syncedDisk) SyncFolder(name string) error {
	err := d.disk.SyncFolder(name)
	if err == nil {
		*d.syncs++
		delete(d.loose, name)
	}
	return err
}

type syncedFile struct {
	file
	d    syncedDisk
	name string
}

func (f syncedFile) Write(data []byte) (int, error) {
	f.d.loose[f.name] = true
	return f.file.Write(data)
}

func (f syncedFile) Sync() error {
	err := f.file.Sync()
	if err == nil {
		*f.d.syncs++
		delete(f.d.loose, f.name)
	}
	return err
}

// TestSynced saves to the real disk as the program does, which the other tests
// don't wait for: whatever a save returns from has been synced.
func TestSynced(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.NoSync = false
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	if c.disk != (osDisk{}) {
		t.Fatalf("the program writes to %T", c.disk)
	}
	d := syncedDisk{c.disk, t, map[string]bool{}, new(int)}
	c.disk = d
	for _, save := range []struct {
		what string
		do   func() error
	}{
		{"a new note", func() error { _, err := tryPut(c, read(t, c, "a.md"), "n"); return err }},
		{"another note", func() error { _, err := tryPut(c, read(t, c, "a.md"), "m"); return err }},
		{"the place", func() error { return c.SaveReading("a.md", func(r *Reading) { r.Place = 3 }) }},
	} {
		before := *d.syncs
		must(t, save.do())
		if *d.syncs == before {
			t.Errorf("%s: nothing was synced", save.what)
		}
		if len(d.loose) > 0 {
			t.Errorf("%s: a power cut would take %q", save.what, slices.Sorted(maps.Keys(d.loose)))
		}
	}
	same(t, "notes", ids(t, c, "a.md"), []string{"m", "n"})
}
