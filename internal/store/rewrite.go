package store

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
)

// errRewritten is that somebody else wrote an article meanwhile.
var errRewritten = errors.New("somebody else wrote it meanwhile")

// RewriteArticle puts data in the place of an article's bytes, whole or not at
// all; it is an error if they are not what was any more.
func (c *Collection) RewriteArticle(name string, was, data []byte) error {
	if err := c.rewrite(filepath.FromSlash(name), was, data); err != nil {
		return fmt.Errorf("write %s: %w", show(name), reason(err))
	}
	return nil
}

func (c *Collection) rewrite(name string, was, data []byte) error {
	info, err := c.root.Lstat(name)
	if err != nil {
		return err
	}
	temp, err := c.fillTemp(filepath.Dir(name), data, info)
	if err != nil {
		return err
	}
	err = c.takeArticle(temp, name, was)
	if err != nil {
		_ = c.root.Remove(temp) // at worst it is cleaned up an hour later
	}
	return err
}

func (c *Collection) takeArticle(temp, name string, was []byte) error {
	now, err := c.root.ReadFile(name)
	switch {
	case err != nil:
		return err
	case !bytes.Equal(now, was):
		return errRewritten
	}
	return c.root.Rename(temp, name)
}
