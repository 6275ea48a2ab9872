package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// notGiven leaves out which options a file has: what they say is compared.
var notGiven = cmpopts.IgnoreFields(Config{}, "Given")

// Options that were understood are told from those that have their default.
func TestGiven(t *testing.T) {
	c, _ := Parse([]byte("theme = \"auto\"\nwidth = 3\nnone = 1\n[keys.reader]\n"))
	if diff := cmp.Diff([]string{"theme"}, c.Given); diff != "" {
		t.Error(diff)
	}
}

func TestParse(t *testing.T) {
	own := func(change func(*Config)) *Config { c := Default(); change(c); return c }
	for _, tt := range []struct {
		name, file string
		want       *Config
		problems   []string
	}{
		{"empty", "", Default(), nil},
		{
			"all", "theme = \"dark\"\nwidth = 60\njustify = true\nmouse = false\nimages = \"off\"\nplain = true\nnotes = \"~/notes\"\neditor = \"vim -p\"\nbrowser = \"'my browser' -new\"\n",
			&Config{Theme: "dark", Width: 60, Justify: true, Images: "off", Plain: true, Notes: "~/notes", Editor: "vim -p", Browser: "'my browser' -new"}, nil,
		},
		{"no folder, no command", "notes = \"notes\"\neditor = \"vi '\"\nbrowser = \" \"\n", Default(), []string{
			"line 1: notes = notes: give a full path, or one from ~/",
			"line 2: editor = vi ': not a command; close the quotes",
			"line 3: browser =  : not a command; close the quotes",
		}},
		{
			"a theme for each ground", "theme = { dark = \"nord\", light = \"my own\" }\n", own(func(c *Config) { c.Theme = Pair("nord", "my own") }), nil,
		},
		{
			"a theme for one ground", "theme = { dark = \"nord\", gray = \"x\", light = 3 }\n", own(func(c *Config) { c.Theme = Pair("nord", "light") }),
			[]string{
				`line 1: theme.gray: it takes lines such as dark = "nord" and light = "sepia"`,
				`line 1: theme.light: it takes lines such as dark = "nord" and light = "sepia"`,
			},
		},
		{
			"a slip", "# mine\nthem = \"dark\"\nwidth = 50\n", own(func(c *Config) { c.Width = 50 }),
			[]string{"line 2: them: unknown option; did you mean theme?"},
		},
		{"nothing like it", "[colours]\nred = 1\n", Default(), []string{"line 1: colours: unknown option; manicule config lists them"}},
		{"wrong values", "width = 3\nmouse = \"no\"\nimages = \"ascii\"\njustify = true", own(func(c *Config) { c.Justify = true }), []string{
			"line 1: width = 3: a column takes at least 10 cells, or 0",
			"line 2: mouse = no: it takes true or false",
			"line 3: images = ascii: it takes auto, kitty, iterm2, sixel, blocks, off",
		}},
		{
			"keys", "[keys.Reader]\nhighlight = \"H\"\n\"Line Down\" = [\"j\", \"down\"]\nzen = []\n[keys.library]\nread = 3\n",
			own(func(c *Config) {
				c.Keys = map[string]map[string][]string{"reader": {"highlight": {"H"}, "line down": {"j", "down"}, "zen": nil}, "library": {}}
			}),
			[]string{`line 6: read: it takes a key such as "h" or "ctrl+h", or several in brackets`},
		},
		{
			"names that stand elsewhere too", "notes = \"\"\"/n\nwidth = 3\"\"\"\nwidth = 3\nkeys.reader = 3\n[keys.library]\nquit = \"q\"\n[keys.search]\nquit = [3]\n",
			own(func(c *Config) {
				c.Notes = "/n\nwidth = 3"
				c.Keys = map[string]map[string][]string{"library": {"quit": {"q"}}, "search": {}}
			}),
			[]string{
				"line 3: width = 3: a column takes at least 10 cells, or 0",
				`line 4: keys.reader: it takes lines such as highlight = "h"`,
				`line 8: quit: it takes a key such as "h" or "ctrl+h", or several in brackets`,
			},
		},
		{"keys are no table", "\nkeys = 3", Default(), []string{"line 2: keys: it takes tables, as in [keys.reader]"}},
		{
			"kinds", "[[kind]]\nname = \"idea\"\nletter = \"n\"\ncolor = \"#cfe7fb\"\n\n[[kind]]\nname = \"Un sure\"\n[[kind]]\nname = \"x\"\nunderline = \"wavy\"\n[[kind]]\nname = \"idea\"\n",
			own(func(c *Config) { c.Kinds = []Kind{{Name: "idea", Letter: "n", Colour: "#cfe7fb"}} }),
			[]string{
				`line 6: kind "Un sure": it needs a name in small letters, without spaces`,
				`line 8: kind "x": underline takes none, single, double, curly, dotted, dashed`,
				`line 11: kind "idea": its name or letter is taken`,
			},
		},
		{"no whole number", "width = 1.5", Default(), []string{"line 1: width = 1.5: it takes a whole number"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, problems := Parse([]byte(tt.file))
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if d := cmp.Diff(tt.want, c, notGiven) + cmp.Diff(tt.problems, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestParseNoTOML(t *testing.T) {
	c, problems := Parse([]byte("width = 60\ntheme dark\n"))
	if d := cmp.Diff(Default(), c, notGiven); d != "" {
		t.Error(d)
	}
	if len(problems) != 1 || problems[0].Line != 2 || !strings.Contains(problems[0].Text, "nothing of the file was used") {
		t.Errorf("problems %v", problems)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("theme = \"a\\\"b\\\\\"\nwidth = 40")
	f.Add("theme = \"\\u0007\"\n[x]\ny.z = {}")
	f.Add("width = 99999999999999")
	f.Fuzz(func(t *testing.T, file string) {
		c, _ := Parse([]byte(file))
		again, problems := Parse([]byte(c.Format()))
		if d := cmp.Diff(c, again, notGiven); d != "" || len(problems) > 0 {
			t.Errorf("what is printed reads differently: %v\n%s", problems, d)
		}
	})
}
