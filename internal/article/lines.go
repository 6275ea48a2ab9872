package article

import "strings"

// indentOf is how many spaces a line begins with.
func indentOf(l string) int { return len(l) - len(strings.TrimLeft(l, " ")) }

func isBlankLine(l string) bool { return strings.TrimSpace(l) == "" }

// leastIndent is the least indentation of the lines that say something.
func leastIndent(lines []string) int {
	least := -1
	for _, l := range lines {
		if n := indentOf(l); !isBlankLine(l) && (least < 0 || n < least) {
			least = n
		}
	}
	return max(least, 0)
}

// dedent takes up to n spaces off the start of each line.
func dedent(lines []string, n int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l[min(n, indentOf(l)):]
	}
	return out
}

// trimBlank takes the blank lines off both ends.
func trimBlank(lines []string) []string {
	for len(lines) > 0 && isBlankLine(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlankLine(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// indentedFrom takes the lines from i on that are blank or set in by n or more, up
// to the last that says something; and tells where what follows begins.
func indentedFrom(lines []string, i, n int) (block []string, next int) {
	next = i
	for j := i; j < len(lines); j++ {
		if isBlankLine(lines[j]) {
			continue
		}
		if indentOf(lines[j]) < n {
			break
		}
		next = j + 1
	}
	return lines[i:next], next
}

// textLines are the lines of a text without their ends, and without the spaces
// before these.
func textLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines
}

// joined are lines as one.
func joined(lines []string) string {
	parts := make([]string, 0, len(lines))
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			parts = append(parts, l)
		}
	}
	return strings.Join(parts, " ")
}
