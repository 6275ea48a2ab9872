package page

// cache keeps what was made for parts while its cost stays within a limit;
// what was not asked for longest goes first.
type cache[V any] struct {
	limit   int
	cost    int
	clock   int
	entries map[int]*entry[V]
}

type entry[V any] struct {
	value V
	cost  int
	used  int
}

func (c *cache[V]) get(i int) (v V, ok bool) {
	e := c.entries[i]
	if e == nil {
		return v, false
	}
	c.clock++
	e.used = c.clock
	return e.value, true
}

// put adds a value. One that alone is over the limit is kept until the next.
func (c *cache[V]) put(i int, v V, cost int) {
	if c.entries == nil {
		c.entries = map[int]*entry[V]{}
	}
	for c.cost+cost > c.limit && len(c.entries) > 0 {
		c.drop()
	}
	c.clock++
	c.entries[i] = &entry[V]{v, cost, c.clock}
	c.cost += cost
}

// forget drops a value, if it is kept.
func (c *cache[V]) forget(i int) {
	if e := c.entries[i]; e != nil {
		c.cost -= e.cost
		delete(c.entries, i)
	}
}

// drop forgets the entry unused for longest. There are a few hundred at most.
func (c *cache[V]) drop() {
	oldest := -1
	for i, e := range c.entries {
		if oldest < 0 || e.used < c.entries[oldest].used {
			oldest = i
		}
	}
	c.cost -= c.entries[oldest].cost
	delete(c.entries, oldest)
}
