package session

import (
	"slices"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// SaveDraft has a half-typed note kept in the state folder. It takes the place
// of an earlier draft of the note.
func (s *Session) SaveDraft(n note.Note, path string) {
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
		return Event{Said: "discarded text restored", Resumes: &n}
	}})
}

// DraftsFound is the answer of FindDrafts: the unfinished notes of earlier
// sessions, newest first.
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

// DraftHere is the next unfinished note on the open article.
func (s *Session) DraftHere() (store.Draft, bool) {
	i := slices.IndexFunc(s.drafts, s.isHere)
	if i < 0 {
		return store.Draft{}, false
	}
	return s.drafts[i], true
}

func (s *Session) isHere(d store.Draft) bool { return s.IsOpen(d.Article) }

// SettleDrafts takes those drafts on the open article off the list that need
// no question: the note was saved after all, or it is a highlight without
// words that was not, which is made again.
func (s *Session) SettleDrafts() {
	s.drafts = slices.DeleteFunc(s.drafts, func(d store.Draft) bool {
		if !s.isHere(d) {
			return false
		}
		n, known := s.doc.file.Note(d.ID)
		switch {
		case known && (n.Body == d.Note.Body || n.Changed.After(d.At)):
			s.DropDraft(d.ID)
		case !known && d.Note.Body == "":
			s.Add(s.doc.Article, s.doc.Settled(d.Note), "saved")
		default:
			return false
		}
		return true
	})
}

// FinishDraft makes a note of what was typed of one on an article, open or not.
func (s *Session) FinishDraft(d *Document, draft note.Note) Event {
	s.forgetDraft(draft.ID)
	before, known := d.file.Note(draft.ID)
	if !known {
		return s.Add(d.Article, d.Settled(draft), "noted")
	}
	after := before
	after.Kind, after.Body = draft.Kind, draft.Body
	return s.Edit(d.Article, before, after, "changed")
}

// GiveUpDraft drops an unfinished note.
func (s *Session) GiveUpDraft(id string) {
	s.forgetDraft(id)
	s.DropDraft(id)
}

func (s *Session) forgetDraft(id string) {
	s.drafts = slices.DeleteFunc(s.drafts, func(d store.Draft) bool { return d.ID == id })
}

// PutOffDraft puts the first unfinished note behind the others.
func (s *Session) PutOffDraft() {
	if len(s.drafts) > 1 {
		s.drafts = append(s.drafts[1:], s.drafts[0])
	}
}

// Resume takes the draft of a note off the list: n is the note to type on, as
// it is in the open article's notes, words is what was typed, and known
// reports whether the note is in the file.
func (s *Session) Resume(draft note.Note) (n note.Note, words string, known bool) {
	s.forgetDraft(draft.ID)
	n, known = s.doc.file.Note(draft.ID)
	if !known {
		n = s.doc.Settled(draft)
		n.Body = ""
	}
	n.Kind = draft.Kind
	return n, draft.Body, known
}
