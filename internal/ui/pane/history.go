package pane

import "strings"

// History are the queries asked before, while one goes through them.
type History struct {
	Queries []string // newest first
	at      int      // how many steps back; 0: what is typed
	typed   string   // what was typed before the first step
}

func (h *History) Shown() bool { return h.at > 0 }

// Older is the query before the one shown; false when there is none. Those
// that say what is in the box already are passed over.
func (h *History) Older(text string) (string, bool) {
	at := h.at
	for at < len(h.Queries) && h.Queries[at] == strings.TrimSpace(text) {
		at++
	}
	if at == len(h.Queries) {
		return "", false
	}
	if h.at == 0 {
		h.typed = text
	}
	h.at = at + 1
	return h.Queries[at], true
}

// Newer is the query after the one shown, at last what was typed.
func (h *History) Newer() (string, bool) {
	switch h.at {
	case 0:
		return "", false
	case 1:
		h.at = 0
		return h.typed, true
	}
	h.at--
	return h.Queries[h.at-1], true
}

// Left says that one goes on from what is shown.
func (h *History) Left() { h.at = 0 }
