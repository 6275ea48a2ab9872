package notes

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"manicule/internal/ui/pane"

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
	*pane.Env
	pane.NoText
	mode   pane.Mode
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
func newChecker(e *pane.Env, a *article.Article, n note.Note, at note.Match, text string) *checker {
	k := &checker{Env: e, art: a, note: n, match: at}
	k.mode = e.Bound(checkMode(k))
	if n.Text == "" && text != a.Fingerprint() {
		k.note.Text = text
	}
	if k.places = []note.Match{at}; at.State == note.Lost {
		k.places = anchor.Candidates(a.Text, n.Anchor, maxCandidates)
	}
	p := page.New(a, pane.DefaultColumn, page.Plain())
	for i, c := range k.places {
		k.said = append(k.said, p.Quote(c.Span))
		k.near = append(k.near, around(p, c.Span, candidateContext))
		k.list.Items = append(k.list.Items, i)
	}
	return k
}

// ShowChecker opens the pane on a note of the open article. The text is the one
// that the positions of notes without one belong to; pick has the passage
// selected in the article.
func ShowChecker(e *pane.Env, a *article.Article, n note.ResolvedNote, text string, pick func(id string)) tea.Cmd {
	return e.Await("comparing then and now", func() pane.Arrival {
		k := newChecker(e, a, n.Note, n.Match, text)
		k.pick = pick
		return k.show
	})
}

// UnchangedPassage is said of a passage that is as it was.
const UnchangedPassage = "this passage says what you marked"

// CheckOnDisk shows what became of a note's passage in the article as it is on
// disk now.
func CheckOnDisk(e *pane.Env, path string, n note.Note) tea.Cmd {
	sess := e.Session
	return e.Await("comparing then and now", func() pane.Arrival {
		d, err := sess.Load(path)
		if errors.Is(err, fs.ErrNotExist) {
			return newGone(e, path, n).show
		}
		if err == nil {
			now, ok := d.Note(n.ID)
			switch {
			case !ok:
				err = pane.Nothing("this note was deleted meanwhile")
			case now.Match.State == note.Exact:
				err = pane.Nothing(UnchangedPassage)
			default:
				return newChecker(e, d.Article, now.Note, now.Match, d.File().Header().Text).show
			}
		}
		return func() (pane.Pane, error) { return nil, err }
	})
}

func (k *checker) show() (pane.Pane, error) { return k, nil }

func (k *checker) lost() bool { return k.match.State == note.Lost }

func (k *checker) Resize() {
	k.list.Grow(candidateRows)
	k.list.Resize(max(k.H-8, candidateRows))
}

func (k *checker) Table() *pane.Mode { return &k.mode }

func checkMode(k *checker) *pane.Mode {
	return &pane.Mode{Title: "What became of a passage", Actions: []pane.Action{
		pane.Act("keep here", "enter", "keep here", "the note belongs here: keep it on these words from now on", k.keep),
		pane.Act("next place", "j down", "", "next place that is offered for a lost passage", k.Counted(pane.Moving(&k.list), 1)),
		pane.Act("previous place", "k up", "", "the place before", k.Counted(pane.Moving(&k.list), -1)),
		pane.Act("select it", "v", "select it", "select the passage in the text yourself; D there puts the note on the selection", k.selectIt),
		pane.Act("leave it", "esc q D", "leave it", "decide nothing", k.leave),
		pane.Act(pane.QuitAction, "ctrl+c", "", "leave; everything is saved", k.Quit),
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
	put := Attach(k.Env, k.art, k.note, at)
	return tea.Batch(put, k.Host.Reveal(k.art.Name, at))
}

func (k *checker) leave() tea.Cmd {
	k.Close(k)
	return nil
}

// Draw shows the note's passage then and now, or then and where it may be.
func (k *checker) Draw(c *term.Canvas) *tea.Cursor {
	width := min(pane.PanelWidth, k.W-2) - 4
	lines := k.lines(width, max(k.H-4, 2))
	x, y, width, height := k.DrawPanel(c, k.title(), pane.PanelWidth, len(lines)+2)
	for i, line := range lines[:min(len(lines), height)] {
		line.draw(k.Env, c, x, y+i, width)
	}
	k.Theme.DrawFrameHints(c, x, y+height, width, k.hints())
	return nil
}

func (k *checker) title() string {
	switch {
	case k.gone:
		return "the article is gone; its notes are kept"
	case k.lost() && len(k.places) == 0:
		return "lost passage · nothing like it is in the text"
	case k.lost():
		return "lost passage · " + pane.Count(len(k.places), "place") + " it may be"
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
	return k.mode.Hints(not...)
}

// styledLine is a line whose parts have looks of their own; picked is one of
// the place under the cursor.
type styledLine struct {
	parts  []diff.Piece
	label  bool
	picked bool
}

func (l styledLine) draw(e *pane.Env, c *term.Canvas, x, y, width int) {
	right := x + width
	for _, p := range l.parts {
		st := e.Theme.Text
		if l.label {
			st = e.Theme.Quiet
		}
		x = c.Text(x, y, right-x, p.Text, term.Laid(e.Theme.Panel, term.Laid(st, opStyle(e, p.Op))))
	}
	if l.picked {
		e.Theme.DrawPicked(c, right-width-1, y, width+2)
	}
}

// opStyle is laid over words by what became of them; the signs around them
// say the same.
func opStyle(e *pane.Env, kind diff.EditOp) uv.Style {
	switch kind {
	case diff.Deleted:
		return uv.Style{Fg: e.Theme.Bad.Fg, Attrs: uv.AttrStrikethrough}
	case diff.Inserted:
		return uv.Style{Fg: e.Theme.Good.Fg, Underline: ansi.UnderlineSingle}
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

// Attach puts a note onto a passage, as the reader says. Its quote stays.
func Attach(e *pane.Env, a *article.Article, n note.Note, s article.Span) tea.Cmd {
	return e.Host.OnEvent(e.Session.Attach(a, n, s, ""))
}
