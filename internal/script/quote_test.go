package script

import "testing"

func TestQuoted(t *testing.T) {
	for s, want := range map[string]string{
		"":                         "“”",
		"tide":                     "“tide”",
		"“tide”":                   "“tide”",
		`"tide"`:                   `"tide"`,
		"„Flut“":                   "„Flut“",
		"„Flut”":                   "„Flut”",
		"«marée»":                  "«marée»",
		"「潮」":                      "「潮」",
		"“Tide”, she said, “only”": "““Tide”, she said, “only””",
		"“Tide, she said":          "““Tide, she said”",
		`"`:                        `“"”`,
		"tide”":                    "“tide””",
	} {
		if got := Quoted(s); got != want {
			t.Errorf("Quoted(%q) = %q, want %q", s, got, want)
		}
	}
}
