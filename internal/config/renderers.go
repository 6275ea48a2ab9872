package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// takeRenderers reads the table [render]: by the language of code, a command
// that draws it. One that is wrong is passed over.
func (c *Config) takeRenderers(f file, p toml.Primitive) (problems []Problem) {
	table, ok := f.table(p)
	if !ok {
		return []Problem{{f.line(p), "render: it takes a table that begins with [render]"}}
	}
	for _, language := range slices.Sorted(maps.Keys(table)) {
		line, isText := f.value(table[language]).(string)
		args, err := Command(line)
		switch {
		case !isText:
			problems = append(problems, Problem{f.line(table[language]), fmt.Sprintf("render %q: it takes a command in quotes", language)})
		case err != nil || len(args) == 0:
			problems = append(problems, Problem{f.line(table[language]), fmt.Sprintf("render %q: not a command; close the quotes", language)})
		default:
			if c.Renderers == nil {
				c.Renderers = map[string]string{}
			}
			c.Renderers[strings.ToLower(language)] = line
		}
	}
	return problems
}

func (c *Config) formatRenderers(b *strings.Builder) {
	b.WriteString("\n# commands that draw code as text, by its language; see diagrams in the manual\n# [render]\n# mermaid = \"mermaid-ascii -f -\"\n")
	if len(c.Renderers) == 0 {
		return
	}
	b.WriteString("\n[render]\n")
	for _, language := range slices.Sorted(maps.Keys(c.Renderers)) {
		fmt.Fprintf(b, "%s = %s\n", quote(language), quote(c.Renderers[language]))
	}
}
