package page

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/article"
)

// everyBlock is a text with a block of each kind, some of them empty.
const everyBlock = `# Title

-

- a
  -
  1.
     > q
- [ ]
- [x] done

7. seven
8.

>

> [!NOTE]
> alert

## *Head* ` + "`code`" + ` ![](p.png)

###### Six

Words **strong** ~~gone~~ [link](a.md) <https://example.org> x^2^ [^1] $x^2$

***

| a | b |
| - | -: |
| | |
| 汉字 | ![i](p.png) |

| אב |
| - |
| ג |

` + "```go\nfunc x() {}\n```\n\n    indented\n\n```\n```\n" + `
Term
: Meaning

<div><ul><li></ul><p>html <b>bold</b></p></div>

> שלום
>
> - עולם
>   1.

- - - -

[^1]:
[^2]: Second.
`

// oddWords are what a style file may put around text, wise or not.
var oddWords = rapid.SampledFrom([]string{
	"", " ", "• ", "\n", "\n\n", "\t", "│ ", "汉", "\u0301", "\u202e", "\x1b[31m", "\x00", "\xff", "{{.text}}", "{{", "# ", "א", "👩‍👩‍👧", strings.Repeat("▓", 50), strings.Repeat("汉", 300),
})

// oddColors are what it may say of colours.
var oddColors = rapid.SampledFrom([]string{"", "1", "15", "255", "256", "-1", "#fff", "#a1b2c3", "#xyz", "#", "#1234567", "red"})

// drawStyle fills a style at random, and leaves the rest of it out.
func drawStyle(t *rapid.T) *Style {
	s := &Style{Name: "random", Justify: rapid.Bool().Draw(t, "justify"), Logical: rapid.Bool().Draw(t, "logical")}
	fill(t, "", reflect.ValueOf(&s.Config).Elem(), rapid.IntRange(0, 4).Draw(t, "how full"))
	return s
}

func fill(t *rapid.T, name string, v reflect.Value, full int) {
	if name == "Upper" || name == "Lower" || name == "Title" || name == "Palette" { // the oracle takes cells by their letters
		return
	}
	if v.Kind() != reflect.Struct && rapid.IntRange(0, 4).Draw(t, name+"?") >= full {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Type().Field(i).Name, v.Field(i), full)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, name, v.Elem(), full)
	case reflect.String:
		words := oddWords
		if strings.Contains(name, "Color") {
			words = oddColors
		}
		v.SetString(words.Draw(t, name))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, name))
	case reflect.Uint:
		v.SetUint(rapid.SampledFrom([]uint64{0, 1, 4, 80, 1 << 40}).Draw(t, name))
	default:
		t.Fatalf("%s is a %s", name, v.Kind())
	}
}

// Whatever a style file says and leaves out, every text is shown whole, in
// cells that a terminal may have.
func TestRandomStyles(t *testing.T) {
	a := parseArticle(t, everyBlock)
	every := newOracle(a.Text)
	rapid.Check(t, func(t *rapid.T) {
		a, o := a, every
		if rapid.Bool().Draw(t, "another text") {
			a = drawArticle(t)
			o = newOracle(a.Text)
		}
		p := New(a, rapid.IntRange(2, 200).Draw(t, "width"), drawStyle(t))
		o.check(t, p)
		for at, last := p.First(), p.Last(); ; {
			for _, c := range p.FullRow(at) {
				if c.Width < 1 || c.Width > 2 || !article.IsClean(c.Text) || strings.Contains(c.Text, "\n") {
					t.Fatalf("a cell of %d holds %q", c.Width, c.Text)
				}
			}
			if at == last {
				break
			}
			at, _ = p.Move(at, 1)
		}
	})
}

// A style file without bullets shows lists all the same, also their empty items.
func TestStyleWithoutItems(t *testing.T) {
	for _, text := range []string{"-\n", "- a\n-\n- b\n", "1.\n", "- -\n", "- [ ]\n"} {
		p := New(parseArticle(t, text), 40, &Style{})
		newOracle(p.Article().Text).check(t, p)
	}
}

// A separator may be wider than the page that it would stand on.
func TestWideSeparators(t *testing.T) {
	a := parseArticle(t, "| a | b | c |\n| - | -: | - |\n| a field of several words | another one of as many words | and so on and on and on |\n| 汉字 | | d |\n")
	for _, sign := range []string{"", "▓", "汉"} {
		for n := range 130 {
			style := &Style{}
			separator := strings.Repeat(sign, n)
			style.Config.Table.ColumnSeparator = &separator
			for _, width := range []int{2, 10, 39, 80, 120} {
				newOracle(a.Text).check(t, New(a, width, style))
			}
		}
	}
}
