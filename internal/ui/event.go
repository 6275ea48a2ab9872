package ui

import (
	"strconv"

	"manicule/internal/store"
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
)

// retryMsg says that it is time to save again what could not be saved.
type retryMsg struct{}

// saveCmds are the writes that the session has for now.
func (m *Model) saveCmds() tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range m.session.Tasks() {
		cmds = append(cmds, runTask(t))
	}
	return tea.Batch(cmds...)
}

// onAnswer has the session take in an answer, and shows what became of it.
func (m *Model) onAnswer(msg answerMsg) tea.Cmd {
	switch a := msg.answer.(type) {
	case session.SavedSearches:
		return tea.Batch(m.onEvent(m.session.Take(a)), m.library.onSearches(a))
	case session.DraftsFound:
		return tea.Batch(m.onEvent(m.session.Take(a)), m.onDrafts())
	}
	return m.onEvent(m.session.Take(msg.answer))
}

// onEvent shows what became of something.
func (m *Model) onEvent(e session.Event) tea.Cmd {
	var cmds []tea.Cmd
	switch {
	case e.Err != nil:
		m.complain(e.Err)
	case e.Conflict != nil && m.reader != nil:
		m.say(m.conflictWords(*e.Conflict) + "; " + m.reader.byKey("merge versions") + " to merge")
		m.status.bad = true
	case e.Said != "":
		m.say(m.wordsOf(e))
		cmds = append(cmds, m.statusTimer())
	}
	if e.Retries && !m.retrying {
		m.retrying = true
		cmds = append(cmds, m.after(session.RetryTime, retryMsg{}))
	}
	is := func(what session.Changed) bool { return e.Changed&what != 0 }
	if is(session.NotesChanged) {
		if m.reader != nil {
			m.reader.onNotesChanged()
		}
		cmds = append(cmds, m.notesPane.reloadNotes())
	}
	if is(session.ReadingsChanged) {
		cmds = append(cmds, m.library.reread())
	}
	if is(session.SearchesChanged) {
		cmds = append(cmds, runTask(m.session.Searches()))
	}
	if v, ok := m.active().(interface{ onConflicts() }); ok && is(session.ConflictsChanged) {
		v.onConflicts()
	}
	if is(session.AsksRename) {
		m.announceRename()
	}
	if is(session.StaleDocument) && m.reader != nil {
		cmds = append(cmds, m.reader.reload())
	}
	if e.Resumes != nil && m.reader != nil {
		cmds = append(cmds, m.reader.resume(*e.Resumes))
	}
	return tea.Batch(cmds...)
}

// wordsOf says what was done, and where it was saved if there is room for that.
func (m *Model) wordsOf(e session.Event) string {
	s := e.Saved
	switch {
	case e.Unasked:
		return e.Said + " · " + m.mode().keyOf("undo") + " undoes it"
	case s == nil:
		return e.Said
	}
	said := e.Said + " · saved in " + s.File
	if term.Width(said) > m.w-4 {
		said = e.Said + " · saved"
	}
	if s.Kept {
		said = "not deleted, since it was changed outside meanwhile; ] goes to it"
	}
	if s.Merged {
		said += " (joined with changes made outside)"
	}
	if s.Restored > 0 {
		said += " (its file had just vanished; notes restored: " + strconv.Itoa(s.Restored) + ")"
	}
	return said
}

// onRetry has the session save again what could not be saved.
func (m *Model) onRetry() tea.Cmd {
	m.retrying = false
	m.session.Retry()
	return nil
}

// undo takes the last change back.
func (m *Model) undo() tea.Cmd {
	e, ok := m.session.Undo()
	if !ok {
		m.say("nothing to undo")
		return m.statusTimer()
	}
	return m.onEvent(e)
}

// redo makes it again.
func (m *Model) redo() tea.Cmd {
	e, ok := m.session.Redo()
	if !ok {
		m.say("nothing to redo")
		return m.statusTimer()
	}
	return m.onEvent(e)
}

func (m *Model) isOpen(path string) bool { return m.reader != nil && m.reader.Path == path }

// conflictWords say what there is besides the article's own notes file.
func (m *Model) conflictWords(x store.Conflict) string {
	if x.Home != "" {
		return "notes on this article are also kept in " + m.short(x.Home)
	}
	return x.By + " left a conflicting copy of these notes"
}

// onLibraryEvent takes in what happened to the articles.
func (m *Model) onLibraryEvent(msg eventMsg) tea.Cmd {
	m.library.onEvent(msg)
	cmds := []tea.Cmd{m.library.fill(), m.library.relist(), runTask(m.session.FollowRenames(m.ctx, msg.changes)), runTask(m.session.PutBack(m.ctx, msg.changes))}
	if m.reader != nil {
		cmds = append(cmds, m.reader.onChanges(msg.changes))
	}
	if msg.Settled {
		cmds = append(cmds, m.library.findOffer())
	}
	return tea.Batch(append(cmds, m.library.next(msg))...)
}

// onDrafts says that there are notes that were not finished.
func (m *Model) onDrafts() tea.Cmd {
	ds := m.session.Drafts()
	if len(ds) == 0 {
		return nil
	}
	if m.reader != nil {
		return m.reader.offerDraft()
	}
	m.say(count(len(ds), "unfinished note") + " kept, the first on “" + ds[0].Article + "” · " + m.noticeKey() + " goes on with it")
	m.status.bad = true
	return nil
}
