package diff

import "strings"

// pairLines returns for each old line its partner among the new ones, or None.
func pairLines(old, now []string) []int32 {
	ids := map[string]int32{}
	tokens := func(lines []string) []int32 {
		list := make([]int32, len(lines))
		for i, line := range lines {
			id, ok := ids[line]
			if !ok {
				id = int32(len(ids))
				ids[line] = id
			}
			list[i] = id
		}
		return list
	}
	to, _ := Pair(tokens(old), tokens(now))
	return to
}

// Common are the lines that stand in both, in order.
func Common(ours, theirs []string) []string {
	var common []string
	for i, j := range pairLines(ours, theirs) {
		if j != None {
			common = append(common, ours[i])
		}
	}
	return common
}

// Piece is a run of a text before and after it was edited.
type Piece struct {
	Text string
	Op   EditOp
}

// EditOp is what became of a piece.
type EditOp uint8

// What may become of a piece. Of one kept the later form is given.
const (
	Kept EditOp = iota
	Deleted
	Inserted
)

// Lines tells line by line how one text became another, a piece each without
// its line end; of lines changed into others the former ones go first. "" has
// no line.
func Lines(before, after string) []Piece {
	old, now := linesOf(before), linesOf(after)
	var d []Piece
	add := func(lines []string, op EditOp) {
		for _, line := range lines {
			d = append(d, Piece{line, op})
		}
	}
	i, j := 0, 0
	for k, partner := range pairLines(old, now) {
		if partner == None {
			continue
		}
		add(old[i:k], Deleted)
		add(now[j:partner], Inserted)
		add(now[partner:partner+1], Kept)
		i, j = k+1, int(partner)+1
	}
	add(old[i:], Deleted)
	add(now[j:], Inserted)
	return d
}

func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
