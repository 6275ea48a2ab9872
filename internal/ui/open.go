package ui

import (
	"cmp"
	"time"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/search"
	"manicule/internal/store"
)

// openedMsg brings an article to read.
type openedMsg struct {
	path   string
	serial int // Model.asked then
	doc    *session.Document
	hits   session.Hits
	to     landing
	noted  string // id of the note that was searched for, if the text has no hits
	begun  *begun // when art is only the beginning
	err    error
}

// begun is what there is to an article of which only the beginning is read: a
// large one shows its first screen before the rest.
type begun struct {
	size int64   // of the file, in bytes
	rest tea.Cmd // reads all of it and brings a restMsg
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
	serial, c, sess, l := m.asked, m.store, m.session, m.library.lookup(m.library.found.query, m.library.found.articles)
	if to.linked || to.back != nil {
		l.query = search.Query{}
	}
	whole := func() openedMsg {
		msg := openedMsg{path: path, serial: serial, to: to}
		if msg.doc, msg.err = sess.Load(path); msg.err != nil {
			return msg
		}
		msg.to.find(msg.doc.Article)
		msg.hits = l.hits(msg.doc.Article)
		if len(msg.hits.Spans) == 0 {
			msg.noted, _, _ = l.noteIn(msg.doc.File())
		}
		msg.noted = cmp.Or(to.note, msg.noted)
		return msg
	}
	return func() tea.Msg {
		if to.nowhere() && !words(l.query.Root) {
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
	msg := openedMsg{path: path, doc: session.NewDocument(path, a, was), begun: &begun{size: size}}
	f, err := c.Notes(path)
	return msg, err == nil && len(f.Notes()) == 0 && was.Place < len(a.Text)/2
}

// onOpened takes in an article that was asked for.
func (m *Model) onOpened(msg openedMsg) tea.Cmd {
	if msg.path != m.opening || msg.serial != m.asked {
		return nil
	}
	m.opening, m.refused = "", ""
	if m.editing() { // the reader has gone on where they were
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
	behind := m.reader.jumpsTo(msg.path, msg.to)
	m.seat(newReaderPane(m.env, &m.reading, msg.doc))
	m.reader.jumps = behind
	m.status.text = ""
	return tea.Batch(m.library.follow(), m.library.relist(), m.reader.lay(msg))
}

// lay puts what was read under the reader's eyes, and what belongs to it.
func (r *readerPane) lay(msg openedMsg) tea.Cmd {
	drawn := r.begun != nil
	r.Document, r.begun, r.page, r.hits = msg.doc, msg.begun, nil, msg.hits
	r.session.Open(r.Document)
	r.layoutReader()
	if r.begun != nil {
		return r.begun.rest
	}
	look := r.outlineLater
	if drawn {
		look = r.outline
	}
	cmds := []tea.Cmd{look(), r.land(msg.to, msg.noted), runTask(r.session.FindConflicts()), r.warn()}
	draft := r.offerDraft
	if msg.to.resume {
		draft = r.resumeDraft
	}
	return tea.Batch(append(cmds, draft())...)
}

// warn says what is wrong with the article or its notes.
func (r *readerPane) warn() tea.Cmd {
	switch wrong, warning := r.NotesProblem(), r.Article.Warning; {
	case wrong != "":
		r.say(wrong)
		r.status.bad = true
	case warning != "":
		r.say(warning)
		return r.statusTimer()
	}
	return nil
}

// onRest takes in the rest of an article that was begun.
func (m *Model) onRest(msg restMsg) tea.Cmd {
	if r := m.reader; r == nil || r.begun == nil || r.Path != msg.path {
		return nil
	}
	if msg.err == nil {
		return m.reader.lay(openedMsg(msg))
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
	lp := m.library
	switch {
	case m.opening != "" && !m.editing(), m.moving, lp.asked.open:
		return true
	case m.reader != nil:
		return m.reader.begun != nil || m.reader.seek.ending()
	case !m.covered():
		return lp.asked.byKey && !lp.box.typing
	}
	p, ok := activePane[*notesPane](m.env)
	return ok && p.asked && p.typing == notTyping
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
	case m.reader != nil && m.reader.begun != nil:
		return m.closeReader(), true
	case m.opening != "" && m.opening == m.opts.Article:
		return nil, false
	case m.reader != nil:
		m.reader.seek.drop()
	case m.opening == "" && !m.moving && !m.library.asked.open: // a list is searched
		return m.giveUpSearch()
	}
	m.opening, m.moving, m.library.asked.open = "", false, false
	return nil, true
}

// giveUpSearch takes away what is being searched for, if anything is; the list
// without it is waited for.
func (m *Model) giveUpSearch() (cmd tea.Cmd, ok bool) {
	if p, open := activePane[*notesPane](m.env); open {
		if p.query == "" {
			return nil, false
		}
		p.query, p.asked = "", true
		return p.search(), true
	}
	if m.library.box.Text == "" {
		return nil, false
	}
	return m.library.setQuery(""), true
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
		case s == "ctrl+z", m.active().table().quits(s) && m.opts.Keys.bind(readerMode(&readerPane{env: m.env})).quits(s):
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
