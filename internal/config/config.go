// Package config reads what the reader has set once and for all: a TOML file
// of options. It is pure: bytes become options and a list of what is wrong
// with them, and what is wrong never takes the rest with it.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// Config is what can be set. Default has what holds when nothing is.
type Config struct {
	Theme   string // "auto", a name, a style file, or a pair of these; see Pair
	Width   int    // cells of the text column; 0 is the program's own choice
	Justify bool
	Mouse   bool
	Images  string
	Plain   bool
	Notes   string // folder; "" is each collection's own
	Editor  string // command line; "" is the system's
	Browser string // likewise
	Search  string // command line that searches instead of the index; "" is none

	Keys  map[string]map[string][]string // by mode and action, both in small letters
	Kinds []Kind

	Renderers  map[string]string    // command lines that draw code, by its language in small letters
	Converters map[string]Converter // by extension, without its dot, in small letters
	Commands   []OwnCommand

	Given []string // names of the options that the file has and that were understood
}

// Kind is a kind of note of the reader's own, or other looks for a usual one.
type Kind struct {
	Name      string
	Replaces  string // the usual kind that it takes the place of, or ""
	Letter    string // the key that makes it in a selection: one character
	Sign      string // what stands for it in the gutter: one character; "" is the letter
	Colour    string // "#rrggbb", of the passage's ground, or ""
	Underline string // none, single, double, curly, dotted, dashed, or ""
}

// Default is the configuration of somebody who has none.
func Default() *Config { return &Config{Theme: "auto", Mouse: true, Images: "auto"} }

// Option is a setting: its key in the file, where its value lies, what it is
// for, and what is wrong with a value, or "".
type Option struct {
	Name    string
	Comment string
	value   any // *string, *int or *bool, in a Config
	wrong   func(any) string
}

// Options are all settings with the values that they have in c. The reading of
// the file, what the command config prints and the manual follow this table.
func (c *Config) Options() []Option {
	return []Option{
		{"theme", "colours: auto (by the terminal's background), a theme's name, { dark = \"nord\", light = \"sepia\" }, or a glamour style file", &c.Theme, nonempty},
		{"width", "width of the text in cells; 0: 72 to read, up to 80 to print", &c.Width, width},
		{"justify", "justify paragraphs in the reader where that leaves no gaps", &c.Justify, nil},
		{"mouse", "let the mouse scroll and select; false leaves it to the terminal", &c.Mouse, nil},
		{"images", "pictures: auto (as the terminal can, else blocks), kitty, iterm2, sixel, blocks, off", &c.Images, oneOf("auto", "kitty", "iterm2", "sixel", "blocks", "off")},
		{"plain", "plain mode: lines instead of a screen", &c.Plain, nil},
		{"notes", "folder with a subfolder for the notes of each collection, such as ~/notes; \"\": .manicule in the collection", &c.Notes, fromRoot},
		{"editor", "command that edits a file; \"\": as $VISUAL or $EDITOR say", &c.Editor, command},
		{"browser", "command that opens an address; \"\": the system's", &c.Browser, command},
		{"search.command", "command that searches for words instead of the index, see scale in the manual; \"\": none", &c.Search, command},
	}
}

// MinWidth is the narrowest column that can be read.
const MinWidth = 10

func width(v any) string {
	if n := v.(int); n != 0 && n < MinWidth {
		return fmt.Sprintf("a column takes at least %d cells, or 0", MinWidth)
	}
	return ""
}

func nonempty(v any) string {
	if v == "" {
		return "it is empty"
	}
	return ""
}

func fromRoot(v any) string {
	if s := v.(string); s == "" || filepath.IsAbs(s) || strings.HasPrefix(s, "~/") {
		return ""
	}
	return "give a full path, or one from ~/"
}

func command(v any) string {
	if _, err := Command(v.(string)); err != nil && v != "" {
		return "not a command; close the quotes"
	}
	return ""
}

func oneOf(values ...string) func(any) string {
	return func(v any) string {
		if slices.Contains(values, v.(string)) {
			return ""
		}
		return "it takes " + strings.Join(values, ", ")
	}
}

// Problem is something in a file that was passed over.
type Problem struct {
	Line int // from 1; 0 if it isn't known
	Text string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// Parse reads a file. What is wrong with it is told in the order of its lines,
// and those options keep their default; of a file that is no TOML all do.
func Parse(data []byte) (*Config, []Problem) {
	c := Default()
	var values map[string]toml.Primitive
	md, err := toml.Decode(string(data), &values)
	if err != nil {
		return c, []Problem{syntax(err)}
	}
	f := file{data, md}
	options := c.Options()
	var problems []Problem
	for name, p := range values {
		switch name {
		case "keys":
			problems = append(problems, c.takeKeys(f, p)...)
		case "converter":
			problems = append(problems, c.takeConverters(f, p)...)
		case "render":
			problems = append(problems, c.takeRenderers(f, p)...)
		case "theme":
			problems = append(problems, c.takeTheme(f, options, p)...)
		case "kind":
			problems = append(problems, c.takeKinds(f, p)...)
		case "command":
			problems = append(problems, c.takeCommands(f, p)...)
		case "search":
			problems = append(problems, c.takeTable(f, options, name, p)...)
		default:
			if text := set(options, name, f.value(p)); text != "" {
				problems = append(problems, Problem{f.line(p), text})
			} else {
				c.Given = append(c.Given, name)
			}
		}
	}
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Text, b.Text))
	})
	return c, problems
}

// takeTable takes the options of a table: [search] has search.command.
func (c *Config) takeTable(f file, options []Option, table string, p toml.Primitive) (problems []Problem) {
	values, ok := f.table(p)
	if !ok {
		return []Problem{{f.line(p), table + ": it is a table, such as [" + table + "]"}}
	}
	for key, p := range values {
		name := table + "." + key
		if text := set(options, name, f.value(p)); text != "" {
			problems = append(problems, Problem{f.line(p), text})
		} else {
			c.Given = append(c.Given, name)
		}
	}
	return problems
}

func syntax(err error) Problem {
	var p toml.ParseError
	if errors.As(err, &p) {
		return Problem{p.Position.Line, cmp.Or(p.Message, strings.TrimPrefix(p.Error(), "toml: ")) + "; nothing of the file was used"}
	}
	return Problem{0, err.Error() + "; nothing of the file was used"}
}

// set gives an option its value, or says why not.
func set(options []Option, name string, v any) string {
	i := slices.IndexFunc(options, func(o Option) bool { return o.Name == name })
	if i < 0 {
		return fmt.Sprintf("%s: unknown option%s", name, hint(options, name))
	}
	if text := options[i].take(v); text != "" {
		return fmt.Sprintf("%s = %v: %s", name, v, text)
	}
	return ""
}

// take keeps a value that fits the option, or says why it doesn't.
func (o *Option) take(v any) string {
	if n, ok := v.(int64); ok {
		v = int(min(max(n, -1), 1_000_000))
	}
	if !o.fits(v) {
		return "it takes " + o.kind()
	}
	if o.wrong != nil {
		if text := o.wrong(v); text != "" {
			return text
		}
	}
	o.put(v)
	return ""
}

func (o *Option) fits(v any) bool {
	return fmt.Sprintf("*%T", v) == fmt.Sprintf("%T", o.value)
}

func (o *Option) put(v any) {
	switch p := o.value.(type) {
	case *string:
		*p = v.(string)
	case *int:
		*p = v.(int)
	case *bool:
		*p = v.(bool)
	}
}

// kind names the values that an option takes.
func (o *Option) kind() string {
	switch o.value.(type) {
	case *int:
		return "a whole number"
	case *bool:
		return "true or false"
	}
	return "text in quotes"
}

// Plain is the option's value: a string, an int or a bool.
func (o *Option) Plain() any {
	switch p := o.value.(type) {
	case *string:
		return *p
	case *int:
		return *p
	}
	return *o.value.(*bool)
}

// Value is the option's value as it is written in the file.
func (o *Option) Value() string {
	switch p := o.value.(type) {
	case *string:
		if dark, light, ok := PairOf(*p); ok {
			return fmt.Sprintf("{ dark = %s, light = %s }", quote(dark), quote(light))
		}
		return quote(*p)
	case *int:
		return fmt.Sprint(*p)
	}
	return fmt.Sprint(*o.value.(*bool))
}

// quote writes text as a basic string of TOML.
func quote(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}

// Format is the whole configuration as a file with comments, one that Parse
// reads back as c.
func (c *Config) Format() string {
	var b strings.Builder
	for i, o := range c.Options() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "# %s\n%s = %s\n", o.Comment, o.Name, o.Value())
	}
	c.formatConverters(&b)
	c.formatRenderers(&b)
	c.formatKinds(&b)
	c.formatCommands(&b)
	c.formatKeys(&b)
	return b.String()
}

// file is a configuration that was read, for what its values are and where.
type file struct {
	data []byte
	toml.MetaData
}

func (f *file) value(p toml.Primitive) (v any) {
	_ = f.PrimitiveDecode(p, &v) // anything fits
	return v
}

// table is a value as a table; ok is false if it is none.
func (f *file) table(p toml.Primitive) (t map[string]toml.Primitive, ok bool) {
	if _, ok = f.value(p).(map[string]any); ok {
		_ = f.PrimitiveDecode(p, &t)
	}
	return t, ok
}

// line is the line of a value, from 1, or 0. The library tells it only of what
// it can't decode.
func (f *file) line(p toml.Primitive) int {
	var refused toml.ParseError
	if errors.As(f.PrimitiveDecode(p, refuse{}), &refused) {
		return refused.Position.Line
	}
	return 0
}

// refuse is what nothing can be decoded into.
type refuse struct{}

func (refuse) UnmarshalTOML(any) error { return errors.New("refused") }

// hint names the option that was most likely meant, or the command that lists
// them.
func hint(options []Option, name string) string {
	best, least := "", 3
	for _, o := range options {
		if d := distance(name, o.Name); d < least {
			best, least = o.Name, d
		}
	}
	if best == "" {
		return "; manicule config lists them"
	}
	return "; did you mean " + best + "?"
}

// distance is how many letters must be put in, taken out or changed to make b
// of a (Levenshtein 1965).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		above := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := above
			if a[i] != b[j] {
				change++
			}
			above = row[j+1]
			row[j+1] = min(change, above+1, row[j]+1)
		}
	}
	return row[len(b)]
}
