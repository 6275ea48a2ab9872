package article

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// zipped packs the files of an archive in txtar's form.
func zipped(t testing.TB, archive string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openBook(name string, data []byte) (*Book, error) {
	return OpenBook(name, bytes.NewReader(data), int64(len(data)))
}

const container = `-- mimetype --
application/epub+zip
-- META-INF/container.xml --
<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`

// third is a book in version 3, with its notes at the end.
const third = container + `-- OEBPS/content.opf --
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">urn:uuid:1</dc:identifier><dc:title>The Salt Road</dc:title><dc:creator id="a">Ada Reed</dc:creator><dc:creator>Ben Stone</dc:creator><dc:date>1911-03-02T00:00:00Z</dc:date><dc:language>en-GB</dc:language><dc:subject>salt</dc:subject><meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c" href="text/cover.xhtml" media-type="application/xhtml+xml"/><item id="c1" href="text/ch%201.xhtml" media-type="application/xhtml+xml"/><item id="c2" href="text/ch2.xhtml" media-type="application/xhtml+xml"/><item id="n" href="text/endnotes.xhtml" media-type="application/xhtml+xml"/><item id="i" href="images/map.png" media-type="image/png"/></manifest>
<spine><itemref idref="c"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="n"/></spine></package>
-- OEBPS/toc.xhtml --
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><h1>Contents</h1><ol><li><a href="text/ch%201.xhtml">I. The <i>Sea</i></a></li><li><a href="text/ch2.xhtml">II. The Hills</a></li><li><a href="text/endnotes.xhtml">Endnotes</a></li></ol></nav><nav epub:type="landmarks"><ol><li><a href="text/cover.xhtml">Cover</a></li></ol></nav></body></html>
-- OEBPS/text/cover.xhtml --
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1"><image width="1" height="1" xlink:href="../images/map.png"/></svg></body></html>
-- OEBPS/text/ch 1.xhtml --
<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body epub:type="bodymatter"><section id="chapter-1" epub:type="chapter"><h2>I. The <i>Sea</i></h2><p>The road begins here.<a href="endnotes.xhtml#note-1" id="noteref-1" epub:type="noteref">1</a> See <a href="ch2.xhtml#pass">the pass</a> and <a id="x"/>the <a href="ch2.xhtml">hills</a>.</p><figure><img src="../images/map.png" alt="A map"/></figure><pre><code class="language-go">x := 1
	y</code></pre></section></body></html>
-- OEBPS/text/ch2.xhtml --
<html xmlns="http://www.w3.org/1999/xhtml"><body><h2>II. The Hills</h2><h3 id="pass">The pass</h3><p>It is cold.</p></body></html>
-- OEBPS/text/endnotes.xhtml --
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><section epub:type="endnotes"><h2>Endnotes</h2><ol><li id="note-1" epub:type="endnote"><p>At the quay. <a href="ch%201.xhtml#noteref-1" epub:type="backlink">↩</a></p></li></ol></section></body></html>
-- OEBPS/images/map.png --
not really
`

// second is a book in version 2: a chapter that goes on in a second page, and a
// page with several chapters.
const second = container + `-- OEBPS/content.opf --
<?xml version='1.0' encoding='utf-8'?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><dc:title>Lamps</dc:title><dc:creator opf:role="aut" opf:file-as="Reed, Ada">Ada Reed</dc:creator></metadata>
<manifest><item href="a_split_000.html" id="a0" media-type="application/xhtml+xml"/><item href="a_split_001.html" id="a1" media-type="application/xhtml+xml"/><item href="b.html" id="b" media-type="application/xhtml+xml"/><item href="toc.ncx" id="ncx" media-type="application/x-dtbncx+xml"/></manifest>
<spine toc="ncx"><itemref idref="a0"/><itemref idref="a1"/><itemref idref="b"/></spine></package>
-- OEBPS/toc.ncx --
<?xml version='1.0' encoding='utf-8'?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:depth" content="2"/></head><docTitle><text>Lamps</text></docTitle><navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>Oil</text></navLabel><content src="a_split_000.html"/><navPoint id="n2" playOrder="2"><navLabel><text>Wicks</text></navLabel><content src="a_split_000.html#w"/></navPoint></navPoint>
<navPoint id="n3" playOrder="3"><navLabel><text>Gas</text></navLabel><content src="b.html"/></navPoint>
<navPoint id="n4" playOrder="4"><navLabel><text>Light</text></navLabel><content src="b.html#light"/></navPoint>
</navMap></ncx>
-- OEBPS/a_split_000.html --
<html><body><h1>Oil</h1><p>First.</p><h2 id="w">Wicks</h2><p>Second.</p></body></html>
-- OEBPS/a_split_001.html --
<html><body><p>Third, <a href="b.html#light">see light</a>.</p></body></html>
-- OEBPS/b.html --
<html><body><div><h1>Gas</h1><p>Fourth.</p></div><div><h1 id="light">Light</h1><p>Fifth.</p></div></body></html>
`

func TestEPUB(t *testing.T) {
	for name, want := range map[string]struct {
		book     string
		chapters []string
		metas    string
		texts    []string
	}{
		"version 3": {
			third,
			[]string{"001-cover", "002-i-the-sea", "003-ii-the-hills", "004-endnotes"},
			"I. The Sea, Ada Reed, Ben Stone, The Salt Road, 1911-03-02, salt, en-GB, urn:uuid:1/OEBPS/text/ch 1.xhtml",
			[]string{
				"![Map](OEBPS/images/map.png)\n",
				"The road begins here.[^1] See [the pass](003-ii-the-hills#pass) and the [hills](003-ii-the-hills).\n\n![A map](OEBPS/images/map.png)\n\n```go\nx := 1\n    y\n```\n\n[^1]: At the quay.\n",
				"### The pass\n\nIt is cold.\n",
				"1. At the quay. [↩](002-i-the-sea#noteref-1)\n",
			},
		},
		"version 2": {
			second,
			[]string{"001-oil", "002-gas", "003-light"},
			"Gas, Ada Reed, Lamps, 0001-01-01, , , ",
			[]string{"First.\n\n## Wicks\n\nSecond.\n\nThird, [see light](003-light).\n", "Fourth.\n", "Fifth.\n"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := openBook("a.epub", zipped(t, want.book))
			if err != nil {
				t.Fatal(err)
			}
			var names, texts []string
			metas := ""
			for i, c := range b.Chapters {
				a, err := b.Chapter("in/a.epub", c.Name)
				if err != nil || a.Warning != "" || a.Name != "in/a.epub/"+c.Name {
					t.Fatal(c.Name, err, a.Warning)
				}
				checkArticle(t, a)
				names, texts = append(names, c.Name), append(texts, a.Text)
				if m := a.Meta; i == 1 {
					metas = strings.Join([]string{m.Title, m.Author, m.Site, m.Published.Format("2006-01-02"), strings.Join(m.Tags, " "), m.Language, m.ID}, ", ")
				}
			}
			if diff := cmp.Diff(want.chapters, names) + cmp.Diff(want.metas, metas) + cmp.Diff(want.texts, texts); diff != "" {
				t.Error(diff)
			}
		})
	}
	b, err := openBook("a.epub", zipped(t, third))
	if err != nil {
		t.Fatal(err)
	}
	if data, err := b.Picture("OEBPS/images/map.png"); string(data) != "not really\n" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := b.Picture("../../etc/passwd"); err == nil {
		t.Error("a picture from elsewhere")
	}
}

func TestBrokenBooks(t *testing.T) {
	encrypted := func(algorithm string) string {
		return third + "-- META-INF/encryption.xml --\n<encryption><EncryptedData><EncryptionMethod Algorithm=\"" + algorithm + "\"/></EncryptedData></encryption>\n"
	}
	for name, tt := range map[string]struct{ book, want string }{
		"no zip":          {"", "it is no book"},
		"nothing in it":   {"-- a --\n", "container.xml"},
		"no list":         {container, "OEBPS/content.opf"},
		"no pages":        {container + "-- OEBPS/content.opf --\n<package/>\n", "it lists no pages"},
		"protected":       {encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), "DRM"},
		"protected fonts": {encrypted("http://www.idpf.org/2008/embedding"), ""},
		"rights":          {third + "-- META-INF/rights.xml --\n-- META-INF/encryption.xml --\n", "DRM"},
		"page is gone":    {strings.Replace(third, "-- OEBPS/text/ch2.xhtml", "-- OEBPS/text/ch3.xhtml", 1), ""},
		"leads out":       {strings.ReplaceAll(second, "b.html", "../../../etc/passwd"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(tt.book)
			if tt.book != "" {
				data = zipped(t, tt.book)
			}
			_, err := openBook("a.epub", data)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

// TestBookBomb: a page that unpacks to more than is read is refused, and costs
// no more than that.
func TestBookBomb(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range txtar.Parse([]byte(second)).Files {
		w, _ := z.Create(f.Name)
		_, _ = w.Write(f.Data)
		if path.Base(f.Name) == "b.html" {
			for range 64 {
				_, _ = w.Write(make([]byte, 1<<20))
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := openBook("a.epub", buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Chapter("a.epub", "002-gas"); err == nil || !strings.Contains(err.Error(), "larger than 16 MiB unpacked") {
		t.Error(err)
	}
}

const mails = `From quay@example.org Sat Mar  2 15:00:58 2024
From: Ada Reed <ada@example.org>
Subject: The reed bed
Date: Sat, 02 Mar 2024 15:00:58 +0000
Message-ID: <1@example.org>

Reeds grow.

>From here on they don't.

From ben@example.org Sun Mar  3 09:00:00 2024
From: Ben <ben@example.org>
Subject: Re: The reed bed
Date: Sun, 03 Mar 2024 09:00:00 +0000

From the quay one sees them.
From ben@example.org is no line between mails.

From ben@example.org Sun Mar  3 09:01:00 2024
From: Ben <ben@example.org>
Subject: Re: The reed bed
Date: Sun, 03 Mar 2024 09:01:00 +0000

Again.
`

func TestMailbox(t *testing.T) {
	b, err := openBook("a.mbox", []byte(mails))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range b.Chapters {
		a, err := b.Chapter("a.mbox", c.Name)
		if err != nil {
			t.Fatal(err)
		}
		checkArticle(t, a)
		got = append(got, c.Name, a.Meta.Title+" by "+a.Meta.Author, a.Text)
	}
	want := []string{
		"2024-03-02-the-reed-bed", "The reed bed by Ada Reed", "Reeds grow.\n\nFrom here on they don't.\n",
		"2024-03-03-re-the-reed-bed", "Re: The reed bed by Ben", "From the quay one sees them.  \nFrom ben@example.org is no line between mails.\n",
		"2024-03-03-re-the-reed-bed-2", "Re: The reed bed by Ben", "Again.\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := openBook("a.mbox", []byte("no mails\n")); err == nil {
		t.Error("a mails without mails")
	}
}

// FuzzBook: whatever a book holds, its chapters are in order, none has a name
// that leads elsewhere, and each is read or refused.
func FuzzBook(f *testing.F) {
	f.Add(false, zipped(f, third))
	f.Add(false, zipped(f, second))
	f.Add(true, []byte(mails))
	f.Fuzz(func(t *testing.T, mail bool, data []byte) {
		name := map[bool]string{true: "a.mbox", false: "a.epub"}[mail]
		b, err := openBook(name, data)
		if err != nil {
			return
		}
		if !slices.IsSortedFunc(b.Chapters, func(x, y Chapter) int { return strings.Compare(x.Name, y.Name) }) {
			t.Fatal("not in order")
		}
		for _, c := range b.Chapters[:min(len(b.Chapters), 20)] {
			if strings.ContainsAny(c.Name, "/\\") || c.Name == "" || c.Name[0] == '.' || CleanLine(c.Name) != c.Name {
				t.Fatalf("%q", c.Name)
			}
			if a, err := b.Chapter(name, c.Name); err == nil {
				checkArticle(t, a)
			} else if errors.Is(err, errNoPart) {
				t.Fatal(err)
			}
		}
	})
}

// BenchmarkMailbox lists a mails of 20,000 mails.
func BenchmarkMailbox(b *testing.B) {
	var box bytes.Buffer
	for i := range 19_000 {
		fmt.Fprintf(&box, "From a Sat Mar  2 15:00:58 2024\nSubject: %d\n\n%s\n\n", i, para)
	}
	for b.Loop() {
		if _, err := OpenBook("a.mbox", bytes.NewReader(box.Bytes()), int64(box.Len())); err != nil {
			b.Fatal(err)
		}
	}
}
