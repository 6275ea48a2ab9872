package term

import (
	"strings"
	"testing"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// at is a field whose cursor stands where the text has a bar.
func at(text string) Field {
	before, after, _ := strings.Cut(text, "|")
	return Field{Text: before + after, Cursor: len(before)}
}

func (f *Field) barred() string { return f.Text[:f.Cursor] + "|" + f.Text[f.Cursor:] }

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
			f.Do(EditOf(key))
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
		if f.Do(func(f *Field) { f.Insert(tt.typed) }); f.barred() != tt.after {
			t.Errorf("%q typed into %q makes %q, want %q", tt.typed, tt.before, f.barred(), tt.after)
		}
	}
	var f Field
	f.Insert(strings.Repeat("潮汐 ", maxField))
	if f.Insert("x"); len(f.Text) > maxField+8 || !utf8.ValidString(f.Text) || f.Cursor != len(f.Text) {
		t.Errorf("a long text leaves %d bytes with the cursor at %d", len(f.Text), f.Cursor)
	}
}

// Whatever is typed, the cursor stands between two characters, and what is
// drawn shows it within the width.
func TestFieldInvariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f Field
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "type") {
				typed := rapid.SampledFrom([]string{"a", " ", "\u0301", "汐", "👩", "\u200d", "👧", "tag:", "\u0e33"}).Draw(t, "text")
				f.Do(func(f *Field) { f.Insert(typed) })
			} else {
				f.Do(rapid.SampledFrom(Edits()).Draw(t, "edit").Run)
			}
			if !f.between() {
				t.Fatalf("the cursor is within a character: %q", f.barred())
			}
			var c Canvas
			c.Resize(20, 1)
			if x := f.Draw(&c, 2, 0, 8, uv.Style{}, article.Span{}, uv.Style{}); x < 2 || x >= 10 {
				t.Fatalf("%q is drawn with the cursor in column %d", f.barred(), x)
			}
		}
	})
}

// between reports whether the cursor stands between two characters.
func (f *Field) between() bool {
	for i := 0; ; {
		if i == f.Cursor {
			return true
		}
		if i > f.Cursor || i == len(f.Text) {
			return false
		}
		g, _ := FirstGrapheme(f.Text[i:])
		i += len(g)
	}
}
