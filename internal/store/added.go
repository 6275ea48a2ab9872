package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
)

// addedName is the file of what was brought in from libraries of other
// services, a line of JSON a row. It is only ever appended to.
const addedName = "added.jsonl"

// AddedRow is a row of another service's library that was brought in.
type AddedRow struct {
	From string `json:"from"` // the service
	Key  string `json:"key"`  // what names the article there, as a short hash
	Row  string `json:"row"`  // all that the row said of it, as a short hash
}

// AddedRows lists the rows that were brought in.
func (c *Collection) AddedRows() map[AddedRow]bool {
	all := map[AddedRow]bool{}
	for _, home := range c.homes() {
		data, _, _ := readUpTo(readingLimit, c.disk, filepath.Join(home, addedName)) // nil if it can't be read
		for line := range bytes.Lines(data) {
			var row AddedRow
			if json.Unmarshal(line, &row) == nil {
				all[row] = true
			}
		}
	}
	return all
}

// SaveAddedRows adds rows to those that were brought in.
func (c *Collection) SaveAddedRows(rows []AddedRow) error {
	if len(rows) == 0 {
		return nil
	}
	var lines bytes.Buffer
	for _, row := range rows {
		if err := json.NewEncoder(&lines).Encode(row); err != nil {
			return err
		}
	}
	err := c.locked(func(home string) error { return c.appendLines(filepath.Join(home, addedName), lines.Bytes()) })
	if err != nil {
		return fmt.Errorf("keep what was brought in: %w", err)
	}
	return nil
}
