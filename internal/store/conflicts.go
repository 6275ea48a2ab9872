package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/pattern"
)

// Conflict is a second version of an article's notes, which a program put
// aside because it could not bring the two together.
type Conflict struct {
	Article string
	File    string      // absolute; the notes file itself if it holds git's markers
	By      string      // who put it aside
	Home    string      // the other folder whose notes these are, absolute; "" for a version put aside
	Added   []note.Note // what merging brings that is not in the notes now
	Changed []note.Note // notes that would say something else, as they would be
}

// aside are the names of files that other programs put aside, and what in
// them was added to the file's own.
var aside = []struct {
	by    string
	added func() *regexp.Regexp
}{
	{"Syncthing", pattern.Lazy(`\.sync-conflict-[0-9]+-[0-9]+(-[A-Z0-9]+)?`)},
	{"a sync program", pattern.Lazy(`(?i) \([^()]*conflicted copy[^()]*\)`)},
	{"a merge", pattern.Lazy(`\.orig$`)},
}

// PutAside tells which program makes file names like this one, and the name
// of the file that it is a version of; by is "" for a name like any other.
func PutAside(name string) (by, of string) {
	for _, a := range aside {
		if at := a.added().FindStringIndex(name); at != nil {
			return a.by, name[:at[0]] + name[at[1]:]
		}
	}
	return "", name
}

// isAside tells a version that was put aside from the notes file of an article
// that has such a name itself.
func isAside(name, article string) bool {
	by, _ := PutAside(filepath.Base(name))
	own, _ := PutAside(article)
	return by != "" && own != by
}

// Conflicts lists what other programs put aside of the notes on an article,
// and the notes file itself if git left its markers there.
func (c *Collection) Conflicts(path string) []Conflict {
	homes := c.homesOf(path)
	own := homes[0]
	l, err := own.load(own.scanNotes(), own.inward(path))
	if err != nil {
		return nil
	}
	var found []Conflict
	for _, name := range own.copiesOf(l.file) {
		if x, ok := own.conflict(path, l, name); ok {
			found = append(found, x)
		}
	}
	return append(found, homeConflicts(homes, path)...)
}

// copiesOf are the files that hold other versions of a notes file.
func (c *Collection) copiesOf(file string) []string {
	all := []string{file}
	names, _ := os.ReadDir(filepath.Dir(file)) // none when there is no folder
	for _, f := range names {
		if by, of := PutAside(f.Name()); by != "" && of == filepath.Base(file) {
			all = append(all, filepath.Join(filepath.Dir(file), f.Name()))
		}
	}
	return all
}

// conflict says what merging the file would do; false if it is no conflict.
func (c *Collection) conflict(path string, l loaded, name string) (Conflict, bool) {
	merged, by, err := c.unite(l, name)
	if err != nil || by == "" {
		return Conflict{}, false
	}
	x := Conflict{Article: path, File: name, By: by}
	now := byID(l.File)
	for _, n := range merged.Notes() {
		old, known := now[n.ID]
		switch {
		case !known:
			x.Added = append(x.Added, n)
		case old.Body != n.Body || old.Kind != n.Kind || !slices.Equal(old.Tags, n.Tags):
			x.Changed = append(x.Changed, n)
		}
	}
	return x, true
}

// unite merges the notes with the version of that name; by is "" if that is
// none, or one that can't be understood.
func (c *Collection) unite(l loaded, name string) (merged *note.File, by string, err error) {
	if name == l.file {
		base, ours, theirs, ok := note.SplitMarkers(string(l.data))
		if !ok {
			return nil, "", nil
		}
		merged = note.Merge(note.Parse([]byte(base)), note.Parse([]byte(ours)), note.Parse([]byte(theirs)))
		for _, beside := range l.extra { // what was written while the file could not be
			_, err = c.join(merged, beside, merged.Header().Article)
		}
		return merged, "git", err
	}
	data, err := c.readNotes(name)
	if err != nil || data == nil {
		return nil, "", err
	}
	other := note.Parse(data)
	if other.ReadOnly() != "" || l.ReadOnly() != "" {
		return nil, "", nil
	}
	by, _ = PutAside(filepath.Base(name))
	return note.Merge(nil, l.File, other), by, nil
}

// MergeConflict takes over into the notes on the article what the other
// version has, as it is on disk now. Both files, as they were, stay among the
// versions, and the one put aside goes.
func (c *Collection) MergeConflict(a *article.Article, x Conflict) (Saved, error) {
	saved, err := c.mergeOrJoin(a, x)
	if err != nil {
		return Saved{}, fmt.Errorf("merge %s into the notes on %s: %w", show(c.shortName(x.File)), show(a.Name), err)
	}
	return saved, nil
}

func (c *Collection) mergeOrJoin(a *article.Article, x Conflict) (saved Saved, err error) {
	if x.Home != "" {
		return c.joinHome(a, x)
	}
	own := c.homesOf(a.Name)[0]
	err = own.lockedAgain(func() (err error) {
		saved, err = own.mergeConflict(own.article(a), x.File)
		return err
	})
	return saved, err
}

// errNotKept stops a merge that would throw away the only copy of a version.
var errNotKept = errors.New("nowhere to keep the conflicting copy; set XDG_CACHE_HOME")

func (c *Collection) mergeConflict(a *article.Article, name string) (Saved, error) {
	l, err := c.load(c.scanNotes(), a.Name)
	if err != nil {
		return Saved{}, err
	}
	merged, by, err := c.unite(l, name)
	switch {
	case err != nil:
		return Saved{}, err
	case by == "":
		return Saved{}, errors.New("it is gone or unreadable")
	case merged.ReadOnly() != "":
		return Saved{}, errors.New(merged.ReadOnly())
	}
	if name != l.file {
		if data, err := c.readNotes(name); err != nil || !c.saveVersion(l.file, data) {
			return Saved{}, errors.Join(err, errNotKept)
		}
		l.extra = append(l.extra, name)
	}
	l.File = merged
	c.carry(l.File, a)
	l.SetHeader(headerFor(a, l.Header()))
	data, err := c.put(a, l)
	if err == nil {
		c.saw(a.Name, data)
	}
	return Saved{File: c.shortName(l.file), Merged: true}, err
}

// MergeFiles merges three versions of a notes file, for git: what two sides
// made of base goes into the file ours. Nothing is written if one of them must
// not be.
func MergeFiles(base, ours, theirs string) (*note.File, error) {
	var files [3]*note.File
	for i, name := range []string{base, ours, theirs} {
		data, _, err := readWhole(osDisk{}, name)
		if err != nil {
			return nil, fmt.Errorf("merge notes: read %s: %w", show(name), reason(err))
		}
		files[i] = note.Parse(data)
		if why := files[i].ReadOnly(); why != "" {
			return nil, fmt.Errorf("merge notes: %s must not be written: %s", show(name), why)
		}
	}
	if len(files[0].Notes()) == 0 && len(files[0].Format()) == 0 {
		files[0] = nil // both sides added the file
	}
	merged := note.Merge(files[0], files[1], files[2])
	if err := replace(osDisk{}, ours, merged.Format(), 0o644); err != nil {
		return nil, fmt.Errorf("merge notes: write %s: %w", show(ours), reason(err))
	}
	return merged, nil
}
