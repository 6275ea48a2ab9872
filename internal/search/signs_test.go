package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// foundIn are the paths that a query finds in articles named by what they say, the
// best first.
func foundIn(t *testing.T, texts map[string]string, query string) []string {
	t.Helper()
	m := &memory{docs: map[string]Document{}}
	for name, text := range texts {
		m.put(name, text)
	}
	x := Open("")
	refreshed(t, x, m)
	return foundFirst(t, x.Snapshot(), query)
}

func TestSignsBelongToWords(t *testing.T) {
	texts := map[string]string{
		"vitamin": "Lemons have vitamin C. The c plus plus of them is net weight and sharp taste.",
		"lang":    "I write C++ and some C# for a living, F# at home.",
		"escaped": "Then C\\+\\+17 came, and **C**\\# too.",
		"net":     "Cast the net; js is no word, nor is node or gpt with a 4.",
		"dotnet":  "The .NET framework and ASP.NET, (.NET) too.",
		"node":    "We run Node.js and gpt-4 on it.",
		"apart":   "A node, js and the gpt, 4 of them; 3, 14 and 00e9 u.",
		"numbers": "Pi is 3.14, é is U+00E9, the version v1.88.0.",
		"people":  "Ask @name about #tag and issue #123 of us@name.org.",
		"plain":   "A name, a tag, 123 of them.",
		"code":    "Say:\n\n```\nopen(\"/usr/share/dict\", $HOME, c++)\n```\n",
		"shout":   "AT&T and R&D, a_b_c.",
	}
	tests := []struct {
		query string
		first []string // which come first, in any order
		never []string
	}{
		{"c++ ", []string{"lang", "escaped", "code"}, []string{"vitamin"}},
		{"C++", []string{"lang", "escaped", "code"}, []string{"vitamin"}},
		{"c+", []string{"lang", "escaped", "code"}, []string{"vitamin"}},
		{"c# ", []string{"lang", "escaped"}, []string{"vitamin", "code"}},
		{"f# ", []string{"lang"}, nil},
		{".net ", []string{"dotnet"}, []string{"net", "vitamin"}},
		{".ne", []string{"dotnet"}, []string{"net"}},
		{"asp.net ", []string{"dotnet"}, nil},
		{"node.js ", []string{"node"}, nil},
		{"node js ", []string{"node", "apart", "net"}, nil},
		{"gpt-4 ", []string{"node"}, []string{"net"}},
		{"gpt4 ", []string{"node"}, nil},
		{"@name ", []string{"people"}, []string{"plain"}},
		{"#tag ", []string{"people"}, []string{"plain"}},
		{"#123 ", []string{"people"}, []string{"plain"}},
		{"3.14 ", []string{"numbers"}, nil},
		{"U+00E9 ", []string{"numbers"}, nil},
		{"1.88.0 ", []string{"numbers"}, nil},
		{"v1.88 ", []string{"numbers"}, nil},
		{"/usr/share ", []string{"code"}, nil},
		{"share/dict ", []string{"code"}, nil},
		{"$home ", []string{"code"}, nil},
		{"at&t ", []string{"shout"}, nil},
		{"a_b_c ", []string{"shout"}, nil},
		{`"c++ and some" `, []string{"lang"}, []string{"vitamin"}},
		{`"the .net framework" `, []string{"dotnet"}, nil},
		{"c ", []string{"vitamin", "lang", "escaped", "code", "shout"}, nil}, // also without signs
		{"net ", []string{"net", "vitamin", "dotnet"}, nil},
		{"name ", []string{"people", "plain"}, nil},
		{"title:c++ ", nil, []string{"lang"}},
	}
	for _, tt := range tests {
		found := foundIn(t, texts, tt.query)
		first := slices.Clone(found[:min(len(tt.first), len(found))])
		slices.Sort(first)
		slices.Sort(tt.first)
		if !slices.Equal(first, tt.first) {
			t.Errorf("%q finds %v, not %v first", tt.query, found, tt.first)
		}
		for _, path := range tt.never {
			if slices.Contains(found, path) {
				t.Errorf("%q finds %s", tt.query, path)
			}
		}
	}
}

// A hit has the sign of its word.
func TestHitsWithSigns(t *testing.T) {
	for _, tt := range []struct{ query, text, want string }{
		{"c++ ", "C++ is no C, C++17 is", "C++|C++"},
		{".net ", "the .NET net", ".NET"},
		{"node.js ", "Node.js, node js", "Node.js|node js"},
		{"#tag ", "a #tag, a tag", "#tag"},
		{"email ", "E-mail or email", "E-mail|email"},
		{"e-mail ", "E-mail or email", "E-mail|email"},
		{"istanbul ", "İSTANBUL'da, İstanbul’un", "İSTANBUL|İstanbul"},
		{"can ", "can't, can", "can"},
		{"10% ", "10 or 10%", "10|10%"},
		{"3.1 ", "-v3.1", "v3.1"},
		{"\"-v2\"", "up -v2, v2", "-v2"},
		{"example ", "An exam-\nple of it", "exam-\nple"},
		{"漢字を ", "<ruby>漢字<rt>かんじ</rt></ruby>を", "漢字<rt>かんじ</rt></ruby>を"},
		{"かんじ ", "<ruby>漢字<rt>かんじ</rt></ruby>を読む", "かんじ"},
		{"都市へ ", "古都市（とし）へ行く", "都市（とし）へ"},
		{"とし ", "古都市（とし）へ行く", "とし"},
	} {
		q, _ := Parse(tt.query, noon)
		if got := strings.Join(slicesOf(tt.text, q.Hits(tt.text)), "|"); got != tt.want {
			t.Errorf("%q in %q: %q, want %q", tt.query, tt.text, got, tt.want)
		}
		if p := q.Passage(tt.text, 80); fmt.Sprint(len(p.Highlights)) != fmt.Sprint(len(strings.Split(tt.want, "|"))) {
			t.Errorf("%q in %q: the passage has %v", tt.query, tt.text, p)
		}
	}
}

// What is written as it was typed comes before what only has its words, wherever
// those stand, and is found by its words alone.
func TestSignsComeFirst(t *testing.T) {
	for _, tt := range []struct{ typed, apart string }{
		{"std::vector", "std vector"},
		{"c++17", "c 17"},
		{"node.js", "node js"},
		{"x-ray", "x ray"},
		{"gpt-4", "gpt 4"},
		{"gpt-4", "gpt-4o"},
		{"1.2", "1.21"},
		{"AT&T", "at t"},
		{"R&D", "r d"},
		{"--flag", "a flag"},
		{"~/.bashrc", "the bashrc"},
		{"/etc/fstab", "etc fstab"},
		{`C:\Windows`, "c windows"},
		{"foo_bar", "foo bar"},
		{"foo::bar", "foo bar"},
		{"foo->bar", "foo bar"},
		{"obj.method()", "obj method"},
		{"utf-8", "utf 8"},
		{"1.2.3-rc1", "1 2 3 rc1"},
		{"10%", "10 of"},
		{"€50", "the 50"},
		{"100€", "100 of"},
		{"50°", "50 of"},
		{"£20", "20 of"},
		{"§5", "5 of"},
		{"TCP/IP", "tcp ip"},
		{"I/O", "i o"},
		{"1,000", "1 000"},
		{"12:30", "12 30"},
		{"key=value", "key value"},
		{":root", "the root"},
		{"!important", "the important"},
		{"a&&b", "a b"},
		{"x^2", "x 2"},
		{"p<0.05", "p 0 05"},
		{"user@example.com", "user example com"},
		{"https://example.com/a?b=c", "https example com a b c"},
		{"U.S.", "u s"},
		{"Ｃ＋＋", "c plus"},
	} {
		m := &memory{docs: map[string]Document{}}
		m.put("typed", "Gulls over the harbour, and boats that come back late. Then `"+tt.typed+"` is said once.")
		d := Document{Text: "# " + tt.apart + "\n\nOnly " + tt.apart + ", and " + tt.apart + "."}
		d.Path, d.Meta.Title = "apart", tt.apart
		m.docs["apart"] = d
		x := Open("")
		refreshed(t, x, m)
		for _, query := range []string{tt.typed + " ", tt.typed, `"` + tt.typed + `"`} {
			if found := foundFirst(t, x.Snapshot(), query); len(found) == 0 || found[0] != "typed" {
				t.Errorf("%q finds %v", query, found)
			}
		}
		if words := strings.Join(terms(tt.typed), " "); !slices.Contains(foundFirst(t, x.Snapshot(), words+" "), "typed") {
			t.Errorf("%q does not find %q", words, tt.typed)
		}
	}
}
