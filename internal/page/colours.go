package page

import (
	"errors"
	"slices"
	"sync"
	"time"

	"manicule/internal/stopwatch"
	"manicule/internal/syntax"
)

// keptCode is how many bytes of code have their tokens kept.
const keptCode = 4 << 20

// maxSlow is how many blocks of an article may take a lexer too long. The
// lexers of those go on for a while, for they cannot be stopped; the article's
// other code stays plain then.
const maxSlow = 3

// codeText is code, and its language as the article names it.
type codeText struct{ language, text string }

// colours are the tokens of an article's code. They are found by Colour alone,
// off the screen.
type colours struct {
	mu    sync.Mutex
	known map[codeText][]syntax.Token
	bytes int // of the code
	slow  int // blocks that took too long
}

// of are the tokens of code; ok is false where they are not known yet.
func (c *colours) of(t codeText) (tokens []syntax.Token, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	tokens, ok = c.known[t]
	return tokens, ok || c.slow >= maxSlow || len(t.text) > syntax.MaxBytes
}

// find finds the tokens of code. Whatever goes wrong in it, the code is plain.
func (c *colours) find(t codeText) {
	if _, ok := c.of(t); ok {
		return
	}
	tokens, err := syntax.Tokens(t.language, t.text)
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(err, syntax.ErrTime) {
		c.slow++
	}
	if c.known == nil || c.bytes+len(t.text) > keptCode {
		c.known, c.bytes = map[codeText][]syntax.Token{}, 0
	}
	c.known[t] = slices.Clip(tokens)
	c.bytes += len(t.text)
}

// Uncoloured reports whether code on n rows from at on, or in what follows at
// once, stands plain until Colour has found its colours. It costs next to
// nothing.
func (p *Page) Uncoloured(at Loc, n int) bool {
	_, ok := p.uncoloured(at, n)
	return ok
}

// uncoloured is the first part of which that is so.
func (p *Page) uncoloured(at Loc, n int) (i int, ok bool) {
	if p.style.Config.codeLooks() == nil {
		return 0, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, i := range p.partsAhead(at, n) {
		if wanted, built := p.wanted[i]; !built || len(wanted) > 0 {
			return i, true
		}
	}
	return 0, false
}

// partsAhead are the parts that n rows from at on show, as far as they are laid
// out, and the next one.
func (p *Page) partsAhead(at Loc, n int) (parts []int) {
	c := p.resolve(at)
	for i, row := max(c.part, 0), -c.row; ; i++ {
		if _, ok := p.source.Part(i); !ok {
			return parts
		}
		parts = append(parts, i)
		s, ok := p.laidOutParts.get(i)
		if !ok || row > n {
			return parts
		}
		row += s.rows()
	}
}

// Colour colours the code of which Uncoloured speaks, until the time is used up.
// It is for goroutines that nobody waits for, or for printing.
func (p *Page) Colour(at Loc, n int, most time.Duration) {
	watch := stopwatch.Start()
	for watch.Elapsed() <= most {
		i, ok := p.uncoloured(at, n)
		if !ok {
			return
		}
		p.colour(i, func() bool { return watch.Elapsed() <= most })
	}
}

// colour colours the code of a part, as long as there is time, and lays it out.
func (p *Page) colour(i int, time func() bool) {
	p.mu.Lock()
	p.laidOutPartOf(i)
	wanted := slices.Clone(p.wanted[i])
	p.mu.Unlock()
	if len(wanted) == 0 {
		return
	}
	for _, t := range wanted {
		if p.colours.find(t); !time() {
			break
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.blocks.forget(i)
	p.laidOutParts.forget(i)
	p.laidOutPartOf(i)
}
