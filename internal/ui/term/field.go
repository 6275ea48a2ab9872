package term

import (
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/page"
)

// field is one line of text that is being typed.
type Field struct {
	Text   string // clean
	Cursor int    // a byte of text, between two grapheme clusters
}

// maxField is how long the text can be, in bytes.
const maxField = 4096

// Set replaces the text; the cursor goes behind it.
func (f *Field) Set(text string) { *f = Field{Text: text, Cursor: len(text)} }

// Do changes the field; the cursor ends between two clusters.
func (f *Field) Do(change func(*Field)) {
	change(f)
	f.settle()
}

// Insert puts what is typed or pasted at the cursor, as far as there is room.
func (f *Field) Insert(s string) {
	s = strings.ToValidUTF8(s[:min(len(s), max(maxField-len(f.Text), 0))], "")
	before := strings.ReplaceAll(article.Clean(f.Text[:f.Cursor]+s), "\n", " ")
	f.Text, f.Cursor = before+f.Text[f.Cursor:], len(before)
}

// settle moves the cursor forward to the end of a cluster that it is in, such
// as a letter that an accent was put behind.
func (f *Field) settle() {
	for i := 0; i <= f.Cursor && i < len(f.Text); {
		g, _ := FirstGrapheme(f.Text[i:])
		if i < f.Cursor && f.Cursor < i+len(g) {
			f.Cursor = i + len(g)
		}
		i += len(g)
	}
}

// before is where the cluster before the cursor begins, after where the one
// behind it ends.
func (f *Field) before() int {
	return len(DropLastGrapheme(f.Text[:f.Cursor]))
}

func (f *Field) after() int {
	if f.Cursor == len(f.Text) {
		return f.Cursor
	}
	g, _ := FirstGrapheme(f.Text[f.Cursor:])
	return f.Cursor + len(g)
}

// WordBefore is where the word before the cursor begins, wordAfter where the
// one behind it ends. Words are what spaces part.
func (f *Field) WordBefore() int {
	s := strings.TrimRight(f.Text[:f.Cursor], " ")
	return strings.LastIndexByte(s, ' ') + 1
}

func (f *Field) wordAfter() int {
	rest := f.Text[f.Cursor:]
	spaces := len(rest) - len(strings.TrimLeft(rest, " "))
	if end := strings.IndexByte(rest[spaces:], ' '); end >= 0 {
		return f.Cursor + spaces + end
	}
	return len(f.Text)
}

// cut takes the bytes from one to another out; the cursor goes there.
func (f *Field) cut(from, to int) {
	f.Text, f.Cursor = f.Text[:from]+f.Text[to:], from
}

func DropLastGrapheme(s string) string {
	last := 0
	for i := 0; i < len(s); {
		last = i
		g, _ := FirstGrapheme(s[i:])
		i += len(g)
	}
	return s[:last]
}

// Draw writes the text into width cells, scrolled so that the cursor is among
// them, with a span of its bytes in a style of its own. It returns the
// cursor's column.
func (f *Field) Draw(c *Canvas, x, y, width int, st uv.Style, span article.Span, laid uv.Style) int {
	from, col := 0, Width(f.Text[:f.Cursor])
	for col >= width && from < f.Cursor {
		g, w := FirstGrapheme(f.Text[from:])
		from, col = from+len(g), col-w
	}
	end := c.TextTyped(x, y, width, f.Text[from:], st, Shifted([]article.Span{span}, -from), laid)
	if page.HasRight(f.Text[from:]) {
		return c.Reorder(x, end, y, false, x+col)
	}
	return x + col
}

// Shifted are the spans moved by n bytes.
func Shifted(spans []article.Span, n int) []article.Span {
	moved := make([]article.Span, len(spans))
	for i, s := range spans {
		moved[i] = article.Span{Start: s.Start + n, End: s.End + n}
	}
	return moved
}

// edit is something done to a line of text that is being typed.
type edit struct {
	Name string
	Keys []string
	Help string
	Run  func(*Field)
}

func Edits() []edit {
	return []edit{
		{"left", []string{"left", "ctrl+b"}, "a character back", func(f *Field) { f.Cursor = f.before() }},
		{"right", []string{"right", "ctrl+f"}, "a character on", func(f *Field) { f.Cursor = f.after() }},
		{"word left", []string{"ctrl+left", "alt+left", "alt+b"}, "a word back", func(f *Field) { f.Cursor = f.WordBefore() }},
		{"word right", []string{"ctrl+right", "alt+right", "alt+f"}, "a word on", func(f *Field) { f.Cursor = f.wordAfter() }},
		{"start of line", []string{"home", "ctrl+a"}, "to the start", func(f *Field) { f.Cursor = 0 }},
		{"end of line", []string{"end", "ctrl+e"}, "to the end", func(f *Field) { f.Cursor = len(f.Text) }},
		{"delete", []string{"backspace", "ctrl+h"}, "delete the character before", func(f *Field) { f.cut(f.before(), f.Cursor) }},
		{"delete next", []string{"delete", "ctrl+d"}, "delete the character behind", func(f *Field) { f.cut(f.Cursor, f.after()) }},
		{"delete word", []string{"ctrl+w", "alt+backspace"}, "delete the word before", func(f *Field) { f.cut(f.WordBefore(), f.Cursor) }},
		{"delete to start", []string{"ctrl+u"}, "delete all before", func(f *Field) { f.cut(0, f.Cursor) }},
		{"delete to end", []string{"ctrl+k"}, "delete all behind", func(f *Field) { f.cut(f.Cursor, len(f.Text)) }},
	}
}

// EditOf is what the key does to a line of text, or nil.
func EditOf(key string) func(*Field) {
	for _, e := range Edits() {
		if slices.Contains(e.Keys, key) {
			return e.Run
		}
	}
	return nil
}
