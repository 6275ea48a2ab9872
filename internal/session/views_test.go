package session

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// What is spoken is read at once; its time is that until the next words.
func TestSpokenIsCounted(t *testing.T) {
	p := newPlace(t, "a.md")
	s := p.session()
	d := p.open(s, "a.md")
	s.Spoken(article.Span{End: 27})
	s.Spoken(article.Span{End: 27}) // once more: nothing new
	s.Show(article.Span{End: 27}, false)
	p.clock = p.clock.Add(10 * time.Second)
	s.Show(article.Span{}, true)
	p.clock = p.clock.Add(time.Hour) // nobody listens
	if got := d.ReadRanges(); len(got) != 1 || got[0].End != 27 {
		t.Errorf("read: %v", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	all := p.collection().ReadingSessions()
	if len(all) != 1 || all[0].Words != 6 || all[0].Time < 10*time.Second || all[0].Time > 15*time.Second {
		t.Errorf("sittings: %+v", all)
	}
}

// The marks of the open article follow undo and redo.
func TestMarksFollowUndo(t *testing.T) {
	p := newPlace(t, "a.md")
	s := p.session()
	d := p.open(s, "a.md")
	s.SetMark("a", 4, "marked")
	run(s)
	s.Star(One("a.md"), On)
	run(s)
	if len(d.Marks) != 1 {
		t.Errorf("marks after a star: %v", d.Marks)
	}
	s.Undo()
	s.Undo()
	run(s)
	if len(d.Marks) != 0 || len(p.collection().Reading("a.md").Marks) != 0 {
		t.Errorf("marks after undo: %v", d.Marks)
	}
	s.Redo()
	run(s)
	if len(d.Marks) != 1 {
		t.Errorf("marks after redo: %v", d.Marks)
	}
}

// Marking other articles says nothing of the open one.
func TestMarkingOthersRead(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	d := p.open(s, "a.md")
	s.MarkRead(One("b.md"), Off)
	run(s)
	s.Spoken(article.Span{End: len(d.Article.Text)})
	if !d.Read {
		t.Error("the open article can't be read any more")
	}
	d = p.open(s, "b.md")
	s.MarkRead(One("b.md"), Off)
	run(s)
	s.Spoken(article.Span{End: len(d.Article.Text)})
	if d.Read {
		t.Error("what the reader says does not stay")
	}
}

// Notes given back to another article leave the open one.
func TestRenameTakenBackIsSeen(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	p.open(s, "a.md")
	add(t, s, "the quay", "")
	run(s)
	if err := os.Remove(filepath.Join(p.folder, "a.md")); err != nil {
		t.Fatal(err)
	}
	s.Document().Gone = true
	s.Take(s.FollowRenames(t.Context(), map[string]store.ChangeKind{"a.md": store.Removed, "b.md": store.ArticleChanged})())
	follow := func() {
		for _, e := range run(s) {
			if e.Changed&StaleDocument != 0 {
				s.Take(s.Reload()())
			}
		}
	}
	follow()
	if d := s.Document(); d.Path != "b.md" || len(d.Notes) != 1 {
		t.Fatalf("%s has %d notes", d.Path, len(d.Notes))
	}
	s.Undo()
	follow()
	if d := s.Document(); d.Path != "b.md" || len(d.Notes) != 0 {
		t.Errorf("taken back: %s has %d notes", d.Path, len(d.Notes))
	}
}

// What was typed becomes a note, or changes the one it was typed for, whether
// its article is open or not.
func TestFinishDraft(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	p.open(s, "a.md")
	known := add(t, s, "the quay", "first")
	run(s)
	fresh, err := s.NewNote(passage("spring"), "spring", "question")
	if err != nil {
		t.Fatal(err)
	}
	fresh.Body, fresh.Text = "when?", s.Document().Article.Fingerprint()
	known.Body = "second"
	s.SaveDraft(fresh, "a.md")
	s.SaveDraft(known, "a.md")
	run(s)
	s.Take(s.FindDrafts()())
	p.open(s, "b.md")
	d, err := s.Load("a.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, draft := range slices.Clone(s.Drafts()) {
		s.FinishDraft(d, draft.Note)
	}
	run(s)
	got := strings.Join(p.onDisk()["a.md"], "\n")
	if !strings.Contains(got, `question "when?"`) || !strings.Contains(got, `"second"`) || strings.Contains(got, `"first"`) {
		t.Error(got)
	}
	if left := append(s.Drafts(), p.collection().Drafts()...); len(left) != 0 {
		t.Errorf("drafts left: %+v", left)
	}
}

func TestExport(t *testing.T) {
	p := newPlace(t, "a.md")
	s := p.session()
	file := filepath.Join(t.TempDir(), "notes.md")
	notes := []note.ArticleNotes{{Title: "A", Path: "a.md", Notes: []note.ResolvedNote{{Note: note.Note{ID: "x", Kind: "doubt", Body: "Sure?"}}}}}
	find := func() ([]note.ArticleNotes, error) { return notes, nil }
	if e := s.Export("notes.doc", find); e.Err == nil {
		t.Error("exported as .doc")
	}
	s.Export(file, find)
	if all := run(s); len(all) != 1 || all[0].Err != nil || !strings.HasPrefix(all[0].Said, "1 note written to ") {
		t.Errorf("%+v", all)
	}
	before, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(before), "Sure?") {
		t.Errorf("%s, %v", before, err)
	}
	s.Export(file, find)
	if all := run(s); len(all) != 1 || all[0].Err == nil {
		t.Error("written over a file")
	}
	s.Export(file+".org", func() ([]note.ArticleNotes, error) { return nil, nil })
	if all := run(s); len(all) != 1 || all[0].Err == nil {
		t.Error("no notes were exported")
	}
	broken := errors.New("no notes")
	s.Export(file+".csv", func() ([]note.ArticleNotes, error) { return nil, broken })
	if all := run(s); len(all) != 1 || !errors.Is(all[0].Err, broken) {
		t.Errorf("%+v", all)
	}
	if _, err := os.Stat(file + ".csv"); err == nil {
		t.Error("a file of nothing")
	}
}

// A glance leaves no trace: no mark, no place, no reading session. Reading does.
func TestAGlanceIsNoReading(t *testing.T) {
	long := strings.Repeat("The tide goes out twice a day and nobody applauds it. ", 400)
	screen := article.Span{End: 1000} // some 190 words, which nobody reads in less than 14 s
	next := article.Span{Start: 900, End: 1900}
	for _, tt := range []struct {
		name  string
		looks []time.Duration // at the first screen, then at the next one
		begun bool
	}{
		{"a look", []time.Duration{5 * time.Second}, false},
		{"leafing", []time.Duration{500 * time.Millisecond, 900 * time.Millisecond}, false},
		{"two looks", []time.Duration{4 * time.Second, 4 * time.Second}, false},
		{"a screenful", []time.Duration{14500 * time.Millisecond}, true},
		{"a long look", []time.Duration{8 * time.Second, 8 * time.Second}, true},
	} {
		p := newPlace(t, "a.md")
		p.write("a.md", long)
		s := p.session()
		p.open(s, "a.md")
		for i, look := range tt.looks {
			span := []article.Span{screen, next}[i]
			s.MoveTo(span.Start, false)
			s.Show(span, false)
			p.clock = p.clock.Add(look)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		r, sat := p.collection().Reading("a.md"), len(p.collection().ReadingSessions())
		if r.Begun() != tt.begun || r.Last.IsZero() == tt.begun || (r.Place > 0) != (tt.begun && len(tt.looks) > 1) || sat > 0 != tt.begun {
			t.Errorf("%s: %+v, %d sittings; begun is to be %v", tt.name, r, sat, tt.begun)
		}
	}
}

// A glance at an article that was begun moves the place and nothing else.
func TestAGlanceAtABegunArticle(t *testing.T) {
	p := newPlace(t, "a.md")
	p.write("a.md", strings.Repeat("The tide goes out twice a day and nobody applauds it. ", 400))
	s := p.session()
	p.open(s, "a.md")
	s.Show(article.Span{End: 1000}, false)
	p.clock = p.clock.Add(time.Minute)
	s.Leave()
	run(s)
	before := p.collection().Reading("a.md")
	p.open(s, "a.md")
	s.MoveTo(5000, false)
	s.Show(article.Span{Start: 5000, End: 6000}, false)
	p.clock = p.clock.Add(3 * time.Second)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	after := p.collection().Reading("a.md")
	if after.Place != 5000 || !after.Last.Equal(before.Last) || after.Progress != before.Progress || after.Position < 0.2 || after.Position > 0.3 {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

// An article that fits the screen is read when its reading time is over.
func TestAnArticleOfOneScreenIsRead(t *testing.T) {
	p := newPlace(t, "a.md")
	p.write("a.md", strings.Repeat("The tide goes out twice a day and nobody applauds it. ", 10))
	for _, tt := range []struct {
		look time.Duration
		read bool
	}{{2 * time.Second, false}, {9 * time.Second, true}} {
		s := p.session()
		d := p.open(s, "a.md")
		s.MoveTo(0, true)
		s.Show(article.Span{End: len(d.Article.Text)}, false)
		p.clock = p.clock.Add(tt.look)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if r := p.collection().Reading("a.md"); r.Read != tt.read || r.Begun() != tt.read {
			t.Errorf("after %v: %+v", tt.look, r)
		}
	}
}

// What goes to the trash keeps its notes, and comes back by undo; redo and undo
// do it again.
func TestTrashAndBack(t *testing.T) {
	p := newPlace(t, "a.md", "b.md")
	s := p.session()
	d := p.open(s, "a.md")
	s.Add(d.Article, note.Note{ID: "n1", Body: "a thought"}, "noted")
	run(s)
	s.Leave()
	there := func() bool {
		_, err := os.Stat(filepath.Join(p.folder, "a.md"))
		return err == nil
	}
	s.Trash(One("a.md"))
	run(s)
	if there() || len(p.onDisk()["a.md"]) != 1 {
		t.Errorf("there: %v, notes: %v", there(), p.onDisk())
	}
	for range 2 {
		s.Undo()
		run(s)
		if got, _ := os.ReadFile(filepath.Join(p.folder, "a.md")); string(got) != text {
			t.Errorf("undone: %q", got)
		}
		s.Redo()
		run(s)
		if there() {
			t.Error("done again: it is still there")
		}
	}
	p.write("a.md", "another one")
	if e, _ := s.Undo(); e.Err != nil {
		t.Error(e.Err)
	}
	run(s)
	if got, _ := os.ReadFile(filepath.Join(p.folder, "a.md")); string(got) != "another one" {
		t.Errorf("undo wrote over %q", got)
	}
}
