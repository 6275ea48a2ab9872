package config

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOwnCommands(t *testing.T) {
	c, problems := Parse([]byte(`[[command]]
name = "look up"
run = "dict -- {quote}"
key = "ctrl+k"
[[command]]
name = "ask"
run = 'llm "$1" < /dev/null | head'
shell = true
input = "paragraph"
answer = "note"
timeout = 90
mode = "reader"
[[command]]
name = "Wrong"
run = "x"
[[command]]
name = "none"
[[command]]
name = "a"
run = "{quote} x"
[[command]]
name = "b"
run = "x '"
[[command]]
name = "c"
run = "x '{quote}'"
shell = true
[[command]]
name = "d"
run = "x"
answer = "mail"
[[command]]
name = "e"
run = "x"
timeout = "1h"
[[command]]
name = "look up"
run = "y"
[[command]]
name = "f"
run = "y"
color = "x"
`))
	want := []OwnCommand{
		{Name: "look up", Key: "ctrl+k", Mode: "reader", Run: "dict -- {quote}", Input: "passage", Answer: "overlay", Timeout: 30 * time.Second},
		{Name: "ask", Mode: "reader", Run: `llm "$1" < /dev/null | head`, Input: "paragraph", Answer: "note", Timeout: 90 * time.Second, Shell: true},
	}
	if d := cmp.Diff(want, c.Commands); d != "" {
		t.Error(d)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	if d := cmp.Diff([]string{
		`line 13: command "Wrong": it needs a name in small letters`,
		`line 16: command "none": it needs a command line: run`,
		`line 18: command "a": the program itself can't come from a text`,
		`line 21: command "b": run is no command; close the quotes`,
		`line 24: command "c": within single quotes a shell replaces nothing: put {quote} and the like outside of them`,
		`line 28: command "d": answer takes overlay, note, clipboard, tag, nothing`,
		`line 32: command "e": timeout takes seconds, or a length such as "90s", up to 10m0s`,
		`line 36: command "look up": another one has its name or its key`,
		`line 39: command "f": there is no color; it has name, key, mode, run, input, answer, timeout, shell`,
	}, got); d != "" {
		t.Error(d)
	}
	again, problems := Parse([]byte(c.Format()))
	if d := cmp.Diff(c.Commands, again.Commands); d != "" || problems != nil {
		t.Error(d, problems)
	}
}
