package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"

	"manicule/internal/pattern"
)

// maxFrontMatter bounds a block of metadata, in bytes. Real ones are below
// 4 KB; the bound keeps a hostile one from costing time.
const maxFrontMatter = 32 << 10

// maxValues bounds how many values of a front matter are looked at, so that
// YAML aliases which multiply end early.
const maxValues = 4096

// A frontMatter is the block of metadata that a file begins with.
type frontMatter struct {
	raw     string // with its fences, as in the file
	fields  fields
	problem string // what could not be read, and in which line of the file
}

// A fence is a way to set metadata apart from the text.
type fence struct {
	open   string
	closes []string
	parse  func(block string) (fields, error)
}

// fences are the kinds in use: YAML (Jekyll, Hugo, Obsidian; "..." ends a YAML
// document too) and TOML (Hugo, Zola) on lines of their own.
var fences = []fence{
	{"---", []string{"---", "..."}, parseYAML},
	{"+++", []string{"+++"}, parseTOML},
}

// splitFrontMatter takes the front matter off a clean text. Without one, raw
// is empty and rest is the text. What stands between fences but has no keys is
// text between two rules, and stays; so does what nothing follows.
func splitFrontMatter(text string) (fm frontMatter, rest string) {
	fm, rest = splitAnyFrontMatter(text)
	if fm.raw != "" && strings.TrimSpace(rest) == "" {
		return fm.withoutText(), text
	}
	return fm, rest
}

// withoutText is front matter that nothing follows: it is all there is to read,
// and stays. What it says is known all the same, unless it is an object of
// JSON, which may be anything.
func (fm frontMatter) withoutText() frontMatter {
	if strings.HasPrefix(fm.raw, "{") {
		return frontMatter{}
	}
	return frontMatter{fields: fm.fields, problem: fm.problem}
}

func splitAnyFrontMatter(text string) (fm frontMatter, rest string) {
	body := strings.TrimLeft(text, "\n")
	line := 1 + len(text) - len(body)
	for _, f := range fences {
		if block, end, ok := fenced(body, f); ok {
			return f.read(body[:end], block, line+1, text, body[end:])
		}
	}
	fm, rest = splitJSON(text, body, line)
	if fm.raw == "" && fm.problem == "" {
		if fm.raw, fm.fields, rest = splitKeys(body); fm.raw != "" {
			return fm, rest
		}
		rest = text
	}
	if fm.raw == "" && tooLong(body) {
		fm.problem = "front matter over 32 KiB is shown as text"
	}
	return fm, rest
}

// tooLong reports whether a text begins with a block of metadata that ends behind
// what is looked at.
func tooLong(body string) bool {
	first, rest, _ := strings.Cut(body, "\n")
	if first = strings.TrimRight(first, " "); len(body) <= maxFrontMatter || first != "---" && first != "+++" {
		return false
	}
	second, _, _ := strings.Cut(rest, "\n")
	i := strings.IndexAny(second, ":=")
	return i > 0 && plainKey(strings.TrimRight(second[:i], " ")) && strings.Contains(body[maxFrontMatter:], "\n"+first+"\n")
}

// fenced finds the block between f's fences: its text, and where the line
// after it begins.
func fenced(body string, f fence) (block string, end int, ok bool) {
	first, _, found := strings.Cut(body, "\n")
	if !found || strings.TrimRight(first, " ") != f.open {
		return "", 0, false
	}
	start := len(first) + 1
	for at := start; at < min(len(body), maxFrontMatter); {
		l, _, _ := strings.Cut(body[at:], "\n")
		for _, c := range f.closes {
			if strings.TrimRight(l, " ") == c {
				return body[start:at], min(at+len(l)+1, len(body)), true
			}
		}
		at += len(l) + 1
	}
	return "", 0, false
}

// read parses a fenced block. A broken one is read line by line as far as
// that goes, because a title with an unquoted colon is still a title.
func (f fence) read(raw, block string, line int, text, rest string) (frontMatter, string) {
	values, err := f.parse(block)
	switch {
	case err == nil && len(values) > 0 && (!values.empty() || !manyWords().MatchString(block)):
		return frontMatter{raw: raw, fields: values}, rest
	case err == nil && strings.TrimSpace(block) == "":
		return frontMatter{raw: raw}, rest
	case errors.Is(err, errMany):
		return frontMatter{raw, values, where(err, line)}, rest
	case err != nil:
		if values = f.salvage(block); len(values) > 0 {
			return frontMatter{raw, values, where(err, line)}, rest
		}
	}
	return frontMatter{}, text
}

// where words an error of the parsers with the line in the file; the block
// begins in the given line.
func where(err error, line int) string {
	var y *yaml.LoadError
	var ys *yaml.LoadErrors
	var t toml.ParseError
	what := err.Error()
	if errors.As(err, &ys) && len(ys.Errors) > 0 {
		err = ys.Errors[0]
	}
	switch {
	case errors.As(err, &y):
		line, what = line+max(0, y.Mark.Line-1), y.Message
	case errors.As(err, &t):
		line, what = line+max(0, t.Position.Line-1), t.Message
	}
	return CleanLine(fmt.Sprintf("front matter, line %d: %s", line, what))
}

// manyWords is a key of several words. Keys without values are front matter as
// editors begin it, but "Dear reader:" between two rules is text.
var manyWords = pattern.Lazy(`(?m)^[^\s:=#-][^\s:=#]* +[^\s:=#]`)

// splitJSON takes off a JSON object, bare (Hugo) or in an HTML comment (Go's website).
func splitJSON(text, body string, line int) (frontMatter, string) {
	start := strings.TrimLeft(strings.TrimPrefix(body, "<!--"), " \n")
	if !strings.HasPrefix(start, "{") || !strings.HasPrefix(strings.TrimLeft(start[1:], " \n"), `"`) {
		return frontMatter{}, text
	}
	skipped := len(body) - len(start)
	d := json.NewDecoder(strings.NewReader(start[:min(len(start), maxFrontMatter)]))
	var v map[string]any
	err := d.Decode(&v)
	end := skipped + int(d.InputOffset())
	if skipped > 0 {
		i := strings.Index(body[:min(len(body), maxFrontMatter)], "-->")
		if i < 0 {
			return frontMatter{}, text
		}
		end = i + len("-->")
	}
	line += strings.Count(body[:skipped], "\n")
	if err != nil {
		return brokenJSON(err, line, text, body, end, skipped > 0)
	}
	rest := strings.TrimLeft(body[end:], " ")
	if rest != "" && rest[0] != '\n' && skipped == 0 {
		return frontMatter{}, text
	}
	return frontMatter{raw: body[:end], fields: collect(v)}, strings.TrimPrefix(rest, "\n")
}

// brokenJSON keeps a bare broken object in the text, where it can be seen. A
// comment would not be shown, so it is taken off and told of.
func brokenJSON(err error, line int, text, body string, end int, comment bool) (frontMatter, string) {
	fm := frontMatter{problem: where(err, line)}
	if !comment {
		return fm, text
	}
	fm.raw = body[:end]
	fm.fields = salvageJSON(fm.raw)
	return fm, body[end:]
}

// jsonPair is a key with a string or a list as its value.
var jsonPair = pattern.Lazy(`"([\w-]+)"\s*:\s*(?:"((?:[^"\\\n]|\\.)*)"|(\[[^\[\]{}]*\]))`)

func salvageJSON(block string) fields {
	values := fields{}
	for _, m := range jsonPair().FindAllStringSubmatch(block, maxValues) {
		if m[3] != "" {
			values.set(m[1], flowList(m[3]))
		} else {
			values.set(m[1], m[2])
		}
	}
	return values
}

var (
	errDeep = errors.New("nested too deeply")
	errMany = fmt.Errorf("%d values or more; the last ones are left out", maxValues)
)

// manyDots is a TOML key of more parts than any table is deep: each part costs
// the parser a walk over those before it.
var manyDots = pattern.Lazy(`(?m)^(?:[^=.\n]*\.){32}`)

func parseTOML(block string) (fields, error) {
	if deep(block) || strings.Count(block, ".") >= 32 && manyDots().MatchString(block) {
		return nil, errDeep
	}
	var v map[string]any
	if _, err := toml.Decode(block, &v); err != nil {
		return nil, err
	}
	return collect(v), nil
}

// parseYAML reads the usual at once and all else with care.
func parseYAML(block string) (f fields, err error) {
	f, ok := plainYAML(block)
	if !ok {
		f, err = anyYAML(block)
	}
	f.spaceTags()
	return f, err
}

// anyYAML reads the tree of nodes and not values: so aliases stay pointers,
// dates keep their spelling and a key given twice is no error.
func anyYAML(block string) (fields, error) {
	if deep(block) {
		return nil, errDeep
	}
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(block), &n); err != nil {
		return nil, err
	}
	left := maxValues
	v, _ := fromYAML(&n, &left).(fields)
	if left <= 0 {
		return v, errMany
	}
	return v, nil
}

// deep reports whether a block could nest deeper than any metadata does: it
// holds more opening signs in a row, or in all, than a list of tags.
func deep(block string) bool {
	depth := 0
	for _, b := range []byte(block) {
		switch b {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > 64 {
			return true
		}
	}
	return strings.Contains(block, strings.Repeat("- ", 64)) || strings.Contains(block, strings.Repeat("? ", 64))
}

// fromYAML turns a node into a string, []any or fields, spending left.
func fromYAML(n *yaml.Node, left *int) any {
	if *left--; *left < 0 {
		return nil
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) > 0 {
			return fromYAML(n.Content[0], left)
		}
	case yaml.AliasNode:
		return fromYAML(n.Alias, left)
	case yaml.ScalarNode:
		if n.Tag != "!!null" {
			return n.Value
		}
	case yaml.SequenceNode:
		list := make([]any, 0, min(len(n.Content), *left+1))
		for _, c := range n.Content {
			if *left <= 0 {
				break
			}
			list = append(list, fromYAML(c, left))
		}
		return list
	case yaml.MappingNode:
		f := fields{}
		for i := 0; i+1 < len(n.Content) && *left > 0; i += 2 {
			f.set(n.Content[i].Value, fromYAML(n.Content[i+1], left))
		}
		return f
	}
	return nil
}

// collect makes fields of what TOML and JSON decode to.
func collect(v map[string]any) fields {
	f := fields{}
	for k, x := range v {
		f.set(k, collected(x))
	}
	return f
}

func collected(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return collect(v)
	case []any:
		for i := range v {
			v[i] = collected(v[i])
		}
		return v
	case []map[string]any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = collect(v[i])
		}
		return list
	case string, nil:
		return v
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}
