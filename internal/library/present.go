package library

import (
	"context"
	"net/url"
	"strings"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/search"
)

// Present knows which articles are there already: those of the list, and those
// that were added since.
type Present struct {
	l         *Library
	byAddress map[string]string // path, by sameSource
	byWords   map[int][]string  // paths, by number of words
}

// Present goes through the list once.
func (a *Articles) Present(ctx context.Context) (*Present, error) {
	all, err := a.searchAll(ctx, search.Query{})
	p := &Present{a.l, map[string]string{}, map[int][]string{}}
	for _, id := range all.IDs {
		e := a.Entry(id)
		if e.Err == nil {
			p.add(e.Path, e.Words, e.Meta.Source)
		}
	}
	return p, err
}

// Add adds an article that has come since, with the addresses it goes by.
func (p *Present) Add(path string, a *article.Article, addresses ...string) {
	p.add(path, a.Words(), append(addresses, a.Meta.Source)...)
}

func (p *Present) add(path string, words int, addresses ...string) {
	for _, address := range addresses {
		if key := pageOf(address); key != "" && p.byAddress[key] == "" {
			p.byAddress[key] = path
		}
	}
	p.byWords[words] = append(p.byWords[words], path)
}

// ByAddress is the article of one of the addresses, whatever fragment or
// trackers follow them; "" if there is none.
func (p *Present) ByAddress(addresses ...string) string {
	for _, address := range addresses {
		if path := p.byAddress[pageOf(address)]; path != "" {
			return path
		}
	}
	return ""
}

// pageOf is sameSource of an address of a page; that of a whole site is told by
// all articles from there.
func pageOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return ""
	}
	return sameSource(address)
}

// ByText is the article that says the same, wherever its links and pictures
// lead; "" if there is none.
func (p *Present) ByText(a *article.Article) string {
	candidates := p.byWords[a.Words()]
	if len(candidates) == 0 {
		return ""
	}
	said := saidBy(a)
	for _, path := range candidates {
		if other, err := p.l.Article(path); err == nil && saidBy(other) == said {
			return path
		}
	}
	return ""
}

// saidBy is what a reader sees of an article's text, whatever its lines.
func saidBy(a *article.Article) string {
	var b strings.Builder
	markdown.Visible(a.Text, func(p markdown.Piece) {
		if p.Gap != markdown.Joined {
			b.WriteByte(' ')
		}
		b.WriteString(p.Text)
	})
	return strings.Join(strings.Fields(b.String()), " ")
}
