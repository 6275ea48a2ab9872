package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/script"
)

// unset is a number that nobody has said.
const unset = -1

// errStopped ends an answer that the reader wants no more of.
var errStopped = errors.New("stopped")

// printer writes answers: lines wrapped at the width, nothing but text.
type printer struct {
	out   *bufio.Writer
	size  func() (width, height int)
	fixed int  // the width that was asked for; 0: none, unset: the screen's
	waits bool // after each screenful it waits for the reader
	ask   func() (string, error)

	ctx     context.Context // of the answer
	width   int             // 0: lines are not wrapped
	height  int             // 0: it never waits
	rows    int             // written since the reader was last asked
	stopped bool
	err     error // of writing
}

// begin starts an answer.
func (p *printer) begin(ctx context.Context) {
	p.ctx, p.rows, p.stopped, p.width, p.height = ctx, 0, false, 0, 0
	if p.size != nil {
		p.width, p.height = p.size()
	}
	if p.fixed != unset {
		p.width = p.fixed
	}
	if !p.waits {
		p.height = 0
	}
}

// say writes a paragraph, made harmless. Its line ends stay.
func (p *printer) say(format string, args ...any) {
	text := strings.TrimRight(article.Clean(fmt.Sprintf(format, args...)), "\n")
	for line := range strings.SplitSeq(text, "\n") {
		if p.width > 0 {
			line = ansi.Wrap(line, p.width, "")
		}
		for row := range strings.SplitSeq(line, "\n") {
			if p.over() {
				return
			}
			p.write(strings.TrimRight(row, " ") + "\n")
			p.rows++
		}
	}
}

// over reports whether the reader wants no more of the answer; after a screenful
// it asks.
func (p *printer) over() bool {
	p.stopped = p.stopped || p.ctx.Err() != nil || p.err != nil
	if p.stopped || p.height < 3 || p.rows < p.height-1 {
		return p.stopped
	}
	p.bare("More follows: press enter, or type stop. ")
	line, err := p.ask()
	p.rows = 0
	if err != nil || strings.TrimSpace(line) != "" {
		p.stopped = true
	}
	return p.stopped
}

// bare writes what is no line, such as the prompt, and brings all to the
// screen.
func (p *printer) bare(s string) {
	p.write(s)
	p.end()
}

func (p *printer) write(s string) {
	if _, err := p.out.WriteString(s); err != nil && p.err == nil {
		p.err = err
	}
}

// end brings the answer to the screen.
func (p *printer) end() {
	if err := p.out.Flush(); err != nil && p.err == nil {
		p.err = err
	}
}

// finish is the end of the conversation.
func (p *printer) finish() error {
	p.end()
	if p.err != nil {
		return fmt.Errorf("write the answers: %w", p.err)
	}
	return nil
}

// sentence makes a sentence of an error's or a label's words.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return ended(string(unicode.ToUpper(r)) + s[n:])
}

// ended puts a full stop behind words that have no end.
func ended(s string) string {
	if strings.ContainsRune(".!?…:", lastRune(strings.TrimRight(s, `"”’)`))) {
		return s
	}
	return s + "."
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// quoted sets words in quotation marks, on one line.
func quoted(s string) string { return script.Quoted(article.CleanLine(s)) }

// shortened is the beginning of a text, up to that many characters.
func shortened(s string, most int) string {
	return ansi.Truncate(article.CleanLine(s), most, "…")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
