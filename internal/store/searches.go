package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"manicule/internal/article"
)

const searchesName = "searches.toml"

// SavedSearch is a query that the reader gave a name. Both are clean.
type SavedSearch struct{ Name, Query string }

// Searches lists the saved searches in the order in which they stand in
// .manicule/searches.toml, a line
//
//	name = "query"
//
// for each. Of a file that is no TOML the error tells the line.
func (c *Collection) Searches() ([]SavedSearch, error) {
	parts, err := c.readSearches()
	if err != nil {
		return nil, fmt.Errorf("read the saved searches: %w", err)
	}
	var all []SavedSearch
	for _, p := range parts {
		if p.Name != "" {
			all = append(all, p.SavedSearch)
		}
	}
	return all, nil
}

// SaveSearch keeps a query under a name, in the place of the one that has it.
// Whatever else stands in the file stays as it is; a broken file is not
// written to.
func (c *Collection) SaveSearch(name, query string) error {
	s := SavedSearch{article.CleanLine(name), article.CleanLine(query)}
	err := c.editSearches(func(parts []searchesPart) ([]searchesPart, error) { return putSearch(parts, s) })
	if err != nil {
		return fmt.Errorf("save the search %q: %w", s.Name, err)
	}
	return nil
}

// RemoveSearch forgets a saved search.
func (c *Collection) RemoveSearch(name string) error {
	name = article.CleanLine(name)
	err := c.editSearches(func(parts []searchesPart) ([]searchesPart, error) {
		i := searchNamed(parts, name)
		if i < 0 {
			return nil, errors.New("there is none of that name")
		}
		return slices.Delete(parts, i, i+1), nil
	})
	if err != nil {
		return fmt.Errorf("remove the saved search %q: %w", name, err)
	}
	return nil
}

// editSearches applies edit to the file as it is on disk now.
func (c *Collection) editSearches(edit func([]searchesPart) ([]searchesPart, error)) error {
	return c.locked(func(home string) error {
		parts, err := c.readSearches()
		if err == nil {
			parts, err = edit(parts)
		}
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(p.text)
		}
		name := filepath.Join(home, searchesName)
		if err := replace(c.disk, name, []byte(b.String()), 0o644); err != nil {
			return fmt.Errorf("write %s: %w", show(name), reason(err))
		}
		return nil
	})
}

// The largest file of searches, in bytes, and the most lines of one search.
const (
	searchesLimit = 64 << 10
	searchLines   = 100
)

// readSearches reads the file; where there is none, the one in the other
// folder, which the first save then copies.
func (c *Collection) readSearches() ([]searchesPart, error) {
	for _, dir := range c.homes() {
		name := filepath.Join(dir, searchesName)
		data, _, err := readUpTo(searchesLimit, c.disk, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var parts []searchesPart
		if err == nil {
			parts, err = parseSearches(string(data))
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.shortName(name), reason(err))
		}
		return parts, nil
	}
	return nil, nil
}

// searchesPart is a piece of the file: a search, or without a name anything
// else, such as a comment or a table.
type searchesPart struct {
	SavedSearch
	text string // with its line end
}

func parseSearches(data string) ([]searchesPart, error) {
	var broken toml.ParseError
	if _, err := toml.Decode(data, &map[string]any{}); errors.As(err, &broken) {
		return nil, fmt.Errorf("line %d: %s", broken.Position.Line, show(broken.Message))
	} else if err != nil {
		return nil, err
	}
	if data != "" && !strings.HasSuffix(data, "\n") {
		data += "\n"
	}
	var parts []searchesPart
	text, table := "", false
	for line := range strings.Lines(data) {
		text += line
		var values map[string]any
		if _, err := toml.Decode(text, &values); err != nil { // it goes on in the next line
			if strings.Count(text, "\n") > searchLines {
				return nil, fmt.Errorf("one entry has more than %d lines", searchLines)
			}
			continue
		}
		p := searchesPart{text: text}
		if table = table || strings.HasPrefix(strings.TrimSpace(text), "["); !table {
			p.SavedSearch = searchIn(values)
		}
		parts, text = append(parts, p), ""
	}
	return parts, nil
}

// searchIn is the search that a piece of TOML with one key holds, if any.
func searchIn(values map[string]any) (s SavedSearch) {
	for name, value := range values {
		if query, ok := value.(string); ok {
			s = SavedSearch{article.CleanLine(name), article.CleanLine(query)}
		}
	}
	return s
}

func searchNamed(parts []searchesPart, name string) int {
	return slices.IndexFunc(parts, func(p searchesPart) bool { return p.Name == name && name != "" })
}

// putSearch puts a search in the place of its namesake, else behind the last
// one, else in front: behind a table it would belong to that.
func putSearch(parts []searchesPart, s SavedSearch) ([]searchesPart, error) {
	if s.Name == "" || s.Query == "" {
		return nil, errors.New("needs a name and a query")
	}
	line, err := toml.Marshal(map[string]string{s.Name: s.Query})
	if err != nil {
		return nil, err
	}
	p := searchesPart{s, string(line)}
	if i := searchNamed(parts, s.Name); i >= 0 {
		parts[i] = p
		return parts, nil
	}
	at := 0
	for i := range parts {
		if parts[i].Name != "" {
			at = i + 1
		}
	}
	return slices.Insert(parts, at, p), nil
}
