package session

import (
	"time"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/store"
)

// tracker follows what is read of an article, and for how long. What stands on
// a screen counts as read as far as there was time to read it, from the first
// word on, at the speed of the fastest reader; what is spoken counts as read.
type tracker struct {
	fingerprint string        // of the text; "" before it is known
	seen        library.Parts // what was read of the text
	fresh       library.Parts // of seen, what is not written down yet
	spoken      int           // words read of late, whose time is not known yet
	moved       bool          // the place changed since it was written down
	end         bool          // the end of the text is in view at the place
	unread      bool          // the reader took "read" away by hand

	shown article.Span // what stands on the screen
	since time.Time    // since when; zero before anything did
	away  bool         // nobody reads: something lies on top, or the window is not in use

	looked time.Duration // at the text since it was opened
	stood  time.Duration // of that, what went by while the same words were in view
	begun  bool          // that was reading and no glance, which leaves no trace

	readingSession readingSession
}

// Glance is the time below which nothing is read of what was shown.
const Glance = time.Second

// A look at an article is no glance any more when what is on the screen was
// there long enough to be read, or after longGlance.
const (
	longGlance  = 15 * time.Second
	shortGlance = 3 * time.Second
)

// Known takes in what was read in earlier sessions; the fingerprint is the
// text's.
func (d *Document) Known(fingerprint string, seen library.Parts) {
	d.fingerprint, d.seen = fingerprint, d.seen.With(d.Article.Text, seen...)
}

// follow is the tracker in another text: what was read is found again by its
// words.
func (t *tracker) follow(old, text string) tracker {
	seen := library.PartsRead(store.Reading{Seen: t.seen.Seen(old)}, text, "")
	return tracker{seen: seen, readingSession: t.readingSession, unread: t.unread, looked: t.looked, begun: t.begun}
}

// Show takes note of what stands on the screen from now on; away says that
// nobody reads it. What stood there before counts as read as far as there was
// time. Scrolling on is no new look at what both screens show: its time goes on.
func (s *Session) Show(span article.Span, away bool) {
	d := s.doc
	s.countRead()
	before, wasAway := d.shown, d.away
	if d.away = away; !away {
		d.shown = span
	}
	if wasAway || d.since.IsZero() || !d.shown.Overlaps(before) {
		d.since, d.stood = s.now(), 0
	}
}

// countRead counts as read as many unread words of what stands on the screen
// as a fast reader can have read by now.
func (s *Session) countRead() {
	d, now := s.doc, s.now()
	spent := now.Sub(d.since)
	if d.since.IsZero() || d.away || d.shown.End > len(d.Article.Text) || spent < Glance {
		return
	}
	d.since = now
	text := d.Article.Text
	seen, fresh := d.seen.Take(text, d.shown, int(spent.Minutes()*library.FastestPace))
	for _, span := range seen {
		d.fresh = d.fresh.With(text, d.seen.Gaps(span)...)
	}
	d.seen = seen
	words := library.WordsIn(text[d.shown.Start:d.shown.End])
	d.readingSession.add(now, min(spent, longestLook(words)), fresh+d.spoken)
	d.spoken = 0
	d.start(spent, words)
	d.finish()
}

// start notes whether the article is being read, after another look at a screen
// of that many words.
func (t *tracker) start(spent time.Duration, words int) {
	t.looked += spent
	t.stood += spent
	toRead := time.Duration(words) * time.Minute / library.FastestPace
	t.begun = t.begun || t.looked >= longGlance || t.stood >= max(toRead, shortGlance)
}

// Spoken counts a part of the text as read, whatever time it takes; that is
// counted after it is shown.
func (s *Session) Spoken(span article.Span) {
	d, text := s.doc, s.doc.Article.Text
	for _, gap := range d.seen.Gaps(span) {
		d.spoken += library.WordsIn(text[gap.Start:gap.End])
	}
	d.seen, d.fresh = d.seen.With(text, span), d.fresh.With(text, span)
	d.begun = true
	d.finish()
}

// finish notes that the article is read to its end.
func (d *Document) finish() {
	if d.begun && !d.Read && !d.unread && d.seen.Finished(d.Article.Text) {
		d.Read, d.readingSession.finished = true, true
	}
}

// longestLook is how long people look at a number of words; who looks longer
// has gone to make tea.
func longestLook(words int) time.Duration {
	return 15*time.Second + time.Duration(words)*time.Minute/library.SlowestPace
}

// ReadShare is how much of the text was read, 0 to 1.
func (d *Document) ReadShare() float64 { return d.seen.Share(d.Article.Text) }

// ReadRanges are the parts of the text that were read.
func (d *Document) ReadRanges() library.Parts { return d.seen }

// readingSession is the time in which the open article is being read.
type readingSession struct {
	at       time.Time // when it began; zero before anything was read
	time     time.Duration
	words    int
	paced    time.Duration // of time, what was spent on words not read before
	finished bool
}

func (t *readingSession) add(now time.Time, spent time.Duration, words int) {
	if t.at.IsZero() {
		t.at = now.Add(-spent)
	}
	t.time += spent
	if t.words += words; words > 0 {
		t.paced += spent
	}
}

// What is too short to tell somebody's speed by.
const (
	pacedWords = 100
	pacedTime  = 20 * time.Second
)

func (t *readingSession) record(path string) store.ReadingSession {
	out := store.ReadingSession{At: t.at, Article: path, Time: t.time, Words: t.words, Finished: t.finished}
	if t.words >= pacedWords && t.paced >= pacedTime {
		out.Pace = library.BoundedPace(int(float64(t.words) / t.paced.Minutes()))
	}
	return out
}

// MoveTo says that the reader is at a byte of the text now, which is at the top
// of the view, and whether the end of the text is in view too.
func (s *Session) MoveTo(at int, end bool) {
	s.doc.Place, s.doc.end, s.doc.moved = at, end, true
}

// Position is how far into the text the reader is, 0 to 1: 1 when its end is in
// view.
func (d *Document) Position() float64 {
	if d.end || len(d.Article.Text) == 0 {
		return 1
	}
	return float64(d.Place) / float64(len(d.Article.Text))
}

// readingKey is the key of everything that writes the reading state.
const readingKey = "reading.jsonl"

// SavePlace has the place and what was read since it was last written written
// down, if there is something to write: a glance is not. What another program
// wrote of the article since stays.
func (s *Session) SavePlace() {
	d := s.doc
	if d == nil || s.store == nil || d.Gone {
		return
	}
	s.countRead()
	moved := d.moved && (d.begun || d.Reading.Begun())
	if !moved && (!d.begun || len(d.fresh) == 0) {
		return
	}
	c, path, text, fingerprint := s.store, d.Path, d.Article.Text, d.fingerprint
	place, quote, position, now := d.Place, library.QuoteAt(text, d.Place), d.Position(), s.now().UTC()
	read, fresh := d.Read && !d.unread, library.Parts(nil)
	if d.begun {
		fresh, d.fresh = d.fresh, nil
	}
	d.moved = d.moved && !moved
	s.queue.add(&write{
		keys: []string{readingKey},
		do: func() error {
			return c.SaveReading(path, func(r *store.Reading) {
				if moved {
					r.Place, r.Quote, r.Position = place, quote, position
				}
				if len(fresh) > 0 {
					r.Last = now
				}
				library.AddRead(r, text, fingerprint, fresh)
				r.Read = r.Read || read
			})
		},
		after: func(err error) Event { return Event{Err: err, Changed: ReadingsChanged} },
	})
}

// SaveReading has the place and the time of reading written down.
func (s *Session) SaveReading() {
	s.SavePlace()
	s.EndReading()
}

// LongReadingSession is the time of reading after which it is written down although
// the article is still open.
const LongReadingSession = 10 * time.Minute

// ReadingSessionTime is how long the open article has been read since that was last
// written down.
func (d *Document) ReadingSessionTime() time.Duration { return d.readingSession.time }

// EndReading has the time of reading written down, and the reader's speed
// found out from it.
func (s *Session) EndReading() {
	d := s.doc
	if d == nil || s.store == nil || !d.begun || d.readingSession.time < Glance {
		return
	}
	c, record := s.store, d.readingSession.record(d.Path)
	d.readingSession = readingSession{}
	speed := s.speed
	s.queue.add(&write{
		keys: []string{readingKey},
		do: func() error {
			err := c.AddReadingSession(record)
			speed = library.PaceOf(c.ReadingSessions())
			return err
		},
		after: func(err error) Event {
			s.speed = speed
			return Event{Err: err}
		},
	})
}

// speedKnown is the answer of LearnSpeed.
type speedKnown int

// LearnSpeed finds out the reader's speed from what they read before.
func (s *Session) LearnSpeed() Task {
	c := s.store
	return func() Answer { return speedKnown(library.PaceOf(c.ReadingSessions())) }
}

func (a speedKnown) take(s *Session) Event {
	s.speed = int(a)
	return Event{}
}

// ReadingSpeed is the reader's, in words a minute.
func (s *Session) ReadingSpeed() int { return s.speed }

// MinutesLeft is how long the reader takes for the part of an article that is
// left, in minutes, rounded up; the usual reader takes minutes for all of it.
func (s *Session) MinutesLeft(minutes int, left float64) int {
	return int(float64(minutes)*left*library.UsualPace/float64(max(s.speed, 1)) + 0.99)
}
