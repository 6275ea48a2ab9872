package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// deed is something done that can be undone.
type deed struct {
	said       string
	undo, redo func() error
}

// maxDeeds is how many are remembered.
const maxDeeds = 200

func (s *Session) remember(d deed) {
	s.done = append(s.done, d)
	s.done = s.done[max(0, len(s.done)-maxDeeds):]
	s.undone = nil
}

func (s *Session) undo(string) error {
	if len(s.done) == 0 {
		s.out.say("There is nothing to undo.")
		return nil
	}
	d := s.done[len(s.done)-1]
	if err := d.undo(); err != nil {
		return err
	}
	s.done = s.done[:len(s.done)-1]
	s.undone = append(s.undone, d)
	s.out.say("Undone: %s.", d.said)
	return nil
}

func (s *Session) redo(string) error {
	if len(s.undone) == 0 {
		s.out.say("There is nothing to do again.")
		return nil
	}
	d := s.undone[len(s.undone)-1]
	if err := d.redo(); err != nil {
		return err
	}
	s.undone = s.undone[:len(s.undone)-1]
	s.done = append(s.done, d)
	s.out.say("Done again: %s.", d.said)
	return nil
}

// change is one thing done to a note on an article.
type change struct {
	art           *article.Article // as it was then: the positions belong to its text
	before, after *note.Note       // nil where there is none
}

// put changes a note, says so when it is on the disk, and remembers it for
// undo.
func (s *Session) put(before, after *note.Note, said string) error {
	ch := change{s.reading.art, before, after}
	saved, err := s.save(ch)
	if err != nil {
		if after != nil && s.store.SaveDraft(store.Draft{ID: after.ID, Article: ch.art.Name, Note: *after, At: time.Now()}) == nil {
			return fmt.Errorf("not saved, but kept among the drafts: %w", err)
		}
		return fmt.Errorf("not saved: %w", err)
	}
	n := ch.note()
	s.remember(deed{
		said: said + ", " + subject(n),
		undo: func() error { _, err := s.save(change{ch.art, ch.after, ch.before}); return err },
		redo: func() error { _, err := s.save(ch); return err },
	})
	words := fmt.Sprintf("%s, %s; saved in %s.", sentenceStart(said), subject(n), saved.File)
	if saved.Merged {
		words += " It was joined with changes made outside."
	}
	if n := saved.Restored; n > 0 {
		words += fmt.Sprintf(" That file had just vanished; notes restored: %d.", n)
	}
	s.out.say("%s", words)
	return nil
}

func (ch change) note() *note.Note {
	if ch.after != nil {
		return ch.after
	}
	return ch.before
}

// subject is what a note is on, in a few words.
func subject(n *note.Note) string {
	if n.OnArticle() {
		return "on the whole article"
	}
	return "on " + quoted(shortened(n.Anchor.Quote, 60))
}

func sentenceStart(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// save makes a change in the notes as they are on the disk now.
func (s *Session) save(ch change) (store.Saved, error) {
	a := ch.art
	if now, err := s.store.Read(a.Name); err == nil && now.Text != a.Text {
		a = now
	}
	var file *note.File
	saved, err := s.store.SaveNotes(a, func(f *note.File) error {
		file = f
		return ch.apply(f, a)
	})
	if err != nil {
		return saved, err
	}
	if ch.after != nil {
		err = s.store.DropDraft(ch.after.ID)
	}
	if r := s.reading; r != nil && r.path == a.Name && r.art.Text == a.Text {
		r.file = file
		s.placeNotes()
	}
	return saved, err
}

// apply makes the change in a file that others may have changed: of a note
// that is there only what was changed is changed, and its position stays.
func (ch change) apply(f *note.File, a *article.Article) error {
	if ch.after == nil {
		return ch.remove(f)
	}
	n, there := f.Note(ch.after.ID)
	if ch.before == nil || !there {
		f.Put(ch.carried(a))
		return nil
	}
	if ch.after.Kind != ch.before.Kind {
		n.Kind = ch.after.Kind
	}
	if !slices.Equal(ch.after.Tags, ch.before.Tags) {
		n.Tags = ch.after.Tags
	}
	if ch.after.Anchor != ch.before.Anchor {
		moved := ch.carried(a)
		n.Anchor, n.Text = moved.Anchor, moved.Text
	}
	n.Body = note.MergeBodies(ch.before.Body, ch.after.Body, n.Body)
	n.Changed = time.Now().UTC().Truncate(time.Second)
	f.Put(n)
	return nil
}

// remove takes the note out, unless others changed its words or kind meanwhile.
func (ch change) remove(f *note.File) error {
	n, there := f.Note(ch.before.ID)
	if there && (n.Kind != ch.before.Kind || strings.TrimSpace(n.Body) != strings.TrimSpace(ch.before.Body)) {
		return errors.New("the note was changed outside meanwhile; delete deletes it as it is now")
	}
	f.Remove(ch.before.ID)
	return nil
}

// carried is the note put into the notes on another text than the one that its
// position belongs to: it is marked so, and found by its words.
func (ch change) carried(a *article.Article) note.Note {
	n := *ch.after
	if a != ch.art && n.Text == "" && !n.OnArticle() {
		n.Text = ch.art.Fingerprint()
	}
	return n
}

// part takes over one part of a reading state from another one.
type part func(to *store.Reading, from store.Reading)

// The parts of the reading state that the commands change.
func readPart(to *store.Reading, from store.Reading) {
	to.Read, to.Progress, to.Seen = from.Read, from.Progress, from.Seen
}
func starPart(to *store.Reading, from store.Reading)  { to.Star = from.Star }
func tagsPart(to *store.Reading, from store.Reading)  { to.Tags = from.Tags }
func marksPart(to *store.Reading, from store.Reading) { to.Marks = from.Marks }

// mark changes a part of the reading state of the open article.
func (s *Session) mark(said string, of part, edit func(*store.Reading)) error {
	if s.store == nil {
		return errors.New("this article is in no folder that could keep it")
	}
	path := s.reading.path
	was := s.store.Reading(path)
	if err := s.store.SaveReading(path, edit); err != nil {
		return err
	}
	back := func(r *store.Reading) { of(r, was) }
	s.remember(deed{
		said: said,
		undo: func() error { return s.store.SaveReading(path, back) },
		redo: func() error { return s.store.SaveReading(path, edit) },
	})
	s.Library.Reread()
	s.out.say("%s", sentence(said))
	return nil
}

func (s *Session) markRead(string) error {
	s.reading.unread = false
	return s.mark("the article is marked as read", readPart, func(r *store.Reading) { r.Read = true })
}

func (s *Session) markUnread(string) error {
	s.reading.unread, s.reading.moved = true, false
	return s.mark("the article is marked as unread", readPart, func(r *store.Reading) { r.Read, r.Progress, r.Seen = false, 0, nil })
}

func (s *Session) star(string) error {
	if s.store != nil && s.store.Reading(s.reading.path).Star {
		return s.mark("the star is taken away", starPart, func(r *store.Reading) { r.Star = false })
	}
	return s.mark("the article has a star", starPart, func(r *store.Reading) { r.Star = true })
}

// tag gives the article tags, or lists those there are.
func (s *Session) tag(arg string) error {
	tags := wordsOf(arg)
	if len(tags) > 0 {
		return s.mark("tagged "+strings.Join(tags, " and "), tagsPart, func(r *store.Reading) {
			for _, t := range tags {
				if !slices.Contains(r.Tags, t) {
					r.Tags = append(r.Tags, t)
				}
			}
		})
	}
	var own []string
	if s.store != nil {
		own = s.store.Reading(s.reading.path).Tags
	}
	s.out.say("%s", sentence(listed("your tags", own)))
	s.out.say("%s", sentence(listed("the article's own tags", s.reading.art.Meta.Tags)))
	return nil
}

func listed(what string, words []string) string {
	if len(words) == 0 {
		return what + ": none"
	}
	return what + ": " + strings.Join(words, ", ")
}

func (s *Session) untag(arg string) error {
	tags := wordsOf(arg)
	if len(tags) == 0 {
		return errors.New("take away which tags?")
	}
	return s.mark("no longer tagged "+strings.Join(tags, " or "), tagsPart, func(r *store.Reading) {
		r.Tags = slices.DeleteFunc(r.Tags, func(t string) bool { return slices.Contains(tags, t) })
	})
}
