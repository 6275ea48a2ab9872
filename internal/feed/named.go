package feed

import (
	"bytes"
	"mime"
	"net/url"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
	names "golang.org/x/net/html/atom"
)

// feedTypes are the media types by which pages name their feeds. JSON alone
// says too little.
var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json"}

// mostNamed is how many feeds of a page are listed.
const mostNamed = 20

// Named are the feeds that a page names in its head, as <link rel="alternate">:
// its own first, in their order.
func Named(page []byte, address string) (all []Listed) {
	base, err := url.Parse(address)
	if err != nil {
		return nil
	}
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	for len(all) < mostNamed {
		switch z.Next() {
		case nethtml.ErrorToken:
			return all
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			t := z.Token()
			switch t.DataAtom {
			case names.Body:
				return all
			case names.Base:
				if to, err := base.Parse(attribute(t, "href")); err == nil {
					base = to
				}
			case names.Link:
				link := Listed{Title: line(attribute(t, "title")), Address: absolute(base, attribute(t, "href"))}
				if isFeedLink(t) && link.Address != "" && !slices.ContainsFunc(all, func(l Listed) bool { return l.Address == link.Address }) {
					all = append(all, link)
				}
			}
		}
	}
	return all
}

func isFeedLink(t nethtml.Token) bool {
	kind, _, err := mime.ParseMediaType(attribute(t, "type"))
	rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
	return err == nil && slices.Contains(feedTypes, kind) && (slices.Contains(rel, "alternate") || slices.Contains(rel, "feed"))
}

func attribute(t nethtml.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
