package ui

import (
	"slices"
	"strings"
	"time"

	"manicule/internal/session"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/store"
)

// reader is the pane of the open article. What belongs to the article and the
// notes on it is the document's; what belongs to the pane (scroll, focus,
// selection) is here.
type reader struct {
	*session.Document
	begun      *begun // Article is the beginning only, until the rest is read; else nil
	page       *page.Page
	readMode   mode
	seekMode   mode
	selectMode mode

	top page.Loc // the first row shown; Document.Place stays on it when the page changes
	end bool     // the last row is on the screen

	looking bool // something is looked up here: this is not the reading place

	focus   article.Span // what a key acts on; empty when there is none
	unit    page.Unit    // what the focus is; freely when it is no unit
	sel     *selection   // nil when nothing is being selected
	writing article.Span // the passage that the open editor is about
	current string       // id of the note in focus, or ""
	adrift  string       // id of the note that a passage is being selected for, or ""

	broken map[string]bool // the destinations of links that lead nowhere; nil before it is known

	hits  session.Hits // of what was searched for, here or in the library
	seek  seek
	jumps session.JumpList[spot]

	headings []article.Heading // nil before the outline is known
	parts    []section         // the article and those below its headings
	words    int
	minutes  int
	scene    scene // what the session was last told to be on the screen
	ticking  bool  // a placeTick is under way
	late     bool  // the file says something else by now, which waits
	unlaid   bool  // the page is to be laid out again
	strayed  bool  // the passage in focus is not in the text that was just read
}

// freely is the unit of a passage that was chosen freely.
const freely page.Unit = -1

func newReader(d *session.Document) *reader {
	return &reader{Document: d, readMode: *readerMode(), seekMode: *seekMode(), selectMode: *selectMode()}
}

// bind gives the reader's tables the keys of its own.
func (r *reader) bind(own Keys) {
	for _, k := range []*mode{&r.readMode, &r.seekMode, &r.selectMode} {
		own.bind(k)
	}
}

// arrive shows the article where it was left, or at what was searched for, be
// it in a note. Looking something up leaves the reading place where it is.
func (m *Model) arrive(noted string) tea.Cmd {
	r := m.rd
	r.current = noted
	if n := r.inFocus(); n != nil {
		m.look(n.Match.Span)
		r.focus, r.unit, r.current = n.Match.Span, freely, n.ID
		return nil
	}
	if h := &r.hits; len(h.Spans) > 0 {
		r.jumps.Leave(r.spot())
		m.look(h.Now())
		m.say("match " + where(h) + " · n next · N previous · esc puts the light out")
		if len(h.Spans) == 1 {
			m.say("the only match · esc puts its light out")
		}
		return m.statusTimer()
	}
	return m.touchPlace()
}

// outlineMsg brings what takes too long to wait for before the first screen.
type outlineMsg struct {
	art      *article.Article
	headings []article.Heading
	words    int
	minutes  int
	print    string
	seen     library.Parts // what was read before
}

// outline has the article looked through.
func (m *Model) outline() tea.Cmd {
	a, before := m.rd.Article, m.rd.Reading
	return func() tea.Msg {
		print := a.Fingerprint()
		return outlineMsg{a, a.Headings(), a.Words(), a.Minutes(), print, library.PartsRead(before, a.Text, print)}
	}
}

// A large article is looked through when its first screen, which that would
// hold up, must have been drawn.
const (
	large     = 1 << 20 // bytes of text
	drawnThen = 150 * time.Millisecond
)

func (m *Model) outlineLater() tea.Cmd {
	look := m.outline()
	if len(m.rd.Article.Text) <= large {
		return look
	}
	return tea.Tick(drawnThen, func(time.Time) tea.Msg { return look() })
}

func (m *Model) outlined(msg outlineMsg) tea.Cmd {
	if m.rd != nil && m.rd.Article == msg.art {
		side := m.sideWidth()
		m.rd.headings, m.rd.words, m.rd.minutes = msg.headings, msg.words, msg.minutes
		m.rd.parts = m.rd.sections()
		m.rd.Known(msg.print, msg.seen)
		if m.sideWidth() != side {
			m.layOutAgain()
		}
		return m.checkLinks()
	}
	return nil
}

// openNeighbour opens the next or previous article of the list.
func (m *Model) openNeighbour(step int) tea.Cmd {
	sh := &m.shelf
	i, ok := sh.index(m.refused)
	if !ok {
		i, ok = sh.index(m.rd.Path)
	}
	if !ok {
		m.say("this article is not in the list as it was searched")
		return m.statusTimer()
	}
	for i += step; i >= 0 && i < len(sh.list.Items); i += step {
		if e := sh.found.articles.Entry(sh.list.Items[i]); e.Err == nil {
			sh.list.Jump(i)
			return m.open(e.Path)
		}
	}
	m.say("no further article in the list")
	return m.statusTimer()
}

// leaveReader goes back to where the reader came from: the library, or the
// shell when the article was named on the command line.
func (m *Model) leaveReader() tea.Cmd {
	if m.rd.Path == m.opts.Article {
		return m.quit()
	}
	return m.closeReader()
}

// closeReader goes back to the library.
func (m *Model) closeReader() tea.Cmd {
	if m.store == nil {
		return m.quit()
	}
	m.opts.Article = "" // from now on the library is home
	m.session.Leave()
	m.rd, m.opening, m.status.text = nil, "", ""
	m.shelf.list.Resize(m.listRows())
	cmds := []tea.Cmd{m.relist(), m.fill()}
	if m.shelf.stale {
		cmds = append(cmds, m.reread())
	}
	return tea.Batch(cmds...)
}

// peel takes one layer away: the focus, then the article.
func (m *Model) peel() tea.Cmd {
	if m.status.bad && m.status.text != "" {
		m.status.text = ""
		return nil
	}
	if len(m.rd.hits.Spans) > 0 || m.rd.seek.cancel != nil {
		m.rd.seek.drop()
		m.rd.hits = session.Hits{}
		m.status.text = ""
		return nil
	}
	if !m.rd.focus.Empty() || m.rd.current != "" {
		m.rd.focus, m.rd.current = article.Span{}, ""
		return nil
	}
	return m.closeReader()
}

// layoutReader lays the article out anew for the present width and style and
// brings the place back to the first row.
func (m *Model) layoutReader() {
	r := m.rd
	r.page = layOut(r.page, r.Article, m.columns().width, m.theme.Page)
	if m.pics.of == r {
		r.page.SetPictures(m.pics.sizes())
	}
	r.top = r.rowAt(r.Place)
	m.settle()
}

// layOut lays the article out; what the old page knows of the same article is
// used again.
func layOut(old *page.Page, a *article.Article, width int, style *page.Style) *page.Page {
	if old != nil && old.Article() == a {
		return old.With(width, style)
	}
	return page.New(a, width, style)
}

// settle keeps the text at the bottom of the screen from scrolling past its
// end, and notes whether the end is shown. The end of a large article is not
// looked for before it is near.
func (m *Model) settle() {
	r := m.rd
	rows := m.pageRows()
	_, below := r.page.Move(r.top, rows)
	r.end = below < rows
	if r.end {
		last, _ := r.page.Move(r.page.Last(), 1-rows)
		r.top = earlier(r.top, last)
	}
}

func earlier(a, b page.Loc) page.Loc {
	if a.Compare(b) < 0 {
		return a
	}
	return b
}

// head is the free space above the text, in rows.
func (m *Model) head() int {
	if m.h < 16 {
		return 0
	}
	return 1
}

// pageRows is how many rows of text the reader shows.
func (m *Model) pageRows() int {
	rows := m.h - m.head()
	switch {
	case m.editing():
		return max(rows-m.editorRows(), 1)
	case m.zen:
		return rows
	}
	if n := m.noteOnDemand(); n != nil {
		return max(rows-2-m.noteRows(n), 1)
	}
	return max(rows-2, 1)
}

// scroll moves the text by rows.
func (m *Model) scroll(rows int) tea.Cmd {
	r := m.rd
	if r.page == nil {
		return nil
	}
	top, _ := r.page.Move(r.top, rows)
	return m.show(top)
}

// show puts a row at the top of the screen to read on from there.
func (m *Model) show(top page.Loc) tea.Cmd {
	m.rd.looking = false
	m.put(top)
	return m.touchPlace()
}

// put puts a row at the top of the screen and drops a focus that is no longer
// on it.
func (m *Model) put(top page.Loc) {
	r := m.rd
	r.top = top
	m.settle()
	r.Place = r.page.Offset(r.top)
	if !r.focus.Empty() && !r.focus.Overlaps(m.visible()) {
		r.focus, r.current = article.Span{}, ""
	}
}

// visible is the part of the text on the screen.
func (m *Model) visible() article.Span {
	bottom, _ := m.rd.page.Move(m.rd.top, m.pageRows()-1)
	return m.rd.page.Visible(m.rd.top, bottom)
}

func (m *Model) goFirst() tea.Cmd {
	m.rd.jumps.Leave(m.rd.spot())
	return m.show(m.rd.page.First())
}

func (m *Model) goLast() tea.Cmd {
	m.rd.jumps.Leave(m.rd.spot())
	top, _ := m.rd.page.Move(m.rd.page.Last(), 1-m.pageRows())
	return m.show(top)
}

func (m *Model) goPercent() tea.Cmd {
	if m.count == 0 {
		m.say("type a number before it: 42%")
		return m.statusTimer()
	}
	m.rd.jumps.Leave(m.rd.spot())
	return m.show(m.rd.page.Locate(library.AtPercent(m.count, len(m.rd.Article.Text))))
}

// reveal scrolls as little as needed to show the span, with two rows around
// it where there is room. A span taller than the screen is shown from its top.
func (m *Model) reveal(s article.Span) tea.Cmd {
	m.rd.page.Reveal(s.Start)
	if top, moves := m.topFor(s, 2); moves {
		return m.show(top)
	}
	return m.touchPlace()
}

// topFor is the row at the top of the screen when the span is shown with so
// many rows around it; false when it is shown already.
func (m *Model) topFor(s article.Span, around int) (top page.Loc, moves bool) {
	r := m.rd
	rows := m.pageRows()
	first, last := r.page.Locate(s.Start), r.page.Locate(max(s.Start, s.End-1))
	height := r.page.Distance(first, last, rows) + 1
	above := r.page.Distance(r.top, first, rows+around)
	switch pad := min(around, max((rows-height)/2, 0)); {
	case above < pad:
		top, _ = r.page.Move(first, -pad)
		return top, true
	case above+height > rows-pad:
		top, _ = r.page.Move(first, -max(rows-height-pad, 0))
		return top, true
	}
	return r.top, false
}

func (m *Model) measure(n int) tea.Cmd {
	m.column = max(minColumn, min(m.column+n, m.w-2*gutter))
	m.layoutReader()
	m.say("column of " + itoa(m.columns().width) + " cells")
	return m.statusTimer()
}

func (m *Model) toggleZen() tea.Cmd {
	m.zen = !m.zen
	m.layoutReader()
	return nil
}

// sectionAt is the index of the heading that the byte at off stands under, or
// -1.
func (r *reader) sectionAt(off int) int {
	i, found := slices.BinarySearchFunc(r.headings, off, func(h article.Heading, off int) int { return h.Span.Start - off })
	if found {
		return i
	}
	return i - 1
}

// heading is the one the byte at off stands under, or "".
func (r *reader) heading(off int) string {
	if i := r.sectionAt(off); i >= 0 {
		return r.headings[i].Title
	}
	return ""
}

// changed takes in what happened to the files of the collection.
func (m *Model) changed(changes map[string]store.ChangeKind) tea.Cmd {
	sh := &m.shelf
	for path := range sh.matches {
		if _, ok := changes[path]; ok {
			delete(sh.matches, path)
		}
	}
	if _, ok := changes[sh.beside.path]; ok {
		sh.beside = preview{}
	}
	if m.rd == nil {
		return m.fill() // the list itself may stay as it is
	}
	switch kind, ok := changes[m.rd.Path]; {
	case !ok:
		return nil
	case kind == store.Removed:
		m.rd.Gone = true
		m.say("the article's file was deleted; its text stays here until you leave it")
		m.status.bad = true
		return nil
	}
	return m.reload()
}

// reloadedMsg brings the open article as it is on disk now, and what was
// searched for in it.
type reloadedMsg struct {
	answer session.Reloaded
	hits   session.Hits
}

func (m *Model) reload() tea.Cmd {
	if m.rd.begun != nil { // the rest may be older than this: it is asked for again
		return nil
	}
	read, q := m.session.Reload(), m.rd.hits.Query
	return func() tea.Msg {
		msg := reloadedMsg{answer: read().(session.Reloaded)}
		if d := msg.answer.Document; d != nil {
			msg.hits = session.Hits{Query: q, Spans: library.Hits(d.Article, q)}
		}
		return msg
	}
}

// onReloaded shows the article as it is now, unless something in the old text
// is chosen: then it waits, and only the notes are taken.
func (m *Model) onReloaded(msg reloadedMsg) tea.Cmd {
	d := msg.answer.Document
	if wanted, _ := m.session.Wanted(msg.answer); !wanted || d == nil || d.Same(m.rd.Document) || m.free() {
		return m.refresh(msg)
	}
	m.rd.late = true
	m.session.TakeNotes(msg.answer)
	m.onNotesChanged()
	m.say("the article changed on disk; it is read again when you are done here")
	return m.statusTimer()
}

// refresh puts a new text or new notes under the reader's eyes. The place and
// the focus stay.
func (m *Model) refresh(msg reloadedMsg) tea.Cmd {
	r, e := m.rd, m.session.Take(msg.answer)
	if e.Changed&session.NotesChanged == 0 {
		return m.onEvent(e)
	}
	old, again := r.Article, tea.Cmd(nil)
	r.Document = m.session.Document()
	if a := r.Article; e.Changed&session.TextChanged != 0 {
		focus, there := carried(r.focus, old.Text, a.Text)
		r.strayed = r.strayed || !there && !r.focus.Empty()
		r.focus, r.headings, r.minutes = focus, nil, 0
		if len(r.hits.Spans) > 0 {
			r.hits = msg.hits
			r.hits.At = r.hits.First(article.Span{Start: r.Place})
		}
		m.layoutReader()
		if a.Text != old.Text || a.Meta.Title != old.Meta.Title {
			m.say("the article changed on disk and was read again")
		}
		again = m.seekAgain()
	}
	m.onNotesChanged()
	if n := r.inFocus(); n != nil && r.strayed && !n.Match.Span.Empty() {
		r.focus, r.unit, r.strayed = n.Match.Span, freely, false
	}
	if ed, ok := m.over.(*editor); ok {
		ed.span = r.Where(ed.draft()).Span
		r.writing = ed.span
	}
	return tea.Batch(again, m.outlineLater(), runTask(m.session.FindConflicts()), m.statusTimer())
}

// free tells that nothing in the open article is chosen, asked about or waited
// for, so that another text may take its place.
func (m *Model) free() bool {
	return m.pending == nil && m.rd.sel == nil && !m.waiting() && (m.over == nil || m.editing())
}

// catchUp does what had to wait until the reader was done with what they saw.
func (m *Model) catchUp() tea.Cmd {
	r := m.rd
	if r == nil || !r.late && !r.unlaid || !m.free() {
		return nil
	}
	if r.unlaid {
		m.layOutAgain()
	}
	if !r.late {
		return nil
	}
	r.late = false
	return m.reload()
}

// layOutAgain lays the article out anew, since something came that changes how
// it looks; but while letters stand on it, the words stay under them.
func (m *Model) layOutAgain() {
	if m.rd == nil {
		return
	}
	if m.rd.unlaid = m.labelling(); !m.rd.unlaid {
		m.layoutReader()
	}
}

// carried is a passage of a text in a later one; false where it isn't there, or
// in several places.
func carried(s article.Span, old, text string) (article.Span, bool) {
	if s.Empty() {
		return article.Span{}, false
	}
	if same := samePrefix(old, text); s.End <= same {
		return s, true
	}
	if same := sameSuffix(old, text); s.Start >= len(old)-same {
		by := len(text) - len(old)
		return article.Span{Start: s.Start + by, End: s.End + by}, true
	}
	words := old[s.Start:s.End]
	at := strings.Index(text, words)
	if at < 0 || strings.LastIndex(text, words) != at {
		return article.Span{}, false
	}
	return article.Span{Start: at, End: at + len(words)}, true
}

func samePrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func sameSuffix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}

// copyText puts the text on the clipboard by OSC 52.
func (m *Model) copyText(text string) tea.Cmd {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	m.say("copied " + count(len(strings.Fields(text)), "word"))
	return tea.Batch(tea.SetClipboard(strings.ToValidUTF8(text, "\ufffd")), m.statusTimer())
}
