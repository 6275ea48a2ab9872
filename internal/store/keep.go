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

	"manicule/internal/article"
	"manicule/internal/note"
)

// versions is how many former contents of a notes file are kept.
const versions = 10

// stampForm is how a version's file is named.
const stampForm = "20060102T150405.000000000Z"

// keepVersion keeps what a notes file held before it is written, and what it
// holds then; nothing, if it goes. It tells whether it could. It is a second
// safety, in the cache folder, and never stops a save.
func (c *Collection) keepVersion(file string, data []byte) bool {
	dir := c.versionsOf(file)
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return false
	}
	if kept := versionFiles(dir); len(kept) > 0 {
		if last, err := os.ReadFile(kept[len(kept)-1]); err == nil && bytes.Equal(last, data) {
			return true
		}
	}
	stamp := c.opt.Now().UTC().Format(stampForm)
	err := writeVersion(filepath.Join(dir, stamp+".md"), data)
	old := versionFiles(dir)
	for _, name := range old[:max(0, len(old)-versions)] {
		_ = os.Remove(name)
	}
	return err == nil
}

// writeVersion writes a version whole or not at all: half of one would look as
// if somebody had deleted the other half. It need not outlast a power cut, so
// it isn't synced; then it may be empty, which recall knows.
func writeVersion(name string, data []byte) error {
	temp := filepath.Join(filepath.Dir(name), "new"+tempSuffix) // one at a time, under the lock
	if err := os.WriteFile(temp, data, 0o600); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, name)
}

func (c *Collection) versionsOf(file string) string {
	if c.cacheFolder() == "" {
		return ""
	}
	return filepath.Join(c.cacheFolder(), "versions", portable(filepath.Base(file), 80)+"-"+hash(file)[:12])
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

// Versions lists the files that hold former contents of an article's notes,
// the oldest first; at most ten.
func (c *Collection) Versions(article string) []string {
	file, _ := c.fileFor(c.scanNotes(), article)
	return versionFiles(c.versionsOf(file))
}

// staleTime is how long after a save another program may still put back what
// it had read before.
const staleTime = time.Minute

// recall is the notes file as it is, and what another program overwrote since
// it had read the file before the latest save: editors do. Which version it had
// read is the one that its file has most of; if that is not the latest, the
// two are merged. A file that has just vanished is taken for one that is being
// replaced.
func (c *Collection) recall(file string, f *note.File, data []byte) *note.File {
	kept := versionFiles(c.versionsOf(file))
	if len(kept) == 0 || f.ReadOnly() != "" {
		return f
	}
	latest := kept[len(kept)-1]
	info, err := os.Stat(file)
	if saved, _ := time.Parse(stampForm, strings.TrimSuffix(filepath.Base(latest), ".md")); err == nil && info.ModTime().Sub(saved) > staleTime || err != nil && c.opt.Now().Sub(saved) > staleTime {
		return f
	}
	ours, err := os.ReadFile(latest)
	switch {
	case err != nil, len(ours) == 0, bytes.Equal(ours, data):
		return f
	case data == nil:
		return note.Parse(ours)
	}
	base := closest(f, kept)
	if base == nil || bytes.Equal(base, ours) {
		return f
	}
	return note.Merge(readBefore(f, base), note.Parse(ours), f)
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

// closest is the version that differs from the file in the fewest notes; of
// several the latest.
func closest(f *note.File, versions []string) (best []byte) {
	there := entriesOf(f)
	fewest := -1
	for _, name := range versions {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if n := differing(entriesOf(note.Parse(data)), there); fewest < 0 || n <= fewest {
			best, fewest = data, n
		}
	}
	return best
}

// differing counts the notes that are not the same on both sides.
func differing(a, b map[string][3]string) int {
	n := 0
	for id, entry := range a {
		if b[id] != entry {
			n++
		}
	}
	for id := range b {
		if _, there := a[id]; !there {
			n++
		}
	}
	return n
}

// entriesOf are what the notes say, by their ids, without their places.
func entriesOf(f *note.File) map[string][3]string {
	all := map[string][3]string{}
	for _, n := range f.Notes() {
		all[n.ID] = [3]string{n.Kind, n.Body, strings.Join(n.Tags, ",")}
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

// keepText keeps the article's text, once: its notes' positions belong to it.
// Without it, finding them again after an edit is weaker, so it never stops a
// save.
func (c *Collection) keepText(a *article.Article) {
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
	all := c.knownNotes()
	for _, text := range textsOf(former) {
		needed := func() bool {
			for _, f := range all {
				if slices.Contains(f.texts, text) {
					return true
				}
			}
			return false
		}
		if isFingerprint(text) && !needed() {
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
	data, _, err := readWhole(c.disk, c.textFile(fingerprint))
	if aside := c.asideText(fingerprint); err != nil && aside != "" {
		data, _, err = readWhole(c.disk, aside)
	}
	if err == nil {
		data, err = unzip(data)
	}
	if err != nil {
		return "", fmt.Errorf("read the text %s: %w", fingerprint, reason(err))
	}
	return string(data), nil
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
		f.Follow(a.Text, a.Fingerprint(), c.FormerTexts(f)...)
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
