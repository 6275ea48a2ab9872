package articles

import "manicule/internal/ui/term"

// hints are what a newcomer needs in the state that the list is in.
func (lp *Pane) hints() []term.Hint {
	all := lp.Host.ModeHints()
	states := lp.statesHints()
	if lp.box.typing || len(states) == 0 {
		return all
	}
	own := all[:len(all)-len(lp.mode.Hints())] // what waits goes before all
	own = own[:len(own):len(own)]
	for _, h := range append(states, [2]string{"help", "help"}, [2]string{"quit", "quit"}) {
		own = append(own, lp.mode.Hint(h[0], h[1])...)
	}
	return own
}

// statesHints are actions and what they do, in two words; none where the list
// is as it opens.
func (lp *Pane) statesHints() [][2]string {
	f, heading := lp.headed()
	switch {
	case lp.marks.count() > 0:
		return [][2]string{{"mark read", "read"}, {"star", "star"}, {"tags", "tags"}, {"archive", "archive"}, {"back", "deselect"}}
	case heading && f.folded:
		return [][2]string{{"read", "unfold"}, {"fold all folders", "all folders"}, {"search", "search"}, {"sort", "sort"}}
	case heading:
		return [][2]string{{"read", "fold"}, {"fold all folders", "all folders"}, {"search", "search"}, {"sort", "sort"}}
	case lp.box.Text != "":
		return [][2]string{{"read", "read"}, {"search", "search"}, {"save search", "save search"}, {"back", "clear"}}
	}
	return nil
}
