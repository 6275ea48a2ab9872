package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/article"
)

// readings finds what tells how Chinese characters are read (ruby): the <rt>
// of HTML, and kana in parentheses right behind the characters. A reading is
// found by itself, and doesn't part the words that it stands between.
type readings struct {
	based     bool // a character that may have a reading stands right before
	inReading bool
	begins    bool // the next word is the first of a reading
	until     int  // of the piece: where the one in parentheses ends; 0: it is none

	seenTo int // where the piece before ends in the text
}

// maxReading is how many bytes one in parentheses may have.
const maxReading = 96

// tags looks for the tags of a reading before a piece that is written there.
func (s *scanner) tags(written article.Span) {
	from := s.seenTo
	s.seenTo = written.End
	s.until = 0
	if s.text == "" || written.Start-from < len("<rt>") {
		return
	}
	between := s.text[from:written.Start]
	if strings.IndexByte(between, '<') < 0 {
		return
	}
	between = strings.ToLower(between)
	open, closed := strings.LastIndex(between, "<rt"), -1
	for _, tag := range []string{"</rt", "<rp", "<rb", "</ruby", "<ruby"} {
		closed = max(closed, strings.LastIndex(between, tag))
	}
	switch {
	case open > closed:
		s.enter()
	case s.inReading:
		s.leave()
	}
}

func (s *scanner) enter() {
	s.endWord()
	s.inReading, s.begins = true, true
}

func (s *scanner) leave() {
	s.endWord()
	s.inReading, s.begins = false, false
}

func (s *scanner) endWord() {
	if s.n > 0 {
		s.flush()
	}
	s.lead, s.size = 0, 0
}

// between takes a character that parts words, at text[i] of the piece.
func (s *scanner) between(r rune, i, size int) {
	switch c := codeOf(r); {
	case c != 0:
		s.sign(c, i, i+size)
	case r == '（' && s.based && s.kana(i+size):
		s.enter()
	case r == '）' && s.inReading && i == s.until && s.until > 0:
		s.leave()
		s.until = 0
	default:
		s.endWord()
		s.based = false
	}
}

// kana reports whether nothing but kana stands in the parenthesis that opens before
// text[i] of the piece, and notes where it closes.
func (s *scanner) kana(i int) bool {
	rest := s.piece.Text[i:]
	end := strings.IndexRune(rest[:min(len(rest), maxReading)], '）')
	if end <= 0 {
		return false
	}
	for inside := rest[:end]; inside != ""; {
		r, size := utf8.DecodeRuneInString(inside)
		if !unicode.In(r, unicode.Hiragana, unicode.Katakana) && r != 'ー' && r != '・' && r != ' ' {
			return false
		}
		inside = inside[size:]
	}
	s.until = i + end
	return true
}
