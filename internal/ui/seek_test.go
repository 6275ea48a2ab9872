package ui

import (
	"testing"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"
)

// A large article is searched near the reader first, then to its end.
func TestSeekNearby(t *testing.T) {
	m := openModel(t, 80, 24, 8*session.NearBytes)
	for _, key := range []string{"G", "5", "0", "%", "/"} {
		m.Update(keyPress(key))
	}
	_, cmd := m.Update(tea.PasteMsg{Content: "tid"})
	near := cmd().(soughtMsg)
	_, rest := m.Update(near)
	h := m.rd.hits
	if where(&h) != "…" || h.Now().Start < m.rd.seek.from {
		t.Fatalf("first at match %s, %v; the search began at %d", where(&h), h.Now(), m.rd.seek.from)
	}
	all := rest().(soughtMsg)
	m.Update(all)
	if now := m.rd.hits.Now(); now != h.Now() || m.rd.seek.cancel != nil {
		t.Errorf("went on to %v from %v", now, h.Now())
	}
	_, cmd = m.Update(keyPress("e"))
	m.Update(keyPress("x")) // before the answer
	if m.Update(cmd()); m.rd.hits.Query.Text != "tid" {
		t.Errorf("an answer not wanted any more is shown: %q", m.rd.hits.Query.Text)
	}
}
