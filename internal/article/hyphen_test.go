package article

import (
	"slices"
	"strings"
	"testing"
)

func TestJoinLines(t *testing.T) {
	tests := []struct{ lines, more, want string }{
		{"run by a com-\npany of rowers", "", "run by a company\nof rowers"},
		{"all of them self-\ntaught, and", "", "all of them self-taught,\nand"},
		{"a water-\ncourse", "", "a watercourse"},
		{"the boat-\nman said", "a boat-man", "the boat-man\nsaid"},
		{"the self-\nish man", "a selfish one", "the selfish\nman"},
		{"the Nord-\nund Ostsee", "", "the Nord-\nund Ostsee"},
		{"a mother-in-\nlaw", "", "a mother-in-law"},
		{"an Anglo-\nSaxon", "", "an Anglo-Saxon"},
		{"the GRE-\nATEST of", "", "the GREATEST\nof"},
		{"they row--\nand row", "", "they row--\nand row"},
		{"from 1990-\n1995", "", "from 1990-\n1995"},
		{"soft\u00ad\nness", "", "softness"},
		{"ein Über-\nmut, кора-\nбль", "", "ein Übermut,\nкорабль"},
		{"pas-\nse-\nport", "", "passeport"},
	}
	for _, tt := range tests {
		lines := strings.Split(tt.lines, "\n")
		got := strings.Join(joinLines(lines, vocabulary([]block{{lines: append(lines, tt.more)}})), "\n")
		if got != tt.want {
			t.Errorf("%q with %q: %q, want %q", tt.lines, tt.more, got, tt.want)
		}
	}
}

// TestHyphensInText: words broken at the ends of wrapped lines are whole in the
// article, where they are shown and searched.
func TestHyphensInText(t *testing.T) {
	a, err := Parse("a.txt", []byte(`The ferry over the sound was run by a company of rowers that was an inde-
pendent one in every sense of the word, and the owner, a much liked, long-
lived man from the islands, kept a ledger in which each of the passen-
gers was written down by name, with the weather and the price of the day.
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"independent", "long-lived", "passengers"} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("no %q in %s", want, a.Text)
		}
	}
}

// TestDrawnBlocks: what is drawn with signs stays as it is written.
func TestDrawnBlocks(t *testing.T) {
	for name, text := range map[string]string{
		"frame":       "+-------+------+\n| ferry | fare |\n+-------+------+\n| north | 12   |\n+-------+------+",
		"box":         "┌──────┐\n│ north│\n└──────┘",
		"two spaces":  "ferry  fare\nnorth  12\nsouth  9",
		"picture":     "  /\\_/\\\n ( o.o )\n  > ^ <",
		"wide gaps":   "ferry     fare\nnorth     12",
		"with a head": "ferry | fare | day\n------+------+----\nnorth |  12  | Mon",
	} {
		if got := plainBlocks(text + "\n"); len(got) != 1 || got[0].shape != preformatted || !slices.Equal(got[0].lines, strings.Split(text, "\n")) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for name, text := range map[string]string{
		"verse":                 "The ferry goes out\nand never comes home",
		"two spaces after it":   "It rains.  Nobody comes.\nIt snows.  Nobody goes.",
		"list":                  "- ferry\n- fare",
		"heading with overline": "=======\nFerries\n=======",
	} {
		if got := plainBlocks(text + "\n"); got[0].shape == preformatted {
			t.Errorf("%s is taken for a drawing", name)
		}
	}
}
