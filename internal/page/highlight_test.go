package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var tokenNames = [numTokens]string{
	plainToken: "plain", commentToken: "comment", preprocToken: "preproc", keywordToken: "keyword", typeToken: "type", builtinToken: "builtin",
	functionToken: "function", keyToken: "key", attrToken: "attr", numberToken: "number", stringToken: "string", addedToken: "added", removedToken: "removed", headToken: "head",
}

func TestHighlight(t *testing.T) {
	for _, tt := range []struct{ lang, code, want string }{
		{"go", "func f() { // x\n\treturn \"a\\\"b\" }", "keyword:func function:f comment:// x keyword:return string:\"a\\\"b\""},
		{"rust,ignore", "#[x] fn a<'b>(c: &'b str) { 'd'; e!() }", "preproc:#[x] keyword:fn type:str string:'d' function:e"},
		{"python", "def f():\n  '''a\nb''' # c", "keyword:def function:f string:'''a\nb''' comment:# c"},
		{"json", `{"a": "b", "c": 1.5e3, "d": true}`, `key:"a" string:"b" key:"c" number:1.5e3 key:"d" builtin:true`},
		{"toml", "[a.b]\nc = 'd' # e", "head:[a.b] key:c string:'d' comment:# e"},
		{"yaml", "a-b: \"c\"\n", "key:a-b string:\"c\""},
		{"sh", "if $X; then echo 'a'; fi", "keyword:if attr:$X keyword:then builtin:echo string:'a' keyword:fi"},
		{"sh", "git set export; sudo grep in read/x | test in", "builtin:git builtin:sudo builtin:grep builtin:test"},
		{"sh", "for x in a; do\n  cat read/*.md | grep -c b && set -e\ndone", "keyword:for keyword:in keyword:do builtin:grep keyword:set keyword:done"},
		{"console", "$ cd in\nread 12 in 1.9 s\n$ echo \"a\"\nD  \"b\"\n", "builtin:cd builtin:echo string:\"a\""},
		{"console", "cd in\n", "builtin:cd"},
		{"sql", "SELECT a FROM b -- c", "keyword:SELECT keyword:FROM comment:-- c"},
		{"html", "<a href=\"b\">c</a><!-- d -->", "key:<a attr:href string:\"b\" key:> key:</a key:> comment:<!-- d -->"},
		{"diff", "@@ 1\n-a\n+b\n c\n", "head:@@ 1\n removed:-a\n added:+b\n"},
		{"c", "#include <a>\nint b = 'c'; /* d", "preproc:#include type:int string:'c' comment:/* d"},
		{"unknown", "if x", ""},
		{"", "if x", ""},
	} {
		var got []string
		pos := 0
		for _, s := range highlight(tt.lang, tt.code) {
			if s.token != plainToken && s.end > pos {
				got = append(got, tokenNames[s.token]+":"+tt.code[pos:s.end])
			}
			pos = s.end
		}
		if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s %q: %s", tt.lang, tt.code, d)
		}
	}
}

// TestHighlightTiles: spans are in order and within the code, whatever it is.
func TestHighlightTiles(t *testing.T) {
	langs := []string{"html", "diff", "console"}
	for i := range languages {
		langs = append(langs, strings.Fields(languages[i].names)[0])
	}
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringOfN(rapid.SampledFrom([]rune("ab1 \n\"'`#/*-<>=:!@$[](){}\\;é")), 0, 200, -1).Draw(t, "code")
		pos := 0
		for _, s := range highlight(rapid.SampledFrom(langs).Draw(t, "lang"), code) {
			if s.end < pos || s.end > len(code) {
				t.Fatalf("span to %d after %d of %d", s.end, pos, len(code))
			}
			pos = s.end
		}
	})
}

func BenchmarkHighlight(b *testing.B) {
	code := strings.Repeat("func main() {\n\tx := \"a string\" // a comment\n\treturn f(x, 42)\n}\n", 900)
	b.SetBytes(int64(len(code)))
	for b.Loop() {
		highlight("go", code)
	}
}
