package session

import (
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// KeepDraft has a half-typed note kept in the state folder. It takes the place
// of an earlier draft of the note.
func (s *Session) KeepDraft(n note.Note, path string) {
	c, d := s.store, store.Draft{ID: n.ID, Folder: s.store.Folder(), Article: path, Note: n, At: s.now()}
	s.queue.replace(&write{keys: []string{"draft " + n.ID}, do: func() error { return c.SaveDraft(d) }})
}

// DropDraft has the draft of a note forgotten, if there is one.
func (s *Session) DropDraft(id string) {
	c := s.store
	s.queue.replace(&write{keys: []string{"draft " + id}, do: func() error { return c.DropDraft(id) }})
}

// Abandon drops what was typed of a note; Undo brings it back, to be typed on.
func (s *Session) Abandon(on *article.Article, n note.Note) {
	s.DropDraft(n.ID)
	s.undone = nil
	s.remember(action{needs: on.Name, do: func(*Session, bool) Event {
		return Event{Said: "what was abandoned is back", Resumes: &n}
	}})
}

// DraftsFound is the answer of FindDrafts: the unfinished notes of earlier
// sessions, the newest first.
type DraftsFound []store.Draft

// FindDrafts looks for unfinished notes.
func (s *Session) FindDrafts() Task {
	c := s.store
	return func() Answer { return DraftsFound(c.Drafts()) }
}

func (a DraftsFound) take(s *Session) Event {
	s.drafts = a
	return Event{}
}

// Drafts are the unfinished notes that were found and not resumed, the newest
// first.
func (s *Session) Drafts() []store.Draft { return s.drafts }

// ResumeDraft takes the next unfinished note on the open article: its words
// are Body, and known reports whether the note is in the file already. Drafts
// of notes that were saved after all are dropped. A draft without words is a
// highlight that could not be saved: it is made again, and not returned.
func (s *Session) ResumeDraft() (n note.Note, known, ok bool) {
	d := s.doc
	for i := 0; i < len(s.drafts); {
		draft := s.drafts[i]
		if draft.Article != d.Path {
			i++
			continue
		}
		s.drafts = append(s.drafts[:i:i], s.drafts[i+1:]...)
		n, known = d.file.Note(draft.ID)
		switch {
		case known && (n.Body == draft.Note.Body || n.Changed.After(draft.At)):
			s.DropDraft(draft.ID)
			continue
		case !known && draft.Note.Body == "":
			s.Add(d.Article, d.Settled(draft.Note), "saved")
			continue
		}
		return s.Resumed(draft.Note), known, true
	}
	return note.Note{}, false, false
}

// Resumed is a note to type on: as it is in the open article's notes, with the
// kind and the words of the draft.
func (s *Session) Resumed(draft note.Note) note.Note {
	n, known := s.doc.file.Note(draft.ID)
	if !known {
		n = s.doc.Settled(draft)
	}
	n.Kind, n.Body = draft.Kind, draft.Body
	return n
}
