package ui

import (
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
	active bool // one is being written
	failed bool // the last try failed
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
	if m.saving.active || len(m.saving.queue) == 0 {
		return nil
	}
	m.saving.active = true
	ch := m.saving.queue[0]
	return func() tea.Msg { return save(m.store, ch) }
}

// save writes one change; on failure it keeps the note as a draft.
func save(c *store.Collection, ch change) savedMsg {
	msg := savedMsg{change: ch}
	msg.saved, msg.err = c.SaveNotes(ch.art, func(f *note.File) error {
		msg.file = f
		return ch.forth(f)
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
	m.saving.active = false
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

// flush writes everything that is still on its way, when the program ends.
// What can't be written stays as drafts; the error says so.
func (m *Model) flush() error {
	for _, ch := range m.saving.queue {
		if msg := save(m.store, ch); msg.err != nil {
			return msg.err
		}
	}
	m.saving.queue = nil
	return nil
}
