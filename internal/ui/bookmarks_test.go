package ui

import (
	"testing"

	"manicule/internal/store"
)

// More marks than there are rows are counted; their letters work.
func TestMoreMarksThanRows(t *testing.T) {
	s := openSession(t, "40x10")
	s.run(s.m.open("harbour.md"))
	for name := 'a'; name <= 'z'; name++ {
		s.m.rd.marks = append(s.m.rd.marks, store.Mark{Letter: string(name), Place: 300})
	}
	s.do("press", "'")
	s.do("expect", "… and 22 more marks")
	s.do("press", "z")
	s.do("refuse", "The tide goes out")
}
