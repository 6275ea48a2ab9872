package store

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
)

// View is how the reader last set what they see, as far as they set it: a zero
// value is the program's own choice.
type View struct {
	Theme     string   `json:"theme,omitempty"`
	Width     int      `json:"width,omitempty"`     // of the text, in cells
	Justify   bool     `json:"justify,omitempty"`   // paragraphs are justified
	Sort      string   `json:"sort,omitempty"`      // of the list, by its name in queries
	NoPreview bool     `json:"noPreview,omitempty"` // no article stands beside the list
	Divide    int      `json:"divide,omitempty"`    // width of the list beside an article, in ten-thousandths of the window's
	Folded    []string `json:"-"`                   // folders of this collection whose articles are not listed
}

// viewFile is the file of the view, which all collections have in common but
// for the folders.
type viewFile struct {
	View
	Folded map[string][]string `json:"folded,omitempty"` // by the collection's key
}

func (c *Collection) viewName() string {
	return filepath.Join(c.opt.StateHome, "manicule", "view.json")
}

// View is how the reader last set what they see; the program's own choice when
// that can't be read.
func (c *Collection) View() View {
	f := c.readView()
	f.View.Folded = f.Folded[c.key]
	return f.View
}

func (c *Collection) readView() (f viewFile) {
	if c.opt.StateHome == "" {
		return viewFile{}
	}
	data, _, err := readWhole(c.disk, c.viewName())
	if err != nil || json.Unmarshal(data, &f) != nil {
		return viewFile{}
	}
	return f
}

// SaveView applies edit to the view as it is on disk now, and keeps it.
func (c *Collection) SaveView(edit func(*View)) error {
	c.saving.Lock()
	defer c.saving.Unlock()
	f := c.readView()
	f.View.Folded = slices.Clone(f.Folded[c.key])
	edit(&f.View)
	if f.Folded == nil {
		f.Folded = map[string][]string{}
	}
	f.Folded[c.key] = f.View.Folded
	if len(f.View.Folded) == 0 {
		delete(f.Folded, c.key)
	}
	name, err := c.viewName(), errNoState
	if c.opt.StateHome != "" {
		err = c.disk.MkdirAll(filepath.Dir(name), 0o700)
	}
	if err == nil {
		data, _ := json.MarshalIndent(f, "", "\t") // strings and numbers can't fail
		err = replace(c.disk, name, append(data, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep the view in %s: %w", show(name), reason(err))
	}
	return nil
}
