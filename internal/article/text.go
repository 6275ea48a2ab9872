package article

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

// readPlain makes Markdown of plain text. Its first lines may tell title,
// site, author and date; bare short lines may be headings; all else is kept
// word for word, with nothing in it taken for markup.
func (a *Article) readPlain(text string) {
	fields, text := a.takeFrontMatter(text)
	a.readMeta(fields)
	if isData(text) {
		a.Text = fencedCode(text, "json") + "\n"
		a.Meta.fallBack(a.Name, fields)
		return
	}
	blocks := plainBlocks(text)
	blocks = a.takeMasthead(blocks)
	a.underlines(blocks)
	markHeadings(blocks, !a.Meta.Published.IsZero() && a.Meta.Author == "")
	joinHyphens(blocks)
	a.Text = Clean(plainMarkdown(blocks)) // a mark may have stood on a space that is gone
	a.Meta.fallBack(a.Name, fields)
}

// isData reports whether a text is one object or list of JSON.
func isData(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (text[0] == '{' || text[0] == '[') && json.Valid([]byte(text))
}

// A shape is what the line ends of a block of plain text mean.
type shape int

const (
	flowing      shape = iota // a paragraph: line ends are wrapping and mean nothing
	lined                     // verse, addresses, lists: every line end counts
	preformatted              // code, tables: every space counts
	heading
)

// A block is a run of lines of plain text without a blank one.
type block struct {
	shape shape
	level int // of a heading
	lines []string
}

// text is the block on one line.
func (b block) text() string {
	if len(b.lines) == 1 {
		return strings.TrimSpace(b.lines[0])
	}
	return strings.Join(strings.Fields(strings.Join(b.lines, " ")), " ")
}

// plainBlocks cuts a clean text at its blank lines, and where lines stand for
// paragraphs also at those.
func plainBlocks(text string) []block {
	var blocks []block
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			blocks = append(blocks, cutBlock(lines)...)
			lines = nil
		}
	}
	for l := range strings.Lines(text) {
		if l = strings.TrimRight(l, "\n "); l == "" {
			flush()
		} else {
			lines = append(lines, l)
		}
	}
	flush()
	return blocks
}

// Lengths in characters that tell how a text is laid out.
const (
	longestWrapped = 100 // wrapped text has no longer lines; 72 is usual
	shortestProse  = 60  // lines that are whole paragraphs are longer on the average
)

// cutBlock tells the shape of consecutive lines. Where one of them is longer
// than anybody wraps, or most are whole sentences, each is its own paragraph.
func cutBlock(lines []string) []block {
	switch {
	case len(lines) == 1:
		return []block{{lines: lines}}
	case underlined(lines):
		return []block{{shape: lined, lines: lines}}
	case len(lines) == 3 && underline().MatchString(lines[0]) && underlined(lines[1:]):
		return []block{{shape: lined, lines: lines[1:]}}
	case aligned(lines), drawn(lines):
		return []block{{shape: preformatted, lines: lines}}
	case wrapped(lines):
		return indentedParagraphs(lines)
	case longest(lines) > longestWrapped || sentences(lines):
		blocks := make([]block, len(lines))
		for i := range lines {
			blocks[i] = block{lines: lines[i : i+1]}
		}
		return blocks
	}
	return []block{{shape: lined, lines: lines}}
}

func longest(lines []string) int {
	n := 0
	for _, l := range lines {
		n = max(n, utf8.RuneCountInString(l))
	}
	return n
}

// columns is space that somebody set to align what follows.
var columns = pattern.Lazy(`\S {3,}\S`)

// aligned reports whether spaces carry meaning: columns in most lines, or all
// lines set in by four, which is how code stands in mails and manuals.
func aligned(lines []string) bool {
	cols, in := 0, 0
	for _, l := range lines {
		if strings.Contains(l, "   ") && columns().MatchString(l) {
			cols++
		}
		if strings.HasPrefix(l, "    ") {
			in++
		}
	}
	return cols*2 > len(lines) || in == len(lines) && !wrapped(lines)
}

// drawn reports whether the lines are a frame, a table or a picture made of
// signs: most of them have lines of a frame, all have a word in the same
// column behind a gap, or there are more signs than letters.
func drawn(lines []string) bool {
	framed, signs, letters := 0, 0, 0
	columns := wordColumns(lines[0])
	for _, l := range lines {
		if (strings.ContainsAny(l, "|+") || !isASCII(l)) && frame().MatchString(l) {
			framed++
		}
		for _, r := range l {
			switch {
			case script.Letter(r) || script.Mark(r):
				letters++
			case r != ' ':
				signs++
			}
		}
		here := wordColumns(l)
		columns = slices.DeleteFunc(columns, func(c int) bool { return !slices.Contains(here, c) })
	}
	return framed*2 > len(lines) || len(columns) > 0 || signs > letters
}

// frame is a line with strokes of a frame or of its columns.
var frame = pattern.Lazy(`^ *[|+].*[|+]$|\|.*\||[-=]\+[-=]|[\x{2500}-\x{259F}]`)

// wordColumns are where words begin behind two spaces or more that follow no
// sentence's end, in characters.
func wordColumns(l string) (columns []int) {
	column, gap, last := 0, 0, ' '
	for _, r := range l {
		if r != ' ' {
			if gap > 1 && last != ' ' && !script.EndsClause(last) {
				columns = append(columns, column)
			}
			gap, last = 0, r
		} else {
			gap++
		}
		column++
	}
	return columns
}

// wrapped reports whether the lines were broken because the next word didn't
// fit: with it, nearly each line would have been longer than the longest.
func wrapped(lines []string) bool {
	width, full := longest(lines), 0
	if width > longestWrapped || width < 40 {
		return false
	}
	for i, l := range lines[:len(lines)-1] {
		word, _, _ := strings.Cut(strings.TrimLeft(lines[i+1], " "), " ")
		if utf8.RuneCountInString(l)+1+utf8.RuneCountInString(word) > width-3 {
			full++
		}
	}
	return full*10 >= (len(lines)-1)*8
}

// sentences reports whether most lines are sentences long enough to be paragraphs.
func sentences(lines []string) bool {
	total, ended := 0, 0
	for _, l := range lines {
		total += utf8.RuneCountInString(l)
		if endsSentence(l) {
			ended++
		}
	}
	return total >= shortestProse*len(lines) && ended*4 >= len(lines)*3
}

// indentedParagraphs cuts wrapped lines where a line is set in, as books do
// instead of blank lines.
func indentedParagraphs(lines []string) []block {
	in := 0
	for _, l := range lines {
		if l[0] == ' ' {
			in++
		}
	}
	if in == 0 || in*2 > len(lines) {
		return []block{{lines: lines}}
	}
	var blocks []block
	start := 0
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || lines[i][0] == ' ' {
			blocks = append(blocks, block{lines: lines[start:i]})
			start = i
		}
	}
	return blocks
}

// underline is a line drawn with signs under a heading.
var underline = pattern.Lazy(`^ *(={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|\^{3,}|"{3,}|#{3,}|\+{3,}|'{3,}) *$`)

// underlined reports whether the lines are one heading and a line under it.
func underlined(lines []string) bool {
	if len(lines) != 2 || !underline().MatchString(lines[1]) {
		return false
	}
	title, drawn := utf8.RuneCountInString(lines[0]), len(lines[1])
	return !underline().MatchString(lines[0]) && drawn*2 >= title && drawn <= title*2+4
}

// underlines makes headings of underlined lines. The drawn line goes.
func (a *Article) underlines(blocks []block) {
	for i, b := range blocks {
		if !underlined(b.lines) {
			continue
		}
		level := 2
		if strings.TrimSpace(b.lines[1])[0] != '=' {
			level = 3
		}
		a.remove(b.lines[1], "line drawn under a heading")
		blocks[i] = block{shape: heading, level: level, lines: b.lines[:1]}
	}
}
