package plain

import (
	"errors"
	"fmt"

	"manicule/internal/anchor"
	"manicule/internal/note"
)

// tellDrafts says that notes were begun and not finished.
func (s *Session) tellDrafts() {
	if n := len(s.store.Drafts()); n > 0 {
		s.out.say("%s begun and not finished; drafts lists them.", count(n, "note was", "notes were"))
	}
}

// listDrafts lists drafts, keeps one as a note or drops it.
func (s *Session) listDrafts(arg string) error {
	if arg != "" {
		return s.doDraft(cutWord(arg))
	}
	s.drafts = s.store.Drafts()
	if len(s.drafts) == 0 {
		s.out.say("There are no drafts.")
		return nil
	}
	for i, d := range s.drafts {
		s.out.say("%d. On %s, of %s: %s", i+1, quoted(d.Article), d.At.Local().Format("2 January 2006 15:04"), shortened(d.Note.Body, 200))
	}
	s.out.say("Type drafts keep and a number to make a note of one, drafts drop and a number to drop it.")
	return nil
}

func (s *Session) doDraft(verb, number string) error {
	n, err := atLeastOne(number)
	if err != nil || n > len(s.drafts) || verb != "keep" && verb != "drop" {
		return errors.New("type drafts to list them, then drafts keep or drafts drop and a number")
	}
	d := s.drafts[n-1]
	if verb == "drop" {
		if err := s.store.DropDraft(d.ID); err != nil {
			return err
		}
		s.out.say("The draft is dropped.")
		return nil
	}
	a, err := s.store.Read(d.Article)
	if err != nil {
		return err
	}
	f, err := s.store.Notes(d.Article)
	if err != nil {
		return err
	}
	if !d.Note.OnArticle() { // its position may be of another text
		m := anchor.Find(a.Text, d.Note.Anchor)
		if m.State == note.Lost {
			return fmt.Errorf("the draft stays: %s does not say %s any more", quoted(d.Article), quoted(shortened(d.Note.Anchor.Quote, 60)))
		}
		d.Note.Anchor, d.Note.Text = anchor.New(a.Text, m.Span, d.Note.Anchor.Quote), ""
	}
	ch := change{art: a, after: &d.Note}
	if old, ok := f.Note(d.ID); ok {
		ch.before = &old
	}
	saved, err := s.save(ch)
	if err != nil {
		return err
	}
	s.out.say("The draft is kept, %s; saved in %s.", subject(&d.Note), saved.File)
	return nil
}
