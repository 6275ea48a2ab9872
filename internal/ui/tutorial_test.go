package ui

import (
	"os"
	"strings"
	"testing"
)

// The steps of the article that a newcomer reads first do what it says.
func TestFirstMinute(t *testing.T) {
	text, err := os.ReadFile("../../articles/a-first-minute.md")
	if err != nil {
		t.Fatal(err)
	}
	const path = "a-first-minute.md"
	s := openSession(t, "80x24")
	s.overwrite(path, string(text))
	s.run(s.m.Open(path))
	quotes := func(want ...string) {
		t.Helper()
		var got []string
		for _, n := range s.m.reader.Notes {
			got = append(got, n.Anchor.Quote)
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("notes on %q, want %q", got, want)
		}
	}
	s.do("press", "space b G")
	s.do("expect", " end")
	s.do("press", "g } } { ) ( h")
	if len(s.m.reader.Notes) != 1 {
		t.Errorf("a paragraph in focus is not highlighted: %d notes", len(s.m.reader.Notes))
	}
	s.do("press", "h")
	quotes()
	s.do("press", "g } v w w h")
	quotes("You are reading")
	s.do("press", "d } v w b w h")
	quotes("This page")
	s.do("press", "d } v esc")
	quotes()
	s.do("press", "a esc")
	quotes()
	s.do("expect", "nothing was written")
	s.do("press", "a")
	s.do("type", "Later. #rereading")
	s.do("press", "esc")
	if n := s.m.reader.Notes; len(n) != 1 || n[0].Body != "Later. #rereading" {
		t.Fatalf("notes: %+v", n)
	}
	s.do("press", "g ] d")
	quotes()
	s.do("press", "u")
	if len(s.m.reader.Notes) != 1 {
		t.Error("u did not think better of it")
	}
	s.do("press", "q /")
	s.do("type", "margin")
	s.do("press", "enter")
	if !s.m.reader.State().OnHit && s.m.reader.Path == path {
		t.Errorf("the word is not on the screen:\n%s", s.screen())
	}
	s.do("press", "esc")
	s.do("press", "q esc")
	s.do("refuse", "/ margin")
}

// A drag takes whole words, and with alt the characters that it goes over.
func TestDragTakesWords(t *testing.T) {
	for alt, want := range map[bool]string{false: "tide goes out", true: "ide goes ou"} {
		s := openSession(t, "80x24", "harbour.md")
		s.drag(9, 4, 19, 4, alt)
		if got := s.m.reader.State().Selected; s.m.reader.Article.Text[got.Start:got.End] != want {
			t.Errorf("alt %v: %q is selected, want %q\n%s", alt, s.m.reader.Article.Text[got.Start:got.End], want, s.screen())
		}
	}
}

// A key that does nothing says once where all keys are listed.
func TestUnknownKey(t *testing.T) {
	s := openSession(t, "80x24", "harbour.md")
	s.do("press", "X")
	s.do("expect", "no such key: X · ? help")
	s.do("press", "j X")
	s.m.Status.Text = ""
	s.do("press", "X")
	s.do("refuse", "no such key")
	s.do("press", "?")
	s.do("type", "outline")
	s.do("expect", "list the article's headings")
	s.do("refuse", "put the focus on the next paragraph")
	s.do("press", "esc")
	s.do("expect", "put the focus on the next paragraph")
	s.do("press", "q")
	s.do("refuse", "keys · Reader")
}
