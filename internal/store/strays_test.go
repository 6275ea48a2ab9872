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

// TestStraysReadsOnlyStrays looks for notes whose articles are gone among many
// whose articles are there: those are not read again.
func TestStraysReadsOnlyStrays(t *testing.T) {
	t.Parallel()
	c := manyNoted(t, 100)
	must(t, os.Remove(filepath.Join(c.Folder(), "7", "a7.md")))
	c.Strays(nil) // from now on all files are known
	var opened atomic.Int64
	c.disk = readCounter{opened: &opened}
	strays := c.Strays(nil)
	if len(strays) != 1 || strays[0].Article != "7/a7.md" || strays[0].Notes != 1 {
		t.Errorf("strays: %+v", strays)
	}
	if n := opened.Load(); n > 5 {
		t.Errorf("%d files were opened for one stray", n)
	}
}

func BenchmarkStrays(b *testing.B) {
	c := manyNoted(b, 5000)
	c.Strays(nil)
	for b.Loop() {
		c.Strays(nil)
	}
}
