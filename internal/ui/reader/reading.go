package reader

import (
	"manicule/internal/session"
	"manicule/internal/ui/pane"

	tea "charm.land/bubbletea/v2"
)

// OnNotesChanged lets go of a note in focus that is there no more.
func (r *Pane) OnNotesChanged() {
	if _, ok := r.Note(r.current); !ok {
		r.current = ""
	}
}

// Begun is what there is to an article of which only the beginning is read: a
// large one shows its first screen before the rest.
type Begun struct {
	Size int64   // of the file, in bytes
	Rest tea.Cmd // reads all of it and brings a restMsg
}

// Lay puts what was read under the reader's eyes, and what belongs to it.
func (r *Pane) Lay(msg Opened) tea.Cmd {
	drawn := r.begun != nil
	r.Document, r.begun, r.page, r.hits = msg.Doc, msg.Begun, nil, msg.Hits
	r.Session.Open(r.Document)
	r.layoutReader()
	if r.begun != nil {
		return r.Rest()
	}
	look := r.OutlineLater
	if drawn {
		look = r.outline
	}
	cmds := []tea.Cmd{look(), r.land(msg.To, msg.Noted), pane.RunTask(r.Session.FindConflicts()), r.warn()}
	draft := r.OfferDraft
	if msg.To.Resume {
		draft = r.ResumeDraft
	}
	return tea.Batch(append(cmds, draft())...)
}

// warn says what is wrong with the article or its notes.
func (r *Pane) warn() tea.Cmd {
	switch wrong, warning := r.NotesProblem(), r.Article.Warning; {
	case wrong != "":
		r.Say(wrong)
		r.Status.Bad = true
	case warning != "":
		r.Say(warning)
		return r.StatusTimer()
	}
	return nil
}

// Opened is an article to read, and where to begin.
type Opened struct {
	Doc   *session.Document
	Hits  session.Hits
	To    pane.Landing
	Noted string // id of the note that was searched for, if the text has no hits
	Begun *Begun // when the document has only the beginning
}

// Rest brings the rest of an article of which only the beginning is read.
func (r *Pane) Rest() tea.Cmd { return r.begun.Rest }
