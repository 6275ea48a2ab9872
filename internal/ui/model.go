// Package ui is the program on the terminal: one Bubble Tea model, with panes
// that are plain structs. It is the only package that knows keys, colours and
// screens; articles, pages, notes and files it gets from the others.
package ui

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strings"
	"time"

	"manicule/internal/ui/term"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/desktop"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"
)

// Options is what the command line says about a session.
type Options struct {
	Library *library.Library // nil: only Parsed is read, and no notes are kept
	Article string           // path in the collection to open at once; "" shows the library
	Parsed  *article.Article // an article that is in no collection (standard input)
	Theme   string           // "light", "dark", "sepia", "contrast" or "plain"; else the terminal's background decides
	Style   *page.Style      // how the text looks, instead of the theme's own style
	Width   int              // cells of the text column; 0 is 72
	NoMouse bool
	Justify bool        // paragraphs are set flush on both sides
	Keys    Keys        // keys that the reader bound
	Kinds   []term.Look // how kinds of notes look that are not the usual ones
	Notice  string      // what is wrong with the configuration, shown at the start
	Review  int         // how many notes come up for review at once; 0: none until the reader asks
	Editor  string      // command line; "" is $VISUAL or $EDITOR
	Browser string      // command line; "" is the system's
	Images  string      // how pictures are shown: "auto" by the terminal if it can, "kitty" by its protocol without asking, "blocks" of characters, "off"; "" is "auto"

	Now func() time.Time // nil is the collection's, or time.Now without one

	profile     *colorprofile.Profile // the terminal's colours, if known
	simpleLines bool                  // underlines have no shapes and no colours of their own
}

// Model is the whole program's state: the panes and what they share. It
// changes in Update only.
type Model struct {
	*env
	opts   Options
	canvas term.Canvas
	click  click

	library   *libraryPane
	reader    *readerPane // nil: the library is shown
	notesPane *notesPane  // all notes, kept while the reader is elsewhere; nil before

	reading   readingView
	backlinks backlinks

	opening  string // the path whose article is being read in
	asked    int    // how many articles were asked for; a path alone may be given up and asked for again
	refused  string // the article that could not be opened; > and < go on from there
	retrying bool   // a retryMsg is under way
	ending   error  // why the program ends
}

// New makes the model of a session.
func New(opts Options) *Model {
	m := &Model{env: newEnv(opts), opts: opts, reading: newReadingView(opts.Images)}
	m.host, m.browse = m, m.startBrowser
	m.setTheme()
	m.library = newLibraryPane(m.env)
	m.seat(nil)
	m.showNotice()
	switch {
	case opts.Parsed != nil:
		m.seat(newReaderPane(m.env, &m.reading, session.NewDocument(opts.Parsed.Name, opts.Parsed, store.Reading{}), nil, landing{}))
		m.session.Open(m.reader.Document)
	case opts.Article == "":
		m.library.firstList()
	}
	return m
}

func newEnv(opts Options) *env {
	e := &env{keys: opts.Keys, editor: opts.Editor, lib: opts.Library, dark: true, after: after, now: opts.Now, ctx: context.Background()}
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
	e.clip = desktop.Clipboard{Getenv: os.Getenv}.Copy
	e.session = session.New(e.lib, func() time.Time { return e.now() })
	e.column = cmp.Or(opts.Width, defaultColumn)
	e.profile = colorprofile.TrueColor
	if opts.profile != nil {
		e.profile = *opts.profile
	}
	e.plain = opts.Theme == "plain" || e.profile <= colorprofile.ASCII
	e.home, _ = os.UserHomeDir()
	return e
}

// after sends the message when the time has passed.
func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// Init starts listing and watching the collection, and opens the article the
// command line named.
func (m *Model) Init() tea.Cmd {
	// The terminal tells its background now, and says so when it changes. It
	// leaves Hebrew and Arabic in the order in which we draw them.
	cmds := []tea.Cmd{tea.RequestBackgroundColor, tea.Raw(ansi.SetModeLightDark + ansi.ResetModeBiDirectionalSupport)}
	if m.store == nil {
		return tea.Batch(append(cmds, m.reader.outlineLater())...)
	}
	if m.opts.Article == "" {
		cmds = append(cmds, m.library.followSoon())
	} else {
		cmds = append(cmds, m.open(m.opts.Article)) // then the library
	}
	if m.opts.Review > 0 {
		cmds = append(cmds, m.startReview())
	}
	return tea.Batch(append(cmds, runTask(m.session.Searches()), runTask(m.session.FindDrafts()), runTask(m.session.LearnSpeed()), m.library.findOffer())...)
}

// Update takes in one event of the world.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd, held := m.hold(msg)
	if !held {
		_, cmd = m.take(msg)
	}
	cmds := []tea.Cmd{cmd, m.release(), m.reading.leaveUnless(m.reader)}
	if m.reader != nil {
		cmds = append(cmds, m.reader.onUpdate())
	}
	return m, tea.Batch(append(cmds, m.saveCmds())...)
}

func (m *Model) take(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m, m.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		return m, m.onBackground(msg.IsDark())
	case uv.DarkColorSchemeEvent, uv.LightColorSchemeEvent:
		return m, tea.RequestBackgroundColor
	case tea.ColorProfileMsg:
		return m, m.onColors(msg.Profile)
	case tea.FocusMsg:
		m.away = false
		return m, tea.RequestBackgroundColor
	case tea.BlurMsg:
		m.away = true
	case tea.KeyPressMsg:
		return m, m.key(msg)
	case tea.PasteMsg:
		return m, m.active().paste(msg.Content)
	case tea.MouseClickMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg, tea.MouseWheelMsg:
		return m, m.mouse(msg.(tea.MouseMsg))
	case eventMsg:
		return m, m.onLibraryEvent(msg)
	case openedMsg:
		return m, m.onOpened(msg)
	case restMsg:
		return m, m.onRest(msg)
	case foundMove:
		return m, m.onFoundMove(msg)
	case retryMsg:
		return m, m.onRetry()
	case answerMsg:
		return m, m.onAnswer(msg)
	case paneMsg:
		return m, m.onPaneMsg(msg)
	case returnedMsg:
		return m, m.onReturned(msg)
	case visitedMsg:
		return m, m.onVisited(msg)
	case copiedMsg:
		return m, m.onCopied(msg)
	case backlinksMsg:
		return m, m.onBacklinks(msg)
	case uv.KittyGraphicsEvent:
		m.reading.onGraphics(msg)
	case tea.TerminalVersionMsg:
		m.reading.onVersion(msg)
	case statusTick:
		m.status.expire(msg)
	case endMsg:
		m.ending = msg.why
		return m, m.quit()
	default:
		return m, m.library.onAnswer(msg)
	}
	return m, nil
}

// View draws the frame.
func (m *Model) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, WindowTitle: m.title()}
	if !m.opts.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if m.w > 0 && m.h > 0 {
		m.canvas.Resize(m.w, m.h)
		v.Cursor = m.draw(&m.canvas)
		m.canvas.Ground(m.theme.Ground)
		if m.opts.simpleLines {
			m.canvas.SimplifyLines()
		}
		v.Content = m.canvas.String()
	}
	return v
}

// Terminals larger than this are drawn at this size.
const maxWidth, maxHeight = 1000, 500

func (m *Model) draw(c *term.Canvas) *tea.Cursor {
	if m.tooSmall() {
		c.Text(0, 0, c.Width(), "manicule needs 40×10 cells", m.theme.Text)
		c.Text(0, 1, c.Width(), "make the window larger", m.theme.Quiet)
		return nil
	}
	var cursor *tea.Cursor
	for i, p := range m.stack[m.ground():] {
		if i == 0 && m.reader == nil && m.opening != "" && m.opening == m.opts.Article {
			continue // the first screen is that article
		}
		cursor = p.draw(c)
	}
	return cursor
}

func (m *Model) title() string {
	if m.reader == nil {
		return "manicule"
	}
	// Nothing else cleans what goes to the terminal within a sequence.
	title := ansi.Truncate(article.CleanLine(m.reader.Article.Meta.Title), maxWindowTitle, "…")
	return strings.TrimPrefix(title+" · manicule", " · ")
}

// maxWindowTitle is the most cells that the window's title shows of the article's.
const maxWindowTitle = 200

func (m *Model) resize(w, h int) tea.Cmd {
	m.w, m.h = min(w, maxWidth), min(h, maxHeight)
	for _, p := range m.stack {
		p.resize()
	}
	return m.library.fill()
}

func (m *Model) onBackground(dark bool) tea.Cmd {
	if dark == m.dark {
		return nil
	}
	m.dark = dark
	return m.restyle()
}

func (m *Model) onColors(p colorprofile.Profile) tea.Cmd {
	plain := m.opts.Theme == "plain" || p <= colorprofile.ASCII
	if plain == m.plain && p == m.profile {
		return nil
	}
	m.plain, m.profile = plain, p
	m.opts.simpleLines = m.opts.simpleLines && p < colorprofile.TrueColor
	return m.restyle()
}

// nextTheme goes on to the next theme.
func (m *Model) nextTheme() tea.Cmd {
	m.opts.Theme = term.ThemeNames[(slices.Index(term.ThemeNames, m.themeName())+1)%len(term.ThemeNames)]
	m.plain = m.opts.Theme == "plain"
	m.opts.Style = nil
	m.say("theme: " + m.opts.Theme)
	return tea.Batch(m.restyle(), m.statusTimer())
}

func (m *Model) themeName() string {
	switch {
	case m.plain:
		return "plain"
	case slices.Contains(term.ThemeNames, m.opts.Theme):
		return m.opts.Theme
	case m.dark:
		return "dark"
	}
	return "light"
}

func (m *Model) setTheme() {
	name := m.themeName()
	m.theme = term.ThemeOf(name, m.dark)
	m.theme.Plain = m.plain
	m.theme.AddKinds(m.opts.Kinds)
	switch {
	case m.profile == colorprofile.ANSI && !m.plain:
		m.theme = m.theme.In16()
	case m.profile == colorprofile.ANSI256 && (name == "light" || name == "dark" || name == "sepia"):
		m.theme = m.theme.In256(name)
	}
	if m.opts.Style != nil {
		m.theme.Page = m.opts.Style
	}
	m.theme.Page = justified(m.theme.Page, m.opts.Justify)
}

func (m *Model) restyle() tea.Cmd {
	m.setTheme()
	if m.reader != nil {
		m.reader.layOutAgain()
	}
	return m.library.restyle()
}

func (m *Model) articleOpen() bool { return m.reader != nil }
func (m *Model) settled() bool     { return m.library.agrees() }
func (m *Model) relist() tea.Cmd   { return m.library.relist() }

// reveal puts the focus on a passage of the open article, if it is that one.
func (m *Model) reveal(path string, s article.Span) tea.Cmd {
	if !m.isOpen(path) {
		return nil
	}
	return m.reader.showPassage(s)
}
