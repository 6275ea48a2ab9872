package ui

import "strings"

// history are the queries asked before, while one goes through them.
type history struct {
	queries []string // the newest first
	at      int      // how many steps back; 0: what is typed
	typed   string   // what was typed before the first step
}

func (h *history) shown() bool { return h.at > 0 }

// older is the query before the one shown; false when there is none. Those
// that say what is in the box already are passed over.
func (h *history) older(text string) (string, bool) {
	at := h.at
	for at < len(h.queries) && h.queries[at] == strings.TrimSpace(text) {
		at++
	}
	if at == len(h.queries) {
		return "", false
	}
	if h.at == 0 {
		h.typed = text
	}
	h.at = at + 1
	return h.queries[at], true
}

// newer is the query after the one shown, at last what was typed.
func (h *history) newer() (string, bool) {
	switch h.at {
	case 0:
		return "", false
	case 1:
		h.at = 0
		return h.typed, true
	}
	h.at--
	return h.queries[h.at-1], true
}

// left says that one goes on from what is shown.
func (h *history) left() { h.at = 0 }
