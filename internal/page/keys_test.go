package page

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	glamour "charm.land/glamour/v2/ansi"
	"github.com/alecthomas/chroma/v2"

	"manicule/internal/article"
	"manicule/internal/syntax"
)

// everyKey is a text in which every key of a style may show.
var everyKey = everyBlock + `
- a
  1. b
     - [ ] c

<p>a <span>of no meaning</span> <b>b</b></p>

A <span>span</span>.

![](Unnamed.png)

- - b

    lines

# aB

### aB

#### aB

##### aB

###### aB

## aB

> aB

aB *aB* **aB** ~~aB~~ ` + "`aB`" + ` [aB](c) <mailto:aB@c.de> ![aB](c) <span>aB</span>

aB
: aB

| aB |
| - |
| aB |

<div>aB</div>

- aB

` + "```tokens\n" + codeOfTokens + "\n```\n"

// codeOfTokens has a word for each type of tokens that a style names.
var codeOfTokens = strings.Repeat("aB ", reflect.TypeFor[glamour.Chroma]().NumField())

// TestEveryKey: every key of glamour's type has an effect, or the documentation
// says that it has none and why.
func TestEveryKey(t *testing.T) {
	t.Parallel()
	a, seen := parseArticle(t, everyKey), map[string]string{}
	idle := idleKeys(t)
	used := map[*regexp.Regexp]bool{}
	for _, key := range keysOf(reflect.TypeFor[glamour.StyleConfig](), "") {
		var reason *regexp.Regexp
		for pattern := range idle {
			if pattern.MatchString(key) {
				reason = pattern
				used[pattern] = true
			}
		}
		switch effect := hasEffect(t, a, seen, key); {
		case !effect && reason == nil:
			t.Errorf("%s has no effect, and docs/themes.md does not say why", key)
		case effect && reason != nil:
			t.Errorf("%s has an effect; docs/themes.md says that it has none", key)
		}
	}
	for pattern := range idle {
		if !used[pattern] {
			t.Errorf("docs/themes.md speaks of keys %s; there are none", pattern)
		}
	}
}

// idleKeys are the patterns of keys that are documented to have no effect: rows
// of a table that begin with keys in code.
func idleKeys(t *testing.T) map[*regexp.Regexp]bool {
	data, err := os.ReadFile("../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(data), "## Keys without effect")
	table, _, _ = strings.Cut(table, "\n## ")
	idle := map[*regexp.Regexp]bool{}
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cell, _, _ := strings.Cut(line[2:], " | ")
		for key := range strings.SplitSeq(cell, ", ") {
			key = strings.Trim(key, "`")
			idle[regexp.MustCompile("^"+strings.ReplaceAll(regexp.QuoteMeta(key), `\*`, `[a-z0-9_]+`)+"$")] = true
		}
	}
	if len(idle) == 0 {
		t.Fatal("docs/themes.md has no table of keys without effect")
	}
	return idle
}

// keysOf are the keys of a type as a style file has them, joined by dots.
func keysOf(t reflect.Type, under string) (keys []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous {
			keys = append(keys, keysOf(f.Type, under)...)
			continue
		}
		kind := f.Type
		if kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		if kind.Kind() == reflect.Struct {
			keys = append(keys, keysOf(kind, under+name+".")...)
		} else {
			keys = append(keys, under+name)
		}
	}
	return keys
}

// hasEffect reports whether the article looks otherwise with the key set. The
// looks without it are kept in seen.
func hasEffect(t *testing.T, a *article.Article, seen map[string]string, key string) bool {
	for _, base := range []string{
		`{"code_block": {"chroma": {}}, "item": {"block_prefix": "aB "}, "enumeration": {"block_prefix": "aB "}, "task": {"ticked": "aB ", "unticked": "aB "}, "hr": {"format": "aB"}}`,
		`{"code_block": {"chroma": {}}, "table": {"row_separator": "-", "column_separator": "|", "center_separator": "|"}, "list": {"level_indent": 2}, "block_quote": {"indent_token": "|"}}`,
		`{}`,
	} {
		style, err := ParseStyle("base", []byte(base))
		if err != nil {
			t.Fatal(err)
		}
		if seen[base] == "" {
			seen[base] = lookOfPage(t, a, style)
		}
		for _, value := range []string{`"#123456"`, `"«{{.text}}»"`, `true`, `5`, `"github"`} {
			json := nested(key, value)
			set := *style
			if err := json.into(&set.Config); err == nil && lookOfPage(t, a, &set) != seen[base] {
				return true
			}
		}
	}
	return false
}

// keyed is a style file with one key.
type keyed string

func nested(key, value string) keyed {
	names := strings.Split(key, ".")
	return keyed(`{"` + strings.Join(names, `":{"`) + `":` + value + strings.Repeat("}", len(names)))
}

func (k keyed) into(c *Config) error {
	own, err := ParseStyle("key", []byte(k))
	if err != nil {
		return err
	}
	merge(reflect.ValueOf(&c.StyleConfig).Elem(), reflect.ValueOf(own.Config.StyleConfig))
	return nil
}

// merge sets in a value what is set in another of its type.
func merge(to, from reflect.Value) {
	for i := range to.NumField() {
		a, b := to.Field(i), from.Field(i)
		switch {
		case a.Kind() == reflect.Struct:
			merge(a, b)
		case a.Kind() == reflect.Pointer && a.Type().Elem().Kind() == reflect.Struct && !a.IsNil() && !b.IsNil():
			own := reflect.New(a.Type().Elem())
			own.Elem().Set(a.Elem())
			merge(own.Elem(), b.Elem())
			a.Set(own)
		case !b.IsZero():
			a.Set(b)
		}
	}
}

// lookOfPage is all that is seen of a page.
func lookOfPage(t *testing.T, a *article.Article, s *Style) string {
	p := New(a, 60, s)
	var tokens []syntax.Token
	for _, f := range reflect.VisibleFields(reflect.TypeFor[glamour.Chroma]()) {
		if kind, err := chroma.TokenTypeString(f.Name); err == nil {
			tokens = append(tokens, syntax.Token{End: 3 * (len(tokens) + 1), Type: kind})
		} else {
			t.Errorf("chroma knows no type %s", f.Name)
		}
	}
	p.colours.known = map[codeText][]syntax.Token{{"tokens", codeOfTokens + "\n"}: tokens}
	var b strings.Builder
	for _, row := range allLines(p) {
		for _, c := range row {
			fmt.Fprint(&b, c.Text, p.Style(c.Style))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
