package search

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Facet is something that some articles have, by which a list is narrowed.
type Facet struct {
	Qualifier string // kind, tag, source or date
	Value     string
	Query     string // that asks for it: tag:economy
	Count     int    // articles that have it
}

// facetQualifiers are the qualifiers of facets, in the order in which they are
// listed.
var facetQualifiers = []struct {
	name  string
	field Field
}{{"kind", InNote}, {"tag", InTag}, {"source", InSource}, {"date", Anywhere}}

// manyFacets is how many of a qualifier are listed.
const manyFacets = 100

// Facets are the kinds of notes, tags, sites and years that the articles have,
// in the order of SortFacets.
func (s *Snapshot) Facets(ids []ID, r *Readings) (all []Facet) {
	counts := map[fieldValue]int{}
	for _, id := range ids {
		s.countFacets(counts, id, r)
	}
	for _, q := range facetQualifiers {
		var some []Facet
		for v, n := range counts {
			if v.field == q.field {
				some = append(some, Facet{q.name, v.value, q.name + ":" + quoted(v.value), n})
			}
		}
		SortFacets(some)
		all = append(all, some[:min(len(some), manyFacets)]...)
	}
	return all
}

// SortFacets puts kinds first, then tags, sites and years; of each the commonest
// ones, but of years the latest.
func SortFacets(all []Facet) {
	place := map[string]int{}
	for i, q := range facetQualifiers {
		place[q.name] = i
	}
	slices.SortFunc(all, func(a, b Facet) int {
		if a.Qualifier == "date" && b.Qualifier == "date" {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(place[a.Qualifier]-place[b.Qualifier], b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
}

// countFacets counts what one article has. A year is a value of Anywhere.
func (s *Snapshot) countFacets(counts map[fieldValue]int, id ID, r *Readings) {
	d := s.Doc(id)
	own := d.values()
	for _, tag := range r.of(id).Tags {
		own[fieldValue{InTag, tag}] = true
	}
	if at := s.value(publishedColumn, id); at != noDate {
		own[fieldValue{Anywhere, strconv.Itoa(time.Unix(at, 0).UTC().Year())}] = true
	}
	for v := range own {
		counts[v]++
	}
}
