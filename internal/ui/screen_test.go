package ui

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/txtar"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/desktop"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
	"manicule/internal/ui/articles"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

var update = flag.Bool("update", false, "rewrite the screens in testdata")

// TestScreens plays the scripts in testdata/screens and compares the screens
// they ask for. A script is the comment of a txtar file, a command a line:
//
//	open 80x24 [ARTICLE]   start on a fresh copy of testdata/articles
//	press KEY...           keys as Bubble Tea names them
//	type TEXT              one key a character
//	resize 100x30
//	click X Y / wheel up|down / drag X Y X Y
//	paste TEXT
//	write PATH FILE        write the txtar's file FILE over an article, or add one
//	remove PATH            delete an article
//	wait 30s               the time passes, as reading sees it
//	reopen [ARTICLE]       quit and start again on the same folder
//	screen NAME            the screen must look like the txtar's file NAME
//	lit NAME               likewise, with what was searched for as ‹words›, where one is «now»
//	visited URL            the browser shows that address
//	copied TEXT            that was copied
//	notes PATH NAME        the notes on the article must look like NAME
//	expect TEXT / refuse TEXT  must (not) be on the screen
func TestScreens(t *testing.T) {
	files, err := filepath.Glob("testdata/screens/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { playFile(t, file) })
	}
}

func playFile(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	s := &driver{t: t, archive: archive, folder: filepath.Join(home, "articles"), home: home}
	for i, line := range strings.Split(string(archive.Comment), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		s.line = fmt.Sprintf("%s:%d: %s", file, i+1, line)
		verb, rest, _ := strings.Cut(line, " ")
		s.do(verb, rest)
	}
	if *update && s.changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// session drives a model without a terminal and without clocks: commands run
// at once, what is for later never comes.
type driver struct {
	t        *testing.T
	m        *Model
	archive  *txtar.Archive
	folder   string
	opened   string // the folder in it that was opened
	home     string
	line     string
	w, h     int
	keys     pane.Keys // those that the reader bound
	clock    time.Time // what reading is timed by
	changed  bool
	quit     bool
	renders  map[string]string                // commands that draw code; see Options.Renderers
	commands []config.OwnCommand              // of the reader's own
	images   string                           // how pictures are shown; see Options.Images
	slow     bool                             // answers wait in late until they are delivered
	fatalf   func(format string, args ...any) // ends the test; nil: as t does
	late     []later
	visited  string // the address that the browser was given last
	copied   string // the text that was copied last
}

func (s *driver) do(verb, rest string) {
	args := strings.Fields(rest)
	switch verb {
	case "open":
		if err := os.CopyFS(s.folder, os.DirFS("testdata/articles")); err != nil {
			s.t.Fatal(err)
		}
		s.size(args[0])
		s.start(args[1:])
	case "reopen":
		s.stop()
		s.start(args)
	case "in": // opens a folder of the collection
		s.stop()
		s.opened = args[0]
		s.start(args[1:])
	case "press":
		for _, k := range args {
			s.send(keyPress(k))
		}
	case "type":
		for _, r := range rest {
			s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	case "resize":
		s.size(args[0])
		s.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
	case "click", "drag":
		s.mouse(args)
	case "wheel":
		b := map[string]tea.MouseButton{"up": tea.MouseWheelUp, "down": tea.MouseWheelDown}[args[0]]
		s.send(tea.MouseWheelMsg{Button: b, X: 20, Y: 5})
	case "paste":
		s.send(tea.PasteMsg{Content: rest})
	case "wait":
		d, err := time.ParseDuration(args[0])
		if err != nil {
			s.t.Fatalf("%s: %v", s.line, err)
		}
		s.clock = s.clock.Add(d)
	case "write":
		s.write(args[0], args[1])
	case "remove":
		s.remove(args[0])
	case "copies":
		if _, err := s.m.Lib.FindCopies(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
		s.happen()
	case "screen":
		s.compare(args[0], s.screen())
	case "lit":
		s.compare(args[0], s.lit())
	case "notes":
		s.compare(args[1], s.notes(args[0]))
	case "copied":
		if s.copied != rest {
			s.t.Fatalf("%s: copied is %q", s.line, s.copied)
		}
	case "visited":
		if s.visited != rest {
			s.t.Fatalf("%s: the browser shows %q", s.line, s.visited)
		}
	case "expect", "refuse":
		if strings.Contains(s.screen(), rest) != (verb == "expect") {
			s.t.Fatalf("%s\n%s", s.line, s.screen())
		}
	default:
		s.t.Fatalf("%s: no such command", s.line)
	}
}

func (s *driver) size(arg string) {
	if _, err := fmt.Sscanf(arg, "%dx%d", &s.w, &s.h); err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
}

func (s *driver) start(args []string) {
	c, err := store.Open(filepath.Join(s.folder, s.opened), store.Options{
		DataHome: filepath.Join(s.home, "data"), StateHome: filepath.Join(s.home, "state"), CacheHome: filepath.Join(s.home, "cache"),
		Now: func() time.Time { return s.clock },
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if c.View().Sort == "" { // the files of the tests are all of one time
		if err := c.SaveView(func(v *store.View) { v.Sort = "path" }); err != nil {
			s.t.Fatal(err)
		}
	}
	lib := library.Open(c)
	s.refresh(lib)
	s.m = New(Options{Library: lib, Theme: "dark", Keys: s.keys, Images: s.images, Renderers: s.renders, Commands: s.commands})
	s.m.After = never
	s.m.Browse = func(url string) tea.Cmd {
		s.visited = url
		return func() tea.Msg { return pane.VisitedMsg{Url: url} }
	}
	s.m.Clip = func(_ context.Context, text string) (desktop.Arrival, error) {
		s.copied = text
		return desktop.OnClipboard, nil
	}
	if s.clock.IsZero() {
		s.clock = time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	}
	s.m.Now = func() time.Time { return s.clock }
	s.m.library.FollowNothing() // what happens is told by the script
	s.send(tea.WindowSizeMsg{Width: s.w, Height: s.h})
	s.happen()
	s.run(pane.RunTask(s.m.Session.Searches()))
	s.run(pane.RunTask(s.m.Session.FindDrafts()))
	s.run(pane.RunTask(s.m.Session.LearnSpeed()))
	s.run(s.m.library.FindOffer())
	if len(args) > 0 {
		o := s.place(args)
		s.run(s.m.OpenTo(o.Article, o.landing()))
	}
}

// place is an article and where it is opened: PATH, PATH at TEXT, PATH note N,
// of those in its file, or PATH query WORDS.
func (s *driver) place(args []string) Options {
	o := Options{Article: args[0]}
	if len(args) < 3 {
		return o
	}
	a, err := s.m.Store.Read(o.Article)
	if err != nil {
		s.t.Fatal(err)
	}
	what := strings.Join(args[2:], " ")
	at := func(text string) article.Span {
		i := strings.Index(a.Text, text)
		if i < 0 {
			s.t.Fatalf("%s: there is no %q", s.line, text)
		}
		return article.Span{Start: i, End: i + 1}
	}
	switch args[1] {
	case "at":
		o.At = at(what)
	case "query":
		q, problem := search.Parse(what, s.clock)
		if problem != nil {
			s.t.Fatal(problem)
		}
		start := q.Passage(a.Text, 1).Span.Start
		o.Query, o.At = q, article.Span{Start: start, End: start + 1}
	case "note":
		f, err := s.m.Store.Notes(o.Article)
		n, bad := strconv.Atoi(what)
		if err != nil || bad != nil {
			s.t.Fatal(err, bad)
		}
		o.Note = f.Notes()[n-1].ID
	}
	return o
}

func (s *driver) stop() {
	if err := s.m.finish(); err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
	if err := errors.Join(s.m.Lib.Close(), s.m.Store.Close()); err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
}

func (s *driver) refresh(lib *library.Library) {
	if err := lib.Refresh(context.Background(), func(search.Progress) {}); err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
}

// happen tells the program that something has happened to articles.
func (s *driver) happen(changes ...store.Change) {
	s.refresh(s.m.Lib)
	s.send(articles.NewEvent(library.Event{Articles: s.m.Lib.Articles(), Changes: changes, Settled: true}, nil))
}

func (s *driver) failf() func(format string, args ...any) {
	if s.fatalf != nil {
		return s.fatalf
	}
	return s.t.Fatalf
}

func (s *driver) send(msg tea.Msg) {
	s.run(s.update(msg))
}

// update hands a message to the program. One that is no key, click or paste
// must not change who gets the next key.
func (s *driver) update(msg tea.Msg) tea.Cmd {
	before := focusOf(s.m)
	_, cmd := s.m.Update(msg)
	if after := focusOf(s.m); !byHand(msg) && !before.leadsTo(after) {
		s.failf()("%s: after %T the next key goes elsewhere:\nbefore %+v\nafter  %+v", s.line, msg, before, after)
	}
	return cmd
}

func (s *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if s.slow {
		s.keep(cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	case tea.QuitMsg:
		s.quit = true
	case articles.FoundMsg:
		s.send(msg.In(2 * time.Millisecond))
	default:
		s.send(msg)
	}
}

func (s *driver) mouse(args []string) {
	at := make([]int, len(args))
	for i, a := range args {
		n, err := strconv.Atoi(a)
		if err != nil {
			s.t.Fatalf("%s: %v", s.line, err)
		}
		at[i] = n
	}
	s.send(tea.MouseClickMsg{X: at[0], Y: at[1], Button: tea.MouseLeft})
	if len(at) == 4 {
		s.send(tea.MouseMotionMsg{X: at[2], Y: at[3], Button: tea.MouseLeft})
	}
	s.send(tea.MouseReleaseMsg{X: at[len(at)-2], Y: at[len(at)-1], Button: tea.MouseLeft})
}

func (s *driver) write(path, name string) {
	for _, f := range s.archive.Files {
		if f.Name == name {
			name := filepath.Join(s.folder, filepath.FromSlash(path))
			if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Data, 0o644)); err != nil {
				s.t.Fatal(err)
			}
			s.happen(store.Change{Path: path})
			return
		}
	}
	s.t.Fatalf("%s: no such file", s.line)
}

func (s *driver) remove(path string) {
	if err := os.Remove(filepath.Join(s.folder, path)); err != nil {
		s.t.Fatal(err)
	}
	s.happen(store.Change{Path: path, Kind: store.Removed})
}

func (s *driver) cells() uv.ScreenBuffer {
	v := s.m.View()
	if rest := allowed.ReplaceAllString(v.Content, ""); strings.ContainsFunc(rest, forbidden) {
		s.failf()("%s: the frame holds what no frame may: %q", s.line, rest)
	}
	buf := uv.NewScreenBuffer(s.w, s.h)
	buf.Method = ansi.GraphemeWidth
	uv.NewStyledString(v.Content).Draw(buf, buf.Bounds())
	return buf
}

// allowed are the sequences a frame is made of: styles, links to the web, and
// the marks of pictures, which go no farther.
var allowed = regexp.MustCompile("\x1b\\[[0-9;:]*m|\x1b_strip;[0-9;]+\x1b\\\\|\x1b\\]8;;((https?://|mailto:)[!-~]*)?(\a|\x1b\\\\)")

// forbidden tells what may not reach a terminal as text.
func forbidden(r rune) bool {
	return r < ' ' && r != '\n' || 0x7f <= r && r < 0xa0 || unicode.In(r, unicode.Bidi_Control)
}

func (s *driver) screen() string {
	var b strings.Builder
	for _, line := range s.cells().Lines {
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// lit is the screen with what was searched for put between signs.
func (s *driver) lit() string {
	th := s.m.Theme
	signs := func(st uv.Style) [2]string {
		switch {
		case has(st, th.HitNow):
			return [2]string{"«", "»"}
		case has(st, th.Match), has(st, th.Hit):
			return [2]string{"‹", "›"}
		}
		return [2]string{}
	}
	var b strings.Builder
	for _, line := range s.cells().Lines {
		var row strings.Builder
		open := [2]string{}
		for _, cell := range line {
			if now := signs(cell.Style); cell.Width > 0 && now != open {
				row.WriteString(open[1] + now[0])
				open = now
			}
			row.WriteString(cell.Content)
		}
		b.WriteString(strings.TrimRight(row.String()+open[1], " ") + "\n")
	}
	return b.String()
}

// has reports whether a style is laid over st.
func has(st, laid uv.Style) bool {
	before := st
	term.Lay(&st, laid)
	return st.Equal(&before)
}

// notes is the notes file with ids and times made the same in every run.
func (s *driver) notes(path string) string {
	f, err := s.m.Store.Notes(path)
	if err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
	out := string(f.Format())
	for i, n := range f.Notes() {
		out = strings.ReplaceAll(out, n.ID, fmt.Sprintf("id%d", i+1))
		for _, at := range []time.Time{n.Made, n.Changed} {
			if !at.IsZero() {
				out = strings.ReplaceAll(out, at.Format(time.RFC3339), "TIME")
			}
		}
	}
	return out
}

func (s *driver) compare(name, got string) {
	for i, f := range s.archive.Files {
		if f.Name != name {
			continue
		}
		if !bytes.Equal(f.Data, []byte(got)) {
			if !*update {
				s.t.Fatalf("%s: not as expected\n--- want\n%s--- got\n%s", s.line, f.Data, got)
			}
			s.archive.Files[i].Data, s.changed = []byte(got), true
		}
		return
	}
	if !*update {
		s.t.Fatalf("%s: the script has no file of that name", s.line)
	}
	s.archive.Files = append(s.archive.Files, txtar.File{Name: name, Data: []byte(got)})
	s.changed = true
}

// keyPress is the event of a key by the name Bubble Tea gives it.
func keyPress(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "space": tea.KeySpace, "backspace": tea.KeyBackspace, "tab": tea.KeyTab,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "delete": tea.KeyDelete,
	}
	var mods tea.KeyMod
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if base, ok := strings.CutPrefix(name, prefix); ok {
			name, mods = base, mods|mod
		}
	}
	k := tea.KeyPressMsg{Code: []rune(name)[0], Mod: mods}
	if code, ok := special[name]; ok {
		k.Code = code
	}
	switch {
	case mods != 0:
	case name == "space":
		k.Text = " "
	case k.Code == []rune(name)[0]:
		k.Text = name
	}
	return k
}

// drag presses the left button at one cell and moves to another.
func (s *driver) drag(x, y, toX, toY int, alt bool) {
	mod := tea.KeyMod(0)
	if alt {
		mod = tea.ModAlt
	}
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft, Mod: mod})
	s.send(tea.MouseMotionMsg{X: toX, Y: toY, Button: tea.MouseLeft, Mod: mod})
}
