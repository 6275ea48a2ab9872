package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"manicule/internal/note"
)

// Draft is a note that is being typed, or one that could not be saved.
type Draft struct {
	ID      string    // the note's id; one draft a note
	Folder  string    // the collection's folder, absolute; set by SaveDraft
	Article string    // path
	Note    note.Note // with what is typed as its Body
	At      time.Time
}

// draftFile is a Draft as JSON.
type draftFile struct {
	ID      string
	Folder  pathName
	Article pathName
	Note    note.Note
	At      time.Time
}

var errNoState = errors.New("the system names no folder for it; set XDG_STATE_HOME")

func (c *Collection) draftsFolder() string {
	return filepath.Join(c.opt.StateHome, "manicule", "drafts")
}

func (c *Collection) draftName(id string) string {
	return filepath.Join(c.draftsFolder(), portable(id, 80)+".json")
}

// SaveDraft keeps a half-typed note in the state folder, readable by the user
// alone. It takes the place of the draft with the same ID.
func (c *Collection) SaveDraft(d Draft) error {
	if c.opt.StateHome == "" {
		return fmt.Errorf("keep the draft: %w", errNoState)
	}
	data, err := json.Marshal(draftFile{ID: d.ID, Folder: pathName(c.folder), Article: pathName(d.Article), Note: d.Note, At: d.At})
	if err == nil {
		err = c.disk.MkdirAll(c.draftsFolder(), 0o700)
	}
	if err == nil {
		err = replace(c.disk, c.draftName(d.ID), data, 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep the draft in %s: %w", show(c.draftsFolder()), reason(err))
	}
	return nil
}

// Drafts lists the drafts of this collection, newest first. One that
// can't be read is left out and stays where it is.
func (c *Collection) Drafts() []Draft {
	found, err := os.ReadDir(c.draftsFolder())
	if err != nil || c.opt.StateHome == "" {
		return nil
	}
	var drafts []Draft
	for _, f := range found {
		if !strings.HasSuffix(f.Name(), ".json") || ours(f.Name()) {
			continue
		}
		data, _, err := readWhole(c.disk, filepath.Join(c.draftsFolder(), f.Name()))
		var d draftFile
		if err != nil || json.Unmarshal(data, &d) != nil {
			continue
		}
		if name, ok := c.nameOf(string(d.Folder), string(d.Article)); ok {
			drafts = append(drafts, Draft{ID: d.ID, Folder: c.folder, Article: name, Note: d.Note, At: d.At})
		}
	}
	slices.SortFunc(drafts, func(a, b Draft) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(a.ID, b.ID)) })
	return drafts
}

// nameOf is the collection's name for an article of another folder, which may
// have been the collection's when it was opened by itself.
func (c *Collection) nameOf(folder, name string) (string, bool) {
	if folder == c.folder {
		return name, true
	}
	rel, err := filepath.Rel(realPath(c.folder), filepath.Join(realPath(folder), filepath.FromSlash(name)))
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// DropDraft forgets a draft; one that is not there is none to complain about.
func (c *Collection) DropDraft(id string) error {
	if c.opt.StateHome == "" {
		return nil
	}
	err := c.disk.Remove(c.draftName(id))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("drop the draft %s: %w", show(id), reason(err))
	}
	return nil
}
