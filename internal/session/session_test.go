package session

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

const text = "The lamp stood on the quay.\n\nNobody came to trim it, and the oil ran low.\n\nIn spring they built a new one.\n"

// place is a collection that sessions are held in.
type place struct {
	t      testing.TB
	folder string
	home   string // of data, state and cache
	clock  time.Time
}

func newPlace(t testing.TB, articles ...string) *place {
	p := &place{t: t, folder: t.TempDir(), home: t.TempDir(), clock: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)}
	for _, name := range articles {
		if err := os.WriteFile(filepath.Join(p.folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// write makes an article say something else.
func (p *place) write(name, text string) {
	if err := os.WriteFile(filepath.Join(p.folder, name), []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) now() time.Time {
	p.clock = p.clock.Add(time.Second)
	return p.clock
}

func (p *place) collection() *store.Collection {
	c, err := store.Open(p.folder, store.Options{StateHome: p.home, DataHome: p.home, CacheHome: p.home, Now: p.now, NoSync: true})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { c.Close() })
	return c
}

func (p *place) session() *Session {
	lib := library.Open(p.collection())
	p.t.Cleanup(func() { lib.Close() })
	return New(lib, p.now)
}

func (p *place) open(s *Session, path string) *Document {
	d, err := s.Load(path)
	if err != nil {
		p.t.Fatal(err)
	}
	s.Open(d)
	return d
}

// onDisk are the notes that somebody else would read, by article.
func (p *place) onDisk() map[string][]string {
	c := p.collection()
	all := map[string][]string{}
	err := c.AllNotes(p.t.Context(), func(path string, f *note.File) {
		for _, n := range f.Notes() {
			all[path] = append(all[path], told(n))
		}
		slices.Sort(all[path])
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func told(n note.Note) string {
	return fmt.Sprintf("%s %s %q %v on %q", n.ID, n.Kind, n.Body, n.Tags, n.Anchor.Quote)
}

// run does what is to be written now and takes in the answers.
func run(s *Session) (events []Event) {
	for tasks := s.Tasks(); len(tasks) > 0; tasks = s.Tasks() {
		for _, task := range tasks {
			events = append(events, s.Take(task()))
		}
	}
	return events
}

// passage is where the words stand in the text.
func passage(words string) article.Span {
	at := strings.Index(text, words)
	return article.Span{Start: at, End: at + len(words)}
}

func add(t testing.TB, s *Session, words, body string) note.Note {
	n, err := s.NewNote(passage(words), words, "highlight")
	if err != nil {
		t.Fatal(err)
	}
	n.Body = body
	s.Add(s.Document().Article, n, "noted")
	return n
}

func TestNoteIsShownAtOnceAndSaved(t *testing.T) {
	p := newPlace(t, "a.md")
	s := p.session()
	d := p.open(s, "a.md")
	n := add(t, s, "the oil ran low", "why?")
	if got, ok := d.Note(n.ID); !ok || got.Match.Span != passage("the oil ran low") {
		t.Fatalf("the note is not shown where it was made: %+v", got)
	}
	events := run(s)
	if len(events) == 0 || events[0].Saved == nil || events[0].Saved.File == "" {
		t.Fatalf("nothing told of the save: %+v", events)
	}
	if got := p.onDisk()["a.md"]; len(got) != 1 {
		t.Fatal(got)
	}
}

func TestCloseWritesWhatIsLeft(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	p.open(s, "a.md")
	n := add(t, s, "the quay", "one")
	after := n
	after.Body = "two"
	s.Edit(s.Document().Article, n, after, "changed")
	s.Star(One("b.md"), On)
	p.open(s, "b.md")
	add(t, s, "spring", "")
	started := s.Tasks() // as of a program that ends before they run
	if len(started) == 0 {
		t.Fatal("nothing to do")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	disk := p.onDisk()
	if len(disk["a.md"]) != 1 || !strings.Contains(disk["a.md"][0], `"two"`) || len(disk["b.md"]) != 1 {
		t.Error(disk)
	}
	if !p.collection().Reading("b.md").Star {
		t.Error("no star")
	}
}

// A note that can't be saved stays, is kept as a draft and saved later; those
// on other articles pass it.
func TestStuck(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	obstacle := filepath.Join(p.folder, ".manicule", "notes", "a.md.md")
	if err := os.MkdirAll(filepath.Join(obstacle, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := p.session()
	d := p.open(s, "b.md")
	add(t, s, "spring", "")
	d = NewDocument("a.md", d.Article, store.Reading{})
	d.Article, _ = p.collection().Read("a.md")
	s.Open(d)
	n := add(t, s, "the quay", "kept")
	var told []Event
	told = append(told, run(s)...)
	if !slices.ContainsFunc(told, func(e Event) bool { return e.Err != nil && e.Retries }) {
		t.Fatalf("nobody was told: %+v", told)
	}
	if len(p.onDisk()["b.md"]) != 1 {
		t.Error("the other article's note was held up")
	}
	if drafts := p.collection().Drafts(); len(drafts) != 1 || drafts[0].ID != n.ID {
		t.Errorf("drafts: %+v", drafts)
	}
	if err := os.RemoveAll(obstacle); err != nil {
		t.Fatal(err)
	}
	s.Retry()
	run(s)
	if len(p.onDisk()["a.md"]) != 1 || len(p.collection().Drafts()) != 0 {
		t.Errorf("after the retry: %v, drafts %v", p.onDisk(), p.collection().Drafts())
	}
}

// Whatever is done, undoing all of it leaves nothing, and redoing all of it
// brings everything back, in whatever order writes are answered.
func TestUndoRedo(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlace(t, "a.md", "b.md")
		s := p.session()
		p.open(s, "a.md")
		words := []string{"The lamp", "the oil ran low", "In spring", "new one"}
		var waiting []func()
		step := func() { // some writes run, some answers come
			for _, task := range s.Tasks() {
				waiting = append(waiting, func() { s.Take(task()) })
			}
			for len(waiting) > 0 && rapid.Bool().Draw(rt, "answer") {
				i := rapid.IntRange(0, len(waiting)-1).Draw(rt, "which")
				do := waiting[i]
				waiting = slices.Delete(waiting, i, i+1)
				do()
			}
		}
		done := 0
		acts := map[string]func(*rapid.T){
			"add": func(rt *rapid.T) {
				add(t, s, rapid.SampledFrom(words).Draw(rt, "words"), rapid.StringMatching(`[a-z]{0,5}`).Draw(rt, "body"))
				done++
			},
			"edit": func(rt *rapid.T) {
				if notes := s.Document().Notes; len(notes) > 0 {
					before := rapid.SampledFrom(notes).Draw(rt, "note").Note
					after := before
					after.Body += rapid.StringMatching(`\n\n[a-z]{1,5}`).Draw(rt, "more")
					after.Body = strings.TrimSpace(after.Body)
					s.Edit(s.Document().Article, before, after, "changed")
					done++
				}
			},
			"delete": func(rt *rapid.T) {
				if notes := s.Document().Notes; len(notes) > 0 {
					s.Delete(s.Document().Article, rapid.SampledFrom(notes).Draw(rt, "note").Note, "deleted")
					done++
				}
			},
			"star": func(*rapid.T) { s.Star(One("b.md"), Toggle); done++ },
			"tag":  func(*rapid.T) { s.Tag(One("a.md"), []string{"sea"}, nil); done++ },
			"go to the other article": func(*rapid.T) {
				other := map[string]string{"a.md": "b.md", "b.md": "a.md"}[s.Document().Path]
				p.open(s, other)
			},
			"": func(*rapid.T) { step() },
		}
		rt.Repeat(acts)
		settle := func() {
			for _, do := range waiting {
				do()
			}
			waiting = nil
			run(s)
		}
		settle()
		end := p.onDisk()
		star, tags := p.collection().Reading("b.md").Star, p.collection().Reading("a.md").Tags
		undone := 0
		for _, ok := s.Undo(); ok; _, ok = s.Undo() {
			undone++
			step()
		}
		settle()
		if undone != min(done, maxUndo) {
			rt.Fatalf("%d of %d undone", undone, done)
		}
		if left := p.onDisk(); len(left) != 0 && done <= maxUndo {
			rt.Fatalf("left after undoing all: %v", left)
		}
		if b, a := p.collection().Reading("b.md"), p.collection().Reading("a.md"); done <= maxUndo && (b.Star || len(a.Tags) > 0) {
			rt.Fatal("star or tag left")
		}
		for _, ok := s.Redo(); ok; _, ok = s.Redo() {
			step()
		}
		settle()
		if diff := cmp.Diff(end, p.onDisk()); diff != "" {
			rt.Fatal(diff)
		}
		if p.collection().Reading("b.md").Star != star || !slices.Equal(p.collection().Reading("a.md").Tags, tags) {
			rt.Fatal("star or tags differ")
		}
	})
}

func TestAbandonedComesBack(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	d := p.open(s, "a.md")
	n, _ := s.NewNote(passage("the quay"), "the quay", "highlight")
	n.Body = "half a thou"
	s.Abandon(d.Article, n)
	add(t, s, "spring", "")
	p.open(s, "b.md")
	if e, ok := s.Undo(); !ok || e.Resumes != nil {
		t.Fatalf("the note made last is not undone first: %+v", e)
	}
	if _, ok := s.Undo(); ok {
		t.Fatal("typed on while its article is closed")
	}
	p.open(s, "a.md")
	if e, ok := s.Undo(); !ok || e.Resumes == nil || e.Resumes.Body != n.Body {
		t.Fatalf("not back: %+v", e)
	}
}

// A change that is made while the text on disk is another one already is found
// by its words there, never by its old bytes.
func TestChangeMeetsNewText(t *testing.T) {
	p := newPlace(t, "a.md")
	s := p.session()
	p.open(s, "a.md")
	n := add(t, s, "the oil ran low", "why?")
	name := filepath.Join(p.folder, "a.md")
	if err := os.WriteFile(name, []byte("A new beginning of some length.\n\n"+text), 0o644); err != nil {
		t.Fatal(err)
	}
	run(s)
	s.Take(s.Reload()())
	got, ok := s.Document().Note(n.ID)
	if now := s.Document().Article.Text; !ok || now[got.Match.Span.Start:got.Match.Span.End] != "the oil ran low" {
		t.Errorf("%+v", got)
	}
}

func TestParseTags(t *testing.T) {
	give, take := ParseTags("sea +tide #wind -Rain -#fog - +")
	if !slices.Equal(give, []string{"sea", "tide", "wind"}) || !slices.Equal(take, []string{"Rain", "fog"}) {
		t.Error(give, take)
	}
	if got := Retag([]string{"rain", "Sea"}, []string{"sea", "tide"}, []string{"RAIN"}); !slices.Equal(got, []string{"Sea", "tide"}) {
		t.Error(got)
	}
}

type spot struct {
	path string
	at   int
}

func (s spot) Where() (string, int) { return s.path, s.at }

func TestJumpList(t *testing.T) {
	var j JumpList[spot]
	if _, ok := j.Back(spot{"a", 0}); ok {
		t.Error("back from nowhere")
	}
	j.Leave(spot{"a", 1})
	j.Leave(spot{"a", 1})
	j.Leave(spot{"b", 2})
	here := spot{"c", 3}
	for _, want := range []spot{{"b", 2}, {"a", 1}} {
		back, ok := j.Back(here)
		if !ok || back != want {
			t.Fatalf("back to %v, want %v", back, want)
		}
		here = back
	}
	if _, ok := j.Back(here); ok {
		t.Error("two jumps from one place are one")
	}
	for _, want := range []spot{{"b", 2}, {"c", 3}} {
		if on, ok := j.Forward(here); !ok || on != want {
			t.Fatalf("forward to %v, want %v", on, want)
		}
		here = want
	}
}

// What fails while the program ends, and is on disk after the second try, is
// no failure.
func TestCloseTriesAgain(t *testing.T) {
	p := newPlace(t, "a.md")
	s := p.session()
	p.open(s, "a.md")
	obstacle := filepath.Join(p.folder, ".manicule", "notes", "a.md.md")
	if err := os.MkdirAll(filepath.Join(obstacle, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	add(t, s, "the quay", "kept")
	for _, task := range s.Tasks() {
		task() // nobody takes the answer
	}
	if err := os.RemoveAll(obstacle); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if got := p.onDisk()["a.md"]; len(got) != 1 {
		t.Error(got)
	}
	if got := p.collection().Drafts(); len(got) != 0 {
		t.Error(got)
	}
}

// A notes file copied to another article by hand: its note comes up for review
// once, in the article that it is on.
func TestReviewOfCopiedNotes(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	p.open(s, "a.md")
	add(t, s, "the quay", "why?")
	run(s)
	notes := filepath.Join(p.folder, ".manicule", "notes")
	data, err := os.ReadFile(filepath.Join(notes, "a.md.md"))
	if err != nil {
		t.Fatal(err)
	}
	copied := strings.Replace(string(data), "article: a.md", "article: b.md", 1)
	if err := os.WriteFile(filepath.Join(notes, "b.md.md"), []byte(copied), 0o600); err != nil {
		t.Fatal(err)
	}
	p.clock = p.clock.AddDate(1, 0, 0)
	found := s.Review(t.Context(), 5)().(Cards)
	if found.Err != nil || len(found.Cards) != 1 {
		t.Fatalf("%d cards, %v", len(found.Cards), found.Err)
	}
	if c := found.Cards[0]; c.Article.Name != "a.md" || c.Match.State != note.Exact {
		t.Errorf("it comes up in %s, %v", c.Article.Name, c.Match.State)
	}
}
