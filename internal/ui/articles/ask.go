package articles

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"manicule/internal/session"
	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/crash"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

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
	copies   map[library.ID]int // how many others each one stands for, if any
	took     time.Duration
}

// FoundMsg brings an answer, with what it matches on the first screen.
type FoundMsg struct {
	found
	serial  int
	width   int // of the passages
	matches map[string]match
	err     error
}

// slowTick says that a question has been waiting for a frame.
type slowTick int

const (
	frameTime = time.Second / 60
	// The answer waits so long for what it matches on the first screen; the
	// rest comes after it.
	matchTime = 5 * time.Millisecond
)

// find asks the library; the answer to an older question is not wanted any
// more. Keys that act on the list wait for the answer.
func (lp *Pane) find(q search.Query) tea.Cmd {
	if lp.asked.cancel != nil {
		lp.asked.cancel()
	}
	ctx, cancel := context.WithCancel(lp.Ctx)
	lp.asked = asked{query: q, serial: lp.asked.serial + 1, ctx: ctx, cancel: cancel, running: true, byKey: true, open: lp.asked.open}
	lp.waiting = false
	l, serial, rows := lp.lookup(q, lp.latest), lp.asked.serial, lp.H
	return tea.Batch(
		func() tea.Msg { return l.answer(serial, rows) },
		lp.After(frameTime, slowTick(serial)),
	)
}

// onFound shows the answer. Another query's is shown from its top; the same
// one's, when the articles have changed, keeps the cursor on its article.
func (lp *Pane) onFound(msg FoundMsg) tea.Cmd {
	if msg.serial != lp.asked.serial {
		return nil
	}
	lp.asked.running, lp.asked.slow, lp.asked.byKey = false, false, false
	if msg.width != lp.passageWidth() {
		msg.matches = nil
	}
	if msg.err != nil {
		lp.box.refusal = article.CleanLine(msg.err.Error())
		if lp.asked.open {
			lp.asked.open, lp.Held = false, nil
		}
		return nil
	}
	lp.show(msg)
	lp.list.Resize(lp.listRows())
	cmds := []tea.Cmd{lp.Fill()}
	if lp.asked.open {
		lp.asked.open = false
		cmds = append(cmds, lp.openFound())
	}
	return tea.Batch(append(cmds, lp.Relist())...)
}

func (lp *Pane) show(msg FoundMsg) {
	was := lp.found
	same := was.articles != nil && was.query.Text == msg.query.Text && was.query.Sort == msg.query.Sort
	at := 0
	before, had := lp.selected()
	if same && (lp.touched || lp.settled) {
		at = lp.whereNow(msg.found)
	}
	lp.found = msg.found
	lp.list.Grow(rowsFor(msg.query))
	lp.list.SetAt(msg.ids, at)
	if same && !lp.touched { // what is new at the top is seen
		lp.list.Scroll(-len(msg.ids))
		lp.list.Jump(at)
	}
	if e, _ := lp.selected(); same && lp.settled && had && e.Path != before.Path { // another one's, or none
		lp.strayed = true
	}
	if !same {
		lp.touched = false
		lp.list.Jump(0)
		lp.matches = map[string]match{}
	}
	maps.Copy(lp.matches, msg.matches)
}

// whereNow is where the article under the cursor stands in another answer, or
// the cursor if it isn't there.
func (lp *Pane) whereNow(f found) int {
	at := lp.list.Cursor
	if e, ok := lp.selected(); ok {
		if id, ok := f.articles.Find(e.Path); ok {
			at = term.Nearest(f.ids, id, at)
		}
	}
	return at
}

// words reports whether the query asks for words in the articles, and not only
// for qualities they have.
func words(n search.Node) bool {
	switch n := n.(type) {
	case search.And:
		return slices.ContainsFunc(n, words)
	case search.Or:
		return slices.ContainsFunc(n, words)
	case search.Words:
		switch n.Field {
		case search.InAuthor, search.InSource, search.InTag, search.InPath:
			return false
		}
		return true
	case search.Pattern:
		return true
	}
	return false
}

// rowsFor is how many rows an article found takes: where words are searched
// the second one shows what they matched.
func rowsFor(q search.Query) int {
	if words(q.Root) {
		return 2
	}
	return 1
}

// fetch brings what the query matches in the articles shown, as far as it is
// not known.
func (lp *Pane) fetch() tea.Cmd {
	if lp.Host.ArticleOpen() || lp.waiting || !words(lp.found.query.Root) {
		return nil
	}
	var missing []library.ID
	for _, id := range lp.list.Shown() {
		if _, known := lp.matches[lp.found.articles.Entry(id).Path]; !known {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	lp.waiting = true
	l := lp.lookup(lp.found.query, lp.found.articles)
	return func() tea.Msg {
		return matchesMsg{l.query.Text, l.width, l.matches(l.ctx, missing)}
	}
}

// matchesMsg brings what a query matches in some articles.
type matchesMsg struct {
	query   string
	width   int
	matches map[string]match
}

func (lp *Pane) onMatches(msg matchesMsg) tea.Cmd {
	if msg.query != lp.found.query.Text || msg.width != lp.passageWidth() {
		return nil
	}
	lp.waiting = false
	maps.Copy(lp.matches, msg.matches)
	return lp.fetch()
}

// forget drops what was matched, because it is to be cut to another width.
func (lp *Pane) forget() {
	lp.matches, lp.waiting = map[string]match{}, false
}

// match is what a row shows of what the query found in its article.
type match struct {
	title []article.Span // of the title, lit
	line  string         // the passage; or else where the query matched
	lit   []article.Span // of line
	count int            // matches in the text
}

// lookup is what a question needs while it is answered, off the screen.
type lookup struct {
	ctx      context.Context
	lib      *library.Library
	articles *library.Articles
	query    search.Query
	width    int // cells for a passage
	unfolded unfolded
	notes    func() store.NoteFiles // as they were when first asked for
}

func (lp *Pane) lookup(q search.Query, a *library.Articles) lookup {
	return lookup{lp.asked.ctx, lp.Lib, a, q, lp.passageWidth(), lp.unfolded, sync.OnceValue(lp.Store.NoteFiles)}
}

// answer searches, and looks for what was matched in as many articles as a
// screen of that many rows may show.
func (l lookup) answer(serial, rows int) FoundMsg {
	msg := FoundMsg{serial: serial, width: l.width, found: found{articles: l.articles, query: l.query}}
	f, err := l.articles.Search(l.ctx, l.query)
	if err != nil {
		msg.err = err
		return msg
	}
	msg.ids, msg.took = f.IDs, f.Took
	msg.found = l.unfolded.fold(msg.found)
	if words(l.query.Root) {
		ctx, cancel := context.WithTimeout(l.ctx, matchTime)
		defer cancel()
		msg.matches = l.matches(ctx, msg.ids[:min(len(msg.ids), rows/2)])
	}
	return msg
}

// matches looks into the articles, two at a time, until ctx ends.
func (l lookup) matches(ctx context.Context, ids []library.ID) map[string]match {
	next := make(chan library.ID, len(ids))
	for _, id := range ids {
		next <- id
	}
	close(next)
	var (
		mu   sync.Mutex
		all  = map[string]match{}
		both sync.WaitGroup
	)
	for range 2 {
		both.Go(func() {
			defer crash.Catch(ctx)
			for id := range next {
				if ctx.Err() != nil {
					return
				}
				e := l.articles.Entry(id)
				one := l.match(e)
				mu.Lock()
				all[e.Path] = one
				mu.Unlock()
			}
		})
	}
	both.Wait()
	return all
}

func (l lookup) match(e store.Entry) match {
	one := match{title: l.query.Lit(e.Meta.Title, search.InTitle)}
	if hit, err := l.lib.Hit(e.Path, l.query, l.width); err == nil {
		one.line, one.lit, one.count = hit.Passage.Text, hit.Passage.Lit, hit.Count
	}
	if one.line == "" {
		one.line, one.lit = l.elsewhere(e)
	}
	return one
}

// elsewhere says where the query matched an article whose text it doesn't.
func (l lookup) elsewhere(e store.Entry) (line string, lit []article.Span) {
	for _, part := range []struct {
		before, text string
		field        search.Field
	}{
		{"by ", e.Meta.Author, search.InAuthor},
		{"", e.Meta.Site, search.InSource},
		{"", e.Meta.Source, search.InSource},
		{"tags: ", strings.Join(slices.Concat(e.Meta.Tags, e.Reading.Tags), ", "), search.InTag},
		{"", article.CleanLine(e.Path), search.InPath},
	} {
		if lit = l.query.Lit(part.text, part.field); len(lit) > 0 {
			return part.before + part.text, term.Shifted(lit, len(part.before))
		}
	}
	if line, lit = l.inNotes(e); line != "" {
		return line, lit
	}
	return strings.Join(about(e), " · "), nil
}

// inNotes is the first note that the query matches.
func (l lookup) inNotes(e store.Entry) (line string, lit []article.Span) {
	if e.Notes == 0 {
		return "", nil
	}
	f, err := l.notes().Read(e.Path)
	if err != nil {
		return "", nil
	}
	const sign = "☞ "
	if _, line, lit = l.noteIn(f); line != "" {
		return sign + line, term.Shifted(lit, len(sign))
	}
	return "", nil
}

// noteIn is the first note in the file that the query matches.
func (l lookup) noteIn(f *note.File) (id, line string, lit []article.Span) {
	if f == nil || !words(l.query.Root) {
		return "", "", nil
	}
	for _, n := range f.Notes() {
		for _, line = range []string{article.CleanLine(n.Body), article.CleanLine(n.Anchor.Quote)} {
			if lit = l.query.Lit(line, search.InNote); len(lit) > 0 {
				return n.ID, line, lit
			}
		}
	}
	return "", "", nil
}

// FirstList shows what is known of the library before anything of the folder
// is read.
func (lp *Pane) FirstList() {
	lp.latest = lp.Lib.Articles()
	lp.asked.ctx, lp.asked.query = lp.Ctx, lp.ordered(search.Query{})
	lp.show(lp.lookup(lp.asked.query, lp.latest).answer(0, 0))
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
	i := term.Nearest(lp.list.Items, id, lp.list.Cursor)
	return i, ok && i < len(lp.list.Items) && lp.list.Items[i] == id
}

// Opens reports whether the first article found is to be opened.
func (lp *Pane) Opens() bool { return lp.asked.open }

// DropOpen has nothing opened that is still searched for.
func (lp *Pane) DropOpen() { lp.asked.open = false }

// Waits reports whether the list that a key asked for is not there yet.
func (lp *Pane) Waits() bool { return lp.asked.byKey && !lp.box.typing }

// Searched is the lookup of what the list was searched for; of nothing where that
// is not wanted.
func (lp *Pane) Searched(wanted bool) lookup {
	l := lp.lookup(lp.found.query, lp.found.articles)
	if !wanted {
		l.query = search.Query{}
	}
	return l
}

// InWords reports whether words in the articles are searched for.
func (l lookup) InWords() bool { return words(l.query.Root) }

// Note is the id of the first note in the file that the query matches.
func (l lookup) Note(f *note.File) string {
	id, _, _ := l.noteIn(f)
	return id
}

// Hits are what the query matches in the article, the one that its best
// passage begins with gone to.
func (l lookup) Hits(a *article.Article) session.Hits {
	if !words(l.query.Root) {
		return session.Hits{}
	}
	h := session.Hits{Query: l.query, Spans: library.Hits(a, l.query)}
	h.At = h.First(l.query.Passage(a.Text, l.width).Span)
	return h
}

// In is the answer as if it had taken that time.
func (msg FoundMsg) In(took time.Duration) FoundMsg {
	msg.took = took
	return msg
}
