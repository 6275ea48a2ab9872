package page

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// French and Japanese with every sign that clings to what stands beside it.
const clinging = "Qui a éteint la lampe ? « Personne, je crois ! » Le gardien dit « jamais » et « peut-être » ; il ajoute : c’est écrit, 40 % du temps, au mur. “Qui ?” dit-on.\n\n" +
	"「灯台の火（ひ）は、だれが消したのですか。」と聞いた。「わかりません！」『ずっと』そうだった。ラッコとコーヒー、それだけ……。\n"

// TestClingingSigns: at every width no row begins with a sign that belongs to
// the word before it, nor ends with one that belongs to the next.
func TestClingingSigns(t *testing.T) {
	a := parseArticle(t, clinging)
	for width := 20; width <= 200; width++ {
		for _, line := range allLines(New(a, width, Dark())) {
			row := strings.TrimSpace(text(line))
			if row == "" {
				continue
			}
			if strings.ContainsRune("?!;:»%。、，！）」』ッー…", firstRune(row)) {
				t.Errorf("width %d: a row begins: %s", width, row)
			}
			if strings.HasSuffix(row, "«") || strings.HasSuffix(row, "「") || strings.HasSuffix(row, "『") || strings.HasSuffix(row, "（") {
				t.Errorf("width %d: a row ends: %s", width, row)
			}
		}
	}
}

// TestFilled: filling lines obeys the same breaks.
func TestFilled(t *testing.T) {
	cells := fieldCells(strings.Fields(clinging)[:24])
	rapid.Check(t, func(t *rapid.T) {
		wrap(cells, 20, rapid.IntRange(20, 200).Draw(t, "width"), func(l Line) {
			if row := text(l); strings.ContainsRune("?!;:»", firstRune(row)) || strings.HasSuffix(row, "«") {
				t.Errorf("row %q", row)
			}
		})
	})
}

func fieldCells(words []string) (cells []Cell) {
	for _, r := range strings.Join(words, " ") {
		cells = append(cells, Cell{Text: string(r), Start: len(cells), End: len(cells) + 1, Width: 1})
	}
	return cells
}
