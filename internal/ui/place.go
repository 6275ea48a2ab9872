package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/store"
)

// placeTick says that the place should be written down if it moved.
type placeTick struct{ path string }

const placeTime = 2 * time.Second

// touchPlace has the place written down a little later, so that a crash
// loses no more than that. Nothing ticks while nothing moves.
func (m *Model) touchPlace() tea.Cmd {
	r := m.rd
	r.moved = true
	if r.ticking || m.store == nil {
		return nil
	}
	r.ticking = true
	path := r.path
	return m.after(placeTime, placeTick{path})
}

func (m *Model) keepPlace(msg placeTick) tea.Cmd {
	if m.rd == nil || m.rd.path != msg.path {
		return nil
	}
	m.rd.ticking = false
	if m.rd.sitting.time > longSitting {
		return m.leavePlace()
	}
	return m.writePlace()
}

// longSitting is the time of reading after which it is written down although
// the article is still open.
const longSitting = 10 * time.Minute

// leavePlace returns the command that writes down where the reader is, what
// was read and for how long; nil when there is nothing to write.
func (m *Model) leavePlace() tea.Cmd {
	return tea.Batch(m.writePlace(), m.endSitting()) // nil of two nils
}

// writePlace returns the command that writes down the place and what was read
// since it was last written, or nil.
func (m *Model) writePlace() tea.Cmd {
	r := m.rd
	if r == nil || m.store == nil || r.page == nil || r.gone {
		return nil
	}
	m.takeRead()
	if !r.moved && len(r.fresh) == 0 {
		return nil
	}
	c, path, edit := m.store, r.path, m.placeEdit()
	r.moved, r.fresh = false, nil
	return m.surely(func() tea.Msg {
		return readingMsg{err: c.SaveReading(path, edit)}
	})
}

// endSitting returns the command that writes down how long was read.
func (m *Model) endSitting() tea.Cmd {
	r := m.rd
	if r == nil || m.store == nil || r.sitting.time < glance {
		return nil
	}
	c, s := m.store, r.sitting.record(r.path)
	r.sitting = sitting{}
	return m.surely(func() tea.Msg {
		err := c.AddSitting(s)
		return paceMsg{library.PaceOf(c.Sittings()), err}
	})
}

// paceMsg brings the reader's pace in words a minute.
type paceMsg struct {
	pace int
	err  error
}

func (m paceMsg) failed() error { return m.err }

func (m *Model) paced(msg paceMsg) tea.Cmd {
	m.pace = msg.pace
	if msg.err != nil {
		m.complain(msg.err)
	}
	return nil
}

// learnPace has the reader's pace found out from what they read before.
func (m *Model) learnPace() tea.Cmd {
	c := m.store
	return func() tea.Msg { return paceMsg{pace: library.PaceOf(c.Sittings())} }
}

// placeEdit is the change that the present place, and what was read of late,
// make to the reading state. What another program has written of the article
// since stays.
func (m *Model) placeEdit() func(*store.Reading) {
	r := m.rd
	a, place, quote, moved, fresh, now := r.art, r.anchor, placeQuote(r), r.moved, r.fresh, m.now().UTC()
	read, print := r.read && !r.keepUnread, r.print
	return func(s *store.Reading) {
		seen := located(a.Text, print, *s)
		if moved {
			s.Place, s.Quote = place, quote
		}
		if len(fresh) > 0 {
			s.Last = now
		}
		for _, part := range fresh {
			seen = seen.with(part, a.Text)
		}
		s.Seen, s.Text, s.Progress = quoted(a.Text, seen), print, seen.share(a.Text)
		s.Read = s.Read || read
	}
}

// progress is the part of the text that lies above the bottom of the screen.
func (m *Model) progress() float64 {
	if m.rd.end || len(m.rd.art.Text) == 0 {
		return 1
	}
	return float64(m.visible().End) / float64(len(m.rd.art.Text))
}

// quoteBytes is how much of the text is kept to find the place again.
const quoteBytes = 80

// placeQuote is the text at the place, by which it is found in a changed text.
func placeQuote(r *reader) string { return quoteAt(r.art.Text, r.anchor) }

func quoteAt(text string, at int) string {
	text = text[min(at, len(text)):]
	return strings.ToValidUTF8(text[:min(len(text), quoteBytes)], "")
}

// rememberedPlace is where the place of the reading state lies in the text.
func rememberedPlace(text string, s store.Reading) int {
	at, _ := placeOf(text, s.Place, s.Quote)
	return at
}

// placeOf is where a place lies in the text: at the same byte if the same
// words stand there, else at the nearest place where they or at least the
// first half of them do; else it is the same byte and false.
func placeOf(text string, place int, words string) (at int, found bool) {
	for _, quote := range []string{words, firstHalf(words)} {
		if at, ok := nearestPlace(text, place, quote); ok {
			return at, true
		}
	}
	return min(max(place, 0), len(text)), false
}

// nearestPlace is the place nearest to another one where the words stand;
// false if they stand nowhere, or are none.
func nearestPlace(text string, place int, words string) (int, bool) {
	place = min(max(place, 0), len(text))
	switch {
	case words == "":
		return 0, false
	case strings.HasPrefix(text[place:], words):
		return place, true
	}
	before, after := strings.LastIndex(text[:place], words), strings.Index(text[place:], words)
	switch {
	case before < 0 && after < 0:
		return 0, false
	case before < 0 || after >= 0 && after <= place-before:
		return place + after, true
	}
	return before, true
}

func firstHalf(s string) string { return strings.ToValidUTF8(s[:len(s)/2], "") }

// What is kept of the parts that were read: so many of them, and so many bytes
// of words at each end.
const (
	maxSeen   = 40
	edgeBytes = 24
)

// quoted are the parts with the words at their ends. Of very many the
// smallest are forgotten.
func quoted(text string, all spans) []store.Seen {
	for all = slices.Clone(all); len(all) > maxSeen; {
		least := 0
		for i := range all {
			if all[i].Len() < all[least].Len() {
				least = i
			}
		}
		all = slices.Delete(all, least, least+1)
	}
	var out []store.Seen
	for _, s := range all {
		part := text[s.Start:s.End]
		n := min(len(part), edgeBytes)
		out = append(out, store.Seen{Span: s, Head: strings.ToValidUTF8(part[:n], ""), Tail: strings.ToValidUTF8(part[len(part)-n:], "")})
	}
	return out
}

// located is where the parts that were read lie in the text, of which print is
// the fingerprint: where they lay if it is the same text, else where the words
// at their ends stand now. Of an older version's state, which only knows how
// far one was, it is the text up to there.
func located(text, print string, r store.Reading) spans {
	if len(r.Seen) == 0 {
		end := int(min(max(r.Progress, 0), 1) * float64(len(text)))
		return spans(nil).with(article.Span{End: end}, text)
	}
	var found spans
	shift := 0 // of the part before: what comes after it went the same way
	for _, s := range r.Seen {
		if print == "" || print != r.Text {
			s.Span, shift = movedPart(text, s, shift)
		}
		s.Start, s.End = max(s.Start, 0), min(s.End, len(text))
		found = found.with(s.Span, text)
	}
	return found
}

// movedPart is where a part of an older text stands in this one: from its
// first words to its last; if only one end is found, as long as it was. It is
// empty if neither is.
func movedPart(text string, s store.Seen, shift int) (article.Span, int) {
	size := s.Len()
	start, head := nearestPlace(text, s.Start+shift, s.Head)
	if head {
		shift = start - s.Start
	}
	end, tail := nearestPlace(text, s.End+shift-len(s.Tail), s.Tail)
	end += len(s.Tail)
	switch {
	case head && tail && start < end:
		return article.Span{Start: start, End: end}, end - s.End
	case head:
		return article.Span{Start: start, End: start + size}, shift
	case tail:
		return article.Span{Start: end - size, End: end}, end - s.End
	}
	return article.Span{}, shift
}

// sawBefore takes in what was read of the text in earlier sittings.
func (r *reader) sawBefore(print string, seen spans) {
	r.print = print
	for _, part := range seen {
		r.seen = r.seen.with(part, r.art.Text)
	}
}
