package ui

import (
	"time"

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
func (m *Model) ordered(q search.Query) search.Query {
	if q.Sort == (search.Sort{}) {
		q.Sort.By = *m.shelf.orderOf(q)
	}
	return q
}

// orderOf is the order that the reader has set for such a query. Without words
// the best match is the path.
func (sh *shelf) orderOf(q search.Query) *search.SortKey {
	if words(q.Root) {
		return &sh.ranked
	}
	return &sh.order
}

// nextSort goes on to the next order.
func (m *Model) nextSort() tea.Cmd {
	sh := &m.shelf
	q, _ := search.Parse(sh.asked.query.Text, time.Now())
	if q.Sort != (search.Sort{}) {
		m.say("the search says how to sort: " + orderText(q))
		return m.statusTimer()
	}
	by := sh.orderOf(q)
	*by = (*by + 1) % search.SortKey(len(orders))
	if *by == search.ByPath && !words(q.Root) {
		*by++
	}
	q = m.ordered(q)
	m.say(orderText(q))
	return tea.Batch(m.find(q), m.statusTimer())
}

// orderText says how a query's answer is sorted.
func orderText(q search.Query) string {
	text := orders[q.Sort.By]
	if q.Sort.By == search.ByRelevance && !words(q.Root) {
		text = orders[search.ByPath]
	}
	if q.Sort.Reverse {
		text += ", reversed"
	}
	return text
}
