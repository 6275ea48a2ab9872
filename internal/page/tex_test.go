package page

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func texText(s string) string {
	var b strings.Builder
	signs, _ := tex(s)
	for _, s := range signs {
		b.WriteString(s.text)
	}
	return b.String()
}

func TestTex(t *testing.T) {
	for in, want := range map[string]string{
		`e = mc^2`:                             "e = mc²",
		`x_1^2 + x_{ij}`:                       "x₁² + xᵢⱼ",
		`2\pi r`:                               "2πr",
		`\alpha + \beta`:                       "α + β",
		`a \leq b`:                             "a ≤ b",
		`a\leq b`:                              "a≤b",
		`\forall x \in \mathbb{R}`:             "∀x ∈ ℝ",
		`\frac{a}{b}`:                          "a⁄b",
		`\frac12`:                              "1⁄2",
		`\frac{a+b}{2}`:                        "(a+b)/2",
		`\frac{1}{x - 1}`:                      "1/(x − 1)",
		`\frac{a+b}{c+d}`:                      "(a+b)/(c+d)",
		`\frac{2a}{b_1^2}`:                     "(2a)/b₁²",
		`\frac{x_{1,2}}{10}`:                   "(x₁,₂)/10",
		`\sqrt{x}`:                             "√x",
		`\sqrt{x^2+y^2}`:                       "√(x²+y²)",
		`\sqrt[3]{x}`:                          "³√x",
		`\sqrt[n]2`:                            "ⁿ√2",
		`\sum_{i=1}^n i`:                       "∑ᵢ₌₁ⁿ i",
		`\int_0^\infty f(x)\,dx`:               "∫₀^∞ f(x) dx",
		`x^{a,b}`:                              "x^(a,b)",
		`x_Q`:                                  "x_Q",
		`A^T`:                                  "Aᵀ",
		`f'(x)`:                                "f′(x)",
		`x^*`:                                  "x*",
		`90^\circ`:                             "90°",
		`e^{-x}`:                               "e⁻ˣ",
		`\hat{x} \vec v`:                       "x\u0302 v\u20d7",
		`\mathrm{rank}(A)`:                     "rank(A)",
		`x \text{ if } y`:                      "x  if y",
		`\left( \frac{a}{b} \right)`:           "( a⁄b )",
		`\{x \mid y\}`:                         "{x ∣ y}",
		`\foo{a}{b} + c`:                       `\foo{a}{b} + c`,
		`\foo`:                                 `\foo`,
		`\sin x \lim`:                          "sin x lim",
		`a \\ b`:                               "a \nb",
		`\begin{aligned} a &= b \end{aligned}`: "a = b ",
		`a &lt; b`:                             "a < b",
		`{a}^{b}`:                              "aᵇ",
		`x^{`:                                  "x^",
		`^`:                                    "^",
		`\`:                                    `\`,
		`\frac`:                                `\frac`,
		`||x||`:                                "||x||",
		`漢^漢`:                                  "漢^漢",
	} {
		if got := texText(in); got != want {
			t.Errorf("%s is %q, want %q", in, got, want)
		}
	}
}

// texPieces are what formulas are made of.
var texPieces = rapid.SampledFrom([]string{
	"a", "x", "漢", "12", " ", "  ", "\n", "{", "}", "^", "_", "^2", "_i", "&", "&lt;", "~", "'", "-", "+", "=", "(", ")", "[", "]", `\\`, `\,`, `\!`, `\{`, `\alpha`, `\leq`,
	`\frac`, `\frac{a}{b}`, `\sqrt`, `\sqrt[3]`, `\hat`, `\text{if }`, `\mathbb{R}`, `\foo`, `\left.`, `\begin{x}`, `\sin`, "é", "e\u0301", "*", "$", "#", "|",
})

var texSource = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(texPieces, 1, 30).Draw(t, "tex"), "")
})

// TestTexSpans: the signs go from left to right, show bytes of the formula,
// and no letter or digit is lost but those of commands.
func TestTexSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texSource.Draw(t, "source")
		if !balanced(s) {
			return
		}
		shown := make([]bool, len(s))
		last := sign{}
		signs, _ := tex(s)
		for _, g := range signs {
			same := g.from == last.from && g.to == last.to
			if g.from >= g.to || g.to > len(s) || g.from < last.to && !same || g.text == "" {
				t.Fatalf("%q: %v behind %v", s, g, last)
			}
			for i := g.from; i < g.to; i++ {
				shown[i] = true
			}
			last = g
		}
		for i := 0; i < len(s); i++ {
			if s[i] == '\\' {
				for i+1 < len(s) && isLetter(s[i+1]) {
					i++
				}
				i++
				continue
			}
			if r := rune(s[i]); unicode.IsDigit(r) && !shown[i] {
				t.Fatalf("%q: %q at %d is not shown", s, r, i)
			}
		}
	})
}
