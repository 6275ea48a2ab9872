// Package ui is the program on the terminal: one Bubble Tea model, with panes
// that are plain structs. It is the only package that knows keys, colours and
// screens; articles, pages, notes and files it gets from the others.
package ui

import (
	"cmp"
	"context"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/desktop"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/ui/articles"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/reader"
	"manicule/internal/ui/term"
)

// Options is what the command line says about a session.
type Options struct {
	Library  *library.Library // nil: only Parsed is read, and no notes are kept
	Article  string           // path in the collection to open at once; "" shows the library
	At       article.Span     // where to open it; empty is where it was left
	Note     string           // id of the note to open it at
	Query    search.Query     // that leads there: what it finds in the article is highlighted
	Parsed   *article.Article // an article that is in no collection (standard input)
	Theme    string           // as term.Choose takes it; "": the terminal's background decides
	Own      term.OwnThemes   // the reader's
	Width    int              // cells of the text column; 0 is 72
	NoMouse  bool
	Justify  bool                // paragraphs are set justified
	Keys     pane.Keys           // keys that the reader bound
	Commands []config.OwnCommand // of the reader's own
	Kinds    []term.Look         // how kinds of notes look that are not the usual ones
	Notice   string              // what is wrong with the configuration, shown at the start
	Review   int                 // how many notes come up for review at once; 0: none until the reader asks
	Editor   string              // command line; "" is $VISUAL or $EDITOR
	Browser  string              // command line; "" is the system's
	Manual   []string            // command line that shows the manual in the terminal; empty within it
	Images   string              // how pictures are shown: "auto" as the terminal can, "kitty", "iterm2" or "sixel" without asking, "blocks" of characters, "off"; "" is "auto"

	Renderers map[string]string // command lines that draw code, by its language

	Now func() time.Time // nil is the collection's, or time.Now without one

	profile     *colorprofile.Profile // the terminal's colours, if known
	simpleLines bool                  // underlines have no shapes and no colours of their own
}

// Model is the whole program's state: the panes and what they share. It
// changes in Update only.
type Model struct {
	*pane.Env
	opts   Options
	canvas term.Canvas
	click  click

	library   *articles.Pane
	reader    *reader.Pane // nil: the library is shown
	notesPane *notes.Pane  // all notes, kept while the reader is elsewhere; nil before

	looks   looks
	reading reader.View

	opening     string // the path whose article is being read in
	asked       int    // how many articles were asked for; a path alone may be given up and asked for again
	refused     string // the article that could not be opened; > and < go on from there
	far         string // where what was taken back last is, if it was not on the screen
	toldUnknown bool   // what a key does that does nothing was said
	retrying    bool   // a retryMsg is under way
	ending      error  // why the program ends

	colouring bool // code is being coloured

	drawings    *page.Drawings
	rendering   bool            // a drawing is being made
	toldUndrawn map[string]bool // languages of which a drawing failed, which was said
}

func newEnv(opts Options) *pane.Env {
	e := &pane.Env{Keys: opts.Keys, Commands: opts.Commands, Editor: opts.Editor, Lib: opts.Library, Dark: true, After: after, Now: opts.Now, Ctx: context.Background()}
	if e.Lib != nil {
		e.Store = e.Lib.Collection()
	}
	switch {
	case e.Now != nil:
	case e.Store != nil:
		e.Now = e.Store.Now
	default:
		e.Now = time.Now
	}
	e.Clip = desktop.Clipboard{Getenv: os.Getenv}.Copy
	e.Session = session.New(e.Lib, func() time.Time { return e.Now() })
	e.Column = cmp.Or(opts.Width, pane.DefaultColumn)
	e.Profile = colorprofile.TrueColor
	if opts.profile != nil {
		e.Profile = *opts.profile
	}
	e.Plain = opts.Theme == "plain" || e.Profile <= colorprofile.ASCII
	e.Home, _ = os.UserHomeDir()
	return e
}

// after sends the message when the time has passed.
func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// Terminals larger than this are drawn at this size.
const maxWidth, maxHeight = 1000, 500

func (m *Model) isOpen(path string) bool { return m.reader != nil && m.reader.Path == path }

// click remembers the last press of the left button, to tell a second and a
// third one at the same place from a first.
type click struct {
	x, y  int
	at    time.Time
	times int
	text  bool   // it was on the text of an article: a drag selects
	line  bool   // it was on the line beside the list: a drag moves that
	link  string // the link that it was on: let go there, it is followed
}

const (
	clickTime = 400 * time.Millisecond
	wheelRows = 3
)

// press counts presses at one place in quick succession: 1, 2, 3, 1, …
func (c *click) press(x, y int, now time.Time) int {
	if c.x != x || c.y != y || now.Sub(c.at) > clickTime {
		c.times = 0
	}
	*c = click{x: x, y: y, at: now, times: c.times%3 + 1}
	return c.times
}

// endMsg asks the program to end, for a reason that Run returns.
type endMsg struct{ why error }
