//go:build unix

package store

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"manicule/internal/note"
)

// sync is what git does between the two machines, with merge-notes as its
// driver. A file that one side took away and the other one changed stops it,
// unless a person is there to settle that. Notes that were given to articles
// under their new names then are committed too: a merge goes file by file, and
// would take a note deleted in the new file for one added on the other side.
func (h *history) sync(person bool) {
	for h.exchange(person) {
		if maps.Equal(h.base.files, h.snapshot(h.here).files) && maps.Equal(h.base.files, h.snapshot(h.there).files) {
			return
		}
	}
}

// exchange is one commit, pull and push on both machines; false if it was
// stopped.
func (h *history) exchange(person bool) bool {
	for _, m := range []*machine{h.here, h.there} {
		h.must(m.readers[0].c.PutBack(h.Context()))
	}
	h.wait()
	here, there := h.snapshot(h.here), h.snapshot(h.there)
	merged, back, ok := h.merge(here.files, there.files, person)
	if !ok {
		return false
	}
	book := meet(h.base.book, here.book, there.book)
	book.comeBack(back, here.book, there.book)
	own := maps.Clone(here.own)
	maps.Copy(own, there.own)
	h.base = snapshot{merged, book, own}
	for _, m := range []*machine{h.here, h.there} {
		h.checkOut(m, merged)
		m.book, m.own = maps.Clone(h.base.book), maps.Clone(own)
	}
	h.carryArticles()
	for _, r := range slices.Concat(h.here.readers, h.there.readers) {
		h.settle(r)
	}
	return true
}

func (h *history) snapshot(m *machine) snapshot {
	return snapshot{h.filesOf(filepath.Join(m.folder, ownFolder)), m.book, m.own}
}

// filesOf are the notes files and kept texts below a folder.
func (h *history) filesOf(dir string) map[string]string {
	files := map[string]string{}
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".") && filepath.Ext(name) != ".jsonl" {
			data, err := os.ReadFile(name)
			h.must(err)
			rel, _ := filepath.Rel(dir, name)
			files[rel] = string(data)
		}
		return nil
	})
	return files
}

// merge merges file by file, as git does. It tells which notes come back by
// that.
func (h *history) merge(ours, theirs map[string]string, person bool) (merged map[string]string, back []string, ok bool) {
	base, ours, theirs := maps.Clone(h.base.files), maps.Clone(ours), maps.Clone(theirs)
	moved(base, ours, theirs)
	moved(base, theirs, ours)
	merged = map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(union3(base, ours, theirs))) {
		b, inBase := base[name]
		o, inOurs := ours[name]
		t, inTheirs := theirs[name]
		switch {
		case o == t && inOurs == inTheirs, b == t && inBase == inTheirs:
			keep(merged, name, o, inOurs)
		case b == o && inBase == inOurs:
			keep(merged, name, t, inTheirs)
		case inOurs && inTheirs || person:
			merged[name] = h.mergeFile(b, o, t)
		case !strings.HasSuffix(name, ".md"):
			keep(merged, name, o+t, true) // a text that one side needs
		default:
			return nil, nil, false
		}
	}
	return merged, comingBack(base, ours, theirs), true
}

// comingBack are the notes that one side deleted and the other one gave to an
// article under a new name, so that they stand in another file: there they
// count as added.
func comingBack(base, ours, theirs map[string]string) (ids []string) {
	inOurs, inTheirs := whereNotesAre(ours), whereNotesAre(theirs)
	for id, file := range whereNotesAre(base) {
		o, t := inOurs[id], inTheirs[id]
		if (o == "") != (t == "") && o+t != file {
			ids = append(ids, id)
		}
	}
	return ids
}

// whereNotesAre tells the file that each note is in.
func whereNotesAre(files map[string]string) map[string]string {
	where := map[string]string{}
	for name, text := range files {
		for _, n := range note.Parse([]byte(text)).Notes() {
			where[n.ID] = name
		}
	}
	return where
}

func keep(files map[string]string, name, text string, there bool) {
	if there {
		files[name] = text
	}
}

func union3(a, b, c map[string]string) map[string]string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, b)
	maps.Copy(all, c)
	return all
}

// moved is what git makes of files that one side renamed: what the other side
// made of them, perhaps under another name, goes into the new ones.
func moved(base, one, other map[string]string) {
	for _, from := range slices.Sorted(maps.Keys(base)) {
		text := base[from]
		to := renamedTo(base, one, from, text)
		if to == "" {
			continue
		}
		base[to] = text
		delete(base, from)
		elsewhere := from
		if _, there := other[from]; !there {
			elsewhere = renamedTo(base, other, from, text)
		}
		if _, there := other[to]; !there && elsewhere != "" {
			other[to] = other[elsewhere]
			delete(other, elsewhere)
		}
	}
}

// renamedTo is the new name of a file that the side no longer has; "" if it
// has it, or deleted it.
func renamedTo(base, side map[string]string, from, text string) string {
	if _, there := side[from]; there || !strings.HasSuffix(from, ".md") {
		return ""
	}
	for _, to := range slices.Sorted(maps.Keys(side)) {
		if _, before := base[to]; !before && alike(text, side[to]) {
			return to
		}
	}
	return ""
}

// alike reports whether the files have a note in common.
func alike(a, b string) bool {
	f := note.Parse([]byte(a))
	return slices.ContainsFunc(note.Parse([]byte(b)).Notes(), func(n note.Note) bool { _, ok := f.Note(n.ID); return ok })
}

// mergeFile is the driver.
func (h *history) mergeFile(base, ours, theirs string) string {
	names := [3]string{}
	for i, text := range []string{base, ours, theirs} {
		names[i] = filepath.Join(h.dir, []string{"base", "ours", "theirs"}[i])
		h.write(names[i], text)
	}
	_, err := MergeFiles(names[0], names[1], names[2])
	h.must(err)
	data, err := os.ReadFile(names[1])
	h.must(err)
	return string(data)
}

// checkOut makes the machine's files those that git has.
func (h *history) checkOut(m *machine, files map[string]string) {
	dir := filepath.Join(m.folder, ownFolder)
	now := h.filesOf(dir)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if _, stays := files[name]; !stays {
			h.must(os.Remove(filepath.Join(dir, name)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if text, there := now[name]; !there || text != files[name] {
			h.write(filepath.Join(dir, name), files[name])
		}
	}
}

// carryArticles brings the articles to the other machine; they are changed
// here only.
func (h *history) carryArticles() {
	for i, from := range h.there.at {
		data, err := os.ReadFile(filepath.Join(h.here.folder, h.here.at[i]))
		h.must(err)
		h.must(os.Remove(filepath.Join(h.there.folder, from)))
		h.write(filepath.Join(h.there.folder, h.here.at[i]), string(data))
	}
	h.there.at = h.here.at
}

// rest brings everything to rest: what one machine has comes to the other one,
// and each notes file is saved once more. Then each note stands in one file.
func (h *history) rest() {
	h.sync(true)
	h.compare()
	for _, m := range []*machine{h.here, h.there} {
		r := h.start(m)
		for i := range articles {
			_, err := r.c.SaveNotes(r.open[i], func(*note.File) error { return nil })
			h.must(err)
		}
		r.c.Close()
		h.compare()
		h.once(m)
	}
}

// once checks that no two notes files hold the same note.
func (h *history) once(m *machine) {
	found := map[string]string{}
	for name, text := range h.filesOf(filepath.Join(m.folder, ownFolder, "notes")) {
		for _, n := range note.Parse([]byte(text)).Notes() {
			if found[n.ID] != "" {
				h.Fatalf("%s stands in %s and in %s", n.ID, found[n.ID], name)
			}
			found[n.ID] = name
		}
	}
}

// compare looks at both machines with new eyes.
func (h *history) compare() {
	h.check(h.here)
	h.check(h.there)
}

func (h *history) check(m *machine) {
	c := h.open(m)
	defer c.Close()
	found := map[string]int{}
	h.must(c.AllNotes(h.Context(), func(path string, f *note.File) {
		for _, n := range f.Notes() {
			found[n.ID]++
			s, ok := m.book[n.ID]
			switch {
			case !ok:
				h.Fatalf("%s in %s was deleted", n.ID, m.folder)
			case path != m.at[s.article]:
				h.Fatalf("%s is on %s, and belongs on %s", n.ID, path, m.at[s.article])
			case s.wrong(n) != "":
				h.Fatalf("%s says %q: %s", n.ID, n.Body, s.wrong(n))
			}
		}
	}))
	for id := range m.book {
		if found[id] != 1 {
			h.Fatalf("%s is there %d times", id, found[id])
		}
	}
	all := strings.Join(slices.Collect(maps.Values(h.filesOf(filepath.Join(m.folder, ownFolder)))), "")
	for line := range m.own {
		if !strings.Contains(all, line) {
			h.Fatalf("the line %s is lost", line)
		}
	}
}
