package store

import (
	"os"
	"path/filepath"
	"testing"

	"manicule/internal/picture"
)

func TestPicture(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	folder := filepath.Join(home, "articles")
	files := map[string]string{"articles/in/a.png": "pixels", "secret.png": "secret"}
	for name, data := range files {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	large := filepath.Join(folder, "large.png")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, picture.MaxBytes+1); err != nil {
		t.Fatal(err)
	}
	_ = os.Symlink(filepath.Join(home, "secret.png"), filepath.Join(folder, "link.png"))
	c, err := Open(folder, Options{DataHome: filepath.Join(home, "d"), StateHome: filepath.Join(home, "s"), CacheHome: filepath.Join(home, "c")})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if data, err := c.Picture("in/a.png"); err != nil || string(data) != "pixels" {
		t.Errorf("%q, %v", data, err)
	}
	for _, path := range []string{"none.png", "in", "large.png", "../secret.png", "link.png", filepath.Join(home, "secret.png")} {
		if data, err := c.Picture(path); err == nil {
			t.Errorf("%s was read: %d bytes", path, len(data))
		}
	}
}
