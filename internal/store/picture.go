package store

import (
	"fmt"
	"os"
	"path/filepath"

	"manicule/internal/picture"
)

// Picture reads the bytes of a picture, in the folder: a regular file of at most
// picture.MaxBytes, whatever is in it.
func (c *Collection) Picture(path string) ([]byte, error) {
	f, err := c.root.OpenFile(filepath.FromSlash(path), os.O_RDONLY|quickly, 0)
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", show(path), reason(err))
	}
	defer f.Close()
	data, _, err := readFrom(f, picture.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", show(path), reason(err))
	}
	return data, nil
}
