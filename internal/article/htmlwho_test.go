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
		{"card of a network", "<title>Oars</title><meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Mia Roe'>", "Oars", "", "Mia Roe"},
		{"not the site", "<title>Oars</title><meta property=og:site_name content='The Shed'><meta name=author content='The Shed'><h1>Oars</h1><p>By Mia Roe</p>", "Oars", "The Shed", "Mia Roe"},
		{"not an account of nobody's", "<title>Oars</title><meta name=author content=admin><div class=ArticleByline__authors>Mia Roe</div>", "Oars", "", "Mia Roe"},
		{"nobody's alone", "<title>Oars</title><meta name=author content=admin><p>x</p>", "Oars", "", "admin"},
		{"what a framework calls it", "<title>Oars</title><div data-testid=byline>By Mia Roe</div>", "Oars", "", "Mia Roe"},
		{"link to the author's page", "<title>Oars</title><a href='/people/mia-roe'>Mia Roe</a>", "Oars", "", "Mia Roe"},
		{"line below the title, in French", "<title>Rames</title><h1>Rames</h1><p>Par Mia Roe, le 3 mai 2020</p>", "Rames", "", "Mia Roe"},
		{"two in a line", "<title>Oars</title><p class=byline>By Mia Roe and Bo Lund, The Shed</p>", "Oars", "", "Mia Roe, Bo Lund"},
		{"three links", "<title>Oars</title><p><a rel=author>Mia Roe</a>, <a rel=author>Bo Lund</a> and <a rel=author>Al Finn</a></p>", "Oars", "", "Mia Roe, Bo Lund, Al Finn"},
		{"what they are", "<title>Oars</title><script type='application/ld+json'>{\"@type\":\"Article\",\"author\":\"Mia Roe, Senior Editor\"}</script>", "Oars", "", "Mia Roe"},
		{"nobody by name", "<title>Oars</title><meta name=author content='The Boat and Oar Trust'>", "Oars", "", "The Boat and Oar Trust"},
		{"words that meet", "<title>Oars</title><div class=byline><b>Mia Roe</b><a href=/f>Follow</a></div>", "Oars", "", "Mia Roe"},
		{"an account behind the name", "<title>Oars</title><div class=byline>Mia Roe <span>@mia</span></div>", "Oars", "", "Mia Roe"},
		{"an address", "<title>Oars</title><address>12 Quay Road, Hull 4455</address>", "Oars", "", ""},
		{"Chinese", "<title>桨</title><span class=author>作者：王小明</span>", "桨", "", "王小明"},
		{"before a dash and the day", "<title>Rames</title><h1>Rames</h1><p>Par <a href=/m>Mia Roe</a> — Publié le 3 mai 2020 à 10h00</p>", "Rames", "", "Mia Roe"},
		{"behind the day", "<title>Oars</title><h1>Oars</h1><p>3 May 2020 | By: Mia Roe | Boats</p>", "Oars", "", "Mia Roe"},
		{"family's name first", "<title>Oars</title><meta name=citation_author content='Roe, Mia'><meta name=citation_author content='Lund, Bo'>", "Oars", "", "Mia Roe, Bo Lund"},
		{"JSON that is none", "<title>Oars</title>" + ld("{\"@type\":\"Article\",\"about\":\"a\nb\",\"author\":{\"name\":\"Mia Roe\",},};"), "Oars", "", "Mia Roe"},
		{"link in the head", "<title>Oars</title><link rel=author href=/m title='Mia Roe'>", "Oars", "", "Mia Roe"},
		{"not from the text", "<title>Oars</title><h1>Oars</h1><p>" + para + "</p><p>By Mia Roe</p>", "Oars", "", ""},
		{"not a sentence", "<title>Oars</title><h1>Oars</h1><p>By Monday they were gone</p>", "Oars", "", ""},
		{"a section between title and site", "<title>Oars - Boats - The Shed</title><meta property=og:site_name content='The Shed'><h1>Oars</h1><p>x</p>", "Oars", "The Shed", ""},
		{"a site before a colon", "<title>The Shed: Oars</title><h3 class=entry-title>Oars</h3><p>x</p>", "Oars", "The Shed", ""},
		{"a page nobody named", "<title>Untitled Document</title><h1>Oars</h1><p>x</p>", "Oars", "", ""},
		{"nothing but the site", "<title>Shed News</title><h1>Oars</h1><p>x</p>", "Oars", "", ""},
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

// TestPageDay: when a page appeared, where only its text says so.
func TestPageDay(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"property", "<h1>Oars</h1><span itemprop=datePublished content=2020-05-03>last week</span>", "2020-05-03"},
		{"title of an abbreviation", "<h1>Oars</h1><abbr class=published title='2020-05-03T10:00:00+02:00'>last week</abbr>", "2020-05-03T10:00:00+02:00"},
		{"class", "<h1>Oars</h1><div class=post-date>Posted on May 3rd, 2020</div>", "2020-05-03"},
		{"Japanese", "<h1>櫂</h1><p class=date>2020年5月3日（日）</p>", "2020-05-03"},
		{"line below the title", "<h1>Ruder</h1><p>Von Mia Roe</p><p>Stand: 03.05.2020, 10:00 Uhr</p>", "2020-05-03T10:00:00Z"},
		{"behind a name", "<h1>Oars</h1><p>Posted by Mia Roe on May 3, 2020</p>", "2020-05-03"},
		{"day or month first", "<h1>Oars</h1><p class=date>03/05/2020</p>", ""},
		{"not of a comment", "<h1>Oars</h1><p>x</p><div class=comments><time datetime=2020-05-03>May 3</time><span class=date>May 4, 2020</span></div>", ""},
		{"not from the text", "<h1>Oars</h1><p>" + para + "</p><p>May 3, 2020</p>", ""},
		{"what the page says first", "<meta property=article:published_time content=2020-05-03><h1>Oars</h1><p class=date>May 4, 2021</p>", "2020-05-03"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse("a.html", []byte("<title>Oars</title>"+tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if got := FormatDate(a.Meta.Published); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}
