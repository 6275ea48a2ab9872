package article

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ParseFrom is Parse of what was fetched from an address. Links lead on from
// there, and it is the article's source, unless the page says that another one
// is canonical.
func ParseFrom(name, address string, data []byte) (*Article, error) {
	a, err := parse(name, data, formatOf(name, data), source{from: address})
	if err == nil && a.Format != HTML {
		a.Meta.Source = CleanLine(address)
	}
	return a, err
}

// canonical is the address that a fetched page goes by: the one that it calls
// so. Many sites name their home page or leave out what chooses the page; then
// it is the one it was fetched from.
func (a *Article) canonical(doc *html.Node) string {
	from, err := url.Parse(a.from)
	if err != nil {
		return a.from
	}
	for _, n := range findAll(doc, atom.Link) {
		if !slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "canonical") {
			continue
		}
		to, err := from.Parse(strings.TrimSpace(attr(n, "href")))
		if err != nil || !isURL(to.String()) || isHome(to) && !isHome(from) {
			continue
		}
		if to.Host == from.Host && to.Path == from.Path && to.RawQuery == "" && from.RawQuery != "" {
			continue
		}
		to.User, to.Fragment, to.RawFragment = nil, "", ""
		return to.String()
	}
	return a.from
}

// isHome reports whether an address is that of a whole site.
func isHome(u *url.URL) bool { return strings.Trim(u.Path, "/") == "" && u.RawQuery == "" }
