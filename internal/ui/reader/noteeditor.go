package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/session"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// openEditor opens the editor on a note, whose passage comes into sight.
func (r *Pane) openEditor(n note.Note, s article.Span, fresh bool) tea.Cmd {
	e, cmd := notes.ShowEditor(r.Env, notes.Edited{
		Note: n, Art: r.Article, Span: s, Fresh: fresh,
		Doc:    func() *session.Document { return r.Document },
		TextAt: func() (x, width int) { c := r.columns(); return c.text, c.width },
		Closed: func() {
			r.writing = article.Span{}
			r.clampTop()
		},
		Made:   func(id string, at article.Span) { r.current, r.focus = id, at },
		Undone: func() { r.current = "" },
		Undo:   r.readMode.ByKey("undo"),
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

// Resume opens the editor with the words of a draft.
func (r *Pane) Resume(draft note.Note) tea.Cmd {
	n, words, known := r.Session.Resume(draft)
	cmd := r.openEditor(n, r.Where(n).Span, !known)
	if e, ok := pane.ActiveAs[*notes.Editor](r.Env); ok {
		e.SetWords(words)
	}
	return cmd
}

// DraftHere reports whether a note on the open article was not finished. While
// only the beginning is read, its passage may stand in the rest.
func (r *Pane) DraftHere() bool {
	if r.begun != nil {
		return false
	}
	_, ok := r.Session.DraftHere()
	return ok
}

// OfferDraft says that a note on the open article was not finished.
func (r *Pane) OfferDraft() tea.Cmd {
	if r.begun != nil {
		return nil
	}
	r.Session.SettleDrafts()
	if r.DraftHere() {
		r.Say("unfinished note here · " + r.Host.NoticeKey() + " goes on with it")
		r.Status.Bad = true
	}
	return nil
}

// ResumeDraft goes on with an unfinished note on the open article.
func (r *Pane) ResumeDraft() tea.Cmd {
	r.Session.SettleDrafts()
	d, ok := r.Session.DraftHere()
	if !ok || r.begun != nil {
		return nil
	}
	r.Say("unfinished note restored")
	return tea.Batch(r.Resume(d.Note), r.StatusTimer())
}
