package store

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// readCounter is a disk that counts the files that are opened.
type readCounter struct {
	osDisk
	opened *atomic.Int64
}

func (d readCounter) OpenFile(name string, flag int, perm os.FileMode) (file, error) {
	d.opened.Add(1)
	return d.osDisk.OpenFile(name, flag, perm)
}

// manyNoted is a collection with a notes file on each of many articles.
func manyNoted(t testing.TB, n int) *Collection {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		name := fmt.Sprintf("%d/a%d.md", i%50, i)
		fileWith(t, filepath.Join(folder, name), sample)
		fileWith(t, filepath.Join(folder, ".manicule", "notes", name+".md"), "---\nmanicule: 1\narticle: "+name+"\n---\n\n<!-- note {\"id\":\"x\"} -->\n\n> some words\n")
	}
	return open(t, folder, options(t))
}

// TestFindOrphanedNotesReadsOnlyThose looks for notes whose articles are gone among many
// whose articles are there: those are not read again.
func TestFindOrphanedNotesReadsOnlyThose(t *testing.T) {
	t.Parallel()
	c := manyNoted(t, 100)
	must(t, os.Remove(filepath.Join(c.Folder(), "7", "a7.md")))
	c.FindOrphanedNotes(nil) // from now on all files are known
	var opened atomic.Int64
	c.disk = readCounter{opened: &opened}
	orphaned := c.FindOrphanedNotes(nil)
	if len(orphaned) != 1 || orphaned[0].Article != "7/a7.md" || orphaned[0].Notes != 1 {
		t.Errorf("strays: %+v", orphaned)
	}
	if n := opened.Load(); n > 5 {
		t.Errorf("%d files were opened for one stray", n)
	}
}

func BenchmarkFindOrphanedNotes(b *testing.B) {
	c := manyNoted(b, 5000)
	c.FindOrphanedNotes(nil)
	for b.Loop() {
		c.FindOrphanedNotes(nil)
	}
}
