package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// mostNamesakes is how many articles may have one name but for their number.
const mostNamesakes = 1000

// AddArticle writes a new article into the collection, at that path or, if
// something is there, at one with a number behind its name, and returns the
// path. It never writes over anything, makes the folders that it needs, and
// leaves the collection's folder by no link.
func (c *Collection) AddArticle(name string, data []byte) (string, error) {
	name = path.Clean(name)
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("%s is not within the collection", show(name))
	}
	dir, base := path.Split(name)
	if dir != "" {
		if err := c.root.MkdirAll(filepath.FromSlash(path.Clean(dir)), 0o755); err != nil {
			return "", fmt.Errorf("make the folder %s: %w", show(dir), reason(err))
		}
	}
	ext := path.Ext(base)
	stem := portable(strings.TrimSuffix(base, ext), nameLimit-len(ext)-len("-1000"))
	for n := 1; n <= mostNamesakes; n++ {
		name = path.Join(dir, stem+ext)
		if n > 1 {
			name = path.Join(dir, stem+"-"+strconv.Itoa(n)+ext)
		}
		err := c.create(name, data)
		if err == nil {
			return name, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("write %s: %w", show(name), reason(err))
		}
	}
	return "", fmt.Errorf("there are %d articles named %s", mostNamesakes, show(base))
}

// create writes a file that must not be there yet. What could not be written
// whole is taken away.
func (c *Collection) create(name string, data []byte) error {
	f, err := c.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := fill(f, data, nil); err != nil {
		_ = c.root.Remove(filepath.FromSlash(name))
		return err
	}
	return nil
}
