package ui

import (
	"errors"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/store"
)

// saving is the queue of changes on their way to disk. One is written at a
// time, those of one article in the order they were made. What can't be
// written stays queued, its notes go into the state folder as drafts, and it
// is tried again; other articles' changes pass it.
type saving struct {
	queue   []change
	active  func() savedMsg // writes one of them, once; nil while nothing is written
	stuck   map[string]bool // articles whose changes could not be written at the last try
	waiting bool            // a retryMsg is under way
	serial  int             // goes up with every change made and every one written
	drafts  draftLog
}

// savedMsg tells how writing a change went.
type savedMsg struct {
	change change
	file   *note.File // as written
	saved  store.Saved
	err    error
}

// retryMsg says that it is time to try again.
type retryMsg struct{}

const retryTime = 5 * time.Second

func (m *Model) enqueue(ch change) tea.Cmd {
	m.saving.queue = append(m.saving.queue, ch)
	m.saving.serial++
	return tea.Batch(m.saveNext(), m.draftChange(ch))
}

// draftChange keeps the note of a change that has to wait as a draft.
func (m *Model) draftChange(ch change) tea.Cmd {
	if ch.after == nil || !m.saving.stuck[ch.art.Name] {
		return nil
	}
	return m.keepAsDraft(*ch.after, ch.art.Name)
}

func (m *Model) keepAsDraft(n note.Note, path string) tea.Cmd {
	c, d := m.store, store.Draft{ID: n.ID, Folder: m.store.Folder(), Article: path, Note: n, At: time.Now()}
	write := m.saving.drafts.next(n.ID, func() error { return c.SaveDraft(d) })
	return m.surely(func() tea.Msg { return draftedMsg{write()} })
}

func (m *Model) dropDraft(id string) tea.Cmd {
	c := m.store
	write := m.saving.drafts.next(id, func() error { return c.DropDraft(id) })
	return m.surely(func() tea.Msg { return draftedMsg{write()} })
}

// draftedMsg tells how keeping or dropping a draft went.
type draftedMsg struct{ err error }

func (m *Model) drafted(msg draftedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
	}
	return nil
}

// saveNext starts to write the first change that is not stuck.
func (m *Model) saveNext() tea.Cmd {
	i := slices.IndexFunc(m.saving.queue, func(ch change) bool { return !m.saving.stuck[ch.art.Name] })
	if m.saving.active != nil || i < 0 {
		return nil
	}
	c, ch := m.store, m.saving.queue[i]
	write := sync.OnceValue(func() savedMsg { return save(c, ch) })
	m.saving.active = write
	return func() tea.Msg { return write() }
}

// save writes one change into the notes on the article as it is on disk now.
func save(c *store.Collection, ch change) savedMsg {
	a := ch.art
	if now, err := c.Read(a.Name); err == nil && now.Text != a.Text {
		a = now
	}
	msg := savedMsg{change: ch}
	msg.saved, msg.err = c.SaveNotes(a, func(f *note.File) error {
		msg.file = f
		ch.apply(f, a)
		return nil
	})
	return msg
}

func (m *Model) saved(msg savedMsg) tea.Cmd {
	m.saving.active = nil
	m.saving.serial++
	path := msg.change.art.Name
	if msg.err != nil {
		return m.notSaved(path, msg.err)
	}
	m.saving.dequeue(path)
	if m.isOpen(path) {
		m.setNotes(msg.file)
	}
	said := msg.change.said + " · saved in " + msg.saved.File
	if textWidth(said) > m.w-4 {
		said = msg.change.said + " · saved"
	}
	if msg.change.stays(msg.file) {
		said = "not deleted, since it was changed outside meanwhile; ] goes to it"
	}
	if msg.saved.Merged {
		said += " (joined with changes made outside)"
	}
	if n := msg.saved.Restored; n > 0 {
		said += " (its file had just vanished; notes restored: " + itoa(n) + ")"
	}
	m.say(said)
	cmds := []tea.Cmd{m.saveNext(), m.statusTimer(), m.reloadNotes()}
	if n := msg.change.after; n != nil {
		cmds = append(cmds, m.dropDraft(n.ID))
	}
	return tea.Batch(cmds...)
}

// dequeue takes out the article's first change, which was written.
func (s *saving) dequeue(path string) {
	if i := slices.IndexFunc(s.queue, func(ch change) bool { return ch.art.Name == path }); i >= 0 {
		s.queue = slices.Delete(s.queue, i, i+1)
	}
	delete(s.stuck, path)
}

// notSaved keeps all that waits for the article as drafts, and has it tried
// again after a while.
func (m *Model) notSaved(path string, err error) tea.Cmd {
	if m.saving.stuck == nil {
		m.saving.stuck = map[string]bool{}
	}
	m.saving.stuck[path] = true
	m.complain(err)
	m.status.text = "not saved, will be tried again: " + m.status.text
	cmds := []tea.Cmd{m.saveNext()}
	for _, ch := range m.saving.queue {
		if ch.art.Name == path {
			cmds = append(cmds, m.draftChange(ch))
		}
	}
	if !m.saving.waiting {
		m.saving.waiting = true
		cmds = append(cmds, m.after(retryTime, retryMsg{}))
	}
	return tea.Batch(cmds...)
}

func (m *Model) retry() tea.Cmd {
	m.saving.waiting = false
	m.saving.stuck = nil
	return m.saveNext()
}

// flush writes everything that is still on its way, when the program ends;
// what is being written at that moment it waits for, and tries it again if that
// fails. What can't be written stays as drafts; the error says so.
func (m *Model) flush() error {
	var failed []error
	if m.saving.active != nil {
		if msg := m.saving.active(); msg.err == nil {
			m.saving.dequeue(msg.change.art.Name)
		}
	}
	for _, ch := range m.saving.queue {
		err := save(m.store, ch).err
		if n := ch.after; n != nil && err != nil {
			m.keepAsDraft(*n, ch.art.Name) // done below
		} else if n != nil {
			m.dropDraft(n.ID)
		}
		failed = append(failed, err)
	}
	for _, write := range m.writes {
		if msg, ok := write().(failure); ok {
			failed = append(failed, msg.failed())
		}
	}
	return errors.Join(failed...)
}

// failure is the answer of a command that may have failed.
type failure interface{ failed() error }

func (m readingMsg) failed() error { return m.err }
func (m draftedMsg) failed() error { return m.err }

// surely makes a command of a write that will have been done when the program
// has ended, whether Bubble Tea still ran the command or not.
func (m *Model) surely(write func() tea.Msg) tea.Cmd {
	once := sync.OnceValue(write)
	m.writes = append(m.writes[max(0, len(m.writes)-maxWrites):], once)
	return once
}

// maxWrites is how many small writes can be on their way at one time.
const maxWrites = 256

// draftLog keeps writes of one draft in order, in whatever order they run: an
// older one that comes late is left out.
type draftLog struct {
	mu   sync.Mutex
	made int
	done map[string]int // by draft, the latest write that ran
}

func (l *draftLog) next(id string, write func() error) func() error {
	l.made++
	n := l.made
	return func() error {
		l.mu.Lock()
		defer l.mu.Unlock()
		if n < l.done[id] {
			return nil
		}
		if l.done == nil {
			l.done = map[string]int{}
		}
		l.done[id] = n
		return write()
	}
}
