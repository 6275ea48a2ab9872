package library

import (
	"context"
	"slices"
	"time"
)

// copiesShare is the part of the time that may be spent looking for copies,
// while files change: one in so many.
const copiesShare = 50

// FindCopies looks for articles that tell the same story, and tells whether
// there are others than before.
func (l *Library) FindCopies(ctx context.Context) (news bool, err error) {
	groups, err := l.index.Snapshot().Copies(ctx, func(path string) (string, error) {
		a, err := l.c.Read(path)
		if err != nil {
			return "", err
		}
		return a.Text, nil
	})
	if err != nil {
		return false, err
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

// findCopies looks for copies after the folder changed, unless it did so a
// moment ago.
func (f *follower) findCopies(ctx context.Context) {
	start := time.Now()
	if start.Before(f.rested) {
		return
	}
	news, err := f.l.FindCopies(ctx)
	f.rested = time.Now().Add(copiesShare * time.Since(start))
	if news && err == nil && ctx.Err() == nil {
		f.each(Event{Articles: f.l.Articles(), Settled: f.settled})
	}
}

// Copies are the articles that tell the same story, also the article itself,
// in order of their paths; nil if there are no others.
func (a *Articles) Copies(id ID) []ID { return a.folds.Copies(id) }

// CopyGroups are all groups of articles that tell the same story.
func (a *Articles) CopyGroups() (groups [][]ID) {
	for _, paths := range a.l.copyPaths() {
		if id, ok := a.Find(paths[0]); ok && len(a.Copies(id)) > 1 {
			groups = append(groups, a.Copies(id))
		}
	}
	return groups
}

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
