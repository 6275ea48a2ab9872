package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// unplacedName is the file of imported notes that no article was found for.
const unplacedName = "unplaced.jsonld"

// EditUnplaced changes the file of imported notes that no article was found
// for, .manicule/unplaced.jsonld, in one step. Edit gets what it holds, nil if
// there is none, and returns what it shall hold; nil takes it away. An error of
// edit stops and changes nothing. The file's name is for the reader.
func (c *Collection) EditUnplaced(edit func(old []byte) ([]byte, error)) (file string, err error) {
	err = c.locked(func(home string) error {
		name := filepath.Join(home, unplacedName)
		file = c.shortName(name)
		old, _, err := readWhole(c.disk, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return reason(err)
		}
		now, err := edit(old)
		switch {
		case err != nil || now == nil && old == nil:
			return err
		case now == nil:
			err = c.remove(name)
		default:
			err = replace(c.disk, name, now, 0o644)
		}
		return reason(err)
	})
	if err != nil {
		return file, fmt.Errorf("keep the notes without an article in %s: %w", file, err)
	}
	return file, nil
}
