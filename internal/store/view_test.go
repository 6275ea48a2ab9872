package store

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The view is kept for all collections, the folded folders for each; a broken
// file is no view.
func TestView(t *testing.T) {
	state := t.TempDir()
	open := func(folder string) *Collection {
		c, err := Open(folder, Options{StateHome: state, DataHome: state, CacheHome: state, NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	one, other := open(t.TempDir()), open(t.TempDir())
	if diff := cmp.Diff(View{}, one.View()); diff != "" {
		t.Error(diff)
	}
	save := func(c *Collection, edit func(*View)) {
		if err := c.SaveView(edit); err != nil {
			t.Fatal(err)
		}
	}
	save(one, func(v *View) { v.Sort, v.Folded = "title", []string{"sea", "a\nb"} })
	save(other, func(v *View) { v.Theme, v.Width, v.Justify, v.Divide, v.NoPreview = "sepia", 80, true, 45, true })
	want := View{Theme: "sepia", Width: 80, Justify: true, Sort: "title", Divide: 45, NoPreview: true}
	if diff := cmp.Diff(want, other.View()); diff != "" {
		t.Error(diff)
	}
	want.Folded = []string{"sea", "a\nb"}
	if diff := cmp.Diff(want, one.View()); diff != "" {
		t.Error(diff)
	}
	save(one, func(v *View) { v.Folded = nil })
	if got := one.View(); len(got.Folded) != 0 || got.Theme != "sepia" {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(filepath.Join(state, "manicule", "view.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(View{}, one.View()); diff != "" {
		t.Error(diff)
	}
}
