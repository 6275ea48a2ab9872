package note

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

var sampleHeader = Header{
	Article: "news/japan-us-alliance.txt",
	Title:   "Japan's diplomatic blitz aims to keep US close: a view",
	Source:  "https://example.org/japan#top",
	Text:    "9c1f3ab2c4d5e6f70819",
}

func sampleNotes() []Note {
	made := time.Date(2026, 11, 23, 8, 15, 2, 0, time.UTC)
	return []Note{
		{ID: "aaaaaaaaaa", Kind: "highlight", Made: made, Body: "On the whole: **worth reading** again.\n\n- one\n- two #later"},
		{ID: "bbbbbbbbbb", Kind: "highlight", Made: made, Anchor: Anchor{
			Span: article.Span{Start: 40, End: 90}, Quote: "It will --> not end\n\nhere; nor\n    func here() {}\n\n\tthere", Before: "a -- b", After: "<!-- c -->",
		}},
		{ID: "cccccccccc", Kind: "question", Made: made, Changed: made.Add(time.Hour), Tags: []string{"security"}, Anchor: Anchor{
			Span: article.Span{Start: 2214, End: 2260}, Quote: "the core of Japan's national protection plan", Before: "connection with the US as “", After: "”, according to",
		}, Body: "Why does the strategy call the alliance the *core*? #security", Extra: map[string]json.RawMessage{"zotero": json.RawMessage(`{"key":"X-->"}`), "by": json.RawMessage(`"ana"`)}},
	}
}

const sampleFile = `---
manicule: 1
article: news/japan-us-alliance.txt
title: "Japan's diplomatic blitz aims to keep US close: a view"
source: https://example.org/japan#top
text: 9c1f3ab2c4d5e6f70819
---

# Notes on “Japan's diplomatic blitz aims to keep US close: a view”

<!-- note {"id":"aaaaaaaaaa","kind":"highlight","made":"2026-11-23T08:15:02Z"} -->

On the whole: **worth reading** again.

- one
- two #later

<!-- note {"id":"bbbbbbbbbb","kind":"highlight","made":"2026-11-23T08:15:02Z","at":[40,90],"before":"a -\u002d b","after":"<!-\u002d c -\u002d\u003e"} -->

> It will --> not end
>
> here; nor
>     func here() {}
>
> 	there

<!-- note {"id":"cccccccccc","kind":"question","made":"2026-11-23T08:15:02Z","changed":"2026-11-23T09:15:02Z","at":[2214,2260],"before":"connection with the US as “","after":"”, according to","tags":["security"],"by":"ana","zotero":{"key":"X-\u002d\u003e"}} -->

> the core of Japan's national protection plan

Why does the strategy call the alliance the *core*? #security
`

func TestFormat(t *testing.T) {
	f := New(sampleHeader)
	for _, i := range []int{2, 0, 1} {
		f.Put(sampleNotes()[i])
	}
	if diff := cmp.Diff(sampleFile, string(f.Format())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(sampleHeader, f.Header()); diff != "" {
		t.Error(diff)
	}
	if p := f.Problems(); len(p) > 0 || f.ReadOnly() != "" {
		t.Error(p, f.ReadOnly())
	}
}

func TestParse(t *testing.T) {
	f := Parse([]byte(sampleFile))
	want := sampleNotes()
	want[2].Extra["zotero"] = json.RawMessage(`{"key":"X-\u002d\u003e"}`)
	if diff := cmp.Diff(want, f.Notes()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(sampleHeader, f.Header()); diff != "" {
		t.Error(diff)
	}
}

// entryOf is a short entry as a reader might type it.
func entryOf(id, body string) string {
	return fmt.Sprintf("<!-- note {\"id\":%q,\"at\":[%d,99]} -->\n\n> q\n\n%s\n", id, id[0], body)
}

func TestBodiesComeBackAsTyped(t *testing.T) {
	for _, body := range []string{
		"plain", "", "two\n\nparagraphs", "    code first", "> a quote first", "  > a quote first",
		"# a heading", "text\n## and a heading\nmore", "```sh\n# no heading\n```", "```\nunclosed", "~~~ x\n```\n# in code\n~~~\n# out",
		"<!-- note {\"id\":\"evil\"} -->", "\\<!-- note x", "  \\\\<!-- /note -->", "<!-- /note -->\nafter",
		"<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> theirs", "---", "--- \n-->", "a\u2028b", "\xff\xfe no text \x00", "#tag", "trailing  \nspaces",
	} {
		for _, quote := range []string{"", "q"} {
			f := Parse([]byte(entryOf("a", "first") + "\n## Mine\n\nown text\n\n" + entryOf("c", "last")))
			f.Put(Note{ID: "b", Anchor: Anchor{Span: article.Span{Start: 'b', End: 99}, Quote: quote}, Body: body})
			again := Parse(f.Format())
			n, ok := again.Note("b")
			if !ok || n.Body != body || n.Anchor.Quote != quote {
				t.Errorf("body %q quote %q: got %q, %q in\n%s", body, quote, n.Body, n.Anchor.Quote, f.Format())
			}
			if len(again.Notes()) != 3 || again.ReadOnly() != "" || len(again.Problems()) > 0 {
				t.Errorf("body %q: %v %q", body, again.Problems(), again.ReadOnly())
			}
			if !f.Remove("b") || !strings.Contains(string(f.Format()), "own text") {
				t.Errorf("body %q: own text went with the note", body)
			}
		}
	}
}

func TestOwnTextStays(t *testing.T) {
	const own = "\n## My summary\n\nNo note at all.\n"
	f := Parse([]byte(sampleFile + own))
	n, _ := f.Note("cccccccccc")
	if strings.Contains(n.Body, "summary") {
		t.Fatalf("the reader's section became part of a note: %q", n.Body)
	}
	n.Body = "changed\n\n```\nunclosed"
	f.Put(n)
	f.Put(Note{ID: "dddddddddd", Anchor: Anchor{Span: article.Span{Start: 9000, End: 9001}, Quote: "z"}})
	if got := string(f.Format()); !strings.HasSuffix(got, "> z\n"+own) {
		t.Errorf("own text not where it was:\n%s", got)
	}
	for _, n := range f.Notes() {
		f.Remove(n.ID)
	}
	head, _, _ := strings.Cut(sampleFile, "\n<!--")
	if got := string(f.Format()); got != head+own {
		t.Errorf("after removing all notes:\n%q\nwant\n%q", got, head+own)
	}
}

func TestPutThenRemoveIsNothing(t *testing.T) {
	for _, id := range []string{"0", "b", "z"} {
		f := Parse([]byte(sampleFile))
		f.Put(Note{ID: id, Anchor: Anchor{Span: article.Span{Start: int(id[0]) * 20, End: 99999}, Quote: "q"}, Body: "x"})
		f.Remove(id)
		if diff := cmp.Diff(sampleFile, string(f.Format())); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEditLeavesOtherBytes(t *testing.T) {
	raw := strings.NewReplacer("\"kind\":\"highlight\",", "\"kind\":  \"highlight\" , ", "- one", "*  one").Replace(sampleFile)
	f := Parse([]byte(raw))
	n, _ := f.Note("cccccccccc")
	n.Body = "New words."
	f.Put(n)
	want := strings.Replace(raw, "Why does the strategy call the alliance the *core*? #security", "New words.", 1)
	if diff := cmp.Diff(want, string(f.Format())); diff != "" {
		t.Error(diff)
	}
}

func TestCRLF(t *testing.T) {
	f := Parse([]byte(strings.ReplaceAll(sampleFile, "\n", "\r\n")))
	if n, _ := f.Note("aaaaaaaaaa"); n.Body != sampleNotes()[0].Body {
		t.Errorf("body %q", n.Body)
	}
	f.Put(Note{ID: "dddddddddd", Anchor: Anchor{Span: article.Span{Start: 50, End: 60}, Quote: "a\n\nb"}, Body: "c\nd"})
	h := f.Header()
	h.Text = "feedfeed"
	f.SetHeader(h)
	if got := string(f.Format()); strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		t.Errorf("line ends are mixed now:\n%q", got)
	}
}

func TestProblems(t *testing.T) {
	tests := []struct{ name, give, want, readOnly string }{
		{"none", sampleFile, "", ""},
		{"empty", "", "", ""},
		{"no JSON", "<!-- note {\"id\":\"a\", -->\nx\n", "1: looks like a note, but its comment is not {…} followed by --> on one line", ""},
		{"bad JSON", "x\n\n<!-- note {\"id\" \"a\"} -->\nx\n", "3: looks like a note, but its {…} is not valid JSON", ""},
		{"no id", "x\n<!-- note {\"kind\":\"question\"} -->\nx\n", "2: is a note without an \"id\"", ""},
		{"bad place", "<!-- note {\"id\":\"a\",\"at\":[5,1]} -->\n\n> q\n", "1: \"at\" is not understood: [5,1]", ""},
		{"bad tags", "<!-- note {\"id\":\"a\",\"tags\":\"x\"} -->\n", "1: \"tags\" is not understood: \"x\"", ""},
		{"twice", entryOf("a", "x") + entryOf("a", "y"), "6: duplicate id a, first on line 1", ""},
		{"conflict", "<<<<<<< HEAD\n" + entryOf("a", "x") + "=======\n" + entryOf("a", "y") + ">>>>>>> other\n", "8: duplicate id a", "conflict markers"},
		{"deep quote is no conflict", ">>>>>>> q\n=======\n", "", ""},
		{"newer", "---\nmanicule: 2\n---\n", "", "newer manicule"},
		{"nonsense version", "---\nmanicule: one\n---\n", "", `its version is "one"`},
	}
	for _, test := range tests {
		f := Parse([]byte(test.give))
		var got []string
		for _, p := range f.Problems() {
			got = append(got, fmt.Sprintf("%d: %s", p.Line, p.What))
		}
		if text := strings.Join(got, "; "); !strings.HasPrefix(text, test.want) || (test.want == "") != (text == "") {
			t.Errorf("%s: problems %q, want %q", test.name, text, test.want)
		}
		if ro := f.ReadOnly(); !strings.Contains(ro, test.readOnly) || (test.readOnly == "") != (ro == "") {
			t.Errorf("%s: read-only %q, want %q", test.name, ro, test.readOnly)
		}
		if string(f.Format()) != test.give {
			t.Errorf("%s: bytes changed", test.name)
		}
	}
}

func TestBrokenEntryHidesNoOther(t *testing.T) {
	for _, broken := range []string{"<!-- note {\"id\": -->\n\n> lost\n\nwords\n", "<!-- note {\"id\":\"b\"}\n```\n", "<!-- note {}\n-->\n"} {
		f := Parse([]byte(entryOf("a", "x") + "\n" + broken + "\n" + entryOf("c", "y")))
		if n := f.Notes(); len(n) != 2 || n[0].Body != "x" || n[1].Body != "y" {
			t.Errorf("%q: notes %v", broken, n)
		}
		f.Remove("a")
		f.Remove("c")
		if !strings.Contains(string(f.Format()), broken) {
			t.Errorf("%q was damaged: %q", broken, f.Format())
		}
	}
}

func TestHeader(t *testing.T) {
	for _, h := range []Header{
		sampleHeader,
		{},
		{Article: "a.md"},
		{Article: "odd \xff\xfe name.md", Title: "ok"},
		{Article: "new\nline: \"x\" #y.md", Title: "  spaced  ", Source: "yes", Text: "2024"},
		{Article: "2024/04.md", Title: "12:30", Source: "0x1f", Text: "12e9"},
		{Article: "- x", Title: "'single'", Source: "[x]", Text: "~"},
		{Article: "…", Title: "don''t", Source: "a: b", Text: "!!binary x"},
	} {
		f := New(h)
		f.Put(Note{ID: "a", Body: "x"})
		if diff := cmp.Diff(h, Parse(f.Format()).Header()); diff != "" {
			t.Errorf("%+v: %s\n%s", h, diff, f.Format())
		}
	}
}

func TestSetHeaderTouchesOnlyItsKeys(t *testing.T) {
	f := Parse([]byte("---\r\n# mine\r\ntags: [a,\r\n  b]\r\narticle: 'it''s.md' # here\r\ntitle: >-\r\n  folded\r\n  title\r\n---\r\nx"))
	if diff := cmp.Diff(Header{Article: "it's.md", Title: "folded title"}, f.Header()); diff != "" {
		t.Error(diff)
	}
	f.SetHeader(Header{Article: "it's.md", Title: "New", Text: "abc"})
	want := "---\r\n# mine\r\ntags: [a,\r\n  b]\r\narticle: 'it''s.md' # here\r\ntitle: New\r\nmanicule: \"1\"\r\ntext: abc\r\n---\r\nx"
	if diff := cmp.Diff(want, string(f.Format())); diff != "" {
		t.Error(diff)
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(sampleFile), "body", "quote", 50)
	f.Add([]byte(entryOf("a", "x")+"<!-- /note -->\nmine\n"+entryOf("c", "# y")), "```\n", "", 0)
	f.Add([]byte("---\nmanicule: 1\n<!-- note {\"id\":\"a\"} -->\n---\n\r\n\r\n<!-- note{\"id\":\"b\"} -->"), "> x\r\n# y", "\n", -1)
	f.Fuzz(func(t *testing.T, data []byte, body, quote string, at int) {
		file := Parse(data)
		if string(file.Format()) != string(data) {
			t.Fatalf("round trip: %q became %q", data, file.Format())
		}
		before := file.Notes()
		n := Note{ID: "~", Body: body, Anchor: Anchor{Span: article.Span{Start: at, End: at + 9}, Quote: quote}}.Tidy()
		file.Put(n)
		got, ok := Parse(file.Format()).Note("~")
		if diff := cmp.Diff(n, got); !ok || diff != "" && !hasNote(before, "~") {
			t.Fatalf("put changed the note: %s\n%s", diff, file.Format())
		}
		sameOthers(t, before, Parse(file.Format()).Notes())
		file.Remove("~")
		sameOthers(t, before, Parse(file.Format()).Notes())
	})
}

func hasNote(notes []Note, id string) bool {
	return slices.ContainsFunc(notes, func(n Note) bool { return n.ID == id })
}

func sameOthers(t *testing.T, before, after []Note) {
	t.Helper()
	other := func(n Note) bool { return n.ID == "~" }
	before, after = slices.DeleteFunc(slices.Clone(before), other), slices.DeleteFunc(slices.Clone(after), other)
	if diff := cmp.Diff(before, after, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("other notes changed: %s", diff)
	}
}

// TestModel runs random edits against a map.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		own := rapid.SampledFrom([]string{"", "\nmine\n", "\n## Mine\n\ntext\n", "no line end"}).Draw(t, "own")
		f := Parse(append(New(sampleHeader).Format(), own...))
		model := map[string]Note{}
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab\n> #`<!-/note{}\\\r\té-")), 0, 40, -1)
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				n := Note{ID: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "id"), Body: text.Draw(t, "body")}
				n.Anchor = Anchor{Quote: text.Draw(t, "quote"), Before: text.Draw(t, "before")}
				n.Anchor.Span = article.Span{Start: rapid.IntRange(0, 9).Draw(t, "at"), End: 10}
				f.Put(n)
				model[n.ID] = n.Tidy()
			},
			"remove": func(t *rapid.T) {
				id := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "id")
				if _, known := model[id]; f.Remove(id) != known {
					t.Fatalf("remove %s: known %v", id, known)
				}
				delete(model, id)
			},
			"reread": func(*rapid.T) { f = Parse(f.Format()) },
			"": func(t *rapid.T) {
				check(t, f, model)
				check(t, Parse(f.Format()), model)
				if !strings.Contains(string(f.Format()), own) {
					t.Fatalf("own text is gone:\n%s", f.Format())
				}
			},
		})
	})
}

func check(t *rapid.T, f *File, model map[string]Note) {
	notes := f.Notes()
	if len(notes) != len(model) || len(f.Problems()) > 0 {
		t.Fatalf("%d notes, want %d; %v", len(notes), len(model), f.Problems())
	}
	for i, n := range notes {
		if diff := cmp.Diff(model[n.ID], n); diff != "" {
			t.Fatal(diff)
		}
		if i > 0 && notes[i-1].position() > n.position() {
			t.Fatalf("not in order of position: %v", notes)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	f := New(sampleHeader)
	for i := range 1000 {
		f.Put(Note{ID: NewID(), Kind: "question", Anchor: Anchor{Span: article.Span{Start: i, End: i + 100}, Quote: strings.Repeat("word ", 20)}, Body: strings.Repeat("A thought. ", 10)})
	}
	data := f.Format()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Parse(data)
	}
}
