package search

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// A judgement says which articles a query ought to find first.
type judgement struct {
	query string
	right []string
}

// judgements reads what a file of judgements says: see testdata/judged.txt.
func judgements(t *testing.T, data []byte) (all []judgement) {
	t.Helper()
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

// TestRanking judges the ranking by articles of our own, which are small.
func TestRanking(t *testing.T) {
	t.Parallel()
	checkOwnRanking(t, "judged.txtar", 0.96, 0.96)
}

// TestRankingInManyLanguages judges it by articles in many languages and with
// signs in their words.
func TestRankingInManyLanguages(t *testing.T) {
	t.Parallel()
	checkOwnRanking(t, "judged-languages.txtar", 0.95, 0.95)
}

// checkOwnRanking judges the ranking by a file of judgements and articles.
func checkOwnRanking(t *testing.T, name string, leastMRR, leastRecall float64) {
	t.Helper()
	files, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, f := range files.Files[1:] {
		name := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	checkRanking(t, folderSource(folder), judgements(t, files.Files[0].Data), leastMRR, leastRecall)
}

// TestRankingOfRealArticles judges it by those that testdata/judged.txt is about,
// where they lie beside the project or MANICULE_ARTICLES names their folder.
func TestRankingOfRealArticles(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "judged.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all := judgements(t, data)
	root := cmp.Or(os.Getenv("MANICULE_ARTICLES"), filepath.Join("..", "..", "..", "shared", "articles"))
	for _, j := range all {
		for _, path := range j.right {
			if !exists(filepath.Join(root, path)) {
				t.Skip("the articles of the judged queries are not here")
			}
		}
	}
	checkRanking(t, folderSource(root), all, 0.94, 0.95)
}

// checkRanking asks the queries. What is asked of the ranking is a few points
// below what it reaches: the mean of 1/place of the best placed right article
// (MRR), and of the share of the right ones that are among the first ten.
func checkRanking(t *testing.T, articles Source, all []judgement, leastMRR, leastRecall float64) {
	t.Helper()
	x := Open("")
	if _, err := x.Refresh(t.Context(), articles, []string{"."}, nil); err != nil {
		t.Fatal(err)
	}
	mrr, recall := 0.0, 0.0
	for _, j := range all {
		found := foundFirst(t, x.Snapshot(), j.query)
		place := slices.IndexFunc(found, func(path string) bool { return slices.Contains(j.right, path) })
		if place >= 0 {
			mrr += 1 / float64(place+1)
		}
		if place != 0 {
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
