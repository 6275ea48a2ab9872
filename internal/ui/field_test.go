package ui

import (
	"strings"
	"testing"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// at is a field whose cursor stands where the text has a bar.
func at(text string) field {
	before, after, _ := strings.Cut(text, "|")
	return field{text: before + after, cursor: len(before)}
}

func (f *field) barred() string { return f.text[:f.cursor] + "|" + f.text[f.cursor:] }

func TestFieldKeys(t *testing.T) {
	tests := []struct{ keys, before, after string }{
		{"left", "tide|", "tid|e"},
		{"left", "|tide", "|tide"},
		{"right right", "|e\u0301a b", "e\u0301a| b"},
		{"ctrl+left", "low water |", "low |water "},
		{"ctrl+left", "low| water", "|low water"},
		{"ctrl+right", "low| water here", "low water| here"},
		{"ctrl+right", "low water|", "low water|"},
		{"home", "low water|", "|low water"},
		{"ctrl+a ctrl+e", "low| water", "low water|"},
		{"backspace", "tide|s", "tid|s"},
		{"backspace", "a👩‍👧|b", "a|b"},
		{"backspace", "|b", "|b"},
		{"delete", "a|汐b", "a|b"},
		{"delete", "ab|", "ab|"},
		{"ctrl+w", "low water|x", "low |x"},
		{"ctrl+w", "low water  |", "low |"},
		{"ctrl+u", "low| water", "| water"},
		{"ctrl+k", "low| water", "low|"},
	}
	for _, tt := range tests {
		f := at(tt.before)
		for _, key := range strings.Fields(tt.keys) {
			f.do(editOf(key))
		}
		if got := f.barred(); got != tt.after {
			t.Errorf("%s on %q makes %q, want %q", tt.keys, tt.before, got, tt.after)
		}
	}
}

func TestFieldInsert(t *testing.T) {
	tests := []struct{ before, typed, after string }{
		{"|", "tide", "tide|"},
		{"low |water", "high ", "low high |water"},
		{"a|", "\u0301b", "a\u0301b|"},
		{"|b", "two\nlines and \x1b[31mred", "two lines and ␛[31mred|b"},
	}
	for _, tt := range tests {
		f := at(tt.before)
		if f.do(func(f *field) { f.insert(tt.typed) }); f.barred() != tt.after {
			t.Errorf("%q typed into %q makes %q, want %q", tt.typed, tt.before, f.barred(), tt.after)
		}
	}
	var f field
	f.insert(strings.Repeat("潮汐 ", maxField))
	if f.insert("x"); len(f.text) > maxField+8 || !utf8.ValidString(f.text) || f.cursor != len(f.text) {
		t.Errorf("a long text leaves %d bytes with the cursor at %d", len(f.text), f.cursor)
	}
}

// Whatever is typed, the cursor stands between two characters, and what is
// drawn shows it within the width.
func TestFieldInvariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f field
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "type") {
				typed := rapid.SampledFrom([]string{"a", " ", "\u0301", "汐", "👩", "\u200d", "👧", "tag:", "\u0e33"}).Draw(t, "text")
				f.do(func(f *field) { f.insert(typed) })
			} else {
				f.do(rapid.SampledFrom(edits()).Draw(t, "edit").run)
			}
			if !f.between() {
				t.Fatalf("the cursor is within a character: %q", f.barred())
			}
			var c canvas
			c.resize(20, 1)
			if x := f.draw(&c, 2, 0, 8, uv.Style{}, article.Span{}, uv.Style{}); x < 2 || x >= 10 {
				t.Fatalf("%q is drawn with the cursor in column %d", f.barred(), x)
			}
		}
	})
}

// between tells whether the cursor stands between two characters.
func (f *field) between() bool {
	for i := 0; ; {
		if i == f.cursor {
			return true
		}
		if i > f.cursor || i == len(f.text) {
			return false
		}
		g, _ := firstGrapheme(f.text[i:])
		i += len(g)
	}
}
