package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"
)

// exportedName is the file of when notes were last exported to where, a line
// of JSON an export. It is only ever appended to.
const exportedName = "exported.jsonl"

type exportedLine struct {
	What string    `json:"what"`
	At   time.Time `json:"at"`
}

// LastExport is when notes were last exported under that name; zero if they
// never were.
func (c *Collection) LastExport(what string) (last time.Time) {
	for _, home := range c.homes() {
		data, _, _ := readUpTo(readingLimit, c.disk, filepath.Join(home, exportedName)) // nil if it can't be read
		for line := range bytes.Lines(data) {
			var l exportedLine
			if json.Unmarshal(line, &l) == nil && l.What == what && l.At.After(last) {
				last = l.At
			}
		}
	}
	return last
}

// RecordExport remembers that notes were exported under that name.
func (c *Collection) RecordExport(what string, at time.Time) error {
	line, err := json.Marshal(exportedLine{what, at.UTC()})
	if err == nil {
		err = c.locked(func(home string) error { return c.appendLines(filepath.Join(home, exportedName), append(line, '\n')) })
	}
	if err != nil {
		return fmt.Errorf("keep when notes were exported: %w", err)
	}
	return nil
}
