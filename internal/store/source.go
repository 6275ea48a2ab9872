package store

import (
	"fmt"
)

// Source returns the bytes of an article's file as they are; with the limits
// of Read.
func (c *Collection) Source(path string) ([]byte, error) {
	if file := c.InBook(path); file != "" {
		return nil, showInBook(path, file)
	}
	f, err := c.open(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", show(path), reason(err))
	}
	defer f.Close()
	data, _, err := readFrom(f, limit)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", show(path), reason(err))
	}
	return data, nil
}
