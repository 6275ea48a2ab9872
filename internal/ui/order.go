package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/search"
)

// orders are the names of search's sort keys.
var orders = [...]string{
	search.ByRelevance: "best match first",
	search.ByPath:      "sorted by path",
	search.ByTitle:     "sorted by title",
	search.ByDate:      "newest first",
	search.ByLength:    "longest first",
	search.ByTimeLeft:  "least time left first",
	search.ByLastRead:  "last read first",
}

// ordered is a query with the order that the reader wants, unless it says one
// itself.
func (sh *shelf) ordered(q search.Query) search.Query {
	if q.Sort == (search.Sort{}) {
		q.Sort.By = *sh.orderOf(q)
	}
	return q
}

// orderOf is the order that the reader has set for such a query.
func (sh *shelf) orderOf(q search.Query) *search.SortKey {
	by := &sh.order
	if words(q.Root) {
		by = &sh.ranked
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
	return search.ByPath
}

// nextSort goes on to the next order.
func (sh *shelf) nextSort() tea.Cmd {
	q, _ := search.Parse(sh.asked.query.Text, sh.now())
	if q.Sort != (search.Sort{}) {
		sh.say("the search says how to sort: " + orderText(q))
		return sh.statusTimer()
	}
	by := sh.orderOf(q)
	if *by++; int(*by) == len(orders) {
		*by = firstOrder(q)
	}
	q = sh.ordered(q)
	sh.say(orderText(q))
	return tea.Batch(sh.find(q), sh.statusTimer())
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
