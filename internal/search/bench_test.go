package search

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"manicule/internal/article"
)

// folderSource reads articles from a folder, as the store does, but simply.
type folderSource string

func (f folderSource) Files(_ context.Context, within string, each func(File) error) error {
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
	return Document{Doc: Doc{Meta: a.Meta}, Text: a.Text}, true
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
	x := Open("")
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
	src := collection(b)
	s := indexed(b, src)
	text := func(path string) (string, error) {
		d, _ := src.Read(File{Path: path})
		return d.Text, nil
	}
	for _, query := range []string{
		"government ", "the ", "of the ", "people who ", "what the world ", "a", "co", "con", "the con",
		`"of the" `, `"in the world" `, `"the government" `, "日", "日本", "tag:research", "date:2019", "is:unread", "words:>2000 war",
		"-the ", "sort:title", "sort:date war", "/governm[ae]nt/",
	} {
		q, problem := Parse(query, noon)
		if problem != nil {
			b.Fatal(problem)
		}
		b.Run(strings.ReplaceAll(query, " ", "_"), func(b *testing.B) {
			n := 0
			for b.Loop() {
				found, err := s.Search(b.Context(), q, Reader{Text: text})
				if err != nil {
					b.Fatal(err)
				}
				n = len(found.IDs)
			}
			b.ReportMetric(float64(n), "found")
		})
	}
}

// BenchmarkSuggest is "did you mean": one look at the dictionary for each field.
func BenchmarkSuggest(b *testing.B) {
	s := indexed(b, collection(b))
	for _, query := range []string{"goverment ", "xyzzyplugh ", "allaince ", "jpan ", "internationaly "} {
		q, _ := Parse(query, noon)
		b.Run(strings.TrimSpace(query), func(b *testing.B) {
			for b.Loop() {
				s.Suggest(q)
			}
		})
	}
}

// BenchmarkOpen is what the first frame waits for.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	if _, err := Open(dir).Refresh(b.Context(), collection(b), []string{"."}, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Open(dir)
	}
}

// BenchmarkUnchanged is a look at a folder in which nothing changed, beside
// the walk alone.
func BenchmarkUnchanged(b *testing.B) {
	src := collection(b)
	x := Open(b.TempDir())
	if _, err := x.Refresh(b.Context(), src, []string{"."}, nil); err != nil {
		b.Fatal(err)
	}
	b.Run("walk", func(b *testing.B) {
		for b.Loop() {
			if err := src.Files(b.Context(), ".", func(File) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("refresh", func(b *testing.B) {
		for b.Loop() {
			if _, err := x.Refresh(b.Context(), src, []string{"."}, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkRead is walking and reading the files, to compare with the build.
func BenchmarkRead(b *testing.B) {
	src := collection(b)
	for b.Loop() {
		var files []File
		if err := src.Files(b.Context(), ".", func(f File) error {
			files = append(files, f)
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		var readers sync.WaitGroup
		for half := range 2 {
			readers.Go(func() {
				for i := half; i < len(files); i += 2 {
					_, _ = os.ReadFile(filepath.Join(string(src), files[i].Path))
				}
			})
		}
		readers.Wait()
	}
}
