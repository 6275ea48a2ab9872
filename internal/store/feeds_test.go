package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFeeds: the newest line of a feed counts, all entries that ever came are
// known, and lines from elsewhere stay.
func TestFeeds(t *testing.T) {
	folder := t.TempDir()
	c, err := Open(folder, Options{StateHome: t.TempDir(), DataHome: t.TempDir(), CacheHome: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if feeds, err := c.Feeds(); feeds != nil || err != nil {
		t.Errorf("without any: %v %v", feeds, err)
	}
	save := func(f Feed) {
		t.Helper()
		if err := c.SaveFeed(f); err != nil {
			t.Fatal(err)
		}
	}
	save(Feed{Address: "https://a", Title: "A", Known: map[string]bool{"1": true}})
	name := filepath.Join(folder, ".manicule", feedsName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	other := `{"feed":"https://a","entry":"2"}` + "\n" + `{"feed":"https://a","title":"old","at":"2001-01-01T00:00:00Z"}` + "\n" + `{"later":"version"}` + "\n"
	if err := os.WriteFile(name, append(data, other...), 0o600); err != nil {
		t.Fatal(err)
	}
	save(Feed{Address: "https://b", Full: true})
	save(Feed{Address: "https://a", Title: "A2", Known: map[string]bool{"3": true}})
	feeds, err := c.Feeds()
	if err != nil || len(feeds) != 2 || feeds[0].Title != "A2" || !feeds[1].Full {
		t.Fatalf("got %+v %v", feeds, err)
	}
	for _, id := range []string{"1", "2", "3"} {
		if !feeds[0].Known[id] {
			t.Errorf("entry %s is not known", id)
		}
	}
	data, _ = os.ReadFile(name)
	if !slices.Contains(strings.Split(string(data), "\n"), `{"later":"version"}`) {
		t.Errorf("a line of another version is lost:\n%s", data)
	}
}
