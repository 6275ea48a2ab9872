package service

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

func isBookmarks(t *tree) bool {
	_, ok := t.single()
	head := bytes.ToLower(t.head)
	return ok && (bytes.Contains(head, []byte("netscape-bookmark-file")) || bytes.Contains(head, []byte("<dl")) && bytes.Contains(head, []byte("add_date=")))
}

// isPocketPage recognises the page that Pocket exported in former years.
func isPocketPage(f file, head []byte) bool {
	return strings.Contains(strings.ToLower(f.name), ".htm") && bytes.Contains(bytes.ToLower(head), []byte("time_added="))
}

func readBookmarks(r *reading) error {
	f, _ := r.files.single()
	return r.bookmarks(f)
}

// bookmarks reads a page of bookmarks as browsers and services write them
// since Netscape: links, each with its time and tags, in folders that are lists
// under headings. In Pocket's page the headings are states. It goes by the tags
// as they come, since nobody closes them.
func (r *reading) bookmarks(f file) error {
	data, err := r.files.read(f)
	if err != nil {
		return err
	}
	p := bookmarkPage{r: r, in: html.NewTokenizer(bytes.NewReader(data))}
	p.in.SetMaxBuf(maxToken)
	for {
		kind := p.in.Next()
		if kind == html.ErrorToken {
			break
		}
		p.take(kind, p.in.Token())
	}
	p.end()
	if err := p.in.Err(); !errors.Is(err, io.EOF) {
		return errors.New(f.name + ": " + err.Error())
	}
	return nil
}

// maxToken is how long a tag may be, in bytes: some carry pictures.
const maxToken = 16 << 20

// maxFolders is how deep folders of bookmarks may lie in one another.
const maxFolders = 100

// bookmarkPage is such a page on its way.
type bookmarkPage struct {
	r       *reading
	in      *html.Tokenizer
	folders []string // that the next link lies in
	next    string   // the folder whose list comes next
	level   string   // of its heading
	item    *Item    // whose link or description is being read
	text    strings.Builder
	into    string // what text is: "a", "h3", "dd", or nothing
}

// usualFolders are the folders that every browser has: they say nothing.
var usualFolders = []string{
	"bookmarks", "bookmarks bar", "bookmarks toolbar", "bookmarks menu", "other bookmarks", "mobile bookmarks", "favorites bar", "favourites bar", "reading list",
	"favorites", "favourites", "bookmarksbar", "bookmarksmenu", "com.apple.readinglist",
}

func (p *bookmarkPage) take(kind html.TokenType, t html.Token) {
	switch {
	case kind == html.TextToken:
		if p.into != "" && p.text.Len() < maxFile {
			p.text.WriteString(t.Data)
		}
	case kind == html.EndTagToken:
		p.close(t.Data)
	case kind == html.StartTagToken || kind == html.SelfClosingTagToken:
		p.open(t)
	}
}

func (p *bookmarkPage) open(t html.Token) {
	switch t.Data {
	case "a":
		p.end()
		p.item = p.link(t)
		p.into = "a"
	case "h1", "h2", "h3":
		p.end()
		p.into = t.Data
		if attribute(t, "personal_toolbar_folder") != "" || attribute(t, "unfiled_bookmarks_folder") != "" {
			p.into = "" // the browser's own
			p.next = ""
		}
	case "dl", "ul":
		p.end()
		if t.Data == "dl" && p.level == "h1" {
			p.next = "" // the page's own title
		}
		if len(p.folders) < maxFolders {
			p.folders = append(p.folders, p.next)
		}
		p.next = ""
	case "dd":
		p.into = "dd"
		p.text.Reset()
	case "dt", "li":
		p.end()
	}
}

func (p *bookmarkPage) close(name string) {
	text := strings.Join(strings.Fields(p.text.String()), " ")
	switch name {
	case "a":
		if p.item != nil && p.into == "a" {
			p.item.Title = text
		}
		p.into = ""
	case "h1", "h2", "h3":
		if p.into == name && !(name == "h1" && slices.Contains(usualFolders, strings.ToLower(text))) {
			p.next, p.level = text, name
		}
		p.into = ""
	case "dl", "ul":
		p.end()
		if len(p.folders) > 0 {
			p.folders = p.folders[:len(p.folders)-1]
		}
	}
	if p.into != "dd" {
		p.text.Reset()
	}
}

// end takes the item that was read, with its description.
func (p *bookmarkPage) end() {
	if p.item != nil {
		if p.into == "dd" {
			p.item.Description = strings.Join(strings.Fields(p.text.String()), " ")
		}
		p.r.add(*p.item)
	}
	p.item, p.into = nil, ""
	p.text.Reset()
}

// link is a bookmark by its attributes and where it lies.
func (p *bookmarkPage) link(t html.Token) *Item {
	i := &Item{Address: attribute(t, "href"), Saved: parseTime(attribute(t, "time_added") + attribute(t, "add_date")), Tags: splitTags(attribute(t, "tags")), Star: loose(attribute(t, "data-important")).yes()}
	for _, folder := range p.folders {
		name := strings.ToLower(folder)
		i.Archived = i.Archived || name == "read archive" || name == "archive" || name == "archived"
		i.Star = i.Star || name == "starred" || (name == "favorites" || name == "favourites") && attribute(t, "time_added") != ""
		if folder != "" && !slices.Contains(usualFolders, name) {
			i.Tags = append(i.Tags, folder)
		}
	}
	i.Tags = ownTags(i.Tags...)
	return i
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
