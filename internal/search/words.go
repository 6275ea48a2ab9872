package search

import (
	"unicode"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// token is one word of a text as the index and queries know it. It is valid
// during the call, and so are its bytes.
type token struct {
	term    []byte       // folded, at most maxTerm bytes
	span    article.Span // the bytes of the text that the word comes from
	heading bool         // it stands in a heading that the outline has
	reading bool         // it tells how the characters before it are read (ruby)
	first   bool         // it is the first of such a reading

	lead     byte         // the sign right before it; 0: none, see signs
	trail    []byte       // the signs right behind it
	signed   article.Span // span with these
	compound []byte       // it and the word before, if a hyphen joins them, the number of a version, or what stands before an apostrophe; else nil
	whole    article.Span // where the compound comes from
}

// maxTerm is how many bytes of a word count.
const maxTerm = 64

// scanText calls each with the words that a reader sees in a canonical
// Markdown text, in order, and reports whether the text has a block of code.
//
// A word is a run of letters, digits and their marks. Han, kana, Hangul, Thai,
// Lao and Khmer are written without spaces, so each character is a word there.
// Apostrophes join ("don't" is dont), but for the French elision ("l'été" is
// l and ete) and the English genitive ("Japan's" is japan); what stands before one
// is found too ("İzmir'de" is izmirde, and izmir). All other signs
// part words; of some each word is told that stand right beside it.
func scanText(text string, each func(*token)) (code bool) {
	code, _ = scanCounting(text, markdown.Standard(text), each)
	return code
}

// scanCounting is scanText of a text whose markdown.Standard is given, and counts
// the words as people do.
func scanCounting(text, standard string, each func(*token)) (code bool, count article.Counter) {
	return new(scanner).counting(text, standard, each)
}

// counting is scanCounting by a scanner that can be used again.
func (s *scanner) counting(text, standard string, each func(*token)) (code bool, count article.Counter) {
	*s = scanner{each: each, text: text}
	markdown.VisibleIn(standard, article.Span{End: len(text)}, func(p markdown.Piece) {
		code = code || p.Code
		count.Add(p)
		s.read(p)
	})
	s.flush()
	return code, count
}

// scanPlain calls each with the words of a text without markup, as scanText
// does: a title, a name, a query.
func scanPlain(text string, each func(*token)) { new(scanner).plain(text, each) }

// plain is scanPlain by a scanner that can be used again.
func (s *scanner) plain(text string, each func(*token)) {
	*s = scanner{each: each}
	s.read(markdown.Piece{Text: text, Span: article.Span{End: len(text)}})
	s.flush()
}

// terms are the folded words of a text without markup, but for readings.
func terms(s string) (all []string) {
	scanPlain(s, func(t *token) {
		if !t.reading {
			all = append(all, string(t.term))
		}
	})
	return all
}

// scanner puts words together.
type scanner struct {
	each func(*token)
	told token
	buf  [maxTerm]byte
	n    int          // buf[:n] is the word so far, folded
	span article.Span // where it comes from

	text    string // the Markdown that the pieces are of; "" if there is none
	piece   markdown.Piece
	heading bool
	beside  // the signs around the word
	readings

	pending bool // an apostrophe stands behind the word so far
	last    int  // how long the term was before the last one within; 0: there is none
	before  int  // where the word ended before that
}

// read takes the next piece of the text.
func (s *scanner) read(p markdown.Piece) { s.readAs(p, p.Span) }

// readAs is read where the words' spans are to be others than where the piece
// is written.
func (s *scanner) readAs(p markdown.Piece, written article.Span) {
	if p.Gap != markdown.Joined {
		s.flush()
		s.part(p.Gap)
	}
	s.tags(written)
	s.piece, s.heading = p, p.Heading
	text := p.Text
	for i := 0; i < len(text); {
		c := text[i]
		if lower[c] != 0 {
			i = s.ascii(i)
			continue
		}
		switch {
		case c >= utf8.RuneSelf:
			i += s.character(i)
		case c == '\'':
			s.apostrophe()
			i++
		default:
			s.sign(c, i, i+1)
			i++
		}
	}
}

// ascii adds the ASCII letters and digits from one on to the word, and returns
// where they end.
func (s *scanner) ascii(from int) (to int) {
	text := s.piece.Text
	if s.trails > 0 || s.pending {
		for to = from + 1; to < len(text) && lower[text[to]] != 0; to++ {
		}
		s.split(from, to, text[from] <= '9')
	}
	n := s.n
	for to = from; to < len(text); to++ {
		c := lower[text[to]]
		if c == 0 {
			break
		}
		if n < maxTerm {
			s.buf[n] = c
			n++
		}
	}
	s.extend(from, to)
	s.n = n
	return to
}

// split ends the word before the bytes [from, to) of the piece, if they are of
// another one: they may stand behind an apostrophe, which joins no digit, nor what
// was elided.
func (s *scanner) split(from, to int, digit bool) {
	if s.trails > 0 || s.pending && (digit || elides(s.buf[:s.n]) && !s.genitive(from, to)) {
		s.flush()
	}
}

// extend lets the word go on with the bytes [from, to) of the piece.
func (s *scanner) extend(from, to int) {
	at := s.source(from, to)
	if s.n == 0 {
		s.span = at
		return
	}
	if s.pending {
		s.pending, s.last, s.before = false, s.n, s.span.End
	}
	s.span.End = at.End
}

// elides tells the French words that lose their vowel before another one.
func elides(term []byte) bool {
	switch string(term) {
	case "l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}

// genitive reports whether the bytes [from, to) of the piece are an s that ends
// the word.
func (s *scanner) genitive(from, to int) bool {
	text := s.piece.Text
	if to-from != 1 || lower[text[from]] != 's' {
		return false
	}
	if to == len(text) || text[to] < utf8.RuneSelf {
		return to == len(text) || text[to] != '\''
	}
	r, _ := utf8.DecodeRuneInString(text[to:])
	f := folded(r)
	return f == breaks || f == itself
}

// source is where the bytes [from, to) of the piece come from.
func (s *scanner) source(from, to int) article.Span {
	at := s.piece.Span
	if len(s.piece.Text) != at.End-at.Start {
		return at // an entity
	}
	return article.Span{Start: at.Start + from, End: at.Start + to}
}

func (s *scanner) apostrophe() {
	if s.pending || s.trails > 0 {
		s.flush()
	}
	if s.pending = s.n > 0; !s.pending {
		s.lead = 0
	}
}

// flush ends the word and tells it, without the s of a genitive.
func (s *scanner) flush() {
	if s.n == 0 {
		return
	}
	if s.last > 0 && string(s.buf[s.last:s.n]) == "s" {
		s.n, s.span.End, s.last = s.last, s.before, 0
	}
	s.tell(s.buf[:s.n], s.span)
	s.n, s.pending, s.last = 0, false, 0
}

// character takes the character outside ASCII at text[i] of the piece, with
// its marks if it is a word of its own, and returns the length.
func (s *scanner) character(i int) int {
	r, size := utf8.DecodeRuneInString(s.piece.Text[i:])
	switch f := folded(r); f {
	case breaks:
		s.between(r, i, size)
	case itself:
		return s.single(i, size)
	case apostrophe:
		s.apostrophe()
	case nothing:
		if s.n > 0 && !s.pending && s.trails == 0 && unicode.Is(unicode.M, r) {
			s.extend(i, i+size)
		}
	default:
		if am := amSize(s.piece.Text[i:]); am > 0 {
			return s.single(i, am)
		}
		s.split(i, i+size, s.pending && unicode.IsDigit(r))
		s.extend(i, i+size)
		if s.n+len(f) <= maxTerm {
			s.n += copy(s.buf[s.n:], f)
		}
	}
	return size
}

// single tells a character that is a word, and returns its length with the
// marks on it. One that stands for several, such as the ligature ゟ of よ and り,
// is as many words.
func (s *scanner) single(i, size int) int {
	if s.n > 0 {
		s.flush()
	}
	text, end := s.piece.Text, i+size
	for end < len(text) && text[end] >= firstMark {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !attaches(r) || amSize(text[end:]) > 0 {
			break
		}
		end += n
	}
	at := s.source(i, end)
	for all := appendAlone(s.buf[:0], text[i:end]); len(all) > 0; {
		n := firstWord(all)
		s.tell(cutTerm(all[:n]), at)
		all = all[n:]
	}
	s.based = true
	return end - i
}

// firstWord is the length of the first of the characters that are words, with
// its marks, be they before it.
func firstWord(all []byte) int {
	first, n := utf8.DecodeRune(all)
	for n < len(all) {
		r, size := utf8.DecodeRune(all[n:])
		if folded(r) == itself && !attaches(r) && !attaches(first) {
			break
		}
		n += size
	}
	return n
}

// cutTerm takes off the characters that are too much for a term.
func cutTerm(term []byte) []byte {
	for len(term) > maxTerm {
		_, n := utf8.DecodeLastRune(term)
		term = term[:len(term)-n]
	}
	return term
}
