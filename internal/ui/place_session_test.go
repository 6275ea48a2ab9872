package ui

import "testing"

// TestListKnowsWhatATickWrote reads an article to its end; the place is
// written while it is open, and nothing but the time is left to write.
func TestListKnowsWhatATickWrote(t *testing.T) {
	s := openSession(t, "100x40")
	s.run(s.m.open("harbour.md"))
	s.do("wait", "2m")
	s.send(paneMsg{s.m.reader, placeTick{}})
	s.do("press", "q")
	s.do("expect", "✓")
}
