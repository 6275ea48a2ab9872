package ui

import (
	"manicule/internal/article"
	"manicule/internal/ui/term"
)

// libraryState is what the library shows and what a key acts on there, for those
// who check it.
type libraryState struct {
	box      term.Field
	typing   bool     // into the box
	refused  bool     // the index could not answer
	asking   bool     // the answer is waited for
	listed   bool     // there was one
	query    string   // that the list answers
	paths    []string // of the articles listed
	rows     int      // of the list
	room     int      // for it
	selected string   // the article under the cursor, or ""
	strayed  bool     // it went there by itself
	settled  bool     // the list agrees with the folder
	beside   string   // the path of the article beside the list, or ""
	text     *article.Article
}

// state is the pane's present state.
func (lp *libraryPane) state() libraryState {
	s := libraryState{
		box: lp.box.Field, typing: lp.box.typing, refused: lp.box.refusal != "",
		asking: lp.asked.running, listed: lp.found.articles != nil, query: lp.found.query.Text,
		rows: lp.list.Height, room: lp.listRows(), strayed: lp.strayed, settled: lp.settled,
		beside: lp.beside.path, text: lp.beside.art,
	}
	for _, id := range lp.list.Items {
		s.paths = append(s.paths, lp.found.articles.Entry(id).Path)
	}
	if e, ok := lp.selected(); ok {
		s.selected = e.Path
	}
	return s
}
