package ui

import (
	"testing"

	"manicule/internal/store"
)

// More marks than there are rows are counted; their letters work.
func TestMoreMarksThanRows(t *testing.T) {
	s := openSession(t, "40x10")
	s.run(s.m.Open("harbour.md"))
	for name := 'a'; name <= 'z'; name++ {
		s.m.reader.Marks = append(s.m.reader.Marks, store.Mark{Letter: string(name), Place: 300})
	}
	s.do("press", "'")
	s.do("expect", "… and 22 more marks")
	s.do("press", "z")
	s.do("refuse", "The tide goes out")
}

// Another program may have written anything as a mark's letter.
func TestHostileMark(t *testing.T) {
	s := openSession(t, "80x24")
	s.run(s.m.Open("harbour.md"))
	s.m.reader.Marks = []store.Mark{{Letter: "\u202Ea", Place: 300}, {Letter: "\x1b[31m"}}
	s.do("press", "'")
	s.do("expect", "marks") // and screens are clean
}
