package note

import (
	"cmp"
	"strings"

	"manicule/internal/markdown"
)

// split parts text into pieces: a new one begins at each entry's header, and
// where an entry ends before the next one.
func split(text string) []piece {
	var pieces []piece
	start, end, inEntry := 0, 0, false
	chunk := func(to int, entry bool) {
		n := to - start
		if inEntry {
			n = entryLen(text[start:to])
		}
		pieces = appendPiece(pieces, text[start:start+n], inEntry)
		pieces = appendPiece(pieces, text[start+n:to], false)
		start, inEntry = to, entry
	}
	for line := range strings.Lines(text) {
		if entryStart().MatchString(line) {
			chunk(end-leadLen(text[start:end]), true)
		}
		end += len(line)
	}
	chunk(len(text), false)
	return pieces
}

// entryLen is the length of the entry that the text begins with: to its end
// mark, else to the first section heading outside of code, else all of it.
func entryLen(text string) int {
	var code markdown.Fence
	end, heading := 0, 0
	for line := range strings.Lines(text) {
		if heading == 0 && code.Open == "" && section().MatchString(line) {
			heading = end - leadLen(text[:end])
		}
		end += len(line)
		code.See(line)
		if entryEnd().MatchString(line) {
			return end
		}
	}
	return cmp.Or(heading, end)
}

// leadLen is the length of the last line if that is blank: it parts a piece
// from the next one, and goes with that.
func leadLen(raw string) int {
	body := strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")
	if !strings.HasSuffix(raw, "\n") || body != "" && !strings.HasSuffix(body, "\n") {
		return 0
	}
	return len(raw) - len(body)
}

func appendPiece(pieces []piece, raw string, entry bool) []piece {
	if raw == "" {
		return pieces
	}
	p := piece{raw: raw}
	if entry {
		p.read()
	}
	return append(pieces, p)
}

func (p *piece) read() {
	n, wrong, err := readEntry(p.raw)
	if err != nil {
		p.wrong = []string{err.Error()}
		return
	}
	p.note, p.wrong = &n, wrong
	last := strings.TrimRight(p.raw, "\r\n")
	p.sealed = entryEnd().MatchString(last[strings.LastIndexByte(last, '\n')+1:])
}
