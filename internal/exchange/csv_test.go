package exchange

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"manicule/internal/note"
)

// TestCSVKeepsEveryNote exports a note with any tags, kind and words and
// imports it again.
func TestCSVKeepsEveryNote(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("ab.é, \"#-=")), 0, 8, -1)
	tag := rapid.OneOf(word, rapid.SampledFrom([]string{"machine learning", "a,b", `the "old" one`, "question", "highlight", onArticle, ".net", "..", "'x'"}))
	rapid.Check(t, func(rt *rapid.T) {
		n := note.Note{
			Kind: rapid.SampledFrom(note.KindNames()).Draw(rt, "kind"),
			Body: strings.TrimSpace(strings.Join(rapid.SliceOfN(word, 0, 3).Draw(rt, "words"), "\n")),
			Tags: usable(rapid.SliceOfN(tag, 0, 4).Draw(rt, "tags")),
		}
		if n.Anchor.Quote = "the tide"; n.Body != "" && rapid.Bool().Draw(rt, "on the article") {
			n.Anchor.Quote = ""
		}
		text := ExportCSV([]note.ArticleNotes{{Title: "Tea", Notes: []note.ResolvedNote{{Note: n}}}})
		got, problems, err := Import("", "export.csv", []byte(text))
		if err != nil || len(problems) > 0 || len(got) != 1 {
			rt.Fatalf("%v, %v, %d notes of\n%s", err, problems, len(got), text)
		}
		was, is := n.AllTags(), got[0].AllTags()
		slices.Sort(was)
		slices.Sort(is)
		if diff := cmp.Diff(was, is, cmpopts.EquateEmpty()); diff != "" || got[0].Kind != n.Kind || got[0].Body != n.Body || got[0].Anchor.Quote != n.Anchor.Quote {
			rt.Errorf("%+v became %+v:\n%s\n%s", n, got[0].Note, text, diff)
		}
	})
}

// usable are tags as a reader can give them.
func usable(tags []string) []string {
	for i, tag := range tags {
		tags[i] = strings.Join(strings.Fields(strings.TrimLeft(strings.TrimSpace(tag), "#")), " ")
	}
	return note.UniqueTags(slices.DeleteFunc(tags, func(tag string) bool { return tag == "" }))
}

// TestFormatIsToldByStructure imports files that speak of another format.
func TestFormatIsToldByStructure(t *testing.T) {
	clipping := "Highlight, a book (Ann Roe)\n- Your Highlight at location 1-2 | Added on Monday, 3 June 2019 10:12:14\n\nNot ========== the end, /ns/anno \"uri\" \"target\"\n==========\n"
	for _, tt := range []struct{ name, from, text string }{
		{"a line of a clipping in a CSV", "readwise", "Highlight,Title\n\"one\n==========\n- two\n==========\nthree\",Tea\n"},
		{"all names in a CSV", "readwise", "Title,Highlight\nTea,\"\"\"entries\"\" \"\"md5sum\"\" /ns/anno -- we can read Lua\"\n"},
		{"a CSV's name in a clipping", "kindle", clipping},
		{"a web annotation's address in Hypothesis' words", "hypothesis", `{"rows":[{"id":"a","uri":"https://e.org/p","text":"see http://www.w3.org/ns/anno and \"entries\", \"md5sum\"","target":[{"source":"https://e.org/p"}]}]}`},
		{"Hypothesis' names in a web annotation", "web annotation", `{"@context":["http://www.w3.org/ns/anno.jsonld"],"id":"http://e.org/1","type":"Annotation","bodyValue":"\"uri\" \"target\"","target":"http://e.org/page"}`},
		{"Hypothesis' names in KOReader's words", "koreader", `{"title":"Tea","author":"A","entries":[{"text":"\"uri\": \"target\": /ns/anno","time":1577872800}],"md5sum":"x"}`},
	} {
		notes, _, err := Import("", "file", []byte(tt.text))
		if err != nil || len(notes) != 1 {
			t.Errorf("%s: %d notes, %v", tt.name, len(notes), err)
			continue
		}
		if from := strings.Trim(string(notes[0].Extra["from"]), `"`); from != tt.from {
			t.Errorf("%s: taken for %q, not %q", tt.name, from, tt.from)
		}
	}
	if _, _, err := Import("", "file", []byte("Title\n==========\nnothing\n")); err == nil {
		t.Error("a line of signs alone is taken for a Kindle's clippings")
	}
}

// Some Kindles tell no seconds, and some the distance from Greenwich: the time
// is the device's own.
func TestClippingClock(t *testing.T) {
	for line, want := range map[string]string{
		"Added on 2013年8月5日 星期一 上午09时11分28秒 GMT+08:00":                  "2013-08-05 09:11:28",
		"Hinzugefügt am Dienstag, 3. August 2021 um 4.46 Uhr GMT+07:29": "2021-08-03 04:46:00",
		"Added on Monday, 3 June 2019 10:12:14 PM GMT-0930":             "2019-06-03 22:12:14",
		"2019年3月4日 下午1点2分":                                              "2019-03-04 13:02:00",
		"Added on Monday, 3 June 2019 UTC+1":                            "2019-06-03 00:00:00",
		"Added on Monday, 3 June 2019 29:00":                            "2019-06-03 00:00:00",
	} {
		if got := clippingTime(line).Format(time.DateTime); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}
