package articles

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"manicule/internal/article"
	"manicule/internal/crash"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/term"
)

// FoundMsg brings an answer, with what it matches on the first screen.
type FoundMsg struct {
	found
	serial  int
	width   int // of the passages
	matches map[string]match
	err     error
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

// lookup is what a question needs while it is answered, off the screen.
type lookup struct {
	ctx      context.Context
	lib      *library.Library
	articles *library.Articles
	query    search.Query
	width    int // cells for a passage
	unfolded unfolded
	folded   folded
	spread   spread
	notes    func() store.NoteFiles // as they were when first asked for
}

func (lp *Pane) lookup(q search.Query, a *library.Articles) lookup {
	return lookup{lp.asked.ctx, lp.Lib, a, q, lp.passageWidth(), lp.unfolded, lp.folded, lp.spread, sync.OnceValue(lp.Store.NoteFiles)}
}

// matchTime is how long the answer waits for what it matches on the first
// screen; the rest comes after it, a part of it each restTime, and so does what
// stands in files of more than long bytes, which take longer to read.
const (
	matchTime = 5 * time.Millisecond
	restTime  = 40 * time.Millisecond
	long      = 32 << 10
)

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
	msg.found = l.folded.arrange(l.unfolded.fold(msg.found), l.spread)
	if len(msg.ids) == 0 {
		msg.meant, _ = l.articles.Suggest(l.query)
	}
	if words(l.query.Root) {
		soon := slices.DeleteFunc(slices.Clone(msg.ids[:min(len(msg.ids), rows/2)]), func(id library.ID) bool {
			return l.articles.Entry(id).Size > long
		})
		ctx, cancel := context.WithTimeout(l.ctx, matchTime)
		defer cancel()
		msg.matches = l.matches(ctx, ctx, soon, 2)
	}
	return msg
}

// rest looks into the articles for restTime or longer, until one at least is done.
// It leaves a processor to the keys, if there are two.
func (l lookup) rest(ids []library.ID) map[string]match {
	begins, cancel := context.WithTimeout(l.ctx, restTime)
	defer cancel()
	return l.matches(l.ctx, begins, ids, min(2, max(1, runtime.GOMAXPROCS(0)-1)))
}

// matches looks into the articles, so many at a time, until ctx ends; then it does
// not wait for those that it is in. It begins none after begins ends.
func (l lookup) matches(ctx, begins context.Context, ids []library.ID, atOnce int) map[string]match {
	next := make(chan library.ID, len(ids))
	for _, id := range ids {
		next <- id
	}
	close(next)
	type matched struct {
		path string
		match
	}
	done := make(chan matched, len(ids))
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			defer crash.Catch(ctx)
			for id := range next {
				if begins.Err() != nil {
					return
				}
				e := l.articles.Entry(id)
				done <- matched{e.Path, l.match(e)}
			}
		})
	}
	crash.Go(ctx, func() { workers.Wait(); close(done) })
	all := map[string]match{}
	for {
		select {
		case m, more := <-done:
			if !more {
				return all
			}
			all[m.path] = m.match
		case <-ctx.Done():
			return all
		}
	}
}

func (l lookup) match(e store.Entry) match {
	one := match{title: l.query.Highlights(e.Meta.Title, search.InTitle)}
	if hit, err := l.lib.Hit(e.Path, l.query, l.width); err == nil {
		one.line, one.highlights, one.count = hit.Passage.Text, hit.Passage.Highlights, hit.Count
	}
	if one.line == "" {
		one.line, one.highlights = l.elsewhere(e)
	}
	return one
}

// elsewhere says where the query matched an article whose text it doesn't.
func (l lookup) elsewhere(e store.Entry) (line string, highlights []article.Span) {
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
		if highlights = l.query.Highlights(part.text, part.field); len(highlights) > 0 {
			return part.before + part.text, term.Shifted(highlights, len(part.before))
		}
	}
	if line, highlights = l.inNotes(e); line != "" {
		return line, highlights
	}
	return strings.Join(about(e), " · "), nil
}

// inNotes is the first note that the query matches.
func (l lookup) inNotes(e store.Entry) (line string, highlights []article.Span) {
	if e.Notes == 0 {
		return "", nil
	}
	f, err := l.notes().Read(e.Path)
	if err != nil {
		return "", nil
	}
	const sign = "☞ "
	if _, line, highlights = l.noteIn(f); line != "" {
		return sign + line, term.Shifted(highlights, len(sign))
	}
	return "", nil
}

// noteIn is the first note in the file that the query matches.
func (l lookup) noteIn(f *note.File) (id, line string, highlights []article.Span) {
	if f == nil || !words(l.query.Root) {
		return "", "", nil
	}
	for _, n := range f.Notes() {
		for _, line = range []string{article.CleanLine(n.Body), article.CleanLine(n.Anchor.Quote)} {
			if highlights = l.query.Highlights(line, search.InNote); len(highlights) > 0 {
				return n.ID, line, highlights
			}
		}
	}
	return "", "", nil
}

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
// passage begins with gone to; none, if the title has all of the query.
func (l lookup) Hits(a *article.Article) session.Hits {
	if !words(l.query.Root) {
		return session.Hits{}
	}
	h := session.Hits{Query: l.query, Spans: library.Hits(a, l.query)}
	if h.Titled = l.query.InTitle(a.Meta.Title); !h.Titled {
		h.At = h.First(l.query.Passage(a.Text, l.width).Span)
	}
	return h
}

// In is the answer as if it had taken that time.
func (msg FoundMsg) In(took time.Duration) FoundMsg {
	msg.took = took
	return msg
}

// about is where and when an article appeared.
func about(e store.Entry) []string {
	var parts []string
	for _, s := range []string{e.Meta.Author, e.Meta.Site} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !e.Meta.Published.IsZero() {
		parts = append(parts, e.Meta.Published.Format("2 January 2006"))
	}
	return parts
}
