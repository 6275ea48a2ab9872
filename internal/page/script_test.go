package page

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestScripts(t *testing.T) {
	for md, want := range map[string]string{
		"x<sup>2n+1</sup>, 19<sup>th</sup>":        "x²ⁿ⁺¹, 19ᵗʰ",
		"H<sub>2</sub>O, t<sub>max</sub>":          "H₂O, tₘₐₓ",
		"x<sup>q</sup>, x<sup>a, b</sup>.":         "x^q, x^(a, b).",
		"x<sub>Q</sub>":                            "xQ",
		"note<sup>*</sup>":                         "note*",
		"see<sup>[1](u)</sup>":                     "see¹",
		"<sup>small print of a page</sup>":         "small print of a page",
		"<sup>**b**</sup> <sup>a &amp; q</sup>":    "ᵇ a & q",
		"x<sup>q":                                  "xq",
		"<p>x<sup>2</sup> y<sup>a,b</sup></p>":     "x² y^(a,b)",
		"<p>x<sub>12</sub></p>":                    "x₁₂",
		"[x<sup>a q</sup>](u)":                     "x^(a q)",
		"<details><summary>More</summary>Text.":    "▸ More\n\nText.",
		"<kbd>Esc</kbd> <mark>seen</mark>":         "Esc seen",
		"<sup>12345678</sup> <sup>123456789</sup>": "¹²³⁴⁵⁶⁷⁸ ^123456789",
	} {
		p := New(parseArticle(t, md), 60, Light())
		var rows []string
		for _, l := range p.Lines(p.Locate(0), 9) {
			rows = append(rows, text(l))
		}
		if got := strings.Join(rows, "\n"); got != want {
			t.Errorf("%q is %q, want %q", md, got, want)
		}
		newOracle(p.Article().Text).check(t, p)
	}
}

// TestForms: each form is of the character it stands for.
func TestForms(t *testing.T) {
	for _, table := range []map[rune]string{superscripts, subscripts} {
		for r, s := range table {
			if got := norm.NFKD.String(s); got != strings.ReplaceAll(string(r), "-", "−") {
				t.Errorf("%q is the form of %q, not of %q", s, got, r)
			}
		}
	}
}
