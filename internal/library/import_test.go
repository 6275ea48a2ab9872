package library

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/exchange"
	"manicule/internal/note"
	"manicule/internal/store"
)

// TestImportNotes imports the same notes again and again: while their articles
// come, while nothing may be written, and when all is there.
func TestImportNotes(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "tea.md", "# Tea\n\nTwo leaves and a bud make a cup of tea.\n")
	c := collection(t, folder, options(t))
	l := open(t, c)
	notes := []exchange.Imported{
		{Note: note.Note{ID: "aaaaaaaaaa", Kind: "highlight", Anchor: note.Anchor{Quote: "Two leaves and a bud"}}, Title: "Tea"},
		{Note: note.Note{ID: "bbbbbbbbbb", Kind: "highlight", Anchor: note.Anchor{Quote: "nobody ever said so"}}, Title: "Tea"},
		{Note: note.Note{ID: "cccccccccc", Kind: "highlight", Anchor: note.Anchor{Quote: "comes in twice a day"}}, Title: "Tides"},
	}
	try := func(what string, dry bool, want ImportResult) {
		t.Helper()
		refresh(t, l)
		got, err := ImportNotes(t.Context(), c, Import{Notes: notes, DryRun: dry, Articles: func() (*Articles, error) { return l.Articles(), nil }})
		must(t, err)
		if diff := cmp.Diff(want.Articles, got.Articles); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
		if len(got.Unplaced) != len(want.Unplaced) || (got.Kept != "") != (want.Kept != "") || len(got.Saved) != len(want.Saved) {
			t.Errorf("%s: %+v", what, got)
		}
	}
	unplaced := []Unplaced{{Imported: notes[2]}}
	fresh := []ImportedOn{{Article: "tea.md", Exact: 1, Lost: 1}}
	known := ImportedOn{Article: "tea.md", Known: 2}
	try("nothing may be written", true, ImportResult{Articles: fresh, Unplaced: unplaced})
	if _, err := os.Stat(filepath.Join(folder, ".manicule")); !os.IsNotExist(err) {
		t.Errorf("a dry run wrote something: %v", err)
	}
	saved := []store.Saved{{}}
	try("the first time", false, ImportResult{Articles: fresh, Unplaced: unplaced, Kept: "a file", Saved: saved})
	try("again", false, ImportResult{Articles: []ImportedOn{known}, Unplaced: unplaced, Kept: "a file"})
	write(t, folder, "tides.md", "# Tides\n\nThe tide comes in twice a day here.\n")
	try("its article is there", false, ImportResult{Articles: []ImportedOn{known, {Article: "tides.md", Exact: 1}}, Saved: saved})
	try("all is there", false, ImportResult{Articles: []ImportedOn{known, {Article: "tides.md", Known: 1}}})
	if data, err := os.ReadFile(filepath.Join(folder, ".manicule", "unplaced.jsonld")); !os.IsNotExist(err) {
		t.Errorf("what has an article is still kept as if it had none: %v\n%s", err, data)
	}
}
