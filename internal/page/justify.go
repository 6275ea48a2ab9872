package page

// maxSpread is how many cells a space may be widened by. A line that would need
// more stays ragged: wide spaces below each other run through the text like
// rivers.
const maxSpread = 2

// justified appends the line to out with its spaces widened so that it fills
// the room, as evenly as whole cells allow. The cells added show the space
// that they widen. From row to row the widest ones stand last, in the middle
// and first, so that they do not gather anywhere.
func justified(out []Cell, line Line, room, row int) []Cell {
	free, gaps := room-line.Width(), 0
	for i := range line {
		if widens(&line[i]) {
			gaps++
		}
	}
	if free <= 0 || free > gaps*maxSpread {
		return append(out, line...)
	}
	turn := row % 3 * (gaps - 1) / 2
	for i, k := 0, 0; i < len(line); i++ {
		out = append(out, line[i])
		if !widens(&line[i]) {
			continue
		}
		for range ((k+1)*free+turn)/gaps - (k*free+turn)/gaps {
			out = append(out, line[i])
		}
		k++
	}
	return out
}

func widens(c *Cell) bool { return c.Text == " " && !c.decoration() }
