package search

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"manicule/internal/article"
)

// folderSource reads articles from a folder, as the store does, but simply.
type folderSource string

func (f folderSource) Files(ctx context.Context, within string, each func(File) error) error {
	return filepath.WalkDir(filepath.Join(string(f), within), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(string(f), name)
		if err != nil {
			return err
		}
		return each(File{Path: filepath.ToSlash(rel), Stamp: Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}})
	})
}

func (f folderSource) Read(file File) (Document, bool) {
	data, err := os.ReadFile(filepath.Join(string(f), file.Path))
	if err != nil {
		return Document{Doc: Doc{Problem: err.Error()}}, true
	}
	a, err := article.Parse(file.Path, data)
	if err != nil {
		return Document{Doc: Doc{Problem: err.Error()}}, true
	}
	return Document{Doc: Doc{Meta: a.Meta, Words: a.Words(), Minutes: a.Minutes()}, Text: a.Text}, true
}

// collection is the folder that benchmarks measure: MANICULE_COLLECTION, as
// internal/dev/collection makes it.
func collection(b *testing.B) folderSource {
	b.Helper()
	dir := os.Getenv("MANICULE_COLLECTION")
	if dir == "" {
		b.Skip("no MANICULE_COLLECTION")
	}
	return folderSource(dir)
}

func indexed(b *testing.B, src Source) *Snapshot {
	b.Helper()
	x := Open(os.Getenv("MANICULE_INDEX"))
	if _, err := x.Refresh(b.Context(), src, []string{"."}, nil); err != nil {
		b.Fatal(err)
	}
	return x.Snapshot()
}

func BenchmarkBuild(b *testing.B) {
	src := collection(b)
	for b.Loop() {
		x := Open(b.TempDir())
		if _, err := x.Refresh(b.Context(), src, []string{"."}, nil); err != nil {
			b.Fatal(err)
		}
		st := x.Status()
		b.ReportMetric(float64(st.Bytes)/1e6, "MB")
		b.ReportMetric(float64(st.Words), "terms")
		b.ReportMetric(float64(st.Articles), "articles")
	}
}

func BenchmarkQuery(b *testing.B) {
	s := indexed(b, collection(b))
	for _, words := range []string{"the", "of the", "government", "japan alliance", "a", "co", "con", "gov", "the quick", `"of the"`, `"in the world"`} {
		b.Run(strings.ReplaceAll(words, " ", "_"), func(b *testing.B) {
			exact := strings.HasPrefix(words, `"`)
			var parts And
			if exact {
				parts = And{Words{Terms: terms(words), Exact: true}}
			} else {
				for _, t := range terms(words) {
					parts = append(parts, Words{Terms: []string{t}})
				}
				last := parts[len(parts)-1].(Words)
				last.Open = true
				parts[len(parts)-1] = last
			}
			q := Query{Root: parts}
			if len(parts) == 1 {
				q.Root = parts[0]
			}
			n := 0
			for b.Loop() {
				found, err := s.Search(b.Context(), q, Reader{})
				if err != nil {
					b.Fatal(err)
				}
				n = len(found.IDs)
			}
			b.ReportMetric(float64(n), "found")
		})
	}
}
