package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestVersionCutOff has a program die, and a disk be full, while the latest
// version is being kept: what is in the file must not pass for deleted.
func TestVersionCutOff(t *testing.T) {
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	put(t, c, "a.md", "y")
	dir := c.versionsOf(notesFile(c, "a.md"))
	fileWith(t, filepath.Join(dir, "new"+tempSuffix), "---\nmanicule: 1\n")
	fileWith(t, filepath.Join(dir, time.Now().UTC().Format(stampForm)+".md"), "")
	same(t, "read", ids(t, c, "a.md"), []string{"x", "y"})
	put(t, c, "a.md", "z")
	same(t, "saved", ids(t, c, "a.md"), []string{"x", "y", "z"})
	if _, err := os.Stat(filepath.Join(dir, "new"+tempSuffix)); err == nil {
		t.Error("a half-written version was left")
	}
}
