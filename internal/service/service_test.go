package service

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// brief is an Item on a line: what its service said of it.
func brief(t *testing.T, i Item) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q", i.Address, i.Title)
	for _, word := range []struct {
		is   bool
		word string
	}{{i.Archived, "archived"}, {i.Star, "star"}, {i.Read, "read"}} {
		if word.is {
			b.WriteString(" " + word.word)
		}
	}
	if i.Progress > 0 {
		fmt.Fprintf(&b, " %.2f", i.Progress)
	}
	if !i.Saved.IsZero() {
		b.WriteString(" " + i.Saved.Format(time.RFC3339))
	}
	if len(i.Tags) > 0 {
		fmt.Fprintf(&b, " %q", i.Tags)
	}
	for _, n := range i.Notes {
		fmt.Fprintf(&b, " “%s” %s", n.Anchor.Quote, n.Body)
		if len(n.Tags) > 0 {
			fmt.Fprintf(&b, " %q", n.Tags)
		}
	}
	if i.Content != nil {
		name, data, err := i.Content()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(string(data))
		if from, to := strings.Index(text, "<body>"), strings.Index(text, "</body>"); from >= 0 {
			text = text[from+len("<body>") : to]
		}
		fmt.Fprintf(&b, " %s: %s", name, text)
	}
	return b.String()
}

// parts are the files of an archive, a name and a text at a time; two may have
// one name.
type parts [][2]string

func writeZip(t *testing.T, all parts) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "export.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for _, p := range all {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func read(t *testing.T, name string, opt Options) *Export {
	t.Helper()
	e, err := Open(name, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestExports(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		service, file, text string
		parts               parts
		opt                 Options
		want                []string
		left                []Left
	}{
		{
			service: "pocket", file: "part_000000.csv",
			text: "\ufefftitle,url,time_added,tags,status\n\"Salt &amp; reed,\nby the weir\",https://a.example/x?id=1,1500000000,sea|low tide,unread\nhttps://a.example/y,https://a.example/y,1500000000123,,archive\nBad,javascript:alert(1),1,,unread\nPaper,https://a.example/p.PDF,1,,unread\n,,,,\n",
			want: []string{`https://a.example/x?id=1 "Salt & reed, by the weir" 2017-07-14T02:40:00Z ["sea" "low tide"]`, `https://a.example/y "" archived 2017-07-14T02:40:00Z`},
			left: []Left{{Nowhere, "javascript:alert(1)"}, {PDF, "https://a.example/p.PDF"}},
		},
		{
			service: "pocket",
			parts: parts{
				{"pocket/part_000000.csv", "title,url,time_added,tags,status\nOne,https://a.example/1,1,,unread\n"},
				{"pocket/part_000001.csv", "title,url,time_added,tags,status\nTwo,https://a.example/2,0,,archive\nMail,mailto:x@a.example,1,,unread\n"},
				{"pocket/annotations/part_000000.json", `[{"url":"https://a.example/2","title":"Two","highlights":[{"quote":"the lamp","created_at":1500000000}]},{"url":"mailto:x@a.example","highlights":[{"quote":"x"}]}]`},
				{"pocket/collections/c.json", `{"title":"By the sea","items":[{"url":"https://a.example/1","note":"first"},{"url":"https://a.example/3","title":"Three"}]}`},
			},
			want: []string{`https://a.example/1 "One" 1970-01-01T00:00:01Z ["By the sea"] “” first`, `https://a.example/2 "Two" archived “the lamp” `, `https://a.example/3 "Three" ["By the sea"]`},
			left: []Left{{Nowhere, "mailto:x@a.example"}},
		},
		{
			service: "pocket", file: "ril_export.html",
			text: "<!DOCTYPE html><html><body><h1>Unread</h1>\n<ul>\n<li><a href=\"https://a.example/?a=1&amp;b=2\" time_added=\"1500000000\" tags=\"sea,low tide\">A &amp;amp; B</a></li></ul>\n<h1>Read Archive</h1><ul><li><a href=\"https://a.example/2\" time_added=\"1500000000\" tags=\"\">Two</a></li></ul></body></html>",
			want: []string{`https://a.example/?a=1&b=2 "A &amp; B" 2017-07-14T02:40:00Z ["sea" "low tide"]`, `https://a.example/2 "Two" archived 2017-07-14T02:40:00Z`},
		},
		{
			service: "instapaper", file: "i.csv",
			text: "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/1,One,,Unread,1500000000,\"[\"\"sea\"\"]\"\nhttps://a.example/2,Two,,Archive,1500000000,[]\nhttps://a.example/3,Three,,Starred,,\nhttps://a.example/4,Four,,By the sea,,\ninstapaper-private://email/x,Five,,Unread,,\n",
			want: []string{`https://a.example/1 "One" 2017-07-14T02:40:00Z ["sea"]`, `https://a.example/2 "Two" archived 2017-07-14T02:40:00Z`, `https://a.example/3 "Three" star`, `https://a.example/4 "Four" ["By the sea"]`},
			left: []Left{{Nowhere, "instapaper-private://email/x"}},
		},
		{
			service: "raindrop", file: "r.csv",
			text: "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,One,mine,,https://a.example/1,Unsorted,\"sea, low tide\",2020-05-01T10:10:00.000Z,,\"Highlight:the lamp\nNote:why\nHighlight:the wick\",true\n2,Two,,,https://a.example/2,Sea/Shore,,,,one line,false\n4,Four,,,https://a.example/4,Unsorted,,,,\"Highlight:a lamp: it\n\nburns\nColor:blue\nNote:why\nand how\n\nHighlight:wick\",false\n3,Three,,,https://a.example/3,Trash,,,,,false\n",
			want: []string{`https://a.example/1 "One" star 2020-05-01T10:10:00Z ["sea" "low tide"] “the lamp” why “the wick”  “” mine`, `https://a.example/2 "Two" ["Sea/Shore"] “one line” `, "https://a.example/4 \"Four\" “a lamp: it\n\nburns” why\nand how “wick” "},
			left: []Left{{Bin, "https://a.example/3"}},
		},
		{
			service: "readwise", file: "reader.csv",
			text: "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nOne,https://a.example/1,1,\"['sea', \"\"o'clock\"\"]\",2022-11-06 04:33:50+00:00,0.25,new,True\nTwo,https://a.example/2,2,[],2022-11-06 04:33:50.123456+00:00,1,archive,True\nThree,https://a.example/3,3,,,0,feed,False\n",
			want: []string{`https://a.example/1 "One" 0.25 2022-11-06T04:33:50Z ["sea" "o'clock"]`, `https://a.example/2 "Two" archived read 1.00 2022-11-06T04:33:50Z`},
			left: []Left{{Feed, "https://a.example/3"}},
		},
		{
			service: "readwise", file: "feed.csv", opt: Options{FeedItems: true},
			text: "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nThree,https://a.example/3,3,,,0,feed,False\n",
			want: []string{`https://a.example/3 "Three"`},
		},
		{
			service: "readwise", file: "percent.csv",
			text: "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nOne,https://a.example/1,1,\"['favorite', 'sea']\",,40,new,True\nTwo,https://a.example/2,2,,,100,later,True\nThree,https://a.example/3,3,,,1,new,True\n",
			want: []string{`https://a.example/1 "One" star 0.40 ["sea"]`, `https://a.example/2 "Two" read 1.00`, `https://a.example/3 "Three" 0.01`},
		},
		{
			service: "readeck", file: "readeck.csv",
			text: "url,title,state,created,labels\nhttps://a.example/1,One,archive,2024-01-02T03:04:05Z,\"[\"\"sea\"\"]\"\nhttps://a.example/2,Two,,1500000000,[]\n",
			want: []string{`https://a.example/1 "One" archived 2024-01-02T03:04:05Z ["sea"]`, `https://a.example/2 "Two" 2017-07-14T02:40:00Z`},
		},
		{
			service: "readeck",
			parts: parts{
				{"2026-01-01-readeck-bookmarks/2024-01-02-a-example-x/index.md", "---\ntitle: Salt: a reed\nsaved: 2024-01-02\nwebsite: A\nsource: https://a.example/1\nauthors: [\"Ann\"]\ntag: [\"sea\"]\n---\n# Salt: a reed\n\nThe ==lamp burns== low.\n\n    a == b == c\n"},
				{"2026-01-01-readeck-bookmarks/2024-01-02-a-example-x/p.jpg", "x"},
			},
			want: []string{"https://a.example/1 \"Salt: a reed\" 2024-01-02T00:00:00Z [\"sea\"] “lamp burns”  index.md: # Salt: a reed\n\nThe lamp burns low.\n\n    a == b == c"},
		},
		{
			service: "readeck",
			parts: parts{
				{"META-INF/container.xml", "<container/>"},
				{"package.opf", `<package><manifest><item id="b" href="b.html"/><item id="a" href="a.html"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>`},
				{"a.html", `<html lang="en"><body><h1 class="title">A</h1><ul class="info"><li><strong>Site</strong></li><li><a href="https://a.example/a">a.example</a></li></ul><main class="content"><p>The <rd-annotation id="1">lamp</rd-annotation> <b><rd-annotation id="1">burns</rd-annotation></b>.</p></main><table class="info"><tr><td>Saved with <a href="https://readeck.com/">Readeck</a></td></tr></table></body></html>`},
				{"b.html", `<html><body><h1 class="title">B &amp; c</h1><ul class="info"><li><a href="https://a.example/b">a.example</a></li></ul><table class="info"><tr><td><a href="https://readeck.com/">Readeck</a></td></tr></table></body></html>`},
			},
			want: []string{`https://a.example/b "B & c"`, `https://a.example/a "A" “lamp burns”  chapter.html: <p>The lamp <b>burns</b>.</p>`},
		},
		{
			service: "readeck", file: "its later books",
			parts: parts{
				{"META-INF/container.xml", "<container/>"},
				{"a.html", `<html xmlns:epub="http://www.idpf.org/2007/ops"><body><h1 class="title">A</h1><ul class="info"><li><strong>no site name</strong></li><li><a href="https://a.example/a">a.example</a></li></ul><main class="content"><p>The <mark>lamp bur</mark><b><mark>ns</mark></b><a id="noteref1" href="#note1" epub:type="noteref">1</a> low, <mark>and</mark> out.</p><p><mark>The wick.</mark></p><p><mark>It</mark> smokes.</p></main><h2>Notes</h2><aside id="note1" epub:type="footnote"><a href="#noteref1">1</a> 1 lamp?</aside><table class="info"><tr><td>Saved with <a href="https://readeck.com/">Readeck</a></td></tr></table></body></html>`},
			},
			want: []string{`https://a.example/a "A" “lamp burns” 1 lamp? “and”  “The wick. It”  chapter.html: <p>The lamp bur<b>ns</b> low, and out.</p><p>The wick.</p><p>It smokes.</p>`},
		},
		{
			service: "readeck", file: "marks",
			parts: parts{
				{"b/2024-01-02-a-example-x/index.md", "---\ntitle: A\nsaved: 2024-01-02\nsource: https://a.example/1\n---\n# A\n\nIf `a == b` then ==x = 5 and\ny is more== or a==b is not.\n"},
			},
			want: []string{"https://a.example/1 \"A\" 2024-01-02T00:00:00Z “x = 5 and\ny is more”  index.md: # A\n\nIf `a == b` then x = 5 and\ny is more or a==b is not."},
		},
		{
			service: "omnivore",
			parts: parts{
				{"metadata_0_to_20.json", `[{"id":"1","slug":"-one","title":"Salt &amp; reed","url":"https://a.example/1","state":"Archived","readingProgress":37,"labels":["sea","Archived"],"savedAt":"2024-10-18T20:44:54.069Z"},{"id":"2","slug":"same","title":"Two","url":"https://a.example/2","state":"Active","readingProgress":100,"labels":[],"savedAt":null},{"id":"3","slug":"same","title":"Three","url":"https://a.example/3","state":"Active","labels":[{"name":"reef"}]}]`},
				{"metadata_20_to_22.json", `[{"id":"4","slug":"four","title":"Four","url":"https://omnivore.app/no_url?q=4","state":"Active"},{"id":"5","slug":"five","title":"Five","url":"https://a.example/5","state":"DELETED"},{"id":"6","slug":"six","url":7}]`},
				{"content/-one.html", "<p>One</p>"},
				{"content/same.html", "<p>Two</p>"},
				{"content/same.html", "<p>Three</p>"},
				{"content/four.html", "<p>Four</p>"},
				{"highlights/-one.md", "of it all\n\n\n\n> the lamp\n> burns \n\n#sea #low tide\n\nwhy\n\nand how\n\n> the wick \n\nmore of it all\n\n\n\n> the oil \n\nslick\n\n> the end \n\nlast of it all\n\n"},
			},
			want: []string{
				"https://a.example/1 \"Salt & reed\" archived 0.37 2024-10-18T20:44:54Z [\"sea\"] “” of it all “the lamp\n\nburns” why\n\nand how [\"sea\" \"low tide\"] “the wick”  “” more of it all “the oil” slick “the end”  “” last of it all page.html: <p>One</p>",
				`https://a.example/2 "Two" read 1.00 page.html: <p>Two</p>`, `https://a.example/3 "Three" ["reef"] page.html: <p>Three</p>`,
			},
			left: []Left{{Nowhere, "https://omnivore.app/no_url?q=4"}, {Bin, "https://a.example/5"}, {Broken, "metadata_20_to_22.json, byte 215: json: cannot unmarshal number into Go struct field omnivoreItem.URL of type string"}},
		},
		{
			service: "wallabag", file: "w.json",
			text: `[{"is_archived":1,"is_starred":true,"tags":["sea",{"label":"reef"}],"id":3,"title":"One","url":"https://a.example/1","content":"<p>One</p>","created_at":"2017-07-14T04:40:00+0200","mimetype":"text/html","annotations":[{"text":"why","quote":"One","created_at":"2024-01-02T09:00:00+0000","ranges":[]}]},{"is_archived":0,"url":"https://a.example/x","title":null,"content":"x","mimetype":"application/pdf"}]`,
			want: []string{`https://a.example/1 "One" archived star 2017-07-14T02:40:00Z ["sea" "reef"] “One” why content.html: <p>One</p>`},
			left: []Left{{PDF, "https://a.example/x"}},
		},
		{
			service: "karakeep", file: "k.json",
			text: `{"bookmarks":[{"createdAt":1500000000,"title":null,"tags":["sea"],"lists":["l"],"content":{"type":"link","url":"https://a.example/1"},"note":"mine","archived":true},{"createdAt":1500000000,"title":"Text","tags":[],"content":{"type":"text","text":"All of it."},"note":null},{"createdAt":2,"title":null,"tags":[],"content":{"type":"text","text":"# A thought\n\nof it."},"note":null},{"createdAt":3,"title":"Report.PDF","tags":[],"content":null},{"createdAt":1,"title":"Gone","tags":[],"content":null,"note":null},{"title":"Scan","tags":[],"content":{"type":"asset","assetId":"a"}}],"lists":[{"id":"l","name":"By the sea"}]}`,
			want: []string{`https://a.example/1 "" archived 2017-07-14T02:40:00Z ["sea" "By the sea"] “” mine`, ` "Text" 2017-07-14T02:40:00Z text.md: All of it.`, " \"A thought\" 1970-01-01T00:00:02Z text.md: # A thought\n\nof it."},
			left: []Left{{PDF, "Report.PDF"}, {Nowhere, "Gone"}, {PDF, "Scan"}},
		},
		{
			service: "bookmarks", file: "b.html",
			text: "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Lesezeichen</H1>\n<DL><p>\n<DT><A HREF=\"place:sort=8\">Most visited</A>\n<DT><H3 PERSONAL_TOOLBAR_FOLDER=\"true\">Leiste</H3>\n<DL><p>\n<DT><A HREF=\"https://a.example/1?a=1&amp;b=2\" ADD_DATE=\"1500000000\" TAGS=\"sea,reef\">A &lt;b&gt;\n C</A>\n<DD>About\n it\n<DT><H3>Sea</H3>\n<DL><p><DT><H3>Shore</H3><DL><p><DT><A HREF=\"https://a.example/2\" ADD_DATE=\"1500000000000000\">Two</A></DL><p></DL><p>\n<DT><A HREF=\"https://a.example/3\">Three</A>\n</DL><p>\n</DL><p>\n",
			want: []string{`https://a.example/1?a=1&b=2 "A <b> C" 2017-07-14T02:40:00Z ["sea" "reef"]`, `https://a.example/2 "Two" 2017-07-14T02:40:00Z ["Sea" "Shore"]`, `https://a.example/3 "Three"`},
			left: []Left{{Nowhere, "place:sort=8"}},
		},
	} {
		t.Run(tt.service+tt.file, func(t *testing.T) {
			t.Parallel()
			name := ""
			if tt.parts != nil {
				name = writeZip(t, tt.parts)
			} else {
				name = write(t, tt.file, tt.text)
			}
			e := read(t, name, tt.opt)
			if e.Service != tt.service {
				t.Errorf("it is taken for an export of %s", e.Service)
			}
			var got []string
			for _, i := range e.Items {
				got = append(got, brief(t, i))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.left, e.Left); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestFolder holds that an archive and its folder are the same.
func TestFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"metadata_0_to_1.json": `[{"slug":"one","title":"One","url":"https://a.example/1"}]`, "content/one.html": "<p>One</p>"} {
		if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := brief(t, read(t, folder, Options{}).Items[0]); got != `https://a.example/1 "One" page.html: <p>One</p>` {
		t.Error(got)
	}
}

func TestNoExport(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"a.csv":  "a,b\n1,2\n",
		"n.csv":  "Highlight,Book Title\nx,y\n",
		"a.json": `{"a":1}`,
		"a.html": "<p>A page with <a href=\"https://a.example\">a link</a>.</p>",
		"e.json": "",
	} {
		_, err := Open(write(t, file, want), Options{})
		if err == nil {
			t.Errorf("%s is taken for an export", file)
		}
		if notes := err != nil && strings.Contains(err.Error(), "manicule import"); notes != (file == "n.csv") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestDamagedArchive holds that an archive of which a part is missing says so.
func TestDamagedArchive(t *testing.T) {
	t.Parallel()
	name := writeZip(t, parts{{"part_000000.csv", "title,url,time_added\n" + strings.Repeat("One,https://a.example/1,1\n", 100)}})
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(write(t, "half.zip", string(data[:len(data)/2])), Options{}); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Error(err)
	}
	for i := range data { // whatever else is wrong is an error too, or read
		data[i] ^= 0xff
		if e, err := Open(write(t, "bad.zip", string(data)), Options{}); err == nil {
			e.Close()
		}
		data[i] ^= 0xff
	}
}

// TestLeadsOut holds that neither names in an archive nor links in a folder
// lead to files elsewhere.
func TestLeadsOut(t *testing.T) {
	t.Parallel()
	secret := write(t, "secret.html", "<p>secret</p>")
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "metadata_0_to_1.json"), []byte(`[{"slug":"one","title":"One","url":"https://a.example/1"},{"slug":"../../secret","title":"Two","url":"https://a.example/2"}]`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(folder, "content", "one.html")); err != nil {
		t.Skip(err)
	}
	for _, i := range read(t, folder, Options{}).Items {
		if i.Content != nil {
			t.Errorf("%s has a text from outside", i.Title)
		}
	}
	e := read(t, writeZip(t, parts{{"../../metadata_0_to_1.json", `[{"slug":"x","title":"One","url":"https://a.example/1"}]`}, {"/content/x.html", "<p>x</p>"}}), Options{})
	if len(e.Items) != 1 {
		t.Error("an archive with strange names is not read")
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	const want = "2017-07-14T02:40:00Z"
	for _, s := range []string{
		"1500000000", "1500000000000", "1500000000000000", "1500000000000000000", "1500000000.0", "13144473600000000", "2017-07-14T04:40:00+0200", "2017-07-14T02:40:00Z", "2017-07-14 02:40:00+00:00",
		"2017-07-14 02:40:00", " 2017-07-14T02:40 ", "Fri, 14 Jul 2017 02:40:00 +0000",
	} {
		if got := parseTime(s).Format(time.RFC3339); got != want {
			t.Errorf("%q: %s", s, got)
		}
	}
	for _, s := range []string{"", "0", "-5", "soon", "NaN", "1e300", "null"} {
		if got := parseTime(s); !got.IsZero() {
			t.Errorf("%q: %s", s, got)
		}
	}
}

func TestLeadsTo(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]Reason{
		"https://a.example/": "", "HTTP://A.example": "", "http://localhost:80/a": "", "a.example/b": "", "https://a.example/100%": "", "https://[::1]/": "",
		"": Nowhere, "about:blank": Nowhere, "chrome://x/y": Nowhere, "file:///etc/passwd": Nowhere, "https://": Nowhere, "https://nodots/": Nowhere, "a b.c": Nowhere, "just words": Nowhere,
		"https://a.example/x.pdf?page=1": PDF,
	} {
		if _, got := leadsTo(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestSaysNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " \n", "wallabag can't retrieve contents for this article. Please [troubleshoot this issue](https://doc.wallabag.org/x).", "Your link is being saved...", "Could not fetch the page.", "We were unable to retrieve the content for this page.",
	} {
		if !SaysNothing(text) {
			t.Errorf("%q says something", text)
		}
	}
	for _, text := range []string{"The lamp can't burn.", strings.Repeat("Wallabies are animals. ", 50) + "It can't retrieve contents."} {
		if SaysNothing(text) {
			t.Errorf("%q says nothing", text)
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, name := range []string{"a.csv", "a.json", "a.html", "a.zip"} {
		f.Add(name, []byte("title,url,time_added\na,b,c\n"))
		f.Add(name, []byte(`[{"slug":"a","url":"b","savedAt":1,"labels":[]}]`))
		f.Add(name, []byte("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=x ADD_DATE=1>a<DD>"))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if name == "." || !filepath.IsLocal(name) || strings.ContainsAny(name, "/\\\x00") || len(name) > 100 {
			return
		}
		e, err := Open(write(t, name, string(data)), Options{})
		if err != nil {
			return
		}
		defer e.Close()
		if e.Rows() != len(e.Items)+len(e.Left) {
			t.Error("rows are missing")
		}
		for _, i := range e.Items {
			if i.Address == "" && i.Content == nil {
				t.Errorf("an item without anything: %+v", i)
			}
		}
	})
}

// TestPictures: pictures in an archive are had by what the texts call them, and
// no name leads out of it.
func TestPictures(t *testing.T) {
	t.Parallel()
	book := read(t, writeZip(t, parts{
		{"META-INF/container.xml", "<container/>"},
		{"OPS/a.html", `<html><body><h1 class="title">A</h1><ul class="info"><li><a href="https://a.example/x/">a.example</a></li></ul><main class="content"><img src="./Images/p%201.png"></main><table class="info"><tr><td><a href="https://readeck.com/">Readeck</a></td></tr></table></body></html>`},
		{"OPS/Images/p 1.png", "one"},
		{"secret.png", "two"},
	}), Options{})
	folder := read(t, writeZip(t, parts{
		{"b/x/index.md", "---\ntitle: A\nsaved: 2024-01-02\nsource: https://a.example/1\n---\n![](p.png)\n"},
		{"b/x/p.png", "one"},
		{"b/y/p.png", "two"},
		{"/etc/passwd", "three"},
	}), Options{})
	for _, tt := range []struct {
		export       *Export
		ref, picture string
	}{
		{book, "https://a.example/x/Images/p%201.png", "one"},
		{book, "https://a.example/secret.png", ""},
		{book, "../secret.png", ""},
		{folder, "p.png", "one"},
		{folder, "./p.png", "one"},
		{folder, "https://a.example/p.png", ""},
		{folder, "", ""},
		{folder, "../../../etc/passwd", ""},
	} {
		if got, ok := tt.export.Items[0].Picture(tt.ref); string(got) != tt.picture || ok != (tt.picture != "") {
			t.Errorf("%s of %s is %q", tt.ref, tt.export.Service, got)
		}
	}
}
