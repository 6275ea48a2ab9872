package markdown

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// scanner finds the places of a text where a top-level block is certain to
// begin, by CommonMark's rules (0.31.2) for what is a container and what is
// opaque to blocks: fenced code and HTML. It looks at line starts only.
//
// It stops at a line that follows a blank line, has no indentation and is
// neither an item of a list nor a definition: nothing above can go on in it.
// Also at an ATX heading, which ends whatever stands above it but HTML, and
// below a rule, which nothing goes on behind.
type scanner struct {
	text  string
	pos   int   // start of the line to be read next
	items []int // starts of top-level list items in the block last found

	blank  bool   // the line above is blank
	ruled  bool   // the line above is a rule
	para   bool   // the line above may be a paragraph's
	indent int    // column where the content of the open list item begins; 0: none
	empty  bool   // the line above is a list item without text, which a blank line ends
	fence  string // the closing fence that is waited for, or ""
	html   string // what ends the open HTML block; "\n": a blank line; "" none
	term   bool   // the block above may be the term of a definition, or one
	def    bool   // there was a definition since the last boundary
	boxes  int    // boxes that are open
	colon  int    // start of the next line that begins with ":", from pos
}

func newScanner(text string) *scanner {
	return &scanner{text: text, blank: true, colon: -1}
}

// next is the end of the block that begins where the last one ended.
func (s *scanner) next() int {
	s.items, s.def = s.items[:0], false
	first := s.pos
	for s.pos < len(s.text) {
		start := s.pos
		end := len(s.text)
		if i := strings.IndexByte(s.text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		line := s.text[start:end]
		if start > first && s.begins(start, line) {
			return start
		}
		s.pos = end
		s.read(start, line)
	}
	return len(s.text)
}

// begins reports whether a top-level block is certain to begin at the line.
func (s *scanner) begins(start int, line string) bool {
	if s.boxes > 0 || s.fence != "" && s.indent == 0 || s.html != "" && s.html != "\n" {
		return false
	}
	if line[0] == '#' && s.html == "" && isHeading(line) {
		return true
	}
	if !s.blank && !s.ruled {
		return false
	}
	switch line[0] {
	case ' ', '\t', '\n', ':':
		return false
	case '-', '+', '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if _, n := marker(line); n > 0 && !s.ruled {
			return false
		}
	}
	return !(s.def && s.isTerm(start))
}

// read takes the line's part in what is open.
func (s *scanner) read(start int, line string) {
	wasEmpty := s.empty
	s.empty, s.ruled = false, false
	content := strings.TrimLeft(line, " ")
	col := len(line) - len(content)
	blank := blankLine(content)
	s.readBox(content)
	switch {
	case s.fence != "":
		s.readFence(col, content)
	case s.html != "":
		s.readHTML(line, blank)
	case blank:
		s.para = false
		if wasEmpty {
			s.indent = 0
		}
	case s.indent > 0 && (col >= s.indent || content[0] == '\t'):
		s.para = true // inside the item; what it holds ends with it
	case col > 3 || content[0] == '\t':
		s.term = s.term && s.para && !s.blank // else it is indented code
	default:
		s.open(start, col, content)
	}
	s.blank = blank
}

// readBox counts the boxes that are open.
func (s *scanner) readBox(content string) {
	switch {
	case strings.HasPrefix(content, string(boxOpen)):
		s.boxes++
	case strings.HasPrefix(content, string(boxClose)):
		s.boxes = max(0, s.boxes-1)
	}
}

// readFence waits for the closing fence.
func (s *scanner) readFence(col int, content string) {
	if col <= 3 && strings.HasPrefix(content, s.fence) &&
		strings.Trim(content, s.fence[:1]+" \t\n") == "" && !strings.Contains(strings.TrimRight(content, " \t\n"), " ") {
		s.fence = ""
	}
}

// readHTML waits for the HTML block's end.
func (s *scanner) readHTML(line string, blank bool) {
	if s.html == "\n" && blank || s.html != "\n" && endsHTML(line, s.html) {
		s.html = ""
	}
}

// open sees what a top-level line begins or goes on with.
func (s *scanner) open(start, col int, content string) {
	wasPara, wasTerm := s.para && !s.blank, s.term
	s.para, s.term = false, false
	if wasPara && s.indent == 0 && isUnderline(content) {
		return
	}
	switch content[0] {
	case '`', '~':
		if f := fenceOf(content); f != "" {
			s.fence, s.indent = f, 0
			return
		}
	case '<':
		if end := htmlEnd(content, wasPara); end != "" {
			s.indent = 0
			if end == "\n" || !endsHTML(content, end) {
				s.html = end
			}
			return
		}
	case '#':
		if isHeading(content) {
			s.indent = 0
			return
		}
	case '>':
		s.indent, s.para = 0, true
		return
	case ':':
		if n := definition(content); col == 0 && wasTerm && n > 0 {
			s.def, s.term, s.para = true, true, true
			s.indent = n
			return
		}
	case '-', '+', '*', '_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if s.openItem(start, col, content, wasPara) {
			return
		}
	}
	if !wasPara {
		s.indent = 0
	}
	s.term = s.indent == 0 || wasTerm
	s.para = true
}

// definition is the width of the mark of a definition, with the space behind
// it; 0: none (goldmark's rules).
func definition(s string) int {
	rest := strings.TrimLeft(s[1:], " ")
	n := len(s) - 1 - len(rest)
	if n == 0 && rest != "\n" && rest != "" {
		return 0
	}
	if n >= 8 {
		n = 5
	}
	return 1 + max(n, 1)
}

// openItem enters a list item. An empty item, or a number other than 1, does
// not interrupt a paragraph.
func (s *scanner) openItem(start, col int, content string, wasPara bool) bool {
	if isRule(content) {
		s.indent, s.ruled = 0, true
		return true
	}
	mark, n := marker(content)
	if n == 0 || wasPara && s.indent == 0 && (mark != "1" && content[0] <= '9' && content[0] >= '0' || blankLine(content[n-1:])) {
		return false
	}
	if col == 0 {
		s.items = append(s.items, start)
	}
	s.empty = blankLine(content[min(n, len(content)):])
	s.indent = col + n
	s.para = !s.empty
	return true
}

// isTerm reports whether the paragraph at start is the term of a definition.
func (s *scanner) isTerm(start int) bool {
	if s.colon < start {
		s.colon = len(s.text)
		if i := strings.Index(s.text[start:], "\n:"); i >= 0 {
			s.colon = start + i + 1
		}
	}
	if s.colon == len(s.text) {
		return false
	}
	end := strings.Index(s.text[start:], "\n\n")
	if end < 0 || s.colon <= start+end {
		return true
	}
	return strings.HasPrefix(strings.TrimLeft(s.text[start+end:], "\n"), ":")
}

// marker measures a list item's marker and the space behind it: mark is the
// number or bullet, n the width up to the item's content; 0: no item.
func marker(s string) (mark string, n int) {
	i := 0
	switch c := s[0]; {
	case c == '-' || c == '+' || c == '*':
		mark, i = s[:1], 1
	default:
		for i < len(s) && i < 10 && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i == 0 || i > 9 || i == len(s) || s[i] != '.' && s[i] != ')' {
			return "", 0
		}
		mark, i = s[:i], i+1
	}
	rest := s[i:]
	if rest == "" || rest[0] == '\n' {
		return mark, i + 1
	}
	if rest[0] != ' ' && rest[0] != '\t' {
		return "", 0
	}
	spaces := len(rest) - len(strings.TrimLeft(rest, " "))
	if spaces == 0 || spaces > 4 || blankLine(rest) {
		spaces = 1
	}
	return mark, i + spaces
}

// blankLine tells a string of nothing but white space.
func blankLine(s string) bool {
	for i := range len(s) {
		if s[i] > ' ' || IsSign(rune(s[i])) {
			return false
		}
	}
	return true
}

// isHeading tells an ATX heading that begins with the string's first byte.
func isHeading(s string) bool {
	n := len(s) - len(strings.TrimLeft(s, "#"))
	return n >= 1 && n <= 6 && (n == len(s) || s[n] == ' ' || s[n] == '\t' || s[n] == '\n')
}

// isUnderline tells what makes the paragraph above a heading.
func isUnderline(s string) bool {
	s = strings.TrimRight(s, " \t\n")
	return s != "" && (s[0] == '=' || s[0] == '-') && strings.Trim(s, s[:1]) == ""
}

// isRule tells a thematic break.
func isRule(s string) bool {
	c := s[0]
	if c == '+' || c >= '0' && c <= '9' {
		return false
	}
	n := 0
	for i := range len(s) {
		switch s[i] {
		case c:
			n++
		case ' ', '\t', '\n':
		default:
			return false
		}
	}
	return n >= 3
}

// fenceOf is the run of marks that a code fence opens with, or "".
func fenceOf(s string) string {
	n := len(s) - len(strings.TrimLeft(s, s[:1]))
	if n < 3 || s[0] == '`' && strings.IndexByte(s[n:], '`') >= 0 {
		return ""
	}
	return s[:n]
}

// clusterStart is the start of the last character of s as readers see them,
// which may go on behind s; at least 1. It looks at the last 256 bytes only.
func clusterStart(s string) int {
	from := max(0, len(s)-256)
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	g := graphemes.FromString(s[from:])
	last := from
	for pos := from; g.Next(); pos += len(g.Value()) {
		last = pos
	}
	return max(last, 1)
}
