package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// versions is how many former contents of a notes file are kept.
const versions = 10

// stampForm is how a version's file is named.
const stampForm = "20060102T150405.000000000Z"

// saveVersion keeps what a notes file held before it is written, and what it
// holds then; nothing, if it goes. It reports whether it could. It is a second
// safety, in the cache folder, and never stops a save.
func (c *Collection) saveVersion(file string, data []byte) bool {
	_, ok := c.newVersion(file, data)
	return ok
}

// newVersion is saveVersion that returns the name of the version's file; "" if
// the latest one holds that already.
func (c *Collection) newVersion(file string, data []byte) (name string, ok bool) {
	dir := c.versionsOf(file)
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return "", false
	}
	at := c.opt.Now()
	if kept := versionFiles(dir); len(kept) > 0 {
		last := kept[len(kept)-1]
		if held, err := os.ReadFile(last); err == nil && bytes.Equal(held, data) {
			return "", true
		}
		if at.Sub(keptAt(last)) < 2 { // the clock was set back, or stands still
			at = keptAt(last).Add(2)
		}
	}
	name = filepath.Join(dir, at.UTC().Format(stampForm)+".md")
	return name, writeVersion(name, data) == nil
}

// writeAhead keeps what is about to be written over old, so that it is known
// even if the program dies as soon as it is in its place. The function returned
// is to be called with what came of it: then old is kept as well, as the
// version before.
func (c *Collection) writeAhead(file string, data, old []byte) func(error) {
	coming, ok := c.newVersion(file, data)
	return func(err error) {
		if err != nil && coming != "" && !holds(file, data) {
			_ = os.Remove(coming)
			c.forgetVersion(coming)
		}
		switch {
		case err != nil || old == nil:
		case ok && coming != "":
			before := keptAt(coming).Add(-1).UTC().Format(stampForm) + ".md"
			_ = writeVersion(filepath.Join(filepath.Dir(coming), before), old)
		default:
			c.saveVersion(file, old)
			c.saveVersion(file, data)
		}
	}
}

// holds reports whether a file holds just that.
func holds(file string, data []byte) bool {
	now, err := os.ReadFile(file)
	return err == nil && bytes.Equal(now, data)
}

// writeVersion writes a version whole or not at all: half of one would look as
// if somebody had deleted the other half. It need not outlast a power cut, so
// it isn't synced; then it may be empty, which recall knows. The oldest ones
// make room.
func writeVersion(name string, data []byte) error {
	dir := filepath.Dir(name)
	temp := filepath.Join(dir, "new"+tempSuffix) // one at a time, under the lock
	if err := os.WriteFile(temp, data, 0o600); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if err := os.Rename(temp, name); err != nil {
		return err
	}
	all := versionFiles(dir)
	for _, old := range all[:max(0, len(all)-versions)] {
		_ = os.Remove(old)
	}
	return nil
}

func (c *Collection) versionsOf(file string) string {
	if c.cacheFolder() == "" {
		return ""
	}
	return filepath.Join(c.folderVersions(filepath.Dir(file)), portable(filepath.Base(file), 80)+"-"+hash(file)[:12])
}

// folderVersions is where the versions of the notes files of one folder are.
func (c *Collection) folderVersions(folder string) string {
	return filepath.Join(c.cacheFolder(), "versions", hash(folder)[:12])
}

// retiredFolders is how many generations of a folder's versions are kept.
const retiredFolders = 3

// retireVersions is for a folder of notes files that is made again: somebody
// has removed it, as no editor does, and what was in it is not to come back.
// The versions stay, under another name, for a person who wants them.
func (c *Collection) retireVersions(folder string) {
	if c.cacheFolder() == "" {
		return
	}
	now := c.folderVersions(folder)
	_ = os.Rename(now, now+"-"+c.opt.Now().UTC().Format(stampForm)) // mostly there are none
	retired, _ := filepath.Glob(globQuote(now) + "-*")              // sorted by time
	for _, old := range retired[:max(0, len(retired)-retiredFolders)] {
		_ = os.RemoveAll(old)
	}
}

// hasFolder reports whether the folder of a notes file is there.
func hasFolder(file string) bool {
	info, err := os.Stat(filepath.Dir(file))
	return err == nil && info.IsDir()
}

func versionFiles(dir string) []string {
	found, _ := os.ReadDir(dir) // sorted by name, which is by time
	var files []string
	for _, f := range found {
		if strings.HasSuffix(f.Name(), ".md") {
			files = append(files, filepath.Join(dir, f.Name()))
		}
	}
	return files
}

// keptAt is when a version was kept, as its name says.
func keptAt(version string) time.Time {
	at, _ := time.Parse(stampForm, strings.TrimSuffix(filepath.Base(version), ".md"))
	return at
}

// staleTime is how long after a save another program may still put back what
// it had read before.
const staleTime = time.Minute

// fromVersions is the notes file as it is, and what another program overwrote since
// it had read the file before the latest save: editors do. Which version it had
// read is the one that its file has most of; if that is not the latest, the
// two are merged. A file that has just vanished or is empty is taken for one that
// is being written; but where its folder has vanished with it, somebody removed
// both. Until what was overwritten is in the file again, the time in
// which that can be told begins again with each look.
func (c *Collection) fromVersions(file string, f *note.File, data []byte) *note.File {
	kept := versionFiles(c.versionsOf(file))
	if len(kept) == 0 || f.ReadOnly() != "" || data == nil && !hasFolder(file) {
		return f
	}
	latest := kept[len(kept)-1]
	written := c.opt.Now()
	if info, err := os.Stat(file); err == nil {
		written = info.ModTime()
	}
	if written.Sub(later(keptAt(latest), modified(latest))) > staleTime {
		return f
	}
	ours, err := os.ReadFile(latest)
	switch {
	case err != nil, len(ours) == 0, bytes.Equal(ours, data):
		return f
	case len(data) == 0:
		return note.Parse(ours)
	}
	base := c.closestTo(f, kept)
	if base == nil || bytes.Equal(base, ours) {
		return f
	}
	whole := note.Merge(readBefore(f, base), note.Parse(ours), f)
	if !bytes.Equal(whole.Format(), data) {
		_ = os.Chtimes(latest, time.Time{}, c.opt.Now())
	}
	return whole
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// readBefore is the version that the other program had read, as far as that is
// sure: it may have read an older one than all that are kept, so that notes
// that its file lacks, or has in other words, don't count as deleted or edited.
func readBefore(f *note.File, version []byte) *note.File {
	base, there := note.Parse(version), entriesOf(f)
	for id, entry := range entriesOf(base) {
		if there[id] != entry {
			base.Remove(id)
		}
	}
	return base
}

// closestTo is the version from which the file differs least; of several the
// latest, unless a note was changed twice within the second that its time tells.
func (c *Collection) closestTo(f *note.File, versions []string) []byte {
	there := entriesOf(f)
	var best version
	fewest := -1
	for _, v := range c.versionsIn(versions) {
		n := differing(v.entries, there)
		if fewest < 0 || n < fewest || n == fewest && !sameSecond(best.entries, v.entries, there) {
			best, fewest = v, n
		}
	}
	return best.data
}

// version is a former content of a notes file, and what its notes said.
type version struct {
	data    []byte
	entries map[string]entry
}

// versionsIn reads the files, as far as they can be read. What is in them
// never changes; so those that were read last are kept: an editor that saves
// all the time leaves no time to read them again.
func (c *Collection) versionsIn(files []string) []version {
	c.mu.Lock()
	known := c.former
	c.mu.Unlock()
	now, all := map[string]version{}, []version{}
	for _, name := range files {
		v, ok := known[name]
		if !ok {
			data, err := os.ReadFile(name)
			if err != nil {
				continue
			}
			v = version{data, entriesOf(note.Parse(data))}
		}
		now[name], all = v, append(all, v)
	}
	c.mu.Lock()
	c.former = now
	c.mu.Unlock()
	return all
}

// forgetVersion is for one that was taken back: another may get its name.
func (c *Collection) forgetVersion(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.former, name)
}

// differing measures how much two versions differ: a note in other words counts
// half of one that only one side has, or that has another time of its last
// change. Who edits the words in an editor leaves the comment above them.
func differing(a, b map[string]entry) int {
	n := 0
	for id, e := range a {
		switch other, there := b[id]; {
		case !there || !e.changed.Equal(other.changed):
			n += 2
		case e != other:
			n++
		}
	}
	for id := range b {
		if _, there := a[id]; !there {
			n += 2
		}
	}
	return n
}

// sameSecond reports whether a note says something else in each of the three, and
// its time of change is the same.
func sameSecond(a, b, there map[string]entry) bool {
	for id, e := range there {
		x, y := a[id], b[id]
		if x != y && x != e && y != e && x.changed.Equal(e.changed) && y.changed.Equal(e.changed) {
			return true
		}
	}
	return false
}

// entry is what a note says, without its place.
type entry struct {
	kind, body, tags string
	changed          time.Time // UTC
}

func entriesOf(f *note.File) map[string]entry {
	all := map[string]entry{}
	for _, n := range f.Notes() {
		all[n.ID] = entry{n.Kind, n.Body, strings.Join(n.Tags, ","), n.Changed.UTC()}
	}
	return all
}

// errNoText says that a text was never kept.
var errNoText = errors.New("it was not kept")

// isFingerprint keeps paths and the like out of file names.
func isFingerprint(s string) bool {
	return len(s) >= 16 && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == ""
}

func (c *Collection) textFile(fingerprint string) string {
	return filepath.Join(filepath.Dir(c.NotesFolder()), "texts", fingerprint+".md.gz")
}

// saveText keeps the article's text, once: its notes' positions belong to it.
// Without it, finding them again after an edit is weaker, so it never stops a
// save.
func (c *Collection) saveText(a *article.Article) {
	name := c.textFile(a.Fingerprint())
	if _, err := c.disk.Lstat(name); err == nil || c.disk.MkdirAll(filepath.Dir(name), 0o755) != nil {
		return
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, a.Text); err == nil && z.Close() == nil {
		_ = replace(c.disk, name, b.Bytes(), 0o644)
	}
}

// dropTexts removes the texts that the former notes needed and no notes file
// needs any more.
func (c *Collection) dropTexts(former *note.File) {
	for _, text := range textsOf(former) {
		if isFingerprint(text) && !c.textNeeded(text) {
			c.putTextAside(text)
		}
	}
}

// putTextAside takes a text that no note needs out of the collection. It stays
// in the cache for a while: undo may bring back a note that needs it.
func (c *Collection) putTextAside(text string) {
	aside := c.asideText(text)
	if aside != "" && os.MkdirAll(filepath.Dir(aside), 0o700) == nil {
		if data, _, err := readWhole(c.disk, c.textFile(text)); err == nil {
			_ = os.WriteFile(aside, data, 0o600)
		}
		kept := versionFiles(filepath.Dir(aside))
		slices.SortFunc(kept, func(a, b string) int { return modified(a).Compare(modified(b)) })
		for _, name := range kept[:max(0, len(kept)-textsAside)] {
			_ = os.Remove(name)
		}
	}
	_ = c.disk.Remove(c.textFile(text))
}

// textsAside is how many texts are kept for undo.
const textsAside = 50

func (c *Collection) asideText(text string) string {
	if c.cacheFolder() == "" {
		return ""
	}
	return filepath.Join(c.cacheFolder(), "texts", text+".gz.md")
}

func modified(name string) time.Time {
	info, err := os.Stat(name)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// OldText returns the text of that fingerprint, as it was when notes on it
// were saved.
func (c *Collection) OldText(fingerprint string) (string, error) {
	if !isFingerprint(fingerprint) {
		return "", fmt.Errorf("read the text %s: %w", show(fingerprint), errNoText)
	}
	var failed error
	for _, h := range c.knownHomes() {
		data, err := h.ownText(fingerprint)
		if err == nil {
			return string(data), nil
		}
		if failed == nil {
			failed = err
		}
	}
	return "", fmt.Errorf("read the text %s: %w", fingerprint, reason(failed))
}

func (c *Collection) ownText(fingerprint string) ([]byte, error) {
	data, _, err := readWhole(c.disk, c.textFile(fingerprint))
	if aside := c.asideText(fingerprint); err != nil && aside != "" {
		data, _, err = readWhole(c.disk, aside)
	}
	if err != nil {
		return nil, err
	}
	return unzip(data)
}

// FormerTexts are the texts that the positions in a notes file belong to, as
// far as they are kept.
func (c *Collection) FormerTexts(f *note.File) []string {
	var texts []string
	for _, fingerprint := range f.Texts() {
		if text, err := c.OldText(fingerprint); err == nil {
			texts = append(texts, text)
		}
	}
	return texts
}

// carry moves the notes to the article's text as it is now.
func (c *Collection) carry(f *note.File, a *article.Article) {
	if f.Header().Text != a.Fingerprint() {
		anchor.Follow(f, a.Text, a.Fingerprint(), c.FormerTexts(f)...)
	}
}

func unzip(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(z, 4*limit+1))
	if err == nil && len(text) > 4*limit {
		err = tooLarge(int64(len(text)), 4*limit)
	}
	return text, err
}
