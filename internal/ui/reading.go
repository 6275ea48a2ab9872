package ui

import (
	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
)

// onNotesChanged lets go of a note in focus that is there no more.
func (r *readerPane) onNotesChanged() {
	if _, ok := r.Note(r.current); !ok {
		r.current = ""
	}
}

// begun is what there is to an article of which only the beginning is read: a
// large one shows its first screen before the rest.
type begun struct {
	size int64   // of the file, in bytes
	rest tea.Cmd // reads all of it and brings a restMsg
}

// lay puts what was read under the reader's eyes, and what belongs to it.
func (r *readerPane) lay(msg opened) tea.Cmd {
	drawn := r.begun != nil
	r.Document, r.begun, r.page, r.hits = msg.doc, msg.begun, nil, msg.hits
	r.session.Open(r.Document)
	r.layoutReader()
	if r.begun != nil {
		return r.rest()
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

// opened is an article to read, and where to begin.
type opened struct {
	doc   *session.Document
	hits  session.Hits
	to    landing
	noted string // id of the note that was searched for, if the text has no hits
	begun *begun // when the document has only the beginning
}

// rest brings the rest of an article of which only the beginning is read.
func (r *readerPane) rest() tea.Cmd { return r.begun.rest }
