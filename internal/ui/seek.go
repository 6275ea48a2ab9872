package ui

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/search"
)

// seek is the search in the open article.
type seek struct {
	field
	typing  bool
	problem *search.Problem // what is wrong with the pattern as it stands
	history history

	from   int  // the first match at or after this byte is gone to
	before spot // where the search began
	lit    hits // what was lit before it

	serial int                // tells the answer to the text as it is from older ones
	cancel context.CancelFunc // nil: no answer is waited for
}

// soughtMsg brings what was typed is found at.
type soughtMsg struct {
	in     *reader
	serial int
	hits   hits
	next   tea.Cmd // searches the whole article; nil: that has been done
}

// nearby is how many bytes of a large article are searched before all of it,
// so that the first match shows at once.
const nearby = 256 << 10

// startSeek opens the line to search in the article. The place that was read
// is written down first, for looking something up does not move it.
func (m *Model) startSeek() tea.Cmd {
	r := m.rd
	from := m.visible().Start
	if !r.focus.Empty() {
		from = r.focus.Start
	}
	m.status.hush()
	r.seek.drop()
	r.seek = seek{
		typing: true, history: history{queries: m.sought},
		from: from, before: r.spot(), lit: r.hits, serial: r.seek.serial,
	}
	return m.leavePlace()
}

// seekKey is a key while the line is typed into.
func (m *Model) seekKey(k tea.KeyPressMsg) tea.Cmd {
	if a := m.mode().find(k.String()); a != nil {
		return a.run(m)
	}
	if k.Text == "" {
		return nil
	}
	return m.editSeek(func(f *field) { f.insert(k.Text) })
}

// editSeek changes what is searched for.
func (m *Model) editSeek(change func(*field)) tea.Cmd {
	s := &m.rd.seek
	before := s.text
	s.do(change)
	if s.text == before {
		return nil
	}
	s.history.left()
	return m.seekText()
}

// seekText searches for what was typed, away from the screen. A pattern that
// can't be understood leaves the last matches lit.
func (m *Model) seekText() tea.Cmd {
	r := m.rd
	s := &r.seek
	s.drop()
	var queries []search.Query
	queries, s.problem = seekQueries(s.text)
	switch {
	case s.problem != nil:
		return nil
	case len(queries) == 0:
		r.hits = hits{}
		m.comeBack(s.before)
		return nil
	}
	ctx, cancel := context.WithCancel(m.ctx)
	s.cancel = cancel
	art, from, serial := r.art, s.from, s.serial
	all := func() tea.Msg {
		m.seeking.Lock() // what is not wanted any more ends before the next one begins
		defer m.seeking.Unlock()
		return soughtMsg{r, serial, firstHits(ctx, art, queries), nil}
	}
	if len(art.Text) < 4*nearby {
		return all
	}
	needle := longestWord(s.text)
	return func() tea.Msg { return soughtMsg{r, serial, nearHits(art, from, queries[0], needle), all} }
}

// ending tells that the line is closed and the place to go to still looked for.
func (s *seek) ending() bool { return !s.typing && s.cancel != nil }

// drop makes the answer that is waited for, if any, unwanted.
func (s *seek) drop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel = nil
	s.serial++
}

// firstHits are those of the first query that has any, unless ctx ends.
func firstHits(ctx context.Context, a *article.Article, queries []search.Query) (h hits) {
	for _, q := range queries {
		if ctx.Err() != nil {
			break
		}
		if h = (hits{query: q, spans: q.Hits(a.Text)}); len(h.spans) > 0 {
			break
		}
	}
	return h
}

// nearHits are those in the paragraphs from the one with the byte at off on;
// if there are none, those in the next paragraphs that have the letters of
// needle as they stand, or as they begin a sentence or a heading.
func nearHits(a *article.Article, off int, q search.Query, needle string) hits {
	at, size := off, nearby
	for range needles {
		start := strings.LastIndex(a.Text[:at], "\n\n") + 1
		end := min(max(start, at)+size, len(a.Text))
		if last := strings.LastIndex(a.Text[start:end], "\n\n"); start+last > at {
			end = start + last
		}
		h := hits{query: q, spans: shifted(q.Hits(a.Text[start:end]), start), some: true}
		if h.from(off) < len(h.spans) {
			return h
		}
		next := indexAny(a.Text[end:], needle, strings.ToUpper(needle), upperFirst(needle))
		if next < 0 {
			break
		}
		at, size = end+next, aroundNeedle
	}
	return hits{}
}

// needles is how many places are looked at for the first match, and
// aroundNeedle how many bytes at each.
const (
	needles      = 16
	aroundNeedle = 16 << 10
)

// longestWord is the longest run of letters in what was typed.
func longestWord(typed string) (longest string) {
	for word := range strings.FieldsFuncSeq(typed, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > len(longest) {
			longest = word
		}
	}
	return longest
}

func upperFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// indexAny is where the first of the words stands in s, or -1. Empty words are
// nowhere.
func indexAny(s string, words ...string) int {
	first := -1
	for _, w := range words {
		if i := strings.Index(s, w); w != "" && i >= 0 {
			first, s = i, s[:min(i+len(w), len(s))]
		}
	}
	return first
}

// seekQueries are what a text asks for in an article, to be tried in turn: a
// pattern between slashes; or else the words side by side, the last of which
// may be unfinished, and the characters as they stand. A text with signs or
// capitals means just these characters first.
func seekQueries(text string) ([]search.Query, *search.Problem) {
	text = strings.TrimLeft(text, " ")
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	q, problem := search.Parse(text, time.Time{})
	if problem != nil && !problem.Usable && isPattern(text) {
		return nil, problem
	}
	if _, ok := q.Root.(search.Pattern); ok {
		return []search.Query{q}, nil
	}
	var queries []search.Query
	for _, typed := range []string{asPhrase(text), asPattern(text)} {
		if q, problem := search.Parse(typed, time.Time{}); q.Root != nil && problem == nil {
			q.Text = text
			queries = append(queries, q)
		}
	}
	if strings.ContainsFunc(text, isLiteral) {
		slices.Reverse(queries)
	}
	return queries, nil
}

// isPattern tells whether a text stands between slashes.
func isPattern(text string) bool {
	text = strings.TrimRight(text, " ")
	return len(text) > 2 && text[0] == '/' && text[len(text)-1] == '/'
}

// isLiteral tells the characters that words don't have, and capitals.
func isLiteral(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsUpper(r) }

// asPhrase is the query for words side by side. A space behind the last one
// says that it is finished.
func asPhrase(text string) string {
	quoted := `"` + strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "„", " ").Replace(text) + `"`
	if strings.HasSuffix(text, " ") {
		return quoted
	}
	return quoted + "*"
}

// asPattern is the query for these very characters. Where there is a space a
// line may end.
func asPattern(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), "/", `\/`)
	}
	return "/" + strings.Join(words, `\s+`) + "/"
}

// foundHere takes in an answer, of matches nearby or of all.
func (m *Model) foundHere(msg soughtMsg) tea.Cmd {
	r := m.rd
	if r == nil || r != msg.in || msg.serial != r.seek.serial || r.seek.cancel == nil {
		return nil
	}
	s := &r.seek
	if near := &msg.hits; msg.next != nil {
		if near.from(s.from) < len(near.spans) {
			m.showFound(msg.hits)
		}
		return msg.next
	}
	s.cancel()
	s.cancel = nil
	m.showFound(msg.hits)
	if !s.typing {
		return m.seekEnded()
	}
	return nil
}

// showFound lights what was found and shows the first of it at or after the
// place where the search began.
func (m *Model) showFound(h hits) {
	r := m.rd
	s := &r.seek
	r.hits = h
	if s.typing { // the view moves from where it was, and no further than needed
		m.comeBack(s.before)
	}
	if n := len(r.hits.spans); n > 0 {
		r.hits.at = r.hits.from(s.from) % n
		m.look(r.hits.now())
	}
}

// keepSeek closes the line; what was found stays lit.
func (m *Model) keepSeek() tea.Cmd {
	s := &m.rd.seek
	if s.problem != nil {
		return nil
	}
	s.typing = false
	if strings.TrimSpace(s.text) == "" {
		return m.leaveSeek()
	}
	m.rememberSought(s.text)
	if s.cancel != nil {
		return nil
	}
	return m.seekEnded()
}

// seekEnded says how a search that was closed has ended.
func (m *Model) seekEnded() tea.Cmd {
	r := m.rd
	if len(r.hits.spans) == 0 {
		m.say("this is not in the article: " + r.seek.text)
		return m.statusTimer()
	}
	r.jumps.leap(r.seek.before)
	return nil
}

// leaveSeek goes back to where the search began.
func (m *Model) leaveSeek() tea.Cmd {
	r := m.rd
	r.seek.drop()
	r.seek.typing, r.seek.problem = false, nil
	r.hits = r.seek.lit
	m.comeBack(r.seek.before)
	return nil
}

// seekAgain searches anew when the text has changed under the search.
func (m *Model) seekAgain() tea.Cmd {
	if s := &m.rd.seek; s.typing || s.cancel != nil {
		s.lit = hits{}
		return m.seekText()
	}
	return nil
}

func (m *Model) seekOlder() tea.Cmd {
	s := &m.rd.seek
	text, ok := s.history.older(s.text)
	return m.recallSought(text, ok)
}

func (m *Model) seekNewer() tea.Cmd {
	text, ok := m.rd.seek.history.newer()
	return m.recallSought(text, ok)
}

func (m *Model) recallSought(text string, ok bool) tea.Cmd {
	if !ok {
		return nil
	}
	m.rd.seek.set(text)
	return m.seekText()
}

// rememberSought keeps what was searched for, the newest first.
func (m *Model) rememberSought(text string) {
	m.sought = slices.DeleteFunc(slices.Clone(m.sought), func(old string) bool { return old == text })
	m.sought = slices.Insert(m.sought, 0, text)
}

// drawSeek draws the line over the bottom of the screen.
func (m *Model) drawSeek(c *canvas) *tea.Cursor {
	s := &m.rd.seek
	y := m.h - 1
	c.fill(0, y-1, m.w, 2, uv.Style{})
	m.drawProgress(c, y-1)
	if s.problem != nil {
		m.drawOnRule(c, y-1, article.CleanLine(s.problem.Error()), m.theme.bad, 1)
	}
	x := c.text(2, y, 2, "/ ", m.theme.key)
	right := m.w - 2
	if s.text == "" {
		right -= m.drawHints(c, -1, right, y, m.w/2)
	} else {
		tally, st := m.seekTally()
		right = c.textRight(right, y, m.w/2, tally, st)
	}
	return tea.NewCursor(s.field.draw(c, x, y, right-x-2, m.theme.text, article.Span{}, m.theme.text), y)
}

// seekTally is the match gone to among all.
func (m *Model) seekTally() (string, uv.Style) {
	switch r := m.rd; {
	case r.seek.problem != nil:
		return "", m.theme.quiet
	case len(r.hits.spans) > 0:
		return r.hits.where(), m.theme.quiet
	case r.seek.cancel != nil:
		return "…", m.theme.quiet
	}
	return "no match", m.theme.bad
}
