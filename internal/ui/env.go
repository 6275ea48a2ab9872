package ui

import (
	"cmp"
	"context"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"manicule/internal/article"
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
	opts    Options
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

	stack   []pane // the lowest first; see stack.go
	status  status
	count   int       // the number typed before a key
	pressed string    // the key that is being acted on
	pending *prompt   // takes the next key, or nil
	held    []tea.Msg // what was typed for a place that is not on the screen yet
	moving  bool      // a key leads somewhere, and where is being found out
	moves   int       // how many did; an answer to an older one is dropped

	reading   readingView
	backlinks backlinks
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

// readingView is how articles are shown, from one to the next.
type readingView struct {
	column        int // cells of the text column, as wished
	zen           bool
	beside        bool // the outline stands beside the text where there is room
	aid           aid
	rulerRow      int // of the reading ruler, from the first row of text
	flashSpeed    int // words a minute
	pics          pictures
	searchHistory []string   // what was searched for in articles, the newest first
	seeking       sync.Mutex // held while an article is searched
}

func newEnv(opts Options) *env {
	e := &env{opts: opts, lib: opts.Library, dark: true, after: after, now: opts.Now, ctx: context.Background()}
	if e.lib != nil {
		e.store = e.lib.Collection()
	}
	switch {
	case e.now != nil:
	case e.store != nil:
		e.now = e.store.Now
	default:
		e.now = time.Now
	}
	e.browse, e.clip = e.startBrowser, desktop.Clipboard{Getenv: os.Getenv}.Copy
	e.session = session.New(e.lib, func() time.Time { return e.now() })
	e.reading = readingView{column: cmp.Or(opts.Width, defaultColumn), flashSpeed: flashSpeed}
	e.reading.pics.wish = cmp.Or(opts.Images, "auto")
	e.profile = colorprofile.TrueColor
	if opts.profile != nil {
		e.profile = *opts.profile
	}
	e.plain = opts.Theme == "plain" || e.profile <= colorprofile.ASCII
	e.home, _ = os.UserHomeDir()
	e.setTheme()
	return e
}
