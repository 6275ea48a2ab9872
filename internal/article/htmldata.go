package article

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pictures that lie in a page's addresses ("data:image/png;base64,…"), as
// programs write them that save a page in one file. The text has a name for
// each; its bytes are read from the file when they are to be shown.

const (
	maxDataPictures = 1000
	minDataPicture  = 200 // bytes of an address; shorter ones stand for a picture to be loaded
	dataPart        = ";part="
)

// eachDataPicture calls f for the addresses of such pictures in the order of
// the page, while it returns true.
func eachDataPicture(page string, f func(src string) bool) {
	if !strings.Contains(page, "data:image/") {
		return
	}
	t := html.NewTokenizer(strings.NewReader(page))
	for n := 0; n < maxDataPictures; {
		switch t.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			src := dataSource(t)
			if src == "" {
				continue
			}
			if n++; !f(src) {
				return
			}
		}
	}
}

// dataSource is the address of the image that a tag is, if its picture is in it.
func dataSource(t *html.Tokenizer) string {
	name, more := t.TagName()
	if string(name) != "img" {
		return ""
	}
	for more {
		var key, value []byte
		if key, value, more = t.TagAttr(); string(key) == "src" {
			if src := strings.TrimSpace(string(value)); isDataPicture(src) {
				return src
			}
		}
	}
	return ""
}

func isDataPicture(src string) bool {
	return len(src) >= minDataPicture && strings.HasPrefix(src, "data:image/")
}

// nameDataPictures puts numbers in the place of such pictures.
func nameDataPictures(page string, doc *html.Node) {
	pictures := slices.DeleteFunc(findAll(doc, atom.Img), func(n *html.Node) bool {
		return !isDataPicture(strings.TrimSpace(attr(n, "src")))
	})
	if len(pictures) == 0 { // the page need not be read again
		return
	}
	numbers := map[string]int{}
	eachDataPicture(page, func(src string) bool {
		if numbers[src] == 0 {
			numbers[src] = len(numbers) + 1
		}
		return true
	})
	for _, n := range pictures {
		src := strings.TrimSpace(attr(n, "src"))
		if number := numbers[src]; number > 0 {
			setAttr(n, "src", dataKind(src)+dataPart+strconv.Itoa(number))
		}
	}
}

// dataKind is what such an address is of: "data:image/png".
func dataKind(src string) string {
	kind, _, _ := strings.Cut(src, ";")
	kind, _, _ = strings.Cut(kind, ",")
	return kind
}

// showDataPictures has the numbered pictures lead into the page's file.
func (a *Article) showDataPictures(doc *html.Node) {
	for _, n := range findAll(doc, atom.Img) {
		if kind, number, ok := strings.Cut(attr(n, "src"), dataPart); ok && strings.HasPrefix(kind, "data:image/") {
			setAttr(n, "src", a.inner(number+dataExt(kind)))
		}
	}
}

// dataExt is an extension for a kind: ".svg" of "data:image/svg+xml".
func dataExt(kind string) string {
	kind, _, _ = strings.Cut(strings.TrimPrefix(kind, "data:image/"), "+")
	for _, r := range kind {
		if r < 'a' || r > 'z' {
			return ""
		}
	}
	return "." + kind
}

// htmlPart is the address that has the picture of that name: RFC 2397 calls what
// stands in it a picture as well as a file does.
func htmlPart(data []byte, name string) ([]byte, error) {
	text, _, err := decode(data, true)
	if err != nil {
		return nil, err
	}
	number, _, _ := strings.Cut(name, ".")
	wanted, err := strconv.Atoi(number)
	if err != nil {
		return nil, errNoPart
	}
	found, seen := "", map[string]bool{}
	eachDataPicture(Clean(text), func(src string) bool {
		if seen[src] {
			return true
		}
		seen[src] = true
		if len(seen) == wanted {
			found = src
		}
		return found == ""
	})
	if found == "" || strconv.Itoa(wanted)+dataExt(dataKind(found)) != name {
		return nil, errNoPart
	}
	return []byte(found), nil
}
