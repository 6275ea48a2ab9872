package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestConverters(t *testing.T) {
	c, problems := Parse([]byte("[converter]\npdf = \"pdftotext {} -\"\nDocx = { command = \"pandoc -t gfm\", output = \"markdown\" }\n" +
		"a = 3\nb = \"\"\nc = { command = \"x\", output = \"pdf\" }\nd = { program = \"x\" }\ne = \"'\"\n\"f g\" = \"x\"\n"))
	want := map[string]Converter{"pdf": {"pdftotext {} -", "text"}, "docx": {"pandoc -t gfm", "markdown"}}
	if diff := cmp.Diff(want, c.Converters); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 6 || problems[0].String() != `line 4: converter "a": it takes a command in quotes` {
		t.Errorf("%q", problems)
	}
	again, problems := Parse([]byte(c.Format()))
	if diff := cmp.Diff(want, again.Converters); diff != "" || len(problems) > 0 {
		t.Error(diff, problems)
	}
	if _, problems := Parse([]byte("converter = \"x\"\n")); len(problems) != 1 {
		t.Error(problems)
	}
}
