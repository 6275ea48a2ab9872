package ui

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/page"
)

// checker is the overlay that shows what became of a note's passage: of an
// edited one the words then and now, of a lost one the places that it may have
// gone to. Nothing is written before the reader chooses.
type checker struct {
	mode   mode
	art    *article.Article // its text is the present one
	note   note.Note        // Text names the text that its position belongs to
	match  note.Match
	places []note.Match   // where it may be; the first is match's where that has a place
	said   []string       // what stands at each of the places
	near   []string       // the same with what stands beside it
	list   term.List[int] // of places
	gone   bool           // the article is; said is what was stored of it
	back   overlay        // what lies below
}

// newChecker prepares what is to be seen of a note. It looks through the text,
// so it belongs into a command.
func newChecker(a *article.Article, n note.Note, at note.Match, text string) *checker {
	k := &checker{mode: *checkMode(), art: a, note: n, match: at}
	if n.Text == "" && text != a.Fingerprint() {
		k.note.Text = text
	}
	if k.places = []note.Match{at}; at.State == note.Lost {
		k.places = anchor.Candidates(a.Text, n.Anchor, maxCandidates)
	}
	p := page.New(a, defaultColumn, page.Plain())
	for i, c := range k.places {
		k.said = append(k.said, p.Quote(c.Span))
		k.near = append(k.near, around(p, c.Span, candidateContext))
		k.list.Items = append(k.list.Items, i)
	}
	return k
}

// check shows what became of the passage of the note in focus.
func (m *Model) check() tea.Cmd {
	n := m.rd.inFocus()
	switch {
	case n == nil:
		m.say("no note in focus: ] goes to the next one")
		return m.statusTimer()
	case m.rd.Gone:
		return m.checkOnDisk(m.rd.Path, n.Note)
	case n.Match.State == note.Exact:
		m.say(unchangedPassage)
		return m.statusTimer()
	}
	a, placed, text := m.rd.Article, *n, m.rd.File().Header().Text
	return m.await("comparing then and now", func() arrival {
		return newChecker(a, placed.Note, placed.Match, text).arrive
	})
}

// unchangedPassage is said of a passage that is as it was.
const unchangedPassage = "this passage says what you marked"

// checkOnDisk shows what became of a note's passage in the article as it is on
// disk now.
func (m *Model) checkOnDisk(path string, n note.Note) tea.Cmd {
	sess, c := m.session, m.store
	return m.await("comparing then and now", func() arrival {
		d, err := sess.Load(path)
		if errors.Is(err, fs.ErrNotExist) {
			return newGone(c, path, n).arrive
		}
		if err == nil {
			now, ok := d.Note(n.ID)
			switch {
			case !ok:
				err = nothing("this note was deleted meanwhile")
			case now.Match.State == note.Exact:
				err = nothing(unchangedPassage)
			default:
				return newChecker(d.Article, now.Note, now.Match, d.File().Header().Text).arrive
			}
		}
		return func(*Model, overlay) (overlay, error) { return nil, err }
	})
}

// arrive lays the checker on what is below.
func (k *checker) arrive(m *Model, below overlay) (overlay, error) {
	m.opts.Keys.bind(&k.mode)
	k.back = below
	return k, nil
}

func (k *checker) lost() bool { return k.match.State == note.Lost }

func (k *checker) resize(m *Model) {
	if k.back != nil {
		k.back.resize(m)
	}
	k.list.Grow(candidateRows)
	k.list.Resize(max(m.h-8, candidateRows))
}

func (k *checker) key(m *Model, key tea.KeyPressMsg) tea.Cmd {
	if a := k.mode.find(key.String()); a != nil {
		return a.run(m)
	}
	return nil
}

func (k *checker) paste(*Model, string) tea.Cmd { return nil }

// onChecker is an action on the open checker.
func onChecker(do func(*checker, *Model) tea.Cmd) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		if k, ok := m.over.(*checker); ok {
			return do(k, m)
		}
		return nil
	}
}

func checkMode() *mode {
	return &mode{"What became of a passage", []action{
		{"keep here", []string{"enter"}, "keep here", "the note belongs here: keep it on these words from now on", onChecker((*checker).keep)},
		{"next place", []string{"j", "down"}, "", "next place that is offered for a lost passage", onChecker(func(k *checker, _ *Model) tea.Cmd { k.list.Move(1); return nil })},
		{"previous place", []string{"k", "up"}, "", "the place before", onChecker(func(k *checker, _ *Model) tea.Cmd { k.list.Move(-1); return nil })},
		{"select it", []string{"v"}, "select it", "select the passage in the text yourself; D there puts the note on the selection", onChecker((*checker).selectIt)},
		{"leave it", []string{"esc", "q", "D"}, "leave it", "decide nothing", onChecker((*checker).leave)},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

// keep puts the note on the place chosen.
func (k *checker) keep(m *Model) tea.Cmd {
	i, ok := k.list.Selected()
	if !ok {
		return nil
	}
	k.leave(m)
	at := k.places[i].Span
	put := m.attach(k.art, k.note, at)
	if !m.isOpen(k.art.Name) {
		return put
	}
	m.rd.focus, m.rd.unit = at, freely
	return tea.Batch(put, m.reveal(at))
}

func (k *checker) leave(m *Model) tea.Cmd {
	m.over = k.back
	return nil
}

// attach puts a note onto a passage, as the reader says. Its quote stays.
func (m *Model) attach(a *article.Article, n note.Note, s article.Span) tea.Cmd {
	return m.onEvent(m.session.Attach(a, n, s, ""))
}

// draw shows the note's passage then and now, or then and where it may be.
func (k *checker) draw(m *Model, c *term.Canvas) *tea.Cursor {
	if k.back != nil {
		k.back.draw(m, c)
	}
	width := min(panelWidth, m.w-2) - 4
	lines := k.lines(width, max(m.h-4, 2))
	x, y, width, height := m.drawPanel(c, k.title(), panelWidth, len(lines)+2)
	for i, line := range lines[:min(len(lines), height)] {
		line.draw(m, c, x, y+i, width)
	}
	m.theme.DrawFrameHints(c, x, y+height, width, k.hints())
	return nil
}

func (k *checker) title() string {
	switch {
	case k.gone:
		return "the article is gone; its notes are kept"
	case k.lost() && len(k.places) == 0:
		return "lost passage · nothing like it is in the text"
	case k.lost():
		return "lost passage · " + count(len(k.places), "place") + " it may be"
	}
	return k.match.State.String() + " · then and now · " + itoa(library.Percent(k.match.Confidence)) + " % of its words"
}

// hints are those of what can be done.
func (k *checker) hints() []term.Hint {
	possible := mode{actions: slices.DeleteFunc(slices.Clone(k.mode.actions), func(a action) bool {
		return a.name == "keep here" && len(k.places) == 0 || a.name == "select it" && (k.back != nil || k.gone)
	})}
	return possible.hints()
}

// styledLine is a line whose parts have looks of their own; picked is one of
// the place under the cursor.
type styledLine struct {
	parts  []diff.Piece
	label  bool
	picked bool
}

func (l styledLine) draw(m *Model, c *term.Canvas, x, y, width int) {
	right := x + width
	for _, p := range l.parts {
		st := m.theme.Text
		if l.label {
			st = m.theme.Quiet
		}
		x = c.Text(x, y, right-x, p.Text, term.Laid(m.theme.Panel, term.Laid(st, opStyle(m, p.Op))))
	}
	if l.picked {
		m.theme.DrawPicked(c, right-width-1, y, width+2)
	}
}

// opStyle is laid over words by what became of them; the signs around them
// say the same.
func opStyle(m *Model, kind diff.EditOp) uv.Style {
	switch kind {
	case diff.Deleted:
		return uv.Style{Fg: m.theme.Bad.Fg, Attrs: uv.AttrStrikethrough}
	case diff.Inserted:
		return uv.Style{Fg: m.theme.Good.Fg, Underline: ansi.UnderlineSingle}
	}
	return uv.Style{}
}

// difference are the words then and now as one text, in lines: [-deleted-] and
// {+inserted+}, as wdiff writes them.
func difference(then, now string, width int) []styledLine {
	var words []diff.Piece
	for _, p := range anchor.Difference(article.CleanLine(then), article.CleanLine(now)) {
		text := strings.TrimSpace(p.Text)
		text = [...]string{"", "[-", "{+"}[p.Op] + text + [...]string{"", "-]", "+}"}[p.Op]
		for _, w := range strings.Fields(text) {
			words = append(words, diff.Piece{Text: w, Op: p.Op})
		}
	}
	return fillLines(words, width)
}

// fillLines breaks words into lines. Words of one op are one part.
func fillLines(words []diff.Piece, width int) []styledLine {
	var lines []styledLine
	var line styledLine
	used := 0
	for _, w := range words {
		n := term.Width(w.Text)
		if used > 0 && used+1+n > width {
			lines, line, used = append(lines, line), styledLine{}, 0
		}
		if used > 0 {
			line.space(w.Op)
			used++
		}
		line.add(w)
		used += n
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines
}

// space parts two words, in the style of both if they have one op.
func (l *styledLine) space(next diff.EditOp) {
	kind := diff.Kept
	if l.parts[len(l.parts)-1].Op == next {
		kind = next
	}
	l.add(diff.Piece{Text: " ", Op: kind})
}

func (l *styledLine) add(p diff.Piece) {
	if n := len(l.parts); n > 0 && l.parts[n-1].Op == p.Op {
		l.parts[n-1].Text += p.Text
		return
	}
	l.parts = append(l.parts, p)
}
