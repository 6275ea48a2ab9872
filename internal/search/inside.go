package search

// Inside is the articles in a folder. Nil is all that there are.
type Inside struct {
	in    bitset // by ID
	n     int
	notes int
}

// Inside finds the articles in a folder, by its path; nil for ".".
func (s *Snapshot) Inside(folder string) *Inside {
	if folder == "." {
		return nil
	}
	in := &Inside{in: newBitset(s.size())}
	_ = s.read(func() { // the index is rebuilt if it is damaged
		for _, id := range s.within(folder) {
			if seg, doc := s.at(id); !s.hidden(id) {
				in.in.set(int(id))
				in.n++
				in.notes += int(seg.value(noteColumn, doc))
			}
		}
	})
	return in
}

// Has reports whether the article lies in the folder.
func (in *Inside) Has(id ID) bool { return in == nil || in.in.has(int(id)) }

// Len is the number of articles in the folder.
func (in *Inside) Len() int { return in.n }

// Notes is the number of notes on them.
func (in *Inside) Notes() int { return in.notes }

// BegunIn is Begun for the articles in a folder.
func (r *Readings) BegunIn(in *Inside) (n int) {
	for id, reading := range r.known {
		if in.Has(id) && reading.state() != Unread {
			n++
		}
	}
	return n
}
