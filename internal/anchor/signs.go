package anchor

import (
	"slices"
	"strings"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/script"
)

// span is where the new words are, together with the signs and the markup
// beside them that the old passage had beside its own.
func (a *Alignment) span(old article.Span, passage, n run) article.Span {
	return article.Span{
		Start: a.start(old.Start, a.o[passage.from], n.from),
		End:   a.end(old.End, a.o[passage.to-1], n.to-1),
	}
}

// start is where a passage starts now that started at an old place, with the
// old word first, and whose first word now is the one of that number.
func (a *Alignment) start(was int, first word, number int) int {
	w := a.n[number]
	if in := was - a.old.begin(first.i); in > 0 {
		if a.old.source(first) == a.now.source(w) {
			return a.now.begin(w.i) + in
		}
		return a.now.begin(w.i)
	}
	i, stop := w.i, 0
	if number > 0 {
		stop = a.n[number-1].j
	}
	signs := a.old.text[a.old.index(was):first.i]
	for i > stop {
		r, size := utf8.DecodeLastRuneInString(a.now.text[:i])
		if !oneOf(signs, r) {
			break
		}
		i -= size
	}
	markup := a.old.raw(was, a.old.begin(a.old.index(was)))
	start := a.now.begin(i)
	return start - markupBefore(a.now.raw(a.now.finish(i), start), markup)
}

// end is where a passage ends now, like start.
func (a *Alignment) end(was int, last word, number int) int {
	w := a.n[number]
	if in := a.old.finish(last.j) - was; in > 0 {
		if a.old.source(last) == a.now.source(w) {
			return a.now.finish(w.j) - in
		}
		return a.now.finish(w.j)
	}
	j, stop := w.j, len(a.now.text)
	if number+1 < len(a.n) {
		stop = a.n[number+1].i
	}
	signs := a.old.text[last.j:a.old.index(was)]
	for j < stop {
		r, size := utf8.DecodeRuneInString(a.now.text[j:])
		if !oneOf(signs, r) {
			break
		}
		j += size
	}
	markup := a.old.raw(a.old.finish(a.old.index(was)), was)
	end := a.now.finish(j)
	return end + markupAfter(a.now.raw(end, a.now.begin(j)), markup)
}

// oneOf reports whether the sign is one of the signs; those that end a sentence
// or a part of it count as one.
func oneOf(signs string, r rune) bool {
	return r != ' ' && (strings.ContainsRune(signs, r) || script.EndsClause(r) && strings.ContainsFunc(signs, script.EndsClause))
}

// markupBefore is how much of what stands between two characters is markup of
// the second, if the passage had such there.
func markupBefore(gap, had string) int {
	switch {
	case had == "":
		return 0
	case strings.HasSuffix(gap, had):
		return len(had)
	}
	return len(gap) - 1 - strings.LastIndexAny(gap, " \n)")
}

// markupAfter is how much is markup of the first character: signs, and a link's
// address with them.
func markupAfter(gap, had string) int {
	switch {
	case had == "":
		return 0
	case strings.HasPrefix(gap, had):
		return len(had)
	}
	line, _, _ := strings.Cut(gap, "\n")
	if n := strings.LastIndexAny(line, ")]"); n >= 0 {
		return n + 1
	}
	line, _, _ = strings.Cut(line, " ")
	return len(line)
}

// findSigns finds a passage that has no words, such as a line drawn in code:
// between the same two words, where it stands as often as it did.
func (a *Alignment) findSigns(s article.Span) note.Match {
	next, _ := slices.BinarySearchFunc(a.o, a.old.index(s.Start), func(w word, i int) int { return w.j - i - 1 })
	o := a.old.gap(next)
	n, ok := a.gapOf(next)
	if !ok || s.Empty() || s.Start < o.Start || s.End > o.End {
		return note.Match{State: note.Lost}
	}
	signs := a.old.src[s.Start:s.End]
	was, is := a.old.src[o.Start:o.End], a.now.src[n.Start:n.End]
	if strings.Count(was, signs) != strings.Count(is, signs) {
		return note.Match{State: note.Lost}
	}
	at := 0
	for range strings.Count(was[:s.Start-o.Start], signs) {
		at += strings.Index(is[at:], signs) + len(signs)
	}
	if i := strings.Index(is[at:], signs); i >= 0 {
		at += n.Start + i
		found := article.Span{Start: at, End: at + len(signs)}
		if a.old.says(s) == a.now.says(found) { // the same bytes may be markup there
			return note.Match{Span: found, State: note.Exact, Confidence: 1}
		}
	}
	return note.Match{State: note.Lost}
}

// gapOf is the new source between the partners of the old word of that number
// and the one before it, if they stand together.
func (a *Alignment) gapOf(next int) (article.Span, bool) {
	before, after := none, len(a.n)
	if next > 0 {
		if before = int(a.to[next-1]); before == none {
			return article.Span{}, false
		}
	}
	if next < len(a.o) {
		after = int(a.to[next])
	}
	return a.now.gap(before + 1), after == before+1
}
