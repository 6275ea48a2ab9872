package ui

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

// env is what the panes share: the session, the window, how it looks, and who
// gets the next key.
type env struct {
	host    host
	keys    Keys                                 // that the reader bound
	editor  string                               // command line; "" is $VISUAL or $EDITOR
	ctx     context.Context                      // ends with the program
	after   func(time.Duration, tea.Msg) tea.Cmd // a message for later
	now     func() time.Time                     // what time it is
	browse  func(url string) tea.Cmd             // opens an address, which a visitedMsg answers
	clip    func(context.Context, string) (desktop.Arrival, error)
	lib     *library.Library  // nil: only an article from standard input is read
	store   *store.Collection // the library's
	session *session.Session
	home    string

	w, h    int  // the terminal's cells
	away    bool // the window is not in use
	theme   term.Theme
	dark    bool                 // the terminal's background
	plain   bool                 // no colours
	profile colorprofile.Profile // how many colours the terminal has
	words   laidWords            // of notes
	column  int                  // cells of the text column, as wished

	stack   []pane // the lowest first; see stack.go
	seats   int    // how many of them keys don't close
	status  status
	count   int       // the number typed before a key
	pressed string    // the key that is being acted on
	pending *prompt   // takes the next key, or nil
	held    []tea.Msg // what was typed for a place that is not on the screen yet
	moving  bool      // a key leads somewhere, and where is being found out
	moves   int       // how many did; an answer to an older one is dropped
}

// host is what holds the panes: what a pane needs done that others have to do
// with.
type host interface {
	onEvent(session.Event) tea.Cmd // shows what became of something
	undo() tea.Cmd
	redo() tea.Cmd

	open(path string) tea.Cmd               // where it was left
	openAt(path, note string) tea.Cmd       // at a note
	openTo(path string, to landing) tea.Cmd // at a place
	openNeighbour(step int) tea.Cmd         // in the list
	closeReader() tea.Cmd
	leaveReader() tea.Cmd
	articleOpen() bool
	reveal(path string, s article.Span) tea.Cmd // if the article is open

	waiting() bool // what is typed is meant for a place that is not on the screen yet
	settled() bool // the list of articles agrees with the folder
	relist() tea.Cmd
	mode() *mode // in force on the library or the open article
	modeHints() []term.Hint
	drawHints(c *term.Canvas, x, right, y, width int) int
	noticeKey() string

	// What keys do wherever one is.
	showNotes() tea.Cmd
	startReview() tea.Cmd
	showStatistics() tea.Cmd
	showHelp() tea.Cmd
	showPalette() tea.Cmd
	showInfo() tea.Cmd
	openNotice() tea.Cmd
	askRename() tea.Cmd
	openTagger() tea.Cmd
	findLike() tea.Cmd
	editFile() tea.Cmd
	toggleRead() tea.Cmd
	toggleStar() tea.Cmd
	toggleWhole() tea.Cmd
	toggleJustify() tea.Cmd
	nextTheme() tea.Cmd
}

// minWidth and minHeight are what a window must have to show more than that it
// is too small, in cells.
const minWidth, minHeight = 40, 10

// defaultColumn is how wide the text column is where nobody says, in cells.
const defaultColumn = 72

// editorCommand is the command line of the editor that the reader wants.
func (e *env) editorCommand() ([]string, error) {
	words, _, err := config.Editor(e.editor, os.Getenv)
	return words, err
}

// short is the folder as people write it, with ~ for their home.
func (e *env) short(folder string) string {
	if rel, err := filepath.Rel(e.home, folder); e.home != "" && err == nil && filepath.IsLocal(rel) {
		folder = filepath.Join("~", rel)
	}
	return article.CleanLine(folder)
}

// tooSmall tells that the window shows nothing but a request for a larger one.
func (e *env) tooSmall() bool { return e.w < minWidth || e.h < minHeight }

// quit leaves the program; what is not saved yet is saved by Run.
func (e *env) quit() tea.Cmd { return tea.Quit }
