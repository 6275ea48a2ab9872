package note

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// scalarProblem tells what a YAML reader, or ours, makes of a header's value
// that is not that string; "" if nothing.
func scalarProblem(s string) string {
	var any map[string]any
	line := "title: " + scalar(s) + "\n"
	if err := yaml.Unmarshal([]byte(line), &any); err != nil {
		return err.Error()
	}
	if got, ok := any["title"].(string); !ok || got != s {
		return "YAML reads another value"
	}
	f := front{fields: []field{{"title", line}}}
	if got, _ := f.get("title"); got != s {
		return "the value is read as " + got
	}
	return ""
}

func checkScalar(t interface{ Errorf(string, ...any) }, s string) {
	if why := scalarProblem(s); why != "" {
		t.Errorf("%q is written as %s: %s", s, scalar(s), why)
	}
}

// TestScalars writes values that are taken for something else without quotes.
func TestScalars(t *testing.T) {
	for _, s := range []string{
		"12E5", "12e5", "1E+5", "1_000", "0XAF", "0xaf", "0o17", "0B11", "1e5_000", "0x1p-2", "12:30", "190:20:30", "1.5", ".5", ".inf", ".NaN", "+1", "-1", "Inf", "NaN", "infinity",
		"2001-12-14", "2001-12-14T21:59:43Z", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43 Z", "2001-1-1 1:1:1", "2001-01-01T00:00:00", "0T0",
		"true", "True", "YES", "off", "n", "Null", "~", "", " ", "=", "<<", "- a", "a: b", "a:", "a #b", "#a", "!a", "&a", "*a", "%a", "@a", "`a", "'a'", `"a"`, "[a]", "{a}", "|", ">", "? a", "---", "...", "_", "__1",
		" a", "a ", "a\tb", "a\nb", "a\u00a0", "\u00a0a", "\u3000a", "a\u3000", "a\u0085b", "a\u2028b", "\ufeffa", "a\ufeffb", "\ufffe", "\uffff", "a\x7f", "\x80", "\u009f", "\x00", "\U0001f600", "\u200d", "\ufffd",
		"1\u0661", "12 Angry Men", "3rd.md", "2024-03-01-tides.md", "0xmas.md", "9c1f3ab2c4d5e6f70819", "1e5.md", "a'b", `a"b`, `a\b`, "«a»", "/tmp", "(a)", "a,b", "a]b", "a}b", "a|b", "null.md", "on the road",
	} {
		checkScalar(t, s)
	}
}

// TestAnyScalar does so with any string, mostly of signs that mean something.
func TestAnyScalar(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.OneOf(
			rapid.String(),
			rapid.StringOfN(rapid.SampledFrom([]rune("0123456789eExXoObBtTzZ:-+._ ,afAFnN")), 0, 24, -1),
			rapid.StringOfN(rapid.SampledFrom([]rune("aZé0 \t\n\u00a0\u0085\u2028\ufeff:#-?!&*|>'\"%@`[]{},~=<\\/.")), 0, 12, -1),
		).Draw(rt, "value")
		checkScalar(rt, s)
	})
}

// A value of a kind that many articles have stays without quotes.
func TestScalarsWithoutQuotes(t *testing.T) {
	for _, s := range []string{"essays/the-little-hand.md", "The Little Hand", "12 Angry Men", "2024-03-01-tides.md", "潮汐.md", "9c1f3ab2c4d5e6f70819", "“Quoted”", "C:\\a"} {
		if got := scalar(s); strings.HasPrefix(got, `"`) {
			t.Errorf("%s is written as %s", s, got)
		}
	}
}
