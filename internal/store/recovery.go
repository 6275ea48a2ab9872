package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// PutBack writes into the notes files what another program, which had read
// them before the latest save, overwrote there: those on the articles of the
// paths, or all when there are none. Reading does not need that, but it must be
// done before the other program saves again, when it would be taken for one
// that has read them since, and before git looks at the files themselves. Files
// that must not be written are left alone.
func (c *Collection) PutBack(ctx context.Context, paths ...string) error {
	if len(paths) == 0 {
		paths = (&moment{}).articles(c.allHomes(ctx))
	}
	var failed []error
	for _, path := range paths {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := c.putBackIn(c.homesOf(path), path); err != nil {
			failed = append(failed, fmt.Errorf("put back the notes on %s: %w", show(path), err))
		}
	}
	return errors.Join(failed...)
}

func (c *Collection) putBackIn(homes []notesHome, path string) error {
	var failed error
	for _, h := range homes {
		failed = errors.Join(failed, h.putBack(h.inward(path)))
	}
	return failed
}

func (c *Collection) putBack(path string) error {
	l, err := c.load(c.scanNotes(), path)
	if err != nil || l.ReadOnly() != "" || l.whole() {
		return err
	}
	return c.lockedAgain(func() error {
		l, err := c.load(c.scanNotes(), path)
		if err != nil || l.ReadOnly() != "" || l.whole() {
			return err
		}
		data := l.Format()
		if err := c.write(l.file, data, l.data); err != nil {
			return err
		}
		c.noteSaved(l.file, data)
		c.retireBeside(l)
		return nil
	})
}

// whole reports whether the file holds all that was read.
func (l loaded) whole() bool {
	return bytes.Equal(l.Format(), l.data) && l.alone() || l.data == nil
}
