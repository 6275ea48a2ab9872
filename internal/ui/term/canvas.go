package term

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/script"
)

// canvas is the grid of cells one frame is drawn on. Panes write text into it
// at cell coordinates, x to the right and y down from 0, 0; what falls outside
// is cut off. It is kept between frames so that drawing allocates little.
type Canvas struct {
	uv.ScreenBuffer

	strips []strip // of pictures, as they were drawn
}

// Resize makes the canvas w by h cells and clears it.
func (c *Canvas) Resize(w, h int) {
	c.strips = c.strips[:0]
	if c.RenderBuffer == nil || c.Width() != w || c.Height() != h {
		c.ScreenBuffer = uv.NewScreenBuffer(w, h)
		c.Method = ansi.GraphemeWidth
		return
	}
	for _, line := range c.Lines {
		for x := range line {
			line[x] = uv.EmptyCell
		}
	}
}

// Put writes one grapheme cluster of the given width and returns the column
// after it. A wide one that would be cut in two by the edge is left out.
func (c *Canvas) Put(x, y int, grapheme string, width int, st *uv.Style, link string) int {
	if y < 0 || y >= len(c.Lines) || width <= 0 || x < 0 || x+width > len(c.Lines[y]) {
		return x + max(width, 0)
	}
	line := c.Lines[y]
	c.clear(line, x, width)
	line[x] = uv.Cell{Content: grapheme, Width: width, Style: *st, Link: uv.Link{URL: link}}
	for i := 1; i < width; i++ {
		line[x+i] = uv.Cell{}
	}
	return x + width
}

// clear makes room for cells from x to x+width: of a wide character that lies
// half in it, the other half becomes a space.
func (c *Canvas) clear(line uv.Line, x, width int) {
	for i := x; i > 0 && line[i].Width == 0; i-- {
		line[i-1] = uv.Cell{Content: " ", Width: 1, Style: line[i-1].Style}
	}
	for i := x + width; i < len(line) && line[i].Width == 0; i++ {
		line[i] = uv.EmptyCell
	}
}

// Text writes s from x on, at most width cells of it, and returns the column
// after the last one. What doesn't fit ends in "…". The string is clean text
// on one line; it holds no escape sequences.
func (c *Canvas) Text(x, y, width int, s string, st uv.Style) int {
	return c.TextHighlighted(x, y, width, s, st, nil, st)
}

// TextHighlighted writes s like Text, with a style laid over the spans of its bytes, which
// are in order.
func (c *Canvas) TextHighlighted(x, y, width int, s string, st uv.Style, spans []article.Span, laid uv.Style) int {
	end := c.TextTyped(x, y, width, s, st, spans, laid)
	if page.HasRight(s) {
		c.Reorder(x, end, y, page.StartsRight(s), x)
	}
	return end
}

// TextTyped writes s like TextHighlighted, Hebrew and Arabic too from left to right.
func (c *Canvas) TextTyped(x, y, width int, s string, st uv.Style, spans []article.Span, laid uv.Style) int {
	if width <= 0 {
		return x
	}
	end := len(s)
	if short := Truncate(s, width); short != s {
		s, end = short, len(short)-len("…")
	}
	light := Laid(st, laid)
	for i := 0; i < len(s); {
		g, w := FirstGrapheme(s[i:])
		for len(spans) > 0 && spans[0].End <= i {
			spans = spans[1:]
		}
		pen := &st
		if len(spans) > 0 && i < end && spans[0].Overlaps(article.Span{Start: i, End: i + len(g)}) {
			pen = &light
		}
		x = c.Put(x, y, g, w, pen, "")
		i += len(g)
	}
	return x
}

// Reorder puts what was written on row y from column x to end in the order in
// which it is to be shown, in a line that goes from right to left or from left
// to right. It returns where the character that stood at a column stands now.
func (c *Canvas) Reorder(x, end, y int, right bool, at int) int {
	if y < 0 || y >= len(c.Lines) {
		return at
	}
	var text strings.Builder
	written, tracked := map[int]uv.Cell{}, -1 // by the first byte of text
	for col := max(x, 0); col < min(end, len(c.Lines[y])); col++ {
		if cell := c.Lines[y][col]; cell.Width > 0 {
			if col == at {
				tracked = text.Len()
			}
			written[text.Len()] = cell
			text.WriteString(cell.Content)
		}
	}
	for _, shown := range page.InOrder(text.String(), right) {
		cell := written[shown.Start]
		if shown.Start == tracked {
			at = x
		}
		x = c.Put(x, y, shown.Text, cell.Width, &cell.Style, cell.Link.URL)
	}
	return at
}

// TextRight writes s so that it ends before column right and returns the
// column where it starts.
func (c *Canvas) TextRight(right, y, width int, s string, st uv.Style) int {
	s = Truncate(s, width)
	x := right - Width(s)
	c.Text(x, y, width, s, st)
	return x
}

// Fill gives every cell of the rectangle the style and empties it.
func (c *Canvas) Fill(x, y, w, h int, st uv.Style) {
	for row := max(y, 0); row < min(y+h, len(c.Lines)); row++ {
		for col := x; col < x+w; col++ {
			c.Put(col, row, " ", 1, &st, "")
		}
	}
}

// Rule draws a horizontal line.
func (c *Canvas) Rule(x, y, w int, st uv.Style) {
	for i := range w {
		c.Put(x+i, y, "─", 1, &st, "")
	}
}

// Restyle changes the style of the cells from x to x+w on row y.
func (c *Canvas) Restyle(x, y, w int, change func(*uv.Style)) {
	if y < 0 || y >= len(c.Lines) {
		return
	}
	for col := max(x, 0); col < min(x+w, len(c.Lines[y])); col++ {
		change(&c.Lines[y][col].Style)
	}
}

// Ground gives every cell without an ink or ground of its own those of the
// style, unless that is zero.
func (c *Canvas) Ground(st uv.Style) {
	if st == (uv.Style{}) {
		return
	}
	for _, line := range c.Lines {
		for x := range line {
			if line[x].Style.Fg == nil {
				line[x].Style.Fg = st.Fg
			}
			if line[x].Style.Bg == nil {
				line[x].Style.Bg = st.Bg
			}
		}
	}
}

// HasSimpleLines reports whether underlines must be simple. Terminals that don't
// know shapes draw none, and those that don't know colours take "58;5;31" for
// blinking, as xterm does. What knows them has all colours too, though the
// reader may not want any.
func HasSimpleLines(p colorprofile.Profile, env []string) bool {
	env = slices.DeleteFunc(slices.Clone(env), func(v string) bool { return strings.HasPrefix(v, "NO_COLOR=") })
	return p < colorprofile.TrueColor && colorprofile.Env(env) < colorprofile.TrueColor
}

// SimplifyLines makes all underlines simple.
func (c *Canvas) SimplifyLines() {
	for _, line := range c.Lines {
		for x := range line {
			st := &line[x].Style
			st.Underline, st.UnderlineColor = min(st.Underline, ansi.UnderlineSingle), nil
		}
	}
}

// String is the frame as styled text. Trailing blank cells of a row are left
// out: the renderer clears what a frame doesn't mention.
func (c *Canvas) String() string {
	var b strings.Builder
	b.Grow(len(c.Lines) * (c.Width() + 32))
	for y, line := range c.Lines {
		if y > 0 {
			b.WriteByte('\n')
		}
		writeLine(&b, line)
	}
	return b.String()
}

func writeLine(b *strings.Builder, line uv.Line) {
	end := len(line)
	for end > 0 && isBlank(&line[end-1]) {
		end--
	}
	pen := &uv.Style{}
	var link string
	for x := range end {
		cell := &line[x]
		if cell.Width == 0 {
			continue
		}
		if cell.Link.URL != link {
			link = cell.Link.URL
			b.WriteString(ansi.SetHyperlink(link))
		}
		if cell.Style != *pen {
			b.WriteString(uv.StyleDiff(pen, &cell.Style))
			pen = &cell.Style
		}
		b.WriteString(cell.Content)
	}
	if link != "" {
		b.WriteString(ansi.ResetHyperlink())
	}
	if *pen != (uv.Style{}) {
		b.WriteString(ansi.ResetStyle)
	}
}

func isBlank(c *uv.Cell) bool {
	return c.Content == " " && c.Style == uv.Style{} && c.Link.URL == ""
}

// FirstGrapheme returns the first grapheme cluster of s, which is not empty,
// and its width in cells.
func FirstGrapheme(s string) (string, int) {
	if s[0] < 0x80 && (len(s) == 1 || s[1] < 0x80) {
		return s[:1], 1
	}
	g, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return g, w
}

// Width is the width of s in cells.
func Width(s string) int { return ansi.GraphemeWidth.StringWidth(s) }

// Truncate cuts s to at most width cells, the last of them "…" when it was cut.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	return strings.TrimRight(ansi.GraphemeWidth.Truncate(s, width-1, ""), " ") + "…"
}

// Wrap breaks s into lines of at most width cells, where script.LineBreaks says
// so long as a word isn't longer than a line. Each line of a paragraph goes the way that the paragraph goes.
func Wrap(s string, width int) []string {
	var all []string
	for _, paragraph := range strings.Split(s, "\n") {
		lines := wrapped(paragraph, max(width, 1))
		if page.HasRight(paragraph) {
			direct(lines[1:], page.StartsRight(paragraph))
		}
		all = append(all, lines...)
	}
	return all
}

// wrapped breaks a paragraph into lines of at most width cells. Spaces vanish
// at their ends.
func wrapped(paragraph string, width int) (lines []string) {
	start, used, end := 0, 0, 0
	add := func(segment string) {
		w := Width(strings.TrimRight(segment, " "))
		if used+w > width && end > start {
			lines = append(lines, strings.TrimRight(paragraph[start:end], " "))
			start, used = end, 0
		}
		for used+w > width {
			cut := anywhere(segment, width-used)
			lines = append(lines, paragraph[start:end+cut])
			start, end, used, segment = end+cut, end+cut, 0, segment[cut:]
			w = Width(strings.TrimRight(segment, " "))
		}
		end += len(segment)
		used += Width(segment)
	}
	last := 0
	script.LineBreaks(paragraph, func(off int) {
		add(paragraph[last:off])
		last = off
	})
	add(paragraph[last:])
	return append(lines, strings.TrimRight(paragraph[start:], " "))
}

// anywhere is how many bytes of a word fill a width: one cluster at least.
func anywhere(word string, width int) int {
	end, used := 0, 0
	for end < len(word) {
		g, w := FirstGrapheme(word[end:])
		if end > 0 && used+w > width {
			break
		}
		end, used = end+len(g), used+w
	}
	return end
}

// direct marks the lines whose own letters say otherwise as going from right
// to left or not, by the marks that Unicode has for that (UAX 9, 2.6). They take
// no room and are not sent to the terminal.
func direct(lines []string, right bool) {
	mark := "\u200e"
	if right {
		mark = "\u200f"
	}
	for i, line := range lines {
		if page.StartsRight(line) != right {
			lines[i] = mark + line
		}
	}
}

// FirstLines keeps at most n lines; the last one says so.
func FirstLines(lines []string, n int) []string {
	if len(lines) > n {
		lines = lines[:n]
		lines[n-1] += " …"
	}
	return lines
}

// WrapParts breaks s like Wrap; no line begins with the dot between two parts.
func WrapParts(s string, width int) []string {
	const unbroken = "\u00a0· "
	lines := Wrap(strings.ReplaceAll(s, " · ", unbroken), width)
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(line, "\u00a0·", " ·")
	}
	return lines
}

// FitParts drops the last ones of the parts between dots until s fits into the
// width; the first one stays.
func FitParts(s string, width int) string {
	for i := len(s); Width(s) > width && i >= 0; i = strings.LastIndex(s, " · ") {
		s = s[:i]
	}
	return s
}
