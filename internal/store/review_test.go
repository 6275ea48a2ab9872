package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestReviews(t *testing.T) {
	t.Parallel()
	folder, now := t.TempDir(), time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	c, err := Open(folder, Options{DataHome: t.TempDir(), StateHome: t.TempDir(), CacheHome: t.TempDir(), Now: func() time.Time { return now }, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, id := range []string{"bbb", "aaa"} {
		if err := c.SaveReview(id, id == "aaa"); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(folder, ".manicule", "review.jsonl")
	data, _ := os.ReadFile(name)
	want := `{"id":"aaa","seen":"2026-11-25T09:00:00Z","dismissed":true}` + "\n" + `{"id":"bbb","seen":"2026-11-25T09:00:00Z"}` + "\n"
	if string(data) != want {
		t.Errorf("the file holds\n%s", data)
	}
	merged := "<<<<<<< ours\n" + want + `{"id":"bbb","seen":"2026-11-26T09:00:00Z","dismissed":true}` + "\n>>>>>>>\n{\n"
	if err := os.WriteFile(name, []byte(merged), 0o644); err != nil {
		t.Fatal(err)
	}
	all, err := c.Reviews()
	if err != nil || len(all) != 2 || !all["aaa"].Dismissed || !all["bbb"].Dismissed {
		t.Errorf("%v, %v", all, err)
	}
	now = now.AddDate(0, 0, 3)
	if err := c.SaveReview("bbb", false); err != nil {
		t.Fatal(err)
	}
	if all, _ = c.Reviews(); all["bbb"].Dismissed || all["bbb"].Before.Day() != 26 {
		t.Errorf("%+v", all["bbb"])
	}
}

func TestEditUnplaced(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c, err := Open(folder, Options{DataHome: t.TempDir(), StateHome: t.TempDir(), CacheHome: t.TempDir(), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, step := range []struct{ old, now string }{{"", ""}, {"", "one"}, {"one", "two"}, {"two", ""}, {"", ""}} {
		file, err := c.EditUnplaced(func(old []byte) ([]byte, error) {
			if string(old) != step.old {
				t.Errorf("it held %q, not %q", old, step.old)
			}
			if step.now == "" {
				return nil, nil
			}
			return []byte(step.now), nil
		})
		data, _ := os.ReadFile(filepath.Join(folder, ".manicule", unplacedName))
		if err != nil || file != ".manicule/unplaced.jsonld" || string(data) != step.now {
			t.Errorf("%s: %v; it holds %q", file, err, data)
		}
	}
}
