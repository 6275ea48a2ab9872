// Package reader is the pane of the open article: the text, the focus in it, and
// the notes beside it.
package reader

import (
	"strconv"
	"strings"
	"time"

	"manicule/internal/ui/notes"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"

	"manicule/internal/session"
	"manicule/internal/store"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
)

// Pane is the pane of the open article. What belongs to the article and the
// notes on it is the document's; what belongs to the pane (scroll, focus,
// selection) is here.
type Pane struct {
	*pane.Env
	*session.Document
	reading    *View
	begun      *Begun // Article is the beginning only, until the rest is read; else nil
	page       *page.Page
	readMode   pane.Mode
	seekMode   pane.Mode
	selectMode pane.Mode

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
	jumps session.JumpList[pane.Spot]

	headings []article.Heading // nil before the outline is known
	parts    []overlay.Section // the article and those below its headings
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

// New is the pane of an article; before is that of the one it is opened
// from, or nil: jumps go back there.
func New(e *pane.Env, view *View, d *session.Document, before *Pane, to pane.Landing) *Pane {
	r := &Pane{Env: e, Document: d, reading: view, jumps: before.jumpsTo(d.Path, to)}
	r.readMode, r.seekMode, r.selectMode = e.Bound(readerMode(r)), e.Bound(seekMode(r)), e.Bound(selectMode(r))
	return r
}

func (r *Pane) Table() *pane.Mode {
	switch {
	case r.seek.typing:
		return &r.seekMode
	case r.sel != nil:
		return &r.selectMode
	}
	return &r.readMode
}

func (r *Pane) Typed(k tea.KeyPressMsg) tea.Cmd { return r.Paste(k.Text) }

// Paste puts text into the line that searches the article.
func (r *Pane) Paste(text string) tea.Cmd {
	if !r.seek.typing || text == "" {
		return nil
	}
	return r.editSeek(func(f *term.Field) { f.Insert(text) })
}

func (r *Pane) Resize() { r.layoutReader() }

// Steady says that the reader has seen where the focus is.
func (r *Pane) Steady() { r.strayed = false }

// answered is a command whose message is an answer to the pane.
func (r *Pane) answered(ask tea.Cmd) tea.Cmd {
	return func() tea.Msg { return pane.AnswerTo(r, ask()) }
}

// OnAnswer takes an answer to what the reader asked for.
func (r *Pane) OnAnswer(msg tea.Msg) tea.Cmd {
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
func (r *Pane) arrive(noted string) tea.Cmd {
	r.current = noted
	if n := r.inFocus(); n != nil {
		r.look(n.Match.Span)
		r.focus, r.unit, r.current = n.Match.Span, freely, n.ID
		return nil
	}
	if h := &r.hits; len(h.Spans) > 0 {
		r.jumps.Leave(r.spot())
		r.look(h.Now())
		r.Say("match " + where(h) + " · n next · N previous · esc clears the highlights")
		if len(h.Spans) == 1 {
			r.Say("the only match · esc clears its highlight")
		}
		return r.StatusTimer()
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
func (r *Pane) outline() tea.Cmd {
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

func (r *Pane) OutlineLater() tea.Cmd {
	look := r.outline()
	if len(r.Article.Text) <= large {
		return look
	}
	return tea.Tick(drawnThen, func(time.Time) tea.Msg { return look() })
}

func (r *Pane) onOutline(msg outlineMsg) tea.Cmd {
	if r.Article == msg.art {
		side := r.sideWidth()
		r.headings, r.words, r.minutes = msg.headings, msg.words, msg.minutes
		r.parts = r.sections()
		r.Known(msg.print, msg.seen)
		if r.sideWidth() != side {
			r.LayOutAgain()
		}
		return r.checkLinks()
	}
	return nil
}

// stepBack takes one layer away: the focus, then the article.
func (r *Pane) stepBack() tea.Cmd {
	if r.Status.Bad && r.Status.Text != "" {
		r.Status.Text = ""
		return nil
	}
	if len(r.hits.Spans) > 0 || r.seek.cancel != nil {
		r.seek.drop()
		r.hits = session.Hits{}
		r.Status.Text = ""
		return nil
	}
	if !r.focus.Empty() || r.current != "" {
		r.focus, r.current = article.Span{}, ""
		return nil
	}
	return r.Host.CloseReader()
}

// layoutReader lays the article out again for the present width and style and
// brings the place back to the first row.
func (r *Pane) layoutReader() {
	r.page = pane.LayOut(r.page, r.Article, r.columns().width, r.Theme.Page)
	if r.reading.pics.of == r {
		r.page.SetPictures(r.reading.pics.sizes())
	}
	r.top = r.rowAt(r.Place)
	r.settle()
}

// settle keeps the text at the bottom of the screen from scrolling past its
// end, and notes whether the end is shown. The end of a large article is not
// looked for before it is near.
func (r *Pane) settle() {
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
func (r *Pane) head() int {
	if r.H < 16 {
		return 0
	}
	return 1
}

// pageRows is how many rows of text the reader shows.
func (r *Pane) pageRows() int {
	rows := r.H - r.head()
	switch {
	case notes.Editing(r.Env):
		return max(rows-notes.EditorRows(r.H), 1)
	case r.reading.zen:
		return rows
	}
	if n := r.noteOnDemand(); n != nil {
		return max(rows-2-r.noteRows(n), 1)
	}
	return max(rows-2, 1)
}

// Scroll moves the text by rows.
func (r *Pane) Scroll(rows int) tea.Cmd {
	if r.page == nil {
		return nil
	}
	top, _ := r.page.Move(r.top, rows)
	return r.show(top)
}

// show puts a row at the top of the screen to read on from there.
func (r *Pane) show(top page.Loc) tea.Cmd {
	r.looking = false
	r.put(top)
	return r.touchPlace()
}

// put puts a row at the top of the screen and drops a focus that is no longer
// on it.
func (r *Pane) put(top page.Loc) {
	r.top = top
	r.settle()
	r.Place = r.page.Offset(r.top)
	if !r.focus.Empty() && !r.focus.Overlaps(r.visible()) {
		r.focus, r.current = article.Span{}, ""
	}
}

// visible is the part of the text on the screen.
func (r *Pane) visible() article.Span {
	bottom, _ := r.page.Move(r.top, r.pageRows()-1)
	return r.page.Visible(r.top, bottom)
}

func (r *Pane) goFirst() tea.Cmd {
	r.jumps.Leave(r.spot())
	return r.show(r.page.First())
}

func (r *Pane) goLast() tea.Cmd {
	r.jumps.Leave(r.spot())
	top, _ := r.page.Move(r.page.Last(), 1-r.pageRows())
	return r.show(top)
}

func (r *Pane) goPercent() tea.Cmd {
	if r.Count == 0 {
		r.Say("type a number before it: 42%")
		return r.StatusTimer()
	}
	r.jumps.Leave(r.spot())
	return r.show(r.page.Locate(library.AtPercent(r.Count, len(r.Article.Text))))
}

// reveal scrolls as little as needed to show the span, with two rows around
// it where there is room. A span taller than the screen is shown from its top.
func (r *Pane) reveal(s article.Span) tea.Cmd {
	r.page.Reveal(s.Start)
	if top, moves := r.topFor(s, 2); moves {
		return r.show(top)
	}
	return r.touchPlace()
}

// topFor is the row at the top of the screen when the span is shown with so
// many rows around it; false when it is shown already.
func (r *Pane) topFor(s article.Span, around int) (top page.Loc, moves bool) {
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

func (r *Pane) measure(n int) tea.Cmd {
	r.Column = max(minColumn, min(r.Column+n, r.W-2*gutter))
	r.layoutReader()
	r.Say("column of " + strconv.Itoa(r.columns().width) + " cells")
	return r.StatusTimer()
}

func (r *Pane) toggleZen() tea.Cmd {
	r.reading.zen = !r.reading.zen
	r.layoutReader()
	return nil
}

// sectionAt is the index of the heading that the byte at off stands under, or
// -1.
func (r *Pane) sectionAt(off int) int { return article.SectionAt(r.headings, off) }

// heading is the one the byte at off stands under, or "".
func (r *Pane) heading(off int) string {
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

func (r *Pane) Reload() tea.Cmd {
	if r.begun != nil { // the rest may be older than this: it is asked for again
		return nil
	}
	read, q := r.Session.Reload(), r.hits.Query
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
func (r *Pane) onReloaded(msg reloadedMsg) tea.Cmd {
	d := msg.answer.Document
	if wanted, _ := r.Session.Wanted(msg.answer); !wanted || d == nil || d.Same(r.Document) || r.free() {
		return r.refresh(msg)
	}
	r.late = true
	r.Session.TakeNotes(msg.answer)
	r.OnNotesChanged()
	r.Say("the article changed on disk; it is read again when you are done here")
	return r.StatusTimer()
}

// refresh puts a new text or new notes under the reader's eyes. The place and
// the focus stay.
func (r *Pane) refresh(msg reloadedMsg) tea.Cmd {
	e := r.Session.Take(msg.answer)
	if e.Changed&session.NotesChanged == 0 {
		return r.Host.OnEvent(e)
	}
	old, again := r.Article, tea.Cmd(nil)
	r.Document = r.Session.Document()
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
			r.Say("the article changed on disk and was read again")
		}
		again = r.seekAgain()
	}
	r.OnNotesChanged()
	if n := r.inFocus(); n != nil && r.strayed && !n.Match.Span.Empty() {
		r.focus, r.unit, r.strayed = n.Match.Span, freely, false
	}
	if ed, ok := pane.ActiveAs[*notes.Editor](r.Env); ok {
		r.writing = ed.Follow()
	}
	return tea.Batch(again, r.OutlineLater(), pane.RunTask(r.Session.FindConflicts()), r.StatusTimer())
}

// free tells that nothing in the open article is chosen, asked about or waited
// for, so that another text may take its place.
func (r *Pane) free() bool {
	return r.Pending == nil && r.sel == nil && !r.Host.Waiting() && (!r.Covered() || notes.Editing(r.Env))
}

// catchUp does what had to wait until the reader was done with what they saw.
func (r *Pane) catchUp() tea.Cmd {
	if !r.late && !r.unlaid || !r.free() {
		return nil
	}
	if r.unlaid {
		r.LayOutAgain()
	}
	if !r.late {
		return nil
	}
	r.late = false
	return r.Reload()
}

// LayOutAgain lays the article out again, since something came that changes how
// it looks; but while letters stand on it, the words stay under them.
func (r *Pane) LayOutAgain() {
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

// ByKey is how an action of the reader is reached.
func (r *Pane) ByKey(action string) string { return r.readMode.ByKey(action) }

// Waits reports whether what is typed is meant for a place that is not on the
// screen yet.
func (r *Pane) Waits() bool { return r.IsBegun() || r.seek.ending() }

// IsBegun reports whether only the beginning of the article is read.
func (r *Pane) IsBegun() bool { return r.begun != nil }

// OnChanges takes in what happened to the files of the collection, by path.
func (r *Pane) OnChanges(changes map[string]store.ChangeKind) tea.Cmd {
	var cmds []tea.Cmd
	switch kind, ok := changes[r.Path]; {
	case !ok:
	case kind == store.Removed:
		r.Gone = true
		r.Say("the article's file was deleted; its text stays here until you leave it")
		r.Status.Bad = true
	default:
		cmds = append(cmds, r.Reload())
	}
	if r.broken == nil || len(changes) > 0 {
		cmds = append(cmds, r.checkLinks())
	}
	return tea.Batch(cmds...)
}

// OnUpdate does after each event what what the screen shows now asks for.
func (r *Pane) OnUpdate() tea.Cmd {
	cmd := tea.Batch(r.catchUp(), r.wantPictures())
	r.followReading()
	return cmd
}

// Quits reports whether the key leaves the program where an article is
// read.
func Quits(e *pane.Env, key string) bool {
	return e.Keys.Bind(readerMode(&Pane{Env: e})).Quits(key)
}

// ShowPassage puts the focus on a passage that was chosen freely.
func (r *Pane) ShowPassage(s article.Span) tea.Cmd {
	r.focus, r.unit = s, freely
	return r.reveal(s)
}
