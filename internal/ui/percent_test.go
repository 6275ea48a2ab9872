package ui

import (
	"strings"
	"testing"
)

// A percentage of a text of fewer than a hundred bytes is a place in it, too.
func TestPercentOfAShortText(t *testing.T) {
	s := openSession(t, "40x12")
	s.overwrite("short.md", strings.Repeat("aa\n\n", 23)+"zz\n")
	s.run(s.m.Open("short.md"))
	s.do("type", "90%")
	if got, least := s.m.reader.State().First, len(s.m.reader.Article.Text)*7/10; got < least {
		t.Errorf("90%% of %d bytes went to byte %d", len(s.m.reader.Article.Text), got)
	}
}
