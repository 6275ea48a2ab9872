package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFormulas(t *testing.T) {
	for md, want := range map[string]string{
		"Here $e = mc^2$, *there* $\\alpha$.":   "Here e = mc², there α.",
		"$x^*$ and $y^*$":                       "x* and y*",
		"$a_1$ _or_ $b_{12}$":                   "a₁ or b₁₂",
		"**bold $x^2$ text**":                   "bold x² text",
		"$5 and $6":                             "$5 and $6",
		"$2x$ or $3n - 1$, $10$ to $20$":        "2x or 3n − 1, 10 to 20",
		"from $5/month or 10$.":                 "from $5/month or 10$.",
		"Cheap $$ to dear $$$ places, $$ – $$$": "Cheap $$ to dear $$$ places, $$ – $$$",
		"US$5, US$6":                            "US$5, US$6",
		"$HOME/$USER and $PATH":                 "$HOME/$USER and $PATH",
		"$PATH$":                                "$PATH$",
		"$ x$ and $x $":                         "$ x$ and $x $",
		"$x$5":                                  "$x$5",
		"`$x^2$`, [a $x$](u)":                   "$x^2$, a $x$",
		"$a `b` c$":                             "$a b c$",
		"$a <b> c$":                             "$a c$",
		"\\$x^2\\$":                             "$x^2$",
		"$x {$":                                 "$x {$",
		"$$\\frac{a}{b}$$":                      "    a⁄b",
		"$$\na \\\\\nb\n$$":                     "    a\n    b",
		"text $$x^2$$ text":                     "text x² text",
		"\\(x^2\\), \\\\(y_1 \\leq 2\\\\)":      "x², y₁ ≤ 2",
		"\\[x^2\\] \\[edit\\] \\(a\\)":          "x² [edit] (a)",
		"over $a +\nb$ lines\nand on":           "over a + b lines and on",
		"> quoted $a +\n> b^2$\n> more":         "│ quoted a + b² more",
		"# Head $x^2$":                          "Head x²",
		"| $x^2$ | b |\n|--|--|\n| $a$ | $5 |":  "x² │ b\n───┼───\na  │ $5",
		"$https://x.y/z$":                       "$https://x.y/z$",
		"a <script>$x^2$</script> b $y^2$":      "a b y²",
		"$1$ to $20$":                           "1 to 20",
		"$\\foo{x}$ and $x$":                    "\\foo{x} and x",
	} {
		p := New(parseArticle(t, "Start.\n\n"+md), 60, Light())
		var rows []string
		for _, l := range p.Lines(p.Locate(8), 9) {
			rows = append(rows, text(l))
		}
		if got := strings.Join(rows, "\n"); got != want {
			t.Errorf("%q is\n%s, want\n%s", md, got, want)
		}
		newOracle(p.Article().Text).check(t, p)
	}
}

// TestFormulaCells: a cell knows the bytes that it stands for.
func TestFormulaCells(t *testing.T) {
	md := "A $\\frac{\\alpha+1}{x_{12}}$."
	p := New(parseArticle(t, md), 60, Light())
	var got []string
	for _, c := range p.Lines(p.Locate(0), 1)[0] {
		got = append(got, c.Text+" "+p.Article().Text[c.Start:c.End])
	}
	want := []string{"A A", "   ", "( \\frac", "α \\alpha", "+ +", "1 1", ") }", "/ }", "x x", "₁ 1", "₂ 2", ". ."}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if q := p.Quote(p.Unit(0, Sentence)); q != md {
		t.Errorf("quoted %q", q)
	}
	if q := p.Quote(p.Unit(strings.Index(md, "alpha"), Word)); q != "\\alpha" {
		t.Errorf("a letter is quoted %q", q)
	}
}

// TestMoney: text without formulas keeps every dollar sign.
func TestMoney(t *testing.T) {
	for _, md := range []string{
		"US$5/AU$ 7 and", "US$5/AU$7", "$5/AU$ 7 and", "$5/A$ 7", "R$5 and R$ 7", "(US$) and (AU$) both", "from $5 to 10$ now", "$5 or 7$ each",
		"5$ and 6$", "5$, 6$ or 7$", "$5/$ 7", "$5-$10", "$5–$ 10", "$5M/$ 6M", "$1,000/£800/$ 900", "$5/£4$", "HK$5 / NT$ 20", "$5, $6, and $7.",
		"$5/month/$50/year", "~$5~ $6 $", "$20k–$ 30k", "$0.50/$ 1", "-$5/-$ 6", "A$AP and Ke$ha", "US$", "$", "$$", "CA$1.5bn/US$ 1.1bn.",
	} {
		got := ""
		for _, l := range New(parseArticle(t, md), 80, Light()).Lines(Loc{}, 5) {
			got += text(l)
		}
		if strings.Count(got, "$") != strings.Count(md, "$") {
			t.Errorf("%q is shown as %q", md, got)
		}
	}
}
