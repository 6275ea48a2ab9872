package pane

import (
	"strings"
	"testing"

	"manicule/internal/ui/term"
)

func TestHistory(t *testing.T) {
	h := History{Queries: []string{"tide", "kelp", "is:unread"}}
	steps := []struct {
		up   bool
		text string // what the box says before
		want string
		ok   bool
	}{
		{false, "mud", "", false},
		{true, "mud", "tide", true},
		{true, "tide", "kelp", true},
		{false, "kelp", "tide", true},
		{true, "tide", "kelp", true},
		{true, "kelp", "is:unread", true},
		{true, "is:unread", "", false},
		{false, "is:unread", "kelp", true},
		{false, "kelp", "tide", true},
		{false, "tide", "mud", true},
		{false, "mud", "", false},
		{true, "tide ", "kelp", true}, // what is in the box already is passed over
		{false, "kelp", "tide", true},
	}
	for i, s := range steps {
		step := h.Newer
		if s.up {
			step = func() (string, bool) { return h.Older(s.text) }
		}
		if text, ok := step(); text != s.want || ok != s.ok {
			t.Fatalf("step %d from %q leads to %q, %v; want %q, %v", i+1, s.text, text, ok, s.want, s.ok)
		}
	}
}

func TestChoice(t *testing.T) {
	f := at("ta|")
	var c Choice
	msg := ChoicesMsg{before: f}
	for _, text := range []string{"tag:a", "tag:b", "tag:c"} {
		msg.options = append(msg.options, Option{Field: at(text + "|")})
	}
	other := at("tax|")
	if c.Fill(&other, msg) || other.Text != "tax" {
		t.Error("an answer that comes late is filled in")
	}
	if !c.Fill(&f, msg) || f.Text != "tag:a" {
		t.Errorf("filled in %q, want the first", f.Text)
	}
	for _, step := range []struct {
		n    int
		want string
	}{{1, "tag:b"}, {1, "tag:c"}, {1, "tag:a"}, {-1, "tag:c"}} {
		if !c.Step(&f, step.n) || f.Text != step.want {
			t.Errorf("the next is %q, want %q", f.Text, step.want)
		}
	}
	c = Choice{}
	msg.options = msg.options[:1]
	if f = msg.before; !c.Fill(&f, msg) || c.Step(&f, 1) {
		t.Error("a single option is a choice")
	}
}

// at is a field with the cursor where the bar stands.
func at(text string) term.Field {
	before, after, _ := strings.Cut(text, "|")
	return term.Field{Text: before + after, Cursor: len(before)}
}
