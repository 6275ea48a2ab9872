package ui

import (
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/page"
)

// field is one line of text that is being typed.
type field struct {
	text   string // clean
	cursor int    // a byte of text, between two grapheme clusters
}

// maxField is how long the text can be, in bytes.
const maxField = 4096

// set replaces the text; the cursor goes behind it.
func (f *field) set(text string) { *f = field{text: text, cursor: len(text)} }

// do changes the field; the cursor ends between two clusters.
func (f *field) do(change func(*field)) {
	change(f)
	f.settle()
}

// insert puts what is typed or pasted at the cursor, as far as there is room.
func (f *field) insert(s string) {
	s = strings.ToValidUTF8(s[:min(len(s), max(maxField-len(f.text), 0))], "")
	before := strings.ReplaceAll(article.Clean(f.text[:f.cursor]+s), "\n", " ")
	f.text, f.cursor = before+f.text[f.cursor:], len(before)
}

// settle moves the cursor forward to the end of a cluster that it is in, such
// as a letter that an accent was put behind.
func (f *field) settle() {
	for i := 0; i <= f.cursor && i < len(f.text); {
		g, _ := firstGrapheme(f.text[i:])
		if i < f.cursor && f.cursor < i+len(g) {
			f.cursor = i + len(g)
		}
		i += len(g)
	}
}

// before is where the cluster before the cursor begins, after where the one
// behind it ends.
func (f *field) before() int {
	return len(dropLastGrapheme(f.text[:f.cursor]))
}

func (f *field) after() int {
	if f.cursor == len(f.text) {
		return f.cursor
	}
	g, _ := firstGrapheme(f.text[f.cursor:])
	return f.cursor + len(g)
}

// wordBefore is where the word before the cursor begins, wordAfter where the
// one behind it ends. Words are what spaces part.
func (f *field) wordBefore() int {
	s := strings.TrimRight(f.text[:f.cursor], " ")
	return strings.LastIndexByte(s, ' ') + 1
}

func (f *field) wordAfter() int {
	rest := f.text[f.cursor:]
	spaces := len(rest) - len(strings.TrimLeft(rest, " "))
	if end := strings.IndexByte(rest[spaces:], ' '); end >= 0 {
		return f.cursor + spaces + end
	}
	return len(f.text)
}

// cut takes the bytes from one to another out; the cursor goes there.
func (f *field) cut(from, to int) {
	f.text, f.cursor = f.text[:from]+f.text[to:], from
}

func dropLastGrapheme(s string) string {
	last := 0
	for i := 0; i < len(s); {
		last = i
		g, _ := firstGrapheme(s[i:])
		i += len(g)
	}
	return s[:last]
}

// draw writes the text into width cells, scrolled so that the cursor is among
// them, with a span of its bytes in a style of its own. It returns the
// cursor's column.
func (f *field) draw(c *canvas, x, y, width int, st uv.Style, span article.Span, laid uv.Style) int {
	from, col := 0, textWidth(f.text[:f.cursor])
	for col >= width && from < f.cursor {
		g, w := firstGrapheme(f.text[from:])
		from, col = from+len(g), col-w
	}
	end := c.asTyped(x, y, width, f.text[from:], st, shifted([]article.Span{span}, -from), laid)
	if page.HasRight(f.text[from:]) {
		return c.turn(x, end, y, false, x+col)
	}
	return x + col
}

// shifted are the spans moved by n bytes.
func shifted(spans []article.Span, n int) []article.Span {
	moved := make([]article.Span, len(spans))
	for i, s := range spans {
		moved[i] = article.Span{Start: s.Start + n, End: s.End + n}
	}
	return moved
}

// edit is something done to a line of text that is being typed.
type edit struct {
	name string
	keys []string
	help string
	run  func(*field)
}

func edits() []edit {
	return []edit{
		{"left", []string{"left", "ctrl+b"}, "a character back", func(f *field) { f.cursor = f.before() }},
		{"right", []string{"right", "ctrl+f"}, "a character on", func(f *field) { f.cursor = f.after() }},
		{"word left", []string{"ctrl+left", "alt+left", "alt+b"}, "a word back", func(f *field) { f.cursor = f.wordBefore() }},
		{"word right", []string{"ctrl+right", "alt+right", "alt+f"}, "a word on", func(f *field) { f.cursor = f.wordAfter() }},
		{"start of line", []string{"home", "ctrl+a"}, "to the start", func(f *field) { f.cursor = 0 }},
		{"end of line", []string{"end", "ctrl+e"}, "to the end", func(f *field) { f.cursor = len(f.text) }},
		{"delete", []string{"backspace", "ctrl+h"}, "delete the character before", func(f *field) { f.cut(f.before(), f.cursor) }},
		{"delete next", []string{"delete", "ctrl+d"}, "delete the character behind", func(f *field) { f.cut(f.cursor, f.after()) }},
		{"delete word", []string{"ctrl+w", "alt+backspace"}, "delete the word before", func(f *field) { f.cut(f.wordBefore(), f.cursor) }},
		{"delete to start", []string{"ctrl+u"}, "delete all before", func(f *field) { f.cut(0, f.cursor) }},
		{"delete to end", []string{"ctrl+k"}, "delete all behind", func(f *field) { f.cut(f.cursor, len(f.text)) }},
	}
}

// editOf is what the key does to a line of text, or nil.
func editOf(key string) func(*field) {
	for _, e := range edits() {
		if slices.Contains(e.keys, key) {
			return e.run
		}
	}
	return nil
}
