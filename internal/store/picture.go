package store

import (
	"bytes"
	"fmt"

	"manicule/internal/picture"
)

// Picture reads the bytes of a picture, in the folder: a regular file of at most
// picture.MaxBytes, whatever is in it, or a part of a file that holds some.
func (c *Collection) Picture(path string) ([]byte, error) {
	if file, name, ok := c.inside(path); ok {
		data, err := c.part(file, name)
		if err == nil && bytes.HasPrefix(data, []byte("data:image/")) { // an address that has it
			data, err = picture.FromData(string(data))
		}
		if err == nil && len(data) > picture.MaxBytes {
			err = tooLarge(int64(len(data)), picture.MaxBytes)
		}
		if err != nil {
			return nil, fmt.Errorf("read picture %s: %w", show(path), err)
		}
		return data, nil
	}
	f, err := c.open(path)
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
