package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

// shownAs is a line of text in the order in which it is shown.
func shownAs(s string) string {
	var f flow
	f.add(s, 0, 0, 0)
	b := block{cells: f.cells}
	b.direct(b.cells)
	reorder(b.cells)
	return text(b.cells)
}

func TestReorder(t *testing.T) {
	for in, want := range map[string]string{
		"plain (text) 12":   "plain (text) 12",
		"אבג":               "גבא",
		"אבג דהו":           "והד גבא",
		"one אבג דהו two":   "one והד גבא two",
		"one אבג, דהו.":     "one והד ,גבא.",
		"אבג one two דהו":   "והד one two גבא",
		"אבג (one) דהו":     "והד (one) גבא",
		"one (אבג) two":     "one (גבא) two",
		"one אבג (דהו) two": "one (והד) גבא two",
		"אבג (דהו).":        ".(והד) גבא",
		"one (אבג)דהו":      "one (גבא)והד", // what stands before the pair decides
		"one אבג(דהו)":      "one (והד)גבא",
		"אבג 12.5 דהו":      "והד 12.5 גבא",
		"one אבג 12":        "one 12 גבא",
		"אבג 12%":           "12% גבא",
		"אבג 1-2":           "1-2 גבא",
		"مرحبا 12-13":       "13-12 ابحرم",
		"מחיר: $5!":         "!$5 :ריחמ",
		"«אבג» a":           "a «גבא»",
		"אבג http://x.y/z":  "http://x.y/z גבא",
		"אבג <b> [דהו]":     "[והד] <b> גבא",
		"אב\u05bcג":         "גב\u05bcא",
		"12 אבג":            "גבא 12",
		"(אבג":              "גבא)",
	} {
		if got := shownAs(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

// TestLevels compares directions with those of golang.org/x/text, which keeps
// the levels themselves to itself. It compares no brackets: x/text gives the
// two of a pair different directions, against N0; they are in the table above.
func TestLevels(t *testing.T) {
	alphabet := rapid.SampledFrom([]rune("ab  אב  عر 12 ٣٤ .,:+-$%<>!?«»"))
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(alphabet, 1, 30).Draw(t, "text"))
		var p bidi.Paragraph
		if _, err := p.SetString(s); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		var want []int
		for i := range order.NumRuns() {
			run := order.Run(i)
			for range []rune(run.String()) {
				want = append(want, int(run.Direction()))
			}
		}
		var cells []Cell
		for _, r := range s {
			cells = append(cells, Cell{Text: string(r)})
		}
		resolve(cells, startsRight(cells))
		var got []int
		for _, c := range cells {
			got = append(got, map[uint8]int{0: int(bidi.LeftToRight), 1: int(bidi.RightToLeft)}[c.level%2])
		}
		trail := len([]rune(strings.TrimRight(s, " "))) // rows have no spaces at their end
		if d := cmp.Diff(want[:trail], got[:trail]); d != "" {
			t.Fatalf("%q: %s", s, d)
		}
	})
}

// TestLogical: for terminals that reorder text themselves, rows stay as the text
// is, at the left.
func TestLogical(t *testing.T) {
	style := Plain()
	style.Logical = true
	p := New(parseArticle(t, "אבג (דהו)\n"), 20, style)
	if got := text(p.Lines(p.Locate(0), 1)[0]); got != "אבג (דהו)" {
		t.Errorf("shown as %q", got)
	}
	p = p.With(20, Plain())
	if got := text(p.Lines(p.Locate(0), 1)[0]); got != "           (והד) גבא" {
		t.Errorf("shown as %q", got)
	}
}

// TestRightSpans: selections and places go by the text, not by columns.
func TestRightSpans(t *testing.T) {
	p := New(parseArticle(t, "start אבג 12 דהו end\n"), 40, Light())
	src := p.Article().Text
	// shown: start והד 12 גבא end; the first letter of a Hebrew word stands last
	for word, want := range map[string]int{"אבג": 15, "12": 10, "דהו": 8, "end": 17} {
		off := strings.Index(src, word)
		if _, x := p.Column(off); x != want {
			t.Errorf("%s begins at column %d, want %d", word, x, want)
		}
		if q := p.Quote(p.Unit(off, Word)); q != word {
			t.Errorf("%s is quoted %q", word, q)
		}
	}
}
