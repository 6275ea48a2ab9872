package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		name, md string
		want     map[string]int
	}{
		{"none", "No notes.", map[string]int{}},
		{"by reference", "a[^b] c[^a] d[^b]\n\n[^a]: A\n[^b]: B", map[string]int{"b": 1, "a": 2}},
		{"numeric", "a[^7] b[^3]\n\n[^3]: x\n[^7]: y", nil},
		{"mixed", "a[^7] b[^x]\n\n[^7]: y\n[^x]: x", map[string]int{"7": 1, "x": 2}},
		{"unreferred", "a[^x]\n\n[^z]: z\n[^y]: y\n[^x]: x", map[string]int{"x": 1, "z": 2, "y": 3}},
		{"numeric, one unreferred", "a[^1]\n\n[^1]: x\n[^z]: z", nil},
		{"undefined", "a[^x] [^y]: b\n\n> * [^x]: x", map[string]int{"x": 1}},
		{"in a note", "a[^x]\n\n[^x]: x[^y]\n[^y]: y", map[string]int{"x": 1, "y": 2}},
		{"open", "[^ [^a b] [^] [^[^x] [^", map[string]int{}},
		{"expression", "a[^x] `[^0-9]`\n\n[^x]: x", map[string]int{"x": 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, numbers(tt.md)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestFootnoteNumbers: marks and notes show one number, whose cells stand for
// the label.
func TestFootnoteNumbers(t *testing.T) {
	md := "One[^one][^two], ten[^ten].\n\n[^two]: Two.\n[^one]: One.\n"
	for i := range 9 {
		md = fmt.Sprintf("x[^%c]\n\n[^%c]: note\n\n", 'a'+i, 'a'+i) + md
	}
	md += "[^ten]: Ten.\n"
	p := New(parseArticle(t, md), 40, Light())
	newOracle(p.Article().Text).check(t, p)
	rows := picture(p)
	for _, want := range []string{"One¹⁰,¹¹, ten¹².", "\n11. Two.", "\n10. One.", "\n12. Ten.", "x⁹"} {
		if !strings.Contains(rows, want) {
			t.Errorf("%q is not in\n%s", want, rows)
		}
	}
	for _, mark := range []string{"ten[^ten", "\n[^ten"} {
		start := strings.Index(md, mark) + len(mark) - len("ten")
		loc, col := p.Column(start)
		if off, ok := p.At(loc, col+1); !ok || off != start {
			t.Errorf("the second digit shows byte %d, not %d", off, start)
		}
	}
}

func BenchmarkNumbers(b *testing.B) {
	for name, text := range map[string]string{
		"prose":    strings.Repeat("Words without any notes to speak of, but [links](u) and x^2.\n", 160_000),
		"notes":    strings.Repeat("Some words with notes[^one] and more words behind them[^two].\n\n", 160_000) + "[^one]: 1\n[^two]: 2",
		"brackets": strings.Repeat("[^", 5_000_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				numbers(text)
			}
		})
	}
}
