package store

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/note"
)

// TestHome is the rule where notes live: the article sub/deep/a.md is opened in
// every way in which folders above and below it may keep notes already.
func TestHome(t *testing.T) {
	t.Parallel()
	const sub, deep = "sub", "sub/deep"
	for _, tc := range []struct {
		name  string
		homes []string // folders that keep notes
		want  map[string]string
	}{
		{"none", nil, map[string]string{".": ".", sub: sub, deep: deep, "file": deep}},
		{"above", []string{"."}, map[string]string{".": ".", sub: ".", deep: ".", "file": "."}},
		{"here", []string{sub}, map[string]string{".": sub, sub: sub, deep: sub, "file": sub}},
		{"below", []string{deep}, map[string]string{".": deep, sub: deep, deep: deep, "file": deep}},
		{"above and here", []string{".", sub}, map[string]string{".": sub, sub: sub, deep: sub, "file": sub}},
		{"above and below", []string{".", deep}, map[string]string{".": deep, sub: deep, deep: deep, "file": deep}},
		{"everywhere", []string{".", sub, deep}, map[string]string{".": deep, sub: deep, deep: deep, "file": deep}},
		{"beside", []string{"other"}, map[string]string{".": ".", sub: sub, deep: deep, "file": deep}},
	} {
		for _, opened := range []string{".", sub, deep, "file"} {
			for _, notes := range []string{"", ".kept", "home", "outside", "beside"} {
				t.Run(tc.name+" from "+opened+" notes in "+notes, func(t *testing.T) {
					dir := folderOf(t, map[string]string{"sub/deep/a.md": sample, "other/b.md": sample})
					o := options(t)
					own := func(folder string) string { return filepath.Join(dir, folder, ".manicule") }
					switch notes {
					case ".kept":
						o.NotesDir = notes
						own = func(folder string) string { return filepath.Join(dir, folder, notes) }
					case "outside":
						o.NotesDir = filepath.Join(t.TempDir(), "vault")
						own = outsideHomes(t, dir, o.NotesDir, tc.homes)
					case "beside":
						o.NotesDir = "../" + filepath.Base(dir) + " notes"
						own = func(folder string) string {
							beside := filepath.Join(dir, folder, o.NotesDir)
							if owner, _ := ownerOf(beside); owner != "" && owner != realPath(filepath.Join(dir, folder)) {
								return filepath.Join(beside, folderKey(filepath.Join(dir, folder)))
							}
							return beside
						}
						for _, home := range tc.homes {
							if beside := own(home); filepath.Dir(beside) == filepath.Join(dir, home, "..") {
								must(t, os.MkdirAll(beside, 0o755))
								must(t, os.WriteFile(filepath.Join(beside, ownerName), []byte(realPath(filepath.Join(dir, home))+"\n"), 0o644))
							}
						}
					case "home":
						o.NotesHome = t.TempDir()
						own = func(folder string) string {
							return filepath.Join(o.NotesHome, folderKey(filepath.Join(dir, folder)))
						}
					}
					for _, home := range tc.homes {
						must(t, os.MkdirAll(filepath.Join(own(home), "notes"), 0o755))
					}
					c, name := openAt(t, dir, opened, o)
					put(t, c, name, "n")
					want := filepath.Join(own(tc.want[opened]), "notes", notesName(relative(t, tc.want[opened])))
					if _, err := os.Stat(want); err != nil {
						t.Errorf("the note is not in %s but in %q, %q", want, filesBelow(t, dir), filesBelow(t, o.NotesHome))
					}
					for _, again := range []string{".", sub, deep, "file"} {
						c, name := openAt(t, dir, again, o)
						same(t, "notes from "+again, ids(t, c, name), []string{"n"})
					}
				})
			}
		}
	}
}

// outsideHomes has one folder outside keep what there is for some folders, and
// tells where that is for each: the first that wrote has the whole, the others
// each have a folder in it.
func outsideHomes(t testing.TB, dir, vault string, homes []string) func(folder string) string {
	t.Helper()
	must(t, os.MkdirAll(vault, 0o755))
	owner := ""
	if len(homes) > 0 {
		owner = homes[len(homes)-1]
		must(t, os.WriteFile(filepath.Join(vault, ownerName), []byte(realPath(filepath.Join(dir, owner))+"\n"), 0o644))
	}
	return func(folder string) string {
		rel, err := filepath.Rel(folder, owner)
		if must(t, err); owner == "" || rel == "." {
			return vault
		}
		return filepath.Join(vault, folderKey(filepath.Join(dir, folder)))
	}
}

// openAt opens the folder, or the file, and returns the name of sub/deep/a.md.
func openAt(t testing.TB, dir, opened string, o Options) (*Collection, string) {
	t.Helper()
	if opened == "file" {
		c, name, err := OpenFile(filepath.Join(dir, "sub/deep/a.md"), o)
		must(t, err)
		t.Cleanup(func() { c.Close() })
		return c, name
	}
	c := open(t, filepath.Join(dir, opened), o)
	return c, strings.TrimPrefix("sub/deep/a.md", prefix(strings.TrimPrefix(strings.TrimPrefix(c.Folder(), dir), "/")))
}

func relative(t testing.TB, home string) string {
	t.Helper()
	rel, err := filepath.Rel(home, "sub/deep/a.md")
	must(t, err)
	return rel
}

// TestWithin opens a folder below a home as that collection.
func TestWithin(t *testing.T) {
	t.Parallel()
	dir := folderOf(t, map[string]string{"a.md": sample, "sub/b.md": sample, ".manicule/": ""})
	c := open(t, filepath.Join(dir, "sub"), options(t))
	if c.Folder() != dir || c.Within() != "sub" || c.Shown() != filepath.Join(dir, "sub") {
		t.Errorf("opened %s within %s", c.Folder(), c.Within())
	}
	if c.Shows("a.md") || !c.Shows("sub/b.md") || c.Shows("subject.md") {
		t.Error("it does not show what lies in the folder, or something else")
	}
	if name, err := c.Resolve("b.md"); err != nil || name != "sub/b.md" {
		t.Errorf("b.md is %q, %v", name, err)
	}
	if !c.ShowAll(true) || !c.Shows("a.md") {
		t.Error("ShowAll does not show all")
	}
}

// TestHomesThatAreNone passes over what must not be followed.
func TestHomesThatAreNone(t *testing.T) {
	t.Parallel()
	elsewhere := t.TempDir()
	must(t, os.Mkdir(filepath.Join(elsewhere, "notes"), 0o755))
	must(t, os.WriteFile(filepath.Join(elsewhere, "reading.jsonl"), nil, 0o644))
	for name, make := range map[string]func(own string) error{
		"a link":             func(own string) error { return os.Symlink(elsewhere, own) },
		"a file":             func(own string) error { return os.WriteFile(own, nil, 0o644) },
		"notes that are one": func(own string) error { return linkIn(own, "notes", elsewhere) },
		"a place that is one": func(own string) error {
			return linkIn(own, "reading.jsonl", filepath.Join(elsewhere, "reading.jsonl"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folderOf(t, map[string]string{"sub/deep/a.md": sample, ".manicule/": ""})
			must(t, make(filepath.Join(dir, "sub", ".manicule")))
			c := open(t, dir, options(t))
			put(t, c, "sub/deep/a.md", "n")
			must(t, c.SaveReading("sub/deep/a.md", func(r *Reading) { r.Star = true }))
			if info, err := os.Stat(filepath.Join(elsewhere, "reading.jsonl")); err != nil || info.Size() > 0 {
				t.Error("something was written through the link")
			}
			if found := filesBelow(t, elsewhere); len(found) != 1 {
				t.Errorf("notes were written through the link: %q", found)
			}
		})
	}
}

func linkIn(own, name, to string) error {
	if err := os.Mkdir(own, 0o755); err != nil {
		return err
	}
	return os.Symlink(to, filepath.Join(own, name))
}

// threeLevels are the folders of TestHomes, each with one article.
var threeLevels = []string{".", "a", "a/b", "c"}

// TestHomes holds what the rule promises over all that may happen to homes:
// every note that was acknowledged is shown exactly once, and the last star,
// from every folder at or above its article.
func TestHomes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp("", "homes")
		must(t, err)
		defer os.RemoveAll(dir)
		rest := filepath.Join(dir, "rest")
		h := &homes{T: t, dir: filepath.Join(dir, "articles"), at: map[string]string{}, notes: map[string]map[string]string{}, stars: map[string]bool{}}
		h.o = Options{DataHome: filepath.Join(rest, "data"), StateHome: filepath.Join(rest, "state"), CacheHome: filepath.Join(rest, "cache"), NoSync: true}
		for i, folder := range threeLevels {
			name, text := path.Join(folder, "x.md"), fmt.Sprintf("# Title %d\n\n%s\nHere are some words to keep.\n", i, strings.Repeat(fmt.Sprintf("line %d of it\n", i), 30))
			fileWith(t, filepath.Join(h.dir, name), text)
			h.at[name], h.notes[name] = text, map[string]string{}
		}
		h.long = h.open(".")
		defer h.long.Close()
		rt.Repeat(map[string]func(*rapid.T){
			"":      h.check,
			"home":  h.makeHome,
			"add":   h.add,
			"early": h.addEarly,
			"edit":  h.edit,
			"star":  h.star,
			"move":  h.move,
			"join":  h.join,
		})
	})
}

// homes is what TestHomes knows.
type homes struct {
	*testing.T
	rt    *rapid.T
	dir   string
	o     Options
	count int
	long  *Collection                  // open all the time
	at    map[string]string            // texts by articles' paths
	notes map[string]map[string]string // bodies by ids, by articles' paths
	stars map[string]bool
}

func (h *homes) open(folder string) *Collection {
	c, err := Open(filepath.Join(h.dir, folder), h.o)
	must(h, err)
	return c
}

// article draws an article, a folder at or above it, and that folder opened,
// or the one that is open all the time.
func (h *homes) article(rt *rapid.T) (c *Collection, own, name string, done func()) {
	name = rapid.SampledFrom(slices.Sorted(maps.Keys(h.at))).Draw(rt, "article")
	var above []string
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if above = append(above, dir); dir == "." {
			break
		}
	}
	folder := rapid.SampledFrom(append(above, "long")).Draw(rt, "opened")
	if folder == "long" {
		return h.long, name, name, func() {}
	}
	c = h.open(folder)
	return c, h.nameIn(c, name), name, func() { c.Close() }
}

// nameIn is the collection's name for an article.
func (h *homes) nameIn(c *Collection, name string) string {
	rel, err := filepath.Rel(c.Folder(), filepath.Join(h.dir, name))
	must(h, err)
	return filepath.ToSlash(rel)
}

func (h *homes) makeHome(rt *rapid.T) {
	must(h, os.MkdirAll(filepath.Join(h.dir, rapid.SampledFrom(threeLevels).Draw(rt, "folder"), ownFolder), 0o755))
}

func (h *homes) put(c *Collection, own, name string) {
	h.count++
	id, body := fmt.Sprintf("note%05d", h.count), fmt.Sprint("body ", h.count)
	_, err := c.SaveNotes(read(h, c, own), func(f *note.File) error {
		f.Put(note.Note{ID: id, Kind: "highlight", Body: body})
		return nil
	})
	must(h, err)
	h.notes[name][id] = body
}

func (h *homes) add(rt *rapid.T) {
	c, own, name, done := h.article(rt)
	defer done()
	h.put(c, own, name)
}

// addEarly adds a note as earlier versions did: in the folder that was opened,
// whatever lies above or below it.
func (h *homes) addEarly(rt *rapid.T) {
	name := rapid.SampledFrom(slices.Sorted(maps.Keys(h.at))).Draw(rt, "article")
	folder := filepath.Join(h.dir, path.Dir(name))
	if rapid.Bool().Draw(rt, "from the top") {
		folder = h.dir
	}
	must(h, os.MkdirAll(filepath.Join(folder, ownFolder), 0o755))
	c := h.open(".")
	defer c.Close()
	root, err := os.OpenRoot(folder)
	must(h, err)
	early := c.sibling(folder, root)
	defer early.Close()
	h.put(early, h.nameIn(early, name), name)
}

func (h *homes) edit(rt *rapid.T) {
	c, own, name, done := h.article(rt)
	defer done()
	if len(h.notes[name]) == 0 {
		return
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(h.notes[name]))).Draw(rt, "note")
	remove := rapid.Bool().Draw(rt, "remove")
	h.count++
	body := fmt.Sprint("body ", h.count)
	_, err := c.SaveNotes(read(h, c, own), func(f *note.File) error {
		n, ok := f.Note(id)
		if !ok {
			h.Fatalf("%s: edit is not shown the note %s", own, id)
		}
		if n.Body = body; remove {
			f.Remove(id)
		} else {
			f.Put(n)
		}
		return nil
	})
	must(h, err)
	if h.notes[name][id] = body; remove {
		delete(h.notes[name], id)
	}
}

func (h *homes) star(rt *rapid.T) {
	c, own, name, done := h.article(rt)
	defer done()
	text := read(h, c, own).Fingerprint()
	must(h, c.SaveReadings([]string{own}, func(r *Reading) {
		if r.Article != own {
			h.Errorf("edit is told of %s, not %s", r.Article, own)
		}
		r.Star, r.Text = !r.Star, text
	}))
	h.stars[name] = !h.stars[name]
}

// move gives an article another folder, and its notes follow.
func (h *homes) move(rt *rapid.T) {
	from := rapid.SampledFrom(slices.Sorted(maps.Keys(h.at))).Draw(rt, "article")
	h.count++
	to := path.Join(rapid.SampledFrom(threeLevels).Draw(rt, "to"), fmt.Sprintf("x%d.md", h.count))
	must(h, os.Rename(filepath.Join(h.dir, from), filepath.Join(h.dir, to)))
	c := h.open(".")
	defer c.Close()
	from0, to0 := h.nameIn(c, from), h.nameIn(c, to)
	missing, err := c.FindMissingArticles(context.Background(), c.FindOrphanedNotes([]string{from0}), []string{to0})
	must(h, err)
	for _, k := range missing {
		_, err := c.Adopt(k.Article, k.Candidates[0], nil)
		must(h, err)
	}
	h.at[to], h.notes[to], h.stars[to] = h.at[from], h.notes[from], h.stars[from]
	delete(h.at, from)
	delete(h.notes, from)
	delete(h.stars, from)
}

func (h *homes) join(rt *rapid.T) {
	c, own, _, done := h.article(rt)
	defer done()
	for _, x := range c.Conflicts(own) {
		_, err := c.MergeConflict(read(h, c, own), x, nil)
		must(h, err)
	}
	if left := c.Conflicts(own); len(left) > 0 {
		h.Errorf("%s: there is still something to join: %v", own, left)
	}
}

// check looks from one folder; in the long run from all.
func (h *homes) check(rt *rapid.T) {
	h.rt = rt
	folder := rapid.SampledFrom(append([]string{"long"}, threeLevels...)).Draw(rt, "shown")
	if folder == "long" {
		h.shown(h.long)
		return
	}
	c := h.open(folder)
	defer c.Close()
	h.shown(c)
}

// shown compares what a collection shows with what was acknowledged.
func (h *homes) shown(c *Collection) {
	got := map[string]map[string]string{}
	must(h, c.AllNotes(context.Background(), func(name string, f *note.File) {
		if got[name] != nil {
			h.rt.Fatalf("%s: the notes on %s come twice", c.Shown(), name)
		}
		got[name] = bodies(f)
	}))
	readings, files := c.Readings(), c.NoteFiles()
	for name, want := range h.notes {
		own := h.nameIn(c, name)
		if !filepath.IsLocal(own) {
			continue
		}
		if len(want) > 0 || len(got[own]) > 0 {
			h.compare(c, "all notes", own, got[own], want)
		}
		delete(got, own)
		f, err := c.NotesOn(read(h, c, own))
		must(h, err)
		h.compare(c, "notes", own, bodies(f), want)
		f, err = files.Read(own)
		must(h, err)
		h.compare(c, "indexed notes", own, bodies(f), want)
		if readings[own].Star != h.stars[name] || c.Reading(own).Star != h.stars[name] {
			h.rt.Fatalf("%s: star of %s: %v", c.Shown(), own, readings[own].Star)
		}
	}
	for name, notes := range got {
		if len(notes) > 0 {
			h.rt.Fatalf("%s: notes on %s, which is not there: %v", c.Shown(), name, notes)
		}
	}
}

func (h *homes) compare(c *Collection, what, name string, got, want map[string]string) {
	if !maps.Equal(got, want) {
		h.rt.Fatalf("%s: %s on %s: %v, want %v\nfiles: %q", c.Shown(), what, name, got, want, filesBelow(h, h.dir))
	}
}

func bodies(f *note.File) map[string]string {
	all := map[string]string{}
	for _, n := range f.Notes() {
		if _, twice := all[n.ID]; twice {
			all[n.ID] += " twice "
		}
		all[n.ID] += n.Body
	}
	return all
}
