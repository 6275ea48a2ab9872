package plain

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/store"
)

// written is when the articles' files are said to be written.
var written = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

var update = flag.Bool("update", false, "rewrite the conversations in testdata")

// typist is a reader's side of a conversation: a line is typed when one is
// asked for. "!cp FROM TO", "!mv FROM TO", "!rm FILE", "!mkdir FOLDER" and
// "!sed OLD NEW FILE" change the folder before the next line, as another program
// would; "!cat FILE" shows a file, and "!wait TIME" lets time pass.
type typist struct {
	t      *testing.T
	folder string
	lines  []string
	screen *screen
	clock  *clock
}

// clock stands still unless it is moved.
type clock struct{ nanoseconds atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.wait(time.Duration(time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC).UnixNano()))
	return c
}

func (c *clock) now() time.Time       { return time.Unix(0, c.nanoseconds.Load()).UTC() }
func (c *clock) wait(d time.Duration) { c.nanoseconds.Add(int64(d)) }

// screen is what stands on it at the end: what was answered and what was typed.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func (s *typist) Read(p []byte) (int, error) {
	for len(s.lines) > 0 && strings.HasPrefix(s.lines[0], "!") {
		s.happen(strings.Fields(s.lines[0][1:]))
		s.lines = s.lines[1:]
	}
	if len(s.lines) == 0 {
		return 0, io.EOF
	}
	line := strings.ReplaceAll(s.lines[0], "FOLDER", s.folder) + "\n"
	s.lines = s.lines[1:]
	io.WriteString(s.screen, line)
	return copy(p, line), nil
}

func (s *typist) happen(words []string) {
	path := func(i int) string { return filepath.Join(s.folder, words[i]) }
	var data []byte
	var err error
	switch words[0] {
	case "cp":
		if data, err = os.ReadFile(path(1)); err == nil {
			err = os.WriteFile(path(2), data, 0o600)
		}
	case "mv":
		err = os.Rename(path(1), path(2))
	case "sed":
		if data, err = os.ReadFile(path(3)); err == nil {
			err = os.WriteFile(path(3), bytes.ReplaceAll(data, []byte(words[1]), []byte(words[2])), 0o600)
		}
	case "rm":
		err = os.RemoveAll(path(1))
	case "mkdir":
		err = os.MkdirAll(path(1), 0o700)
	case "cat":
		data, err = os.ReadFile(path(1))
		s.screen.Write(data)
	case "wait":
		var d time.Duration
		if d, err = time.ParseDuration(words[1]); err == nil {
			s.clock.wait(d)
		}
	default:
		err = errors.New("unknown event")
	}
	if err != nil {
		s.t.Errorf("%q: %v", words, err) // not Fatal: this is another goroutine
	}
}

// TestConversations holds the conversations of testdata.
func TestConversations(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { converse(t, name) })
	}
}

func converse(t *testing.T, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	typed, want := "", -1
	for i, f := range ar.Files {
		switch f.Name {
		case "typed":
			typed = string(f.Data)
		case "screen":
			want = i
		default:
			write(t, filepath.Join(folder, f.Name), f.Data)
		}
	}
	if want < 0 {
		t.Fatal("no -- screen --")
	}
	got := talk(t, folder, 60, 24, strings.Split(strings.TrimSuffix(typed, "\n"), "\n"))
	if *update {
		ar.Files[want].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(ar.Files[want].Data), got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	_, isNew := os.Stat(name)
	err := os.MkdirAll(filepath.Dir(name), 0o700)
	if err == nil {
		err = os.WriteFile(name, data, 0o600)
	}
	if err == nil && isNew != nil {
		err = os.Chtimes(name, time.Time{}, written) // so that none is newer than another
	}
	if err != nil {
		t.Fatal(err)
	}
}

// open opens a folder's library with a home of its own.
func open(t *testing.T, folder string) *library.Library { return openAt(t, folder, nil) }

func openAt(t *testing.T, folder string, now func() time.Time) *library.Library {
	t.Helper()
	home := t.TempDir()
	col, err := store.Open(folder, store.Options{DataHome: home, StateHome: home, CacheHome: home, Now: now, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	lib := library.Open(col)
	t.Cleanup(func() { lib.Close(); col.Close() })
	return lib
}

// talk types the lines in a conversation about a folder and returns the screen.
func talk(t *testing.T, folder string, width, height int, lines []string) string {
	t.Helper()
	sc, now := &screen{}, newClock()
	c := New(Options{
		Library: openAt(t, folder, now.now), In: &typist{t, folder, lines, sc, now}, Out: sc, Prompt: true, Now: now.now,
		Size: func() (int, int) { return width, height },
	})
	if err := c.Run(t.Context()); err != nil {
		t.Error(err)
	}
	return strings.ReplaceAll(sc.String(), folder, "FOLDER")
}

// Nothing that a terminal would obey comes out, whatever an article says, and
// no line is wider than the screen.
func TestHarmless(t *testing.T) {
	folder := t.TempDir()
	bad := "# Bad \x1b]0;owned\x07\n\nText \x1b[2J with \u202e turns, [a\x1b[31m](http://x/\x1b[0m) and " + strings.Repeat("wide ", 40) + "\n"
	write(t, filepath.Join(folder, "bad\x1b[31m.md"), []byte(bad))
	got := talk(t, folder, 40, 0, []string{"list", "1", "next all", "links all", "info", "search text", "note", "\x1b[5m words", ".", "notes", "notes all", "find \x1b", "\x1b[A", "open \x1b"})
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "\x1b") || strings.HasPrefix(line, "> ") { // what was typed
			continue
		}
		if i := strings.IndexFunc(line, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == '\u202e' }); i >= 0 {
			t.Errorf("%q", line)
		}
		if len([]rune(strings.TrimSuffix(line, "\n"))) > 40 && strings.Contains(line, " ") {
			t.Errorf("%q is wider than the screen", line)
		}
	}
}

// A long answer stops after a screenful, and goes on or ends as the reader says.
func TestScreenful(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "long.md"), []byte(strings.Repeat("One more paragraph.\n\n", 30)))
	got := talk(t, folder, 60, 10, []string{"list", "1", "next all", "", "stop", "where"})
	if n := strings.Count(got, "One more paragraph."); n != 18 {
		t.Errorf("%d paragraphs before the reader had enough, want two screens of 9:\n%s", n, got)
	}
	if !strings.Contains(got, "paragraph 18 of 30") {
		t.Errorf("the place is not the last paragraph shown:\n%s", got)
	}
}

// An interrupt at the prompt leaves nothing; while an answer is given it ends
// the answer.
func TestInterrupt(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "long.md"), []byte(strings.Repeat("One more paragraph.\n\n", 30)))
	in, typist := io.Pipe()
	interrupt := make(chan os.Signal)
	sc := &signalling{wrote: make(chan string, 1000)}
	c := New(Options{Library: open(t, folder), Article: "long.md", In: in, Out: sc, Prompt: true, Size: func() (int, int) { return 60, 5 }, Interrupt: interrupt})
	ended := make(chan error)
	go func() { ended <- c.Run(context.Background()) }()
	sc.until(t, "> ")
	interrupt <- os.Interrupt
	sc.until(t, "Type quit to leave.")
	sc.until(t, "> ")
	io.WriteString(typist, "next all\n")
	sc.until(t, "More follows")
	interrupt <- os.Interrupt
	sc.until(t, "Stopped.")
	typist.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// signalling passes on what is written.
type signalling struct{ wrote chan string }

func (s *signalling) Write(p []byte) (int, error) {
	s.wrote <- string(p)
	return len(p), nil
}

func (s *signalling) until(t *testing.T, words string) {
	t.Helper()
	seen := ""
	for !strings.Contains(seen, words) {
		select {
		case w := <-s.wrote:
			seen += w
		case <-time.After(10 * time.Second):
			t.Fatalf("no %q in %q", words, seen)
		}
	}
}

// An article of no collection can be read, and says why it takes no notes.
func TestNoCollection(t *testing.T) {
	a, err := article.Parse("standard input.md", []byte("# Tea\n\nTwo leaves and a [bud](#tea).\n"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var typed []string
	for _, g := range commands() {
		for _, c := range g.commands {
			if c.name != "quit" {
				typed = append(typed, c.name, c.name+" 1", c.name+" x y", c.name+" all")
			}
		}
	}
	in := strings.NewReader("next\nnext\nhighlight\nlist\nstar\n" + strings.Join(typed, "\n"))
	if err := New(Options{Parsed: a, In: in, Out: &out}).Run(t.Context()); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"2. Two leaves and a bud [link 1].", "Highlight needs a folder of articles", "List needs a folder"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// Every command, with and without arguments that make sense, in every state,
// answers and leaves the session in order.
func TestEveryCommand(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "tea.md"), []byte("# Tea\n\nTwo leaves. And a [bud](cup.md#two)[^1].\n\n## Two\n\n- one\n- two\n\n[^1]: Said a cup.\n"))
	write(t, filepath.Join(folder, "cup.md"), []byte("# Cup\n\n## Two\n\nOf [[tea]].\n"))
	write(t, filepath.Join(folder, "empty.md"), nil)
	lines := []string{"open empty", "next", "previous", "sentences", "highlight", "percent 50", "bottom", "info", "find x", "close"}
	for _, before := range [][]string{nil, {"open tea", "next 2"}} {
		for _, g := range commands() {
			for _, c := range g.commands {
				for _, arg := range []string{"", "1", "99999999999999999999", "all", `"`, "1.1", "5-1"} {
					if c.name != "quit" {
						lines = append(append(lines, before...), c.name+" "+arg, ".", "")
					}
				}
			}
		}
	}
	out := &screen{}
	c := New(Options{Library: open(t, folder), In: strings.NewReader(strings.Join(lines, "\n")), Out: out})
	if err := c.Run(t.Context()); err != nil {
		t.Error(err)
	}
	if strings.Contains(out.String(), "%!") {
		t.Error("a message is not formatted right")
	}
}

// A beginning that fits one command alone is that command.
func TestLookUp(t *testing.T) {
	for word, want := range map[string]string{"n": "next", "note": "note", "notes": "notes", "hi": "highlight", "Que": "question", "q": "quit", "?": "help", "def": "definition", "Note": "note", "N": "next"} {
		if c, err := lookUp(word); err != nil || c.name != want {
			t.Errorf("%q is %q, %v; want %q", word, c.name, err, want)
		}
	}
	for _, word := range []string{"re", "zzz", "help!"} {
		if c, err := lookUp(word); err == nil {
			t.Errorf("%q is %q", word, c.name)
		}
	}
}

// What follows a line of a note that is too long is still no command.
func TestLongLineInANote(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "tea.md"), []byte("Two leaves.\n"))
	typed := []string{"next", "highlight", "note", "First.", strings.Repeat("x", longestLine+1), "delete 1", ".", "notes", "drafts"}
	var out bytes.Buffer
	err := New(Options{Library: open(t, folder), Article: "tea.md", In: strings.NewReader(strings.Join(typed, "\n")), Out: &out}).Run(t.Context())
	if err != nil {
		t.Error(err)
	}
	for _, want := range []string{"Note not saved; drafts has its text", "1. Highlight on “Two leaves.”", "First. delete 1"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// No two commands share a name.
func TestCommandsAreApart(t *testing.T) {
	names := map[string]bool{}
	for _, g := range commands() {
		for _, c := range g.commands {
			for _, name := range []string{c.name, c.short} {
				if name != "" && names[name] {
					t.Errorf("%s means two commands", name)
				}
				names[name] = true
			}
		}
	}
}

// A screen that is gone ends the session with an error, and the place is kept.
func TestScreenGone(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "tea.md"), []byte("One.\n\nTwo.\n\nThree.\n"))
	lib := open(t, folder)
	gone := &goneAfter{n: 2}
	err := New(Options{Library: lib, Article: "tea.md", In: strings.NewReader("\n\n\n\n"), Out: gone}).Run(t.Context())
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
	if lib.Collection().Reading("tea.md").Last.IsZero() {
		t.Error("the place is not kept")
	}
}

// goneAfter takes n writes.
type goneAfter struct{ n int }

func (g *goneAfter) Write(p []byte) (int, error) {
	if g.n--; g.n < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}
