package article

import "testing"

// TestPageWho: who wrote a page, and what it is called.
func TestPageWho(t *testing.T) {
	ld := func(s string) string { return "<script type='application/ld+json'>" + s + "</script>" }
	for _, tt := range []struct{ name, in, title, site, author string }{
		{"a name before an account's", "<title>Oars</title><meta name=twitter:creator content='@shed'><p>By <a rel=author href=/m>Mia Roe</a></p>", "Oars", "", "Mia Roe"},
		{"an account alone", "<title>Oars</title><meta name=twitter:creator content='@shed'><p>x</p>", "Oars", "", "@shed"},
		{"in the page", "<title>Oars</title><div class=byline>By Mia Roe | 3 May 2020</div><p>x</p>", "Oars", "", "Mia Roe"},
		{"not who commented", "<title>Oars</title><div class=comment><span class=author>Bob</span></div><p>x</p>", "Oars", "", ""},
		{"CDATA", "<title>Oars</title>" + ld("/*<![CDATA[*/{\"@type\":\"Article\",\"author\":{\"name\":\"Mia Roe\"}}/*]]>*/"), "Oars", "", "Mia Roe"},
		{"by reference", "<title>Oars</title>" + ld(`{"@graph":[{"@type":"Article","author":{"@id":"#/p/1"},"publisher":{"@id":"#o"}},{"@type":"Person","@id":"#/p/1","name":"Mia &amp; Bo"},{"@id":"#o","name":"The Shed"}]}`), "Oars", "The Shed", "Mia & Bo"},
		{"a reference to nothing", "<title>Oars</title>" + ld(`{"@type":"Article","author":{"@id":"#/p/1"}}`), "Oars", "", ""},
		{"the name that the page repeats", "<title>Oars</title><h1>Oars</h1>" + ld(`{"@type":"Article","headline":"things to row with","name":"Oars"}`), "Oars", "", ""},
		{"separators around nothing", "<title>The oar (1) @ Mia's shed :: Row Pages ::</title><header><h1>Row Pages</h1></header><h2>The oar (1)</h2><p>x</p>", "The oar (1) @ Mia's shed", "Row Pages", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse("a.html", []byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if m := a.Meta; m.Title != tt.title || m.Site != tt.site || m.Author != tt.author {
				t.Errorf("title %q, site %q, author %q", m.Title, m.Site, m.Author)
			}
		})
	}
}
