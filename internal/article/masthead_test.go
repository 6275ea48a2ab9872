package article

import (
	"strings"
	"testing"
	"time"
)

func TestMasthead(t *testing.T) {
	body := para + "\n\n" + para2
	tests := []struct {
		name, text          string
		title, site, author string
		published           string
		begins              string // how the text begins
		removed             int
	}{
		{
			"title twice in two typographies", "Japan’s blitz aims to keep US close – Asia Times\n\nJapan's blitz aims to keep US close - Asia Times\n\n" + body,
			"Japan’s blitz aims to keep US close", "Asia Times", "", "", "April 2024", 2,
		},
		{"title, then title without the site", "Why the yen fell | The Ledger\n\nWhy the Yen Fell\n\n" + body, "Why the yen fell", "The Ledger", "", "", "April 2024", 2},
		{"title on two lines in a row", "Why the yen fell - The Ledger\nWhy the yen fell - The Ledger\n\n" + body, "Why the yen fell", "The Ledger", "", "", "April 2024", 2},
		{"title once", "Why the yen fell\n\n" + body, "Why the yen fell", "", "", "", "April 2024", 1},
		{"title once with a site by its separator", "Why the yen fell :: Ledger\n\n" + body, "Why the yen fell", "Ledger", "", "", "April 2024", 1},
		{"title once with a site by its name", "Why the yen fell — The Daily Ledger\n\n" + body, "Why the yen fell", "The Daily Ledger", "", "", "April 2024", 1},
		{"title once with a site named at the end", "Why the yen fell - Ledger\n\n" + body + "\n\nFirst published by Ledger.", "Why the yen fell", "Ledger", "", "", "April 2024", 1},
		{"title with a dash of its own", "Vietnam – a war and its memory\n\n" + body, "Vietnam – a war and its memory", "", "", "", "April 2024", 1},
		{"title with a dash of its own and a site", "Vietnam – a war and its memory – Asia Times\n\nVietnam – a war and its memory\n\n" + body, "Vietnam – a war and its memory", "Asia Times", "", "", "April 2024", 2},
		{"site first", "BBC News - Why the yen fell\n\nWhy the yen fell\n\n" + body, "Why the yen fell", "BBC News", "", "", "April 2024", 2},
		{"site longer than the title", "Tea is late again – The Harbour Gazette\n\nTea is late again - The Harbour Gazette\n\n" + body, "Tea is late again", "The Harbour Gazette", "", "", "April 2024", 2},
		{"site longer than the title, once", "Why tea? – The Harbour Gazette\n\n" + body, "Why tea?", "The Harbour Gazette", "", "", "April 2024", 1},
		{"site first by its name, repeated", "The Harbour Gazette – Tea is late\n\nThe Harbour Gazette - Tea is late\n\n" + body, "Tea is late", "The Harbour Gazette", "", "", "April 2024", 2},
		{"site first by its name, once", "BBC News | Why the yen fell\n\n" + body, "Why the yen fell", "BBC News", "", "", "April 2024", 1},
		{"a title's word of publications", "Daily Bread for All | Wired\n\n" + body, "Daily Bread for All", "Wired", "", "", "April 2024", 1},
		{"names on both sides: the last", "Asia Times Now – The Harbour Gazette\n\n" + body, "Asia Times Now", "The Harbour Gazette", "", "", "April 2024", 1},
		{"dash of its own, repeated", "Tea – why it is late again\n\nTea - why it is late again\n\n" + body, "Tea – why it is late again", "", "", "", "April 2024", 2},
		{"dash of its own, its first part at the end", "Tea – why it is late again\n\n" + body + "\n\nSo much about Tea.", "Tea – why it is late again", "", "", "", "April 2024", 1},
		{"dash of its own, and a long rest", "Good News – what the ships and the harbour brought us\n\n" + body, "Good News – what the ships and the harbour brought us", "", "", "", "April 2024", 1},
		{"hyphen is no separator", "Asian-US politics\n\n" + body, "Asian-US politics", "", "", "", "April 2024", 1},
		{"a question", "Why did the yen fall?\n\n" + body, "Why did the yen fall?", "", "", "", "April 2024", 1},
		{"byline", "Why the yen fell\n\nBy Jane Doe and John Q. Roe\n\n" + body, "Why the yen fell", "", "Jane Doe, John Q. Roe", "", "April 2024", 2},
		{"byline with date", "Why the yen fell\n\nJane Doe | April 3, 2024\n\n" + body, "Why the yen fell", "", "Jane Doe", "2024-04-03", "April 2024", 2},
		{"byline, then date", "Why the yen fell\n\nby María de la Cruz\n\nPublished: 3 April 2024\n\n" + body, "Why the yen fell", "", "María de la Cruz", "2024-04-03", "April 2024", 3},
		{"date", "Why the yen fell\n\n2024-04-03\n\n" + body, "Why the yen fell", "", "", "2024-04-03", "April 2024", 2},
		{"date of an update stays", "Why the yen fell\n\nUpdated 3 April 2024\n\n" + body, "Why the yen fell", "", "", "", "Updated 3", 1},
		{"a lone name stays", "Why the yen fell\n\nJane Doe\n\n" + body, "Why the yen fell", "", "", "", "", 1},
		{"line about someone stays", "Why the yen fell\n\nBy Jane Doe, who lives in Tokyo\n\n" + body, "Why the yen fell", "", "", "", "By Jane", 1},
		{"no title: the text begins at once", body, "A", "", "", "", "April 2024", 0},
		{"no title: a list", "1. one\n2. two", "A", "", "", "", "1\\. one", 0},
		{"no title: a quotation of one line", "Hello, world.\n", "A", "", "", "", "Hello", 0},
		{"a title alone", "Why the yen fell\n", "A", "", "", "", "Why", 0},
		{"empty", "", "A", "", "", "", "", 0},
		{"underlined title", "Why the yen fell\n================\n\n" + body, "Why the yen fell", "", "", "", "April 2024", 1},
		{"front matter", "---\ntitle: The yen\nsite: Ledger\n---\n\nThe Yen\n\n" + body, "The yen", "Ledger", "", "", "April 2024", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse("a.txt", []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			m := a.Meta
			day := ""
			if !m.Published.IsZero() {
				day = m.Published.Format(time.DateOnly)
			}
			if m.Title != tt.title || m.Site != tt.site || m.Author != tt.author || day != tt.published {
				t.Errorf("title %q site %q author %q on %q", m.Title, m.Site, m.Author, day)
			}
			if !strings.HasPrefix(a.Text, tt.begins) || len(a.Removed) != tt.removed {
				t.Errorf("text %.40q, removed %q", a.Text, a.Removed)
			}
		})
	}
}

// savedNews are articles saved from the pages of news sites, in whichever
// collection has them.
var savedNews = map[string]struct {
	title, site, headings, ends string
}{
	"news/library-opens-its-margins.txt": {
		title: "Town library puts a century of scribbles on show", site: "The Harbour Gazette",
		headings: "A cupboard full of evidence · Forty years of the same argument · Who may write?",
	},
	"news/japans-diplomatic-blitz.txt": { // the one that this project began with
		title: "Japan’s diplomatic blitz aims to keep US close and committed", site: "Asia Times",
		headings: "Friends and inc- administrators · Investing in partnerships · Tokyo’s potential impact on a Trump victory · Japan on PR rude · Looking for a stable relationship",
		ends:     "\n\nThis article was republished from The Conversation under a Creative Commons license. Read the original article.\n",
	},
}

func TestSavedNews(t *testing.T) {
	tested := 0
	eachArticle(t, func(name string, data []byte) {
		want, ok := savedNews[name]
		if !ok {
			return
		}
		tested++
		text := strings.ReplaceAll(string(data), "\r\n", "\n")
		for layout, saved := range map[string]string{
			"as it is": text, "Windows": strings.ReplaceAll(text, "\n", "\r\n"), "a line a paragraph": strings.ReplaceAll(text, "\n\n", "\n"), "wrapped": wrap(text, 72),
		} {
			a, err := Parse(name, []byte(saved))
			if err != nil || a.Meta.Title != want.title || a.Meta.Site != want.site || len(a.Removed) != 2 || a.TitleSpan != (Span{}) {
				t.Errorf("%s, %s: %v, %q, %q, removed %q", name, layout, err, a.Meta.Title, a.Meta.Site, a.Removed)
			}
			var got []string
			for _, h := range a.Headings() {
				got = append(got, h.Title)
			}
			if s := strings.Join(got, " · "); s != want.headings {
				t.Errorf("%s, %s: headings %s", name, layout, s)
			}
		}
		a, err := Parse(name, data)
		if err != nil || !strings.HasSuffix(a.Text, want.ends) {
			t.Errorf("%s: %v, the attribution is gone", name, err)
		}
		for _, p := range strings.Split(text, "\n\n")[2:] {
			if p = strings.TrimSpace(p); !strings.Contains(a.Text, p) {
				t.Errorf("%s: changed: %q", name, p)
			}
		}
	})
	if tested == 0 {
		t.Error("no news were tested")
	}
}

// wrap breaks the lines of a text at a width, but for its first two.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for i, p := range strings.Split(text, "\n\n") {
		if column = 0; i < 2 {
			b.WriteString(p + "\n\n")
			continue
		}
		for _, w := range strings.Fields(p) {
			switch n := len([]rune(w)); {
			case column == 0:
				column = n
			case column+1+n > width:
				b.WriteByte('\n')
				column = n
			default:
				b.WriteByte(' ')
				column += 1 + n
			}
			b.WriteString(w)
		}
		b.WriteString("\n\n")
	}
	return b.String()
}
