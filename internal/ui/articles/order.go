package articles

import (
	"slices"

	"manicule/internal/search"
	"manicule/internal/store"
)

// orders are the names of search's sort keys.
var orders = [...]string{
	search.ByRelevance: "best match first",
	search.ByPath:      "by folder",
	search.ByTitle:     "sorted by title",
	search.ByDate:      "newest first",
	search.ByLength:    "longest first",
	search.ByTimeLeft:  "least time left first",
	search.ByLastRead:  "last read first",
	search.ByAdded:     "last added first",
}

// ordered is a query with the order that the reader wants, unless it says one
// itself.
func (lp *Pane) ordered(q search.Query) search.Query {
	if q.Sort == (search.Sort{}) {
		q.Sort.By = *lp.orderOf(q)
	}
	return q
}

// orderOf is the order that the reader has set for such a query.
func (lp *Pane) orderOf(q search.Query) *search.SortKey {
	by := &lp.order
	if words(q.Root) {
		by = &lp.ranked
	}
	if *by == search.ByDefault {
		*by = firstOrder(q)
	}
	return by
}

// firstOrder is the order of such a query before the reader sets one.
func firstOrder(q search.Query) search.SortKey {
	if words(q.Root) {
		return search.ByRelevance
	}
	return search.ByDate
}

// restoreOrder has the list sorted as the reader last had it.
func (lp *Pane) restoreOrder(v store.View) {
	if s, ok := search.ParseSort(v.Sort); ok {
		lp.order = s.By
	}
}

// inTurn are the orders as one key goes through them.
var inTurn = []search.SortKey{
	search.ByDate, search.ByAdded, search.ByLastRead, search.ByTitle, search.ByPath, search.ByLength, search.ByTimeLeft,
}

// nextOrder is the order after one; where words are searched the best match
// comes first.
func nextOrder(by search.SortKey, ranks bool) search.SortKey {
	i := slices.Index(inTurn, by) + 1
	if i < len(inTurn) {
		return inTurn[i]
	}
	if ranks {
		return search.ByRelevance
	}
	return inTurn[0]
}

// orderText says how a query's answer is sorted.
func orderText(q search.Query) string {
	order := q.Order()
	text := orders[order.By]
	if order.Reverse {
		text += ", reversed"
	}
	return text
}
