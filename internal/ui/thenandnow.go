package ui

import (
	"errors"
	"io/fs"
	"strconv"
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

// checker is the pane that shows what became of a note's passage: of an
// edited one the words then and now, of a lost one the places that it may have
// gone to. Nothing is written before the reader chooses.
type checker struct {
	*env
	noText
	mode   mode
	art    *article.Article // its text is the present one
	note   note.Note        // Text names the text that its position belongs to
	match  note.Match
	places []note.Match    // where it may be; the first is match's where that has a place
	said   []string        // what stands at each of the places
	near   []string        // the same with what stands beside it
	list   term.List[int]  // of places
	gone   bool            // the article is; said is what was stored of it
	pick   func(id string) // has the passage selected in the text; nil when that is not open
}

// newChecker prepares what is to be seen of a note. It looks through the text,
// so it belongs into a command.
func newChecker(e *env, a *article.Article, n note.Note, at note.Match, text string) *checker {
	k := &checker{env: e, art: a, note: n, match: at}
	k.mode = e.bound(checkMode(k))
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

// showChecker opens the pane on a note of the open article. The text is the one
// that the positions of notes without one belong to; pick has the passage
// selected in the article.
func showChecker(e *env, a *article.Article, n note.ResolvedNote, text string, pick func(id string)) tea.Cmd {
	return e.await("comparing then and now", func() arrival {
		k := newChecker(e, a, n.Note, n.Match, text)
		k.pick = pick
		return k.show
	})
}

// unchangedPassage is said of a passage that is as it was.
const unchangedPassage = "this passage says what you marked"

// checkOnDisk shows what became of a note's passage in the article as it is on
// disk now.
func checkOnDisk(e *env, path string, n note.Note) tea.Cmd {
	sess := e.session
	return e.await("comparing then and now", func() arrival {
		d, err := sess.Load(path)
		if errors.Is(err, fs.ErrNotExist) {
			return newGone(e, path, n).show
		}
		if err == nil {
			now, ok := d.Note(n.ID)
			switch {
			case !ok:
				err = nothing("this note was deleted meanwhile")
			case now.Match.State == note.Exact:
				err = nothing(unchangedPassage)
			default:
				return newChecker(e, d.Article, now.Note, now.Match, d.File().Header().Text).show
			}
		}
		return func() (pane, error) { return nil, err }
	})
}

func (k *checker) show() (pane, error) { return k, nil }

func (k *checker) lost() bool { return k.match.State == note.Lost }

func (k *checker) resize() {
	k.list.Grow(candidateRows)
	k.list.Resize(max(k.h-8, candidateRows))
}

func (k *checker) table() *mode { return &k.mode }

func checkMode(k *checker) *mode {
	return &mode{title: "What became of a passage", actions: []action{
		act("keep here", "enter", "keep here", "the note belongs here: keep it on these words from now on", k.keep),
		act("next place", "j down", "", "next place that is offered for a lost passage", k.counted(moving(&k.list), 1)),
		act("previous place", "k up", "", "the place before", k.counted(moving(&k.list), -1)),
		act("select it", "v", "select it", "select the passage in the text yourself; D there puts the note on the selection", k.selectIt),
		act("leave it", "esc q D", "leave it", "decide nothing", k.leave),
		act(quitAction, "ctrl+c", "", "leave; everything is saved", k.quit),
	}}
}

// keep puts the note on the place chosen.
func (k *checker) keep() tea.Cmd {
	i, ok := k.list.Selected()
	if !ok {
		return nil
	}
	k.leave()
	at := k.places[i].Span
	put := attach(k.env, k.art, k.note, at)
	return tea.Batch(put, k.host.reveal(k.art.Name, at))
}

func (k *checker) leave() tea.Cmd {
	k.close(k)
	return nil
}

// draw shows the note's passage then and now, or then and where it may be.
func (k *checker) draw(c *term.Canvas) *tea.Cursor {
	width := min(panelWidth, k.w-2) - 4
	lines := k.lines(width, max(k.h-4, 2))
	x, y, width, height := k.drawPanel(c, k.title(), panelWidth, len(lines)+2)
	for i, line := range lines[:min(len(lines), height)] {
		line.draw(k.env, c, x, y+i, width)
	}
	k.theme.DrawFrameHints(c, x, y+height, width, k.hints())
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
	return k.match.State.String() + " · then and now · " + strconv.Itoa(library.Percent(k.match.Confidence)) + " % of its words"
}

// hints are those of what can be done.
func (k *checker) hints() []term.Hint {
	var not []string
	if len(k.places) == 0 {
		not = append(not, "keep here")
	}
	if k.pick == nil {
		not = append(not, "select it")
	}
	return k.mode.hints(not...)
}

// styledLine is a line whose parts have looks of their own; picked is one of
// the place under the cursor.
type styledLine struct {
	parts  []diff.Piece
	label  bool
	picked bool
}

func (l styledLine) draw(e *env, c *term.Canvas, x, y, width int) {
	right := x + width
	for _, p := range l.parts {
		st := e.theme.Text
		if l.label {
			st = e.theme.Quiet
		}
		x = c.Text(x, y, right-x, p.Text, term.Laid(e.theme.Panel, term.Laid(st, opStyle(e, p.Op))))
	}
	if l.picked {
		e.theme.DrawPicked(c, right-width-1, y, width+2)
	}
}

// opStyle is laid over words by what became of them; the signs around them
// say the same.
func opStyle(e *env, kind diff.EditOp) uv.Style {
	switch kind {
	case diff.Deleted:
		return uv.Style{Fg: e.theme.Bad.Fg, Attrs: uv.AttrStrikethrough}
	case diff.Inserted:
		return uv.Style{Fg: e.theme.Good.Fg, Underline: ansi.UnderlineSingle}
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

// attach puts a note onto a passage, as the reader says. Its quote stays.
func attach(e *env, a *article.Article, n note.Note, s article.Span) tea.Cmd {
	return e.host.onEvent(e.session.Attach(a, n, s, ""))
}
