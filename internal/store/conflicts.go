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
	Changed []Changed   // notes that say something else there
}

// Changed is a note that two versions have differently.
type Changed struct {
	Mine, Theirs note.Note
	Both         note.Note // as merging makes it of the two
}

// Side says which version of a note merging takes over.
type Side uint8

// The sides: what merging makes of both, or the words, kind and tags of one.
const (
	Both Side = iota
	Mine
	Theirs
)

// Of is the note as that side has it.
func (x Changed) Of(side Side) note.Note {
	return [...]note.Note{Both: x.Both, Mine: x.Mine, Theirs: x.Theirs}[side]
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
	u, by, err := c.unite(l, name)
	if err != nil || by == "" {
		return Conflict{}, false
	}
	x := Conflict{Article: path, File: name, By: by}
	now := byID(l.File)
	for _, n := range u.merged.Notes() {
		old, known := now[n.ID]
		mine, _ := u.ours.Note(n.ID)
		theirs, there := u.theirs.Note(n.ID)
		switch {
		case !known:
			x.Added = append(x.Added, n)
		case !saysSame(old, n), there && !saysSame(mine, theirs):
			x.Changed = append(x.Changed, Changed{mine, theirs, n})
		}
	}
	return x, true
}

// saysSame reports whether two versions of a note differ at most in where it
// stands.
func saysSame(a, b note.Note) bool {
	return a.Body == b.Body && a.Kind == b.Kind && slices.Equal(a.Tags, b.Tags)
}

// united is a notes file, another version of it, and what merging makes of the
// two.
type united struct{ ours, theirs, merged *note.File }

// take puts the words, kind and tags of one side into the notes where that was
// chosen.
func (u *united) take(sides map[string]Side) {
	for id, side := range sides {
		from := map[Side]*note.File{Both: u.merged, Mine: u.ours, Theirs: u.theirs}[side]
		n, there := u.merged.Note(id)
		taken, ok := from.Note(id)
		if there && ok {
			n.Body, n.Kind, n.Tags, n.Changed = taken.Body, taken.Kind, taken.Tags, taken.Changed
			u.merged.Put(n)
		}
	}
}

// unite merges the notes with the version of that name; by is "" if that is
// none, or one that can't be understood.
func (c *Collection) unite(l loaded, name string) (u united, by string, err error) {
	if name == l.file {
		base, ours, theirs, ok := note.SplitMarkers(string(l.data))
		if !ok {
			return u, "", nil
		}
		u.ours, u.theirs = note.Parse([]byte(ours)), note.Parse([]byte(theirs))
		u.merged = note.Merge(note.Parse([]byte(base)), u.ours, u.theirs)
		for _, beside := range l.extra { // what was written while the file could not be
			_, err = c.join(u.merged, beside, u.merged.Header().Article)
		}
		return u, "git", err
	}
	data, err := c.readNotes(name)
	if err != nil || data == nil {
		return u, "", err
	}
	other := note.Parse(data)
	if other.ReadOnly() != "" || l.ReadOnly() != "" {
		return u, "", nil
	}
	by, _ = PutAside(filepath.Base(name))
	return united{l.File, other, note.Merge(nil, l.File, other)}, by, nil
}

// MergeConflict takes over into the notes on the article what the other
// version has, as it is on disk now; sides says of notes, by id, whose version
// stays where both are not to. Both files, as they were, stay among the
// versions, and the one put aside goes.
func (c *Collection) MergeConflict(a *article.Article, x Conflict, sides map[string]Side) (Saved, error) {
	saved, err := c.mergeOrJoin(a, x, sides)
	if err != nil {
		return Saved{}, fmt.Errorf("merge %s into the notes on %s: %w", show(c.shortName(x.File)), show(a.Name), err)
	}
	return saved, nil
}

func (c *Collection) mergeOrJoin(a *article.Article, x Conflict, sides map[string]Side) (saved Saved, err error) {
	if x.Home != "" {
		return c.joinHome(a, x)
	}
	own := c.homesOf(a.Name)[0]
	err = own.lockedAgain(func() (err error) {
		saved, err = own.mergeConflict(own.article(a), x.File, sides)
		return err
	})
	return saved, err
}

// errNotKept stops a merge that would throw away the only copy of a version.
var errNotKept = errors.New("nowhere to keep the conflicting copy; set XDG_CACHE_HOME")

func (c *Collection) mergeConflict(a *article.Article, name string, sides map[string]Side) (Saved, error) {
	l, err := c.load(c.scanNotes(), a.Name)
	if err != nil {
		return Saved{}, err
	}
	u, by, err := c.unite(l, name)
	switch {
	case err != nil:
		return Saved{}, err
	case by == "":
		return Saved{}, errors.New("it is gone or unreadable")
	case u.merged.ReadOnly() != "":
		return Saved{}, errors.New(u.merged.ReadOnly())
	}
	u.take(sides)
	if name != l.file {
		if data, err := c.readNotes(name); err != nil || !c.saveVersion(l.file, data) {
			return Saved{}, errors.Join(err, errNotKept)
		}
		l.extra = append(l.extra, name)
	}
	l.File = u.merged
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
