package exchange

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"manicule/internal/article"
	"manicule/internal/note"
)

const mrsfSample = `mrsf_version: "1.0"
document: docs/kelp.md
x_owner: ann
comments:
  - id: c1
    author: Ann Roe (ann)
    timestamp: "2026-03-02T17:05:06+02:00"
    text: |
      Is it so?
      Look again.
    resolved: true
    type: accuracy
    severity: high
    selected_text: grows **fast**
    line: 5
    start_column: 5
    end_column: 17
    x_tool: {nested: [1, two]}
  - id: c2
    author: A bot
    timestamp: "2026-03-02T17:06:00Z"
    text: It does.
    resolved: false
    reply_to: c1
  - id: c3
    author: Ann Roe (ann)
    timestamp: "2026-03-03T00:00:00Z"
    text: This line.
    resolved: false
    type: style
    line: 6
    commit: 0123abc
`

func TestImportMRSF(t *testing.T) {
	t.Parallel()
	notes, problems, err := Import("", "kelp.md.review.yaml", []byte(mrsfSample))
	if err != nil || len(problems) > 0 || len(notes) != 3 {
		t.Fatal(notes, problems, err)
	}
	for i, want := range []struct {
		quote, body, kind string
		lines             FileLines
	}{{"grows **fast**", "Is it so?\nLook again.\n", "doubt", FileLines{5, 5}}, {"grows **fast**", "It does.", "highlight", FileLines{5, 5}}, {"", "This line.", "highlight", FileLines{6, 6}}} {
		n := notes[i]
		if n.Anchor.Quote != want.quote || strings.TrimSpace(n.Body) != strings.TrimSpace(want.body) || n.Kind != want.kind || n.Path != "docs/kelp.md" || n.Lines != want.lines {
			t.Errorf("%d: %+v", i, n)
		}
	}
	for _, bad := range []string{"mrsf_version: '2.0'\ncomments: []\n", "mrsf_version: [\n"} {
		if _, _, err := Import("mrsf", "", []byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestMRSFRoundTrip holds that comments come back as they were: in YAML and
// JSON, what is not ours too.
func TestMRSFRoundTrip(t *testing.T) {
	t.Parallel()
	text := "# Kelp\n\nKelp grows **fast**.\nIt also rests.\n"
	notes, _, err := Import("", "", []byte(mrsfSample))
	if err != nil {
		t.Fatal(err)
	}
	m := note.ArticleNotes{Path: "docs/kelp.md", Text: text, Lines: func(at int) (int, string) { return 3 + strings.Count(text[:at], "\n"), "" }}
	for i, n := range notes {
		at := strings.Index(text, []string{"grows **fast**", "grows **fast**", "It also rests."}[i])
		if i == 2 {
			n.Anchor.Quote = "It also rests." // as its line says
		}
		span := article.Span{Start: at, End: at + len("grows **fast**")}
		m.Notes = append(m.Notes, note.ResolvedNote{Note: n.Tidy(), Match: note.Match{State: note.Exact, Span: span}})
	}
	var want, got map[string]any
	if err := yaml.Unmarshal([]byte(mrsfSample), &want); err != nil {
		t.Fatal(err)
	}
	out := ExportMRSF([]note.ArticleNotes{m})
	if err := yaml.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	comments := got["comments"].([]any)
	for _, key := range []string{"end_line", "start_column", "end_column"} { // what is told more exactly than it was
		delete(comments[0].(map[string]any), "end_line")
		delete(comments[2].(map[string]any), key)
	}
	first := want["comments"].([]any)[0].(map[string]any)
	first["text"] = strings.TrimSpace(first["text"].(string))
	first["start_column"], first["end_column"] = 5, 19
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, out)
	}
	again, _, err := Import("", "", []byte(out))
	if err != nil || len(again) != 3 || again[0].ID != notes[0].ID || ExportMRSF([]note.ArticleNotes{m, m}) != out+"---\n"+out {
		t.Errorf("again: %v %v", again, err)
	}
}

func TestExportMRSF(t *testing.T) {
	t.Parallel()
	text := "Kelp grows.\nIt rests.\n"
	m := note.ArticleNotes{Path: "kelp.md", Text: text, Lines: func(at int) (int, string) { return 4 + strings.Count(text[:at], "\n"), "" }, Notes: []note.ResolvedNote{
		{Note: note.Note{ID: "aaaaaaaaaa", Kind: "question", Body: "Why: “so”?", Anchor: note.Anchor{Quote: "grows. It"}}, Match: note.Match{State: note.Exact, Span: article.Span{Start: 5, End: 14}}},
		{Note: note.Note{ID: "bbbbbbbbbb", Kind: "highlight", Anchor: note.Anchor{Quote: "gone"}}, Match: note.Match{State: note.Lost}},
	}}
	want := `mrsf_version: "1.0"
document: kelp.md
comments:
  - id: aaaaaaaaaa
    author: manicule
    timestamp: "0001-01-01T00:00:00Z"
    text: 'Why: “so”?'
    resolved: false
    type: question
    selected_text: |-
      grows.
      It
    line: 4
    end_line: 5
    start_column: 5
    end_column: 2
  - id: bbbbbbbbbb
    author: manicule
    timestamp: "0001-01-01T00:00:00Z"
    text: ""
    resolved: false
    selected_text: gone
`
	if diff := cmp.Diff(want, ExportMRSF([]note.ArticleNotes{m})); diff != "" {
		t.Error(diff)
	}
}
