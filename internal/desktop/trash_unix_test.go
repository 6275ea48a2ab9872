//go:build unix && !darwin

package desktop

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Files of one name, with whatever signs, go to the trash under names of their
// own, with the note that the specification asks for, and come back.
func TestTrash(t *testing.T) {
	home, dir := t.TempDir(), t.TempDir()
	getenv := env("XDG_DATA_HOME=" + home)
	var all []Trashed
	for _, text := range []string{"one", "two", "three"} {
		put(t, filepath.Join(dir, "a %é\n.md"), text)
		one, err := Trash(filepath.Join(dir, "a %é\n.md"), now, getenv)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	note, err := os.ReadFile(filepath.Join(home, "Trash", "info", "a %é\n.2.md.trashinfo"))
	if err != nil || !strings.HasPrefix(string(note), "[Trash Info]\nPath="+dir+"/a%20%25%C3%A9%0A.md\nDeletionDate=2") {
		t.Errorf("note: %q %v", note, err)
	}
	if err := all[1].PutBack(); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "a %é\n.md")); string(got) != "two" {
		t.Errorf("back: %q", got)
	}
	if err := all[0].PutBack(); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over another file: %v", err)
	}
	left, _ := filepath.Glob(filepath.Join(home, "Trash", "*", "*"))
	if len(left) != 4 {
		t.Errorf("in the trash: %q", left)
	}
}

// The folder may be gone by the time the file comes back.
func TestPutBackIntoAFolderThatIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sea")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "a.md"), "text")
	one, err := Trash(filepath.Join(dir, "a.md"), now, env("HOME="+t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := one.PutBack(); err != nil {
		t.Error(err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "a.md")); string(got) != "text" {
		t.Errorf("back: %q", got)
	}
}

// What can't go to the trash stays.
func TestTrashRefuses(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.md"), "text")
	put(t, filepath.Join(dir, "Trash"), "a file where the trash is to be")
	for name, tt := range map[string]struct {
		path string
		env  func(string) string
	}{
		"no home":       {"a.md", env()},
		"trash a file":  {"a.md", env("XDG_DATA_HOME=" + dir)},
		"a folder":      {".", env("HOME=" + dir)},
		"nothing there": {"b.md", env("HOME=" + dir)},
	} {
		if _, err := Trash(filepath.Join(dir, tt.path), now, tt.env); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "a.md")); string(got) != "text" {
		t.Errorf("the file: %q", got)
	}
}

// A file on another volume goes to that volume's trash.
func TestTrashOfAnotherVolume(t *testing.T) {
	const volume = "/dev/shm"
	home := t.TempDir()
	here, _ := volumeOf(home)
	there, err := volumeOf(volume)
	if err != nil || here == there {
		t.Skip(volume, "is no volume of its own:", err)
	}
	dir, err := os.MkdirTemp(volume, "manicule")
	if err != nil {
		t.Skip(err)
	}
	defer os.RemoveAll(dir)
	put(t, filepath.Join(dir, "a.md"), "text")
	one, err := Trash(filepath.Join(dir, "a.md"), now, env("HOME="+home))
	if err != nil {
		t.Fatal(err)
	}
	note, _ := os.ReadFile(one.info)
	if !strings.HasPrefix(one.at, volume+"/.Trash") || !strings.Contains(string(note), "\nPath="+filepath.Base(dir)+"/a.md\n") {
		t.Errorf("%+v: %s", one, note)
	}
	if err := one.PutBack(); err != nil {
		t.Error(err)
	}
	if trash := filepath.Dir(filepath.Dir(one.at)); filepath.Dir(trash) == volume { // as it was, if nothing else is in it
		_, _, _ = os.Remove(filepath.Join(trash, "files")), os.Remove(filepath.Join(trash, "info")), os.Remove(trash)
	}
}
