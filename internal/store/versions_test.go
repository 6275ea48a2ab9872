package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// TestVersionCutOff has a program die, and a disk be full, while the latest
// version is being kept: what is in the file must not pass for deleted.
func TestVersionCutOff(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	put(t, c, "a.md", "y")
	dir := c.versionsOf(notesFile(c, "a.md"))
	fileWith(t, filepath.Join(dir, "new"+tempSuffix), "---\nmanicule: 1\n")
	fileWith(t, filepath.Join(dir, time.Now().UTC().Format(stampForm)+".md"), "")
	same(t, "read", ids(t, c, "a.md"), []string{"x", "y"})
	put(t, c, "a.md", "z")
	same(t, "saved", ids(t, c, "a.md"), []string{"x", "y", "z"})
	if _, err := os.Stat(filepath.Join(dir, "new"+tempSuffix)); err == nil {
		t.Error("a half-written version was left")
	}
}

// TestOverwrittenForLong has an editor write over a note again and again, for
// longer than staleTime, while nobody can put it back.
func TestOverwrittenForLong(t *testing.T) {
	t.Parallel()
	now := time.Now()
	o := options(t)
	o.Now = func() time.Time { now = now.Add(time.Millisecond); return now }
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	put(t, c, "a.md", "x")
	file := notesFile(c, "a.md")
	old, err := os.ReadFile(file)
	must(t, err)
	put(t, c, "a.md", "y")
	for range 4 {
		now = now.Add(staleTime * 2 / 3)
		old = append(old, "more\n"...)
		fileWith(t, file, string(old))
		must(t, os.Chtimes(file, time.Time{}, now))
		same(t, "read", ids(t, c, "a.md"), []string{"x", "y"})
	}
	put(t, c, "a.md", "z")
	same(t, "saved", ids(t, c, "a.md"), []string{"x", "y", "z"})
}

// meddler is a disk on which somebody does something right before a new file
// takes the place of the old one, once.
type meddler struct {
	osDisk
	act *func()
}

func (d meddler) Exchange(a, b string) error {
	if act := *d.act; act != nil {
		*d.act = nil
		act()
	}
	return d.osDisk.Exchange(a, b)
}

// TestWrittenAtTheLastMoment has an editor save between the last look at the
// notes file and its replacement.
func TestWrittenAtTheLastMoment(t *testing.T) {
	t.Parallel()
	editors := map[string]func(name, text string) error{
		"in place": func(name, text string) error { return os.WriteFile(name, []byte(text), 0o644) },
		"replaced": func(name, text string) error {
			return errors.Join(os.WriteFile(name+"~", []byte(text), 0o644), os.Rename(name+"~", name))
		},
	}
	for how, save := range editors {
		t.Run(how, func(t *testing.T) {
			c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
			put(t, c, "a.md", "x")
			meddle(t, c, func(name, text string) { must(t, save(name, text)) })
			put(t, c, "a.md", "y")
			checkMeddled(t, c)
		})
	}
}

// TestEmptiedAtTheLastMoment has an editor empty the notes file in that moment,
// and write it when the save has begun again.
func TestEmptiedAtTheLastMoment(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	var mine string
	meddle(t, c, func(name, text string) { mine = text; must(t, os.Truncate(name, 0)) })
	a := read(t, c, "a.md")
	tries := 0
	_, err := c.SaveNotes(a, func(f *note.File) error {
		if tries++; tries == 3 {
			fileWith(t, notesFile(c, "a.md"), mine)
		}
		f.Put(note.Note{ID: "y", Kind: "highlight", Anchor: anchor.New(a.Text, article.Span{Start: 0, End: 4}, "")})
		return nil
	})
	must(t, err)
	checkMeddled(t, c)
}

// meddle has act called before the next replacement of the notes on a.md, with
// the notes file and what an editor would save there.
func meddle(t *testing.T, c *Collection, act func(name, text string)) {
	t.Helper()
	file := notesFile(c, "a.md")
	data, err := os.ReadFile(file)
	must(t, err)
	other := filepath.Join(t.TempDir(), "other")
	fileWith(t, other, "")
	if err := exchange(other, other); err != nil {
		t.Skip("files can't change places here:", err)
	}
	once := func() { act(file, string(data)+"\nmine\n") }
	c.disk = meddler{act: &once}
}

func checkMeddled(t *testing.T, c *Collection) {
	t.Helper()
	same(t, "notes", ids(t, c, "a.md"), []string{"x", "y"})
	if data, err := os.ReadFile(notesFile(c, "a.md")); err != nil || !strings.Contains(string(data), "\nmine\n") {
		t.Errorf("%v\n%s", err, data)
	}
	for _, name := range filesBelow(t, c.Folder()) {
		if ours(filepath.Base(name)) {
			t.Errorf("%s was left", name)
		}
	}
}

// TestTwoFilesOnOneArticle has git leave notes on an article in the file of its
// former name too.
func TestTwoFilesOnOneArticle(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	data, err := os.ReadFile(notesFile(c, "a.md"))
	must(t, err)
	fileWith(t, notesFile(c, "old.md"), strings.ReplaceAll(string(data), `"x"`, `"y"`)+"\nmine\n")
	same(t, "read", ids(t, c, "a.md"), []string{"x", "y"})
	must(t, c.PutBack(t.Context()))
	same(t, "put back", ids(t, c, "a.md"), []string{"x", "y"})
	data, err = os.ReadFile(notesFile(c, "a.md"))
	if must(t, err); !strings.Contains(string(data), "\nmine\n") {
		t.Errorf("%s", data)
	}
	if _, err := os.Stat(notesFile(c, "old.md")); err == nil {
		t.Error("there are two files still")
	}
}

// TestTwiceInASecond has two readers change a note within a second, and an
// editor write over the second change, having read the first.
func TestTwiceInASecond(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), options(t))
	put(t, c, "a.md", "x")
	second := time.Now().UTC().Truncate(time.Second)
	say := func(words string) {
		_, err := c.SaveNotes(read(t, c, "a.md"), func(f *note.File) error {
			n, _ := f.Note("x")
			n.Body, n.Changed = words, second
			f.Put(n)
			return nil
		})
		must(t, err)
	}
	say("first")
	file := notesFile(c, "a.md")
	data, err := os.ReadFile(file)
	must(t, err)
	say("second")
	fileWith(t, file, strings.Replace(string(data), "first", "third", 1))
	f, err := c.Notes("a.md")
	must(t, err)
	if n, _ := f.Note("x"); !strings.Contains(n.Body, "second") || !strings.Contains(n.Body, "third") {
		t.Errorf("%q", n.Body)
	}
}

// versionsOf are the files that hold former contents of an article's notes,
// the oldest first.
func versionsOf(c *Collection, article string) []string {
	file, _ := c.fileFor(c.scanNotes(), article)
	return versionFiles(c.versionsOf(file))
}
