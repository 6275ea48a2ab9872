package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// fill makes a collection of n articles.
func fill(n int) *memory {
	m := &memory{docs: map[string]Document{}}
	for i := range n {
		m.put(fmt.Sprintf("folder-%02d/article-%04d.md", i%7, i), fmt.Sprintf("The tide number%d goes out twice a day. Word%d and the war%s.", i, i*i, strings.Repeat(" more", i%9)))
	}
	return m
}

func (m *memory) put(path, text string) {
	m.writes++
	m.docs[path] = Document{Doc: Doc{
		Path: path, Stamp: Stamp{Size: int64(len(text)), Modified: int64(m.writes)},
		Meta: article.Meta{Title: article.NameTitle(path)}, Words: len(text) / 5, Minutes: 1,
	}, Text: text}
}

func refreshed(t testing.TB, x *Index, m *memory) Changes {
	t.Helper()
	changes, err := x.Refresh(context.Background(), m, []string{"."}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// foundPaths are the paths that a query finds, in its order.
func foundPaths(t testing.TB, s *Snapshot, query string) []string {
	t.Helper()
	q, p := Parse(query+" ", noon)
	if p != nil {
		t.Fatal(p)
	}
	found, err := s.Search(context.Background(), q, Reader{})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, id := range found.IDs {
		paths = append(paths, s.Doc(id).Path)
	}
	return paths
}

func TestRefreshReadsWhatChanged(t *testing.T) {
	m, dir := fill(300), t.TempDir()
	x := Open(dir)
	if got := refreshed(t, x, m); !got.All || len(x.Snapshot().Paths()) != 300 {
		t.Errorf("all is new: %v; there are %d", got.All, len(x.Snapshot().Paths()))
	}
	m.reads.Store(0)
	x = Open(dir)
	if got := x.Snapshot().Len(); got != 300 {
		t.Errorf("%d articles before anything was read", got)
	}
	if got := refreshed(t, x, m); len(got.Added)+len(got.Changed)+len(got.Removed) > 0 || m.reads.Load() > 0 {
		t.Errorf("nothing changed, but %v, and %d were read", got, m.reads.Load())
	}
	m.put("folder-01/article-0001.md", "A zebra came by.")
	m.put("new.md", "Another zebra.")
	delete(m.docs, "folder-02/article-0002.md")
	want := Changes{Added: []string{"new.md"}, Changed: []string{"folder-01/article-0001.md"}, Removed: []string{"folder-02/article-0002.md"}}
	if diff := cmp.Diff(want, refreshed(t, x, m)); diff != "" || m.reads.Load() != 2 {
		t.Errorf("read %d; changes (-want +got):\n%s", m.reads.Load(), diff)
	}
	got := foundPaths(t, Open(dir).Snapshot(), "zebra")
	slices.Sort(got)
	if diff := cmp.Diff([]string{"folder-01/article-0001.md", "new.md"}, got); diff != "" {
		t.Error(diff)
	}
	if got := foundPaths(t, x.Snapshot(), "number2"); len(got) != 0 {
		t.Errorf("the removed article is found: %q", got)
	}
}

func TestRefreshWithinAFolder(t *testing.T) {
	m := fill(100)
	x := Open("")
	refreshed(t, x, m)
	m.put("folder-01/sub/x.md", "zebra")
	m.put("folder-02/y.md", "zebra")
	delete(m.docs, "folder-01/article-0001.md")
	delete(m.docs, "folder-03/article-0003.md")
	changes, err := x.Refresh(context.Background(), m, []string{"folder-01/sub", "folder-01", "folder-03/article-0003.md"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Changes{Added: []string{"folder-01/sub/x.md"}, Removed: []string{"folder-01/article-0001.md", "folder-03/article-0003.md"}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
}

// The names are there before the articles are read, and what is read is found
// before the rest is.
func TestRefreshShowsNamesFirst(t *testing.T) {
	m := fill(2000)
	x := Open(t.TempDir())
	var names, found []int
	_, err := x.Refresh(context.Background(), m, []string{"."}, func(p Progress) {
		names = append(names, x.Snapshot().Len())
		found = append(found, len(foundPaths(t, x.Snapshot(), "tide")))
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(names) || names[0] < firstNames || found[0] != 0 {
		t.Errorf("first %d names were shown with %d articles read", names[0], found[0])
	}
	if last := len(names) - 1; names[last] != 2000 || found[last] != 2000 {
		t.Errorf("%d names and %d articles at the end", names[last], found[last])
	}
}

func TestRefreshEndsWithItsContext(t *testing.T) {
	m := fill(500)
	ctx, cancel := context.WithCancel(context.Background())
	x := Open(t.TempDir())
	_, err := x.Refresh(ctx, m, []string{"."}, func(p Progress) {
		if p.Done > 0 {
			cancel()
		}
	})
	if err != context.Canceled {
		t.Errorf("error %v", err)
	}
	refreshed(t, x, m)
	if got := len(foundPaths(t, x.Snapshot(), "tide")); got != 500 {
		t.Errorf("%d found after another refresh", got)
	}
}

// endsAfter calls end when that many articles have been read.
type endsAfter struct {
	*memory
	reads int64
	end   func()
}

func (m endsAfter) Read(f File) (Document, bool) {
	if m.memory.reads.Load() == m.reads {
		m.end()
	}
	return m.memory.Read(f)
}

// What was read before the end of a program need not be read by the next one, be
// it on the heap as it is read, or in files.
func TestRefreshGoesOn(t *testing.T) {
	for _, l := range []limits{{heap: 1 << 10, jobs: manyJobs}, {heap: 1 << 10, jobs: 10}, {heap: maxHeap, jobs: 10}} {
		m, dir := fill(3000), t.TempDir()
		ctx, cancel := context.WithCancel(context.Background())
		x := Open(dir)
		x.limits = l
		if _, err := x.Refresh(ctx, endsAfter{m, 1500, cancel}, []string{"."}, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		m.reads.Store(0)
		x = Open(dir)
		had := x.Snapshot().Len()
		refreshed(t, x, m)
		if got := int(m.reads.Load()); had == 0 || got != 3000-had {
			t.Errorf("%+v: %d were kept, and %d read again", l, had, got)
		}
		if got := len(foundPaths(t, x.Snapshot(), "tide")); got != 3000 {
			t.Errorf("%+v: %d found in the end", l, got)
		}
		onlyListed(t, x)
	}
}

// onlyListed checks that the folder of an index holds nothing that it doesn't need.
func onlyListed(t *testing.T, x *Index) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(x.folder.dir, "articles-*"))
	if err != nil || len(found) != len(x.Snapshot().segs) {
		t.Errorf("files %q of %d segments (%v)", found, len(x.Snapshot().segs), err)
	}
}

// Many segments, as a program leaves them that ends before it has merged them, are
// merged though nothing has changed.
func TestManySegmentsAreMerged(t *testing.T) {
	m, dir := fill(400), t.TempDir()
	x := Open(dir)
	b := newBuilder()
	var segs []*segment
	_ = m.Files(t.Context(), ".", func(f File) error {
		d, _ := m.Read(f)
		d.Path, d.Stamp = f.Path, f.Stamp
		b.add(&d)
		if len(b.docs) == 4 {
			s, kept, err := b.make(x.folder)
			if kept != nil || err != nil {
				t.Fatal(kept, err)
			}
			segs = append(segs, s)
			b.reset()
		}
		return nil
	})
	if err := x.folder.save(segs, make([]bitset, len(segs)), false); err != nil {
		t.Fatal(err)
	}
	m.reads.Store(0)
	x = Open(dir)
	refreshed(t, x, m)
	if n := len(x.Snapshot().segs); n > maxSegments || m.reads.Load() > 0 {
		t.Errorf("%d segments, %d articles read", n, m.reads.Load())
	}
	checkIsFresh(t, x.Snapshot(), m)
	onlyListed(t, x)
}

// What a worker writes stays while what is done by then is saved.
func TestFilesBeingMadeStay(t *testing.T) {
	f := newFolder(t.TempDir())
	made, err := f.put(encoded(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.save(nil, nil, true); err != nil {
		t.Fatal(err)
	}
	if err := f.save([]*segment{made}, make([]bitset, 1), false); err != nil {
		t.Fatal(err)
	}
	if segs, _, err := f.load(); err != nil || len(segs) != 1 {
		t.Errorf("%d segments (%v)", len(segs), err)
	}
	if err := f.save(nil, nil, false); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(f.dir, "articles-*")); len(left) > 0 {
		t.Errorf("nothing needs %q any more", left)
	}
}

// encoded is a segment of an article.
func encoded(t *testing.T) []byte {
	b := newBuilder()
	b.add(&Document{Doc: Doc{Path: "a.md"}, Text: "The tide."})
	data, err := b.encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Two programs with one index see each other's work, and one writes at a time.
func TestTwoIndexesInOneFolder(t *testing.T) {
	m, dir := fill(50), t.TempDir()
	a, b := Open(dir), Open(dir)
	refreshed(t, a, m)
	m.reads.Store(0)
	refreshed(t, b, m)
	if m.reads.Load() > 0 {
		t.Errorf("the second program read %d articles again", m.reads.Load())
	}
	unlock, err := a.folder.lock()
	if err != nil {
		t.Fatal(err)
	}
	m.put("new.md", "zebra")
	refreshed(t, b, m)
	if got := foundPaths(t, b.Snapshot(), "zebra"); len(got) != 1 {
		t.Errorf("found %q while the other program writes", got)
	}
	if s := Open(dir).Snapshot(); s.Len() != 50 {
		t.Errorf("both wrote")
	}
	unlock()
	refreshed(t, b, m)
	refreshed(t, a, m)
	if got := foundPaths(t, a.Snapshot(), "zebra"); len(got) != 1 {
		t.Errorf("found %q after the other program wrote", got)
	}
}

// reading calls before with the number of each article that is read.
type reading struct {
	*memory
	before func(n int64)
}

func (m reading) Read(f File) (Document, bool) {
	m.before(m.memory.reads.Load())
	return m.memory.Read(f)
}

// A trouble is a way in which an index's folder can't be written.
type trouble struct {
	name string
	make func(t *testing.T, x *Index) (end func())
	read func(x *Index, n int64) // before the n-th article is read
}

func troubles() []trouble {
	var full atomic.Bool // of the disk
	inPlace := func(of func(dir string) string, folder bool) func(t *testing.T, x *Index) func() {
		return func(t *testing.T, x *Index) func() {
			name := of(x.folder.dir)
			if err := os.RemoveAll(name); err != nil {
				t.Fatal(err)
			}
			if folder {
				name = filepath.Join(name, "folder")
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			return func() { _ = os.RemoveAll(of(x.folder.dir)) }
		}
	}
	inFolder := func(name string) func(string) string {
		return func(dir string) string { return filepath.Join(dir, name) }
	}
	creates := func(create func(dir, pattern string) (*os.File, error)) func(t *testing.T, x *Index) func() {
		return func(_ *testing.T, x *Index) func() {
			x.folder.create = create
			return func() { x.folder.create = os.CreateTemp }
		}
	}
	nothing := func(*testing.T, *Index) func() { return func() {} }
	return []trouble{
		{name: "a file in its place", make: inPlace(filepath.Clean, false)},
		{name: "a file above it", make: inPlace(filepath.Dir, false)},
		{name: "a folder in the lock's place", make: inPlace(inFolder(lockName), true)},
		{name: "a folder in the list's place", make: inPlace(inFolder(manifestName), true)},
		{name: "read-only", make: creates(func(string, string) (*os.File, error) { return nil, fs.ErrPermission })},
		{name: "full", make: creates(func(dir, _ string) (*os.File, error) {
			name := filepath.Join(dir, "full")
			if err := os.WriteFile(name, nil, 0o600); err != nil {
				return nil, err
			}
			return os.Open(name) // where nothing can be written to
		})},
		{name: "locked", make: func(t *testing.T, x *Index) func() {
			unlock, err := newFolder(x.folder.dir).lock()
			if err != nil {
				t.Fatal(err)
			}
			return unlock
		}},
		{name: "removed meanwhile", make: nothing, read: func(x *Index, n int64) {
			if n%100 == 50 {
				_ = os.RemoveAll(x.folder.dir)
			}
		}},
		{name: "full meanwhile", make: func(_ *testing.T, x *Index) func() {
			full.Store(false)
			x.folder.create = func(dir, pattern string) (*os.File, error) {
				if full.Load() {
					return nil, errors.New("no space left on device")
				}
				return os.CreateTemp(dir, pattern)
			}
			return func() { full.Store(false) }
		}, read: func(_ *Index, n int64) {
			if n%100 == 99 {
				full.Store(true)
			}
		}},
	}
}

// Where its folder can't be written, the index is as good in memory, and it
// says so; it is kept as soon as it can be.
func TestWithoutItsFolder(t *testing.T) {
	for _, way := range troubles() {
		t.Run(way.name, func(t *testing.T) {
			m := fill(100)
			x := Open(filepath.Join(t.TempDir(), "cache", "index"))
			x.limits = limits{heap: 1 << 10, jobs: 10, patience: time.Millisecond}
			refreshed(t, x, m)
			for i := range 300 {
				m.put(fmt.Sprintf("more/article-%03d.md", i), "The tide comes in.")
			}
			m.put("folder-01/article-0001.md", "The tide and a zebra.")
			delete(m.docs, "folder-02/article-0002.md")

			end := way.make(t, x)
			var once sync.Mutex
			src := reading{m, func(n int64) {
				once.Lock()
				defer once.Unlock()
				if way.read != nil {
					way.read(x, n)
				}
			}}
			for i := range 3 {
				m.put("new.md", fmt.Sprintf("A zebra in the tide, number%d.", i))
				if _, err := x.Refresh(t.Context(), src, []string{"."}, nil); err != nil {
					t.Fatal(err)
				}
				checkIsFresh(t, x.Snapshot(), m)
			}
			if way.read == nil && x.Status().Problem == "" {
				t.Error("it doesn't say so")
			}
			if n := x.Status().Segments; n > 8 {
				t.Errorf("there are %d segments", n)
			}
			end()
			m.put("new.md", "Another zebra.")
			refreshed(t, x, m)
			checkIsFresh(t, x.Snapshot(), m)
			checkIsFresh(t, Open(x.folder.dir).Snapshot(), m)
			if x.unkept != nil {
				t.Errorf("it can be written again, but it says %v", x.unkept)
			}
		})
	}
}

// checkIsFresh checks that a snapshot answers as that of a new index does.
func checkIsFresh(t *testing.T, s *Snapshot, m *memory) {
	t.Helper()
	x := Open("")
	refreshed(t, x, m)
	if diff := cmp.Diff(answers(x.Snapshot(), m), answers(s, m)); diff != "" {
		t.Errorf("not as a new index (-new +this):\n%s", diff)
	}
}

// Without a folder much is merged as it is read, and little with little.
func TestInMemory(t *testing.T) {
	m := fill(600)
	x := Open("")
	x.limits = limits{heap: 1 << 10, jobs: 10}
	refreshed(t, x, m)
	checkIsFresh(t, x.Snapshot(), m)
	largest := map[*segment]bool{}
	for i := range 40 {
		m.put(fmt.Sprintf("more/article-%03d.md", i), "The tide comes in.")
		refreshed(t, x, m)
		segs := x.Snapshot().segs
		if len(segs) > 5 {
			t.Fatalf("there are %d segments after %d changes", len(segs), i)
		}
		largest[slices.MaxFunc(segs, func(a, b *segment) int { return a.len() - b.len() })] = true
	}
	checkIsFresh(t, x.Snapshot(), m)
	if len(largest) > 3 {
		t.Errorf("40 small changes had all merged %d times", len(largest))
	}
}

// What is left on the heap by a Refresh that could not write has its place
// until the next one has read its articles again.
func TestHeapSegmentsKeepTheirPlaces(t *testing.T) {
	m, dir := fill(400), t.TempDir()
	x := Open(dir)
	unlock, err := newFolder(dir).lock()
	if err != nil {
		t.Fatal(err)
	}
	refreshed(t, x, m)
	unlock()
	for i := range 400 {
		m.put(fmt.Sprintf("folder-%02d/article-%04d.md", i%7, i), fmt.Sprintf("The tide number%d went out. Zebra.", i))
	}
	x.limits.heap = 1 << 10
	refreshed(t, x, m)
	checkIsFresh(t, x.Snapshot(), m)
}

// Much is not read while another program writes the index, most likely of the
// same: what was read without the lock would not be kept.
func TestWaitsForTheOtherProgram(t *testing.T) {
	m, dir := fill(50), t.TempDir()
	other, x := newFolder(dir), Open(dir)
	unlock, err := other.lock()
	if err != nil {
		t.Fatal(err)
	}
	x.limits.jobs = 10
	_, err = x.Refresh(t.Context(), m, []string{"."}, func(Progress) { unlock() })
	if err != nil {
		t.Fatal(err)
	}
	if got := Open(dir).Snapshot().Len(); got != 50 || x.Status().Problem != "" {
		t.Errorf("%d are kept, problem %q", got, x.Status().Problem)
	}
}

func TestClear(t *testing.T) {
	m, dir := fill(50), t.TempDir()
	x := Open(dir)
	refreshed(t, x, m)
	if err := x.Clear(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.seg"))
	if x.Snapshot().Len() != 0 || Open(dir).Snapshot().Len() != 0 || len(files) > 0 {
		t.Errorf("%d articles and files %q are left", x.Snapshot().Len(), files)
	}
}

// Whatever bytes of an index's files are changed, or cut off, no answer is
// wrong: it is right, or there is none and the index is rebuilt.
func TestDamage(t *testing.T) {
	m, dir := fill(120), t.TempDir()
	refreshed(t, Open(dir), m)
	m.put("folder-01/article-0001.md", "A zebra came by.")
	refreshed(t, Open(dir), m) // two segments, one with a dead article
	want := answers(Open(dir).Snapshot(), m)
	files := map[string][]byte{}
	for _, name := range readNames(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	rapid.Check(t, func(rt *rapid.T) {
		damaged := t.TempDir()
		victim := rapid.SampledFrom(readNames(t, dir)).Draw(rt, "file")
		for name, data := range files {
			data = bytes.Clone(data)
			if name == victim && len(data) > 0 {
				for range rapid.IntRange(1, 3).Draw(rt, "flips") {
					data[rapid.IntRange(0, len(data)-1).Draw(rt, "at")] ^= byte(rapid.IntRange(1, 255).Draw(rt, "by"))
				}
				if rapid.IntRange(0, 5).Draw(rt, "cut") == 0 {
					data = data[:rapid.IntRange(0, len(data)).Draw(rt, "to")]
				}
			}
			if err := os.WriteFile(filepath.Join(damaged, name), data, 0o600); err != nil {
				rt.Fatal(err)
			}
		}
		x := Open(damaged)
		for i, got := range answers(x.Snapshot(), m) {
			if got != "" && x.Snapshot().Len() > 0 && got != want[i] {
				rt.Fatalf("answer %d:\n%s\nwant:\n%s", i, got, want[i])
			}
		}
		if _, err := x.Refresh(context.Background(), m, []string{"."}, nil); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(want, answers(x.Snapshot(), m)); diff != "" {
			rt.Fatalf("after a refresh (-want +got):\n%s", diff)
		}
	})
}

// A segment that says anything, its sums being right, is read without harm,
// alone and when it is merged.
func TestNothingIsBelieved(t *testing.T) {
	m := fill(300)
	for i := range 40 {
		m.put(fmt.Sprintf("long/%d.md", i), strings.Repeat("the tide of the war and the tide ", 50))
	}
	x := Open("")
	refreshed(t, x, m)
	good := x.Snapshot().segs
	rapid.Check(t, func(rt *rapid.T) {
		from := rapid.SampledFrom(good).Draw(rt, "segment")
		data := bytes.Clone(from.blob.data)
		for range rapid.IntRange(1, 4).Draw(rt, "changes") {
			at := rapid.IntRange(0, len(data)-1).Draw(rt, "at")
			if p := section(rapid.IntRange(0, int(sumsPart)-1).Draw(rt, "part")); rapid.Bool().Draw(rt, "in a part") && from.foot.Starts[p] < from.foot.Starts[p+1] {
				at = rapid.IntRange(int(from.foot.Starts[p]), int(from.foot.Starts[p+1])-1).Draw(rt, "at")
			}
			data[at] = rapid.SampledFrom([]byte{0, 1, 0x7f, 0x80, 0xff, data[at] + 1, data[at] - 1}).Draw(rt, "byte")
		}
		hostile := &segment{foot: from.foot, columnAt: from.columnAt, blob: newBlob(data, nil)}
		s, err := newSnapshot([]*segment{hostile}, []bitset{nil}, func() {})
		if err != nil {
			return
		}
		answers(s, m)
		for _, id := range s.all {
			s.Doc(id)
		}
		s.Values(InTag, "", 10, nil)
		s.Find("long/3.md")
		s.Inside("long")
		_, _, _ = s.Copies(t.Context(), Verdicts{}, m.text)
		_ = merge(t.Context(), io.Discard, append(slices.Clone(good), hostile), make([]bitset, len(good)+1), nil)
	})
}

func readNames(t testing.TB, dir string) []string {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range found {
		names = append(names, d.Name())
	}
	return names
}

// answers are what a snapshot says to all kinds of questions; "" for those it
// can't answer.
func answers(s *Snapshot, m *memory) []string {
	var all []string
	for _, query := range []string{"zebra", "tide", "war", `"the war"`, "wars -more", "number1*", "title:article", "path:folder-03", "words:>8", "sort:title", "sort:length tide", "/num.*9/"} {
		q, _ := Parse(query+" ", noon)
		found, err := s.Search(context.Background(), q, Reader{Text: m.text})
		if err != nil {
			all = append(all, "")
			continue
		}
		answer := ""
		for _, id := range found.IDs {
			path := s.Doc(id).Path
			if path == "" { // nothing is said of it
				answer = ""
				break
			}
			answer += path + "\n"
		}
		all = append(all, answer)
	}
	return all
}
