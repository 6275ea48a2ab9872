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

	"manicule/internal/article"
	"manicule/internal/note"
)

// versions is how many former contents of a notes file are kept.
const versions = 10

// keepVersion keeps what a notes file held before it is written. It is a
// second safety, in the cache folder, and never stops a save.
func (c *Collection) keepVersion(file string, data []byte) {
	dir := c.versionsOf(file)
	if dir == "" || data == nil || os.MkdirAll(dir, 0o700) != nil {
		return
	}
	stamp := c.opt.Now().UTC().Format("20060102T150405.000000000Z")
	_ = os.WriteFile(filepath.Join(dir, stamp+".md"), data, 0o600)
	old := versionFiles(dir)
	for _, name := range old[:max(0, len(old)-versions)] {
		_ = os.Remove(name)
	}
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
			_ = c.disk.Remove(c.textFile(text))
		}
	}
}

// OldText returns the text of that fingerprint, as it was when notes on it
// were saved.
func (c *Collection) OldText(fingerprint string) (string, error) {
	if !isFingerprint(fingerprint) {
		return "", fmt.Errorf("read the text %s: %w", show(fingerprint), errNoText)
	}
	data, _, err := readWhole(c.disk, c.textFile(fingerprint))
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
