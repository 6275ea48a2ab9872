package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"manicule/internal/article"
)

// keptQueries is how many of the latest queries are kept.
const keptQueries = 200

// queriesName is the file of the latest queries, a line for each.
func (c *Collection) queriesName() string {
	return filepath.Join(c.opt.StateHome, "manicule", "queries", c.key+".txt")
}

// Queries lists the latest queries, each once, the last one last; none when
// they can't be read.
func (c *Collection) Queries() []string {
	if c.opt.StateHome == "" {
		return nil
	}
	data, _, err := readWhole(c.disk, c.queriesName())
	if err != nil {
		return nil
	}
	var queries []string
	for line := range strings.Lines(string(data)) {
		queries = addQuery(queries, line)
	}
	return queries
}

// AddQuery keeps a query as the latest one, in the state folder, readable by
// the user alone.
func (c *Collection) AddQuery(query string) error {
	c.saving.Lock()
	defer c.saving.Unlock()
	name, err := c.queriesName(), errNoState
	if c.opt.StateHome != "" {
		err = c.disk.MkdirAll(filepath.Dir(name), 0o700)
	}
	if err == nil {
		lines := strings.Join(addQuery(c.Queries(), query), "\n") + "\n"
		err = replace(c.disk, name, []byte(lines), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep the query in %s: %w", show(name), reason(err))
	}
	return nil
}

// addQuery puts a query at the end, where it stands once.
func addQuery(queries []string, query string) []string {
	if query = strings.TrimSpace(article.CleanLine(query)); query == "" {
		return queries
	}
	queries = slices.DeleteFunc(queries, func(q string) bool { return q == query })
	queries = append(queries, query)
	return queries[max(0, len(queries)-keptQueries):]
}
