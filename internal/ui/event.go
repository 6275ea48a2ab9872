package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/script"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/articles"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// retryMsg says that it is time to save again what could not be saved.
type retryMsg struct{}

// saveCmds are the writes that the session has for now.
func (m *Model) saveCmds() tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range m.Session.Tasks() {
		cmds = append(cmds, pane.RunTask(t))
	}
	return tea.Batch(cmds...)
}

// onAnswer has the session take in an answer, and shows what became of it.
func (m *Model) onAnswer(msg pane.TaskMsg) tea.Cmd {
	switch a := msg.Answer.(type) {
	case session.SavedSearches:
		return tea.Batch(m.OnEvent(m.Session.Take(a)), m.library.OnSearches(a))
	case session.DraftsFound:
		return tea.Batch(m.OnEvent(m.Session.Take(a)), m.onDrafts())
	}
	return m.OnEvent(m.Session.Take(msg.Answer))
}

// OnEvent shows what became of something.
func (m *Model) OnEvent(e session.Event) tea.Cmd {
	var cmds []tea.Cmd
	switch {
	case e.Err != nil:
		m.Complain(e.Err)
	case e.Conflict != nil && m.reader != nil:
		m.Say(m.conflictWords(*e.Conflict) + "; " + m.reader.ByKey("merge versions") + " to merge")
		m.Status.Bad = true
	case e.Said != "":
		m.Say(m.wordsOf(e))
		cmds = append(cmds, m.StatusTimer())
	}
	if e.Retries && !m.retrying {
		m.retrying = true
		cmds = append(cmds, m.After(session.RetryTime, retryMsg{}))
	}
	is := func(what session.Changed) bool { return e.Changed&what != 0 }
	if is(session.NotesChanged) {
		if m.reader != nil {
			m.reader.OnNotesChanged()
		}
		cmds = append(cmds, m.notesPane.ReloadNotes())
	}
	if is(session.ReadingsChanged) {
		cmds = append(cmds, m.library.Reread())
	}
	if is(session.SearchesChanged) {
		cmds = append(cmds, pane.RunTask(m.Session.Searches()))
	}
	if v, ok := m.Active().(interface{ OnConflicts() }); ok && is(session.ConflictsChanged) {
		v.OnConflicts()
	}
	if is(session.AsksRename) {
		m.announceRename()
	}
	if is(session.StaleDocument) && m.reader != nil {
		cmds = append(cmds, m.reader.Reload())
	}
	if e.Resumes != nil && m.reader != nil {
		cmds = append(cmds, m.reader.Resume(*e.Resumes))
	}
	return tea.Batch(cmds...)
}

// wordsOf says what was done, and where it was saved if there is room for that.
func (m *Model) wordsOf(e session.Event) string {
	s, far := e.Saved, m.far
	m.far = ""
	switch {
	case far != "" && (s == nil || !s.Kept && !s.Merged && s.Restored == 0):
		return e.Said + far
	case e.Unasked:
		return e.Said + m.Mode().Named(" · {undo} undoes it")
	case s == nil:
		return e.Said
	}
	said := e.Said + " · saved in " + s.File
	if term.Width(said) > m.W-4 {
		said = e.Said + " · saved"
	}
	if s.Kept {
		said = m.reader.Named("not deleted: changed outside meanwhile; {next note} goes to it")
	}
	if s.Merged {
		said += " (merged with changes made outside)"
	}
	if s.Restored > 0 {
		said += " (its file had just disappeared; notes restored: " + strconv.Itoa(s.Restored) + ")"
	}
	return said
}

// onRetry has the session save again what could not be saved.
func (m *Model) onRetry() tea.Cmd {
	m.retrying = false
	m.Session.Retry()
	return nil
}

// Undo takes the last change back.
func (m *Model) Undo() tea.Cmd {
	e, ok := m.Session.Undo()
	if !ok {
		m.Say("nothing to undo")
		return m.StatusTimer()
	}
	return m.onUndone(e)
}

// Redo makes it again.
func (m *Model) Redo() tea.Cmd {
	e, ok := m.Session.Redo()
	if !ok {
		m.Say("nothing to redo")
		return m.StatusTimer()
	}
	return m.onUndone(e)
}

// onUndone shows what was taken back or made again, where it is: one may have
// gone on reading since.
func (m *Model) onUndone(e session.Event) tea.Cmd {
	cmd := m.OnEvent(e)
	m.far = ""
	switch t := e.Touched; {
	case t == nil:
	case m.reader == nil || !m.isOpen(t.Path):
		m.far = " · in " + article.CleanLine(t.Path)
	default:
		show, moved := m.reader.ShowChange(t.Note)
		if moved {
			m.far = m.reader.Named(" · now at " + pane.PlaceText(m.reader.At()) + " · {redo} redoes it · {go back} goes back")
		}
		cmd = tea.Batch(cmd, show)
	}
	return cmd
}

// conflictWords say what there is besides the article's own notes file.
func (m *Model) conflictWords(x store.Conflict) string {
	if x.Home != "" {
		return "notes on this article are also kept in " + m.Short(x.Home)
	}
	return x.By + " left a conflicting copy of these notes"
}

// onLibraryEvent takes in what happened to the articles.
func (m *Model) onLibraryEvent(msg articles.EventMsg) tea.Cmd {
	m.library.OnEvent(msg)
	cmds := []tea.Cmd{m.library.Fill(), m.library.Relist(), pane.RunTask(m.Session.FollowRenames(m.Ctx, msg.Changes)), pane.RunTask(m.Session.PutBack(m.Ctx, msg.Changes))}
	if m.reader != nil {
		cmds = append(cmds, m.reader.OnChanges(msg.Changes))
	}
	if msg.Settled {
		cmds = append(cmds, m.library.FindOffer())
	}
	if len(msg.Changes) > 0 { // their passages may be others now
		cmds = append(cmds, m.notesPane.ReloadNotes())
	}
	return tea.Batch(append(cmds, m.library.Next(msg))...)
}

// onDrafts says that there are notes that were not finished.
func (m *Model) onDrafts() tea.Cmd {
	ds := m.Session.Drafts()
	if len(ds) == 0 {
		return nil
	}
	if m.reader != nil {
		return m.reader.OfferDraft()
	}
	m.Say(pane.Count(len(ds), "unfinished note") + " kept, the first on " + script.Quoted(ds[0].Article) + " · " + m.NoticeKey() + " goes on with it")
	m.Status.Bad = true
	return nil
}
