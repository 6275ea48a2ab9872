package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// underlines are the shapes that a kind's line may have.
var underlines = []string{"", "none", "single", "double", "curly", "dotted", "dashed"}

// takeKinds reads the tables [[kind]]. One that is wrong is passed over.
func (c *Config) takeKinds(f file, p toml.Primitive) (problems []Problem) {
	tables, ok := f.value(p).([]map[string]any)
	if !ok {
		return []Problem{{f.line(p), "kind: it takes tables that begin with [[kind]]"}}
	}
	for i, table := range tables {
		k, why := kindOf(table)
		if why == "" && slices.ContainsFunc(c.Kinds, func(o Kind) bool { return o.Name == k.Name || o.Letter == k.Letter && k.Letter != "" }) {
			why = "its name or letter is taken"
		}
		if why != "" {
			problems = append(problems, Problem{nthLine(f.data, "[[kind]]", i), fmt.Sprintf("kind %q: %s", k.Name, why)})
			continue
		}
		c.Kinds = append(c.Kinds, k)
	}
	return problems
}

// kindOf is the kind of a table, or why it is none.
func kindOf(table map[string]any) (k Kind, why string) {
	into := map[string]*string{
		"name": &k.Name, "replaces": &k.Replaces, "letter": &k.Letter, "sign": &k.Sign,
		"colour": &k.Colour, "color": &k.Colour, "underline": &k.Underline,
	}
	for key, v := range table {
		s, ok := v.(string)
		if into[key] == nil {
			return k, fmt.Sprintf("unknown key %s; a kind has name, replaces, letter, sign, colour, underline", key)
		}
		if !ok {
			return k, key + " takes text in quotes"
		}
		*into[key] = s
	}
	return k, k.wrong()
}

// colourForm is compiled when it is first needed.
func colourForm() *regexp.Regexp { return regexp.MustCompile(`^(#[0-9a-fA-F]{6})?$`) }

func (k Kind) wrong() string {
	one := func(s string) bool { return utf8.RuneCountInString(s) <= 1 }
	switch {
	case k.Name == "" || k.Name != strings.ToLower(strings.Join(strings.Fields(k.Name), "-")):
		return "it needs a name in small letters, without spaces"
	case !one(k.Letter) || !one(k.Sign):
		return "letter and sign take one character"
	case !colourForm().MatchString(k.Colour):
		return "colour takes the form #rrggbb"
	case !slices.Contains(underlines, k.Underline):
		return "underline takes " + strings.Join(underlines[1:], ", ")
	}
	return ""
}

// nthLine is the line of the n-th place, from 0, where a line begins so; 0 if
// there is none.
func nthLine(data []byte, begin string, n int) int {
	at := 0
	for line := range strings.Lines(string(data)) {
		at++
		if strings.HasPrefix(strings.TrimSpace(line), begin) {
			if n == 0 {
				return at
			}
			n--
		}
	}
	return 0
}

func (c *Config) formatKinds(b *strings.Builder) {
	b.WriteString("\n# your own kinds of notes, or other looks for the built-in ones\n# [[kind]]\n# name = \"idea\"\n# letter = \"n\"\n# sign = \"i\"\n# colour = \"#cfe7fb\"\n# underline = \"dotted\"\n# replaces = \"doubt\"\n")
	for _, k := range c.Kinds {
		b.WriteString("\n[[kind]]\n")
		for _, line := range [][2]string{{"name", k.Name}, {"replaces", k.Replaces}, {"letter", k.Letter}, {"sign", k.Sign}, {"colour", k.Colour}, {"underline", k.Underline}} {
			if line[1] != "" {
				fmt.Fprintf(b, "%s = %s\n", line[0], quote(line[1]))
			}
		}
	}
}
