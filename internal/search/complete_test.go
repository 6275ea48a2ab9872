package search

import (
	"slices"
	"strings"
	"testing"
)

func noValues(string, string) []string { return nil }

// someValues are what a collection might know.
func someValues(qualifier, prefix string) []string {
	known := map[string][]string{
		"tag":    {"japan", "javascript", "jazz age"},
		"author": {`Ann "Nan" Lee`, "Anton"},
		"source": {"asiatimes.com"},
		"kind":   {"question", "my own"},
	}
	return slices.DeleteFunc(slices.Clone(known[qualifier]), func(v string) bool {
		return !strings.HasPrefix(strings.ToLower(v), strings.ToLower(prefix))
	})
}

func TestComplete(t *testing.T) {
	for query, want := range map[string][]string{ // | is the cursor; what stands before it is given whole
		"|":          nil,
		"ta|":        {"tag:"},
		"a ta|":      {"a tag:"},
		"a -(Ta|":    {"a -(tag:"},
		"ta| b":      {"tag: b"},
		"si|":        {"site:"},
		"t|":         {"title:", "tag:", "text:"},
		"t|a":        nil,
		"x|":         nil,
		`"ta|`:       nil,
		"/ta|/":      nil,
		"ta |":       nil,
		"ta|:x":      nil,
		"tag|:x":     nil,
		"*|":         nil,
		"is:|":       {"is:unread", "is:read", "is:reading", "is:star", "is:archived"},
		"a is:re| b": {"a is:read b", "a is:reading b"},
		"is:read|":   {"is:reading"},
		"Is:(|":      nil,
		"HAS:C|":     {"HAS:code"},
		"sort:t|":    {"sort:title"},
		"sort:-le|":  {"sort:-length", "sort:-left"},
		"len:>|":     {"len:>15m", "len:>1h"},
		"after:y|":   {"after:yesterday"},
		`after:"la|`: {`after:"last week"`, `after:"last month"`, `after:"last year"`},
		"date:la|":   {`date:"last week"`, `date:"last month"`, `date:"last year"`},

		"tag:ja|":       {"tag:japan", "tag:javascript", `tag:"jazz age"`},
		"tag:jap|an":    nil,
		"tag:ja|z b":    {"tag:japan b", "tag:javascript b", `tag:"jazz age" b`},
		"-#jav|":        {"-tag:javascript"},
		"tags:java|":    {"tags:javascript"},
		`tag:"jazz |`:   {`tag:"jazz age"`},
		`tag:"jazz| a"`: {`tag:"jazz age"`},
		`tag:"jazz"|`:   nil,
		"author:an|":    {`author:"Ann  Nan  Lee"`, "author:Anton"},
		"site:|":        {"site:asiatimes.com"},
		"kind:m|":       {`kind:"my own"`},
		"title:ja|":     nil,
	} {
		cursor := strings.IndexByte(query, '|')
		text := query[:cursor] + query[cursor+1:]
		var got []string
		for _, c := range Complete(text, cursor, someValues) {
			got = append(got, text[:c.At.Start]+c.Text+text[c.At.End:])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}

// TestCompletionsAreUnderstood completes every beginning of every qualifier.
func TestCompletionsAreUnderstood(t *testing.T) {
	for _, q := range qualifiers {
		for i := range q.name {
			for _, name := range Complete(q.name[:i+1], i+1, noValues) {
				if name.Help == "" {
					t.Errorf("%s has no help", name.Text)
				}
				for _, c := range Complete(name.Text, len(name.Text), someValues) {
					if got, p := Parse(c.Text, noon); p != nil {
						t.Errorf("%q: %q, %v", c.Text, got, p)
					}
				}
			}
		}
	}
}

func TestCompleteAnywhere(t *testing.T) {
	for _, p := range fragments {
		text := "a " + p + " b"
		for cursor := -1; cursor <= len(text)+1; cursor++ {
			for _, c := range Complete(text, cursor, someValues) {
				if c.At.Start < 0 || cursor < c.At.Start || c.At.End < cursor || c.At.End > len(text) {
					t.Errorf("%q at %d: %v", text, cursor, c)
				}
			}
		}
	}
	if c := Complete(strings.Repeat("t", maxText+1), 1, noValues); c != nil {
		t.Error(c)
	}
}

func TestQualifierExamples(t *testing.T) {
	for _, q := range qualifiers {
		for _, name := range append(q.aliases, q.name) {
			if len(name) > maxName || !isName(name) {
				t.Errorf("%s is no name", name)
			}
		}
		for _, query := range q.examples {
			got, p := Parse(query, noon)
			if p != nil || !strings.Contains(QueryMarkdown(), "`"+query+"`") {
				t.Errorf("%s: %v", query, p)
			}
			if got.Root == nil && got.Sort == (Sort{}) {
				t.Errorf("%s asks for nothing", query)
			}
		}
	}
	for _, form := range forms {
		for _, query := range strings.Split(strings.Trim(form.examples, "`"), "` `") {
			if got, p := Parse(query, noon); p != nil || got.Root == nil {
				t.Errorf("%s: %v", query, p)
			}
		}
	}
}
