package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	xterm "github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/stopwatch"
	"manicule/internal/ui/term"
)

// defaultColumns is how wide text is printed at most, unless --width says.
const defaultColumns = 80

// columns is the width of the output: the terminal's; of a pipe, which may lead
// to a pager on it, that of the terminal that messages go to; else
// defaultColumns.
func (c *cli) columns() int {
	out := []*os.File{c.stdout}
	if isPipe(c.stdout) {
		out = append(out, c.stderr)
	}
	for _, f := range out {
		if w, _, err := xterm.GetSize(f.Fd()); err == nil && w > 0 {
			return w
		}
	}
	return defaultColumns
}

func isPipe(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeNamedPipe != 0
}

// print writes the rendered article. Colours and bold go to terminals only,
// and as NO_COLOR and its relatives say.
func (c *cli) print(a *article.Article) error { return c.printFrom(a, 0) }

// printFrom is print from the row of a byte of the text on.
func (c *cli) printFrom(a *article.Article, from int) error {
	style, err := c.printStyle()
	if err != nil {
		return err
	}
	if !c.terminal() { // right-to-left text stays as it is written, for other programs
		logical := *style
		logical.Logical = true
		style = &logical
	}
	c.warnAbout(a)
	width := c.width
	if width <= 0 {
		width = min(c.columns(), defaultColumns)
	}
	out := bufio.NewWriterSize(&colorprofile.Writer{Forward: c.stdout, Profile: c.profile()}, 64<<10)
	p := page.New(a, width, style)
	at := p.First()
	if from > 0 {
		at = p.Locate(from)
	}
	return writePage(out, p, at, c.profile())
}

// profile is what colours the output takes: none where it is no terminal.
func (c *cli) profile() colorprofile.Profile { return colorprofile.Detect(c.stdout, os.Environ()) }

// dark asks the terminal whether its background is dark, if colours matter.
func (c *cli) dark() bool {
	return c.profile() > colorprofile.ASCII && lipgloss.HasDarkBackground(c.stdin, c.stdout)
}

// printedAtOnce is how many rows are laid out for one write.
const printedAtOnce = 200

// printedColours is how long colouring the code of what is printed may take.
const printedColours = 3 * time.Second

// writePage prints the page from a row on, its code coloured if anybody sees
// colours.
func writePage(out *bufio.Writer, p *page.Page, at page.Loc, profile colorprofile.Profile) error {
	watch, colours, inks := stopwatch.Start(), profile > colorprofile.ASCII, term.Inks{}
	var usual uv.Style
	if p.Style(0).Fg != nil { // else a style says nothing of the ground that it is for
		usual = term.Usual(p.Dark())
	}
	for last := p.Last(); ; {
		if left := printedColours - watch.Elapsed(); colours && left > 0 {
			p.Colour(at, printedAtOnce, left)
		}
		lines := p.Lines(at, printedAtOnce)
		for _, line := range lines {
			writeLine(out, p, line, func(st *uv.Style, text string) { inks.Readable(st, text, usual, profile) })
		}
		next, moved := p.Move(at, printedAtOnce)
		if moved < printedAtOnce || len(lines) < printedAtOnce || next.Compare(last) > 0 {
			break
		}
		at = next
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the article: %w", err)
	}
	return nil
}

// writeLine prints a row, on the ground of the style, if it has one; readable
// changes inks that cannot be read on their ground.
func writeLine(out *bufio.Writer, p *page.Page, line page.Line, readable func(st *uv.Style, text string)) {
	var style, none uv.Style
	ground := p.Style(0)
	for _, cell := range line {
		next := p.Style(cell.Style)
		if next.Bg == nil {
			next.Bg = ground.Bg
		}
		if next.Fg == nil && ground.Bg != nil {
			next.Fg = ground.Fg
		}
		readable(&next, cell.Text)
		out.WriteString(next.Diff(&style))
		out.WriteString(cell.Text)
		style = next
	}
	if ground.Bg != nil {
		out.WriteString(ground.Diff(&style) + strings.Repeat(" ", max(0, p.Width()-line.Width())))
		style = ground
	}
	out.WriteString(none.Diff(&style))
	out.WriteByte('\n')
}

// printJSON writes v as indented JSON, every character that a terminal might
// obey escaped.
func printJSON(w io.Writer, v any) error {
	data, err := indented(v, "")
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	return nil
}

// indented is v as clean JSON whose lines begin with prefix, but the first.
func indented(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	err := enc.Encode(v)
	return escapeUnclean(b.Bytes()), err
}

// jsonArray writes a JSON array as its elements come, as printJSON would write
// it whole.
type jsonArray struct {
	out   *bufio.Writer
	lines bool // an element a line instead, without brackets
	n     int
}

func (a *jsonArray) add(v any) error {
	if a.lines {
		return a.addLine(v)
	}
	data, err := indented(v, "  ")
	if err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	before := ",\n  "
	if a.n == 0 {
		before = "[\n  "
	}
	a.out.WriteString(before)
	a.out.Write(bytes.TrimSuffix(data, []byte("\n")))
	a.n++
	return nil
}

// addLine writes an element as one line.
func (a *jsonArray) addLine(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	a.out.Write(escapeUnclean(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
	a.out.WriteByte('\n')
	return nil
}

// addJSON adds the flags that ask for a JSON array, or for its elements line by
// line.
func (c *cli) addJSON(cmd *cobra.Command, json *bool) {
	cmd.Flags().BoolVar(json, "json", false, "print a JSON array")
	cmd.Flags().BoolVar(&c.jsonLines, "jsonl", false, "print JSON lines: an object a line")
	cmd.PreRun = func(*cobra.Command, []string) { *json = *json || c.jsonLines }
}

// printArray prints the elements of a list.
func (c *cli) printArray(all []noteJSON) error {
	array := jsonArray{out: bufio.NewWriter(c.stdout), lines: c.jsonLines}
	for _, one := range all {
		if err := array.add(one); err != nil {
			return err
		}
	}
	array.end()
	return array.out.Flush()
}

func (a *jsonArray) end() {
	if a.lines {
		return
	}
	if a.n == 0 {
		a.out.WriteString("[")
	} else {
		a.out.WriteString("\n")
	}
	a.out.WriteString("]\n")
}

// escapeUnclean replaces the runes that article.Clean would change by their
// JSON escapes, so that the data stays exact and the terminal safe.
func escapeUnclean(data []byte) []byte {
	if article.IsClean(string(data)) {
		return data
	}
	var b bytes.Buffer
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case article.IsClean(string(r)):
			b.Write(data[:size])
		case r > 0xFFFF:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		data = data[size:]
	}
	return b.Bytes()
}
