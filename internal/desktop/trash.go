package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Trashed is a file that lies in the system's trash.
type Trashed struct {
	from string // where it was
	at   string // where it lies now; "" where the system does not say
	info string // what tells the desktop of it, or ""
	kept []byte // what was in it, if at is not known
}

// Trash moves a file to the system's trash and nothing else: what can't be
// moved there stays where it is. Now is noted in the trash.
func Trash(path string, now time.Time, getenv func(string) string) (Trashed, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Trashed{}, fmt.Errorf("move to the trash: %w", err)
	}
	info, err := os.Lstat(path)
	if err == nil && info.IsDir() {
		err = errors.New("it is a folder")
	}
	t := Trashed{}
	if err == nil {
		t, err = trash(path, now, getenv)
	}
	if err != nil {
		return Trashed{}, fmt.Errorf("move %s to the trash: %w", filepath.Base(path), err)
	}
	return t, nil
}

// PutBack brings the file back to where it was. It never writes over another
// one there.
func (t Trashed) PutBack() error {
	err := t.putBack()
	if err != nil {
		return fmt.Errorf("put %s back from the trash: %w", filepath.Base(t.from), err)
	}
	if t.info != "" {
		_ = os.Remove(t.info)
	}
	return nil
}

func (t Trashed) putBack() error {
	if err := os.MkdirAll(filepath.Dir(t.from), 0o755); err != nil {
		return err
	}
	if t.at == "" {
		return writeNew(t.from, t.kept)
	}
	return moveNew(t.at, t.from)
}

// moveNew renames a file to a name that nothing has yet.
func moveNew(from, to string) error {
	if err := os.Link(from, to); err == nil {
		return os.Remove(from)
	} else if errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil { // no links here: the best there is
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}

func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// mostNamesakes is how many files of one name the trash may hold.
const mostNamesakes = 10000

// numbered is the name that a file has in a trash that holds n-1 of it.
func numbered(name string, n int) string {
	if n == 1 {
		return name
	}
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + strconv.Itoa(n) + ext
}
