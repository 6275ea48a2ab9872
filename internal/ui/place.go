package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

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
	return m.leavePlace()
}

// leavePlace returns the command that writes the place down, or nil when it
// has not moved.
func (m *Model) leavePlace() tea.Cmd {
	r := m.rd
	if r == nil || m.store == nil || !r.moved || r.page == nil || r.gone {
		return nil
	}
	r.moved = false
	c, path, edit := m.store, r.path, m.placeEdit()
	return m.surely(func() tea.Msg {
		return readingMsg{err: c.SaveReading(path, edit)}
	})
}

// placeEdit is the change that the present place makes to the reading state.
func (m *Model) placeEdit() func(*store.Reading) {
	r := m.rd
	place, quote, end, unread := r.anchor, placeQuote(r), r.end, r.keepUnread
	progress := m.progress()
	return func(s *store.Reading) {
		s.Place, s.Quote, s.Progress = place, quote, max(progress, s.Progress)
		s.Read = s.Read || end && !unread
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
func placeQuote(r *reader) string {
	text := r.art.Text[min(r.anchor, len(r.art.Text)):]
	return strings.ToValidUTF8(text[:min(len(text), quoteBytes)], "")
}

// rememberedPlace is where the place of the reading state lies in the text:
// at the same byte if the same words stand there, else at the nearest place
// where they or at least the first half of them do, else at the same byte.
func rememberedPlace(text string, s store.Reading) int {
	place := min(max(s.Place, 0), len(text))
	for _, quote := range []string{s.Quote, firstHalf(s.Quote)} {
		if quote == "" || strings.HasPrefix(text[place:], quote) {
			return place
		}
		before, after := strings.LastIndex(text[:place], quote), strings.Index(text[place:], quote)
		switch {
		case before < 0 && after < 0:
			continue
		case before < 0 || after >= 0 && after <= place-before:
			return place + after
		}
		return before
	}
	return place
}

func firstHalf(s string) string { return strings.ToValidUTF8(s[:len(s)/2], "") }
