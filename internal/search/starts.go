package search

import "slices"

// starts are where a phrase may begin in some articles: where all its words that
// were looked at stand as they are to.
type starts struct {
	docs []uint32
	at   []uint32 // positions, sorted within each article
	ends []int    // by article: where its positions end in at
	met  []bool   // by position: the word at hand stands where it is to
}

// begin takes the articles where the word stands.
func (s *starts) begin(w *positionsOf, docs []uint32) {
	s.docs, s.at, s.ends = s.docs[:0], s.at[:0], s.ends[:0]
	w.read(docs)
	for d, doc := range docs {
		n := len(s.at)
		for _, pos := range w.at(d) {
			if int(pos) >= w.place {
				s.at = append(s.at, pos-uint32(w.place))
			}
		}
		if len(s.at) > n {
			s.docs, s.ends = append(s.docs, doc), append(s.ends, len(s.at))
		}
	}
}

// take takes the articles [from, to) of others.
func (s *starts) take(other *starts, from, to int) {
	s.docs, s.at, s.ends = s.docs[:0], s.at[:0], s.ends[:0]
	s.add(other, from, to)
}

// add adds the articles [from, to) of others, which stand behind.
func (s *starts) add(other *starts, from, to int) {
	if from == to {
		return
	}
	first, n := other.from(from), len(s.at)
	s.docs = append(s.docs, other.docs[from:to]...)
	s.at = append(s.at, other.at[first:other.ends[to-1]]...)
	for _, end := range other.ends[from:to] {
		s.ends = append(s.ends, end-first+n)
	}
}

// keep leaves those where another word stands as it is to.
func (s *starts) keep(w *positionsOf) {
	s.met = slices.Grow(s.met[:0], len(s.at))[:len(s.at)]
	clear(s.met)
	w.eachForm(s.docs, func(d int, c *cursor) {
		from, end := s.from(d), s.ends[d]
		c.meet(s.at[from:end], uint32(w.place), s.met[from:end])
	})
	from, docs, n := 0, 0, 0
	for d, end := range s.ends {
		before := n
		for i := from; i < end; i++ {
			if s.met[i] {
				s.at[n] = s.at[i]
				n++
			}
		}
		if from = end; n > before {
			s.docs[docs], s.ends[docs] = s.docs[d], n
			docs++
		}
	}
	w.asked, w.kept = w.asked+len(s.at), w.kept+n
	s.docs, s.at, s.ends = s.docs[:docs], s.at[:n], s.ends[:docs]
}

// from is where the positions of the d-th article begin.
func (s *starts) from(d int) int {
	if d == 0 {
		return 0
	}
	return s.ends[d-1]
}

// eachOfStarts is starts.each for what is given starts.
func eachOfStarts(each func(doc uint32, n int)) func(*starts) {
	return func(s *starts) { s.each(each) }
}

// each calls each with the articles and how many starts there are.
func (s *starts) each(each func(doc uint32, n int)) {
	for d, doc := range s.docs {
		each(doc, s.ends[d]-s.from(d))
	}
}
