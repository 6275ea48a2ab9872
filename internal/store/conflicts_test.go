package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPutAside(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, by, of string }{
		{"a.md.sync-conflict-20261125-081502-ABCDEFG.md", "Syncthing", "a.md.md"},
		{"a.md (Ana's conflicted copy 2026-11-25).md", "a sync program", "a.md.md"},
		{"a.md.md.orig", "a merge", "a.md.md"},
		{"a.md.md", "", "a.md.md"},
	}
	for _, tt := range tests {
		if by, of := PutAside(tt.name); by != tt.by || of != tt.of {
			t.Errorf("%s: %q of %q", tt.name, by, of)
		}
	}
}

func TestConflictCopies(t *testing.T) {
	t.Parallel()
	for _, aside := range []string{"a.md.sync-conflict-20261125-081502-ABCDEFG.md", "a.md (Ana's conflicted copy 2026-11-25).md", "a.md.md.orig"} {
		t.Run(aside, func(t *testing.T) {
			c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
			put(t, c, "a.md", "x")
			put(t, c, "a.md", "y")
			data, err := os.ReadFile(notesFile(c, "a.md"))
			must(t, err)
			copied := filepath.Join(c.NotesFolder(), aside)
			fileWith(t, copied, strings.ReplaceAll(string(data), `"id":"y"`, `"id":"z"`))
			same(t, "before", ids(t, c, "a.md"), []string{"x", "y"})
			found := c.Conflicts("a.md")
			if len(found) != 1 || len(found[0].Added) != 1 || found[0].Added[0].ID != "z" || len(found[0].Changed) != 0 {
				t.Fatalf("%+v", found)
			}
			_, err = c.MergeConflict(read(t, c, "a.md"), found[0], nil)
			must(t, err)
			same(t, "after", ids(t, c, "a.md"), []string{"x", "y", "z"})
			if exists(copied) || len(c.Conflicts("a.md")) > 0 {
				t.Error("the copy is still there")
			}
			if kept := versionsOf(c, "a.md"); len(kept) < 2 {
				t.Errorf("versions: %q", kept)
			}
			if _, err := c.MergeConflict(read(t, c, "a.md"), found[0], nil); err == nil {
				t.Error("merged twice")
			}
		})
	}
}

func TestGitMarkersAreMerged(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	good, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	entry := func(id string) string { return "<!-- note {\"id\":\"" + id + "\"} -->\n\nwords\n" }
	fileWith(t, notesFile(c, "a.md"), string(good)+"\n<<<<<<< HEAD\n"+entry("p")+"=======\n"+entry("q")+">>>>>>> theirs\n")
	put(t, c, "a.md", "beside")
	found := c.Conflicts("a.md")
	if len(found) != 1 || found[0].By != "git" {
		t.Fatalf("%+v", found)
	}
	_, err = c.MergeConflict(read(t, c, "a.md"), found[0], nil)
	must(t, err)
	same(t, "notes", ids(t, c, "a.md"), []string{"beside", "p", "q", "x"})
	if f, _ := c.Notes("a.md"); f.ReadOnly() != "" || len(f.Problems()) > 0 {
		t.Errorf("%s %v", f.ReadOnly(), f.Problems())
	}
}

// Of a note that two versions have differently one is taken over where that was
// chosen, on the passage where it stands; what only one has stays in any case.
func TestMergeTakesTheChosenSide(t *testing.T) {
	t.Parallel()
	entry := func(id, kind, tag, words string) string {
		return fmt.Sprintf("<!-- note {\"id\":%q,\"kind\":%q,\"at\":[2,5],\"tags\":[%q]} -->\n\n> sea\n\n%s\n\n", id, kind, tag, words)
	}
	for _, tt := range []struct {
		sides map[string]Side
		want  []string
	}{
		{nil, []string{"⇄", "⇄"}},
		{map[string]Side{"p": Both, "q": Both}, []string{"⇄", "⇄"}},
		{map[string]Side{"p": Mine, "q": Theirs}, []string{"doubt p mine", "question q theirs"}},
		{map[string]Side{"p": Theirs}, []string{"question p theirs", "⇄"}},
		{map[string]Side{"elsewhere": Theirs, "only": Mine}, []string{"⇄", "⇄"}},
	} {
		c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
		head := "---\nmanicule: 1\narticle: a.md\n---\n\n"
		fileWith(t, notesFile(c, "a.md"), head+entry("p", "doubt", "a", "p mine")+entry("q", "doubt", "b", "q mine"))
		fileWith(t, notesFile(c, "a.md")+".orig", head+entry("p", "question", "c", "p theirs")+entry("q", "question", "d", "q theirs")+entry("only", "doubt", "e", "only theirs"))
		found := c.Conflicts("a.md")
		if len(found) != 1 || len(found[0].Changed) != 2 {
			t.Fatalf("%+v", found)
		}
		x := found[0].Changed[0]
		same(t, "sides", []string{x.Of(Mine).Body, x.Of(Theirs).Body, x.Of(Both).Body}, []string{"p mine", "p theirs", x.Both.Body})
		_, err := c.MergeConflict(read(t, c, "a.md"), found[0], tt.sides)
		must(t, err)
		f, err := c.Notes("a.md")
		must(t, err)
		var got []string
		for _, id := range []string{"p", "q"} {
			n, _ := f.Note(id)
			said := n.Kind + " " + n.Body
			if strings.Contains(n.Body, "⇄") {
				said = "⇄"
			}
			got = append(got, said)
			if n.Anchor.Quote != "sea" {
				t.Errorf("%s stands on %q", id, n.Anchor.Quote)
			}
		}
		same(t, fmt.Sprint(tt.sides), got, tt.want)
		if n, ok := f.Note("only"); !ok || n.Body != "only theirs" {
			t.Errorf("%v: what only they have is %q", tt.sides, n.Body)
		}
	}
}

func TestMergeWithoutAPlaceForTheCopy(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	put(t, c, "a.md", "x")
	copied := notesFile(c, "a.md") + ".orig"
	fileWith(t, copied, "<!-- note {\"id\":\"q\"} -->\n\nwords\n")
	found := c.Conflicts("a.md")
	must(t, os.RemoveAll(filepath.Join(o.CacheHome, "manicule")))
	fileWith(t, filepath.Join(o.CacheHome, "manicule"), "") // a file where a folder is wanted
	if _, err := c.MergeConflict(read(t, c, "a.md"), found[0], nil); err == nil || !exists(copied) {
		t.Errorf("%v, copy there: %v", err, exists(copied))
	}
}

func TestMergeFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := func(s string) string { return filepath.Join(dir, s) }
	entry := func(id string) string { return "<!-- note {\"id\":\"" + id + "\"} -->\n\nwords\n" }
	fileWith(t, name("base"), "")
	fileWith(t, name("ours"), entry("p"))
	fileWith(t, name("theirs"), entry("q"))
	merged, err := MergeFiles(name("base"), name("ours"), name("theirs"))
	must(t, err)
	data, err := os.ReadFile(name("ours"))
	must(t, err)
	if len(merged.Notes()) != 2 || string(data) != string(merged.Format()) {
		t.Errorf("%s", data)
	}
	fileWith(t, name("theirs"), "---\nmanicule: 9\n---\n")
	if _, err := MergeFiles(name("base"), name("ours"), name("theirs")); err == nil || !strings.Contains(err.Error(), "newer manicule") {
		t.Error(err)
	}
}

// TestEditorPutsBackAnOldVersion has an editor save what it had read before a
// note was added and another one changed.
func TestEditorPutsBackAnOldVersion(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	put(t, c, "a.md", "y")
	old, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	put(t, c, "a.md", "z")
	fileWith(t, notesFile(c, "a.md"), string(old)+"\n## Mine\n\ntyped\n")
	same(t, "read", ids(t, c, "a.md"), []string{"x", "y", "z"})
	put(t, c, "a.md", "w")
	same(t, "saved", ids(t, c, "a.md"), []string{"w", "x", "y", "z"})
	data, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	if !strings.Contains(string(data), "## Mine\n\ntyped\n") {
		t.Errorf("%s", data)
	}
	fileWith(t, notesFile(c, "a.md"), string(old[:strings.Index(string(old), "<!-- note")]))
	long := time.Now().Add(2 * time.Minute)
	must(t, os.Chtimes(notesFile(c, "a.md"), long, long))
	same(t, "deleted in an editor, later", ids(t, c, "a.md"), nil)
}
