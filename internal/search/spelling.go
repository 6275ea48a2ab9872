package search

// spellings are words that were typed with signs, made ready: what stands
// exactly so in an article comes first. "node.js" finds node and js side by side,
// and is worth more where the full stop is there; "e-mail" also finds email.
type spellings struct {
	*Words
	typed    *Words // where all signs must be there; nil: that is what Words asks
	compound *Words // in one word; nil: there is none
}

// words makes words of a tree ready.
func (r *search) words(w *Words, positive bool) Node {
	if positive {
		r.positive = append(r.positive, w)
	}
	s := &spellings{Words: w}
	if typed, ok := w.asTyped(); ok {
		s.typed = r.spelling(typed, positive)
	}
	if joined, ok := w.compound(); ok {
		s.compound = r.spelling(joined, positive)
	}
	if s.typed == nil && s.compound == nil {
		return w
	}
	return s
}

func (r *search) spelling(w Words, positive bool) *Words {
	if positive {
		r.spelled = append(r.spelled, &w)
	}
	return &w
}

// spellings finds the articles with one of the spellings; what has it as it was
// typed is worth both, and more: see typedBonus.
func (e *evaluation) spellings(s *spellings, within []uint32) hits {
	found := e.words(s.Words, within)
	if s.typed != nil && len(found.docs) > 0 {
		typed := e.words(s.typed, found.docs)
		for i := range typed.score {
			typed.score[i] += s.typedBonus() * float32(e.ranks[s.typed])
		}
		found.add(typed)
	}
	if s.compound != nil {
		found = union(found, e.words(s.compound, within))
	}
	return found
}
