package overlay

import (
	"strings"
	"testing"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/ui/pane"
)

// What links to the article stands in the info as soon as it is known, and what
// was left out of a page says which key shows it.
func TestInfo(t *testing.T) {
	page := "<title>The Weir</title><nav><a href=b.html>Canals of the county</a></nav><article><h1>The Weir</h1>" +
		strings.Repeat("<p>It was built by hand, and held for a hundred years, until the flood.</p>", 12) + "</article>"
	a, err := article.Parse("weir.html", []byte(page))
	if err != nil || len(a.Removed) == 0 {
		t.Fatal(a, err)
	}
	e := &pane.Env{W: 80, H: 40, Lib: &library.Library{}}
	named := func(text string) string {
		return strings.NewReplacer("{whole page}", "W", "{what links here}", "B").Replace(text)
	}
	i := newInfo(e, About{Article: a, Path: "weir.html", Named: named})
	text := func() string {
		var all []string
		for _, l := range i.lines(60) {
			all = append(all, l.Key+" "+l.Text)
		}
		return strings.Join(all, "\n")
	}
	for _, want := range []string{"title The Weir", "linked from …", "W shows the whole page"} {
		if !strings.Contains(text(), want) {
			t.Errorf("%q is missing in:\n%s", want, text())
		}
	}
	i.OnAnswer(func() {
		i.links = Backlinks{Known: true, Links: []library.Backlink{{Title: "Canals", Text: "see the weir"}}}
	})
	if got := text(); !strings.Contains(got, "linked from Canals: see the weir") || !strings.Contains(got, "B lists them") {
		t.Errorf("after the answer:\n%s", got)
	}
}
