package ui

import (
	"time"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"
)

// watch is what has stood on the screen to be read, and since when.
type watch struct {
	scene scene
	shown article.Span
	since time.Time
}

// scene is what a screen shows of an article.
type scene struct {
	page *page.Page
	top  page.Loc
	rows int
	away bool // nobody reads: something lies on top, or the window is not in use
}

func (m *Model) scene() scene {
	r := m.rd
	return scene{r.page, r.top, m.pageRows(), m.away || m.over != nil || m.tooSmall()}
}

// glance is the time below which nothing is read of what was shown. Scrolling
// on is no new look at it: the time goes on.
const glance = time.Second

// attend sees, after each event, whether the screen shows something else than
// before, and then takes what it showed as read, as far as there was time.
func (m *Model) attend() {
	r := m.rd
	if r == nil || r.page == nil || r.begun != nil || m.w == 0 || m.scene() == r.watch.scene {
		return
	}
	m.takeRead()
	w := &r.watch
	before, away := w.shown, w.scene.away
	if w.scene = m.scene(); !w.scene.away {
		w.shown = m.visible()
	}
	if away || w.since.IsZero() || !w.shown.Overlaps(before) {
		w.since = m.now()
	}
}

// takeRead takes what stands on the screen as read: as many of its unread
// words, from the first one on, as a fast reader can have read by now.
func (m *Model) takeRead() {
	r := m.rd
	w := &r.watch
	now := m.now()
	spent := now.Sub(w.since)
	if w.since.IsZero() || w.scene.away || w.scene.page.Article() != r.art || spent < glance {
		return
	}
	w.since = now
	seen, fresh := r.seen.Take(r.art.Text, w.shown, wordsFor(spent, library.FastestPace))
	for _, s := range seen {
		r.fresh = r.fresh.With(r.art.Text, r.seen.Gaps(s)...)
	}
	r.seen = seen
	r.sitting.add(now, min(spent, longestLook(library.WordsIn(r.art.Text[w.shown.Start:w.shown.End]))), fresh)
	m.finishReading()
}

// longestLook is how long people look at so many words; who looks longer has
// gone to make tea.
func longestLook(words int) time.Duration {
	return 15*time.Second + time.Duration(words)*time.Minute/library.SlowestPace
}

func wordsFor(d time.Duration, pace int) int { return int(d.Minutes() * float64(pace)) }

// finishReading notes that the article is read to its end.
func (m *Model) finishReading() {
	r := m.rd
	if !r.read && !r.keepUnread && r.seen.Finished(r.art.Text) {
		r.read, r.sitting.finished = true, true
	}
}

// sitting is the while in which the open article is being read.
type sitting struct {
	at       time.Time // when it began; zero before anything was read
	time     time.Duration
	words    int
	paced    time.Duration // of time, what was spent on words not read before
	finished bool
}

func (s *sitting) add(now time.Time, spent time.Duration, words int) {
	if s.at.IsZero() {
		s.at = now.Add(-spent)
	}
	s.time += spent
	if s.words += words; words > 0 {
		s.paced += spent
	}
}

// What is too short to tell somebody's pace by.
const (
	pacedWords = 100
	pacedTime  = 20 * time.Second
)

func (s *sitting) record(path string) store.Sitting {
	out := store.Sitting{At: s.at, Article: path, Time: s.time, Words: s.words, Finished: s.finished}
	if s.words >= pacedWords && s.paced >= pacedTime {
		out.Pace = library.BoundedPace(int(float64(s.words) / s.paced.Minutes()))
	}
	return out
}

// minutesLeft is how long the reader needs for the part of a text that is not
// read, in minutes, rounded up; the whole takes the usual reader so many.
func (m *Model) minutesLeft(minutes int, read float64) int {
	return int(float64(minutes)*(1-read)*library.UsualPace/float64(max(m.pace, 1)) + 0.99)
}
