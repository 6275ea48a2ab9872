package note

// Piece is a run of words of a passage before and after it was edited.
type Piece struct {
	Text string // as it stands there, with the space and signs behind it
	Kind Fate
}

// Fate is what became of words.
type Fate uint8

// What may become of words. Of those kept the later form is given.
const (
	Kept Fate = iota
	Deleted
	Inserted
)

// Difference tells word by word how one text became another: the pieces kept
// and inserted are the later one, those kept and deleted the earlier. Case and
// the signs between words are no difference.
func Difference(before, after string) []Piece {
	l := lexicon{ids: map[string]int32{}}
	old, now := l.words(foldVisible(before), before), l.words(foldVisible(after), after)
	p := pair(old.list, now.list)
	var d difference
	j := 0
	for i := range old.list {
		if p.to[i] == none {
			d.add(old.piece(i), Deleted)
			continue
		}
		for ; j < int(p.to[i]); j++ {
			d.add(now.piece(j), Inserted)
		}
		d.add(now.piece(j), Kept)
		j++
	}
	for ; j < len(now.list); j++ {
		d.add(now.piece(j), Inserted)
	}
	return d
}

// LineDifference tells the same line by line, a piece each without its line
// end; of lines changed into others the former ones go first.
func LineDifference(before, after string) []Piece {
	old, now := bodyLines(before), bodyLines(after)
	var d []Piece
	add := func(lines []string, kind Fate) {
		for _, line := range lines {
			d = append(d, Piece{line, kind})
		}
	}
	i, j := 0, 0
	for k, partner := range pairLines(old, now) {
		if partner == none {
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

type difference []Piece

// add appends words, to the last piece where that had the same fate.
func (d *difference) add(text string, kind Fate) {
	if n := len(*d); n > 0 && (*d)[n-1].Kind == kind {
		(*d)[n-1].Text += text
		return
	}
	*d = append(*d, Piece{text, kind})
}

// piece is the source of the word of that number, with what stands between it
// and the next; before the first word also what the text begins with.
func (w *words) piece(number int) string {
	from, to := w.begin(w.list[number].i), len(w.src)
	if number == 0 {
		from = 0
	}
	if number+1 < len(w.list) {
		to = w.begin(w.list[number+1].i)
	}
	return w.src[from:to]
}
