package config

import (
	"maps"
	"slices"
	"testing"
)

func TestRenderers(t *testing.T) {
	c, problems := Parse([]byte("[render]\nMermaid = \"mermaid-ascii -f -\"\ndot = 3\npuml = \"open 'quote\"\nempty = \"\"\n"))
	if want := map[string]string{"mermaid": "mermaid-ascii -f -"}; !maps.Equal(c.Renderers, want) {
		t.Errorf("%v", c.Renderers)
	}
	var said []string
	for _, p := range problems {
		said = append(said, p.String())
	}
	want := []string{`line 3: render "dot": it takes a command in quotes`, `line 4: render "puml": not a command; close the quotes`, `line 5: render "empty": not a command; close the quotes`}
	if !slices.Equal(said, want) {
		t.Errorf("said %q", said)
	}
	if _, problems = Parse([]byte("render = true")); len(problems) != 1 {
		t.Errorf("%v", problems)
	}
	again, problems := Parse([]byte(c.Format()))
	if len(problems) > 0 || !maps.Equal(again.Renderers, c.Renderers) {
		t.Errorf("written and read: %v, %v", again.Renderers, problems)
	}
}
