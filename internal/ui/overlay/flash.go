package overlay

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// flash shows the words of a section one at a time in one place, so that the
// eye can rest (rapid serial visual presentation; Forster 1970). It waits
// longer at long words, at punctuation, and where paragraphs end.
type flash struct {
	*pane.Env
	pane.NoText
	FlashOf
	mode    pane.Mode
	word    flashed
	ahead   bool // there is a word behind this one
	running bool
	speed   int // words a minute
	serial  int // tells the tick that is waited for from older ones
}

// flashed is a word with the signs around it, as it is shown.
type flashed struct {
	span article.Span // of the word itself
	text string
	wait float64 // as multiples of a plain word's time
}

// flashTick says that the next word is due.
type flashTick int

const (
	FlashSpeed               = 300
	minFlash, maxFlash, more = 100, 1000, 25
)

// FlashOf is what an article's words are shown from.
type FlashOf struct {
	Page    *page.Page
	End     int // where the section ends
	Heading func(off int) string
	Ended   func(at, speed int) tea.Cmd // goes back to the text, at a byte
}

// StartFlash shows words from the one at a byte on, so many a minute.
func StartFlash(e *pane.Env, of FlashOf, at, speed int) tea.Cmd {
	f := &flash{Env: e, FlashOf: of, speed: max(speed, minFlash)}
	f.mode = e.Bound(flashMode(f))
	f.put(f.Page.Unit(at, page.Word))
	e.Push(f)
	return f.run()
}

// put shows a word with the signs that belong to it: those before it, where a
// space parts it from the word before, and those behind it.
func (f *flash) put(w article.Span) {
	text := func(from, to int) string { return f.Page.Quote(article.Span{Start: from, End: to}) }
	word := text(w.Start, w.End)
	line := f.Page.Unit(w.Start, page.Paragraph)
	before, after := text(line.Start, w.End), text(w.Start, line.End)
	prev, ok := f.Page.Prev(w.Start, page.Word)
	if glued := text(prev.Start, w.End); ok && prev.Start >= line.Start {
		if before = glued[strings.LastIndexByte(glued, ' ')+1:]; before == glued {
			before = word
		}
	}
	next, ok := f.Page.Next(w.Start, page.Word)
	f.ahead = ok && next.Start < f.End
	last := !ok || next.Start >= line.End
	if !last {
		after, _, _ = strings.Cut(text(w.Start, next.End), " ")
		after = strings.TrimSuffix(after, text(next.Start, next.End))
	}
	behind := strings.TrimPrefix(after, word)
	f.word = flashed{span: w, text: before + behind, wait: waitFor(word, behind, last)}
}

// waitFor is how long a word is to be seen, with the signs behind it.
func waitFor(word, after string, last bool) float64 {
	wait := 1.0
	if n := utf8.RuneCountInString(word); n > 8 {
		wait += float64(min(n-8, 8)) * 0.08
	}
	switch {
	case last:
		return wait + 1.8
	case strings.ContainsFunc(after, script.EndsSentence):
		return wait + 1.2
	case strings.ContainsFunc(after, script.EndsClause), strings.ContainsAny(after, "—–)"):
		return wait + 0.6
	}
	return wait
}

// run has the next word shown when this one has been seen.
func (f *flash) run() tea.Cmd {
	f.running = true
	f.serial++
	plain := time.Minute / time.Duration(f.speed)
	return f.After(time.Duration(float64(plain)*f.word.wait), pane.AnswerTo(f, flashTick(f.serial)))
}

// OnAnswer shows the next word, unless the reader stopped meanwhile. It stops at
// the end of the section.
func (f *flash) OnAnswer(msg tea.Msg) tea.Cmd {
	if tick, ok := msg.(flashTick); !ok || int(tick) != f.serial {
		return nil
	}
	return f.Next()
}

// Next shows the next word, if they are running.
func (f *flash) Next() tea.Cmd {
	if !f.running {
		return nil
	}
	if !f.ahead {
		f.running = false
		return nil
	}
	next, _ := f.Page.Next(f.word.span.Start, page.Word)
	f.put(next)
	return f.run()
}

// leave goes back to the text, at the sentence reached.
func (f *flash) leave() tea.Cmd {
	f.Close(f)
	return f.Ended(f.word.span.Start, f.speed)
}

func (f *flash) Resize() {}

// Draw puts the word so that the letter at which the eye best rests, a little
// before its middle, stands in one place.
func (f *flash) Draw(c *term.Canvas) *tea.Cursor {
	c.Fill(0, 0, f.W, f.H, uv.Style{})
	x, y := f.W*2/5, f.H/2
	rest := restingLetter(f.word.text)
	head := f.word.text[:rest]
	letter, _ := term.FirstGrapheme(f.word.text[rest:])
	c.Rule(2, y-2, f.W-4, f.Theme.Faint)
	c.Put(x, y-2, "┬", 1, &f.Theme.Quiet, "")
	c.Text(x-term.Width(head), y, f.W, head, f.Theme.Text)
	end := c.Text(x, y, f.W-x, letter, f.Theme.Brand)
	c.Text(end, y, f.W-end, f.word.text[rest+len(letter):], f.Theme.Text)
	c.Rule(2, y+2, f.W-4, f.Theme.Faint)
	c.Put(x, y+2, "┴", 1, &f.Theme.Quiet, "")
	if h := f.Heading(f.word.span.Start); h != "" {
		c.Text(2, 1, f.W-4, h, f.Theme.Quiet)
	}
	x = c.Text(2, f.H-1, f.W-4, strconv.Itoa(f.speed)+" words a minute", f.Theme.Quiet) + term.HintGap
	f.Theme.DrawHints(c, x, f.H-1, f.W-2-x, f.hints(), uv.Style{})
	return nil
}

func (f *flash) hints() []term.Hint {
	k := &f.mode
	does := "go on"
	switch {
	case f.running:
		does = "stop"
	case !f.ahead:
		does = "back to the text"
	}
	return slices.Concat(k.Hint("stop or go on", does), k.Hints(), k.Pair("faster", "slower", " ", "speed"), k.Pair("previous sentence", "next sentence", " ", "sentence"))
}

// restingLetter is where that letter begins (O'Regan's optimal viewing
// position): the first of one, the second of five, the third of nine, the
// fourth of longer words.
func restingLetter(word string) int {
	n := utf8.RuneCountInString(word)
	left := min((n+2)/4, 4)
	for i := range word {
		if left == 0 {
			return i
		}
		left--
	}
	return 0
}

func (f *flash) Table() *pane.Mode { return &f.mode }

func flashMode(f *flash) *pane.Mode {
	return &pane.Mode{Title: "Flashed words", Actions: append([]pane.Action{
		pane.Act("stop or go on", "space", "", "pause or go on; after the last word, back to the text", f.toggle),
		pane.Act("end", "esc q R enter", "end", "back to the text, at the sentence reached", f.leave),
		pane.Act("next sentence", ") right l", "", "on to the next sentence", f.Counted(f.sentence, 1)),
		pane.Act("previous sentence", "( left h", "", "back to the beginning of the sentence, then to the one before", f.Counted(f.sentence, -1)),
		pane.Act("faster", "+ =", "", "more words a minute", f.Counted(f.hurry, more)),
		pane.Act("slower", "-", "", "fewer words a minute", f.Counted(f.hurry, -more)),
	}, f.QuitActions()...)}
}

func (f *flash) toggle() tea.Cmd {
	switch {
	case f.running:
		f.running = false
		return nil
	case !f.ahead:
		return f.leave()
	}
	return f.run()
}

// hurry changes the speed by words a minute.
func (f *flash) hurry(by int) tea.Cmd {
	f.speed = max(minFlash, min(f.speed+by, maxFlash))
	return nil
}

// sentence goes on by sentences of the section, back where n is negative: from
// amid one first to its own beginning.
func (f *flash) sentence(n int) tea.Cmd {
	step := f.Page.Next
	if n < 0 {
		step = f.Page.Prev
	}
	at := f.word.span.Start
	for range max(n, -n) {
		s := f.Page.Unit(at, page.Sentence)
		to, ok := step(s.Start, page.Sentence)
		if ok && to.Start < s.Start && at > f.Page.Unit(s.Start, page.Word).Start {
			to = s
		}
		if !ok || to.Start >= f.End {
			break
		}
		at = f.Page.Unit(to.Start, page.Word).Start
	}
	if at != f.word.span.Start {
		f.put(f.Page.Unit(at, page.Word))
	}
	if f.running {
		return f.run()
	}
	return nil
}
