package notes

import (
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
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

func (k *checker) lost() bool { return k.match.State == note.Lost }

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

const (
	// maxCandidates is how many places are offered for a lost passage.
	maxCandidates = 3
	// candidateRows is how many rows one of them takes: its heading, two of
	// the words there, and a free one.
	candidateRows = 4
	// mostQuoteRows is how much is shown of what a lost note stood on.
	mostQuoteRows = 3
	// candidateContext is how many bytes are shown on each side of one.
	candidateContext = 48
)

func label(text string) styledLine {
	return styledLine{parts: []diff.Piece{{Text: text}}, label: true}
}

// around is what stands at a place and some bytes of words on each side, as the
// page shows them, the place between signs.
func around(p *page.Page, s article.Span, some int) string {
	text := p.Article().Text
	from, to := max(s.Start-some, 0), min(s.End+some, len(text))
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	quote := func(from, to int) string { return article.CleanLine(p.Quote(article.Span{Start: from, End: to})) }
	before, here, all := quote(from, s.Start), quote(s.Start, s.End), quote(from, to)
	gap, after, ok := strings.Cut(all[min(len(before), len(all)):], here)
	if !ok {
		return "‹" + here + "›"
	}
	before += gap
	if i := strings.IndexByte(before, ' '); i >= 0 && from > 0 {
		before = "…" + before[i+1:]
	}
	if i := strings.LastIndexByte(after, ' '); i >= 0 && to < len(text) {
		after = after[:i] + "…"
	}
	return before + "‹" + here + "›" + after
}
