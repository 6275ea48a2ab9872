package anchor

import (
	"strings"
	"unicode/utf8"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/pattern"
	"manicule/internal/script"
)

// contextLength is how many characters an Anchor keeps on each side: as many
// as the W3C's Web Annotation clients do.
const contextLength = 32

// Finder finds passages in one text. It takes about six times the text's
// size, and for each former text about twenty times that. Safe for concurrent
// use.
type Finder struct {
	folded
	length int // of the text itself
	former []*Alignment
	own    bool // passages may be of this very text
}

// NewFinder prepares an article's text for any number of passages. The former
// texts are those that the passages' positions may belong to, this one perhaps
// among them: a passage of one of them is followed through the changes (see
// Alignment), any other is found by its quote and context alone.
func NewFinder(text string, former ...string) *Finder {
	f := &Finder{folded: foldMarkdown(text), length: len(text)}
	for _, old := range former {
		if old == text {
			f.own = true
			continue
		}
		f.former = append(f.former, align(old, text, f.folded))
	}
	return f
}

// Find is NewFinder(text).Find(a).
func Find(text string, a note.Anchor) note.Match { return NewFinder(text).Find(a) }

// New is NewFinder(text).Anchor(s, quote), and looks at the passage's
// surroundings only, so that it is fast in a text of any size.
func New(text string, s article.Span, quote string) note.Anchor {
	f := finderAround(text, s)
	return f.Anchor(s, quote)
}

// At is where a passage stands whose position is known to be of this text:
// there, and Exact or Edited. The position must be within the text. Like
// New it is fast in a text of any size.
func At(text string, a note.Anchor) note.Match {
	m := note.Match{Span: a.Span, State: note.Exact, Confidence: 1}
	if text[a.Span.Start:a.Span.End] == a.Words() {
		return m
	}
	return finderAround(text, a.Span).compare(m, a)
}

// Confirm is the anchor of a passage that the reader says stands at the span
// now. The quote stays; where the words there are others, they are kept too.
func Confirm(text string, a note.Anchor, s article.Span) note.Anchor {
	f := finderAround(text, s)
	now := f.anchor(s, a.Quote)
	if says := f.says(s); says != foldVisible(a.Quote).text {
		now.Now = says
	}
	return now
}

// Place is the anchor at another place, which nobody confirmed: it is Edited
// there if the words are others.
func Place(text string, a note.Anchor, s article.Span) note.Anchor {
	now := finderAround(text, s).anchor(s, a.Quote)
	now.Now = a.Now
	return now
}

// finderAround is a finder for what stands at the span and near it.
func finderAround(text string, s article.Span) *Finder {
	const around = 4 << 10
	from, to := 0, len(text)
	if s.Start > around {
		from = blockBefore(text, s.Start-around)
	}
	if len(text)-s.End > around {
		if i := strings.Index(text[s.End+around:], "\n\n"); i >= 0 {
			to = s.End + around + i
		}
	}
	return &Finder{folded: foldPart(text, from, to), length: to}
}

// blockBefore is the last place before at where a line that is not indented
// follows a blank one; 0 if there is none.
func blockBefore(text string, at int) int {
	for {
		at = strings.LastIndex(text[:at], "\n\n")
		if at < 0 {
			return 0
		}
		if next := text[at+2]; next != ' ' && next != '\n' {
			return at + 2
		}
	}
}

// Locate is NewFinder(text).Locate(quote, before, after).
func Locate(text, quote, before, after string) []article.Span {
	return NewFinder(text).Locate(quote, before, after)
}

// Anchor returns the anchor of a passage. The quote is the passage as the
// reader saw it; one that does not stand there ("" is such a one) is replaced
// by the passage's own words, because a quote that can't be found is lost
// with the first edit.
func (f *Finder) Anchor(s article.Span, quote string) note.Anchor {
	i, j := f.inside(s)
	if own := f.text[i:j]; foldVisible(quote).text != own {
		quote = own
	}
	return f.anchor(s, article.Clean(quote))
}

// anchor keeps a quote and what stands around it. A dash at the quote's
// beginning, which makes a list item when it is read again, belongs to what stands before.
func (f *Finder) anchor(s article.Span, quote string) note.Anchor {
	i, j := f.inside(s)
	if q := foldVisible(quote).text; strings.HasSuffix(f.text[i:j], q) {
		i = j - len(q)
	}
	c := f.around(i, j)
	return note.Anchor{Span: s, Quote: quote, Before: c[0], After: c[1]}
}

// holds reports whether the anchor is of this text: its words stand at its place,
// or, if they were edited since they were quoted, its context stands around it.
func (f *folded) holds(a note.Anchor) bool {
	i, j := f.inside(a.Span)
	quoted := i < j && f.text[i:j] == foldVisible(a.Words()).text
	return quoted || !a.Span.Empty() && f.around(i, j) == [2]string{a.Before, a.After}
}

// around is the context of the folded bytes [i, j).
func (f *folded) around(i, j int) [2]string {
	return [2]string{lastRunes(f.text[:i]), firstRunes(f.text[j:])}
}

// says is what a span says, folded.
func (f *folded) says(s article.Span) string {
	i, j := f.inside(s)
	return f.text[i:j]
}

// inside is the span's folded text without space around it.
func (f *folded) inside(s article.Span) (i, j int) {
	i, j = f.index(s.Start), f.index(s.End)
	for i < j && f.text[i] == ' ' {
		i++
	}
	for i < j && f.text[j-1] == ' ' {
		j--
	}
	return i, j
}

func lastRunes(s string) string {
	i := len(s)
	for range contextLength {
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
	}
	return s[i:]
}

func firstRunes(s string) string {
	i := 0
	for range contextLength {
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return s[:i]
}

// Locate returns all places where the quote stands with before just before it
// and after just after it; both may be empty. Like Find, it compares without
// regard to line wraps, markup and the shape of quotes and dashes.
func (f *Finder) Locate(quote, before, after string) []article.Span {
	q := foldVisible(quote).text
	before, after = foldVisible(before).text, foldVisible(after).text
	var found []article.Span
	for i := range places(f.text, q) {
		left, right := strings.TrimRight(f.text[:i], " "), strings.TrimLeft(f.text[i+len(q):], " ")
		if f.between(i) && f.between(i+len(q)) && strings.HasSuffix(left, before) && strings.HasPrefix(right, after) {
			found = append(found, f.span(i, i+len(q)))
		}
	}
	return found
}

// places yields each index of text where q begins, overlapping ones too.
func places(text, q string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; q != "" && i < len(text); {
			n := strings.Index(text[i:], q)
			if n < 0 || !yield(i+n) {
				return
			}
			_, size := utf8.DecodeRuneInString(text[i+n:])
			i += n + size
		}
	}
}

// candidate is a place where the quote stands.
type candidate struct {
	index   int
	context float64 // how much of the context agrees, 0 to 1
	far     int     // bytes from the old place
}

// better prefers the context that agrees more, then the nearer place.
func (c candidate) better(d candidate) bool {
	if c.context != d.context {
		return c.context > d.context
	}
	return c.far < d.far
}

// Find returns where the anchor's passage stands now; in doubt it is Lost,
// because a wrong place is worse than none. It is Edited wherever it does not
// say the anchor's Words, whenever that changed.
func (f *Finder) Find(a note.Anchor) note.Match {
	if a == (note.Anchor{}) {
		return note.Match{State: note.Exact, Confidence: 1}
	}
	for _, former := range f.former {
		if former.old.holds(a) {
			return f.compare(former.Find(a.Span), a)
		}
	}
	if f.own && f.holds(a) {
		return f.compare(note.Match{Span: a.Span, State: note.Exact, Confidence: 1}, a)
	}
	return f.findQuote(a)
}

// compare reports whether a passage that stayed is what was quoted. What could
// do harm on a terminal is not quoted as it is.
func (f *Finder) compare(m note.Match, a note.Anchor) note.Match {
	words := foldVisible(a.Words()).text
	if says := f.says(m.Span); m.State == note.Exact && says != words && foldVisible(article.Clean(says)).text != words {
		m.State = note.Edited
	}
	return m
}

// findQuote returns where the anchor's words stand: at their place, or where
// their context is. A place is taken only if nothing else could be meant: in
// foreign surroundings a passage must be the only one of its words, and long
// enough that this says something.
func (f *Finder) findQuote(a note.Anchor) note.Match {
	q := foldVisible(a.Words()).text
	if q == "" {
		return f.findSigns(a)
	}
	best, second, n := f.rank(a, q)
	if n == 0 {
		return note.Match{State: note.Lost}
	}
	m := note.Match{Span: f.spanOf(a, best, q), Confidence: best.context}
	switch {
	case best.far == 0 && best.context >= 0.5, best.context >= 0.5 && best.context-second.context >= 0.2:
		m.State = note.Exact
	case best.context >= 0.9 && best.far < second.far:
		m.State = note.Exact
	case n == 1 && len(q) >= 24:
		m.State = note.Moved
	default:
		return note.Match{State: note.Lost}
	}
	return m
}

// findSigns is Find for a passage that has no words, such as a line drawn in
// code: only its place and its context can tell it.
func (f *Finder) findSigns(a note.Anchor) note.Match {
	i, j := f.inside(a.Span)
	if c := f.agreement(a, i, j); i == j && c >= 0.9 && !a.Span.Empty() && a.Span.End <= f.length {
		return note.Match{Span: a.Span, State: note.Exact, Confidence: c}
	}
	return note.Match{State: note.Lost}
}

// nearby is how far around the old place is looked first. A place there whose
// whole context agrees is nearer than any outside that could rival it.
const nearby = 32 << 10

// rank finds the two best places and counts all that could rival the best.
func (f *Finder) rank(a note.Anchor, q string) (best, second candidate, n int) {
	at, _ := f.inside(a.Span)
	from, to := max(0, at-nearby), min(len(f.text), at+nearby)
	if from > 0 || to < len(f.text) {
		best, second, n = f.rankIn(a, q, at, from, to)
		if n > 0 && best.context == 1 {
			return best, second, n
		}
	}
	return f.rankIn(a, q, at, 0, len(f.text))
}

func (f *Finder) rankIn(a note.Anchor, q string, at, from, to int) (best, second candidate, n int) {
	second.context = -1
	for i := range places(f.text[from:to], q) {
		i += from
		if !f.whole(a, i, i+len(q)) {
			continue
		}
		c := candidate{index: i, context: f.agreement(a, i, i+len(q)), far: max(i-at, at-i)}
		switch {
		case n == 0:
			best = c
		case c.better(best):
			best, second = c, best
		case c.better(second):
			second = c
		}
		n++
	}
	return best, second, n
}

// whole reports whether the edges of [i, j) cut no character, and words only
// where the quote's own edges did.
func (f *Finder) whole(a note.Anchor, i, j int) bool {
	return f.between(i) && f.between(j) &&
		(!f.cuts(i) || cut(a.Before, f.text[i:])) && (!f.cuts(j) || cut(f.text[:j], a.After))
}

func (f *Finder) cuts(i int) bool { return cut(f.text[:i], f.text[i:]) }

// cut reports whether a word goes on from left to right.
func cut(left, right string) bool {
	l, _ := utf8.DecodeLastRuneInString(left)
	r, _ := utf8.DecodeRuneInString(right)
	return wordy(l) && wordy(r)
}

func wordy(r rune) bool { return script.Letter(r) && !script.Unspaced(r) }

// agreement is the share of the anchor's context that stands around [i, j).
// Notes of earlier versions may have numbers of list items in it, which are not
// folded any more.
func (f *folded) agreement(a note.Anchor, i, j int) float64 {
	share := f.shareAround(a.Before, a.After, i, j)
	if before, after := unnumbered(a.Before), unnumbered(a.After); share < 1 && (before != a.Before || after != a.After) {
		share = max(share, f.shareAround(before, after, i, j))
	}
	return share
}

var itemNumber = pattern.Lazy(`(^| )\d{1,9}[.)] `)

func unnumbered(context string) string {
	if !strings.ContainsAny(context, ".)") {
		return context
	}
	return itemNumber().ReplaceAllString(context, "$1")
}

// shareAround is how much of a context stands around [i, j). Context that is
// missing because the text ended there agrees when it ends here.
func (f *folded) shareAround(before, after string, i, j int) float64 {
	agree, all := shareOf(before, f.text[:i], lastByte)
	agreeAfter, allAfter := shareOf(after, f.text[j:], firstByte)
	return float64(agree+agreeAfter) / float64(all+allAfter)
}

// shareOf is how many bytes of a context agree with the text there, of how many.
// That there is none counts as one byte.
func shareOf(context, text string, at func(string, int) byte) (agree, all int) {
	switch {
	case context != "":
		return common(context, text, at), len(context)
	case text == "":
		return 1, 1
	default:
		return 0, 1
	}
}

func firstByte(s string, i int) byte { return s[i] }
func lastByte(s string, i int) byte  { return s[len(s)-1-i] }

func common(a, b string, at func(string, int) byte) int {
	n := 0
	for n < len(a) && n < len(b) && at(a, n) == at(b, n) {
		n++
	}
	return n
}

// spanOf is the place's span; the anchor's own when that is the place, so
// that signs at its edges stay in it.
func (f *Finder) spanOf(a note.Anchor, c candidate, q string) article.Span {
	if i, j := f.inside(a.Span); i == c.index && j == c.index+len(q) {
		return a.Span
	}
	return f.span(c.index, c.index+len(q))
}
