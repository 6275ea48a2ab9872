package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// write writes n articles into folders below out, several folders at once.
func write(out string, w *writer, n int) (size, error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return size{}, fmt.Errorf("write a collection: %w", err)
	}
	var next, written atomic.Int64
	workers := make([]writer, runtime.GOMAXPROCS(0))
	failures := make([]error, len(workers))
	var wait sync.WaitGroup
	for i := range workers {
		workers[i] = *w
		wait.Go(func() {
			for failures[i] == nil {
				number := int(next.Add(1)-1) * perFolder
				if number >= n {
					return
				}
				var bytes int64
				bytes, failures[i] = workers[i].folder(out, number, min(number+perFolder, n))
				written.Add(bytes)
			}
		})
	}
	wait.Wait()
	for i := range workers {
		if failures[i] != nil {
			return size{}, fmt.Errorf("write a collection: %w", failures[i])
		}
		w.used.add(&workers[i].used)
	}
	return size{n, written.Load(), w.used.distinct(w.models.vocabulary)}, nil
}

// folder writes the articles of one folder and returns their bytes.
func (w *writer) folder(out string, from, to int) (written int64, err error) {
	f := folderOf(from / perFolder)
	dir := filepath.Join(out, f.slug, f.name())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	names := map[string]int{}
	for number := from; number < to; number++ {
		name, data := w.file(number, f, names)
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return written, err
		}
		written += int64(len(data))
	}
	return written, nil
}

// file makes the file of an article. names counts the names used in its folder.
func (w *writer) file(number int, f folder, names map[string]int) (name string, data []byte) {
	p := publication{story: w.story(number), site: f.site}
	name = slug(p.title)
	if names[name]++; names[name] > 1 {
		name += fmt.Sprintf("-%d", names[name])
	}
	draw := mix(w.seed+2, uint64(number))
	p.date = fmt.Sprintf("%d-%02d-%02d", f.year, f.month, 1+draw/100%28)
	p.url = fmt.Sprintf("https://%s.example/%s/%s", f.slug, f.name(), name)
	share := int(draw % 100)
	for _, form := range forms {
		if share -= form.share; share < 0 {
			return name + form.extension, form.write(&p)
		}
	}
	panic("the shares of the forms are 100 together")
}
