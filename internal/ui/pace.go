package ui

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"
)

// spans are parts of a text, in order and apart from one another.
type spans []article.Span

// with adds a part. Parts with nothing to read between them become one.
func (all spans) with(s article.Span, text string) spans {
	if s.Empty() {
		return all
	}
	var before, after spans
	for _, o := range all {
		switch {
		case parted(text, o.End, s.Start):
			before = append(before, o)
		case parted(text, s.End, o.Start):
			after = append(after, o)
		default:
			s = article.Span{Start: min(s.Start, o.Start), End: max(s.End, o.End)}
		}
	}
	return slices.Concat(before, spans{s}, after)
}

// maxSeam is how many bytes without a word may lie between two parts that are
// one: line ends, rules, the signs of a list.
const maxSeam = 200

// parted tells whether one part ends, and another begins, with words between
// them.
func parted(text string, end, start int) bool {
	return start-end > maxSeam || start > end && strings.ContainsFunc(text[end:start], inWord)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// gaps are the parts of a span that are in none of them.
func (all spans) gaps(within article.Span) spans {
	var gaps spans
	at := within.Start
	for _, s := range all {
		if s.Start >= within.End {
			break
		}
		if s.Start > at {
			gaps = append(gaps, article.Span{Start: at, End: s.Start})
		}
		at = max(at, s.End)
	}
	if at < within.End {
		gaps = append(gaps, article.Span{Start: at, End: within.End})
	}
	return gaps
}

// share is how much of the text they are, 0 to 1.
func (all spans) share(text string) float64 {
	size, length := 0, len(strings.TrimSpace(text))
	for _, s := range all {
		size += s.Len()
	}
	if length == 0 {
		return 1
	}
	return min(float64(size)/float64(length), 1)
}

// take adds what somebody can have read of the span within a budget of words:
// the first words that are in no part yet. It returns how many those are.
func (all spans) take(within article.Span, text string, budget int) (now spans, fresh int) {
	now = all
	for _, gap := range all.gaps(within) {
		n := wordsIn(text[gap.Start:gap.End])
		if n > budget-fresh {
			gap.End = gap.Start + upToWord(text[gap.Start:gap.End], budget-fresh, n)
			n = budget - fresh
		}
		now, fresh = now.with(gap, text), fresh+n
		if fresh >= budget {
			break
		}
	}
	return now, fresh
}

// upToWord is about how many bytes the first words of n take: whole words.
func upToWord(text string, words, n int) int {
	end := len(text) / n * words
	return strings.LastIndexFunc(text[:end], unicode.IsSpace) + 1
}

// maxCounted is how much of what is on a screen is looked at word by word; a
// longer text is mostly an address.
const maxCounted = 64 << 10

func wordsIn(text string) int {
	if len(text) > maxCounted {
		return len(text) / 6
	}
	var c article.Counter
	article.Visible(text, c.Add)
	return c.Words()
}

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
	if r == nil || r.page == nil || m.w == 0 || m.scene() == r.watch.scene {
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
	seen, fresh := r.seen.take(w.shown, r.art.Text, wordsFor(spent, library.FastestPace))
	for _, s := range seen {
		for _, part := range r.seen.gaps(s) {
			r.fresh = r.fresh.with(part, r.art.Text)
		}
	}
	r.seen = seen
	r.sitting.add(now, min(spent, longestLook(wordsIn(r.art.Text[w.shown.Start:w.shown.End]))), fresh)
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
	if !r.read && !r.keepUnread && r.finished() {
		r.read, r.sitting.finished = true, true
	}
}

// enoughRead is the share of a text that has been read when its end has been
// read and it counts as finished: people leave out a footnote or a list.
const enoughRead = 0.9

func (r *reader) finished() bool {
	if len(r.seen) == 0 {
		return false
	}
	last := r.seen[len(r.seen)-1].End
	return r.seen.share(r.art.Text) >= enoughRead && !parted(r.art.Text, last, len(r.art.Text))
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
