package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"io"
	"regexp"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// patience is how long a program may take to show what it is waited for.
const patience = 20 * time.Second

// quiet is how long nothing must be drawn before the screen counts as done.
const quiet = 300 * time.Millisecond

// terminal is an emulator that a program draws on and reads from.
type terminal struct {
	mu      sync.Mutex
	screen  *vt.Emulator
	drawn   chan struct{} // has an element when something was drawn
	program *tea.Program
	ended   chan error
}

func newTerminal(width, height int, p palette) *terminal {
	e := vt.NewEmulator(width, height)
	e.SetDefaultForegroundColor(p.ink)
	e.SetDefaultBackgroundColor(p.paper)
	return &terminal{screen: e, drawn: make(chan struct{}, 1), ended: make(chan error, 1)}
}

// title is how a program names its window. The emulator takes the byte 9C in
// such a name for its end, and letters such as 眉 have that in them.
var title = regexp.MustCompile("\x1b\\][02];[^\a]*\a")

// Write takes what the program draws. There is no terminal driver between
// them, so that line ends are completed here.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	_, err := t.screen.Write(bytes.ReplaceAll(title.ReplaceAll(p, nil), []byte("\n"), []byte("\r\n")))
	t.mu.Unlock()
	select {
	case t.drawn <- struct{}{}:
	default:
	}
	return len(p), err
}

// start runs the program until stop is called.
func (t *terminal) start(m tea.Model) (stop func()) {
	in, keys := io.Pipe()
	go io.Copy(keys, t.screen) // what the emulator answers and what is typed
	t.program = tea.NewProgram(m,
		tea.WithInput(in), tea.WithOutput(t), tea.WithoutSignalHandler(), tea.WithFPS(120),
		tea.WithWindowSize(t.screen.Width(), t.screen.Height()),
		tea.WithColorProfile(colorprofile.TrueColor),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))
	go func() {
		_, err := t.program.Run()
		t.ended <- err
	}()
	return func() {
		t.program.Kill()
		<-t.ended
		in.Close()
		t.screen.Close()
	}
}

// typeText types character by character, as a person does.
func (t *terminal) typeText(keys string) {
	for _, r := range keys {
		t.program.Send(key(r))
	}
}

func key(r rune) tea.KeyPressMsg {
	switch {
	case r == '\n':
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case r == '\x1b':
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case r == ' ':
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case r < ' ':
		return tea.KeyPressMsg{Code: r + 'a' - 1, Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: r, Text: string(r)}
}

// wait waits until the screen shows the text.
func (t *terminal) wait(text string) error {
	late := time.After(patience)
	for !strings.Contains(t.shot().String(), text) {
		select {
		case <-t.drawn:
		case err := <-t.ended:
			t.ended <- err
			return errors.Join(fmt.Errorf("the program ended before it showed %q", text), err)
		case <-late:
			return fmt.Errorf("the program does not show %q but\n%s", text, t.shot())
		}
	}
	return nil
}

// settle waits until nothing is drawn any more.
func (t *terminal) settle() (*screen, error) {
	for {
		select {
		case <-t.drawn:
		case err := <-t.ended:
			t.ended <- err
			return nil, errors.Join(errors.New("the program ended"), err)
		case <-time.After(quiet):
			return t.shot(), nil
		}
	}
}

// screen is what a terminal shows at one moment.
type screen struct{ rows [][]uv.Cell }

func (t *terminal) shot() *screen {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := &screen{rows: make([][]uv.Cell, t.screen.Height())}
	for y := range s.rows {
		for x := range t.screen.Width() {
			cell := uv.EmptyCell
			if c := t.screen.CellAt(x, y); c != nil {
				cell = *c
			}
			s.rows[y] = append(s.rows[y], cell)
		}
	}
	return s
}

func (s *screen) String() string {
	var b strings.Builder
	for _, row := range s.rows {
		var line strings.Builder
		for _, c := range row {
			line.WriteString(c.Content)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// palette is the terminal's own two colours.
type palette struct{ ink, paper color.Color }

var palettes = map[string]palette{
	"dark":     {color.RGBA{0xd8, 0xd8, 0xd2, 0xff}, color.RGBA{0x1b, 0x1d, 0x20, 0xff}},
	"light":    {color.RGBA{0x2b, 0x2b, 0x2b, 0xff}, color.RGBA{0xfb, 0xfa, 0xf7, 0xff}},
	"contrast": {color.RGBA{0xff, 0xff, 0xff, 0xff}, color.RGBA{0x00, 0x00, 0x00, 0xff}},
	"plain":    {color.RGBA{0x2b, 0x2b, 0x2b, 0xff}, color.RGBA{0xff, 0xff, 0xff, 0xff}},
	"sepia":    {color.RGBA{0x43, 0x34, 0x22, 0xff}, color.RGBA{0xf4, 0xec, 0xd8, 0xff}},
}
