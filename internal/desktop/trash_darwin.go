package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// trash moves a file to the trash in the reader's home, and one that lies on
// another volume to that volume's, as the Finder does.
func trash(path string, _ time.Time, getenv func(string) string) (Trashed, error) {
	dir := filepath.Join(getenv("HOME"), ".Trash")
	if !filepath.IsAbs(dir) {
		return Trashed{}, errors.New("it is not known where your home is: $HOME is not set")
	}
	t, err := trashInto(dir, path)
	if parts := strings.Split(path, "/"); errors.Is(err, syscall.EXDEV) && len(parts) > 3 && parts[1] == "Volumes" {
		return trashInto(filepath.Join("/Volumes", parts[2], ".Trashes", strconv.Itoa(os.Getuid())), path)
	}
	return t, err
}

func trashInto(dir, path string) (Trashed, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Trashed{}, err
	}
	for n := 1; n <= mostNamesakes; n++ {
		t := Trashed{from: path, at: filepath.Join(dir, numbered(filepath.Base(path), n))}
		switch err := moveNew(path, t.at); {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return Trashed{}, err
		}
		return t, nil
	}
	return Trashed{}, fmt.Errorf("the trash holds %d files named %s", mostNamesakes, filepath.Base(path))
}
