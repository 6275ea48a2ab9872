package page

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// TestWidths: the hard cases of how wide a character is are one cell each, as
// wide as the terminal library says, which draws them: for some Indic, Thai and
// half-width clusters that is less than some terminals take.
func TestWidths(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		cells      []string
		width      int
	}{
		{"chinese", "漢字。", []string{"漢", "字", "。"}, 6},
		{"hangul", "한글", []string{"한", "글"}, 4},
		{"hangul in parts", "\u1112\u1161\u11ab", []string{"\u1112\u1161\u11ab"}, 2},
		{"kana with marks", "か\u3099ﾊﾟ", []string{"か\u3099", "ﾊﾟ"}, 3},
		{"half width", "ｱｲｳ｡", []string{"ｱ", "ｲ", "ｳ", "｡"}, 4},
		{"full width", "ＡＢ！", []string{"Ａ", "Ｂ", "！"}, 6},
		{"accents", "e\u0301a\u0308\u0323", []string{"e\u0301", "a\u0308\u0323"}, 2},
		{"emoji", "😀🚀", []string{"😀", "🚀"}, 4},
		{"skin tone", "👍🏽", []string{"👍🏽"}, 2},
		{"family", "👩‍👩‍👧‍👦", []string{"👩‍👩‍👧‍👦"}, 2},
		{"profession", "🧑🏿‍🚀", []string{"🧑🏿‍🚀"}, 2},
		{"rainbow", "🏳️‍🌈", []string{"🏳️‍🌈"}, 2},
		{"flags", "🇫🇷🇯🇵", []string{"🇫🇷", "🇯🇵"}, 4},
		{"half a flag", "🇫x", []string{"🇫", "x"}, 3},
		{"emoji style", "❤️☂️", []string{"❤️", "☂️"}, 4},
		{"text style", "❤︎☂", []string{"❤︎", "☂"}, 2},
		{"keycap", "1️⃣", []string{"1️⃣"}, 2},
		{"thai", "ที่นี่", []string{"ที่", "นี่"}, 2},
		{"thai am", "น้ำ", []string{"น้ำ"}, 1},
		{"devanagari", "नमस्ते", []string{"न", "म", "स्ते"}, 3},
		{"tamil", "நி", []string{"நி"}, 1},
		{"arabic", "مَرحبا", []string{"ا", "ب", "ح", "ر", "مَ"}, 5},
		{"hebrew", "שָׁלוֹם", []string{"ם", "וֹ", "ל", "שָׁ"}, 4},
		{"joiners", "a\u200db", []string{"a\u200d", "b"}, 2},
		{"ambiguous", "…—§°α", []string{"…", "—", "§", "°", "α"}, 5},
		{"signs", "①★→", []string{"①", "★", "→"}, 3},
		{"mathematical", "𝔸ℝ𝑥", []string{"𝔸", "ℝ", "𝑥"}, 3},
		{"zalgo", "Z" + strings.Repeat("\u0335\u0321", 9), []string{"Z" + strings.Repeat("\u0335\u0321", 4)}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := New(parseArticle(t, "Start.\n\n"+tt.text), 40, Light())
			var got []string
			width := 0
			for _, c := range p.Lines(p.Locate(8), 1)[0] {
				if w := ansi.GraphemeWidth.StringWidth(c.Text); w != int(c.Width) {
					t.Errorf("%q is %d wide, not %d", c.Text, w, c.Width)
				}
				if c.Start >= 0 {
					got = append(got, c.Text)
					width += int(c.Width)
				}
			}
			if d := cmp.Diff(tt.cells, got); d != "" {
				t.Error(d)
			}
			if width != tt.width {
				t.Errorf("the row is %d wide, want %d", width, tt.width)
			}
			newOracle(p.Article().Text).check(t, p)
		})
	}
}
