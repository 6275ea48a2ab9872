package page

import (
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"manicule/internal/crash"
	"manicule/internal/markdown"
)

// parseLimit is how long a part may take the parser. Parts are cut so that it
// is never reached; should it be, the part is shown as it is written.
const parseLimit = time.Second

// build makes the blocks of the i-th part.
func (p *Page) build(i int, part markdown.Part) (blocks []block) {
	p.wanted[i], p.undrawn[i] = nil, nil
	if part.Plain {
		return p.plainBlocks(part, p.plainNotice(part))
	}
	defer crash.Survive(func(*crash.Crash) {
		blocks = p.plainBlocks(part, "shown as written: it could not be laid out")
	})
	tree, src, why := p.parse(part)
	if why != "" {
		return p.plainBlocks(part, why)
	}
	b := newBuilder(&p.style.Config, p.pal, p.source.Standard(), p.wide)
	b.written, b.notes, b.colours, b.drawings = p.article.Text, p.notes, p.colours, p.drawings
	blocks = b.build(tree, src, part.Span.Start)
	p.wanted[i], p.undrawn[i] = b.wanted, b.undrawn
	return blocks
}

// parse runs the parser, which cannot be stopped, on its own goroutine.
func (p *Page) parse(part markdown.Part) (tree ast.Node, src []byte, why string) {
	type result struct {
		tree ast.Node
		src  []byte
	}
	done := make(chan result, 1)
	go func() {
		defer crash.Survive(func(*crash.Crash) { done <- result{} })
		tree, src := p.source.Tree(part)
		done <- result{tree, src}
	}()
	timer := time.NewTimer(parseLimit)
	defer timer.Stop()
	select {
	case r := <-done:
		if r.tree == nil {
			return nil, nil, "shown as written: it could not be read"
		}
		return r.tree, r.src, ""
	case <-timer.C:
		return nil, nil, "shown as written: it took too long to read"
	}
}

// plainBlocks shows a part verbatim: paragraphs keep their lines and spaces.
// The notice, if any, stands above.
func (p *Page) plainBlocks(part markdown.Part, notice string) []block {
	var blocks []block
	b := newBuilder(&p.style.Config, p.pal, p.article.Text, p.wide)
	if notice != "" {
		blocks = append(blocks, block{kind: prose, gap: 1, cells: b.ornament("☞ "+notice, b.marks.quiet)})
	}
	gap := p.plainGap(part)
	f := flow{wide: p.wide}
	style := p.pal.pen(b.marks.base)
	flush := func() {
		if f.trim(); visible(f.cells) {
			blocks = append(blocks, block{kind: plain, cells: f.cells, gap: gap})
			gap = 1
		}
		f = flow{wide: p.wide}
	}
	at := part.Span.Start
	for line := range strings.Lines(p.article.Text[part.Span.Start:part.Span.End]) {
		text := strings.TrimSuffix(line, newline)
		if strings.TrimSpace(text) == "" {
			flush()
		} else {
			if len(f.cells) > 0 {
				f.cells = append(f.cells, Cell{Text: newline, Start: at - 1, End: at})
			}
			f.add(text, at, style, 0)
		}
		at += len(line)
	}
	flush()
	return blocks
}

// plainNotice says why a part is plain, above the first of several.
func (p *Page) plainNotice(part markdown.Part) string {
	if i := p.source.Find(part.Span.Start - 1); part.Span.Start > 0 && i >= 0 {
		if prev, ok := p.source.Part(i); ok && prev.Plain {
			return ""
		}
	}
	return "shown as written: too long, wide or intricate to be laid out"
}

// plainGap is 0 where a part goes on with what the one before it began.
func (p *Page) plainGap(part markdown.Part) int {
	before := p.article.Text[:part.Span.Start]
	if before == "" || strings.HasSuffix(before, "\n\n") {
		return 1
	}
	if i := p.source.Find(part.Span.Start - 1); i >= 0 {
		if prev, ok := p.source.Part(i); ok && !prev.Plain {
			return 1
		}
	}
	return 0
}
