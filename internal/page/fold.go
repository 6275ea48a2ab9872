package page

import (
	"maps"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/pattern"
)

// fold is a callout that the reader can fold, by its title.
type fold struct {
	at     int  // the title's first byte, which names it
	folded bool // as the article has it
}

// foldedNow reports whether it is folded now.
func (f *fold) foldedNow(turned map[int]bool) bool { return f.folded != turned[f.at] }

// The signs of callouts that can be folded, behind their titles.
const unfoldedSign, foldedSign = "▾", "▸"

var foldable = pattern.Lazy(`\[![A-Za-z][\w-]*(?:\|[^\]\n]*)?\]([+-])`)

// foldOf is the fold of a callout whose first line has that byte; nil for one
// that is always open. "[!note]-" is folded, "[!note]+" can be.
func (b *builder) foldOf(at int) *fold {
	start := strings.LastIndexByte(b.written[:at], '\n') + 1
	line, _, _ := strings.Cut(b.written[start:], "\n")
	if m := foldable().FindStringSubmatch(line); m != nil {
		return &fold{at: at, folded: m[1] == "-"}
	}
	return nil
}

// titleFold is the row of a fold's title.
type titleFold struct {
	row int
	of  *fold
}

// hides reports whether the block is folded away.
func (l *layouter) hides(b *block) bool { return l.folding && b.hidden(l.turned) }

// hidden reports whether the block stands in something that is folded.
func (b *block) hidden(turned map[int]bool) bool {
	return slices.ContainsFunc(b.frames, func(f *frame) bool {
		return f.fold != nil && f.fold != b.fold && f.fold.foldedNow(turned)
	})
}

// withFoldSign are the cells of a fold's title with the sign that says how it
// is.
func (l *layouter) withFoldSign(b *block, cells []Cell) []Cell {
	if b.fold == nil || !l.folding || len(cells) == 0 {
		return cells
	}
	l.out.folds = append(l.out.folds, titleFold{l.out.rows(), b.fold})
	sign, style := unfoldedSign, cells[len(cells)-1].Style
	if b.fold.foldedNow(l.turned) {
		sign = foldedSign
	}
	return append(slices.Clone(cells), adornment(" ", style), adornment(sign, style))
}

// SetFolding says that callouts can be folded, and that those are which the
// article has so. Without it everything is shown.
func (p *Page) SetFolding() {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.article.Text
	if p.folding || !strings.Contains(t, "[!") || !strings.Contains(t, "]-") && !strings.Contains(t, "]+") {
		return
	}
	p.folding = true
	p.laidOutParts = cache[*laidOutPart]{limit: keptRows}
}

// Folds reports whether the article has anything that can be folded.
func (p *Page) Folds() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.folding
}

// Turned are the blocks that the reader folded or unfolded, for SetTurned of
// another page of the same text.
func (p *Page) Turned() map[int]bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.turned)
}

// SetTurned folds and unfolds blocks as they were on another page.
func (p *Page) SetTurned(turned map[int]bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turned = maps.Clone(turned)
	p.laidOutParts = cache[*laidOutPart]{limit: keptRows}
}

// Callout is one that can be folded.
type Callout struct {
	Title, Text article.Span // Text is what is folded away; empty where there is none
	Folded      bool
}

// FindFold finds a callout that can be folded on the rows that follow one: the
// one that has some of the text near in it, else the first whose title stands
// there.
func (p *Page) FindFold(from Loc, rows int, near article.Span) (c Callout, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.foldAt(near)
	if f == nil {
		f = p.firstFold(from, rows)
	}
	if f == nil {
		return c, false
	}
	return p.callout(f), true
}

// firstFold is the first one whose title stands on the rows that follow one.
func (p *Page) firstFold(from Loc, rows int) *fold {
	if !p.folding {
		return nil
	}
	c, more := p.resolve(from), true
	for ; more && rows > 0; rows-- {
		if s := p.laidOutPartOf(c.part); s != nil {
			if i := slices.IndexFunc(s.folds, func(t titleFold) bool { return t.row == c.row }); i >= 0 {
				return s.folds[i].of
			}
		}
		c, more = p.after(c)
	}
	return nil
}

// foldAt is the innermost fold that the text stands in, or whose title it is.
func (p *Page) foldAt(near article.Span) *fold {
	if near.Empty() || !p.folding {
		return nil
	}
	b := p.blockAt(near.Start)
	if b == nil {
		return nil
	}
	for i := len(b.frames) - 1; i >= 0; i-- {
		if f := b.frames[i].fold; f != nil {
			return f
		}
	}
	return nil
}

// blockAt is the block of a part that shows the byte, else the one behind it.
func (p *Page) blockAt(off int) *block {
	if p.article.Text == "" {
		return nil
	}
	blocks := p.blocksOf(p.source.Find(off))
	for i := range blocks {
		if _, end, ok := blocks[i].bounds(); ok && end > off {
			return &blocks[i]
		}
	}
	return nil
}

// bounds are the smallest and the largest byte that the block shows.
func (b *block) bounds() (start, end int, ok bool) {
	if b.table == nil {
		return bounds(b.cells)
	}
	for _, row := range b.table.rows {
		for _, f := range row {
			if s, e, shown := bounds(Line(f)); shown {
				if !ok {
					start = s
				}
				start, end, ok = min(start, s), max(end, e), true
			}
		}
	}
	return start, end, ok
}

// callout is where the title of a fold stands and what is in it.
func (p *Page) callout(f *fold) Callout {
	c := Callout{Folded: f.foldedNow(p.turned)}
	for i, blocks := 0, p.blocksOf(p.source.Find(f.at)); i < len(blocks); i++ {
		b := &blocks[i]
		if !slices.ContainsFunc(b.frames, func(fr *frame) bool { return fr.fold != nil && fr.fold.at == f.at }) {
			continue
		}
		start, end, ok := b.bounds()
		switch {
		case !ok:
		case b.fold != nil && b.fold.at == f.at:
			c.Title = article.Span{Start: start, End: end}
		case c.Text.Empty():
			c.Text = article.Span{Start: start, End: end}
		default:
			c.Text.End = max(c.Text.End, end)
		}
	}
	return c
}

// Fold folds the callout, or unfolds it. Rows are counted again then.
func (p *Page) Fold(c Callout) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.foldAt(c.Title); f != nil {
		p.turn(f.at)
	}
}

func (p *Page) turn(at int) {
	if p.turned == nil {
		p.turned = map[int]bool{}
	}
	p.turned[at] = !p.turned[at]
	p.laidOutParts = cache[*laidOutPart]{limit: keptRows}
}

// Unfold shows the text at a byte where it is folded away; false when it is
// not. Rows are counted again then.
func (p *Page) Unfold(off int) (did bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.hides(off) {
		return false
	}
	b := p.blockAt(off)
	for _, fr := range b.frames {
		if fr.fold != nil && fr.fold != b.fold && fr.fold.foldedNow(p.turned) {
			p.turn(fr.fold.at)
		}
	}
	return true
}

// hides reports whether the text at a byte is folded away.
func (p *Page) hides(off int) bool {
	if !p.folding {
		return false
	}
	b := p.blockAt(off)
	return b != nil && b.hidden(p.turned)
}
