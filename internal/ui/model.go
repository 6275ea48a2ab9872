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

	"manicule/internal/ui/articles"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/reader"

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
	At      article.Span     // where to open it; empty is where it was left
	Note    string           // id of the note to open it at
	Parsed  *article.Article // an article that is in no collection (standard input)
	Theme   string           // "light", "dark", "sepia", "contrast" or "plain"; else the terminal's background decides
	Style   *page.Style      // how the text looks, instead of the theme's own style
	Width   int              // cells of the text column; 0 is 72
	NoMouse bool
	Justify bool        // paragraphs are set flush on both sides
	Keys    pane.Keys   // keys that the reader bound
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
	*pane.Env
	opts   Options
	canvas term.Canvas
	click  click

	library   *articles.Pane
	reader    *reader.Pane // nil: the library is shown
	notesPane *notes.Pane  // all notes, kept while the reader is elsewhere; nil before

	reading   reader.View
	backlinks overlay.Backlinks

	opening  string // the path whose article is being read in
	asked    int    // how many articles were asked for; a path alone may be given up and asked for again
	refused  string // the article that could not be opened; > and < go on from there
	retrying bool   // a retryMsg is under way
	ending   error  // why the program ends
}

// New makes the model of a session.
func New(opts Options) *Model {
	m := &Model{Env: newEnv(opts), opts: opts, reading: reader.NewView(opts.Images)}
	m.Host, m.Browse = m, m.startBrowser
	m.setTheme()
	m.library = articles.New(m.Env)
	m.seat(nil)
	m.showNotice()
	switch {
	case opts.Parsed != nil:
		m.seat(reader.New(m.Env, &m.reading, session.NewDocument(opts.Parsed.Name, opts.Parsed, store.Reading{}), nil, pane.Landing{}))
		m.Session.Open(m.reader.Document)
	case opts.Article == "":
		m.library.FirstList()
	}
	return m
}

func newEnv(opts Options) *pane.Env {
	e := &pane.Env{Keys: opts.Keys, Editor: opts.Editor, Lib: opts.Library, Dark: true, After: after, Now: opts.Now, Ctx: context.Background()}
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

// Init starts listing and watching the collection, and opens the article the
// command line named.
func (m *Model) Init() tea.Cmd {
	// The terminal tells its background now, and says so when it changes. It
	// leaves Hebrew and Arabic in the order in which we draw them.
	cmds := []tea.Cmd{tea.RequestBackgroundColor, tea.Raw(ansi.SetModeLightDark + ansi.ResetModeBiDirectionalSupport)}
	if m.Store == nil {
		return tea.Batch(append(cmds, m.reader.OutlineLater())...)
	}
	if m.opts.Article == "" {
		cmds = append(cmds, m.library.FollowSoon())
	} else {
		cmds = append(cmds, m.OpenTo(m.opts.Article, m.opts.landing())) // then the library
	}
	if m.opts.Review > 0 {
		cmds = append(cmds, m.StartReview())
	}
	return tea.Batch(append(cmds, pane.RunTask(m.Session.Searches()), pane.RunTask(m.Session.FindDrafts()), pane.RunTask(m.Session.LearnSpeed()), m.library.FindOffer())...)
}

// Update takes in one event of the world.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd, held := m.hold(msg)
	if !held {
		_, cmd = m.take(msg)
	}
	cmds := []tea.Cmd{cmd, m.release(), m.reading.LeaveUnless(m.reader)}
	if m.reader != nil {
		cmds = append(cmds, m.reader.OnUpdate())
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
		m.Away = false
		return m, tea.RequestBackgroundColor
	case tea.BlurMsg:
		m.Away = true
	case tea.KeyPressMsg:
		return m, m.key(msg)
	case tea.PasteMsg:
		return m, m.Active().Paste(msg.Content)
	case tea.MouseClickMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg, tea.MouseWheelMsg:
		return m, m.mouse(msg.(tea.MouseMsg))
	case articles.EventMsg:
		return m, m.onLibraryEvent(msg)
	case openedMsg:
		return m, m.onOpened(msg)
	case restMsg:
		return m, m.onRest(msg)
	case pane.FoundMove:
		return m, m.onFoundMove(msg)
	case retryMsg:
		return m, m.onRetry()
	case pane.TaskMsg:
		return m, m.onAnswer(msg)
	case pane.Msg:
		return m, m.onPaneMsg(msg)
	case returnedMsg:
		return m, m.onReturned(msg)
	case pane.VisitedMsg:
		return m, m.onVisited(msg)
	case pane.CopiedMsg:
		return m, m.onCopied(msg)
	case backlinksMsg:
		return m, m.onBacklinks(msg)
	case uv.KittyGraphicsEvent:
		m.reading.OnGraphics(msg)
	case tea.TerminalVersionMsg:
		m.reading.OnVersion(msg)
	case pane.StatusTick:
		m.Status.Expire(msg)
	case endMsg:
		m.ending = msg.why
		return m, m.Quit()
	default:
		return m, m.library.OnAnswer(msg)
	}
	return m, nil
}

// View draws the frame.
func (m *Model) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, WindowTitle: m.title()}
	if !m.opts.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if m.W > 0 && m.H > 0 {
		m.canvas.Resize(m.W, m.H)
		v.Cursor = m.draw(&m.canvas)
		m.canvas.Ground(m.Theme.Ground)
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
	if m.TooSmall() {
		c.Text(0, 0, c.Width(), "manicule needs 40×10 cells", m.Theme.Text)
		c.Text(0, 1, c.Width(), "make the window larger", m.Theme.Quiet)
		return nil
	}
	var cursor *tea.Cursor
	for i, p := range m.Stack[m.Ground():] {
		if i == 0 && m.reader == nil && m.opening != "" && m.opening == m.opts.Article {
			continue // the first screen is that article
		}
		cursor = p.Draw(c)
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
	m.W, m.H = min(w, maxWidth), min(h, maxHeight)
	for _, p := range m.Stack {
		p.Resize()
	}
	return m.library.Fill()
}

func (m *Model) onBackground(dark bool) tea.Cmd {
	if dark == m.Dark {
		return nil
	}
	m.Dark = dark
	return m.restyle()
}

func (m *Model) onColors(p colorprofile.Profile) tea.Cmd {
	plain := m.opts.Theme == "plain" || p <= colorprofile.ASCII
	if plain == m.Plain && p == m.Profile {
		return nil
	}
	m.Plain, m.Profile = plain, p
	m.opts.simpleLines = m.opts.simpleLines && p < colorprofile.TrueColor
	return m.restyle()
}

// NextTheme goes on to the next theme.
func (m *Model) NextTheme() tea.Cmd {
	m.opts.Theme = term.ThemeNames[(slices.Index(term.ThemeNames, m.themeName())+1)%len(term.ThemeNames)]
	m.Plain = m.opts.Theme == "plain"
	m.opts.Style = nil
	m.Say("theme: " + m.opts.Theme)
	return tea.Batch(m.restyle(), m.StatusTimer())
}

func (m *Model) themeName() string {
	switch {
	case m.Plain:
		return "plain"
	case slices.Contains(term.ThemeNames, m.opts.Theme):
		return m.opts.Theme
	case m.Dark:
		return "dark"
	}
	return "light"
}

func (m *Model) setTheme() {
	name := m.themeName()
	m.Theme = term.ThemeOf(name, m.Dark)
	m.Theme.Plain = m.Plain
	m.Theme.AddKinds(m.opts.Kinds)
	switch {
	case m.Profile == colorprofile.ANSI && !m.Plain:
		m.Theme = m.Theme.In16()
	case m.Profile == colorprofile.ANSI256 && (name == "light" || name == "dark" || name == "sepia"):
		m.Theme = m.Theme.In256(name)
	}
	if m.opts.Style != nil {
		m.Theme.Page = m.opts.Style
	}
	m.Theme.Page = justified(m.Theme.Page, m.opts.Justify)
}

func (m *Model) restyle() tea.Cmd {
	m.setTheme()
	if m.reader != nil {
		m.reader.LayOutAgain()
	}
	return m.library.Restyle()
}

func (m *Model) ArticleOpen() bool { return m.reader != nil }
func (m *Model) Settled() bool     { return m.library.Agrees() }
func (m *Model) Relist() tea.Cmd   { return m.library.Relist() }

// Reveal puts the focus on a passage of the open article, if it is that one.
func (m *Model) Reveal(path string, s article.Span) tea.Cmd {
	if !m.isOpen(path) {
		return nil
	}
	return m.reader.ShowPassage(s)
}
