package markdown

import "strings"

// Fence follows fenced code over the lines of a text, outside of quotations and
// lists.
type Fence struct {
	Open string // the marks of the fence that is open, or ""
}

// See takes in the next line, with or without its end.
func (f *Fence) See(line string) {
	s := strings.TrimLeft(line, " ")
	if s == "" || s[0] != '`' && s[0] != '~' || len(line)-len(s) > 3 {
		return
	}
	marks := fenceOf(s)
	switch {
	case f.Open == "":
		f.Open = marks
	case strings.HasPrefix(marks, f.Open) && strings.TrimSpace(s) == marks:
		f.Open = ""
	}
}
