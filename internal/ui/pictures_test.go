package ui

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"

	"manicule/internal/ui/term"
)

// apc is one command of the graphics protocol: nothing but keys and base64.
var apc = regexp.MustCompile(`^\x1b_G([a-zA-Z0-9=,]*)(?:;([A-Za-z0-9+/=]*))?\x1b\\`)

// sentPicture is a picture as a terminal puts it together.
type sentPicture struct {
	keys string // of its first piece
	data []byte
}

// received reads what was sent to the terminal as a terminal would.
func received(t *testing.T, s string) (all []sentPicture) {
	t.Helper()
	more := false
	for s != "" {
		m := apc.FindStringSubmatch(s)
		if m == nil {
			t.Fatalf("%.80q is no command of the protocol", s)
		}
		s = s[len(m[0]):]
		if len(m[2]) > 4096 {
			t.Fatalf("a piece of %d bytes", len(m[2]))
		}
		if !more {
			all = append(all, sentPicture{keys: "," + m[1] + ","})
		}
		last := &all[len(all)-1]
		data, err := base64.StdEncoding.DecodeString(m[2])
		if err != nil {
			t.Fatal(err)
		}
		last.data = append(last.data, data...)
		more = strings.Contains(","+m[1]+",", ",m=1,")
	}
	if more {
		t.Fatal("the last piece is missing")
	}
	return all
}

// viewer is a session that keeps what is sent to the terminal beside the frames.
type viewer struct {
	*driver
	sent string
}

func newViewer(t *testing.T, images string) *viewer {
	home := t.TempDir()
	t.Setenv("TMUX", "")
	s := &viewer{driver: &driver{t: t, home: home, folder: filepath.Join(home, "articles"), w: 60, h: 24}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(s.folder, 0o700))
	md := "# Tides\n\nOne.\n\n![the tide in a day](two%20halves.png)\n\n![elsewhere](https://example.org/a.png)\n\n![outside](../../secret.png)\n\nTwo.\n"
	must(os.WriteFile(filepath.Join(s.folder, "a.md"), []byte(md), 0o600))
	img := image.NewNRGBA(image.Rect(0, 0, 80, 64))
	for i := range 80 * 64 {
		img.SetNRGBA(i%80, i/80, color.NRGBA{R: 200, B: uint8(i / 80 / 32 * 255), A: 255})
	}
	var b bytes.Buffer
	must(png.Encode(&b, img))
	must(os.WriteFile(filepath.Join(s.folder, "two halves.png"), b.Bytes(), 0o600))
	s.images = images
	s.start(nil)
	s.play(s.m.Open("a.md"))
	return s
}

// play runs commands like run does, and keeps what is sent.
func (s *viewer) play(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			s.play(c)
		}
	case tea.RawMsg:
		s.sent += fmt.Sprint(msg.Msg)
	default:
		s.tell(msg)
	}
}

func (s *viewer) tell(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.play(cmd)
}

// take is what was sent since it was last asked for.
func (s *viewer) take() []sentPicture {
	sent := s.sent
	s.sent = ""
	return received(s.t, sent)
}

func TestKittyPictures(t *testing.T) {
	s := newViewer(t, "auto")
	if !strings.Contains(s.sent, ",a=q,") || !strings.HasSuffix(s.sent, ansi.RequestPrimaryDeviceAttributes) || strings.Count(s.sent, "a=q") != 1 {
		t.Fatalf("asked %q", s.sent)
	}
	s.sent = ""
	s.tell(uv.KittyGraphicsEvent{Options: kitty.Options{ID: term.ProbeID}, Payload: []byte("OK")})
	if len(s.take()) != 0 || strings.ContainsRune(s.screen(), kitty.Placeholder) {
		t.Fatal("a terminal that may not know placeholders gets them")
	}
	s.tell(tea.TerminalVersionMsg{Name: "kitty(0.46.0)"})
	got := s.take()
	if len(got) != 1 {
		t.Fatalf("%d pictures were sent: %+v", len(got), got)
	}
	for _, key := range []string{"a=T", "U=1", "i=16", "f=100", "q=2", "c=10", "r=4"} {
		if !strings.Contains(got[0].keys, ","+key+",") {
			t.Errorf("without %s: %s", key, got[0].keys)
		}
	}
	if img, err := png.Decode(bytes.NewReader(got[0].data)); err != nil || img.Bounds().Size() != image.Pt(80, 64) {
		t.Errorf("sent %v, %v", img, err)
	}
	s.holds(10, 4)
	s.tell(keyPress("q"))
	if got := s.take(); len(got) != 1 || !strings.Contains(got[0].keys, ",a=d,d=I,i=16,") {
		t.Errorf("on leaving: %+v", got)
	}
}

// holds checks the placeholders: each names its row and column and, by its
// colour, the picture.
func (s *viewer) holds(cols, rows int) {
	s.t.Helper()
	found := 0
	buf := s.cells()
	for y, line := range buf.Lines {
		for x, cell := range line {
			if !strings.HasPrefix(cell.Content, string(kitty.Placeholder)) {
				continue
			}
			want := string([]rune{kitty.Placeholder, kitty.Diacritic(found / cols), kitty.Diacritic(found % cols)})
			if cell.Content != want || cell.Width != 1 || cell.Style.Fg != ansi.IndexedColor(term.FirstPictureID) {
				s.t.Fatalf("at %d, %d: %q, %+v", x, y, cell.Content, cell.Style)
			}
			found++
		}
	}
	if found != cols*rows {
		s.t.Errorf("%d placeholders, not %d×%d", found, cols, rows)
	}
	if !strings.Contains(s.screen(), "the tide in a day") {
		s.t.Error("without its caption")
	}
}

func TestKittyWithoutAsking(t *testing.T) {
	s := newViewer(t, "kitty")
	if got := s.take(); len(got) != 1 || !strings.Contains(got[0].keys, ",a=T,") {
		t.Fatalf("sent %+v", got)
	}
	s.holds(10, 4)
	if s.m.reading.Free() == "" {
		t.Error("nothing is freed at the end")
	}
}

func TestBlocks(t *testing.T) {
	s := newViewer(t, "blocks")
	if s.sent != "" {
		t.Errorf("sent %q", s.sent)
	}
	var rows []string
	buf := s.cells()
	for _, line := range buf.Lines {
		row := ""
		for _, cell := range line {
			if cell.Content == "▀" {
				row += fmt.Sprint(cell.Style.Fg, cell.Style.Bg)
			}
		}
		if row != "" {
			rows = append(rows, row)
		}
	}
	red, pink := "{200 0 0 255} {200 0 0 255}", "{200 0 255 255} {200 0 255 255}"
	if len(rows) != 4 || rows[0] != strings.Repeat(red, 10) || rows[3] != strings.Repeat(pink, 10) {
		t.Errorf("drawn: %q", rows)
	}
	s.tell(keyPress("P"))
	if strings.Contains(s.screen(), "▀") {
		t.Error("pictures that were put off are still shown")
	}
}

func TestNoPictures(t *testing.T) {
	s := newViewer(t, "off")
	before := s.screen()
	if s.sent != "" || !strings.Contains(before, "the tide in a day") || !strings.Contains(before, "elsewhere") {
		t.Errorf("sent %q\n%s", s.sent, before)
	}
}

// A picture that is written into the article itself is shown as others are, and
// one that is none is said in few words.
func TestPictureInItsAddress(t *testing.T) {
	s := newViewer(t, "blocks")
	data, err := os.ReadFile(filepath.Join(s.folder, "two halves.png"))
	if err != nil {
		t.Fatal(err)
	}
	address := "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
	for name, md := range map[string]string{"b.md": "# B\n\n![within](" + address + ")\n", "c.md": "# C\n\n![broken](data:image/png;base64," + strings.Repeat("A", 5000) + ")\n"} {
		if err := os.WriteFile(filepath.Join(s.folder, name), []byte(md), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.play(s.m.Open("b.md"))
	if !strings.Contains(s.screen(), "▀") {
		t.Errorf("it is not shown:\n%s", s.screen())
	}
	s.play(s.m.Open("c.md"))
	if status := s.m.Status.Text; !strings.Contains(status, "is not shown") || len(status) > 200 {
		t.Errorf("status %q", status)
	}
}
