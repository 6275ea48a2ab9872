package ui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// openSession starts a session outside a script.
func openSession(t *testing.T, size string, article ...string) *driver {
	t.Helper()
	s := &driver{t: t}
	s.fresh(size, article...)
	return s
}

// fresh opens the session on a copy of the articles.
func (s *driver) fresh(size string, article ...string) {
	s.home = s.t.TempDir()
	s.t.Setenv("HOME", s.home)
	s.folder = filepath.Join(s.home, "articles")
	s.do("open", strings.Join(append([]string{size}, article...), " "))
}

// overwrite changes an article on disk and tells the program.
func (s *driver) overwrite(path, text string) {
	if err := os.WriteFile(filepath.Join(s.folder, path), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
	s.happen(store.Change{Path: path})
}

// later are the answers of commands that a session was not given yet, the
// latest last: a command that has not run, or its message.
type later struct {
	cmd tea.Cmd
	msg tea.Msg
}

// deliver gives the program an answer, or only has it worked out.
func (s *driver) deliver(i int, whole bool) {
	l := s.late[i]
	if l.cmd != nil {
		l.msg, l.cmd = l.cmd(), nil
	}
	if s.late[i] = l; !whole {
		return
	}
	s.late = slices.Delete(s.late, i, i+1)
	switch msg := l.msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.keep(cmd)
		}
	case tea.QuitMsg:
		s.quit = true
	default:
		s.keep(s.update(msg))
	}
}

// keep keeps a command for later.
func (s *driver) keep(cmd tea.Cmd) {
	if cmd != nil {
		s.late = append(s.late, later{cmd: cmd})
	}
}

// settle gives the program all answers.
func (s *driver) settle() {
	s.m.After = never
	for len(s.late) > 0 {
		s.deliver(0, true)
	}
}

func never(time.Duration, tea.Msg) tea.Cmd { return nil }

// drawKeys draws bindings of one's own for some actions.
func drawKeys(t *rapid.T, all []string) pane.Keys {
	own := pane.Keys{}
	for range rapid.IntRange(0, 6).Draw(t, "bindings") {
		k := modes()[rapid.IntRange(0, len(modes())-1).Draw(t, "mode")]
		title := strings.ToLower(k.Title)
		if own[title] == nil {
			own[title] = map[string][]string{}
		}
		name := k.Actions[rapid.IntRange(0, len(k.Actions)-1).Draw(t, "action")].Name
		own[title][name] = rapid.SliceOfN(rapid.SampledFrom(all), 0, 2).Draw(t, "keys")
	}
	return own
}

// rename puts copies of an article in its place, or the article in place of
// those.
func (s *driver) rename(from string, to ...string) {
	text, err := os.ReadFile(filepath.Join(s.folder, from))
	changes := []store.Change{{Path: from, Kind: store.Removed}}
	if err != nil { // it went before
		from, to = to[0], append(to[1:], from)
		s.rename(from, to...)
		return
	}
	for _, name := range to {
		err = errors.Join(err, os.WriteFile(filepath.Join(s.folder, name), text, 0o644))
		changes = append(changes, store.Change{Path: name})
	}
	if err := errors.Join(err, os.Remove(filepath.Join(s.folder, from))); err != nil {
		s.t.Fatal(err)
	}
	s.happen(changes...)
}

// Whatever is pressed, clicked, resized and changed on disk in whatever
// order, whichever keys the reader bound, and whenever the answers come:
// nothing panics, every frame is clean, only keys, clicks and pastes change
// who gets the next key, and what the program shows as saved notes is what is
// on disk.
func TestRandomSessions(t *testing.T) {
	var keys []string
	for _, k := range modes() {
		for _, a := range k.Actions {
			keys = append(keys, a.Keys...)
		}
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == "ctrl+c" || k == "Q" || k == "q" || k == "ctrl+e" })
	queries := []string{"tide", "the harbour", "kelp is:unread", "\"low water", "海水", "/boat.*", "tag:x OR", "sort:title", "-mud", "has:notes", "(a b", "len:<5m"}
	keys = append(keys, "/", "/", "n", "N", "q", "1", "4", "w", "s", "p", "tab", "日", "#", "enter", "}", ")", "h", "a", "v", "]", "esc", "esc")
	asking := []string{"R", "I", "i", "B", "K", "D", "n", "v", ":", "o", "f", "s", "}"}
	next := []string{"esc", "esc", "/", "w", "j"}
	texts := []string{
		"---\ntitle: The harbour\n---\n\nThe tide goes out twice a day and nobody applauds.\n\nNew.\n",
		"# The harbour\n\nNew on top.\n\nThe tide goes out twice a day and nobody applauds. It leaves the boats\nlying on their sides.\n\n| a | b |\n| - | - |\n| 汉字 | c |\n",
		"",
		"One.\n",
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := &driver{t: t, fatalf: rt.Fatalf, keys: drawKeys(rt, keys)}
		s.fresh("80x24")
		s.line = "a random session"
		s.slow = rapid.Bool().Draw(rt, "slow")
		if s.slow {
			s.m.After = func(_ time.Duration, msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
		}
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			if n := len(s.late); n > 0 && rapid.IntRange(0, 2).Draw(rt, "answer") == 0 {
				s.deliver(rapid.IntRange(0, n-1).Draw(rt, "which"), rapid.Bool().Draw(rt, "whole"))
				s.cells()
				continue
			}
			switch what := rapid.IntRange(0, 20).Draw(rt, "what"); what {
			case 0:
				s.size(fmt.Sprintf("%dx%d", rapid.IntRange(1, 200).Draw(rt, "w"), rapid.IntRange(1, 60).Draw(rt, "h")))
				s.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			case 1:
				s.overwrite("harbour.md", rapid.SampledFrom(texts).Draw(rt, "text"))
			case 8, 9, 10: // what is asked for, left again and chosen, close together
				s.send(keyPress(rapid.SampledFrom(asking).Draw(rt, "asking")))
				s.send(keyPress(rapid.SampledFrom(next).Draw(rt, "next")))
			case 11:
				if s.m.reader == nil && !s.m.Covered() {
					s.run(s.m.Open("harbour.md"))
				}
			case 6:
				s.rename("harbour.md", "quay.md", "pier.md")
			case 7:
				s.send(pane.TaskMsg{Answer: session.DraftsFound{{ID: "0123456789", Article: "harbour.md", Note: note.Note{ID: "0123456789", Kind: "highlight", Body: "draft"}}}})
			case 4:
				s.send(keyPress("/"))
				s.do("type", rapid.SampledFrom(queries).Draw(rt, "query"))
			case 5:
				s.send(tea.PasteMsg{Content: rapid.String().Draw(rt, "pasted")})
			case 2, 3:
				x, y := rapid.IntRange(0, 100).Draw(rt, "x"), rapid.IntRange(0, 30).Draw(rt, "y")
				s.do("drag", fmt.Sprint(x, y, x+rapid.IntRange(-20, 20).Draw(rt, "dx"), y+1))
			default:
				s.send(keyPress(rapid.SampledFrom(keys).Draw(rt, "key")))
			}
			s.cells()
			if !s.slow {
				s.checkList(rt)
				s.checkHits(rt)
			}
			if s.quit {
				break
			}
		}
		s.settle()
		s.checkList(rt)
		s.checkHits(rt)
		s.checkNotes(rt)
		s.stop()
	})
}

// checkList compares the list with what the box asks for.
func (s *driver) checkList(t *rapid.T) {
	l := s.m.library.State()
	if l.Asking || !l.Listed {
		t.Fatalf("the library is still asked for %q", l.Box.Text)
	}
	if q, problem := search.Parse(l.Box.Text, time.Now()); (problem == nil || problem.Usable) && !l.Refused && l.Query != q.Text {
		t.Fatalf("the box says %q, the list shows %q", q.Text, l.Query)
	}
	if s.m.reader == nil && l.Rows != l.Room {
		t.Fatalf("the list has %d rows, there is room for %d", l.Rows, l.Room)
	}
	if !between(&l.Box) {
		t.Fatalf("the cursor is within a character: %q", barred(&l.Box))
	}
}

// checkHits looks at what is lit in the open article.
func (s *driver) checkHits(t *rapid.T) {
	if s.m.reader == nil {
		return
	}
	r, text := s.m.reader.State(), s.m.reader.Article.Text
	if r.Searching {
		t.Fatalf("the answer to %q is still waited for", r.Seek.Text)
	}
	if n := len(r.Hits.Spans); n > 0 && (r.Hits.At >= n || r.Hits.Spans[n-1].End > len(text)) {
		t.Fatalf("match %d of %v in a text of %d bytes", r.Hits.At, r.Hits.Spans, len(text))
	}
	if !between(&r.Seek) {
		t.Fatalf("the cursor is within a character: %q", r.Seek.Text)
	}
}

// checkNotes compares the notes shown with those on disk.
func (s *driver) checkNotes(t *rapid.T) {
	if s.m.reader == nil {
		return
	}
	f, err := s.m.Store.Notes(s.m.reader.Path)
	if err != nil {
		t.Fatal(err)
	}
	var disk, shown []string
	for _, n := range f.Notes() {
		disk = append(disk, n.ID+" "+n.Kind+" "+n.Body)
	}
	for _, n := range s.m.reader.Notes {
		shown = append(shown, n.ID+" "+n.Kind+" "+n.Body)
		if !n.Match.Span.Empty() && n.Match.Span.End > len(s.m.reader.Article.Text) {
			t.Fatalf("a note stands at %v of a text of %d bytes", n.Match.Span, len(s.m.reader.Article.Text))
		}
	}
	slices.Sort(disk)
	slices.Sort(shown)
	if !slices.Equal(disk, shown) {
		t.Fatalf("on disk %q, shown %q", disk, shown)
	}
}

// Notes that can't be saved are kept as drafts, all of them, and made again
// when the program starts where it can save.
func TestNotesSurviveADeafDisk(t *testing.T) {
	s := openSession(t, "80x24", "harbour.md")
	block := filepath.Join(s.folder, ".manicule")
	if err := os.WriteFile(block, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"one", "two", "three"} {
		s.do("press", "} a")
		s.do("type", words)
		s.do("press", "esc")
	}
	s.do("press", "} h")
	if got := s.screen(); !strings.Contains(got, "not saved, will retry") {
		t.Errorf("the screen does not say so:\n%s", got)
	}
	if err := s.m.finish(); err == nil || !strings.Contains(err.Error(), "not everything was saved") {
		t.Errorf("ended with %v", err)
	}
	if err := os.Remove(block); err != nil {
		t.Fatal(err)
	}
	s.start([]string{"harbour.md"})
	for range 4 {
		if notes.Editing(s.m.Env) {
			s.do("press", "esc")
		}
		s.run(s.m.reader.ResumeDraft())
	}
	if n := len(s.m.reader.Notes); n != 4 {
		t.Errorf("%d of 4 notes are there:\n%s", n, s.notes("harbour.md"))
	}
	if left := s.m.Store.Drafts(); len(left) > 0 {
		t.Errorf("%d drafts are left over", len(left))
	}
}

// A notes file that must not be changed stops only its own notes.
func TestOneNotesFileDoesNotStopOthers(t *testing.T) {
	s := openSession(t, "80x24", "harbour.md")
	s.do("press", "} h")
	file := filepath.Join(s.m.Store.NotesFolder(), "harbour.md.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(string(data), "manicule: 1", "manicule: 9", 1)
	if err := os.WriteFile(file, []byte(newer), 0o644); err != nil {
		t.Fatal(err)
	}
	s.do("reopen", "harbour.md")
	s.do("press", "] d")
	if got := s.screen(); !strings.Contains(got, "can't be changed") {
		t.Errorf("deleting from a newer file is not refused:\n%s", got)
	}
	s.run(s.m.Open("kelp.txt"))
	s.do("press", "} h")
	if got := s.notes("kelp.txt"); !strings.Contains(got, "> The first ropes") {
		t.Errorf("the other article's note is not saved:\n%s", got)
	}
	if now, err := os.ReadFile(file); err != nil || string(now) != newer {
		t.Errorf("the newer file was touched: %v\n%s", err, now)
	}
}
