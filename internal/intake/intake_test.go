package intake

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/fetch"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// shelf is a collection that articles come into, from a site of the test's own.
type shelf struct {
	t      *testing.T
	folder string
	site   map[string]string // what it serves, by path; changed between requests only
	url    string
	mu     sync.Mutex
	busy   map[string]int
	most   int // requests under way at once
	asked  []string
}

func newShelf(t *testing.T, site map[string]string) *shelf {
	t.Helper()
	s := &shelf{t: t, folder: t.TempDir(), site: site}
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *shelf) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.Path)
	s.busy[""]++
	s.most = max(s.most, s.busy[""])
	body, ok := s.site[r.URL.Path]
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.busy[""]--
		s.mu.Unlock()
	}()
	kind := map[string]string{".png": "image/png", ".xml": "application/rss+xml"}[filepath.Ext(r.URL.Path)]
	if kind == "" {
		kind = "text/html"
	}
	switch to, moved := strings.CutPrefix(body, "moved "); {
	case !ok:
		http.NotFound(w, r)
	case moved:
		http.Redirect(w, r, to, http.StatusMovedPermanently)
	default:
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, strings.ReplaceAll(body, "SITE", s.url))
	}
}

// with runs something on an Intake, as a program does that is started for it.
func (s *shelf) with(o Options, do func(*Intake)) {
	s.t.Helper()
	s.mu.Lock()
	s.busy, s.asked, s.most = map[string]int{}, nil, 0
	s.mu.Unlock()
	c, err := store.Open(s.folder, store.Options{DataHome: s.t.TempDir(), StateHome: s.t.TempDir(), CacheHome: s.t.TempDir(), NoSync: true})
	if err != nil {
		s.t.Fatal(err)
	}
	lib := library.Open(c)
	if err := lib.Refresh(s.t.Context(), func(search.Progress) {}); err != nil {
		s.t.Fatal(err)
	}
	f := fetch.New(fetch.Usual)
	o.Private = true
	in, err := New(s.t.Context(), lib, f, o)
	if err != nil {
		s.t.Fatal(err)
	}
	do(in)
	f.Close()
	if err := lib.Close(); err != nil {
		s.t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		s.t.Fatal(err)
	}
}

// add brings in what is at paths of the site, and tells what became of it.
func (s *shelf) add(o Options, paths ...string) (told []string) {
	s.t.Helper()
	var addresses []string
	for _, p := range paths {
		addresses = append(addresses, s.url+p)
	}
	s.with(o, func(in *Intake) { in.Add(s.t.Context(), addresses, s.tell(&told)) })
	return told
}

func (s *shelf) update() (told []string) {
	s.t.Helper()
	s.with(Options{}, func(in *Intake) {
		if err := in.Update(s.t.Context(), s.tell(&told)); err != nil {
			s.t.Fatal(err)
		}
	})
	return told
}

// tell takes outcomes down, each on a line.
func (s *shelf) tell(told *[]string) func(Outcome) {
	return func(o Outcome) {
		line := strings.TrimPrefix(o.Address, s.url) + " " + string(o.State)
		if o.Path != "" {
			line += " " + o.Path
		}
		if o.State == Asked {
			line += fmt.Sprintf(" %d of %d", o.New, o.Entries)
		}
		for _, w := range append(o.Warnings, o.Error) {
			if w != "" {
				line += " (" + strings.ReplaceAll(w, s.url, "") + ")"
			}
		}
		*told = append(*told, line)
	}
}

func (s *shelf) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.folder, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func pageOf(title, words, head string) string {
	return "<html><head><title>" + title + "</title>" + head + "</head><body><article><p>" + words + " So it is said at the shore, by all who have been there for long.</p></article></body></html>"
}

// TestAdd: each address has its outcome, in the order in which they were
// given, whatever becomes of the others.
func TestAdd(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[string]string{
		"/tea": pageOf("Tea", "Two leaves and a bud.", ""), "/same": pageOf("Tea again", "Two leaves and a bud.", ""),
		"/canonical": pageOf("Cup", "A cup of it.", `<link rel="canonical" href="SITE/cup">`), "/cup": pageOf("Cup", "A cup of it, told at length.", ""),
		"/script": "<html><body><script>write()</script></body></html>",
	})
	same(t, s.add(Options{Folder: "in"}, "/tea", "/gone", "/canonical", "/script"),
		"/tea added in/tea.md", "/gone failed (fetch /gone: there is no such page (404))", "/canonical added in/cup.md",
		"/script failed (fetch /script: there is no text on the page: scripts would write it; nothing is kept)")
	if s.most != 1 {
		t.Errorf("%d requests to one host at once", s.most)
	}
	same(t, s.add(Options{}, "/tea", "/tea#x", "/same", "/cup"), "/tea there in/tea.md", "/tea#x there in/tea.md", "/same there in/tea.md", "/cup there in/cup.md")
	if slices.Contains(s.asked, "/tea") {
		t.Error("what is there was fetched again")
	}
	s.site["/tea"] = pageOf("Tea", "Two leaves, a bud and a stalk.", "")
	same(t, s.add(Options{Again: true}, "/tea"), "/tea replaced in/tea.md")
	if !strings.Contains(s.read("in/tea.md"), "a stalk") || !strings.Contains(s.read(".manicule/former/in/tea-1.md"), "a bud.") {
		t.Error("another version did not take the place of the former one")
	}
}

// TestPictures: pictures come along, and those that can't be had stay links.
func TestPictures(t *testing.T) {
	t.Parallel()
	var leaf bytes.Buffer
	if err := png.Encode(&leaf, image.NewRGBA(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	s := newShelf(t, map[string]string{"/tea": pageOf("Tea", `A leaf. <img src="/leaf.png" alt="leaf"> <img src="/gone.png" alt="bud">`, ""), "/leaf.png": leaf.String()})
	told := s.add(Options{Pictures: true}, "/tea")
	same(t, told, "/tea added tea.md (a picture stays on the web: fetch /gone.png: there is no such page (404))")
	files, err := filepath.Glob(filepath.Join(s.folder, "tea_files", "leaf-*.png"))
	text := s.read("tea.md")
	if err != nil || len(files) != 1 || !strings.Contains(text, "](tea_files/"+filepath.Base(files[0])+")") || !strings.Contains(text, "]("+s.url+"/gone.png)") {
		t.Errorf("%v %v\n%s", files, err, text)
	}
}

const feedOf = `<rss version="2.0"><channel><title>Shore</title>%s</channel></rss>`

func entry(id int) string {
	return fmt.Sprintf("<item><title>Entry %d</title><guid>%d</guid><description>What was said as number %d.</description></item>", id, id, id)
}

// TestFollow: a feed is found by its page, brings each entry once, and is
// followed where it goes for good.
func TestFollow(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[string]string{
		"/": pageOf("The shore", "About the shore.", `<link rel="alternate" type="application/rss+xml" href="/feed.xml">`), "/feed.xml": fmt.Sprintf(feedOf, entry(2)+entry(1)),
	})
	same(t, s.add(Options{}, "/"), "/ added the-shore.md (it names a feed, which --feed brings in: /feed.xml)")
	same(t, s.add(Options{Feed: true, Folder: "news", Tags: []string{"sea"}}, "/"), "Entry 1 added news/entry-1.md", "Entry 2 added news/entry-2.md", "/feed.xml asked 2 of 2")
	if err := os.Remove(filepath.Join(s.folder, "news", "entry-1.md")); err != nil {
		t.Fatal(err)
	}
	s.site["/new.xml"], s.site["/feed.xml"] = fmt.Sprintf(feedOf, entry(3)+entry(2)+entry(1)), "moved /new.xml"
	same(t, s.update(), "Entry 3 added news/entry-3.md", "/new.xml asked 1 of 3 (it was /feed.xml, which leads here for good: asked here from now on)")
	if !strings.Contains(s.read("news/entry-3.md"), "- sea") {
		t.Error("what was said of the feed did not go with it")
	}
	same(t, s.update(), "/new.xml asked 0 of 3")
	same(t, s.asked, "/new.xml")
}

// TestStubs: stubs get their texts; what can't be had stays one.
func TestStubs(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[string]string{"/tea": pageOf("Tea", "Two leaves and a bud.", "")})
	for _, name := range []string{"tea", "gone"} {
		stub := "---\ntitle: " + name + "\nsource: " + s.url + "/" + name + "\nstub: true\n---\n\nThe text is not here yet.\n"
		if err := os.WriteFile(filepath.Join(s.folder, name+".md"), []byte(stub), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var told []string
	s.with(Options{}, func(in *Intake) {
		in.FillStubs(t.Context(), []library.Stub{{Path: "tea.md", Address: s.url + "/tea"}, {Path: "gone.md", Address: s.url + "/gone"}}, s.tell(&told))
	})
	same(t, told, "/tea filled tea.md", "/gone failed (fetch /gone: there is no such page (404))")
	if text := s.read("tea.md"); strings.Contains(text, "stub: true") || !strings.Contains(text, "Two leaves") {
		t.Error(text)
	}
	if text := s.read("gone.md"); !strings.Contains(text, "stub: true") {
		t.Error(text)
	}
}

// TestStopped: nothing is begun any more once the reader stops it.
func TestStopped(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[string]string{"/tea": pageOf("Tea", "Two leaves and a bud.", "")})
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	stop()
	var told []string
	s.with(Options{}, func(in *Intake) { in.Add(ctx, []string{s.url + "/tea"}, s.tell(&told)) })
	if len(told) != 1 || !strings.Contains(told[0], "failed") || len(s.asked) > 0 {
		t.Errorf("%q, asked for %q", told, s.asked)
	}
}
