package store

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestReadingSessions(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	if got := c.ReadingSessions(); got != nil {
		t.Errorf("before anything was read: %+v", got)
	}
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	later := ReadingSession{At: at.Add(time.Hour), Article: "odd\xff\n.md", Time: 90 * time.Second, Words: 300, Pace: 200, Finished: true}
	first := ReadingSession{At: at, Article: "a.md", Time: time.Minute}
	must(t, c.AddReadingSession(later))
	must(t, c.AddReadingSession(first))
	if got := open(t, c.Folder(), o).ReadingSessions(); !slices.Equal(got, []ReadingSession{first, later}) {
		t.Errorf("%+v", got)
	}
}

func TestReadingSessionsOfOthers(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	name := filepath.Join(c.Folder(), ".manicule", "sittings.jsonl")
	fileWith(t, name, "nonsense\n{}\n"+
		`{"at":"2026-01-02T00:00:00Z","article":"a.md","seconds":-5}`+"\n"+
		`{"at":"2026-01-02T00:00:00Z","article":"a.md","seconds":1e300}`+"\n"+
		`{"at":"2026-01-02T00:00:00Z","article":"b.md","seconds":60,"words":10,"mood":1}`+"\n"+`{"at":"2026-01-0`)
	must(t, c.AddReadingSession(ReadingSession{At: time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC), Article: "c.md", Time: time.Second}))
	got := c.ReadingSessions()
	if len(got) != 2 || got[0].Article != "b.md" || got[1].Article != "c.md" {
		t.Errorf("%+v", got)
	}
}

// TestReadingSessionsOfTwo has two programs write at once.
func TestReadingSessionsOfTwo(t *testing.T) {
	t.Parallel()
	o := options(t)
	folder := folderOf(t, map[string]string{"a.md": sample})
	must(t, os.Mkdir(filepath.Join(folder, ".manicule"), 0o755))
	var both sync.WaitGroup
	for range 2 {
		c := open(t, folder, o)
		both.Go(func() {
			for i := range 20 {
				if err := c.AddReadingSession(ReadingSession{At: time.Unix(int64(1+i), 0).UTC(), Article: "a.md", Time: time.Second}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	if got := open(t, folder, o).ReadingSessions(); len(got) != 40 {
		t.Errorf("%d sittings of 40", len(got))
	}
}
