// Package page lays an article out at a width: its blocks become rows of
// cells, and every cell knows the bytes of the article's text that it shows.
//
// The looks are glamour's: its type of a style, its named styles, chroma's
// colours for code. The layout is our own, for glamour's renderer would have
// to be given marked text and be decoded again, maps wrapped table cells and
// joined accents to wrong places, takes minutes for 83 bytes of ">" and prints
// addresses into the text. Laying out cells that carry their offsets from the
// start is exact at every width. Tests hold the words to those of its renderer.
//
// An article is parsed and laid out by parts (markdown.Source), on demand. What
// was made is kept while there is room; nothing else grows with the article.
package page

import (
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"manicule/internal/article"
	"manicule/internal/crash"
	"manicule/internal/markdown"
)

// What is kept, in cells: laid out, and as blocks.
const (
	keptRows   = 300_000 // about 12 MB; a screen is 2,000 to 10,000
	keptBlocks = 100_000
)

// Page is an article laid out at a width. It is safe for concurrent use.
type Page struct {
	article *article.Article
	source  *markdown.Source
	width   int
	style   *Style
	wide    displaywidth.Options
	notes   func() map[string]int // see numbers; found once, when first asked for

	mu           sync.Mutex
	pal          *palette
	title        *laidOutPart
	breaks       breaker
	blocks       cache[[]block]
	laidOutParts cache[*laidOutPart]
	asked        asked
	colours      *colours
	wanted       map[int][]codeText // by parts: code that stands plain until its tokens are known
	drawings     *Drawings
	undrawn      map[int][]Code  // by parts: code of which a drawing is to be made
	folding      bool            // see SetFolding
	turned       map[int]bool    // the scrollable blocks that are not as they usually are; see layouter.pans
	pictures     map[string]Size // see SetPictures
	margins      Margins         // see SetMargins
	shifts       map[int]int     // how far scrollable blocks are panned, in cells
}

// New prepares a page of at least 2 cells width. It reads nothing of the text
// yet. A nil style is Plain.
func New(a *article.Article, width int, style *Style) *Page {
	if style == nil {
		style = Plain()
	}
	p := &Page{
		article: a, source: markdown.NewSource(a.Text), width: max(width, 2), style: style,
		// as the terminal library measures, which an environment variable changes
		wide:    displaywidth.Options{EastAsianWidth: ansi.StringWidth("…") > 1},
		notes:   sync.OnceValue(func() map[string]int { return numbers(a.Text) }),
		colours: &colours{}, wanted: map[int][]codeText{}, undrawn: map[int][]Code{},
	}
	p.pal = newPalette(newBuilder(&style.Config, nil, "", p.wide).marks.base)
	p.blocks.limit, p.laidOutParts.limit = keptBlocks, keptRows
	return p
}

// With is the same article at another width or in another style. It shares
// what was found out about the article's parts, which New would find out again.
func (p *Page) With(width int, style *Style) *Page {
	q := New(p.article, width, style)
	q.source, q.notes, q.colours = p.source, p.notes, p.colours
	q.takeOver(p)
	return q
}

// Of is a page as this one of a text that changed, whose code is coloured at once
// where it did not.
func (p *Page) Of(a *article.Article) *Page {
	q := New(a, p.width, p.style)
	q.colours = p.colours
	return q
}

// Article is the article the page shows.
func (p *Page) Article() *article.Article { return p.article }

// Dark reports whether the page's style is for dark grounds.
func (p *Page) Dark() bool { return p.style.Dark }

// Width is the width in cells that the page was made for.
func (p *Page) Width() int { return p.width }

// Style is the look of the cells that carry the index.
func (p *Page) Style(i uint16) uv.Style {
	p.mu.Lock()
	defer p.mu.Unlock()
	if int(i) >= len(p.pal.styles) {
		return uv.Style{}
	}
	return p.pal.styles[i]
}

// Link is the destination of the cells that carry the index: as the article
// has it, clean, not to be trusted; "#^label" leads to the footnote of that
// label; "" for 0.
func (p *Page) Link(i uint16) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if int(i) >= len(p.pal.links) {
		return ""
	}
	return p.pal.links[i]
}

// blocksOf are the blocks of a part; the caller holds the lock.
func (p *Page) blocksOf(i int) []block {
	if b, ok := p.blocks.get(i); ok {
		return b
	}
	part, ok := p.source.Part(i)
	if !ok {
		return nil
	}
	blocks := p.build(i, part)
	cost := 100
	for j := range blocks {
		cost += blocks[j].size()
	}
	p.blocks.put(i, blocks, cost)
	return blocks
}

// size is how many cells a block has.
func (b *block) size() int {
	n := len(b.cells) + len(b.drawn) + 10
	if b.table != nil {
		for _, row := range b.table.rows {
			for _, f := range row {
				n += len(f)
			}
		}
	}
	return n
}

// laidOutPartOf is the part laid out; nil behind the last part. Number -1 is the
// title block. The caller holds the lock.
func (p *Page) laidOutPartOf(i int) *laidOutPart {
	if i < 0 {
		return p.laidOutTitle()
	}
	if s, ok := p.laidOutParts.get(i); ok {
		return s
	}
	if _, ok := p.source.Part(i); !ok {
		return nil
	}
	s := p.lay(p.bodyBlocks(i))
	p.laidOutParts.put(i, s, len(s.cells)+100)
	return s
}

// bodyBlocks are the part's blocks without the one that the title block shows.
func (p *Page) bodyBlocks(i int) []block {
	blocks := p.blocksOf(i)
	if i == 0 && len(blocks) > 0 && p.isTitle(&blocks[0]) {
		blocks = blocks[1:]
	}
	return blocks
}

// isTitle reports whether the block is the heading that repeats the title.
func (p *Page) isTitle(b *block) bool {
	start, _, ok := bounds(b.cells)
	return ok && b.kind == heading && p.article.TitleSpan.Contains(start)
}

// lay lays blocks out. What goes wrong in it costs the looks, not the text.
func (p *Page) lay(blocks []block) (s *laidOutPart) {
	defer crash.Survive(func(*crash.Crash) {
		s = &laidOutPart{}
		p.layouter(s).set(flattened(blocks))
	})
	s = &laidOutPart{}
	p.layouter(s).set(blocks)
	return s
}

func (p *Page) layouter(s *laidOutPart) *layouter {
	b := newBuilder(&p.style.Config, p.pal, "", p.wide)
	return &layouter{
		width: p.width, config: &p.style.Config, justify: p.style.Justify, logical: p.style.Logical, pal: p.pal,
		quiet: p.pal.pen(b.marks.quiet), wide: p.wide, breaks: &p.breaks, out: s, turned: p.turned, folding: p.folding, pictures: p.pictures, margins: p.margins,
	}
}

// flattened are the blocks' texts, one simple block each.
func flattened(blocks []block) []block {
	var flat []block
	for _, b := range blocks {
		if b.table == nil {
			flat = append(flat, block{kind: prose, cells: b.cells, gap: b.gap})
			continue
		}
		for _, row := range b.table.rows {
			for _, f := range row {
				flat = append(flat, block{kind: prose, cells: f})
			}
		}
	}
	return flat
}
