package search

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"manicule/internal/article"
)

// An article's links are terms too, in a field of their own: of each the hash
// of its article.LinkKeys. So what links to an article is looked up by the few
// names it can be meant by, however many links there are; whether such a link
// really leads there depends on what else has that name, which the one who
// asks finds out by reading the few.
const linkField = fields + 1

// links indexes what an article links to.
func (b *builder) links(keys []string) {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		b.note(linkField, linkTerm(key), 0)
	}
}

func linkTerm(key string) []byte { return binary.BigEndian.AppendUint64(nil, hash([]byte(key))) }

// linked is a LinksTo made ready: the terms to look for.
type linked struct {
	LinksTo
	terms [][]byte
}

func (r *search) linked(l LinksTo) *linked {
	var titles []string
	if id, ok := r.s.find(l.Path); ok && !r.s.hidden(id) {
		titles = titlesOf(r.s.Doc(id).Meta)
	}
	out := &linked{LinksTo: l}
	for _, name := range article.NamesOf(l.Path, titles...) {
		out.terms = append(out.terms, append([]byte{byte(linkField)}, linkTerm(name)...))
	}
	return out
}

// linksTo finds the articles with such a link.
func (e *evaluation) linksTo(l *linked, within []uint32) hits {
	var forms []form
	for _, key := range l.terms {
		if t := e.seg.term(key); t.df > 0 {
			forms = append(forms, form{termRef: t})
		}
	}
	docs := e.docsOf(forms, within)
	return hits{docs: slices.DeleteFunc(docs, func(doc uint32) bool { return e.gone.has(int(doc)) })}
}

// FindAlike finds an article by its path as it is spelled otherwise, see
// article.FoldPath.
func (s *Snapshot) FindAlike(path string) (found string, ok bool) {
	words := terms(article.Stem(path))
	if len(words) == 0 {
		return "", false
	}
	all, err := s.Search(context.Background(), Query{Root: Words{Terms: words, Field: InPath, Exact: true}, Sort: Sort{By: ByPath}}, Reader{})
	if err != nil {
		return "", false
	}
	want := article.FoldPath(path)
	for _, id := range all.IDs {
		if p := s.Doc(id).Path; article.FoldPath(p) == want {
			return p, true
		}
	}
	return "", false
}

// Named lists the articles that a link of that name in the article at from can
// mean, the likeliest first: those of the whole path, then those whose file is
// of that name, the nearest first, then those of that title. How many of them are
// as likely as the first is in ties.
func (s *Snapshot) Named(from, name string) (paths []string, ties int) {
	words := terms(article.Stem(name))
	if len(words) == 0 {
		return nil, 0
	}
	q := Query{Root: Or{Words{Terms: words, Field: InPath, Exact: true}, Words{Terms: words, Field: InTitle, Exact: true}}, Sort: Sort{By: ByPath}}
	found, err := s.Search(context.Background(), q, Reader{})
	if err != nil {
		return nil, 0
	}
	var all []namesake
	for _, id := range found.IDs {
		d := s.Doc(id)
		if how := article.Called(name, d.Path, titlesOf(d.Meta)...); how > 0 {
			all = append(all, namesake{d.Path, how, article.Steps(from, d.Path)})
		}
	}
	slices.SortStableFunc(all, namesake.compare)
	for _, n := range all {
		paths = append(paths, n.path)
		if n.compare(all[0]) == 0 {
			ties++
		}
	}
	return paths, ties
}

// titlesOf are what an article is called besides its path.
func titlesOf(m article.Meta) []string { return append([]string{m.Title}, m.Aliases...) }

// namesake is an article that answers to a name.
type namesake struct {
	path  string
	how   int // see article.Called
	steps int
}

func (n namesake) compare(m namesake) int {
	return cmp.Or(cmp.Compare(m.how, n.how), cmp.Compare(n.steps, m.steps))
}
