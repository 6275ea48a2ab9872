package search

import "testing"

func TestCountOfPassages(t *testing.T) {
	text := "# Tide tables\n\nThe tide is a tide.\n\nA table of the tide, a moon table.\n\nThe moon.\n"
	for query, want := range map[string]int{
		"tide ": 4, "tide table ": 2, "tide moon ": 1, "tide OR moon ": 4, "the -x ": 3, "table moon tag:x ": 1,
		"text:tide title:zebra ": 4, `"tide tables" `: 1, "/t[ai]/ moon ": 1, "zebra tide ": 0, "(tide OR moon) table ": 2,
	} {
		q, _ := Parse(query, noon)
		if got := q.Passage(text, 60).Hits; got != want {
			t.Errorf("%q: %d passages, not %d", query, got, want)
		}
	}
}

func TestInTitle(t *testing.T) {
	for _, tt := range []struct {
		query, title string
		want         bool
	}{
		{"rust 1.88 ", "Announcing Rust 1.88.0", true},
		{"rust 1.88", "Rust 1.87", false},
		{"little hand", "The little hands", true},
		{"rust OR go ", "Going to Go", true},
		{"rust go ", "Rust", false},
		{"is:unread rust ", "Rust", true},
		{"is:unread ", "Rust", false},
		{"text:rust ", "Rust", false},
		{"c++ ", "Vitamin C", false},
		{"/r.st/ ", "Rust", true},
		{"-go rust ", "Rust", true},
	} {
		q, _ := Parse(tt.query, noon)
		if got := q.InTitle(tt.title); got != tt.want {
			t.Errorf("%q in %q: %v", tt.query, tt.title, got)
		}
	}
}

// Passages don't show each other's hits.
func TestPassages(t *testing.T) {
	text := "The tide comes.\n\nNothing here at all, and a good deal of it.\n\nThe tide goes with the moon.\n\nMoon and stars.\n"
	q, _ := Parse("tide moon ", noon)
	var got []string
	for _, p := range q.Passages(text, 30, 3) {
		got = append(got, p.Text)
	}
	if len(got) != 3 || got[0] != "…tide goes with the moon." {
		t.Errorf("%q", got)
	}
	if n := len(q.Passages(text, 30, 2)); n != 2 {
		t.Errorf("%d passages of at most 2", n)
	}
}
