package script

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Hello, wörld — “quoted”.\n日本語\n", "Hello, wörld — “quoted”.\n日本語\n"},
		{"line ends", "a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\n\ne"},
		{"escape sequence stays readable", "\x1b[31mred\x1b]0;x\a", "␛[31mred␛]0;x␇"},
		{"NUL and DEL", "a\x00b\x7fc", "a␀b␡c"},
		{"C1 and invalid bytes", "a\u009bb\x9bc\xff", "a\uFFFDb\uFFFDc\uFFFD"},
		{"bidi controls", "a\u202eb\u2066c\u200f\u061cd", "abcd"},
		{"tags", "a\U000E0041\U000E007Fb", "ab"},
		{"invisible", "a\uFEFFb\u2060c\u00ADd\u200Be", "abcde"},
		{"fillers", "a\u115f\u1160\u3164\uffa0b", "ab"},
		{"noncharacters", "a\uFFFE\uFDD0\U0001FFFFb", "ab"},
		{"emoji sequence", "👩\u200d💻 ☞\ufe0f می\u200cخواهم", "👩\u200d💻 ☞\ufe0f می\u200cخواهم"},
		{"selectors of emoji and keys", "❤\ufe0f\u200d🔥 1\ufe0f\u20e3 ©\ufe0e", "❤\ufe0f\u200d🔥 1\ufe0f\u20e3 ©\ufe0e"},
		{"ideographic variation", "葛\U000E0100城", "葛\U000E0100城"},
		{"Mongolian variation", "\u182d\u180c", "\u182d\u180c"},
		{"selectors behind what has no variants", "a\U000E0100b\ufe0fc\u180bd \ufe0f", "abcd "},
		{"a second selector", "葛\U000E0100\U000E0101☞\ufe0f\ufe0f", "葛\U000E0100☞\ufe0f"},
		{"selector at the start of a line", "\U000E0100a\n\ufe0fb", "a\nb"},
		{"selector behind a dropped character", "葛\u200b\U000E0100 a\u200b\U000E0100", "葛\U000E0100 a"},
		{"pile of accents", "z" + strings.Repeat("\u0301", 20) + "y", "z" + strings.Repeat("\u0301", 8) + "y"},
		{"accents hide behind a dropped character", "z" + strings.Repeat("\u0301\u200b", 20), "z" + strings.Repeat("\u0301", 8)},
		{"accent without base", "\u0301a\n\u0301b", "◌\u0301a\n◌\u0301b"},
		{"joiner without base", "\u200da\n\u200cb", "a\nb"},
		{"tab to the next stop", "\ta\n-\tb\nabcd\tc\né\td", "    a\n-   b\nabcd    c\né   d"},
		{"tab behind wide characters", "橋\ta\nabc橋\tb\n", "橋  a\nabc橋   b\n"},
		{"tab after dropped character", "\u200b\ta", "    a"},
		{"escape after a long line", strings.Repeat("x", 100) + "\x1b", strings.Repeat("x", 100) + "␛"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if IsClean(tt.in) != (tt.in == tt.want) {
				t.Errorf("IsClean(%q) disagrees with Clean", tt.in)
			}
		})
	}
}

// ignorable tells what a terminal may show as nothing: Unicode's derived
// property Default_Ignorable_Code_Point, with what obeys beside it.
func ignorable(r rune) bool {
	switch {
	case r >= 0xFFF9 && r <= 0xFFFB, noncharacter(r), unicode.Is(unicode.Bidi_Control, r):
		return true
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r), r >= 0x13430 && r <= 0x1345F:
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Every code point behind every kind of character: what shows as nothing stays
// only where the table says so, and all else that can be seen stays.
func TestIgnorableCodePoints(t *testing.T) {
	stays := []struct {
		from, to rune
		behind   string // of the bases below; one at the start of a line never stays
	}{
		{0x200C, 0x200D, "a1漢☞ᠠ"},
		{0xFE00, 0xFE0D, "漢☞"},
		{0xFE0E, 0xFE0F, "1☞"},
		{0x180B, 0x180D, "ᠠ"},
		{0x180F, 0x180F, "ᠠ"},
		{0xE0100, 0xE01EF, "漢"},
	}
	for r := rune(0xA0); r <= unicode.MaxRune; r++ {
		if r >= 0xD800 && r < 0xE000 || r == 0x2028 || r == 0x2029 {
			continue
		}
		behind := "a1漢☞ᠠ\n"
		if ignorable(r) {
			behind = ""
			for _, s := range stays {
				if r >= s.from && r <= s.to {
					behind = s.behind
				}
			}
		}
		for _, base := range "a1漢☞ᠠ\n" {
			want := strings.ContainsRune(behind, base)
			in := string(base) + string(r) + "z"
			if got := Clean(in); strings.ContainsRune(got, r) != want && r != base {
				t.Errorf("%U behind %q: Clean gives %q", r, base, got)
			}
		}
	}
}

func TestCleanLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"a b", "a b"},
		{" a\n\tb  c\u00a0 d\r\n", "a b c d"},
		{"\x1b]0;evil\a\n", "␛]0;evil␇"},
		{" \u0301a", "◌\u0301a"},
	}
	for _, tt := range tests {
		if got := CleanLine(tt.in); got != tt.want {
			t.Errorf("CleanLine(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// checkClean states Clean's promise without using its tables.
func checkClean(t testing.TB, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("invalid UTF-8: %q", s)
	}
	marks := 0
	for i, r := range s {
		switch {
		case r == '\n':
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), noncharacter(r),
			ignorable(r) && !selector(r) && r != '\u200c' && r != '\u200d':
			t.Fatalf("%U at byte %d of %q", r, i, s)
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > maxMarks {
				t.Fatalf("%d marks at byte %d of %q", marks, i, s)
			}
		} else if r != '\u200c' && r != '\u200d' {
			marks = 0
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"plain", "a\tb\r\n\x1b[0m", "z\u0301\u200b\u0301", "\u2029\u202e\xff", "\u0301", "\U000E0001", "a \u0301\t\u200d", "葛\U000E0100\u0301\U000E0101 1\ufe0f\u20e3\ufe0f", "\ufe0f\u1820\u180b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		checkClean(t, got)
		if again := Clean(got); again != got || !IsClean(got) {
			t.Fatalf("not idempotent: %q, then %q", got, again)
		}
		if IsClean(s) != (s == got) {
			t.Fatalf("IsClean(%q) is wrong", s)
		}
		line := CleanLine(s)
		checkClean(t, line)
		if strings.ContainsAny(line, "\n\t") || CleanLine(line) != line {
			t.Fatalf("CleanLine(%q) = %q", s, line)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"ascii", strings.Repeat("The quick brown fox jumps over the lazy dog, and then does it once more.\n", 14000)},
		{"quotes", strings.Repeat("“The quick brown fox” jumps – over the lazy dog’s back, and then once more.\n", 14000)},
		{"tabs", strings.Repeat("\tif err != nil {\n\t\treturn err\n\t}\n", 30000)},
		{"cjk", strings.Repeat("吾輩は猫である。名前はまだ無い。\n", 20000)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			for b.Loop() {
				Clean(bb.text)
			}
		})
	}
}

// Every pair of bytes beside each other, at each place of a word.
func TestPrintableRuns(t *testing.T) {
	plain := func(b byte) bool { return b == '\n' || b >= ' ' && b < 0x7F }
	for pair := range 1 << 16 {
		for at := range 7 {
			word := []byte("abcdefgh")
			word[at], word[at+1] = byte(pair>>8), byte(pair)
			want := 8
			switch {
			case !plain(word[at]):
				want = at
			case !plain(word[at+1]):
				want = at + 1
			}
			if n := printable(string(word)); n != want {
				t.Fatalf("%q: %d, want %d", word, n, want)
			}
		}
	}
}
