// Package pane is what every pane is built of: the focus stack, tables of keys,
// answers that know who asked, the status line, lists to read and the words of
// notes. A pane knows an Env and, through it, a Host, which has done what others
// have to do with.
package pane

import (
	"context"
	"os"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/desktop"
	"manicule/internal/library"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/term"
)

// Env is what the panes share: the session, the window, how it looks, and who
// gets the next key.
type Env struct {
	Host     Host
	Keys     Keys                                 // that the reader bound
	Commands []config.OwnCommand                  // of the reader's own
	Editor   string                               // command line; "" is $VISUAL or $EDITOR
	Ctx      context.Context                      // ends with the program
	After    func(time.Duration, tea.Msg) tea.Cmd // a message for later
	Now      func() time.Time                     // what time it is
	Browse   func(url string) tea.Cmd             // opens an address, which a VisitedMsg answers
	Clip     func(context.Context, string) (desktop.Arrival, error)
	Lib      *library.Library  // nil: only an article from standard input is read
	Store    *store.Collection // the library's
	Session  *session.Session
	Home     string

	W, H    int  // the terminal's cells
	Away    bool // the window is not in use
	Theme   term.Theme
	Dark    bool                 // the terminal's background
	Plain   bool                 // no colours
	Profile colorprofile.Profile // how many colours the terminal has
	words   laidWords            // of notes
	Column  int                  // cells of the text column, as wished

	Stack   []Pane // the lowest first; see stack.go
	seats   int    // how many of them keys don't close
	Status  status
	Count   int       // the number typed before a key
	Pressed string    // the key that is being acted on
	Pending *Prompt   // takes the next key, or nil
	Held    []tea.Msg // what was typed for a place that is not on the screen yet
	Moving  bool      // a key leads somewhere, and where is being found out
	Moves   int       // how many did; an answer to an older one is dropped
}

// Host is what holds the panes: what a pane needs done that others have to do
// with.
type Host interface {
	OnEvent(session.Event) tea.Cmd // shows what became of something
	Undo() tea.Cmd
	Redo() tea.Cmd

	Open(path string) tea.Cmd         // where it was left
	OpenAt(path, note string) tea.Cmd // at a note
	RunOwn(o config.OwnCommand, t session.CommandTarget) tea.Cmd
	OpenTo(path string, to Landing) tea.Cmd // at a place
	OpenNeighbour(step int) tea.Cmd         // in the list
	CloseReader() tea.Cmd
	LeaveReader() tea.Cmd
	ArticleOpen() bool
	Reveal(path string, s article.Span) tea.Cmd // if the article is open

	Waiting() bool // what is typed is meant for a place that is not on the screen yet
	Settled() bool // the list of articles agrees with the folder
	Relist() tea.Cmd
	Mode() *Mode // in force on the library or the open article
	ModeHints() []term.Hint
	DrawHints(c *term.Canvas, x, right, y, width int) int
	NoticeKey() string

	// What keys do wherever one is.
	ShowNotes() tea.Cmd
	StartReview() tea.Cmd
	ShowStatistics() tea.Cmd
	ShowHelp() tea.Cmd
	ShowPalette() tea.Cmd
	ShowInfo() tea.Cmd
	OpenNotice() tea.Cmd
	AskRename() tea.Cmd
	OpenTagger() tea.Cmd
	FindLike() tea.Cmd
	EditFile() tea.Cmd
	ToggleRead() tea.Cmd
	ToggleStar() tea.Cmd
	ToggleArchive() tea.Cmd
	AskTrash() tea.Cmd
	OpenPage() tea.Cmd
	CopyAddress() tea.Cmd
	ToggleWhole() tea.Cmd
	ToggleJustify() tea.Cmd
	ShowThemes() tea.Cmd
	ShowManual() tea.Cmd
}

// MinWidth and MinHeight are what a window must have to show more than that it
// is too small, in cells.
const MinWidth, MinHeight = 40, 10

// DefaultColumn is how wide the text column is where nobody says, in cells.
const DefaultColumn = 72

// EditorCommand is the command line of the editor that the reader wants.
func (e *Env) EditorCommand() ([]string, error) {
	words, _, err := config.Editor(e.Editor, os.Getenv)
	return words, err
}

// Short is the folder as people write it, with ~ for their home.
func (e *Env) Short(folder string) string {
	if rel, err := filepath.Rel(e.Home, folder); e.Home != "" && err == nil && filepath.IsLocal(rel) {
		folder = filepath.Join("~", rel)
	}
	return article.CleanLine(folder)
}

// TooSmall tells that the window shows nothing but a request for a larger one.
func (e *Env) TooSmall() bool { return e.W < MinWidth || e.H < MinHeight }

// Quit leaves the program; what is not saved yet is saved by Run.
func (e *Env) Quit() tea.Cmd { return tea.Quit }

// Prompt has the next key taken, and says what for until it comes.
type Prompt struct {
	text string
	Take func(tea.KeyPressMsg) tea.Cmd
}

// Pane is a part of the screen that can have the keys: the library, the open
// article, and what is opened on these.
type Pane interface {
	Draw(c *term.Canvas) *tea.Cursor
	Resize()
	Table() *Mode                    // what its keys do now
	Typed(k tea.KeyPressMsg) tea.Cmd // takes a key that its table has no action for
	Paste(text string) tea.Cmd
}

// status is the message on the bottom line: what was just done, or what went
// wrong. It gives way to the usual line after a while; an error stays until
// the next message.
type status struct {
	Text   string
	Bad    bool
	serial int // tells the timer of this message from older ones
}

// Clear takes the message away, unless it is an error.
func (s *status) Clear() { s.Expire(StatusTick(s.serial)) }

func (s *status) Expire(n StatusTick) {
	if s.serial == int(n) && !s.Bad {
		s.Text = ""
	}
}

// StatusTick says that the message of that number has been shown long enough.
type StatusTick int
