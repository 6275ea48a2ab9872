package ui

import (
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
)

// openEditor opens the editor on a note, whose passage comes into sight.
func (r *readerPane) openEditor(n note.Note, s article.Span, fresh bool) tea.Cmd {
	e, cmd := showEditor(r.env, edited{
		note: n, art: r.Article, span: s, fresh: fresh,
		doc:    func() *session.Document { return r.Document },
		textAt: func() (x, width int) { c := r.columns(); return c.text, c.width },
		closed: func() {
			r.writing = article.Span{}
			r.settle()
		},
		made:   func(id string, at article.Span) { r.current, r.focus = id, at },
		undone: func() { r.current = "" },
		undo:   r.readMode.byKey("undo"),
	})
	if e == nil {
		return cmd
	}
	r.writing, r.current = s, n.ID
	if s.Empty() {
		return cmd
	}
	return tea.Batch(cmd, r.reveal(s))
}

// resume opens the editor with the words of a draft.
func (r *readerPane) resume(draft note.Note) tea.Cmd {
	n, words, known := r.session.Resume(draft)
	cmd := r.openEditor(n, r.Where(n).Span, !known)
	if e, ok := activePane[*editor](r.env); ok {
		e.setWords(words)
	}
	return cmd
}

// draftHere reports whether a note on the open article was not finished. While
// only the beginning is read, its passage may stand in the rest.
func (r *readerPane) draftHere() bool {
	if r.begun != nil {
		return false
	}
	_, ok := r.session.DraftHere()
	return ok
}

// offerDraft says that a note on the open article was not finished.
func (r *readerPane) offerDraft() tea.Cmd {
	if r.begun != nil {
		return nil
	}
	r.session.SettleDrafts()
	if r.draftHere() {
		r.say("a note here was not finished · " + r.host.noticeKey() + " goes on with it")
		r.status.bad = true
	}
	return nil
}

// resumeDraft goes on with an unfinished note on the open article.
func (r *readerPane) resumeDraft() tea.Cmd {
	r.session.SettleDrafts()
	d, ok := r.session.DraftHere()
	if !ok || r.begun != nil {
		return nil
	}
	r.say("this note was not finished")
	return tea.Batch(r.resume(d.Note), r.statusTimer())
}
