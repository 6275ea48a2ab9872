package search

import "sync"

// formCache remembers which terms of a segment's dictionary the words of late
// queries stand for: while one types, most words of the query stay the same.
type formCache struct {
	mu    sync.Mutex
	known map[formsKey][]form
	size  int // forms in all
}

// maxForms is how many forms are remembered; then all are forgotten.
const maxForms = 1 << 16

func (s *segment) cachedForms(k formsKey) []form {
	c := &s.forms
	c.mu.Lock()
	found, ok := c.known[k]
	c.mu.Unlock()
	if ok {
		return found
	}
	found = s.findForms(k)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || c.size > maxForms {
		c.known, c.size = map[formsKey][]form{}, 0
	}
	c.known[k] = found
	c.size += len(found) + 1
	return found
}
