//go:build unix && !darwin

package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// trash follows the freedesktop.org trash specification 1.0: a file goes to the
// trash in the reader's home, and one that lies on another volume to that
// volume's.
func trash(path string, now time.Time, getenv func(string) string) (Trashed, error) {
	dir := filepath.Join(getenv("XDG_DATA_HOME"), "Trash")
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(getenv("HOME"), ".local", "share", "Trash")
	}
	if !filepath.IsAbs(dir) {
		return Trashed{}, errors.New("it is not known where your home is: $HOME is not set")
	}
	t, err := trashInto(dir, path, path, now)
	if !errors.Is(err, syscall.EXDEV) {
		return t, err
	}
	top, err := topOf(path)
	if err != nil {
		return Trashed{}, err
	}
	within, err := filepath.Rel(top, path)
	if err != nil {
		return Trashed{}, err
	}
	user := strconv.Itoa(os.Getuid())
	if shared := filepath.Join(top, ".Trash"); isSharedTrash(shared) {
		if t, err := trashInto(filepath.Join(shared, user), path, within, now); err == nil {
			return t, nil
		}
	}
	return trashInto(filepath.Join(top, ".Trash-"+user), path, within, now)
}

// isSharedTrash reports whether a volume's folder may be used by all its users.
func isSharedTrash(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir() && info.Mode()&fs.ModeSticky != 0
}

// topOf is the uppermost folder of the volume that holds the file.
func topOf(path string) (string, error) {
	dir := filepath.Dir(path)
	volume, err := volumeOf(dir)
	for err == nil {
		above := filepath.Dir(dir)
		if above == dir {
			return dir, nil
		}
		var other uint64
		if other, err = volumeOf(above); err == nil && other != volume {
			return dir, nil
		}
		dir = above
	}
	return "", fmt.Errorf("look for the volume's trash: %w", err)
}

func volumeOf(dir string) (uint64, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return 0, err
	}
	return uint64(info.Sys().(*syscall.Stat_t).Dev), nil
}

// trashInto moves a file into a trash folder, under a name that it first takes
// by the note on it, as the specification asks.
func trashInto(dir, path, told string, now time.Time) (Trashed, error) {
	for _, sub := range []string{"files", "info"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return Trashed{}, err
		}
	}
	note := "[Trash Info]\nPath=" + (&url.URL{Path: told}).EscapedPath() + "\nDeletionDate=" + now.Local().Format("2006-01-02T15:04:05") + "\n"
	for n := 1; n <= mostNamesakes; n++ {
		name := numbered(filepath.Base(path), n)
		t := Trashed{from: path, at: filepath.Join(dir, "files", name), info: filepath.Join(dir, "info", name+".trashinfo")}
		switch err := writeNew(t.info, []byte(note)); {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return Trashed{}, err
		}
		if _, err := os.Lstat(t.at); err == nil { // of which no note tells
			_ = os.Remove(t.info)
			continue
		}
		if err := os.Rename(path, t.at); err != nil {
			_ = os.Remove(t.info)
			return Trashed{}, err
		}
		return t, nil
	}
	return Trashed{}, fmt.Errorf("the trash holds %d files named %s", mostNamesakes, filepath.Base(path))
}
