package articles

import (
	"context"
	"fmt"
	"time"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Pane is the library's pane: the list of articles, and the box that searches
// them.
type Pane struct {
	*pane.Env
	mode, boxMode pane.Mode

	latest   *library.Articles // the list as it is known now; nil before
	events   <-chan library.Event
	progress search.Progress
	settled  bool   // latest agrees with the folder
	others   string // what else lies in the folder, by kind, as far as it was looked through
	failure  error
	warned   bool // where notes are kept was said

	box     box
	asked   asked            // what was asked last
	found   found            // what the list shows
	list    term.List[row]   // of found.articles
	matches map[string]match // by path: what found.query matches there, as far as known
	width   int              // of the passages in them
	waiting bool             // more of them are on their way
	touched bool             // the reader has moved the cursor
	strayed bool             // the article under the cursor went by itself
	stale   bool             // the reading state is another one than the list's

	order     search.SortKey // of articles; see orderOf
	ranked    search.SortKey // of what words find
	marks     marks
	unfolded  unfolded
	folded    folded
	spread    spread
	saved     []store.SavedSearch
	offer     offer
	beside    preview
	noPreview bool   // it does not stand there
	divide    int    // the list's width where the reader set it, in parts of the window's; else 0
	pointed   string // the path that the cursor is to go to once it is listed, or ""
}

// selected is the entry under the cursor; false on a heading.
func (lp *Pane) selected() (store.Entry, bool) {
	r, ok := lp.list.Selected()
	if !ok || r.heading > 0 {
		return store.Entry{}, false
	}
	return lp.found.articles.Entry(r.id), true
}

// reading tells how far the folder is read, while there is something to say.
func (lp *Pane) reading() string {
	p := lp.progress
	switch {
	case lp.settled, lp.failure != nil:
		return ""
	case p.Done < p.Total:
		return fmt.Sprintf("reading… %d %%", library.PercentAt(p.Done, p.Total))
	case lp.latest == nil || lp.latest.Len() == 0:
		return "reading the folder…"
	}
	return ""
}

// Current is the article under the cursor, if a key may act on it.
func (lp *Pane) Current() (path string, ok bool) {
	e, ok := lp.selected()
	return e.Path, ok && e.Err == nil && !lp.strayed
}

// Source is the address that the article under the cursor came from, "" if it
// names none.
func (lp *Pane) Source() (url string, ok bool) {
	e, ok := lp.selected()
	return e.Meta.Source, ok && e.Err == nil && !lp.strayed
}

// Agrees reports whether the list agrees with the folder.
func (lp *Pane) Agrees() bool { return lp.settled }

// asked is the question that was asked last.
type asked struct {
	query   search.Query // ordered as the list is to be
	serial  int          // tells its answer from older ones
	ctx     context.Context
	cancel  context.CancelFunc
	running bool // the answer is waited for
	byKey   bool // what is typed waits for it too
	slow    bool // so long that the screen says so
	open    bool // the first article found is to be opened
}

// found is a question's answer: the articles that the query finds among those
// known at one moment.
type found struct {
	articles *library.Articles // nil before the first answer
	query    search.Query
	ids      []library.ID       // copies folded
	rows     []row              // of the list: ids, with the headings of their folders
	folders  []folder           // those headings, if there are any
	copies   map[library.ID]int // how many others each one stands for, if any
	took     time.Duration
	settled  bool   // the list agreed with the folder when it was shown
	meant    string // what may have been meant where nothing is found; ""
}

// slowTick says that a question has been waiting for a frame.
type slowTick int

// match is what a row shows of what the query found in its article.
type match struct {
	title      []article.Span // highlights of the title
	line       string         // the passage; or else where the query matched
	highlights []article.Span // of line
	count      int            // matches in the text
}

// onSlowTick notes that the question has been waiting for a frame.
func (a *asked) onSlowTick(tick slowTick) {
	a.slow = a.running && a.serial == int(tick)
}

// index is where an article stands in the list.
func (lp *Pane) index(path string) (int, bool) {
	if lp.found.articles == nil {
		return 0, false
	}
	id, ok := lp.found.articles.Find(path)
	i := term.Nearest(lp.list.Items, row{id: id}, lp.list.Cursor)
	return i, ok && i < len(lp.list.Items) && lp.list.Items[i] == row{id: id}
}

// Opens reports whether the first article found is to be opened.
func (lp *Pane) Opens() bool { return lp.asked.open }

// DropOpen has nothing opened that is still searched for.
func (lp *Pane) DropOpen() { lp.asked.open = false }

// Waits reports whether the list that a key asked for is not there yet.
func (lp *Pane) Waits() bool { return lp.asked.byKey && !lp.box.typing }

// box is the line that queries are typed into.
type box struct {
	term.Field
	typing  bool            // keys go into it
	problem *search.Problem // what is wrong with the text as it stands
	refusal string          // why the query could not be answered
	choice  pane.Choice
	history pane.History
}

// unfolded are the paths of articles whose copies are listed beside them: the
// same story from several sources is one row otherwise.
type unfolded map[string]bool

// fold leaves of each story the first article that the query finds, unless it
// is unfolded, and tells how many others each one stands for.
func (u unfolded) fold(f found) found {
	f.ids, f.copies = f.articles.Fold(f.ids, func(id library.ID) bool { return u[f.articles.Entry(id).Path] })
	return f
}

// preview is the article beside the list.
type preview struct {
	path  string
	query string // whose hits are wanted
	art   *article.Article
	page  *page.Page
	top   page.Loc
	hits  session.Hits
	err   error
}

// offer is the article that the library offers to go on with.
type offer struct {
	path, title string
	about       string // how far it is read
}
