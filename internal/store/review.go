package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"manicule/internal/note"
)

// reviewName is the file of what was reviewed: a line of JSON for each note.
const reviewName = "review.jsonl"

// reviewLine is a line of the file. Of several with one id, as a merge leaves
// them, the one seen last counts.
type reviewLine struct {
	ID        string    `json:"id"`
	Seen      time.Time `json:"seen"`
	Before    time.Time `json:"before,omitzero"`
	Dismissed bool      `json:"dismissed,omitempty"`
}

// Reviews are the states of all notes that were reviewed, by id. Lines that
// can't be read are left out.
func (c *Collection) Reviews() (map[string]note.Reviewed, error) {
	all := map[string]note.Reviewed{}
	for _, h := range c.allHomes(context.Background()) {
		if err := h.ownReviews(all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// ownReviews adds those of this home, unless later ones are known.
func (c *Collection) ownReviews(all map[string]note.Reviewed) error {
	for _, dir := range c.homes() {
		name := filepath.Join(dir, reviewName)
		data, _, err := readWhole(c.disk, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", c.shortName(name), reason(err))
		}
		for line := range bytes.Lines(data) {
			var l reviewLine
			if json.Unmarshal(line, &l) == nil && l.ID != "" && !l.Seen.Before(all[l.ID].Seen) {
				all[l.ID] = note.Reviewed{Seen: l.Seen, Before: l.Before, Dismissed: l.Dismissed}
			}
		}
	}
	return nil
}

// SaveReview keeps that the note was reviewed now, and whether it was
// dismissed. What others wrote meanwhile stays.
func (c *Collection) SaveReview(id string, dismiss bool) error {
	return c.editReviews(id, func(r note.Reviewed) note.Reviewed { return r.See(c.opt.Now(), dismiss) })
}

func (c *Collection) editReviews(id string, edit func(note.Reviewed) note.Reviewed) error {
	err := c.locked(func(home string) error {
		all, err := c.Reviews()
		if err != nil {
			return err
		}
		all[id] = edit(all[id])
		var b bytes.Buffer
		for _, id := range slices.Sorted(maps.Keys(all)) {
			r := all[id]
			line, err := json.Marshal(reviewLine{id, r.Seen, r.Before, r.Dismissed})
			if err != nil {
				return err
			}
			b.Write(append(line, '\n'))
		}
		return reason(replace(c.disk, filepath.Join(home, reviewName), b.Bytes(), 0o644))
	})
	if err != nil {
		return fmt.Errorf("keep the review of note %s: %w", show(id), err)
	}
	return nil
}
