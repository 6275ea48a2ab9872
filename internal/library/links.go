package library

import (
	"context"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/note"
	"manicule/internal/search"
)

// Place is where a link leads: to articles of the collection, of which the
// reader chooses where there are several, and a heading in them.
type Place struct {
	Paths   []string // as likely as each other; none: nothing has that name
	Others  []string // what else has that name, the nearest first
	Heading string   // see article.Anchor; "": the beginning
}

// Follow finds where a link in the article at from leads; one into that very
// article leads to from.
func (a *Articles) Follow(from, dest string) Place {
	t := article.ResolveLink(from, dest)
	p := Place{Heading: t.Heading}
	switch {
	case t.Here():
		p.Paths = []string{from}
	case t.Name != "":
		paths, ties := a.snap.Named(from, t.Name)
		p.Paths, p.Others = paths[:ties], paths[ties:]
	}
	for _, path := range t.Paths {
		if _, ok := a.Find(path); ok {
			p.Paths = []string{path}
			return p
		}
	}
	for _, path := range t.Paths {
		if !article.HasSpellings(path) {
			continue
		}
		if found, ok := a.snap.FindAlike(path); ok {
			p.Paths = []string{found}
			return p
		}
	}
	return p
}

// Broken are the destinations of an article's links that lead to no article of
// the collection, or to a heading that it doesn't have itself. The headings of
// other articles are not looked for.
func (a *Articles) Broken(art *article.Article, path string) map[string]bool {
	broken, known := map[string]bool{}, map[string]bool{}
	for _, l := range article.Links(art.Text) {
		if known[l.Dest] {
			continue
		}
		known[l.Dest] = true
		if a.isBroken(art, path, l.Dest) {
			broken[l.Dest] = true
		}
	}
	return broken
}

func (a *Articles) isBroken(art *article.Article, path, dest string) bool {
	t := article.ResolveLink(path, dest)
	if t.File {
		return false // that is not for us to say
	}
	p := a.Follow(path, dest)
	if len(p.Paths) == 1 && p.Paths[0] == path {
		_, ok := art.Anchor(p.Heading)
		return !ok
	}
	return len(p.Paths) == 0
}

// Backlink is a link to an article.
type Backlink struct {
	Path, Title string
	Span        article.Span // the link in that article's text; empty when it stands in a note
	Text        string       // what stands around it, on one line
	Note        string       // id of the note that it stands in, or ""
}

// MaxBacklinks is how many articles are read for their links to one.
const MaxBacklinks = 200

// Backlinks lists the links to an article in the texts of others and in the
// notes on them, in order of the paths. More articles than 200 are not read:
// how many there are in all is told.
func (l *Library) Backlinks(ctx context.Context, path string) (links []Backlink, articles int) {
	a := l.Articles()
	found, err := a.searchAll(ctx, search.Query{Root: search.LinksTo{Path: path}, Sort: search.Sort{By: search.ByPath}})
	if err != nil {
		return nil, 0
	}
	for _, id := range found.IDs[:min(len(found.IDs), MaxBacklinks)] {
		if ctx.Err() != nil {
			break
		}
		if e := a.Entry(id); e.Path != path {
			links = append(links, l.linksFrom(a, e.Path, e.Meta.Title, path)...)
		}
	}
	return links, len(found.IDs)
}

// linksFrom are the links from one article to another, of several in a text
// the first.
func (l *Library) linksFrom(a *Articles, from, title, to string) (links []Backlink) {
	leads := func(link markdown.Link) bool { return slices.Contains(a.Follow(from, link.Dest).Paths, to) }
	if art, err := l.Article(from); err == nil {
		in := article.LinksOut(art.Text)
		if i := slices.IndexFunc(in, leads); i >= 0 {
			links = append(links, Backlink{Path: from, Title: title, Span: in[i].Span, Text: around(art.Text, in[i].Span)})
		}
	}
	f, err := l.c.Notes(from)
	if err != nil {
		return links
	}
	for _, n := range f.Notes() {
		body := article.Clean(n.Body)
		in := article.LinksOut(body)
		if i := slices.IndexFunc(in, leads); i >= 0 {
			links = append(links, Backlink{Path: from, Title: title, Text: around(body, in[i].Span), Note: n.ID})
		}
	}
	return links
}

// around is the text around a span, on one line and without markup.
func around(text string, s article.Span) string {
	const reach = 60
	from, to := max(s.Start-reach, 0), min(s.End+2*reach, len(text))
	if start := strings.LastIndex(text[from:s.Start], "\n\n"); start >= 0 {
		from += start + len("\n\n")
	}
	if end := strings.Index(text[s.End:to], "\n\n"); end >= 0 {
		to = s.End + end
	}
	for from > 0 && text[from-1] != '\n' && text[from-1] != ' ' {
		from--
	}
	var out []byte
	markdown.Visible(text[from:to], func(p markdown.Piece) {
		if p.Gap != markdown.Joined && len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, p.Text...)
	})
	return article.CleanLine(string(out))
}

// linkKeys are what the links of an article mean, as the index has them.
func linkKeys(path string, links []markdown.Link) (keys []string) {
	for _, l := range links {
		keys = append(keys, article.LinkKeys(path, l.Dest)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// noteLinkKeys are the linkKeys of the notes on an article.
func noteLinkKeys(path string, notes []note.Note) []string {
	var links []markdown.Link
	for _, n := range notes {
		links = append(links, article.LinksOut(article.Clean(n.Body))...)
	}
	return linkKeys(path, links)
}
