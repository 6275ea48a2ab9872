package ui

import (
	"errors"
	"image"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/articles"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/reader"
)

// New makes the model of a session.
func New(opts Options) *Model {
	m := &Model{Env: newEnv(opts), opts: opts, drawings: newDrawings(opts.Renderers)}
	m.reading = reader.NewView(opts.Images, m.drawings)
	m.Host, m.Browse = m, m.startBrowser
	m.looks = newLooks(m.Env, opts)
	m.looks.apply()
	m.library = articles.New(m.Env)
	m.seat(nil)
	if opts.Notice != "" { // stays until the next message
		m.Complain(errors.New(opts.Notice))
	}
	switch {
	case opts.Parsed != nil:
		m.seat(reader.New(m.Env, &m.reading, session.NewDocument(opts.Parsed.Name, opts.Parsed, store.Reading{}), nil, pane.Landing{}))
		m.Session.Open(m.reader.Document)
	case opts.Article == "":
		m.library.FirstList()
	}
	return m
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
	cmds := []tea.Cmd{cmd, m.release(), m.colour(), m.render(), m.reading.LeaveUnless(m.reader)}
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
		return m, m.restyle(m.looks.onBackground(msg.IsDark()))
	case uv.DarkColorSchemeEvent, uv.LightColorSchemeEvent:
		return m, tea.RequestBackgroundColor
	case tea.ColorProfileMsg:
		return m, m.restyle(m.looks.onColors(msg.Profile))
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
	case uv.KittyGraphicsEvent, tea.TerminalVersionMsg, uv.PrimaryDeviceAttributesEvent, uv.CellSizeEvent, uv.PixelSizeEvent,
		uv.UnknownOscEvent, uv.UnknownCsiEvent, reader.TmuxMsg:
		return m, m.reading.OnTerminal(msg, image.Pt(m.W, m.H))
	case renderedMsg:
		return m, m.onRendered(msg)
	case colouredMsg:
		m.colouring = false
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

func (m *Model) resize(w, h int) tea.Cmd {
	m.W, m.H = min(w, maxWidth), min(h, maxHeight)
	for _, p := range m.Stack {
		p.Resize()
	}
	return tea.Batch(m.library.Fill(), m.reading.OnResize())
}

// release takes in what was held, as far as it does not open another article.
func (m *Model) release() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.Held) > 0 && !m.Waiting() {
		typed := m.Held[0]
		m.Held = m.Held[1:]
		_, cmd := m.take(typed)
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}
