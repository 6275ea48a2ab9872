package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// story is a text of n words of its own.
func story(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("word%c%c", 'a'+r.IntN(26), 'a'+r.IntN(26))
	}
	return words
}

// changed replaces every n-th word.
func changed(words []string, n int) []string {
	out := slices.Clone(words)
	for i := n; i < len(out); i += n {
		out[i] = "other"
	}
	return out
}

func TestCopies(t *testing.T) {
	m := &memory{docs: map[string]Document{}}
	put := func(path string, words []string) { m.put(path, strings.Join(words, " ")) }
	var want [][]string
	for i := range uint64(40) {
		words := story(i, 400)
		a, b := fmt.Sprintf("a/%02d.md", i), fmt.Sprintf("b/%02d.md", i)
		put(a, words)
		put(b, changed(words, 90))                           // 5 of 90 shingles are others: resemblance 0.89
		put(fmt.Sprintf("c/%02d.md", i), changed(words, 20)) // 0.6
		want = append(want, []string{a, b})
	}
	put("short.md", []string{"too", "short"})
	put("short2.md", []string{"too", "short"})
	x := Open("")
	refreshed(t, x, m)
	got, verdicts, err := x.Snapshot().Copies(context.Background(), Verdicts{}, m.text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var read []string
	again := func(path string) (string, error) {
		read = append(read, path)
		return m.text(path)
	}
	data, _ := verdicts.MarshalBinary()
	var kept Verdicts
	if err := kept.UnmarshalBinary(data); err != nil || !kept.Equal(verdicts) {
		t.Fatal("verdicts don't survive", err)
	}
	if kept.UnmarshalBinary(data[:len(data)-8]) == nil || kept.UnmarshalBinary(nil) == nil {
		t.Error("broken verdicts are believed")
	}
	got, _, err = x.Snapshot().Copies(context.Background(), kept, again)
	if diff := cmp.Diff(want, got); err != nil || diff != "" || len(read) > 0 {
		t.Errorf("%v, read again: %v %s", err, read, diff)
	}
	put("b/07.md", story(99, 400))
	refreshed(t, x, m)
	got, _, err = x.Snapshot().Copies(context.Background(), verdicts, again)
	if diff := cmp.Diff(slices.Delete(want, 7, 8), got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if slices.Contains(read, "a/08.md") {
		t.Error("what didn't change was compared again")
	}
}

func TestFold(t *testing.T) {
	m := fill(20)
	x := Open("")
	refreshed(t, x, m)
	s := x.Snapshot()
	all := s.listed
	path := func(i int) string { return s.Doc(all[i]).Path }
	f := s.Folds([][]string{{path(3), path(5), path(9)}, {path(1), "gone.md"}})
	kept, others := f.Fold(all, func(ID) bool { return false })
	if len(kept) != 18 || others[all[3]] != 2 || len(others) != 1 {
		t.Errorf("kept %d, others %v", len(kept), others)
	}
	kept, others = f.Fold(all, func(id ID) bool { return id == all[3] })
	if len(kept) != 20 || len(others) > 0 {
		t.Errorf("open: kept %d, others %v", len(kept), others)
	}
	if got := f.Copies(all[5]); len(got) != 3 || f.Copies(all[1]) != nil {
		t.Errorf("copies %v", got)
	}
	var none *Folds
	if kept, _ := none.Fold(all, nil); len(kept) != 20 {
		t.Error("nothing to fold, but something is missing")
	}
}

func TestLike(t *testing.T) {
	m := fill(60)
	m.put("sea.md", "The tide leaves the harbour twice; fishermen mend kelp ropes while the tide waits. Fishermen know kelp.")
	m.put("coast.md", "Kelp farms grow along the coast, and fishermen sell kelp ropes to the harbour.")
	m.put("bread.md", "Flour, water, salt: knead the dough and wait.")
	x := Open("")
	refreshed(t, x, m)
	q, p := Parse("like:sea.md", noon)
	if p != nil {
		t.Fatal(p)
	}
	found, err := x.Snapshot().Search(context.Background(), q, Reader{Text: m.text})
	if err != nil || len(found.IDs) != 1 || x.Snapshot().Doc(found.IDs[0]).Path != "coast.md" {
		t.Errorf("found %v, %v", found, err)
	}
	q, _ = Parse("like:nothing.md", noon)
	if _, err := x.Snapshot().Search(context.Background(), q, Reader{Text: m.text}); err == nil {
		t.Error("an article like none")
	}
}
