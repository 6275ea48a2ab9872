package library

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/pattern"
	"manicule/internal/search"
)

// A stub is an article whose text is not here yet: its head says stub: true,
// and what stands in the text's place is its address and what it is about.

var (
	headOf    = pattern.Lazy(`(?s)\A---\n(.*?\n)---\n`)
	stubLine  = pattern.Lazy(`(?m)^stub: true\n`)
	addedLine = pattern.Lazy(`(?m)^added: (.*)\n`)
)

// IsStub reports whether a file is a stub.
func IsStub(file []byte) bool {
	head := headOf().FindSubmatch(file)
	return head != nil && stubLine().Match(head[1])
}

// stubText is what stands in the place of a text.
func stubText(address, description string) string {
	var parts []string
	if u, err := url.Parse(address); err == nil && address != "" {
		parts = append(parts, "<"+strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(u.String())+">")
	}
	if description != "" {
		parts = append(parts, markdown.EscapeLine(description))
	}
	return strings.Join(append(parts, "The text is not here yet: `manicule add --fetch-stubs` fetches it."), "\n\n") + "\n"
}

// titleOf is a title for an article that has none: its address, as one reads
// it.
func titleOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return article.CleanLine(address)
	}
	way, err := url.PathUnescape(strings.Trim(u.EscapedPath(), "/"))
	if err != nil {
		way = strings.Trim(u.Path, "/")
	}
	return article.CleanLine(strings.Trim(strings.TrimPrefix(u.Hostname(), "www.")+"/"+way, "/"))
}

// Stub is an article whose text is not here yet.
type Stub struct {
	Path, Address string
}

// Stubs lists the stubs of the collection: what says so in its text, and then
// in its head.
func (a *Articles) Stubs(ctx context.Context) (all []Stub, err error) {
	q, problem := search.Parse(`text:"the text is not here yet"`, time.Time{})
	if problem != nil {
		return nil, problem
	}
	found, err := a.searchAll(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, id := range found.IDs {
		e := a.Entry(id)
		file, err := a.l.c.Source(e.Path)
		if err == nil && IsStub(file) && e.Meta.Source != "" {
			all = append(all, Stub{e.Path, e.Meta.Source})
		}
	}
	slices.SortFunc(all, func(a, b Stub) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}
