package plain

import (
	"fmt"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/store"
)

// keepPlace writes down the place and what was read since it was last written,
// as the full-screen reader would.
func (s *Session) keepPlace() error {
	r := s.reading
	if r == nil || s.store == nil || !r.moved || r.gone || r.last == unset {
		return nil
	}
	r.moved = false
	at := r.paragraphs[r.last]
	text, print, spoken, now := r.art.Text, r.art.Fingerprint(), r.spoken, time.Now().UTC()
	r.spoken = nil
	return s.store.SaveReading(r.path, func(was *store.Reading) {
		read := library.AddRead(was, text, print, spoken)
		was.Place, was.Quote, was.Last = at.Start, library.QuoteAt(text, at.Start), now
		was.Read = was.Read || read.Finished(text) && !r.unread
	})
}

// fileNow is the article's file as it is now; zero if it is gone.
func (s *Session) fileNow(path string) (now store.File) {
	_ = s.store.Files(s.ctx, path, func(f store.File) error {
		now = f
		return nil
	})
	return now
}

// followChange reads the open article again when its file changed, and finds
// the place in its new text.
func (s *Session) followChange() error {
	r := s.reading
	if r == nil || s.store == nil {
		return nil
	}
	now := s.fileNow(r.path)
	if s.ctx.Err() != nil {
		return nil
	}
	was := r.gone
	if r.gone = now == (store.File{}); r.gone {
		if !was {
			s.out.say("The article's file is gone. Its text can be read on until you close it.")
		}
		return nil
	}
	if now != r.stamp {
		a, err := s.store.Read(r.path)
		if err != nil {
			return err
		}
		r.stamp = now
		if a.Text != r.art.Text {
			s.reread(a)
		}
	}
	return s.followNotes()
}

// reread takes the new text of the open article.
func (s *Session) reread(a *article.Article) {
	was := s.reading
	at, known := was.newPlace(a.Text)
	s.start(a, at)
	r := s.reading
	r.stamp, r.file, r.unread = was.stamp, was.file, was.unread
	s.placeNotes()
	if was.last != unset && r.has(r.next) {
		r.last = r.next
		r.next++
	}
	words := "The article has changed on disk and was read again."
	if !known {
		words += " The paragraph where you were is not in it any more."
	}
	s.out.say("%s You are at paragraph %d.", words, r.number(at)+1)
}

// newPlace is where the place of reading lies in another text, and whether its
// words are there.
func (r *reading) newPlace(text string) (at int, known bool) {
	here := r.page.Unit(r.place(), page.Paragraph)
	if here.Empty() {
		return 0, true
	}
	a := anchor.New(r.art.Text, here, r.page.Quote(here))
	if m := anchor.NewFinder(text, r.art.Text).Find(a); m.State != note.Lost {
		return m.Span.Start, true
	}
	return min(here.Start, len(text)), false
}

// spot is a place that back returns to.
type spot struct {
	path string
	at   int
}

// trail are the places that were left by jumps.
type trail struct{ behind, ahead []spot }

// maxTrail is how many places are remembered.
const maxTrail = 100

func (t *trail) leave(from spot) {
	if from.path == "" {
		return
	}
	t.ahead = nil
	t.behind = append(t.behind, from)
	t.behind = t.behind[max(0, len(t.behind)-maxTrail):]
}

// spot is the place where one is; zero when no article is open, or none of a
// collection.
func (s *Session) spot() spot {
	if s.reading == nil {
		return spot{}
	}
	return spot{s.reading.path, s.reading.place()}
}

func (s *Session) back(string) error    { return s.walk(&s.trail.behind, &s.trail.ahead) }
func (s *Session) forward(string) error { return s.walk(&s.trail.ahead, &s.trail.behind) }

// walk goes to the last place of one list and puts the present one on the
// other.
func (s *Session) walk(from, to *[]spot) error {
	if len(*from) == 0 {
		s.out.say("There is no place to go to.")
		return nil
	}
	last := (*from)[len(*from)-1]
	rest, other := (*from)[:len(*from)-1], *to
	if here := s.spot(); here.path != "" {
		other = append(other, here)
	}
	if s.reading == nil || s.reading.path != last.path {
		if err := s.open(last.path, last.at); err != nil {
			return fmt.Errorf("go back: %w", err)
		}
	}
	*from, *to = rest, other // opening has left a place of its own
	s.speak(s.reading.number(last.at))
	return nil
}
