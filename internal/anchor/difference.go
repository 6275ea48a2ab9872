package anchor

import "manicule/internal/diff"

// Difference tells word by word how one text became another: the pieces kept
// and inserted are the later one, those kept and deleted the earlier. Case and
// the signs between words are no difference.
func Difference(before, after string) []diff.Piece {
	l := lexicon{ids: map[string]int32{}}
	old, now := l.words(foldVisible(before), before), l.words(foldVisible(after), after)
	p := pair(old.list, now.list)
	var d difference
	j := 0
	for i := range old.list {
		if p.to[i] == none {
			d.add(old.piece(i), diff.Deleted)
			continue
		}
		for ; j < int(p.to[i]); j++ {
			d.add(now.piece(j), diff.Inserted)
		}
		d.add(now.piece(j), diff.Kept)
		j++
	}
	for ; j < len(now.list); j++ {
		d.add(now.piece(j), diff.Inserted)
	}
	return d
}

type difference []diff.Piece

// add appends words, to the last piece where that had the same operation.
func (d *difference) add(text string, op diff.EditOp) {
	if n := len(*d); n > 0 && (*d)[n-1].Op == op {
		(*d)[n-1].Text += text
		return
	}
	*d = append(*d, diff.Piece{Text: text, Op: op})
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
