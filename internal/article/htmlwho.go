package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// bylines are the classes of what says who wrote a page.
var bylines = []string{"byline", "p-author", "author-name", "byline-name", "post-author", "entry-author", "article-author", "author", "contributor", "writer"}

// bylineClass are the parts of such classes as frameworks make up.
var bylineClass = pattern.Lazy(`(?i)(?:byline|author)[-_]*(?:s|name|link|authors?|text|block)?(?:$|[\s_-])|(?:^|[\s_-])by[-_]?line`)

func isBylineClass(class string) bool {
	return containsAny(strings.ToLower(class), []string{"by", "author"}) && bylineClass().MatchString(class)
}

// authorPage is the address of an author's articles.
var authorPage = pattern.Lazy(`(?i)/(?:author|authors|by|people|profile|profiles|contributors?|writers?|staff|journalists?|autor|autoren|auteur|autore)/[^/?#]+/?$`)

// nobody are the names of accounts that are no person's.
var nobody = pattern.Lazy(`(?i)^(?:admin|administrator|editor|editors|staff|guest|user|root|webmaster|wordpress|unknown|anonymous|author|redaktion|redacción|rédaction|redazione|none|null|undefined|n/a)$`)

// isWeakAuthor reports whether a page may say better elsewhere who wrote it:
// the name is an account's, the site's or nobody's.
func (a *Article) isWeakAuthor(name string) bool {
	return name == "" || isHandle(name) || nobody().MatchString(name) || a.Meta.Site != "" && sameTitle(name, a.Meta.Site)
}

// writerOf is who a page says wrote it, where a reader sees it: as the author's
// link or property, else in a line above the text that begins with "By".
func (a *Article) writerOf(doc *html.Node) string {
	name := surest(doc, []func(*html.Node) bool{
		func(n *html.Node) bool { return attr(n, "rel") == "author" && n.DataAtom == atom.A },
		func(n *html.Node) bool { return attr(n, "itemprop") == "author" },
		func(n *html.Node) bool { return hasClass(n, bylines...) },
		func(n *html.Node) bool {
			return isBylineClass(attr(n, "class")) || isBylineClass(attr(n, "data-testid")) || isBylineClass(attr(n, "data-component"))
		},
		func(n *html.Node) bool { return n.DataAtom == atom.A && authorPage().MatchString(attr(n, "href")) },
		func(n *html.Node) bool { return n.DataAtom == atom.Address },
	}, func(n *html.Node) (string, bool) {
		name := nameIn(n)
		if beside := besideAuthors(n); len(beside) > 1 {
			name = allNames(beside)
		}
		return name, !a.isWeakAuthor(name)
	})
	if name != "" {
		return name
	}
	found := ""
	aboveText(doc, func(line string) bool {
		found = nameAfterBy(line)
		return found != ""
	})
	return found
}

// surest is what the first element says for which the earliest of the tests
// holds that holds for any; the zero value where none does.
func surest[T any](doc *html.Node, tests []func(*html.Node) bool, read func(*html.Node) (T, bool)) (found T) {
	best := len(tests)
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode || len(n.Attr) == 0 && n.DataAtom != atom.Address && n.DataAtom != atom.Time {
			return false
		}
		for i := range best {
			if !tests[i](n) || insideOthers(n) {
				continue
			}
			if v, ok := read(n); ok {
				found, best = v, i
			}
			break
		}
		return best == 0
	})
	return found
}

// nameAfterBy are the names in a line that says who wrote a page, or "".
func nameAfterBy(line string) string {
	for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune("|•·", r) }) {
		part = strings.TrimSpace(part)
		if at := dayOfByline().FindStringIndex(part); at != nil && at[0] == 0 {
			part = strings.TrimLeft(part[at[1]:], " ,–—-")
		}
		if !by().MatchString(part) {
			continue
		}
		if who := writersIn(part); names().MatchString(who) {
			return who
		}
	}
	return ""
}

// beforeDay is what stands between a name and a day.
var beforeDay = pattern.Lazy(`(?i)[ ,(|·•-]*(?: (?:on|published(?: on)?|posted(?: on)?|updated(?: on)?|le|publié(?:e)? le|am|veröffentlicht am|stand:?|el|publicado el|il|em|op|den))?[ :]*$`)

// aboveText hands over the lines of a page from its title on to its first
// running text, until one is used.
func aboveText(doc *html.Node, use func(line string) bool) {
	start, most := find(doc, atom.H1), 40
	if start == nil {
		return
	}
	begun := false
	walk(doc, func(n *html.Node) bool {
		if n == start {
			begun = true
		}
		if !begun || n.Type != html.ElementNode || inside(n, start) || insideOthers(n) {
			return false
		}
		most--
		if t := shortText(n); t != "" && (isLine(n) || n.DataAtom == atom.Span || n.DataAtom == atom.Time) {
			return use(t)
		}
		return most <= 0 || isLine(n) && ownText(n) > 120
	})
}

// insideOthers reports whether an element is in a comment or a list of other
// articles.
func insideOthers(n *html.Node) bool {
	return above(n, func(p *html.Node) bool {
		return p.DataAtom == atom.Nav || p.DataAtom == atom.Aside || strings.Contains(attr(p, "class")+attr(p, "id"), "comment") || strings.Contains(attr(p, "class"), "related")
	})
}

// by are the words before a name in a line that says who wrote a page.
var by = pattern.Lazy(`(?i)^(?:(?:written |posted |published |words |story |text )?by|von|par|por|door|di|av|af|автор|author|autor|auteur|text|文|作者|撰文)\b:?\s+`)

// nameIn are the names in an element that says who wrote a page, or "".
func nameIn(n *html.Node) string {
	if inner := allOf(n, func(n *html.Node) bool { return attr(n, "itemprop") == "name" || attr(n, "rel") == "author" }); len(inner) > 0 {
		return allNames(inner)
	}
	return oneName(n)
}

// besideAuthors are the links or properties beside one that names an author
// that name others, and itself.
func besideAuthors(n *html.Node) []*html.Node {
	key := "itemprop"
	if attr(n, "rel") == "author" {
		key = "rel"
	}
	if n.Parent == nil || attr(n, key) != "author" {
		return []*html.Node{n}
	}
	return allOf(n.Parent, func(n *html.Node) bool { return attr(n, key) == "author" })
}

// isHandle reports whether a name is that of an account: "@ada".
func isHandle(s string) bool { return strings.HasPrefix(s, "@") && !strings.Contains(s, " ") }
