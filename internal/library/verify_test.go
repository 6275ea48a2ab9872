package library

import (
	"slices"
	"strings"
	"testing"
)

// TestVerify: every kind of problem is listed with its place, and the notes are
// counted.
func TestVerify(t *testing.T) {
	folder := t.TempDir()
	const head = "---\nmanicule: 1\narticle: "
	const entry = "\n---\n\n<!-- note {\"id\":\"aaaaaaaaaa\",\"kind\":\"highlight\",\"made\":\"2026-01-01T00:00:00Z\"} -->\n\n> Two leaves and a bud make a cup of tea\n"
	write(t, folder, "tea.md", "---\nsource: https://example.org/tea\n---\n\n# Tea\n\nTwo leaves and a bud make a cup of tea.\n")
	write(t, folder, "lost.md", "# Lost\n\nNothing of it.\n")
	c := collection(t, folder, options(t))
	putNote(t, c, "tea.md", "Two leaves", "well")
	for name, text := range map[string]string{
		"lost.md.md":    head + "lost.md" + strings.Replace(entry, "aaaaaaaaaa", "bbbbbbbbbb", 1),
		"gone.md.md":    head + "gone.md\nsource: https://example.org/tea" + strings.Replace(entry, "aaaaaaaaaa", "cccccccccc", 1),
		"twice.md":      head + "lost.md" + strings.Replace(entry, "aaaaaaaaaa", "dddddddddd", 1),
		"conflict.md":   head + "other.md\n---\n\n<<<<<<< ours\none\n=======\ntwo\n>>>>>>> theirs\n",
		"unreadable.md": head + "third.md\n---\n\n<!-- note {no JSON} -->\n\n> one\n",
	} {
		write(t, c.NotesFolder(), name, text)
	}
	v, err := Verify(t.Context(), c)
	must(t, err)
	if v.Notes != v.Exact+v.Edited+v.Moved+v.Lost || v.Exact != 1 || v.Lost != 3 {
		t.Errorf("%v: %+v", v, v.Problems)
	}
	for where, what := range map[string]string{
		"lost.md: note bbbbbbbbbb":        "passage lost",
		"lost.md: note dddddddddd":        "passage lost",
		"lost.md":                         "several files hold notes on it",
		"gone.md":                         "article missing, with 1 note on it; it may be tea.md now",
		".manicule/notes/conflict.md":     "can't be written",
		".manicule/notes/unreadable.md:6": "",
	} {
		if !slices.ContainsFunc(v.Problems, func(p NoteProblem) bool { return p.Where() == where && strings.Contains(p.What, what) }) {
			t.Errorf("%s: %s is not among %+v", where, what, v.Problems)
		}
	}
}
