package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"
	"pgregory.net/rapid"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// slowViewer is a viewer whose pictures come when they are let go.
type slowViewer struct {
	*viewer
	late []pane.Msg
}

func (s *slowViewer) play(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.RawMsg, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			s.play(c)
		}
	case pane.Msg:
		if strings.HasSuffix(fmt.Sprintf("%T", msg.Answer), ".pictureMsg") {
			s.late = append(s.late, msg)
			return
		}
		s.tell(msg)
	default:
		s.tell(msg)
	}
}

func (s *slowViewer) tell(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.play(cmd)
}

// arrive lets the i-th picture come.
func (s *slowViewer) arrive(i int) {
	msg := s.late[i]
	s.late = append(s.late[:i:i], s.late[i+1:]...)
	s.tell(msg)
}

func newSlowViewer(t *testing.T, images string) *slowViewer {
	s := &slowViewer{viewer: newViewer(t, images)}
	data, err := os.ReadFile(filepath.Join(s.folder, "two halves.png"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"b.md":  []byte("# More\n\n![one](one.png)\n\n![broken](two.png)\n\n![gone](gone.png)\n\n![again](one.png)\n\n| a | b |\n| - | - |\n| ![in a table](one.png) | c |\n\nText.\n"),
		"c.md":  []byte("![only](one.png)"),
		"empty": nil, "one.png": data, "two.png": []byte("no picture"),
	} {
		if err := os.WriteFile(filepath.Join(s.folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.happen()
	return s
}

// A picture that was asked for before pictures were put off and on again is not
// waited for any more.
func TestPictureOfBeforeIsDropped(t *testing.T) {
	s := newSlowViewer(t, "off")
	s.tell(keyPress("P")) // in blocks
	if len(s.late) != 1 {
		t.Fatalf("%d pictures were asked for", len(s.late))
	}
	for _, key := range []string{"P", "P"} { // off; in blocks again, and asked for again
		s.tell(keyPress(key))
	}
	s.arrive(0)
	if strings.Contains(s.screen(), "▀") {
		t.Errorf("the picture of before is shown:\n%s", s.screen())
	}
	s.arrive(0)
	if !strings.Contains(s.screen(), "▀") {
		t.Errorf("the picture is not shown:\n%s", s.screen())
	}
}

// Pictures may come whenever they like: after another article was opened, the
// window got another size, the way to show them changed or the program ended.
func TestPicturesComeLate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newSlowViewer(t, rapid.SampledFrom([]string{"auto", "kitty", "blocks"}).Draw(rt, "wish"))
		s.tell(uv.KittyGraphicsEvent{Options: kitty.Options{ID: term.ProbeID}, Payload: []byte("OK")})
		s.tell(tea.TerminalVersionMsg{Name: "kitty"})
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			switch what := rapid.IntRange(0, 9).Draw(rt, "what"); {
			case what == 0:
				s.w, s.h = rapid.IntRange(1, 120).Draw(rt, "w"), rapid.IntRange(1, 50).Draw(rt, "h")
				s.tell(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			case what == 1:
				s.play(s.m.Open(rapid.SampledFrom([]string{"a.md", "b.md", "c.md", "gone.md"}).Draw(rt, "article")))
			case what <= 5 && len(s.late) > 0:
				s.arrive(rapid.IntRange(0, len(s.late)-1).Draw(rt, "picture"))
			default:
				s.tell(keyPress(rapid.SampledFrom([]string{"P", "P", "P", "G", "g", "j", "q", "T", "z", ">", "<", "enter", "+", "-"}).Draw(rt, "key")))
			}
			s.cells()
		}
		for len(s.late) > 0 {
			s.arrive(0)
			s.cells()
		}
		s.stop()
	})
}
