package main

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
)

// publication is where and when a story appeared.
type publication struct {
	story
	site, url string
	date      string // "2019-03-08"
}

// forms are the kinds of files, each with how many of 100 have it.
var forms = []struct {
	share     int
	extension string
	write     func(*publication) []byte
}{
	{79, ".md", (*publication).yaml},
	{10, ".md", (*publication).toml},
	{6, ".md", (*publication).bare},
	{3, ".txt", (*publication).plain},
	{2, ".html", (*publication).html},
}

// yaml writes Markdown after the front matter most tools write. JSON strings
// are YAML strings.
func (p *publication) yaml() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %q\nauthor: %q\nsite: %q\nsource: %s\npublished: %s\n", p.title, p.author, p.site, p.url, p.date)
	if len(p.tags) > 0 {
		b.WriteString("tags:\n  - " + strings.Join(p.tags, "\n  - ") + "\n")
	}
	b.WriteString("---\n\n")
	b.Write(p.body)
	return b.Bytes()
}

func (p *publication) toml() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "+++\ntitle = %q\nauthors = [%q]\ndate = %s\nurl = %q\n", p.title, p.author, p.date, p.url)
	if len(p.tags) > 0 {
		b.WriteString("tags = [")
		for i, tag := range p.tags {
			b.WriteString(strings.Repeat(", ", min(i, 1)) + strconv.Quote(tag))
		}
		b.WriteString("]\n")
	}
	fmt.Fprintf(&b, "\n[extra]\nsite = %q\n+++\n\n# %s\n\n", p.site, p.title)
	b.Write(p.body)
	return b.Bytes()
}

func (p *publication) bare() []byte {
	return append([]byte("# "+p.title+"\n\n"), p.body...)
}

// plain writes what remains when an article is copied out of a browser.
func (p *publication) plain() []byte {
	text := strings.NewReplacer("## ", "", "**", "", "`", "", "#", "").Replace(string(p.body))
	return []byte(p.title + "\n\nBy " + p.author + "\n" + p.date + "\n\n" + text)
}

func (p *publication) html() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n", html.EscapeString(p.title))
	for _, meta := range [][2]string{{"author", p.author}, {"og:site_name", p.site}, {"og:url", p.url}, {"date", p.date}, {"keywords", strings.Join(p.tags, ", ")}} {
		fmt.Fprintf(&b, "<meta name=\"%s\" content=\"%s\">\n", meta[0], html.EscapeString(meta[1]))
	}
	fmt.Fprintf(&b, "</head>\n<body>\n<article>\n<h1>%s</h1>\n", html.EscapeString(p.title))
	_ = goldmark.Convert(p.body, &b) // a buffer takes everything
	b.WriteString("</article>\n</body>\n</html>\n")
	return b.Bytes()
}
