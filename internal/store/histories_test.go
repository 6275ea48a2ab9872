//go:build unix

package store

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// TestHistories lets two readers, an editor, another machine, renames and
// crashes happen to one collection in random order, and compares after each
// step: every acknowledged note exists exactly once, on the right article, and
// says what was acknowledged last. For more of them: -rapid.checks 500.
func TestHistories(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		h := begin(rt)
		defer h.end()
		rt.Repeat(map[string]func(*rapid.T){
			"look":   func(rt *rapid.T) { h.look(h.reader(rt), h.article(rt)) },
			"add":    func(rt *rapid.T) { h.add(rt, h.reader(rt), h.article(rt)) },
			"edit":   func(rt *rapid.T) { h.change(rt, h.reader(rt), h.article(rt), false) },
			"delete": func(rt *rapid.T) { h.change(rt, h.reader(rt), h.article(rt), true) },
			"editor": func(rt *rapid.T) { h.editor(rt, h.article(rt)); h.notice(h.here.readers[0]) },
			"rename": func(rt *rapid.T) { h.rename(rt, h.article(rt)) },
			"write":  func(rt *rapid.T) { h.rewrite(h.article(rt)) },
			"wait":   func(*rapid.T) { h.wait() },
			"sync":   func(*rapid.T) { h.sync(false) },
			"":       func(*rapid.T) { h.compare() },
		})
		h.rest()
	})
}

// articles is how many a history has.
const articles = 3

// history is one course of events.
type history struct {
	*rapid.T
	dir     string
	clock   time.Time
	count   int            // makes words, ids and revisions
	here    *machine       // two readers and an editor
	there   *machine       // a reader on another machine
	base    snapshot       // as git last had it on both
	was     map[string]int // which article each path ever was
	buffers [articles]*buffer
}

// machine is a copy of the collection.
type machine struct {
	folder  string
	readers []*reader
	at      [articles]string // where the articles are
	book    book
	own     map[string]bool // lines that the editor wrote between the notes
}

// reader is a program that is open on a machine.
type reader struct {
	m    *machine
	c    *Collection
	open [articles]*article.Article // as it last read them
	file [articles][]note.Note
	saw  [articles]book
}

// snapshot is what git has of a machine.
type snapshot struct {
	files map[string]string // the notes files
	book  book
	own   map[string]bool
}

// buffer is a notes file in an editor.
type buffer struct {
	name, text string
	saw        book
	read       time.Time
	saves      int
}

// gone reports whether the file that the editor had read is not there any more.
func (b *buffer) gone() bool {
	if b == nil {
		return false
	}
	_, err := os.Stat(b.name)
	return err != nil
}

func begin(rt *rapid.T) *history {
	dir, err := os.MkdirTemp("", "history")
	h := &history{T: rt, dir: dir, clock: time.Now(), was: map[string]int{}}
	h.must(err)
	texts := [articles]string{
		"# One\n\nHere are some words to keep.\n",
		"---\nid: two\n---\n# Two\n\nThere are some words in it.\n",
		"# Three\n\n" + strings.Repeat("A long story with some words of its own. ", 12) + "\n",
	}
	for _, m := range []**machine{&h.here, &h.there} {
		*m = &machine{folder: filepath.Join(dir, fmt.Sprint("copy", h.next())), own: map[string]bool{}, book: book{}}
		for i, text := range texts {
			(*m).at[i] = fmt.Sprintf("a%d.md", i)
			h.was[(*m).at[i]] = i
			h.write(filepath.Join((*m).folder, (*m).at[i]), text)
		}
	}
	h.here.readers = []*reader{h.start(h.here), h.start(h.here)}
	h.there.readers = []*reader{h.start(h.there)}
	return h
}

func (h *history) end() {
	for _, r := range slices.Concat(h.here.readers, h.there.readers) {
		r.c.Close()
	}
	os.RemoveAll(h.dir)
}

func (h *history) must(err error) {
	if err != nil {
		h.Fatal(err)
	}
}

func (h *history) next() int { h.count++; return h.count }

func (h *history) word() string { return fmt.Sprintf("word%04d", h.next()) }

// now is a clock that never stands still and runs as fast as the history wants.
func (h *history) now() time.Time {
	h.clock = h.clock.Add(time.Millisecond)
	return h.clock
}

// write is what other programs do: no lock, no temporary file.
func (h *history) write(name, text string) {
	h.must(os.MkdirAll(filepath.Dir(name), 0o755))
	h.must(os.WriteFile(name, []byte(text), 0o644))
	h.must(os.Chtimes(name, time.Time{}, h.now()))
}

// timed is a disk on which files are as old as the history's clock says.
type timed struct {
	disk
	h *history
}

func (d timed) Rename(from, to string) error {
	err := d.disk.Rename(from, to)
	if err == nil {
		err = os.Chtimes(to, time.Time{}, d.h.now())
	}
	return err
}

func (d timed) Exchange(a, b string) error {
	err := d.disk.Exchange(a, b)
	if err == nil {
		err = os.Chtimes(b, time.Time{}, d.h.now())
	}
	return err
}

// open opens the collection as a program does that begins.
func (h *history) open(m *machine) *Collection {
	home := filepath.Join(h.dir, "home")
	c, err := Open(m.folder, Options{DataHome: home, StateHome: home, CacheHome: home, Now: h.now, NoSync: true})
	h.must(err)
	c.disk = timed{c.disk, h}
	return c
}

// start is a reader that begins with what was left undone, and looks at every
// article.
func (h *history) start(m *machine) *reader {
	r := &reader{m: m, c: h.open(m)}
	h.notice(r)
	for i := range articles {
		h.look(r, i)
	}
	return r
}

func (h *history) article(rt *rapid.T) int { return rapid.IntRange(0, articles-1).Draw(rt, "article") }

func (h *history) reader(rt *rapid.T) *reader {
	return slices.Concat(h.here.readers, h.there.readers)[rapid.IntRange(0, 2).Draw(rt, "reader")]
}

// look opens an article, or has another look at its notes.
func (h *history) look(r *reader, i int) {
	a, err := r.c.Read(r.m.at[i])
	h.must(err)
	f, err := r.c.NotesOn(a)
	h.must(err)
	r.open[i], r.file[i], r.saw[i] = a, f.Notes(), r.m.book.of(i)
}

func (h *history) add(rt *rapid.T, r *reader, i int) {
	at := strings.Index(r.open[i].Text, "some words")
	a := anchor.New(r.open[i].Text, article.Span{Start: at, End: at + len("some words")}, "")
	n := note.Note{ID: fmt.Sprintf("n%d", h.next()), Kind: "highlight", Anchor: a, Body: h.word()}
	h.save(rt, r, i, nil, &n)
}

// change gives a note other words, or deletes it, as it was when the reader
// last looked. A reader that still has an article open under a former name may
// finish a note there, but not begin to delete.
func (h *history) change(rt *rapid.T, r *reader, i int, remove bool) {
	if remove && r.open[i].Name != r.m.at[i] {
		h.look(r, i)
	}
	if len(r.file[i]) == 0 {
		return
	}
	before := r.file[i][rapid.IntRange(0, len(r.file[i])-1).Draw(rt, "note")]
	if remove {
		h.save(rt, r, i, &before, nil)
		return
	}
	after := before
	after.Body, after.Changed = h.word(), h.now().UTC()
	h.save(rt, r, i, &before, &after)
}

// save makes a change as a reader does, with a crash at one of its calls to
// the system, or with an editor that writes the file at the same moment.
func (h *history) save(rt *rapid.T, r *reader, i int, before, after *note.Note) {
	crash := rapid.SampledFrom([]int{0, 0, 0, 0, 1}).Draw(rt, "crash") * rapid.IntRange(1, 40).Draw(rt, "at call")
	between := r.m == h.here && crash == 0 && !h.buffers[i].gone() && rapid.IntRange(0, 9).Draw(rt, "editor meanwhile") == 0
	h.crashing(r, crash)
	h.Logf("  save on %s in %s: %s -> %s", r.open[i].Name, filepath.Base(r.m.folder), told(before), told(after))
	_, err := r.c.SaveNotes(r.open[i], func(f *note.File) error {
		if between {
			between = false
			h.editor(rt, i)
		}
		note.Change{Before: before, After: after, Text: r.open[i].Fingerprint()}.Apply(f, r.open[i].Fingerprint())
		return nil
	})
	if err != nil && crash == 0 {
		rt.Fatal(err)
	}
	if err == nil || h.happened(r, i, before, after) {
		h.acknowledge(r, i, before, after)
	}
	if crash > 0 {
		r = h.restart(r)
	}
	h.notice(r)
}

// notice does what a program does when a notes file changed.
func (h *history) notice(r *reader) {
	h.must(r.c.PutBack(h.Context()))
	h.settle(r)
}

// crashing makes a reader's calls to the system fail from that one on.
func (h *history) crashing(r *reader, call int) {
	if call > 0 {
		r.c.disk = timed{faultyDisk{calls: new(int), at: call, sticky: true, err: syscall.EIO}, h}
	}
}

// restart replaces a reader that crashed.
func (h *history) restart(r *reader) *reader {
	r.c.Close()
	now := h.start(r.m)
	r.m.readers[slices.Index(r.m.readers, r)] = now
	return now
}

// either is the note before or after a change, whichever there is.
func either(before, after *note.Note) *note.Note {
	if after != nil {
		return after
	}
	return before
}

// told is a note as the history's log has it.
func told(n *note.Note) string {
	if n == nil {
		return "none"
	}
	return n.ID + " " + n.Body
}

// happened reports whether a save that ended in a crash came to its end.
func (h *history) happened(r *reader, i int, before, after *note.Note) bool {
	n, there := h.find(r.m, either(before, after).ID)
	if after == nil {
		return !there
	}
	return there && slices.Contains(wordsOf(n), after.Body)
}

// find looks for a note with new eyes.
func (h *history) find(m *machine, id string) (found note.Note, ok bool) {
	c := h.open(m)
	defer c.Close()
	h.must(c.AllNotes(h.Context(), func(_ string, f *note.File) {
		if n, there := f.Note(id); there && (!ok || n.Changed.After(found.Changed)) {
			found, ok = n, true
		}
	}))
	return found, ok
}

// acknowledge notes down what the reader was told.
func (h *history) acknowledge(r *reader, i int, before, after *note.Note) {
	mine := maps.Clone(r.saw[i])
	if after == nil {
		delete(mine, before.ID)
	} else {
		s := saying{article: i, rev: h.next(), must: []string{after.Body}, may: []string{after.Body}}
		if before != nil { // elsewhere its former words may still be on their way
			s.may = union(s.may, mine[after.ID].may)
		}
		mine[after.ID] = s
	}
	r.m.book = r.m.book.instead(i, meet(r.saw[i], mine, r.m.book.of(i)))
}

// editor saves a notes file that it read a while ago, with a line of its own
// between the notes or with other words in one of them. It deletes only what
// it has just seen, for after a while it could not know what it deletes.
func (h *history) editor(rt *rapid.T, i int) {
	b := h.buffers[i]
	if b == nil || h.clock.Sub(b.read) > staleTime/2 || h.count-b.saves > 12 {
		b = h.edit(i)
	}
	if b == nil || rapid.Bool().Draw(rt, "only open") {
		return
	}
	f := note.Parse([]byte(b.text))
	theirs := maps.Clone(b.saw)
	notes := f.Notes()
	if len(notes) == 0 || rapid.Bool().Draw(rt, "own words") {
		line := "own" + h.word()
		h.here.own[line] = true
		b.text += "\n# " + line + "\n"
	} else {
		n := notes[rapid.IntRange(0, len(notes)-1).Draw(rt, "note")]
		s := theirs[n.ID]
		was := n.Body
		n.Body = h.word()
		theirs[n.ID] = saying{i, h.next(), []string{n.Body}, union([]string{n.Body}, s.may)}
		b.text = strings.Replace(b.text, was+"\n", n.Body+"\n", 1)
	}
	h.Logf("  editor saves %s: %q", b.name, b.text)
	ours := h.here.book.of(i)
	if b.gone() { // nobody can tell it from a file that a person restored: nothing in it counts as deleted
		ours.comeBack(slices.Collect(maps.Keys(theirs)), theirs)
	}
	h.write(b.name, b.text)
	h.here.book = h.here.book.instead(i, meet(b.saw, ours, theirs))
	h.buffers[i] = nil
}

// edit opens a notes file in the editor; nil if there is none.
func (h *history) edit(i int) *buffer {
	c := h.here.readers[0].c
	name, _ := c.fileFor(c.scanNotes(), h.here.at[i])
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	h.buffers[i] = &buffer{name, string(data), h.here.book.of(i), h.clock, h.count}
	return h.buffers[i]
}

// rename moves an article, on the machine here, and the readers find out.
func (h *history) rename(rt *rapid.T, i int) {
	m := h.here
	to := fmt.Sprintf("%s/a%d.md", rapid.SampledFrom([]string{"d", "e", "f"}).Draw(rt, "to"), i)
	if to == m.at[i] {
		return
	}
	h.must(os.MkdirAll(filepath.Dir(filepath.Join(m.folder, to)), 0o755))
	h.must(os.Rename(filepath.Join(m.folder, m.at[i]), filepath.Join(m.folder, to)))
	h.Logf("  rename %s to %s", m.at[i], to)
	m.at[i], h.was[to] = to, i
	if call := rapid.IntRange(0, 40).Draw(rt, "crash at call"); call%2 == 1 {
		h.crashing(m.readers[0], call)
		h.follow(m.readers[0], true)
		h.restart(m.readers[0])
	}
	h.settle(m.readers[1])
}

// settle does what the program does when articles went and came: gives the
// notes of those that went to those that they are now.
func (h *history) settle(r *reader) { h.follow(r, false) }

func (h *history) follow(r *reader, crashes bool) {
	orphaned := r.c.FindOrphanedNotes(nil)
	missing, err := r.c.FindMissingArticles(h.Context(), orphaned, r.m.at[:])
	h.must(err)
	for _, k := range missing {
		if right := r.m.at[h.was[k.Article]]; !slices.Equal(k.Candidates, []string{right}) {
			h.Fatalf("%s is taken for %q, and is %s", k.Article, k.Candidates, right)
		}
	}
	h.Logf("  orphaned notes in %s: %+v, missing articles %+v", filepath.Base(r.m.folder), orphaned, missing)
	for _, s := range orphaned { // one without missing articles is given by hand
		if _, err := r.c.Adopt(s.Article, r.m.at[h.was[s.Article]], nil); err != nil && !crashes {
			h.Fatal(err)
		}
	}
}

// rewrite is an article that its author changes.
func (h *history) rewrite(i int) {
	name := filepath.Join(h.here.folder, h.here.at[i])
	data, err := os.ReadFile(name)
	h.must(err)
	h.write(name, fmt.Sprintf("%s\nMore, for the %dth time.\n", data, h.next()))
}

// wait lets the time pass in which a note that is gone is taken for one that
// was overwritten.
func (h *history) wait() { h.clock = h.clock.Add(2 * staleTime) }
