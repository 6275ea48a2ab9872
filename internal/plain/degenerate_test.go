package plain

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/article"
)

// degenerate are articles that have too little or too much of something.
var degenerate = map[string]string{
	"empty.md":    "",
	"blank.md":    "\n \n",
	"letter.md":   "a",
	"picture.md":  "![](p.png)",
	"table.md":    "| a |\n| - |\n",
	"bullet.md":   "-\n",
	"rule.md":     "---\n",
	"title.md":    "# Only a title",
	"untitled.md": "#\n\n##\n",
	"headings.md": strings.Repeat("## Heading\n", 1000),
	"links.md":    "[s](##) [s](#a#b#) [[]] [[#]] [s](gone.md) [^1] [s](letter.md#)\n\n[^1]:\n",
	"front.md":    "---\ntitle: \"\"\n---\n",
}

// drawLines are lines of a conversation: commands by their names, with
// arguments that may mean something or not.
func drawLines(t *rapid.T) []string {
	names := []string{"", ".", "1", "2", "0", "9", "-1", "1.1", "50%", "nonsense"}
	for _, g := range commands() {
		for _, c := range g.commands {
			if c.name != "quit" {
				names = append(names, c.name)
			}
		}
	}
	args := rapid.SampledFrom([]string{
		"", "", "", "all", "1", "2", "0", "-1", "9999999999999999999", "1.1", "1-2", "1.1-9", "2-1", "a", "article", "\"\"", "\"a\"", "/(/", "/a/", "is:unread", "list", "next",
		"keep 1", "drop 1", "1 question", "1 1", "1 \"a\"", "letter.md", "#", "^", "%", "100%", "101", "tag", "next 3", ".", "NaN",
	})
	lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom(names).Draw(t, "command") + " " + args.Draw(t, "args")
	}), 1, 40).Draw(t, "lines")
	return append([]string{"list", "1"}, lines...)
}

// Whatever is said about a collection that has too little or too much of
// something, there is an answer.
func TestDegenerateCollections(t *testing.T) {
	t.Chdir(t.TempDir()) // which export writes into
	all := slices.Sorted(maps.Keys(degenerate))
	rapid.Check(t, func(rt *rapid.T) {
		folder := t.TempDir()
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, 4, rapid.ID[string]).Draw(rt, "articles") {
			write(t, filepath.Join(folder, name), []byte(degenerate[name]))
		}
		talk(t, folder, rapid.SampledFrom([]int{0, 1, 10, 60}).Draw(rt, "width"), rapid.SampledFrom([]int{0, 1, 24}).Draw(rt, "height"), drawLines(rt))
	})
}

// An article from standard input has no collection about it.
func TestDegenerateStandardInput(t *testing.T) {
	all := slices.Sorted(maps.Keys(degenerate))
	rapid.Check(t, func(rt *rapid.T) {
		a, err := article.Parse("-", []byte(degenerate[rapid.SampledFrom(all).Draw(rt, "article")]))
		if err != nil {
			rt.Fatal(err)
		}
		sc := &screen{}
		c := New(Options{Parsed: a, In: &typist{t, "", drawLines(rt), sc, newClock()}, Out: sc})
		if err := c.Run(t.Context()); err != nil {
			rt.Error(err)
		}
	})
}

// A number chooses from what was last listed, never from a list before, nor of
// an article that is closed.
func TestNumberAfterItsListIsGone(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.md"), []byte("# A\n\nText [s](#b).\n\n## B\n\nMore text.\n"))
	for _, lines := range [][]string{
		{"list", "list nowhere", "1"},
		{"list", "1", "headings", "close", "1"},
		{"list", "1", "links all", "close", "1"},
		{"list", "1", "find text", "match list", "close", "1"},
		{"list", "1", "note", "words", ".", "notes", "close", "1"},
		{"list", "1", "next", "close", ""},
	} {
		got := talk(t, folder, 0, 0, lines)
		if lines[len(lines)-1] != "" && !strings.Contains(got, "Nothing is listed that a number could choose from") {
			t.Errorf("%q: it does not say so:\n%s", lines, got)
		}
	}
}
