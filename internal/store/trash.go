package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"manicule/internal/desktop"
)

// Trash moves an article's file to the system's trash, from which it can be put
// back. What the reader made of it stays.
func (c *Collection) Trash(path string) (desktop.Trashed, error) {
	info, err := c.root.Lstat(filepath.FromSlash(path))
	if err == nil && info.IsDir() {
		err = errors.New("it is a folder")
	}
	if err != nil {
		return desktop.Trashed{}, fmt.Errorf("move %s to the trash: %w", show(path), reason(err))
	}
	return desktop.Trash(filepath.Join(c.folder, filepath.FromSlash(path)), c.opt.Now(), c.getenv)
}

// getenv is os.Getenv, but for the folder that the options name.
func (c *Collection) getenv(name string) string {
	if name == "XDG_DATA_HOME" {
		return c.opt.DataHome
	}
	return os.Getenv(name)
}
