package ui

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/reader"
)

// openedMsg brings an article to read.
type openedMsg struct {
	path   string
	serial int // Model.asked then
	reader.Opened
	err error
}

// twoFrames is the time in which a first screen is drawn that the rest must not
// hold up.
const twoFrames = time.Second / 60

// restMsg brings the whole of an article that was begun.
type restMsg openedMsg

// Open reads the article and its notes in the background.
func (m *Model) Open(path string) tea.Cmd { return m.OpenTo(path, pane.Landing{}) }

// OpenAt opens an article to show the note of that id; without one as it was
// left.
func (m *Model) OpenAt(path, id string) tea.Cmd {
	return m.OpenTo(path, pane.Landing{Note: id, Linked: true})
}

// RunOwn runs a command of the reader's own.
func (m *Model) RunOwn(o config.OwnCommand, t session.CommandTarget) tea.Cmd {
	return overlay.RunOwn(m.Env, o, t)
}

// landing is where the article of the options is to be opened.
func (o *Options) landing() pane.Landing {
	return pane.Landing{Span: o.At, Note: o.Note, Query: o.Query, Linked: !o.At.Empty() || o.Note != ""}
}

// OpenTo opens an article at a place.
func (m *Model) OpenTo(path string, to pane.Landing) tea.Cmd {
	m.opening = path
	m.asked++
	serial, c, sess, l := m.asked, m.Store, m.Session, m.library.Searched(!to.Linked && to.Back == nil)
	whole := func() openedMsg {
		msg := openedMsg{path: path, serial: serial, Opened: reader.Opened{To: to}}
		if msg.Doc, msg.err = sess.Load(path); msg.err != nil {
			return msg
		}
		msg.To.Find(msg.Doc.Article)
		msg.Hits = l.Hits(msg.Doc.Article)
		if to.Query.Root != nil {
			msg.Hits = session.HitsFrom(msg.Doc.Article, to.Query, to.Span.Start)
		}
		if len(msg.Hits.Spans) == 0 {
			msg.Noted = l.Note(msg.Doc.File())
		}
		msg.Noted = cmp.Or(to.Note, msg.Noted)
		return msg
	}
	return func() tea.Msg {
		if to.Nowhere() && !l.InWords() {
			if msg, ok := readBeginning(c, path); ok {
				msg.serial, msg.To = serial, to
				msg.Begun.Rest = tea.Tick(twoFrames, func(time.Time) tea.Msg { return restMsg(whole()) })
				return msg
			}
		}
		return whole()
	}
}

// readBeginning reads the beginning of a large article that was left there, if it has
// no notes: they could change the layout.
func readBeginning(c *store.Collection, path string) (openedMsg, bool) {
	a, size := c.Begin(path)
	if a == nil {
		return openedMsg{}, false
	}
	was := c.Reading(path)
	msg := openedMsg{path: path, Opened: reader.Opened{Doc: session.NewDocument(path, a, was), Begun: &reader.Begun{Size: size}}}
	f, err := c.Notes(path)
	return msg, err == nil && len(f.Notes()) == 0 && was.Place < len(a.Text)/2
}

// onOpened takes in an article that was asked for.
func (m *Model) onOpened(msg openedMsg) tea.Cmd {
	if msg.path != m.opening || msg.serial != m.asked {
		return nil
	}
	m.opening, m.refused = "", ""
	if notes.Editing(m.Env) { // the reader has gone on where they were
		return nil
	}
	m.seat(m.reader)
	m.Pending, m.click = nil, click{}
	if msg.err != nil {
		m.Held = nil // it was meant for that article
	}
	if msg.err != nil && msg.path == m.opts.Article && m.reader == nil { // it was all that was asked for
		m.ending = msg.err
		return m.Quit()
	}
	if msg.err != nil {
		m.refused = msg.path
		m.Complain(msg.err)
		return tea.Batch(m.library.Follow(), m.library.Relist())
	}
	m.seat(reader.New(m.Env, &m.reading, msg.Doc, m.reader, msg.To))
	m.Status.Text = ""
	return tea.Batch(m.library.Follow(), m.library.Relist(), m.reader.Lay(msg.Opened))
}

// onRest takes in the rest of an article that was begun.
func (m *Model) onRest(msg restMsg) tea.Cmd {
	if r := m.reader; r == nil || !r.IsBegun() || r.Path != msg.path {
		return nil
	}
	if msg.err == nil {
		return m.reader.Lay(msg.Opened)
	}
	asked := m.opts.Article
	closed := m.closeReader()
	m.opts.Article, m.opening, msg.serial = asked, msg.path, m.asked
	return tea.Batch(closed, m.onOpened(openedMsg(msg)))
}

// Waiting tells that what is typed is meant for a place that is not on the
// screen yet: an article that is being read, where a link leads, a list that was
// searched for.
func (m *Model) Waiting() bool {
	switch {
	case m.opening != "" && !notes.Editing(m.Env), m.Moving, m.library.Opens():
		return true
	case m.reader != nil:
		return m.reader.Waits()
	case !m.Covered():
		return m.library.Waits()
	}
	p, ok := pane.ActiveAs[*notes.Pane](m.Env)
	return ok && p.Waits()
}

// givesUp reports whether the key is bound to giving up what is waited for.
func (m *Model) givesUp(key string) bool {
	a := m.opts.Keys.Bind(pane.WaitMode(&pane.Awaited{Env: m.Env})).Find(key)
	return a != nil && a.Name == pane.GiveUpAction
}

// giveUp drops what the reader waits for, and reports whether it did: the article
// that the program was started with is waited for.
func (m *Model) giveUp() (cmd tea.Cmd, ok bool) {
	switch {
	case m.reader != nil && m.reader.IsBegun():
		return m.CloseReader(), true
	case m.opening != "" && m.opening == m.opts.Article:
		return nil, false
	case m.reader != nil:
		m.reader.DropSearch()
	case m.opening == "" && !m.Moving && !m.library.Opens(): // a list is searched
		return m.giveUpSearch()
	}
	m.opening, m.Moving = "", false
	m.library.DropOpen()
	return nil, true
}

// giveUpSearch takes away what is being searched for, if anything is; the list
// without it is waited for.
func (m *Model) giveUpSearch() (cmd tea.Cmd, ok bool) {
	if p, open := pane.ActiveAs[*notes.Pane](m.Env); open {
		return p.ClearSearch()
	}
	return m.library.ClearSearch()
}

// hold keeps what is typed while an article is being read, and reports whether it
// did. Leaving does not wait: escape alone stays in the library or the article
// before.
func (m *Model) hold(msg tea.Msg) (cmd tea.Cmd, held bool) {
	if !m.Waiting() {
		return nil, false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch s := msg.String(); {
		case s == "ctrl+z", m.Active().Table().Quits(s) && reader.Quits(m.Env, s):
			return nil, false
		case m.givesUp(s) && len(m.Held) == 0:
			if cmd, ok := m.giveUp(); ok {
				return cmd, true
			}
		}
	case tea.MouseMsg: // it points at what will not be there: the second half of a double click
		return nil, true
	case tea.PasteMsg:
	default:
		return nil, false
	}
	m.Held = append(m.Held, msg)
	return nil, true
}

// OpenNeighbour opens the article that is step articles on in the list, or as
// far that way as there is one.
func (m *Model) OpenNeighbour(step int) tea.Cmd {
	path, listed := m.library.Neighbour(step, m.refused, m.reader.Path)
	switch {
	case path != "":
		return m.Open(path)
	case !listed:
		m.Say("this article is not in the search results")
	default:
		m.Say("no more articles in the list")
	}
	return m.StatusTimer()
}

// LeaveReader goes back to where the reader came from: the library, or the
// shell when the article was named on the command line.
func (m *Model) LeaveReader() tea.Cmd {
	if m.reader.Path == m.opts.Article {
		return m.Quit()
	}
	return m.CloseReader()
}

// CloseReader goes back to the library.
func (m *Model) CloseReader() tea.Cmd {
	if m.reader != nil {
		m.library.Point(m.reader.Path)
	}
	return m.closeReader()
}

// closeReader is CloseReader without a key for it: the cursor stays.
func (m *Model) closeReader() tea.Cmd {
	if m.Store == nil {
		return m.Quit()
	}
	m.opts.Article = "" // from now on the library is home
	m.Session.Leave()
	m.seat(nil)
	m.opening, m.Status.Text = "", ""
	return m.library.Uncovered()
}

// seat shows an article, or with nil the library, with nothing on it. What was
// being typed is kept as a draft.
func (m *Model) seat(r *reader.Pane) {
	m.parkDrafts()
	m.reader = r
	if r == nil {
		m.Env.Seat(m.library)
		return
	}
	m.Env.Seat(m.library, r)
}

// parkDrafts keeps what is being typed.
func (m *Model) parkDrafts() {
	for _, p := range m.Stack {
		if d, ok := p.(notes.Drafting); ok {
			d.Park()
		}
	}
}
