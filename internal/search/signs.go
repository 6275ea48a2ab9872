package search

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/markdown"
)

// Signs that belong to words. The one right before a word counts (".net",
// "node.js", "@name", "#tag", "3.14", "gpt-4", "/usr/bin", "std::vector"), and
// some right behind it ("c++", "c#", "10%"). A word with its sign is a term
// besides the word, at the same position, in a field of its own: see
// signedField. Those outside ASCII are a byte there, see codes.
const (
	meant   = 1 << iota // a query that begins with it means no word without it, nor one that has it behind
	leads               // before a word
	follows             // behind a word
)

var signs = func() (table [256]uint8) {
	for i, set := range []string{meant: `.#@+-/_&$\`, leads: `.#@+-/_&$\:%=<>!~*^,[` + codes, follows: `+#%$` + codes} {
		for _, c := range []byte(set) {
			table[c] |= uint8(i)
		}
	}
	return table
}()

// codes are the bytes that stand for signs outside ASCII.
const codes = "\x80\xA3\xA5\xA7\xB0"

// codeOf is the byte that a sign counts as, however wide it is; 0 for those that
// are of no word.
func codeOf(r rune) byte {
	switch r {
	case '\u2010', '\u2011': // hyphens
		return '-'
	case '€':
		return 0x80
	case '£', '¥', '§', '°':
		return byte(r)
	case '￡':
		return 0xA3
	case '￥':
		return 0xA5
	}
	if r >= '！' && r <= '～' {
		if c := byte(r-'！') + '!'; signs[c] != 0 {
			return c
		}
	}
	return 0
}

// leastBase is how many bytes before an apostrophe are a word by themselves: of a
// name in Turkish, which has its endings behind one.
const leastBase = 3

// maxTrail is how many signs behind a word count.
const maxTrail = 3

// The fields of words with signs and of compounds have these bits besides.
const (
	signedField   Field = 0x20
	compoundField Field = 0x40
	plainField          = signedField - 1
)

// beside is what stands beside the word at hand.
type beside struct {
	lead   byte // the sign right before it, or right before what comes next
	leadAt int  // where that stands in the text

	trail   [maxTrail]byte
	trails  int // trail[:trails] stand behind the word so far
	trailTo int // where they end

	other [maxTerm]byte // the word before a hyphen
	size  int           // other[:size]; 0: there is none
	from  int           // where that word begins
	both  [maxTerm]byte
}

// sign takes a sign, the bytes [from, to) of the piece. Behind a word those that
// follow one wait for what comes.
func (s *scanner) sign(c byte, from, to int) {
	at := s.source(from, to)
	if s.n > 0 && !s.pending && s.trails < maxTrail && signs[c]&follows != 0 {
		s.trail[s.trails] = c
		s.trails++
		s.trailTo = at.End
		return
	}
	n, start := s.n, s.span.Start
	s.flush()
	s.based, s.size = false, 0
	if c == '-' && n > 0 {
		s.size, s.from = copy(s.other[:], s.buf[:n]), start
	}
	if s.lead = 0; signs[c]&leads != 0 {
		s.lead, s.leadAt = c, at.Start
	}
}

// part takes the gap between two pieces. A hyphen at the end of a line joins
// what it joins within one.
func (s *scanner) part(g markdown.Gap) {
	s.based = false
	if g == markdown.Apart && s.inReading {
		s.leave()
	}
	if g != markdown.Spaced || s.lead != '-' {
		s.size = 0
	}
	s.lead = 0
}

// tell tells a word with what stands beside it.
func (s *scanner) tell(term []byte, at article.Span) {
	t := &s.told
	t.term, t.span, t.signed, t.lead, t.trail, t.compound = term, at, at, 0, nil, nil
	t.heading, t.reading, t.first = s.heading, s.inReading, s.begins
	s.begins = false
	if s.lead != 0 {
		t.lead, t.signed.Start = s.lead, s.leadAt
	}
	if s.trails > 0 {
		t.trail, t.signed.End = s.trail[:s.trails], s.trailTo
	}
	if s.size > 0 && s.size+len(term) <= maxTerm {
		t.compound = append(append(s.both[:0], s.other[:s.size]...), term...)
		t.whole = article.Span{Start: s.from, End: at.End}
	} else if isVersion(term) {
		t.compound, t.whole = term[1:], at
	} else if n := s.last; n >= leastBase && n < len(term) && string(term[n:]) != "t" { // İzmir'de, but not can't
		t.compound, t.whole = term[:n], article.Span{Start: at.Start, End: s.before}
	}
	s.each(t)
	s.lead, s.size = 0, 0
	if s.trails > 0 { // what follows at once has the last of them before it
		s.lead, s.leadAt = s.trail[s.trails-1], s.trailTo-1
		s.trails = 0
	}
	s.based = false
}

// hyphened reports whether a hyphen joins the word to the one before; the
// compound says so then.
func (t *token) hyphened() bool {
	return t.lead == '-' && t.compound != nil && t.whole.Start < t.span.Start
}

// isVersion reports whether a word is a number with a v before it: "v1.88" is
// found as 1.88 too.
func isVersion(term []byte) bool {
	return len(term) > 1 && term[0] == 'v' && len(bytes.Trim(term[1:], "0123456789")) == 0
}

// withLead and withTrail are the word with a sign; nil if there is none.
func (t *token) withLead(buf []byte) []byte {
	if t.lead == 0 {
		return nil
	}
	return append(append(buf[:0], t.lead), t.term...)
}

func (t *token) withTrail(buf []byte) []byte {
	if len(t.trail) == 0 {
		return nil
	}
	return append(append(buf[:0], t.term...), t.trail...)
}

// Sign is how a term of a query was typed: with a sign beside it.
type Sign struct {
	Term string // the term with it, such as ".js" or "c++"; "" where there is none
	Must bool   // the term without it is not meant
}

// signOf is the sign of a query's term. One between two words need not be
// there: "node.js" also finds node js, behind what was typed so.
func (t *token) signOf(first bool) Sign {
	if b := t.withTrail(nil); b != nil {
		return Sign{string(b), signs[t.trail[0]]&meant != 0}
	}
	return Sign{string(t.withLead(nil)), first && signs[t.lead]&meant != 0}
}

// sign is the sign of the i-th term.
func (w *Words) sign(i int) Sign {
	if w.Signs == nil {
		return Sign{}
	}
	return w.Signs[i]
}

// asTyped is w where all signs must be there, and the last word is whole; false
// if that changes nothing.
func (w *Words) asTyped() (typed Words, differs bool) {
	typed = *w
	typed.Open = false
	typed.Signs = append([]Sign(nil), w.Signs...)
	for i, s := range typed.Signs {
		differs = differs || s.Term != "" && (w.Open || !s.Must)
		typed.Signs[i].Must = s.Term != ""
	}
	return typed, differs
}

// typedBonus is what an article is worth more that has the words with their
// signs: more than any that has not, unless it is a hyphen as in "free-trade",
// which many leave out.
func (w *Words) typedBonus() float32 {
	for i, term := range w.Terms {
		sign := w.sign(i)
		if w.Exact || len(term) < 3 || strings.ContainsAny(term, "0123456789") || sign.Must || sign.Term != "" && sign.Term[0] != '-' {
			return signBonus
		}
	}
	return hyphenBonus
}

// compound is "email" for "e-mail"; false if w is nothing of the kind.
func (w *Words) compound() (joined Words, ok bool) {
	if w.Exact || w.Near || len(w.Terms) != 2 || w.sign(0).Must || w.sign(1).Must || len(w.sign(1).Term) == 0 || w.sign(1).Term[0] != '-' {
		return Words{}, false
	}
	both := w.Terms[0] + w.Terms[1]
	return Words{Terms: []string{both}, Field: w.Field, Open: w.Open, At: w.At}, len(both) <= maxTerm
}

// has reports whether a word of a text has the sign of a query's term.
func (g Sign) has(t *token, open bool) bool {
	want := []byte(g.Term)
	if t.lead != 0 && want[0] == t.lead && !t.hyphened() {
		rest := want[1:]
		return bytes.Equal(rest, t.term) || open && bytes.HasPrefix(t.term, rest)
	}
	have := t.withTrail(nil)
	return have != nil && (bytes.Equal(have, want) || open && bytes.HasPrefix(have, want))
}

// openSigned reports whether the beginning of a word with a sign is looked for.
func openSigned(term string) bool { return utf8.RuneCountInString(term) > 1 }

// typedTerms are the terms of what was typed, and their signs; nil if there
// are none.
func typedTerms(s string) (all []string, signs []Sign) {
	typed := false
	scanPlain(s, func(t *token) {
		if t.reading {
			return
		}
		sign := t.signOf(len(all) == 0)
		all, signs = append(all, string(t.term)), append(signs, sign)
		typed = typed || sign.Term != ""
	})
	if !typed {
		return all, nil
	}
	return all, signs
}

// asWritten asks for a tag in the texts, with its sign: "#plan".
func (w Words) asWritten(open bool) Words {
	w.Field, w.Exact, w.Open = Anywhere, true, open
	if w.Signs == nil {
		w.Signs = make([]Sign, len(w.Terms))
	}
	w.Signs = append([]Sign{{"#" + w.Terms[0], true}}, w.Signs[1:]...)
	return w
}

// wordOf is a word of a short text, with its signs.
type wordOf struct {
	token
	plain string
	in    language // that the text is in
}

// wordsOf are the words of a text without markup, but for readings.
func wordsOf(s string, l language) (all []wordOf) {
	scanPlain(s, func(t *token) {
		if !t.reading {
			w := t.kept()
			w.in = l
			all = append(all, w)
		}
	})
	return all
}

// kept is a token with bytes of its own.
func (t token) kept() wordOf {
	t.term, t.trail, t.compound = bytes.Clone(t.term), bytes.Clone(t.trail), bytes.Clone(t.compound)
	return wordOf{token: t, plain: string(t.term)}
}

// openAnywhere is the field where beginnings of any length are looked for.
const openAnywhere = InTitle

// inWords reports whether w's terms, or another spelling of them, stand side by
// side among the words of a field.
func (w *Words) inWords(have []wordOf, f Field) bool {
	if joined, ok := w.compound(); ok && joined.inWords(have, f) {
		return true
	}
	for i := 0; i+len(w.Terms) <= len(have); i++ {
		ok := true
		for k := range w.Terms {
			ok = ok && w.want(f, k).fits(&have[i+k])
		}
		if ok {
			return true
		}
	}
	return false
}

// fits reports whether a word of a text is one that is asked for.
func (k formsKey) fits(have *wordOf) bool {
	switch {
	case k.field&signedField != 0:
		return Sign{Term: k.term}.has(&have.token, k.open)
	case k.field&compoundField != 0:
		return string(have.compound) == k.term || k.open && bytes.HasPrefix(have.compound, []byte(k.term))
	}
	if k.near {
		return distance(k.term, have.plain, slips(k.term)) <= slips(k.term)
	}
	return matchTerm(have.in, k.term, have.plain, k.exact, k.open) || !k.exact && string(have.compound) == k.term
}
