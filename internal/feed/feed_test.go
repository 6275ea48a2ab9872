package feed

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const rss = `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Tea &amp; Cup</title><link>https://tea.example.org/</link>
<item><title>The &lt;b&gt;first&lt;/b&gt; leaf &amp;amp; bud</title><link>/first</link><guid isPermaLink="false">1</guid><pubDate>Mon, 02 Mar 2026 22:30:00 EST</pubDate><dc:creator>A. Moon</dc:creator><category>leaf</category><content:encoded><![CDATA[<p>Whole <a href="/x">text</a>.</p>]]></content:encoded></item>
<item><title>Second: a &lt; b</title><link>https://tea.example.org/second</link><description>A summary only.</description></item>
<item><description>No title, but &lt;em&gt;words&lt;/em&gt; that go on and on until somebody cuts them off at last.</description><pubDate>2026-03-04</pubDate></item>
</channel></rss>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example.org/blog/"><title type="html">&lt;i&gt;Atoms&lt;/i&gt;</title><link href="https://a.example.org/"/>
<entry><id>tag:a,2026:1</id><title type="html">Un &lt;em&gt;titre&lt;/em&gt; &amp;eacute;tait</title><link href="one.html"/><updated>2026-03-01T10:00:00+02:00</updated><author><name>B. Sun</name></author><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>`

const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.example.org/","items":[
{"id":42,"url":"https://j.example.org/42","title":"Numbers","content_text":"One & two.\n\nThree <3.","date_published":"2026-03-01T10:00:00Z","authors":[{"name":"C"}]},
{"id":"https://j.example.org/43","content_html":"<p>Without a title</p>"}]}`

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, data, address string
		want                Feed
	}{
		{"RSS", rss, "https://tea.example.org/feed.xml", Feed{Title: "Tea & Cup", Home: "https://tea.example.org/", Entries: []Entry{
			{GUID: "1", Address: "https://tea.example.org/first", Title: "The first leaf & bud", Author: "A. Moon", Tags: []string{"leaf"}, Published: time.Date(2026, 3, 3, 3, 30, 0, 0, time.UTC), HTML: `<p>Whole <a href="/x">text</a>.</p>`, Whole: true},
			{Address: "https://tea.example.org/second", Title: "Second: a < b", HTML: "A summary only."},
			{Title: "No title, but words that go on and on until somebody cuts…", Published: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), HTML: "No title, but <em>words</em> that go on and on until somebody cuts them off at last."},
		}}},
		{"Atom", atom, "https://a.example.org/atom", Feed{Title: "Atoms", Home: "https://a.example.org/", Entries: []Entry{
			{GUID: "tag:a,2026:1", Address: "https://a.example.org/blog/one.html", Title: "Un titre était", Author: "B. Sun", Published: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), HTML: "<p>Text</p>", Whole: true},
		}}},
		{"JSON", jsonFeed, "", Feed{Title: "J", Home: "https://j.example.org/", Entries: []Entry{
			{GUID: "42", Address: "https://j.example.org/42", Title: "Numbers", Author: "C", Published: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), HTML: "<p>One &amp; two.</p>\n<p>Three &lt;3.</p>\n", Whole: true},
			{GUID: "https://j.example.org/43", Address: "https://j.example.org/43", Title: "Without a title", HTML: "<p>Without a title</p>", Whole: true},
		}}},
	} {
		if !Is([]byte(tt.data)) {
			t.Errorf("%s is no feed", tt.name)
		}
		got, err := Parse([]byte(tt.data), tt.address)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Entries {
			got.Entries[i].Published = got.Entries[i].Published.UTC()
		}
		if d := cmp.Diff(&tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

// TestID: what tells entries apart holds when a feed is written again.
func TestID(t *testing.T) {
	day := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	for name, same := range map[string][2]Entry{
		"guid":             {{GUID: "1", Address: "a", Title: "t"}, {GUID: "1", Address: "b", Title: "u"}},
		"address":          {{Address: "a", Title: "t"}, {Address: "a", Title: "u", Published: day}},
		"title and moment": {{Title: "t", Published: day}, {Title: "t", Published: day.In(time.FixedZone("", 3600)), HTML: "x"}},
	} {
		if same[0].ID() != same[1].ID() {
			t.Errorf("%s: two ids", name)
		}
	}
	other := []Entry{{GUID: "1"}, {Address: "1"}, {Title: "1"}, {Title: "1", Published: day}, {}}
	for i := range other {
		for j := range i {
			if other[i].ID() == other[j].ID() {
				t.Errorf("%v and %v have one id", other[i], other[j])
			}
		}
	}
}

func TestNamed(t *testing.T) {
	got := Named([]byte(`<html><head><base href="/blog/"><link rel="stylesheet" href="a.css"><link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title="Tea &amp; Cup" href="feed.xml">
<link rel="alternate" type="application/json" href="/wp-json"><link rel=alternate hreflang=de href=/de><link rel="alternate home" type="application/atom+xml" href="//b.example.org/atom"><link rel="alternate" type="application/feed+json" href="feed.xml"/>
<link rel=alternate type=application/rss+xml href="javascript:x"></head><body><link rel="alternate" type="application/rss+xml" href="/late"></body>`), "https://a.example.org/x/y.html")
	want := []Listed{{Title: "Tea & Cup", Address: "https://a.example.org/blog/feed.xml"}, {Address: "https://b.example.org/atom"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestHostile(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`
	for name, tt := range map[string]struct{ data, want string }{
		"an entity bomb":         {bomb, "entities that stand for entities"},
		"a file as an entity":    {strings.Replace(bomb, `<!ENTITY b "&a;&a;&a;&a;">`, `<!ENTITY b SYSTEM "file:///etc/passwd">`, 1), "stands for a file"},
		"elements without end":   {`<rss version="2.0"><channel>` + strings.Repeat("<x:y>", mostDepth+1), "nested more than"},
		"nothing":                {`<rss version="2.0"></rss>`, "nothing in it"},
		"half of a feed":         {rss[:300], "read the feed"},
		"tags that are not tags": {`<rss version="2.0">` + strings.Repeat("<", 1<<20), "read the feed"},
	} {
		if f, err := Parse([]byte(tt.data), "https://e.org/"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v %v", name, f, err)
		}
	}
	harmless := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY % l PUBLIC "x" "y">]><rss version="2.0"><channel><title>T</title></channel></rss>`
	if _, err := Parse([]byte(harmless), ""); err != nil {
		t.Errorf("names of characters: %v", err)
	}
}

func TestParseList(t *testing.T) {
	got, err := ParseList([]byte(`<?xml version="1.0"?><opml version="1.0"><head><title>L</title></head><body>
<outline text="Tea"><outline title="A &amp; B" text="other" xmlUrl="https://a.example.org/feed?x=1&y=2"/><outline text="Deep"><outline text="D" type="rss" XMLURL="https://d.example.org/"/></outline></outline>
<outline text="AT&T" xmlUrl="https://b.example.org/"></outline><outline text="twice" xmlUrl="https://b.example.org/"/>
<outline text="no feed" url="https://c.example.org/"/></body></opml>`))
	want := []Listed{
		{"A & B", "https://a.example.org/feed?x=1&y=2", []string{"Tea"}},
		{"D", "https://d.example.org/", []string{"Tea", "Deep"}},
		{"AT&T", "https://b.example.org/", nil},
	}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if _, err := ParseList([]byte(`<opml><body><outline text="x"/></body></opml>`)); err == nil {
		t.Error("an empty list is one")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{rss, atom, jsonFeed} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		if parsed, err := Parse(data, "https://e.org/"); err == nil {
			for _, e := range parsed.Entries {
				_ = e.ID()
			}
		}
		_, _ = ParseList(data)
		_ = Is(data)
	})
}
