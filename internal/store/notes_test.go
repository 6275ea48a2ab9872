package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

func notesFile(c *Collection, path string) string {
	return filepath.Join(c.NotesFolder(), filepath.FromSlash(notesName(path)))
}

func fileWith(t testing.TB, name, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(t, os.WriteFile(name, []byte(text), 0o644))
}

func TestSaveAndRead(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"sub/a.md": "---\nsource: https://example.org/\n---\n" + sample}), o)
	saved := put(t, c, "sub/a.md", "x")
	if saved.File != ".manicule/notes/sub/a.md.md" || saved.Merged {
		t.Errorf("%+v", saved)
	}
	f, err := c.Notes("sub/a.md")
	must(t, err)
	a := read(t, c, "sub/a.md")
	want := note.Header{Article: "sub/a.md", Title: "Title", Source: "https://example.org/", Text: a.Fingerprint()}
	if f.Header() != want {
		t.Errorf("header %+v, want %+v", f.Header(), want)
	}
	text, err := c.OldText(a.Fingerprint())
	if err != nil || text != a.Text {
		t.Errorf("kept text %q, %v", text, err)
	}
	same(t, "another reader", ids(t, open(t, c.Folder(), o), "sub/a.md"), []string{"x"})
}

func TestLastNoteTakesTheFileAlong(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	remove := func() {
		_, err := c.SaveNotes(read(t, c, "a.md"), func(f *note.File) error { f.Remove("x"); return nil })
		must(t, err)
	}
	put(t, c, "a.md", "x")
	remove()
	same(t, "files", filesBelow(t, c.Folder()), []string{".manicule/.gitignore", ".manicule/.lock", "a.md"})
	put(t, c, "a.md", "x")
	data, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	fileWith(t, notesFile(c, "a.md"), string(data)+"\n## Mine\n")
	remove()
	data, err = os.ReadFile(notesFile(c, "a.md"))
	if err != nil || !strings.Contains(string(data), "## Mine") {
		t.Errorf("own text went with the last note: %q %v", data, err)
	}
}

func TestChangesOfOthersAreKept(t *testing.T) {
	t.Parallel()
	o := options(t)
	dir := folderOf(t, map[string]string{"a.md": sample})
	one, two := open(t, dir, o), open(t, dir, o)
	put(t, one, "a.md", "x")
	if put(t, two, "a.md", "y").Merged {
		t.Error("the first look is no merge")
	}
	if !put(t, one, "a.md", "z").Merged {
		t.Error("a merge was not told")
	}
	same(t, "notes", ids(t, two, "a.md"), []string{"x", "y", "z"})
}

func TestEditErrorChangesNothing(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	no := errors.New("no")
	_, err := c.SaveNotes(read(t, c, "a.md"), func(f *note.File) error { f.Remove("x"); return no })
	if !errors.Is(err, no) {
		t.Error(err)
	}
	same(t, "notes", ids(t, c, "a.md"), []string{"x"})
}

func TestNotesFollowTheText(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample})
	c := open(t, dir, options(t))
	put(t, c, "a.md", "x")
	old := read(t, c, "a.md")
	_, err := c.SaveNotes(old, func(f *note.File) error {
		f.Put(note.Note{ID: "gone", Anchor: anchor.New(old.Text, article.Span{Start: 9, End: 13}, "")})
		return nil
	})
	must(t, err)
	fileWith(t, filepath.Join(dir, "a.md"), "# Title\n\nNew first words. There are some words to keep.\n")
	put(t, c, "a.md", "y")
	now := read(t, c, "a.md")
	f, err := c.Notes("a.md")
	must(t, err)
	x, _ := f.Note("x")
	if got := now.Text[x.Anchor.Span.Start:x.Anchor.Span.End]; got != "some words" || f.Header().Text != now.Fingerprint() {
		t.Errorf("x stands on %q", got)
	}
	gone, _ := f.Note("gone")
	if gone.Text != old.Fingerprint() || gone.Anchor.Span.Start != 9 {
		t.Errorf("lost note: %+v", gone)
	}
	if _, err := c.OldText(old.Fingerprint()); err != nil {
		t.Error("the text of a lost passage must stay:", err)
	}
	_, err = c.SaveNotes(now, func(f *note.File) error { f.Remove("gone"); return nil })
	must(t, err)
	if _, err := os.Stat(c.textFile(old.Fingerprint())); err == nil {
		t.Error("a text that nothing needs must go")
	}
	if text, err := c.OldText(old.Fingerprint()); err != nil || text != old.Text {
		t.Error("undo may need it again:", err)
	}
	if _, err := c.OldText(now.Fingerprint()); err != nil {
		t.Error(err)
	}
}

func TestReadOnlyFileGetsNotesBeside(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	good, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	broken := string(good) + "\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> theirs\n"
	fileWith(t, notesFile(c, "a.md"), broken)
	if saved := put(t, c, "a.md", "y"); saved.File != ".manicule/notes/a.md~new.md" {
		t.Errorf("%+v", saved)
	}
	same(t, "notes", ids(t, c, "a.md"), []string{"x", "y"})
	if now, _ := os.ReadFile(notesFile(c, "a.md")); string(now) != broken {
		t.Error("the file with conflict markers was written to")
	}
	_, err = c.SaveNotes(read(t, c, "a.md"), func(f *note.File) error { f.Remove("x"); return nil })
	if err == nil || !strings.Contains(err.Error(), "conflict markers") {
		t.Error(err)
	}
	fileWith(t, notesFile(c, "a.md"), string(good))
	put(t, c, "a.md", "z")
	same(t, "notes after the conflict", ids(t, c, "a.md"), []string{"x", "y", "z"})
	if _, err := os.Stat(newName(notesFile(c, "a.md"))); err == nil {
		t.Error("the file beside should be joined")
	}
}

func TestArticleInTheFileDecides(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample}), options(t))
	put(t, c, "a.md", "x")
	must(t, os.Rename(notesFile(c, "a.md"), filepath.Join(c.NotesFolder(), "renamed by me.md")))
	same(t, "renamed", ids(t, c, "a.md"), []string{"x"})
	put(t, c, "a.md", "y")
	must(t, os.Rename(filepath.Join(c.NotesFolder(), "renamed by me.md"), notesFile(c, "b.md")))
	same(t, "under another's name", ids(t, c, "a.md"), []string{"x", "y"})
	put(t, c, "b.md", "z")
	same(t, "a", ids(t, c, "a.md"), []string{"x", "y"})
	same(t, "b", ids(t, c, "b.md"), []string{"z"})
}

func TestCaseTwins(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample, "A.md": sample})
	if len(filesBelow(t, dir)) < 2 {
		t.Skip("this file system disregards case")
	}
	c := open(t, dir, options(t))
	put(t, c, "a.md", "x")
	put(t, c, "A.md", "y")
	same(t, "a", ids(t, c, "a.md"), []string{"x"})
	same(t, "A", ids(t, c, "A.md"), []string{"y"})
	seen := map[string]bool{}
	for _, name := range filesBelow(t, c.NotesFolder()) {
		if seen[twin(name)] {
			t.Errorf("%s has a twin", name)
		}
		seen[twin(name)] = true
	}
}

func TestLinkedNotesFile(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample}), options(t))
	elsewhere := t.TempDir()
	put(t, c, "a.md", "x")
	must(t, os.Rename(notesFile(c, "a.md"), filepath.Join(elsewhere, "mine.md")))
	if err := os.Symlink(filepath.Join(elsewhere, "mine.md"), notesFile(c, "a.md")); err != nil {
		t.Skip(err)
	}
	put(t, c, "a.md", "y")
	info, err := os.Lstat(notesFile(c, "a.md"))
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	same(t, "notes", ids(t, c, "a.md"), []string{"x", "y"})
	fileWith(t, filepath.Join(elsewhere, "profile"), "alias ls=ls\n")
	must(t, os.Symlink(filepath.Join(elsewhere, "profile"), notesFile(c, "b.md")))
	if _, err := tryPut(c, read(t, c, "b.md"), "z"); err == nil || !strings.Contains(err.Error(), "no notes file") {
		t.Error(err)
	}
}

func TestModeVersionsAndSweeping(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	must(t, os.Chmod(notesFile(c, "a.md"), 0o640))
	stale := filepath.Join(c.NotesFolder(), tempPrefix+"STALE"+tempSuffix)
	young := filepath.Join(c.NotesFolder(), tempPrefix+"YOUNG"+tempSuffix)
	fileWith(t, stale, "")
	fileWith(t, young, "")
	must(t, os.Chtimes(stale, time.Time{}, time.Now().Add(-2*time.Hour)))
	for i := range 15 {
		put(t, c, "a.md", fmt.Sprint("n", i))
	}
	info, err := os.Stat(notesFile(c, "a.md"))
	if err != nil || os.PathSeparator == '/' && info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	if exists(stale) || !exists(young) {
		t.Errorf("stale %v young %v", exists(stale), exists(young))
	}
	kept := versionsOf(c, "a.md")
	if len(kept) != versions {
		t.Fatalf("%d versions", len(kept))
	}
	data, err := os.ReadFile(kept[len(kept)-1])
	must(t, err)
	if n := len(note.Parse(data).Notes()); n != 16 {
		t.Errorf("the last version holds %d notes, want 16", n)
	}
}

func TestLockedByAnother(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	c.lockTime = 20 * time.Millisecond
	l := flock.New(filepath.Join(filepath.Dir(c.NotesFolder()), ".lock"))
	if ok, err := l.TryLock(); !ok {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := tryPut(c, read(t, c, "a.md"), "y"); err == nil || !strings.Contains(err.Error(), "another program has held") {
		t.Error(err)
	}
}

func TestAllNotes(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample, "b.md": sample, "c.md": sample}), options(t))
	put(t, c, "b.md", "x")
	put(t, c, "a.md", "y")
	fileWith(t, filepath.Join(c.NotesFolder(), "c.md.md"), "nonsense <!-- note {] -->\n<!-- note {\"id\":\"q\"} -->\nwords\n")
	var got []string
	must(t, c.AllNotes(t.Context(), func(path string, f *note.File) {
		got = append(got, fmt.Sprint(path, " ", len(f.Notes()), " ", len(f.Problems())))
	}))
	same(t, "notes", got, []string{"a.md 1 0", "b.md 1 0", "c.md 1 0"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.AllNotes(ctx, func(string, *note.File) {}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestNotesDir(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.NotesDir = filepath.Join(t.TempDir(), "vault")
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	saved := put(t, c, "a.md", "x")
	if saved.File != filepath.Join(o.NotesDir, "notes", "a.md.md") {
		t.Errorf("%+v", saved)
	}
	same(t, "collection", filesBelow(t, c.Folder()), []string{"a.md"})

	o.NotesDir = "my notes" // among the articles, but none of them
	c = open(t, c.Folder(), o)
	put(t, c, "a.md", "y")
	same(t, "notes", ids(t, c, "a.md"), []string{"y"})
	if all := list(t, c); len(all) != 1 {
		t.Errorf("%+v", all)
	}
}

const perWriter = 100

// writeMany is the second program of TestThreeProcesses: it adds notes to one
// article, one save each.
func writeMany(folder string) int {
	c, err := Open(folder, Options{CacheHome: filepath.Join(folder, ".cache"), NoSync: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer c.Close()
	c.lockTime = time.Minute // the machine may be busy; what counts is that no note is lost
	a, err := c.Read("a.md")
	for i := 0; i < perWriter && err == nil; i++ {
		_, err = tryPut(c, a, fmt.Sprintf("%s-%d", os.Getenv("MANICULE_TEST_NAME"), i))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func TestThreeProcesses(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample})
	var running []*exec.Cmd
	for _, name := range []string{"p", "q", "r"} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "MANICULE_TEST_WRITER="+dir, "MANICULE_TEST_NAME="+name)
		cmd.Stderr = os.Stderr
		must(t, cmd.Start())
		running = append(running, cmd)
	}
	for _, cmd := range running {
		must(t, cmd.Wait())
	}
	got := ids(t, open(t, dir, options(t)), "a.md")
	if got = slices.Compact(got); len(got) != 3*perWriter {
		t.Errorf("%d notes, want %d", len(got), 3*perWriter)
	}
}

func BenchmarkSaveNotes(b *testing.B) {
	c := open(b, folderOf(b, map[string]string{"a.md": sample}), options(b))
	a := read(b, c, "a.md")
	for b.Loop() {
		_, err := tryPut(c, a, note.NewID()[:1])
		must(b, err)
	}
}
