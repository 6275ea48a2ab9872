package store

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReadStaysInside: links are followed within the folder, and nothing is read
// outside of it, whether the system opens the files or os.Root.
func TestReadStaysInside(t *testing.T) {
	t.Parallel()
	outside := folderOf(t, map[string]string{"secret.md": sample})
	dir := folderOf(t, map[string]string{"a.md": sample, "sub/b.md": sample})
	for name, to := range map[string]string{
		"in.md": "sub/b.md", "sub/up": "..", "out.md": filepath.Join(outside, "secret.md"), "outdir": outside,
		"absolute.md": filepath.Join(dir, "a.md"), "above": "../" + filepath.Base(outside), "pipes": "/proc/self/fd",
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("Windows lets not everybody make links:", err)
		}
	}
	c := open(t, dir, options(t))
	for _, direct := range []bool{true, false} {
		if !direct {
			c.direct.close()
		}
		for _, name := range []string{"a.md", "sub/b.md", "in.md", "sub/up/a.md", "sub/../a.md", "./a.md"} {
			if _, err := c.Read(name); err != nil {
				t.Error(err)
			}
		}
		for _, name := range []string{
			"out.md", "outdir/secret.md", "absolute.md", "above/secret.md", "pipes/0", "sub/up/above/secret.md",
			filepath.Join(outside, "secret.md"), "../" + filepath.Base(outside) + "/secret.md", "sub", "", ".", "gone.md", "a.md/", "a.md\x00",
		} {
			if _, err := c.Read(name); err == nil {
				t.Errorf("%q was read", name)
			}
		}
	}
}
