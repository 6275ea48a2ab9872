package library

import (
	"container/list"
	"sync"

	"manicule/internal/article"
	"manicule/internal/search"
)

// textsLimit is how much text is kept, in bytes.
const textsLimit = 16 << 20

// texts keeps the articles that were read a moment ago. The zero texts is
// empty; it is safe for concurrent use.
type texts struct {
	mu     sync.Mutex
	recent list.List // of recent, the latest in front
	byPath map[string]*list.Element
	size   int
}

// recent is an article as a file's state made it.
type recent struct {
	path  string
	stamp search.Stamp
	art   *article.Article
}

// size is about what the article takes, in bytes.
func (r recent) size() int { return len(r.art.Text) + 1024 }

// get returns the article in that state of its file, or nil.
func (t *texts) get(path string, stamp search.Stamp) *article.Article {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.byPath[path]
	if e == nil || e.Value.(recent).stamp != stamp {
		return nil
	}
	t.recent.MoveToFront(e)
	return e.Value.(recent).art
}

// put keeps an article, in the place of those that were not asked for longest.
func (t *texts) put(path string, stamp search.Stamp, a *article.Article) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byPath == nil {
		t.byPath = map[string]*list.Element{}
	}
	t.drop(t.byPath[path])
	r := recent{path, stamp, a}
	t.byPath[path] = t.recent.PushFront(r)
	for t.size += r.size(); t.size > textsLimit && t.recent.Len() > 1; {
		t.drop(t.recent.Back())
	}
}

func (t *texts) drop(e *list.Element) {
	if e != nil {
		r := t.recent.Remove(e).(recent)
		delete(t.byPath, r.path)
		t.size -= r.size()
	}
}
