package library

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/service"
	"manicule/internal/store"
)

const (
	pocketHead = "title,url,time_added,tags,status\n"
	instaHead  = "URL,Title,Selection,Folder,Timestamp,Tags\n"
)

// exportWith opens an export with that text.
func exportWith(t testing.TB, name, text string) *service.Export {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, name, text)
	e, err := service.Open(filepath.Join(folder, name), service.Options{})
	must(t, err)
	t.Cleanup(func() { e.Close() })
	return e
}

// shelfOfExports is a collection that exports come into.
type shelfOfExports struct {
	t testing.TB
	c *store.Collection
	l *Library
}

func newShelfOfExports(t testing.TB) shelfOfExports {
	c := collection(t, t.TempDir(), options(t))
	return shelfOfExports{t, c, open(t, c)}
}

func (s shelfOfExports) add(a AddExports, exports ...*service.Export) Added {
	s.t.Helper()
	refresh(s.t, s.l)
	a.Exports, a.List, a.Now = exports, s.l.Articles(), time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	n, err := a.Run(s.t.Context(), s.c)
	must(s.t, err)
	sum := n.Articles + n.Stubs + n.Filled + n.Updated + n.Known + n.Merged + n.Deleted + n.Failed
	for _, left := range n.Left {
		sum += left
	}
	if sum != n.Rows {
		s.t.Errorf("%+v: they add up to %d", n, sum)
	}
	refresh(s.t, s.l)
	return n
}

func (s shelfOfExports) counts(n, want Added) {
	s.t.Helper()
	n.Left, want.Left = nil, nil
	if diff := cmp.Diff(want, n); diff != "" {
		s.t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAddExports brings two exports in that have an address in common, then
// one of them again, as it grew, and what was deleted.
func TestAddExports(t *testing.T) {
	s := newShelfOfExports(t)
	pocket := exportWith(t, "p.csv", pocketHead+"One,https://a.example/1,1500000000,sea,archive\n,https://a.example/some/%C3%BCber-way?x=1,1500000000,,unread\nOne again,http://www.a.example/1/?utm_source=x#y,1400000000,reef,unread\nBad,place:x,1,,unread\n")
	insta := exportWith(t, "i.csv", instaHead+"https://a.example/1,One,,Starred,1300000000,\"[\"\"Sea\"\",\"\"lamp\"\"]\"\n")
	s.counts(s.add(AddExports{DryRun: true}, pocket, insta), Added{Rows: 5, Stubs: 2, Merged: 2})
	if entries, err := os.ReadDir(s.c.Folder()); err != nil || len(entries) > 0 {
		t.Errorf("a dry run wrote something: %v %v", entries, err)
	}
	s.counts(s.add(AddExports{}, pocket, insta), Added{Rows: 5, Stubs: 2, Merged: 2})
	same(t, "what is not archived", find(t, s.l.Articles(), ""), []string{"pocket/a-example-some-über-way.md"})
	same(t, "archived with a star", find(t, s.l.Articles(), "is:archived is:star #sea #reef #lamp"), []string{"pocket/one.md"})
	file, err := s.c.Source("pocket/one.md")
	must(t, err)
	if !strings.Contains(string(file), "added: \"2011-03-13T07:06:40Z\"\nstub: true\n") || !IsStub(file) {
		t.Errorf("the stub is\n%s", file)
	}
	s.counts(s.add(AddExports{}, pocket), Added{Rows: 4, Known: 2, Merged: 1})

	must(t, s.c.SaveReading("pocket/one.md", func(r *store.Reading) { r.Star = false }))
	s.counts(s.add(AddExports{}, insta, pocket), Added{Rows: 5, Known: 2, Merged: 2})
	same(t, "the star that was taken away", find(t, s.l.Articles(), "is:star"), nil)

	grown := exportWith(t, "p.csv", pocketHead+"One,https://a.example/1,1500000000,sea|dune,archive\nThree,https://a.example/3,1500000000,,unread\n")
	s.counts(s.add(AddExports{}, grown), Added{Rows: 2, Stubs: 1, Updated: 1})
	same(t, "a tag that came", find(t, s.l.Articles(), "#dune is:archived"), []string{"pocket/one.md"})

	must(t, os.Remove(filepath.Join(s.c.Folder(), "pocket", "three.md")))
	s.counts(s.add(AddExports{}, grown), Added{Rows: 2, Known: 1, Deleted: 1})
	s.counts(s.add(AddExports{Again: true}, grown), Added{Rows: 2, Known: 1, Stubs: 1})
}

// TestStubGetsItsText holds that highlights and place stay with a stub and are
// found when its text comes, from another export or when it is fetched.
func TestStubGetsItsText(t *testing.T) {
	const text = "<p>The lamp burns on the mole.</p><p>Nobody has seen it go out since the year of the great tide.</p><p>So it is said.</p>"
	for name, fill := range map[string]func(s shelfOfExports){
		"of an export": func(s shelfOfExports) {
			more := exportWith(t, "w.json", `[{"is_archived":1,"url":"https://a.example/1","title":"The lamp","content":"`+text+`","created_at":"2000-01-01T00:00:00+0000","tags":["mole"]}]`)
			s.counts(s.add(AddExports{}, more), Added{Rows: 1, Filled: 1})
			same(t, "its state", find(t, s.l.Articles(), "is:archived #mole"), []string{"readwise/one.md"})
			if file, _ := s.c.Source("readwise/one.md"); !strings.Contains(string(file), `added: "2000-01-01T00:00:00Z"`) {
				t.Errorf("it was added later:\n%s", file)
			}
		},
		"fetched": func(s shelfOfExports) {
			a, err := article.Parse("page.html", []byte(text))
			must(t, err)
			must(t, FillStub(s.c, "readwise/one.md", a))
			if err := FillStub(s.c, "readwise/one.md", a); err == nil {
				t.Error("it is filled twice")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelfOfExports(t)
			readwise := exportWith(t, "r.csv", "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nOne,https://a.example/1,1,,2020-01-01,0.5,new,True\n")
			drop := exportWith(t, "d.csv", "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,One,,,https://a.example/1,Unsorted,,,,seen it go out since,false\n")
			s.counts(s.add(AddExports{}, readwise, drop), Added{Rows: 2, Stubs: 1, Merged: 1, Notes: 1})
			all, err := AllNotes(t.Context(), s.c, nil)
			must(t, err)
			if n := all[0].Notes[0]; n.Match.State != note.Lost || n.Anchor.Quote != "seen it go out since" {
				t.Errorf("%+v", n)
			}
			fill(s)
			all, err = AllNotes(t.Context(), s.c, nil)
			must(t, err)
			if n := all[0].Notes[0]; n.Match.State != note.Exact || all[0].Text[n.Match.Span.Start:n.Match.Span.End] != n.Anchor.Quote {
				t.Errorf("%+v", n)
			}
			if r := s.c.Reading("readwise/one.md"); r.Progress != 0.5 || !strings.HasPrefix(all[0].Text[r.Place:], "Nobody has") || !strings.HasPrefix(r.Quote, "Nobody has") {
				t.Errorf("%+v", r)
			}
			if file, _ := s.c.Source("readwise/one.md"); IsStub(file) {
				t.Errorf("it is a stub still:\n%s", file)
			}
		})
	}
}

// TestTextsThatSayNothing are stubs; without an address there is nothing to
// bring in.
func TestTextsThatSayNothing(t *testing.T) {
	s := newShelfOfExports(t)
	var problems []error
	e := exportWith(t, "w.json", `[{"is_archived":0,"url":"https://a.example/1","title":"One","content":"<p>wallabag can't retrieve contents for this article.</p>","tags":[]}]`)
	s.counts(s.add(AddExports{Warn: func(p error) { problems = append(problems, p) }}, e), Added{Rows: 1, Stubs: 1})
	k := exportWith(t, "k.json", `{"bookmarks":[{"createdAt":1,"title":"Words","tags":[],"content":{"type":"text","text":"All *of* it."}},{"createdAt":1,"title":"None","tags":[],"content":{"type":"text","text":" "}}]}`)
	s.counts(s.add(AddExports{}, k), Added{Rows: 2, Articles: 1})
	s.counts(s.add(AddExports{}, k), Added{Rows: 2, Known: 1})
	if len(problems) > 0 {
		t.Error(problems)
	}
}

// TestManyOfOneTitle holds that no number of articles of one title is too
// many.
func TestManyOfOneTitle(t *testing.T) {
	s := newShelfOfExports(t)
	rows := pocketHead
	for i := range 1200 {
		rows += fmt.Sprintf("Just a moment...,https://a.example/%d,1,,unread\n", i)
	}
	s.counts(s.add(AddExports{}, exportWith(t, "p.csv", rows)), Added{Rows: 1200, Stubs: 1200})
}

// TestExportsAnyOrder holds of any rows that the counts add up and that a
// second time all is known.
func TestExportsAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newShelfOfExports(t)
		s.t = t
		var exports []*service.Export
		for range rapid.IntRange(1, 3).Draw(rt, "exports") {
			rows := pocketHead
			for range rapid.IntRange(1, 6).Draw(rt, "rows") {
				rows += rapid.SampledFrom([]string{"One", "", `"A & <b>, ""c"""`, "- x"}).Draw(rt, "title")
				rows += "," + rapid.SampledFrom([]string{"https://a.example/1", "http://www.a.example/1/", "https://b.example/2?x=1", "place:x", "https://c.example/x.pdf", ""}).Draw(rt, "address")
				rows += fmt.Sprintf(",%d,%s,%s\n", rapid.SampledFrom([]int{0, 1500000000}).Draw(rt, "time"), rapid.SampledFrom([]string{"", "sea", "sea|reef"}).Draw(rt, "tags"), rapid.SampledFrom([]string{"unread", "archive"}).Draw(rt, "state"))
			}
			exports = append(exports, exportWith(t, "p.csv", rows))
		}
		first := s.add(AddExports{}, exports...)
		rand.Shuffle(len(exports), func(i, j int) { exports[i], exports[j] = exports[j], exports[i] })
		again := s.add(AddExports{}, exports...)
		if again.Known != first.Stubs || again.Stubs+again.Updated+again.Deleted+again.Failed > 0 {
			rt.Errorf("first %+v, again %+v", first, again)
		}
	})
}

// TestExportPictures: pictures that an export has come along with its texts,
// each by a name of its own, and nothing else does.
func TestExportPictures(t *testing.T) {
	t.Parallel()
	s := &savedItem{}
	files := map[string]string{"./a/x.png": "one", "./b/X.png": "two", "é x.jpg": "three", "page.html": "no picture"}
	s.Picture = func(ref string) ([]byte, bool) { data, ok := files[ref]; return []byte(data), ok }
	text, err := article.Parse("a.md", []byte("# A\n\n![](./a/x.png) ![](./b/X.png) ![](<é x.jpg>) ![](page.html) ![](gone.png) ![](https://a.example/y.png)\n"))
	if err != nil {
		t.Fatal(err)
	}
	n := NewArticle{Pictures: s.pictures(text)}
	got := string(n.showing([]byte(text.Text), "a_files"))
	if want := "![](a_files/x.png) ![](a_files/2-X.png) ![](<a_files/--x.jpg>) ![](page.html) ![](gone.png) ![](https://a.example/y.png)"; !strings.Contains(got, want) {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestExportNotesCount: a note that another library had as well is one, and a
// dry run foretells how many come.
func TestExportNotesCount(t *testing.T) {
	t.Parallel()
	s := newShelfOfExports(t)
	rain := exportWith(t, "r.csv", "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,One,,,https://a.example/1,,,,,\"Highlight:the lamp\",false\n")
	bag := exportWith(t, "w.json", `[{"is_archived":0,"url":"https://a.example/1","title":"One","content":"<p>At night the lamp burns, and the wick smokes in the dark house.</p>","annotations":[{"text":"","quote":"the lamp"},{"text":"","quote":"the wick"}]}]`)
	s.counts(s.add(AddExports{}, rain), Added{Rows: 1, Stubs: 1, Notes: 1})
	for _, dry := range []bool{true, false} {
		s.counts(s.add(AddExports{DryRun: dry}, bag), Added{Rows: 1, Filled: 1, Notes: 1})
	}
	f, err := s.c.Notes("raindrop/one.md")
	must(t, err)
	if len(f.Notes()) != 2 {
		t.Errorf("there are %d notes", len(f.Notes()))
	}
}
