package page

import "strings"

// highlightSession colours the commands of a terminal session, not what the
// programs print. Without any prompt all of it is commands.
func highlightSession(code string) []span {
	var spans []span
	pos, prompts := 0, false
	for line := range strings.Lines(code) {
		if n := promptLength(line); n > 0 {
			prompts = true
			spans = append(spans, span{pos + n, plainToken})
			for _, s := range highlight("sh", line[n:]) {
				spans = append(spans, span{pos + n + s.end, s.token})
			}
		}
		pos += len(line)
	}
	if !prompts {
		return highlight("sh", code)
	}
	return append(spans, span{pos, plainToken})
}

// promptLength is the length of the prompt that a line begins with: "$ ".
func promptLength(line string) int {
	s := strings.TrimLeft(line, " ")
	if len(s) > 2 && strings.IndexByte("$%>#", s[0]) >= 0 && s[1] == ' ' {
		return len(line) - len(s) + 2
	}
	return 0
}

// commandStart reports whether a command may begin at the place: a shell's words
// mean something there, and are arguments elsewhere.
func (h *highlighter) commandStart(word string) bool {
	line := h.code[max(0, h.pos-200):h.pos]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	before := strings.Fields(line)
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	switch {
	case word == "in":
		return len(before) > 1 && h.has("for case select", before[len(before)-2])
	case !strings.HasSuffix(line, " "):
		return strings.IndexByte("|;&({`!", last[len(last)-1]) >= 0
	}
	return strings.ContainsAny(last[len(last)-1:], "|;&({`!") || h.has("do elif else if sudo then time until while xargs", last)
}
