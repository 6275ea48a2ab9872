package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
	"manicule/internal/ui/pane"
)

// A large article is searched near the reader first, then to its end.
func TestSeekNearby(t *testing.T) {
	m := openModel(t, 80, 24, 8*session.NearBytes)
	for _, key := range []string{"G", "5", "0", "%", "/"} {
		m.Update(keyPress(key))
	}
	from := m.reader.State().Visible.Start
	_, cmd := m.Update(tea.PasteMsg{Content: "tid"})
	near := cmd().(pane.Msg)
	_, rest := m.Update(near)
	h := m.reader.State().Hits
	if !h.Partial || h.Now().Start < from {
		t.Fatalf("first at match %d, %v; the search began at %d", h.At, h.Now(), from)
	}
	all := rest().(pane.Msg)
	m.Update(all)
	after := m.reader.State().Hits
	if now := after.Now(); now != h.Now() || m.reader.State().Searching {
		t.Errorf("went on to %v from %v", now, h.Now())
	}
	_, cmd = m.Update(keyPress("e"))
	m.Update(keyPress("x")) // before the answer
	if m.Update(cmd()); m.reader.State().Hits.Query.Text != "tid" {
		t.Errorf("an answer not wanted any more is shown: %q", m.reader.State().Hits.Query.Text)
	}
}
