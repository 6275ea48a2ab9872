package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// takeKeys reads the tables [keys.MODE] of lines action = "key" or
// action = ["key", "key"].
func (c *Config) takeKeys(f file, p toml.Primitive) (problems []Problem) {
	tables, ok := f.table(p)
	if !ok {
		return []Problem{{f.line(p), `keys: it takes tables, as in [keys.reader]`}}
	}
	c.Keys = map[string]map[string][]string{}
	for title, p := range tables {
		table, ok := f.table(p)
		if !ok {
			problems = append(problems, Problem{f.line(p), fmt.Sprintf(`keys.%s: it takes lines such as highlight = "h"`, title)})
			continue
		}
		mode := map[string][]string{}
		for action, p := range table {
			keys, ok := keysOf(f.value(p))
			if !ok {
				problems = append(problems, Problem{f.line(p), fmt.Sprintf(`%s: it takes a key such as "h" or "ctrl+h", or several in brackets`, action)})
				continue
			}
			mode[strings.ToLower(action)] = keys
		}
		c.Keys[strings.ToLower(title)] = mode
	}
	return problems
}

// keysOf are the keys of a line; none take the action's keys away.
func keysOf(v any) (keys []string, ok bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, v != ""
	case []any:
		for _, one := range v {
			key, ok := one.(string)
			if !ok || key == "" {
				return nil, false
			}
			keys = append(keys, key)
		}
		return keys, true
	}
	return nil, false
}

func (c *Config) formatKeys(b *strings.Builder) {
	b.WriteString("\n# keys: a table for each mode, with the actions that manicule keys lists\n# [keys.reader]\n# highlight = \"h\"\n# \"line down\" = [\"j\", \"down\"]\n")
	for _, title := range slices.Sorted(maps.Keys(c.Keys)) {
		fmt.Fprintf(b, "\n[keys.%s]\n", quote(title))
		for _, action := range slices.Sorted(maps.Keys(c.Keys[title])) {
			keys := make([]string, len(c.Keys[title][action]))
			for i, key := range c.Keys[title][action] {
				keys[i] = quote(key)
			}
			fmt.Fprintf(b, "%s = [%s]\n", quote(action), strings.Join(keys, ", "))
		}
	}
}
