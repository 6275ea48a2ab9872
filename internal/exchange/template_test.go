package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/note"
)

func templated(t testing.TB, name string, byDay bool, all ...note.ArticleNotes) []NotesFile {
	t.Helper()
	tmpl, ok := NewTemplate(name)
	if !ok {
		t.Fatalf("there is no template %q", name)
	}
	files, err := tmpl.Files(all, byDay)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func kelpNotes() note.ArticleNotes {
	made := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	return note.ArticleNotes{Path: "sea/kelp.txt", Title: `Kelp "x"`, Author: "Ann Roe", Source: "https://a.example/k", Text: "Kelp grows.\n", Notes: []note.ResolvedNote{
		{Note: note.Note{ID: "aaaaaaaaaa", Kind: "question", Made: made, Body: "Why?\n* so", Tags: []string{"low tide"}, Anchor: note.Anchor{Quote: "Kelp\n\ngrows."}}, Match: note.Match{State: note.Exact, Span: article.Span{Start: 0, End: 11}}},
		{Note: note.Note{ID: "bbbbbbbbbb", Kind: "highlight", Made: made.AddDate(0, 0, 1), Anchor: note.Anchor{Quote: "grows."}}, Match: note.Match{State: note.Lost}},
	}}
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"obsidian": "---\ntitle: \"Kelp \\\"x\\\"\"\nauthor: \"Ann Roe\"\nsource: \"https://a.example/k\"\ntags: [manicule]\n---\n\n# Kelp \"x\"\n\n<!-- manicule aaaaaaaaaa HASH -->\n> [!quote] question\n> Kelp\n>\n> grows.\n\nWhy?\n* so\n\n#low-tide\n<!-- /manicule aaaaaaaaaa -->\n\n<!-- manicule bbbbbbbbbb HASH -->\n> [!quote] highlight\n> grows.\n<!-- /manicule bbbbbbbbbb -->\n",
		"logseq":   "title:: Kelp \"x\"\nauthor:: Ann Roe\nsource:: https://a.example/k\n\n<!-- manicule aaaaaaaaaa HASH -->\n- > Kelp grows.\n  kind:: question\n  tags:: low-tide\n\t- Why? * so\n<!-- /manicule aaaaaaaaaa -->\n\n<!-- manicule bbbbbbbbbb HASH -->\n- > grows.\n  kind:: highlight\n<!-- /manicule bbbbbbbbbb -->\n",
		"org":      "#+title: Kelp \"x\"\n#+author: Ann Roe\n#+source: https://a.example/k\n\n# manicule aaaaaaaaaa HASH\n* question :low_tide:\n#+begin_quote\nKelp\n\ngrows.\n#+end_quote\nWhy?\n,* so\n# /manicule aaaaaaaaaa\n\n# manicule bbbbbbbbbb HASH\n* highlight\n#+begin_quote\ngrows.\n#+end_quote\n# /manicule bbbbbbbbbb\n",
		"plain":    "Kelp \"x\"\nAnn Roe\nhttps://a.example/k\n\n[manicule aaaaaaaaaa HASH]\n“Kelp\n\ngrows.”\nWhy?\n* so\n(question #low tide)\n[/manicule aaaaaaaaaa]\n\n[manicule bbbbbbbbbb HASH]\n“grows.”\n(highlight)\n[/manicule bbbbbbbbbb]\n",
	} {
		files := templated(t, name, false, kelpNotes())
		if len(files) != 1 {
			t.Fatalf("%s: %d files", name, len(files))
		}
		got := files[0].Update("", func(string) bool { return false })
		for _, b := range files[0].Blocks {
			got = strings.Replace(got, blockHash(b.Text), "HASH", 1)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	days := templated(t, "obsidian", true, kelpNotes())
	if len(days) != 2 || days[0].Name != "2026-03-02.md" || !strings.Contains(days[1].Blocks[0].Text, "[!quote] highlight · Kelp") {
		t.Errorf("%+v", days)
	}
	if files := templated(t, "org", false, kelpNotes()); files[0].Name != "sea/kelp.org" {
		t.Error(files[0].Name)
	}
}

func TestOwnTemplate(t *testing.T) {
	t.Parallel()
	tmpl, err := ParseTemplate("mine.txt.tmpl", `{{.Quote}} ({{date "2 Jan" .Made}}, {{.Article.Title}}, {{.State}})`)
	if err != nil {
		t.Fatal(err)
	}
	files, err := tmpl.Files([]note.ArticleNotes{kelpNotes()}, false)
	if err != nil || files[0].Name != "sea/kelp.txt" || files[0].Blocks[1].Text != "grows. (3 Mar, Kelp \"x\", lost)\n" {
		t.Errorf("%+v %v", files, err)
	}
	for _, bad := range []string{"{{.Quote", "{{nothing .}}"} {
		if _, err := ParseTemplate("x", bad); err == nil {
			t.Errorf("%q is a template", bad)
		}
	}
	for _, bad := range []string{"{{.Nothing}}", `{{define "x"}}{{template "x" .}}xxxxxxxxxx{{end}}{{template "x" .}}`} {
		tmpl, err := ParseTemplate("x", bad)
		if err == nil {
			_, err = tmpl.Files([]note.ArticleNotes{kelpNotes()}, false)
		}
		if err == nil {
			t.Errorf("%q runs", bad)
		}
	}
}

// TestUpdateKeepsWhatIsNotOurs holds that what somebody wrote between and
// within notes stays, while the others are brought up to date.
func TestUpdateKeepsWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	none := func(string) bool { return false }
	block := func(id, text string) NoteBlock { return NoteBlock{strings.Repeat(id, 10), text + "\n"} }
	f := NotesFile{Name: "k.md", Head: "# Kelp\n", Blocks: []NoteBlock{block("a", "one"), block("c", "three")}}
	first := f.Update("", none)
	mine := strings.Replace(first, "# Kelp\n", "# Kelp, as I call it\n\nBefore all.\n", 1)
	mine = strings.Replace(mine, "\n<!-- manicule cccccccccc", "\nBetween.\n\n<!-- manicule cccccccccc", 1)
	mine = strings.Replace(mine, "three\n", "three, and mine\n", 1) + "\nAt the end, without a line end"
	f.Blocks = []NoteBlock{block("a", "one, changed"), block("b", "two"), block("c", "three, changed"), block("d", "four")}
	got := f.Update(mine, none)
	for _, part := range []string{"# Kelp, as I call it\n\nBefore all.\n", "\nBetween.\n", "three, and mine\n", "\nAt the end, without a line end", "one, changed\n", "two\n", "four\n"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is gone from\n%s", part, got)
		}
	}
	for _, part := range []string{"one\n<", "three, changed"} {
		if strings.Contains(got, part) {
			t.Errorf("%q is in\n%s", part, got)
		}
	}
	if order := []int{strings.Index(got, "one,"), strings.Index(got, "two"), strings.Index(got, "three"), strings.Index(got, "four")}; order[0] > order[1] || order[1] > order[2] || order[2] > order[3] {
		t.Errorf("the order is %v in\n%s", order, got)
	}
	if again := f.Update(got, none); again != got {
		t.Errorf("a second time: %s", cmp.Diff(got, again))
	}
	f.Blocks = f.Blocks[1:]
	deleted := f.Update(got, func(id string) bool { return id[0] == 'a' || id[0] == 'c' })
	if strings.Contains(deleted, "one, changed") || !strings.Contains(deleted, "three, and mine") {
		t.Errorf("after deletions:\n%s", deleted)
	}
}

// TestUpdateKeepsLines holds of any file that no line goes but those of blocks
// that nobody changed.
func TestUpdateKeepsLines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		line := rapid.SampledFrom([]string{"own", "", "<!-- manicule aaaaaaaaaa 00000000 -->", "<!-- /manicule aaaaaaaaaa -->", "<!-- /manicule bbbbbbbbbb -->", "- <!-- manicule cccccccccc 12345678 -->", "> quote"})
		was := strings.Join(rapid.SliceOfN(line, 0, 10).Draw(rt, "lines"), "\n")
		f := NotesFile{Name: "k.md", Head: "# H\n", Blocks: []NoteBlock{{"aaaaaaaaaa", "a\n"}, {"bbbbbbbbbb", unnamed(was + "\n")}}}
		got := f.Update(was, func(string) bool { return true })
		for l := range strings.Lines(was) {
			if !strings.Contains(got, strings.TrimSuffix(l, "\n")) {
				rt.Fatalf("%q is gone: %q became %q", l, was, got)
			}
		}
		if again := f.Update(got, func(string) bool { return false }); again != got {
			rt.Fatalf("%q, again %q", got, again)
		}
	})
}

func TestExportAnki(t *testing.T) {
	t.Parallel()
	m := kelpNotes()
	m.Notes[0].Body = "Why\t<b>?</b>\nSo."
	want := "#separator:tab\n#html:true\n#columns:ID\tFront\tBack\tSource\tTags\n#guid column:1\n#tags column:5\n" +
		"aaaaaaaaaa\tWhy &lt;b&gt;?&lt;/b&gt;<br>So.\tKelp<br><br>grows.\t<a href=\"https://a.example/k\">Kelp &#34;x&#34;</a>\tmanicule question low_tide\n" +
		"bbbbbbbbbb\tKelp &#34;x&#34;: grows.\tgrows.\t<a href=\"https://a.example/k\">Kelp &#34;x&#34;</a>\tmanicule highlight\n"
	if diff := cmp.Diff(want, ExportAnki([]note.ArticleNotes{m})); diff != "" {
		t.Error(diff)
	}
}
