package store

import (
	"crypto/rand"
	"path/filepath"
	"strings"

	"manicule/internal/note"
	"manicule/internal/pattern"
)

// patience is how often a save begins again before it overtakes a program that
// writes the notes file all the time.
const patience = 4

// exchange is write that does not wait until the other program rests: the new
// file and the old one change places in one step, and if the old one is not
// what was read, it stays under a late name, from which load takes it in. The
// new file has that name beforehand, so that a crash at any moment leaves
// both. Where the system can't do that, it is write.
func (c *Collection) exchange(file string, data, old []byte) error {
	real, err := c.follow(file)
	if err != nil || data == nil || old == nil {
		return c.write(file, data, old)
	}
	written := c.writeAhead(file, data, old)
	late := lateName(real)
	if err = fillNew(c.disk, late, real, data, 0o644); err == nil {
		err = c.disk.Exchange(late, real)
	}
	if err != nil {
		_ = c.disk.Remove(late)
		written(err)
		return c.write(file, data, old)
	}
	if c.still(late, old) == nil {
		_ = c.disk.Remove(late) // it is in no file's place; a second time it does no harm
	}
	written(nil)
	return c.disk.SyncFolder(filepath.Dir(real))
}

// lateMark is what a late file's name has between that of the notes file and
// its extension.
var lateMark = pattern.Lazy(`~late-[A-Z2-7]{10}\.md$`)

func lateName(file string) string {
	return strings.TrimSuffix(file, ".md") + "~late-" + rand.Text()[:10] + ".md"
}

// lateOf is the name of the notes file that a late one belongs to, and name
// itself of any other.
func lateOf(name string) string { return lateMark().ReplaceAllString(name, ".md") }

// takeIn adds what another program wrote while a save took its place. One that
// is empty is being written still.
func (l *loaded) takeIn(c *Collection, name string) {
	data, err := c.readNotes(name)
	other := note.Parse(data)
	if err != nil || len(data) == 0 || l.ReadOnly() != "" || other.ReadOnly() != "" {
		return
	}
	base := &note.File{}
	if read := c.closestTo(other, versionFiles(c.versionsOf(l.file))); read != nil {
		base = readBefore(other, read)
	}
	l.File = note.Recover(base, l.File, other)
	if l.late == nil {
		l.late = map[string][]byte{}
	}
	l.late[name] = data
}
