package ui

import (
	"errors"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/store"
)

// saving is the queue of changes on their way to disk. One is written at a
// time, in the order they were made. One that can't be written stays at the
// head, its note goes into the state folder, and it is tried again.
type saving struct {
	queue  []change
	active func() savedMsg // writes the head of the queue, once; nil while nothing is written
	failed bool            // the last try failed
}

func (s *saving) busy() bool { return len(s.queue) > 0 }

// savedMsg tells how writing the head of the queue went.
type savedMsg struct {
	change change
	file   *note.File // as written
	saved  store.Saved
	err    error
}

// retryMsg says that it is time to try again.
type retryMsg struct{}

const retryTime = 5 * time.Second

func (m *Model) saveNext() tea.Cmd {
	if m.saving.active != nil || len(m.saving.queue) == 0 {
		return nil
	}
	c, ch := m.store, m.saving.queue[0]
	write := sync.OnceValue(func() savedMsg { return save(c, ch) })
	m.saving.active = write
	return func() tea.Msg { return write() }
}

// save writes one change; on failure it keeps the note as a draft.
func save(c *store.Collection, ch change) savedMsg {
	msg := savedMsg{change: ch}
	msg.saved, msg.err = c.SaveNotes(ch.art, func(f *note.File) error {
		msg.file = f
		ch.forth(f, ch.art)
		return nil
	})
	switch {
	case ch.note == nil:
	case msg.err != nil:
		_ = c.SaveDraft(store.Draft{ID: ch.note.ID, Folder: c.Folder(), Article: ch.art.Name, Note: *ch.note, At: time.Now()})
	default:
		_ = c.DropDraft(ch.note.ID)
	}
	return msg
}

func (m *Model) saved(msg savedMsg) tea.Cmd {
	m.saving.active = nil
	if msg.err != nil {
		m.saving.failed = true
		m.complain(msg.err)
		m.status.text = "not saved, will be tried again: " + m.status.text
		return m.after(retryTime, retryMsg{})
	}
	m.saving.failed = false
	m.saving.queue = m.saving.queue[1:]
	if e := m.lib.all[msg.change.art.Name]; e != nil {
		e.Notes = len(msg.file.Notes())
	}
	if m.rd != nil && m.rd.art.Name == msg.change.art.Name && !m.saving.busy() {
		m.rd.setNotes(msg.file)
	}
	said := msg.change.said + " · saved in " + msg.saved.File
	if msg.saved.Merged {
		said += " (joined with changes made outside)"
	}
	m.say(said)
	return tea.Batch(m.saveNext(), m.statusTimer())
}

func (m *Model) retry() tea.Cmd {
	if !m.saving.failed {
		return nil
	}
	return m.saveNext()
}

// flush writes everything that is still on its way, when the program ends;
// what is being written at that moment it waits for. What can't be written
// stays as drafts; the error says so.
func (m *Model) flush() error {
	var failed []error
	if m.saving.active != nil {
		failed = append(failed, m.saving.active().err)
		m.saving.queue = m.saving.queue[1:]
	}
	for _, ch := range m.saving.queue {
		failed = append(failed, save(m.store, ch).err)
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

// maxWrites is how many small writes may be on their way when the program ends.
const maxWrites = 16

// surely makes a command of a write that will have been done when the program
// has ended, whether Bubble Tea still ran the command or not.
func (m *Model) surely(write func() tea.Msg) tea.Cmd {
	once := sync.OnceValue(write)
	m.writes = append(m.writes, once)
	m.writes = m.writes[max(0, len(m.writes)-maxWrites):]
	return once
}
