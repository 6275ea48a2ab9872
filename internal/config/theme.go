package config

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

// Pair is a theme for dark grounds and one for light ones, as the command line
// has them.
func Pair(dark, light string) string { return "dark:" + dark + ",light:" + light }

// PairOf are the two of a pair; ok is false for another theme.
func PairOf(theme string) (dark, light string, ok bool) {
	rest, ok := strings.CutPrefix(theme, "dark:")
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ",light:")
}

// takeTheme reads a theme, or a table of one for each ground.
func (c *Config) takeTheme(f file, options []Option, p toml.Primitive) []Problem {
	table, ok := f.table(p)
	if !ok {
		if text := set(options, "theme", f.value(p)); text != "" {
			return []Problem{{f.line(p), text}}
		}
		c.Given = append(c.Given, "theme")
		return nil
	}
	names := map[string]string{"dark": "dark", "light": "light"}
	var problems []Problem
	for ground, value := range table {
		name, ok := f.value(value).(string)
		if _, known := names[ground]; !known || !ok || name == "" {
			problems = append(problems, Problem{f.line(value), fmt.Sprintf(`theme.%s: it takes lines such as dark = "nord" and light = "sepia"`, ground)})
			continue
		}
		names[ground] = name
	}
	c.Theme, c.Given = Pair(names["dark"], names["light"]), append(c.Given, "theme")
	return problems
}
