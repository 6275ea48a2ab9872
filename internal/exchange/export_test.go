package exchange

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"manicule/internal/article"
	"manicule/internal/note"
)

var exportTime = time.Date(2026, 11, 23, 8, 15, 2, 0, time.UTC)

const exportText = "# Ébb\n\nThe tide *never* waits.\n"

// exported is one article with every sort of note, and one that is gone.
func exported() []note.ArticleNotes {
	return []note.ArticleNotes{{
		Path: "sea/a (1).md", Title: "On *Tides*", Author: "A. Moon", Site: "The Shore", Source: "https://example.org/tides",
		Published: time.Date(2024, 4, 12, 0, 0, 0, 0, time.UTC), Text: exportText,
		Notes: []note.ResolvedNote{
			{Note: note.Note{ID: "0000000001", Kind: "highlight", Made: exportTime, Body: "Read it again.\n\n# Later\n\n```\nopen"}, Match: note.Match{State: note.Exact}},
			{
				Note: note.Note{
					ID: "0000000002", Kind: "question", Made: exportTime, Changed: exportTime.Add(time.Hour),
					Anchor: note.Anchor{Span: article.Span{Start: 8, End: 31}, Quote: "The tide never waits.\n\n* * *", Before: "Ébb ", After: ""},
					Body:   "Who says \"so\", #rumour?", Tags: []string{"har-bour", "rumour"},
				},
				Match: note.Match{Span: article.Span{Start: 8, End: 31}, State: note.Edited, Confidence: .9},
			},
		},
	}, {
		Path: "gone.md", Title: "Gone:",
		Notes: []note.ResolvedNote{{Note: note.Note{ID: "0000000003", Kind: "highlight", Anchor: note.Anchor{Quote: "#+begin_src"}}, Match: note.Match{State: note.Lost}}},
	}}
}

func TestExportMarkdown(t *testing.T) {
	want := strings.ReplaceAll(`# On \*Tides\*

A. Moon · The Shore · 2024-04-12 · <https://example.org/tides> · [sea/a (1).md](sea/a%20%281%29.md)

Read it again.

# Later

'''
open
'''

*highlight · 2026-11-23*

> The tide never waits.
>
> * * *

Who says "so", #rumour?

*question · edited · #har-bour · 2026-11-23*

# Gone:

[gone.md](gone.md)

> #+begin_src

*highlight · lost*
`, "'''", "```")
	if diff := cmp.Diff(want, ExportMarkdown(exported())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExportOrg(t *testing.T) {
	want := strings.ReplaceAll(`* On *Tides*
:PROPERTIES:
:PATH: sea/a (1).md
:SOURCE: https://example.org/tides
:AUTHOR: A. Moon
:SITE: The Shore
:PUBLISHED: [2024-04-12 Fri]
:END:
** highlight: Read it again. # Later '''open
:PROPERTIES:
:ID: 0000000001
:CREATED: [2026-11-23 Mon 08:15]
:PATH: sea/a (1).md
:KIND: highlight
:STATE: exact
:END:

Read it again.

,# Later

'''
open

** question: The tide never waits. * * * :har_bour:rumour:
:PROPERTIES:
:ID: 0000000002
:CREATED: [2026-11-23 Mon 08:15]
:CHANGED: [2026-11-23 Mon 09:15]
:PATH: sea/a (1).md
:KIND: question
:STATE: edited
:END:

#+begin_quote
The tide never waits.

,* * *
#+end_quote

Who says "so", #rumour?

* Gone:`+nothingSeen+`
:PROPERTIES:
:PATH: gone.md
:END:
** highlight: #+begin_src
:PROPERTIES:
:ID: 0000000003
:PATH: gone.md
:KIND: highlight
:STATE: lost
:END:

#+begin_quote
,#+begin_src
#+end_quote

`, "'''", "```")
	want = strings.Replace(want, "```open", "``` open", 1)
	if diff := cmp.Diff(want, ExportOrg(exported())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOrgText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"* a headline", ",* a headline"},
		{"** deeper\nplain", ",** deeper\nplain"},
		{"**bold** stays", "**bold** stays"},
		{"  * an item stays", "  * an item stays"},
		{"# a comment", ",# a comment"},
		{"#tag stays", "#tag stays"},
		{"  #+end_quote", ",  #+end_quote"},
		{":END:", ",:END:"},
		{",* typed so", ",,* typed so"},
		{", a comma stays", ", a comma stays"},
	} {
		if got := orgText(c.text); got != c.want {
			t.Errorf("orgText(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	for _, c := range []struct{ title, want string }{
		{"TODO lists", nothingSeen + "TODO lists"},
		{"TODOs of others", "TODOs of others"},
		{"[#A] first", nothingSeen + "[#A] first"},
		{"two\nlines", "two lines"},
	} {
		if got := orgTitle(c.title); got != c.want {
			t.Errorf("orgTitle(%q) = %q, want %q", c.title, got, c.want)
		}
	}
}

// TestExportCSV reads back what was written: quotes, commas, line ends and
// what a spreadsheet would take for a formula are as they were.
func TestExportCSV(t *testing.T) {
	all := exported()
	all[1].Notes[0].Body = "=1+1"
	all[1].Notes[0].Kind = "doubt"
	rows, err := csv.NewReader(strings.NewReader(ExportCSV(all))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Highlight", "Title", "Author", "URL", "Note", "Location", "Date"},
		{"Read it again.\n\n# Later\n\n```\nopen", "On *Tides*", "A. Moon", "https://example.org/tides", ".on-article", "", "2026-11-23 08:15:02+00:00"},
		{"The tide never waits.\n\n* * *", "On *Tides*", "A. Moon", "https://example.org/tides", ".question .har-bour\nWho says \"so\", #rumour?", "8", "2026-11-23 08:15:02+00:00"},
		{"#+begin_src", "Gone:", "", "", ".doubt\n=1+1", "", ""},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestOpenWord: what leads back to the passage stands in every form that has a
// place for it.
func TestOpenWord(t *testing.T) {
	all := exported()
	for i := range all {
		all[i].Open = "shelf/" + all[i].Path
		all[i].Lines = func(int) (int, string) { return 7, "" }
	}
	word := all[0].Open + ":7"
	for name, text := range map[string]string{"csv": ExportCSV(all), "jsonld": ExportJSONLD(all), "org": ExportOrg(all)} {
		if n := strings.Count(text, word); n != 1 {
			t.Errorf("%s has %s %d times:\n%s", name, word, n, text)
		}
	}
}

func TestExportJSONLD(t *testing.T) {
	var got collection
	if err := json.Unmarshal([]byte(ExportJSONLD(exported())), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "AnnotationCollection" || got.Total != 3 || len(got.First.Items) != 3 {
		t.Fatalf("%s of %d with %d items", got.Type, got.Total, len(got.First.Items))
	}
	if diff := cmp.Diff([]any{annoContext, map[string]any{"manicule": urn}}, got.Context); diff != "" {
		t.Errorf("context (-want +got):\n%s", diff)
	}
	const text = "The tide *never* waits."
	start := utf8.RuneCountInString(exportText[:strings.Index(exportText, text)])
	end := start + utf8.RuneCountInString(text)
	want := annotation{
		ID: "urn:manicule:0000000002", Type: "Annotation", Motivation: []string{"commenting", "tagging"},
		Created: "2026-11-23T08:15:02Z", Modified: "2026-11-23T09:15:02Z", Kind: "question", State: "edited",
		Body: []annotationBody{
			{"TextualBody", "Who says \"so\", #rumour?", "text/markdown", "commenting"},
			{"TextualBody", "har-bour", "", "tagging"},
			{"TextualBody", "rumour", "", "tagging"},
		},
		Target: annotationTarget{
			"SpecificResource", "https://example.org/tides", "sea/a%20%281%29.md", "On *Tides*", "A. Moon", "",
			[]selector{
				{Type: "TextQuoteSelector", Exact: "The tide never waits.\n\n* * *", Prefix: "Ébb "},
				{Type: "TextPositionSelector", Start: &start, End: &end},
			},
		},
	}
	if diff := cmp.Diff(want, got.First.Items[1]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	gone := got.First.Items[2]
	if gone.Target.Source != "gone.md" || len(gone.Target.Selector) != 1 || gone.Motivation[0] != "highlighting" {
		t.Errorf("lost note: %+v", gone)
	}
	if whole := got.First.Items[0]; whole.Target.Selector != nil {
		t.Errorf("note on the article has selectors: %+v", whole)
	}
}

// TestExportNothing says what there is of no notes: documents that are whole.
func TestExportNothing(t *testing.T) {
	var got collection
	if err := json.Unmarshal([]byte(ExportJSONLD(nil)), &got); err != nil || got.First.Items == nil {
		t.Errorf("JSON-LD of no notes: %+v, %v", got, err)
	}
	if got := ExportMarkdown(nil) + ExportOrg(nil); got != "" {
		t.Errorf("text of no notes: %q", got)
	}
}

func TestCounter(t *testing.T) {
	c := counter{text: "aé東𝔘z"}
	for _, p := range []struct{ off, want int }{{0, 0}, {3, 2}, {6, 3}, {1, 1}, {10, 4}, {11, 5}, {99, 5}} {
		if got := c.point(p.off); got != p.want {
			t.Errorf("byte %d is code point %d, want %d", p.off, got, p.want)
		}
	}
}

func TestReference(t *testing.T) {
	for path, want := range map[string]string{
		"a/b.md":      "a/b.md",
		"a b?#%.md":   "a%20b%3F%23%25.md",
		"x:y.md":      "./x:y.md",
		"(draft).md":  "%28draft%29.md",
		"caf\xe9.md":  "caf%E9.md",
		"new\nrow.md": "new%0Arow.md",
	} {
		if got := reference(path); got != want {
			t.Errorf("reference(%q) = %q, want %q", path, got, want)
		}
	}
}
