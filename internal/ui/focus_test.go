package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/session"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/reader"
)

// keyFocus is who gets the next key, and what that acts on.
type keyFocus struct {
	waiting bool         // for where it leads; what is typed is held
	stack   [8]pane.Pane // more are not opened on each other
	pending *pane.Prompt
	typing  string // what of the panes is typed into
	acts    any    // what it acts on
}

// inReader, inLibrary and inNotes are what a key acts on there.
type (
	inReader struct {
		note     string
		selected string
		focus    string // the words
	}
	inLibrary struct{ article string }
	inNotes   struct{ path, id string }
)

func focusOf(m *Model) keyFocus {
	f := keyFocus{waiting: m.Waiting(), pending: m.Pending, typing: m.Mode().Title}
	copy(f.stack[:], m.Stack)
	if p, ok := pane.ActiveAs[*notes.Pane](m.Env); ok {
		if path, id, ok := p.Current(); ok {
			f.acts = inNotes{path, id}
		}
		return f
	}
	if m.reader != nil {
		if r := m.reader.State(); !r.Typing {
			f.acts = inReader{note: r.Note, focus: passageOf(m.reader, r.Focus), selected: passageOf(m.reader, r.Selected)}
		}
		return f
	}
	if l := m.library.State(); !m.Covered() && l.Listed && !l.Typing && l.Settled && !l.Strayed {
		f.acts = inLibrary{l.Selected}
	}
	return f
}

func passageOf(r *reader.Pane, s article.Span) string {
	if s.End > len(r.Article.Text) {
		return "outside the text"
	}
	return r.Article.Text[s.Start:s.End]
}

// leadsTo reports whether what comes later than a key may change one focus into
// the other.
func (f keyFocus) leadsTo(after keyFocus) bool {
	if f.waiting { // a key asked for another one, and what is typed is for that
		return true
	}
	for i, p := range f.stack {
		if w, ok := p.(*pane.Awaited); ok && w.Said == "" && after.stack[i] != nil { // what it waits for may take its place
			f.stack[i] = after.stack[i]
			return f.stack == after.stack && after.pending == f.pending
		}
	}
	return f.stack == after.stack && f.pending == after.pending && f.typing == after.typing &&
		after.waiting == f.waiting && actsAlike(f, after)
}

// actsAlike reports whether the next key acts on the same, or on nothing: what it
// was to act on may be gone.
func actsAlike(before, after keyFocus) bool {
	switch a := after.acts.(type) {
	case inReader:
		b, _ := before.acts.(inReader)
		return (a.note == b.note || a.note == "") && a.selected == b.selected && (a.focus == b.focus || a.focus == "" || a.note != "")
	case inLibrary:
		b, ok := before.acts.(inLibrary)
		return a == b || !ok || a == inLibrary{} || b == inLibrary{} // an empty list may fill
	case inNotes:
		b, ok := before.acts.(inNotes)
		return a == b || !ok
	}
	return true
}

// byHand tells the messages that the reader sends.
func byHand(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		return true
	}
	return false
}

// hold has the answers of commands wait from now on.
func (s *driver) hold() { s.slow = true }

// noteOnHarbour is a session with a note on the article's first paragraph.
func noteOnHarbour(t *testing.T) *driver {
	s := openSession(t, "80x24", "harbour.md")
	s.do("press", "} a")
	s.do("type", "Honest mud")
	s.do("press", "esc")
	return s
}

// Keys typed while the notes to review are chosen dismiss none of them.
func TestReviewThatComesLate(t *testing.T) {
	s := noteOnHarbour(t)
	s.clock = time.Now().AddDate(0, 1, 0)
	s.do("press", "q")
	s.hold()
	s.do("press", "R /")
	s.do("type", "tid")
	s.do("expect", "choosing notes to review")
	s.settle()
	s.do("expect", "review · 1 of 1")
	if s.m.Active().Table().Title != "Review" {
		t.Fatalf("a key went to what was not there yet:\n%s", s.screen())
	}
	s.do("press", "esc R esc /")
	s.settle()
	if s.m.Covered() || !s.m.library.State().Typing {
		t.Errorf("the review opened over the search box:\n%s", s.screen())
	}
}

// With nothing to review, the next key goes to what says so.
func TestKeyAfterNothingToReview(t *testing.T) {
	s := openSession(t, "80x24")
	s.do("press", "R")
	s.do("expect", "nothing more to review today")
	s.do("press", "e")
	if s.m.Moving || s.m.Covered() {
		t.Error("e went past what was on the screen")
	}
	s.do("refuse", "nothing more to review today")
}

// Whose notes these are is asked when the reader presses the key for it.
func TestQuestionWaitsForItsKey(t *testing.T) {
	s := noteOnHarbour(t)
	s.do("press", "q /")
	s.do("type", "tid")
	s.hold()
	s.rename("harbour.md", "quay.md", "pier.md")
	s.settle()
	if s.m.Covered() {
		t.Fatal("it asks over the search box")
	}
	s.do("press", "esc")
	s.do("expect", "notes on harbour.md may belong to 2 other articles now · ! asks")
	s.do("press", "!")
	s.do("expect", "which of these is it now?")
	s.slow = false
	s.do("press", "enter")
	s.do("expect", "notes on harbour.md now belong to")
}

// A text that changes on disk neither closes what is on top nor drops what is
// selected; it comes when that is done.
func TestTextWaitsForWhatIsChosen(t *testing.T) {
	for _, keys := range []string{":", "o", "s", "v", "f", "c", "m"} {
		s := openSession(t, "80x24")
		text := "# Links\n\nOne [link](kelp.txt) and [more](kelp.txt).\n\n## Two\n\nThe end.\n"
		s.overwrite("links.md", text)
		s.run(s.m.Open("links.md"))
		s.do("press", "} h")
		s.do("press", keys)
		before := focusOf(s.m)
		s.overwrite("links.md", "New.\n\n"+text)
		if now := focusOf(s.m); now != before || !s.m.Covered() && before.pending == nil && !s.m.reader.Selecting() {
			t.Errorf("%s: the next key went to %+v, now to %+v", keys, before, now)
		}
		if keys == ":" {
			s.do("type", "fol")
		}
		s.do("press", "esc")
		if len(s.m.reader.Notes) != 1 || s.m.reader.Article.Text[:4] != "New." {
			t.Errorf("%s: the new text did not come, or a note went:\n%s", keys, s.screen())
		}
	}
}

// The focus stays on its words when the text around them changes, and a key
// meant for words that are gone does not act on others.
func TestFocusStaysOnItsWords(t *testing.T) {
	s := openSession(t, "80x24")
	s.overwrite("three.md", "One.\n\nTwo.\n\nThree.\n")
	s.run(s.m.Open("three.md"))
	s.do("press", "} }")
	s.overwrite("three.md", "New.\n\nOne.\n\nTwo.\n\nThree.\n")
	if got := passageOf(s.m.reader, s.m.reader.State().Focus); got != "Two." {
		t.Errorf("the focus is on %q", got)
	}
	s.overwrite("three.md", "One.\n\nThree.\n")
	s.do("press", "h")
	if n := len(s.m.reader.Notes); n != 0 {
		t.Errorf("%d notes on other words", n)
	}
	s.do("press", "h")
	if n := len(s.m.reader.Notes); n != 1 {
		t.Errorf("%d notes after the second h", n)
	}
}

// What is typed behind a link, a number or Enter in a search waits for where
// it leads; escape gives that up.
func TestKeysWaitForWhereAKeyLeads(t *testing.T) {
	s := openSession(t, "80x24")
	s.overwrite("links.md", "# Links\n\nOne [link](kelp.txt) and more.\n")
	s.run(s.m.Open("links.md"))
	s.hold()
	s.do("press", "f f } h")
	s.settle()
	if r := s.m.reader; r.Path != "kelp.txt" || len(r.Notes) != 1 {
		t.Errorf("in %s with %d notes", r.Path, len(r.Notes))
	}
	s.do("press", "4 G esc }")
	before := focusOf(s.m)
	s.settle()
	if now := focusOf(s.m); now != before {
		t.Errorf("it went where escape had given up to go: %+v, before %+v", now, before)
	}
}

// A draft of an earlier session opens when its key is pressed.
func TestDraftWaitsForItsKey(t *testing.T) {
	s := openSession(t, "80x24")
	s.send(pane.TaskMsg{Answer: session.DraftsFound{{ID: "0123456789", Article: "harbour.md", Note: note.Note{ID: "0123456789", Kind: "highlight", Body: "half a thought"}}}})
	s.do("expect", "1 unfinished note kept")
	s.do("press", "enter")
	if notes.Editing(s.m.Env) {
		t.Fatal("the editor opened by itself")
	}
	s.do("press", "q !")
	s.do("expect", "half a thought")
}

// What is typed or pasted under review is a draft within a second, and when
// the program ends.
func TestReviewKeepsADraft(t *testing.T) {
	s := noteOnHarbour(t)
	s.clock = time.Now().AddDate(0, 1, 0)
	var ticks []tea.Msg
	s.m.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
		if d <= time.Second {
			ticks = append(ticks, msg)
		}
		return nil
	}
	s.do("press", "q R e")
	s.do("paste", " pasted")
	for _, msg := range ticks {
		s.send(msg)
	}
	if d := s.m.Store.Drafts(); len(d) != 1 || d[0].Note.Body != "Honest mud pasted" {
		t.Errorf("drafts after a second: %+v", d)
	}
	s.do("type", "!")
	if err := s.m.finish(); err != nil {
		t.Fatal(err)
	}
	if d := s.m.Store.Drafts(); len(d) != 1 || d[0].Note.Body != "Honest mud pasted!" {
		t.Errorf("drafts at the end: %+v", d)
	}
}

// Tags under review are read as everywhere else.
func TestReviewTags(t *testing.T) {
	s := noteOnHarbour(t)
	s.clock = time.Now().AddDate(0, 1, 0)
	s.do("press", "q R t")
	s.do("type", "+tide #Sea low")
	s.do("press", "enter t")
	s.do("type", "-sea LOW")
	s.do("press", "enter")
	s.do("expect", "#tide #low")
	s.do("refuse", "Sea")
}
