package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Converter is a command that makes a text of files that are none.
type Converter struct {
	Command string // command line; {} stands for the file, which else follows it
	Output  string // text, html or markdown
}

// outputs are the forms that a converter may write.
var outputs = []string{"text", "html", "markdown"}

// takeConverters reads the table [converter]: by extension a command, or a table
// of command and output. One that is wrong is passed over.
func (c *Config) takeConverters(f file, p toml.Primitive) (problems []Problem) {
	table, ok := f.table(p)
	if !ok {
		return []Problem{{f.line(p), "converter: it takes a table that begins with [converter]"}}
	}
	for _, ext := range slices.Sorted(maps.Keys(table)) {
		one, why := converterOf(f.value(table[ext]))
		if name := strings.TrimPrefix(strings.ToLower(ext), "."); why == "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || ext == "" {
			why = "an extension has letters and digits only"
		}
		if why != "" {
			problems = append(problems, Problem{f.line(table[ext]), fmt.Sprintf("converter %q: %s", ext, why)})
			continue
		}
		if c.Converters == nil {
			c.Converters = map[string]Converter{}
		}
		c.Converters[strings.TrimPrefix(strings.ToLower(ext), ".")] = one
	}
	return problems
}

// converterOf is the converter that a value tells, or why it tells none.
func converterOf(v any) (c Converter, why string) {
	c.Output = outputs[0]
	switch v := v.(type) {
	case string:
		c.Command = v
	case map[string]any:
		for key, value := range v {
			s, ok := value.(string)
			switch {
			case !ok:
				return c, key + " takes text in quotes"
			case key == "command":
				c.Command = s
			case key == "output":
				c.Output = s
			default:
				return c, fmt.Sprintf("there is no %s; it has command and output", key)
			}
		}
	default:
		return c, "it takes a command in quotes"
	}
	if !slices.Contains(outputs, c.Output) {
		return c, "output takes " + strings.Join(outputs, ", ")
	}
	if args, err := Command(c.Command); err != nil || len(args) == 0 {
		return c, "not a command; close the quotes"
	}
	return c, ""
}

func (c *Config) formatConverters(b *strings.Builder) {
	b.WriteString("\n# commands that make texts of other files: {} is the file; their output is text, html or markdown\n# [converter]\n# pdf = \"pdftotext -enc UTF-8 {} -\"\n# docx = { command = \"pandoc --to=gfm {}\", output = \"markdown\" }\n")
	if len(c.Converters) == 0 {
		return
	}
	b.WriteString("\n[converter]\n")
	for _, ext := range slices.Sorted(maps.Keys(c.Converters)) {
		one := c.Converters[ext]
		fmt.Fprintf(b, "%s = { command = %s, output = %s }\n", ext, quote(one.Command), quote(one.Output))
	}
}
