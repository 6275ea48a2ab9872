package ui

import (
	"cmp"
	"time"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

// openedMsg brings an article to read.
type openedMsg struct {
	path   string
	serial int // Model.asked then
	opened
	err error
}

// twoFrames is the time in which a first screen is drawn that the rest must not
// hold up.
const twoFrames = time.Second / 60

// restMsg brings the whole of an article that was begun.
type restMsg openedMsg

// open reads the article and its notes in the background.
func (m *Model) open(path string) tea.Cmd { return m.openTo(path, landing{}) }

// openAt opens an article to show the note of that id; without one as it was
// left.
func (m *Model) openAt(path, id string) tea.Cmd {
	return m.openTo(path, landing{note: id, linked: true})
}

// openTo opens an article at a place.
func (m *Model) openTo(path string, to landing) tea.Cmd {
	m.opening = path
	m.asked++
	serial, c, sess, l := m.asked, m.store, m.session, m.library.searched(!to.linked && to.back == nil)
	whole := func() openedMsg {
		msg := openedMsg{path: path, serial: serial, opened: opened{to: to}}
		if msg.doc, msg.err = sess.Load(path); msg.err != nil {
			return msg
		}
		msg.to.find(msg.doc.Article)
		msg.hits = l.hits(msg.doc.Article)
		if len(msg.hits.Spans) == 0 {
			msg.noted = l.note(msg.doc.File())
		}
		msg.noted = cmp.Or(to.note, msg.noted)
		return msg
	}
	return func() tea.Msg {
		if to.nowhere() && !l.inWords() {
			if msg, ok := begin(c, path); ok {
				msg.serial, msg.to = serial, to
				msg.begun.rest = tea.Tick(twoFrames, func(time.Time) tea.Msg { return restMsg(whole()) })
				return msg
			}
		}
		return whole()
	}
}

// begin reads the beginning of a large article that was left there, if it has
// no notes: they could change the layout.
func begin(c *store.Collection, path string) (openedMsg, bool) {
	a, size := c.Begin(path)
	if a == nil {
		return openedMsg{}, false
	}
	was := c.Reading(path)
	msg := openedMsg{path: path, opened: opened{doc: session.NewDocument(path, a, was), begun: &begun{size: size}}}
	f, err := c.Notes(path)
	return msg, err == nil && len(f.Notes()) == 0 && was.Place < len(a.Text)/2
}

// onOpened takes in an article that was asked for.
func (m *Model) onOpened(msg openedMsg) tea.Cmd {
	if msg.path != m.opening || msg.serial != m.asked {
		return nil
	}
	m.opening, m.refused = "", ""
	if editing(m.env) { // the reader has gone on where they were
		return nil
	}
	m.seat(m.reader)
	m.pending, m.click = nil, click{}
	if msg.err != nil {
		m.held = nil // it was meant for that article
	}
	if msg.err != nil && msg.path == m.opts.Article && m.reader == nil { // it was all that was asked for
		m.ending = msg.err
		return m.quit()
	}
	if msg.err != nil {
		m.refused = msg.path
		m.complain(msg.err)
		return tea.Batch(m.library.follow(), m.library.relist())
	}
	m.seat(newReaderPane(m.env, &m.reading, msg.doc, m.reader, msg.to))
	m.status.text = ""
	return tea.Batch(m.library.follow(), m.library.relist(), m.reader.lay(msg.opened))
}

// onRest takes in the rest of an article that was begun.
func (m *Model) onRest(msg restMsg) tea.Cmd {
	if r := m.reader; r == nil || !r.isBegun() || r.Path != msg.path {
		return nil
	}
	if msg.err == nil {
		return m.reader.lay(msg.opened)
	}
	asked := m.opts.Article
	closed := m.closeReader()
	m.opts.Article, m.opening, msg.serial = asked, msg.path, m.asked
	return tea.Batch(closed, m.onOpened(openedMsg(msg)))
}

// waiting tells that what is typed is meant for a place that is not on the
// screen yet: an article that is being read, where a link leads, a list that was
// searched for.
func (m *Model) waiting() bool {
	switch {
	case m.opening != "" && !editing(m.env), m.moving, m.library.opens():
		return true
	case m.reader != nil:
		return m.reader.waits()
	case !m.covered():
		return m.library.waits()
	}
	p, ok := activePane[*notesPane](m.env)
	return ok && p.waits()
}

// givesUp reports whether the key is bound to giving up what is waited for.
func (m *Model) givesUp(key string) bool {
	a := m.opts.Keys.bind(waitMode(&awaited{env: m.env})).find(key)
	return a != nil && a.name == giveUpAction
}

// giveUp drops what the reader waits for, and reports whether it did: the article
// that the program was started with is waited for.
func (m *Model) giveUp() (cmd tea.Cmd, ok bool) {
	switch {
	case m.reader != nil && m.reader.isBegun():
		return m.closeReader(), true
	case m.opening != "" && m.opening == m.opts.Article:
		return nil, false
	case m.reader != nil:
		m.reader.dropSearch()
	case m.opening == "" && !m.moving && !m.library.opens(): // a list is searched
		return m.giveUpSearch()
	}
	m.opening, m.moving = "", false
	m.library.dropOpen()
	return nil, true
}

// giveUpSearch takes away what is being searched for, if anything is; the list
// without it is waited for.
func (m *Model) giveUpSearch() (cmd tea.Cmd, ok bool) {
	if p, open := activePane[*notesPane](m.env); open {
		return p.clearSearch()
	}
	return m.library.clearSearch()
}

// hold keeps what is typed while an article is being read, and reports whether it
// did. Leaving does not wait: escape alone stays in the library or the article
// before.
func (m *Model) hold(msg tea.Msg) (cmd tea.Cmd, held bool) {
	if !m.waiting() {
		return nil, false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch s := msg.String(); {
		case s == "ctrl+z", m.active().table().quits(s) && quitsReader(m.env, s):
			return nil, false
		case m.givesUp(s) && len(m.held) == 0:
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
	m.held = append(m.held, msg)
	return nil, true
}

// release takes in what was held, as far as it does not open another article.
func (m *Model) release() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.held) > 0 && !m.waiting() {
		typed := m.held[0]
		m.held = m.held[1:]
		_, cmd := m.take(typed)
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}

// openNeighbour opens the article that is step articles on in the list, or as
// far that way as there is one.
func (m *Model) openNeighbour(step int) tea.Cmd {
	path, listed := m.library.neighbour(step, m.refused, m.reader.Path)
	switch {
	case path != "":
		return m.open(path)
	case !listed:
		m.say("this article is not in the list as it was searched")
	default:
		m.say("no further article in the list")
	}
	return m.statusTimer()
}

// leaveReader goes back to where the reader came from: the library, or the
// shell when the article was named on the command line.
func (m *Model) leaveReader() tea.Cmd {
	if m.reader.Path == m.opts.Article {
		return m.quit()
	}
	return m.closeReader()
}

// closeReader goes back to the library.
func (m *Model) closeReader() tea.Cmd {
	if m.store == nil {
		return m.quit()
	}
	m.opts.Article = "" // from now on the library is home
	m.session.Leave()
	m.seat(nil)
	m.opening, m.status.text = "", ""
	return m.library.uncovered()
}

// seat shows an article, or with nil the library, with nothing on it. What was
// being typed is kept as a draft.
func (m *Model) seat(r *readerPane) {
	m.parkDrafts()
	m.reader = r
	if r == nil {
		m.env.seat(m.library)
		return
	}
	m.env.seat(m.library, r)
}
