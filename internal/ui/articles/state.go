package articles

import (
	"manicule/internal/article"
	"manicule/internal/store"
	"manicule/internal/ui/term"
)

// State is what the library shows and what a key acts on there, for those
// who check it.
type State struct {
	Box      term.Field
	Typing   bool     // into the box
	Refused  bool     // the index could not answer
	Asking   bool     // the answer is waited for
	Listed   bool     // there was one
	Query    string   // that the list answers
	Paths    []string // of the articles listed
	Rows     int      // of the list
	Room     int      // for it
	Selected string   // the article under the cursor, or ""
	Strayed  bool     // it went there by itself
	Settled  bool     // the list agrees with the folder
	Beside   string   // the path of the article beside the list, or ""
	Text     *article.Article
}

// State is the pane's present state.
func (lp *Pane) State() State {
	s := State{
		Box: lp.box.Field, Typing: lp.box.typing, Refused: lp.box.refusal != "",
		Asking: lp.asked.running, Listed: lp.found.articles != nil, Query: lp.found.query.Text,
		Rows: lp.list.Height, Room: lp.listRows(), Strayed: lp.strayed, Settled: lp.settled && lp.found.settled,
		Beside: lp.beside.path, Text: lp.beside.art,
	}
	for _, r := range lp.list.Items {
		if r.article() {
			s.Paths = append(s.Paths, lp.found.articles.Entry(r.id).Path)
		}
	}
	if e, ok := lp.selected(); ok {
		s.Selected = e.Path
	}
	return s
}

// restoreView shows the list as the reader last had it.
func (lp *Pane) restoreView(v store.View) {
	lp.restoreOrder(v)
	lp.noPreview, lp.divide = v.NoPreview, v.Divide
	lp.folded = foldedOf(v.Folded)
}
