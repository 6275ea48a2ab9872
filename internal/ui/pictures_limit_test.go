package ui

import (
	"fmt"
	"testing"
)

// TestTooManyPictures: that no more are shown is said, and once.
func TestTooManyPictures(t *testing.T) {
	s := newViewer(t, "blocks")
	for i := range maxPictures {
		s.m.reading.pics.made[fmt.Sprint(i)] = &shownPicture{}
	}
	delete(s.m.reading.pics.made, "two%20halves.png")
	delete(s.m.reading.pics.made, "two halves.png")
	s.tell(keyPress("j"))
	s.do("expect", "no more than 200 pictures")
	s.m.status.text = ""
	s.tell(keyPress("k"))
	s.do("refuse", "no more than 200 pictures")
}
