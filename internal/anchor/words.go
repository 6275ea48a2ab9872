package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/script"
)

// words are a folded text's words in order. Signs are no words; each character
// of a script without spaces is one.
type words struct {
	folded
	src  string
	list []word
}

// word is a word of a folded text.
type word struct {
	i, j  int   // where it is in the folded text
	id    int32 // words that differ in nothing but case have the same
	pause pause // what parts it from the word before
}

// pause is what stands between two words, weakest first.
type pause uint8

const (
	space    pause = iota
	comma          // any sign but those that end a sentence
	sentence       // one that does
	block          // a new paragraph, list item, heading or table row; the text's ends
)

// lexicon numbers words, so that two texts are compared as numbers.
type lexicon struct {
	ids   map[string]int32
	count []int32 // how often each word stands in the texts
}

func (l *lexicon) id(w string) int32 {
	if strings.ContainsFunc(w, unicode.IsUpper) {
		w = strings.ToLower(w)
	}
	id, ok := l.ids[w]
	if !ok {
		id = int32(len(l.count))
		l.ids[w] = id
		l.count = append(l.count, 0)
	}
	l.count[id]++
	return id
}

// words finds the words of a folded text.
func (l *lexicon) words(f folded, src string) *words {
	w := &words{folded: f, src: src}
	w.list = make([]word, 0, len(w.text)/5)
	last := 0
	for i := 0; i < len(w.text); {
		j := wordEnd(w.text, i)
		if j == i {
			_, n := utf8.DecodeRuneInString(w.text[i:])
			i += n
			continue
		}
		w.list = append(w.list, word{id: l.id(w.text[i:j]), i: i, j: j, pause: w.pauseIn(last, i)})
		i, last = j, j
	}
	return w
}

// wordEnd is where the word that begins at i ends; i if none begins there.
func wordEnd(text string, i int) int {
	inside := inWord
	if r, n := utf8.DecodeRuneInString(text[i:]); alone(r) {
		i += n
		inside = script.Mark
	}
	return len(text) - len(strings.TrimLeftFunc(text[i:], inside))
}

func inWord(r rune) bool { return (script.Letter(r) || script.Mark(r)) && !alone(r) }

// alone reports whether the character is a word by itself: one of a script
// that sets no spaces between words or joins what others write apart, or a
// picture.
func alone(r rune) bool {
	return script.Unspaced(r) || r >= utf8.RuneSelf && unicode.In(r, unicode.Hangul, unicode.So)
}

// pauseIn judges the folded bytes [i, j) between two words.
func (w *words) pauseIn(i, j int) pause {
	if i == 0 || w.newBlock(i, j) {
		return block
	}
	p := space
	for _, r := range w.text[i:j] {
		switch {
		case r == ' ':
		case script.EndsSentence(r):
			p = sentence
		default:
			p = max(p, comma)
		}
	}
	if p == sentence && j-i == 1 { // a point within a number, name or path
		return comma
	}
	return p
}

// newBlock reports whether a block begins in the source between folded bytes
// i-1 and j.
func (w *words) newBlock(i, j int) bool {
	gap := w.raw(w.finish(i), w.begin(j))
	for {
		n := strings.IndexByte(gap, '\n')
		if n < 0 {
			return strings.IndexByte(gap, '|') >= 0
		}
		gap = strings.TrimLeft(gap[n+1:], " \t>")
		if startsBlock(gap) {
			return true
		}
	}
}

// startsBlock reports whether a line of Markdown that begins so begins a block.
func startsBlock(line string) bool {
	mark := strings.TrimLeft(line, "0123456789")
	switch {
	case mark == "":
		return false
	case len(mark) < len(line):
		return mark[0] == '.' || mark[0] == ')'
	case strings.IndexByte("-+*", mark[0]) >= 0:
		return len(mark) > 1 && strings.IndexByte(" \t", mark[1]) >= 0
	}
	return strings.IndexByte("\n#|", mark[0]) >= 0 || strings.HasPrefix(mark, "```") || strings.HasPrefix(mark, "~~~") || strings.HasPrefix(mark, "•")
}

// pauseBefore is the pause before the word of that number, or after the last.
func pauseBefore(list []word, number int) pause {
	if number == len(list) {
		return block
	}
	return list[number].pause
}

// blocks counts the words that begin a block.
func blocks(list []word) int {
	n := 0
	for _, w := range list {
		if w.pause == block {
			n++
		}
	}
	return n
}

// begin is where the source of the folded byte i begins, or the text ends.
func (w *words) begin(i int) int {
	if i == len(w.at) {
		return len(w.src)
	}
	return int(w.at[i])
}

// finish is where the source of the folded byte before j ends, or the text
// begins.
func (w *words) finish(j int) int {
	if j == 0 {
		return 0
	}
	return int(w.at[j-1]) + int(w.size[j-1])
}

// raw is the source between two characters, "" if they are one there.
func (w *words) raw(from, to int) string { return w.src[min(from, to):to] }

// source is the word as it stands in the text.
func (w *words) source(x word) string { return w.raw(w.begin(x.i), w.finish(x.j)) }

// gap is the source before the word of that number, or after the last.
func (w *words) gap(number int) article.Span {
	s := article.Span{End: len(w.src)}
	if number < len(w.list) {
		s.End = w.begin(w.list[number].i)
	}
	if number > 0 {
		s.Start = min(s.End, w.finish(w.list[number-1].j))
	}
	return s
}
