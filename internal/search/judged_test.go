package search

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A judgement says which articles a query ought to find first.
type judgement struct {
	query string
	right []string
}

// judgements reads testdata/judged.txt.
func judgements(t *testing.T) (all []judgement) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "judged.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		query, paths, _ := strings.Cut(line, "\t")
		j := judgement{query, strings.Fields(paths)}
		if len(j.right) == 0 {
			t.Fatalf("no article is judged right for %q", query)
		}
		all = append(all, j)
	}
	return all
}

// judgedArticles is the folder of real articles that the judgements are about:
// the one beside the project, or that of MANICULE_ARTICLES. Without their
// articles the test is skipped.
func judgedArticles(t *testing.T, all []judgement) folderSource {
	t.Helper()
	root := os.Getenv("MANICULE_ARTICLES")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "articles")
	}
	for _, j := range all {
		for _, path := range j.right {
			if _, err := os.Stat(filepath.Join(root, path)); err != nil {
				t.Skip("the articles of the judged queries are not here")
			}
		}
	}
	return folderSource(root)
}

// What is asked of the ranking, a few points below what it reaches: the mean
// of 1/place of the best placed right article (MRR), and of the share of the
// right ones that are among the first ten.
const (
	leastMRR    = 0.94
	leastRecall = 0.95
)

func TestRankingQuality(t *testing.T) {
	all := judgements(t)
	x := Open("")
	if _, err := x.Refresh(t.Context(), judgedArticles(t, all), []string{"."}, nil); err != nil {
		t.Fatal(err)
	}
	mrr, recall := 0.0, 0.0
	for _, j := range all {
		found := foundFirst(t, x.Snapshot(), j.query)
		place := slices.IndexFunc(found, func(path string) bool { return slices.Contains(j.right, path) })
		if place >= 0 {
			mrr += 1 / float64(place+1)
		}
		if place < 0 || place >= 3 {
			t.Logf("%q: right at place %d (0: nowhere) of %d; first came %s", j.query, place+1, len(found), strings.Join(found[:min(len(found), 3)], ", "))
		}
		recall += shareOf(j.right, found[:min(len(found), 10)])
	}
	mrr, recall = mrr/float64(len(all)), recall/float64(len(all))
	t.Logf("%d queries: MRR %.3f, recall@10 %.3f", len(all), mrr, recall)
	if mrr < leastMRR || recall < leastRecall {
		t.Errorf("MRR is %.3f and recall@10 %.3f; they ought to be %.2f and %.2f at least", mrr, recall, leastMRR, leastRecall)
	}
}

// foundFirst are the paths that a query finds, the best first.
func foundFirst(t *testing.T, s *Snapshot, query string) (paths []string) {
	t.Helper()
	q, problem := Parse(query, time.Now())
	if problem != nil {
		t.Fatalf("%q: %v", query, problem)
	}
	found, err := s.Search(t.Context(), q, Reader{})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range found.IDs {
		paths = append(paths, s.Doc(id).Path)
	}
	return paths
}

// shareOf is the part of the right paths that is among those found.
func shareOf(right, found []string) float64 {
	n := 0
	for _, path := range right {
		if slices.Contains(found, path) {
			n++
		}
	}
	return float64(n) / float64(len(right))
}
