package library

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"manicule/internal/crash"
	"manicule/internal/search"
	"manicule/internal/stopwatch"
)

// FindCopies looks for articles that tell the same story, and reports whether
// there are others than before. It reads the articles that it compares, once
// in each state of their files, whatever program of the collection's did.
func (l *Library) FindCopies(ctx context.Context) (news bool, err error) {
	return l.findCopies(ctx, func(context.Context) {})
}

// findCopies is FindCopies that lets rest go on before each article it reads.
func (l *Library) findCopies(ctx context.Context, rest func(context.Context)) (news bool, err error) {
	l.comparing.Lock()
	defer l.comparing.Unlock()
	if l.verdicts.Equal(search.Verdicts{}) {
		l.readVerdicts()
	}
	groups, verdicts, err := l.index.Snapshot().Copies(ctx, l.verdicts, func(path string) (string, error) {
		rest(ctx)
		a, err := l.c.Read(path)
		if err != nil {
			return "", err
		}
		return a.Text, nil
	})
	if err != nil {
		return false, err
	}
	if !verdicts.Equal(l.verdicts) {
		l.verdicts = verdicts
		l.keepVerdicts()
	}
	l.mu.Lock()
	news = !slices.EqualFunc(groups, l.copies, slices.Equal[[]string])
	l.copies = groups
	l.mu.Unlock()
	if news {
		l.Reread()
	}
	return news, nil
}

// verdictsFile is the file in the cache folder that says which articles were
// compared, and what came of it.
const verdictsFile = "copies"

// readVerdicts takes in what was found out earlier. What can't be read is
// found out again.
func (l *Library) readVerdicts() {
	dir := l.c.CacheFolder()
	if dir == "" {
		return
	}
	if data, err := os.ReadFile(filepath.Join(dir, verdictsFile)); err == nil {
		_ = l.verdicts.UnmarshalBinary(data)
	}
}

// keepVerdicts writes the file, if there is a folder to write it to.
func (l *Library) keepVerdicts() {
	dir := l.c.CacheFolder()
	data, err := l.verdicts.MarshalBinary()
	if err != nil || dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(dir, verdictsFile+"-*")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, verdictsFile))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}

// copiesShare is the part of the time that may be spent looking for copies,
// while files change: one part in this many.
const copiesShare = 50

// settle does in the background what can wait until the folder has been looked
// through: it reads the index ahead of its use and looks for copies, unless it
// did so a moment ago or does it still.
func (f *follower) settle(ctx context.Context) {
	if !f.comparing.TryLock() {
		return
	}
	if f.rests.Elapsed() < f.rest {
		f.comparing.Unlock()
		return
	}
	f.running.Go(func() {
		took := stopwatch.Start()
		defer crash.Catch(ctx)
		defer f.comparing.Unlock()
		f.l.index.Snapshot().Warm(ctx)
		news, err := f.l.findCopies(ctx, f.l.calm)
		f.rests, f.rest = stopwatch.Start(), copiesShare*took.Elapsed()
		if news && err == nil && ctx.Err() == nil {
			f.tell(Event{Articles: f.l.Articles(), Settled: f.settled.Load()})
		}
	})
}

// calmAfter is how long nobody has searched when work that can wait goes on.
const calmAfter = time.Second

// calm waits until nobody has searched for a while, or ctx ends.
func (l *Library) calm(ctx context.Context) {
	for {
		asked := l.asked.Load()
		if asked == nil {
			return
		}
		left := calmAfter - asked.Elapsed()
		if left <= 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(left):
		}
	}
}

// Copies are the articles that tell the same story, also the article itself,
// in order of their paths; nil if there are no others.
func (a *Articles) Copies(id ID) []ID { return a.folds.Copies(id) }

func (l *Library) copyPaths() [][]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.copies
}

// Fold keeps of each group of copies only the first in ids, unless that is
// open, and tells how many others each one kept stands for.
func (a *Articles) Fold(ids []ID, open func(ID) bool) (kept []ID, others map[ID]int) {
	return a.folds.Fold(ids, open)
}
