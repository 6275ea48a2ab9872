package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/session"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// largeArticle is from how many bytes on an article is shown before it is read.
const largeArticle = 1 << 20

// begunSession is a session in which only the beginning of big.md is read.
func begunSession(t *testing.T, text string) *driver {
	t.Helper()
	s := openSession(t, "80x24")
	s.overwrite("big.md", text)
	s.m.Update(s.m.Open("big.md")())
	if s.m.reader == nil || !s.m.reader.IsBegun() {
		t.Fatal("the article is not shown before all of it is read")
	}
	return s
}

func TestLargeArticleIsShownBeforeItIsRead(t *testing.T) {
	s := begunSession(t, "# Big\n\n"+prose(largeArticle+1)+"The very end.\n")
	first := s.screen()
	if !strings.Contains(first, "Section 0") {
		t.Fatalf("not the first screen:\n%s", first)
	}
	s.run(s.m.reader.Rest())
	if got := s.screen(); s.m.reader.IsBegun() || withoutLastLine(got) != withoutLastLine(first) {
		t.Errorf("the first screen changed when the rest came:\n%s\nwas\n%s", got, first)
	}
	s.do("press", "G")
	s.do("expect", "The very end.")
}

// withoutLastLine is a screen without the hints and the place.
func withoutLastLine(screen string) string {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	return strings.Join(lines[:len(lines)-1], "\n")
}

func TestWhatIsTypedWaitsForTheRest(t *testing.T) {
	s := begunSession(t, "# Big\n\n"+prose(largeArticle+1)+"A walrus at the end.\n")
	rest := s.m.reader.Rest()
	s.do("refuse", "keys wait")
	s.do("press", "/")
	s.do("type", "walrus")
	s.do("press", "enter")
	s.do("refuse", "walrus")
	s.do("expect", "keys wait")
	s.run(rest)
	s.do("refuse", "keys wait")
	s.do("expect", "A walrus at the end.")
}

func TestLeavingDoesNotWaitForTheRest(t *testing.T) {
	s := begunSession(t, prose(largeArticle+1))
	s.do("press", "ctrl+c")
	if !s.quit {
		t.Error("it waits")
	}
}

func TestRestThatCannotBeRead(t *testing.T) {
	s := begunSession(t, prose(largeArticle+1))
	rest, cursor := s.m.reader.Rest(), s.m.library.State().Selected
	s.do("press", "j G")
	if err := os.Remove(filepath.Join(s.folder, "big.md")); err != nil {
		t.Fatal(err)
	}
	s.run(rest)
	if s.m.reader != nil {
		t.Error("it is still open")
	}
	if s.m.library.State().Selected != cursor {
		t.Error("what was typed for the article went to the list")
	}
	s.do("expect", "big.md")
}

// What is typed while an article is being read belongs to it, be it small.
func TestWhatIsTypedWaitsForTheArticle(t *testing.T) {
	s := openSession(t, "80x24")
	_, reading := s.m.Update(keyPress("enter"))
	s.do("press", "/")
	s.do("type", "zq")
	s.do("expect", "articles")
	s.run(reading)
	s.do("expect", "zq")
	if s.m.reader == nil || !strings.Contains(s.screen(), " %") && !strings.Contains(s.screen(), "no match") {
		t.Error("what was typed were commands")
	}
}

// The second half of a double click on the list means nothing in the article.
func TestClicksDoNotWaitForTheArticle(t *testing.T) {
	s := openSession(t, "80x24")
	_, reading := s.m.Update(keyPress("enter"))
	s.do("click", "20 6")
	s.run(reading)
	if s.m.reader == nil || s.m.reader.Selecting() || !s.m.reader.State().Focus.Empty() {
		t.Error("the click went to the text")
	}
}

func TestEscapeGivesUpOpening(t *testing.T) {
	s := openSession(t, "80x24")
	_, reading := s.m.Update(keyPress("enter"))
	s.do("press", "esc")
	s.run(reading)
	if s.m.reader != nil {
		t.Error("the article was opened all the same")
	}
	s.do("press", "enter")
	if s.m.reader == nil {
		t.Error("no article can be opened any more")
	}
}

// Where the first screen would be another one, all is read before it.
func TestLargeArticleThatIsReadAtOnce(t *testing.T) {
	s := openSession(t, "80x24")
	s.overwrite("big.md", prose(largeArticle+1))
	s.do("press", "/")
	s.do("type", "nobody applauds")
	for name, open := range map[string]tea.Cmd{
		"searched for": s.m.Open("big.md"),
		"at a heading": s.m.OpenTo("big.md", pane.Landing{Linked: true, Heading: "section-7"}),
	} {
		if msg, ok := open().(openedMsg); !ok || msg.Begun != nil {
			t.Errorf("%s: only its beginning is read", name)
		}
	}
}

func TestLargeArticleLeftFurtherOn(t *testing.T) {
	s := openSession(t, "80x24")
	s.overwrite("big.md", prose(largeArticle+1))
	s.run(s.m.Open("big.md"))
	s.do("wait", "20s")
	s.do("press", "5 0 %")
	at := s.m.reader.Place
	s.do("reopen", "big.md")
	if s.m.reader.IsBegun() || s.m.reader.Place != at {
		t.Errorf("it was left at %d and is opened at %d", at, s.m.reader.Place)
	}
}

// Beside the list a beginning is enough, unless it is about what was searched for.
func TestLargeArticleBesideTheList(t *testing.T) {
	s := openSession(t, "160x40")
	s.overwrite("big.md", "# Big\n\n"+prose(largeArticle+1)+"A walrus at the end.\n")
	s.do("press", "/")
	s.do("type", "path:big")
	beside := s.m.library.State()
	if beside.Beside != "big.md" || beside.Text == nil || !beside.Text.Begun {
		t.Fatalf("beside the list is %q, and not its beginning", beside.Beside)
	}
	s.do("type", " walrus")
	s.do("expect", "A walrus at the end.")
}

// A draft is from disk, too.
func TestHostileDraft(t *testing.T) {
	s := openSession(t, "80x24", "harbour.md")
	s.run(s.m.reader.Resume(note.Note{ID: "0123456789", Kind: "highlight", Body: "user\u202Efdp.exe", Anchor: note.Anchor{Quote: "The tide"}}))
	s.do("expect", "userfdp.exe") // and screens are clean
}

// What was given up and asked for again at another place is shown there, though
// the first answer comes, too.
func TestAnswerToWhatWasGivenUp(t *testing.T) {
	s := openSession(t, "80x24")
	first := s.m.Open("harbour.md")()
	s.do("press", "esc")
	second := s.m.OpenTo("harbour.md", pane.Landing{Linked: true, Span: article.Span{Start: 300, End: 310}})()
	s.send(first)
	s.send(second)
	if s.m.reader == nil || s.m.reader.State().Focus.Empty() {
		t.Error("the article is shown where it was asked for at first")
	}
}

// An unfinished note waits for the rest, where its passage may stand.
func TestDraftWaitsForTheRest(t *testing.T) {
	s := begunSession(t, prose(largeArticle+1)+"A walrus at the end.\n")
	rest := s.m.reader.Rest()
	draft := note.Note{ID: "0123456789", Kind: "highlight", Body: "why here?", Anchor: note.Anchor{Quote: "A walrus at the end."}}
	s.send(pane.TaskMsg{Answer: session.DraftsFound{{ID: draft.ID, Article: "big.md", Note: draft, At: time.Now()}}})
	if notes.Editing(s.m.Env) {
		t.Fatal("the note is written on the beginning")
	}
	s.run(rest)
	s.do("press", "!")
	s.do("expect", "why here?")
	if e, ok := pane.ActiveAs[*notes.Editor](s.m.Env); !ok || e.Art != s.m.reader.Article || e.Span.Empty() {
		t.Error("the note is not on its passage")
	}
}
