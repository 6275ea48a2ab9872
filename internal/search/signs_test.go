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
