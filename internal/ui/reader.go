package ui

import (
	"strconv"
	"strings"
	"time"

	"manicule/internal/session"
	"manicule/internal/store"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
)

// readerPane is the pane of the open article. What belongs to the article and the
// notes on it is the document's; what belongs to the pane (scroll, focus,
// selection) is here.
type readerPane struct {
	*env
	*session.Document
	reading    *readingView
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
	shown    scene // what the session was last told to be on the screen
	ticking  bool  // a placeTick is under way
	late     bool  // the file says something else by now, which waits
	unlaid   bool  // the page is to be laid out again
	strayed  bool  // the passage in focus is not in the text that was just read
}

// freely is the unit of a passage that was chosen freely.
const freely page.Unit = -1

// newReaderPane is the pane of an article; before is that of the one it is opened
// from, or nil: jumps go back there.
func newReaderPane(e *env, view *readingView, d *session.Document, before *readerPane, to landing) *readerPane {
	r := &readerPane{env: e, Document: d, reading: view, jumps: before.jumpsTo(d.Path, to)}
	r.readMode, r.seekMode, r.selectMode = e.bound(readerMode(r)), e.bound(seekMode(r)), e.bound(selectMode(r))
	return r
}

func (r *readerPane) table() *mode {
	switch {
	case r.seek.typing:
		return &r.seekMode
	case r.sel != nil:
		return &r.selectMode
	}
	return &r.readMode
}

func (r *readerPane) typed(k tea.KeyPressMsg) tea.Cmd { return r.paste(k.Text) }

// paste puts text into the line that searches the article.
func (r *readerPane) paste(text string) tea.Cmd {
	if !r.seek.typing || text == "" {
		return nil
	}
	return r.editSeek(func(f *term.Field) { f.Insert(text) })
}

func (r *readerPane) resize() { r.layoutReader() }

// steady says that the reader has seen where the focus is.
func (r *readerPane) steady() { r.strayed = false }

// answered is a command whose message is an answer to the pane.
func (r *readerPane) answered(ask tea.Cmd) tea.Cmd {
	return func() tea.Msg { return answerTo(r, ask()) }
}

// onAnswer takes an answer to what the reader asked for.
func (r *readerPane) onAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reloadedMsg:
		return r.onReloaded(msg)
	case placeTick:
		return r.onPlaceTick()
	case brokenMsg:
		return r.onBroken(msg)
	case outlineMsg:
		return r.onOutline(msg)
	case soughtMsg:
		return r.onSought(msg)
	case pictureMsg:
		return r.onPicture(msg)
	}
	return nil
}

// arrive shows the article where it was left, or at what was searched for, be
// it in a note. Looking something up leaves the reading place where it is.
func (r *readerPane) arrive(noted string) tea.Cmd {
	r.current = noted
	if n := r.inFocus(); n != nil {
		r.look(n.Match.Span)
		r.focus, r.unit, r.current = n.Match.Span, freely, n.ID
		return nil
	}
	if h := &r.hits; len(h.Spans) > 0 {
		r.jumps.Leave(r.spot())
		r.look(h.Now())
		r.say("match " + where(h) + " · n next · N previous · esc clears the highlights")
		if len(h.Spans) == 1 {
			r.say("the only match · esc clears its highlight")
		}
		return r.statusTimer()
	}
	return r.touchPlace()
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
func (r *readerPane) outline() tea.Cmd {
	a, before := r.Article, r.Reading
	return r.answered(func() tea.Msg {
		print := a.Fingerprint()
		return outlineMsg{a, a.Headings(), a.Words(), a.Minutes(), print, library.PartsRead(before, a.Text, print)}
	})
}

// A large article is looked through when its first screen, which that would
// hold up, must have been drawn.
const (
	large     = 1 << 20 // bytes of text
	drawnThen = 150 * time.Millisecond
)

func (r *readerPane) outlineLater() tea.Cmd {
	look := r.outline()
	if len(r.Article.Text) <= large {
		return look
	}
	return tea.Tick(drawnThen, func(time.Time) tea.Msg { return look() })
}

func (r *readerPane) onOutline(msg outlineMsg) tea.Cmd {
	if r.Article == msg.art {
		side := r.sideWidth()
		r.headings, r.words, r.minutes = msg.headings, msg.words, msg.minutes
		r.parts = r.sections()
		r.Known(msg.print, msg.seen)
		if r.sideWidth() != side {
			r.layOutAgain()
		}
		return r.checkLinks()
	}
	return nil
}

// stepBack takes one layer away: the focus, then the article.
func (r *readerPane) stepBack() tea.Cmd {
	if r.status.bad && r.status.text != "" {
		r.status.text = ""
		return nil
	}
	if len(r.hits.Spans) > 0 || r.seek.cancel != nil {
		r.seek.drop()
		r.hits = session.Hits{}
		r.status.text = ""
		return nil
	}
	if !r.focus.Empty() || r.current != "" {
		r.focus, r.current = article.Span{}, ""
		return nil
	}
	return r.host.closeReader()
}

// layoutReader lays the article out again for the present width and style and
// brings the place back to the first row.
func (r *readerPane) layoutReader() {
	r.page = layOut(r.page, r.Article, r.columns().width, r.theme.Page)
	if r.reading.pics.of == r {
		r.page.SetPictures(r.reading.pics.sizes())
	}
	r.top = r.rowAt(r.Place)
	r.settle()
}

// settle keeps the text at the bottom of the screen from scrolling past its
// end, and notes whether the end is shown. The end of a large article is not
// looked for before it is near.
func (r *readerPane) settle() {
	rows := r.pageRows()
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
func (r *readerPane) head() int {
	if r.h < 16 {
		return 0
	}
	return 1
}

// pageRows is how many rows of text the reader shows.
func (r *readerPane) pageRows() int {
	rows := r.h - r.head()
	switch {
	case editing(r.env):
		return max(rows-editorRows(r.h), 1)
	case r.reading.zen:
		return rows
	}
	if n := r.noteOnDemand(); n != nil {
		return max(rows-2-r.noteRows(n), 1)
	}
	return max(rows-2, 1)
}

// scroll moves the text by rows.
func (r *readerPane) scroll(rows int) tea.Cmd {
	if r.page == nil {
		return nil
	}
	top, _ := r.page.Move(r.top, rows)
	return r.show(top)
}

// show puts a row at the top of the screen to read on from there.
func (r *readerPane) show(top page.Loc) tea.Cmd {
	r.looking = false
	r.put(top)
	return r.touchPlace()
}

// put puts a row at the top of the screen and drops a focus that is no longer
// on it.
func (r *readerPane) put(top page.Loc) {
	r.top = top
	r.settle()
	r.Place = r.page.Offset(r.top)
	if !r.focus.Empty() && !r.focus.Overlaps(r.visible()) {
		r.focus, r.current = article.Span{}, ""
	}
}

// visible is the part of the text on the screen.
func (r *readerPane) visible() article.Span {
	bottom, _ := r.page.Move(r.top, r.pageRows()-1)
	return r.page.Visible(r.top, bottom)
}

func (r *readerPane) goFirst() tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.show(r.page.First())
}

func (r *readerPane) goLast() tea.Cmd {
	r.jumps.Leave(r.spot())
	top, _ := r.page.Move(r.page.Last(), 1-r.pageRows())
	return r.show(top)
}

func (r *readerPane) goPercent() tea.Cmd {
	if r.count == 0 {
		r.say("type a number before it: 42%")
		return r.statusTimer()
	}
	r.jumps.Leave(r.spot())
	return r.show(r.page.Locate(library.AtPercent(r.count, len(r.Article.Text))))
}

// reveal scrolls as little as needed to show the span, with two rows around
// it where there is room. A span taller than the screen is shown from its top.
func (r *readerPane) reveal(s article.Span) tea.Cmd {
	r.page.Reveal(s.Start)
	if top, moves := r.topFor(s, 2); moves {
		return r.show(top)
	}
	return r.touchPlace()
}

// topFor is the row at the top of the screen when the span is shown with so
// many rows around it; false when it is shown already.
func (r *readerPane) topFor(s article.Span, around int) (top page.Loc, moves bool) {
	rows := r.pageRows()
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

func (r *readerPane) measure(n int) tea.Cmd {
	r.column = max(minColumn, min(r.column+n, r.w-2*gutter))
	r.layoutReader()
	r.say("column of " + strconv.Itoa(r.columns().width) + " cells")
	return r.statusTimer()
}

func (r *readerPane) toggleZen() tea.Cmd {
	r.reading.zen = !r.reading.zen
	r.layoutReader()
	return nil
}

// sectionAt is the index of the heading that the byte at off stands under, or
// -1.
func (r *readerPane) sectionAt(off int) int { return article.SectionAt(r.headings, off) }

// heading is the one the byte at off stands under, or "".
func (r *readerPane) heading(off int) string {
	if i := r.sectionAt(off); i >= 0 {
		return r.headings[i].Title
	}
	return ""
}

// reloadedMsg brings the open article as it is on disk now, and what was
// searched for in it.
type reloadedMsg struct {
	answer session.Reloaded
	hits   session.Hits
}

func (r *readerPane) reload() tea.Cmd {
	if r.begun != nil { // the rest may be older than this: it is asked for again
		return nil
	}
	read, q := r.session.Reload(), r.hits.Query
	return r.answered(func() tea.Msg {
		msg := reloadedMsg{answer: read().(session.Reloaded)}
		if d := msg.answer.Document; d != nil {
			msg.hits = session.Hits{Query: q, Spans: library.Hits(d.Article, q)}
		}
		return msg
	})
}

// onReloaded shows the article as it is now, unless something in the old text
// is chosen: then it waits, and only the notes are taken.
func (r *readerPane) onReloaded(msg reloadedMsg) tea.Cmd {
	d := msg.answer.Document
	if wanted, _ := r.session.Wanted(msg.answer); !wanted || d == nil || d.Same(r.Document) || r.free() {
		return r.refresh(msg)
	}
	r.late = true
	r.session.TakeNotes(msg.answer)
	r.onNotesChanged()
	r.say("the article changed on disk; it is read again when you are done here")
	return r.statusTimer()
}

// refresh puts a new text or new notes under the reader's eyes. The place and
// the focus stay.
func (r *readerPane) refresh(msg reloadedMsg) tea.Cmd {
	e := r.session.Take(msg.answer)
	if e.Changed&session.NotesChanged == 0 {
		return r.host.onEvent(e)
	}
	old, again := r.Article, tea.Cmd(nil)
	r.Document = r.session.Document()
	if a := r.Article; e.Changed&session.TextChanged != 0 {
		focus, there := carried(r.focus, old.Text, a.Text)
		r.strayed = r.strayed || !there && !r.focus.Empty()
		r.focus, r.headings, r.minutes = focus, nil, 0
		if len(r.hits.Spans) > 0 {
			r.hits = msg.hits
			r.hits.At = r.hits.First(article.Span{Start: r.Place})
		}
		r.layoutReader()
		if a.Text != old.Text || a.Meta.Title != old.Meta.Title {
			r.say("the article changed on disk and was read again")
		}
		again = r.seekAgain()
	}
	r.onNotesChanged()
	if n := r.inFocus(); n != nil && r.strayed && !n.Match.Span.Empty() {
		r.focus, r.unit, r.strayed = n.Match.Span, freely, false
	}
	if ed, ok := activePane[*editor](r.env); ok {
		r.writing = ed.follow()
	}
	return tea.Batch(again, r.outlineLater(), runTask(r.session.FindConflicts()), r.statusTimer())
}

// free tells that nothing in the open article is chosen, asked about or waited
// for, so that another text may take its place.
func (r *readerPane) free() bool {
	return r.pending == nil && r.sel == nil && !r.host.waiting() && (!r.covered() || editing(r.env))
}

// catchUp does what had to wait until the reader was done with what they saw.
func (r *readerPane) catchUp() tea.Cmd {
	if !r.late && !r.unlaid || !r.free() {
		return nil
	}
	if r.unlaid {
		r.layOutAgain()
	}
	if !r.late {
		return nil
	}
	r.late = false
	return r.reload()
}

// layOutAgain lays the article out again, since something came that changes how
// it looks; but while letters stand on it, the words stay under them.
func (r *readerPane) layOutAgain() {
	if r.unlaid = r.labelling(); !r.unlaid {
		r.layoutReader()
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

// byKey is how an action of the reader is reached.
func (r *readerPane) byKey(action string) string { return r.readMode.byKey(action) }

// waits reports whether what is typed is meant for a place that is not on the
// screen yet.
func (r *readerPane) waits() bool { return r.isBegun() || r.seek.ending() }

// isBegun reports whether only the beginning of the article is read.
func (r *readerPane) isBegun() bool { return r.begun != nil }

// onChanges takes in what happened to the files of the collection, by path.
func (r *readerPane) onChanges(changes map[string]store.ChangeKind) tea.Cmd {
	var cmds []tea.Cmd
	switch kind, ok := changes[r.Path]; {
	case !ok:
	case kind == store.Removed:
		r.Gone = true
		r.say("the article's file was deleted; its text stays here until you leave it")
		r.status.bad = true
	default:
		cmds = append(cmds, r.reload())
	}
	if r.broken == nil || len(changes) > 0 {
		cmds = append(cmds, r.checkLinks())
	}
	return tea.Batch(cmds...)
}

// onUpdate does after each event what what the screen shows now asks for.
func (r *readerPane) onUpdate() tea.Cmd {
	cmd := tea.Batch(r.catchUp(), r.wantPictures())
	r.followReading()
	return cmd
}

// quitsReader reports whether the key leaves the program where an article is
// read.
func quitsReader(e *env, key string) bool {
	return e.keys.bind(readerMode(&readerPane{env: e})).quits(key)
}

// showPassage puts the focus on a passage that was chosen freely.
func (r *readerPane) showPassage(s article.Span) tea.Cmd {
	r.focus, r.unit = s, freely
	return r.reveal(s)
}
