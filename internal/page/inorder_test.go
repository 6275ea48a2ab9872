package page

import (
	"strings"
	"testing"
)

func TestInOrder(t *testing.T) {
	for _, tt := range []struct {
		s, want       string
		starts, right bool
	}{
		{"abc שלום def", "abc םולש def", false, false},
		{"שלום (abc)!", "!(abc) םולש", true, true},
		{"שלום (abc)!", "םולש (abc)!", true, false},
		{"«مرحبا» 12", "12 «ابحرم»", true, true},
		{"עולם e\u0301", "e\u0301 םלוע", true, true},
	} {
		var b strings.Builder
		line := InOrder(tt.s, tt.right)
		for _, c := range line {
			b.WriteString(c.Text)
		}
		if got := b.String(); got != tt.want || StartsRight(tt.s) != tt.starts || !HasRight(tt.s) {
			t.Errorf("%q is shown as %q, not %q; starts right: %v, has: %v", tt.s, got, tt.want, StartsRight(tt.s), HasRight(tt.s))
		}
		bytes := 0
		for _, c := range line {
			bytes += c.End - c.Start
		}
		if bytes != len(tt.s) {
			t.Errorf("%q: cells of %d bytes", tt.s, bytes)
		}
	}
	for _, s := range []string{"", "Plain, with “quotes”", "潮汐", "नमस्ते", "１２３"} {
		if HasRight(s) || StartsRight(s) {
			t.Errorf("%q goes from right to left", s)
		}
	}
}
