package markdown

import "strings"

// What a block may hold before it is shown verbatim. goldmark cannot be
// stopped, and takes time quadratic in the brackets and emphasis marks of a
// block, in the depth of the marks that one line begins with, and in the
// columns of a table. Within these limits the worst block known takes it
// 0.1 s. A sane block of partLimit bytes stays below a tenth of them.
const (
	maxBrackets = 4000  // "[", in a block
	maxEmphasis = 8000  // "*" and "_" together
	maxDepth    = 64    // quote marks and list bullets that open one line
	maxColumns  = 64    // of a table
	maxFields   = 20000 // rows × columns of a table
)

// dangerous reports whether parsing the block could take too much time or
// memory. It never misses a block that would; it may take a strange but
// harmless one for dangerous.
func dangerous(block string) bool {
	return strings.Count(block, "[") > maxBrackets ||
		strings.Count(block, "*")+strings.Count(block, "_") > maxEmphasis ||
		deeplyNested(block) || wide(block)
}

// deeplyNested finds a line that begins with too many quote marks or bullets.
func deeplyNested(block string) bool {
	if len(block) < maxDepth {
		return false
	}
	for line := range strings.Lines(block) {
		if opensWith(line) > maxDepth {
			return true
		}
	}
	return false
}

// opensWith counts the containers that the line's own start may open, up to one
// more than there may be.
func opensWith(line string) (n int) {
	for line != "" && n <= maxDepth {
		switch c := line[0]; {
		case c > '>':
			return n
		case c == ' ' || c == '\t':
			line = line[1:]
		case c == '>':
			line = line[1:]
			n++
		default:
			_, w := marker(line)
			if w == 0 || w >= len(line) || isRule(line) {
				return n
			}
			line = line[w:]
			n++
		}
	}
	return n
}

// wide finds a table with too many columns or fields. Only a delimiter row
// makes a table.
func wide(block string) bool {
	if !strings.Contains(block, "-") {
		return false
	}
	columns, rows := 0, 0
	for line := range strings.Lines(block) {
		if n := delimiters(line); n > columns {
			columns, rows = n, 0
		}
		rows++
		if columns > maxColumns || columns*rows > maxFields {
			return true
		}
	}
	return false
}

// delimiters counts the columns of a table's delimiter row, quoted or in a
// list or not; 0: another line.
func delimiters(line string) int {
	if line[0] > '>' && line[0] != '|' {
		return 0 // most lines: a letter
	}
	line = strings.TrimLeft(line, " \t>+*")
	dashes := 0
	for i := range len(line) {
		switch line[i] {
		case '-':
			dashes++
		case '|', ':', ' ', '\t', '\n':
		default:
			return 0
		}
	}
	if dashes == 0 {
		return 0
	}
	return strings.Count(strings.Trim(line, "| \t\n"), "|") + 1
}
