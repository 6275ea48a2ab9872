package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// dropByline takes off the start of the text what is said of it above: who
// wrote it and when, how long it takes, and links to its topics.
func (a *Article) dropByline(content *html.Node) {
	const most = 100 // elements that are looked at
	var gone []*html.Node
	running, looked := 0, 0
	walk(content, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			looked++
		}
		switch {
		case looked > most:
			return true
		case n.Type == html.TextNode && isRunning(n):
			running++
			return running > 1 || len(n.Data) > 120
		case n.Type == html.TextNode:
			return insideOther(n)
		case n.Type != html.ElementNode || n == content:
			return false
		case n.DataAtom == atom.Pre, n.DataAtom == atom.Table, n.DataAtom == atom.Blockquote, n.DataAtom == atom.Ul, n.DataAtom == atom.Ol:
			return true
		case isHeading(n.DataAtom) && !a.isByline(n):
			return false
		}
		if (isLine(n) || n.DataAtom == atom.A || n.DataAtom == atom.Span || n.DataAtom == atom.Time) && !insideHeading(n.Parent) && (a.isByline(n) || a.isKicker(n)) {
			gone = append(gone, n)
		}
		return false
	})
	for _, n := range gone {
		if n.Parent != nil && inside(n, content) {
			a.leaveOut(n)
			n.Parent.RemoveChild(n)
		}
	}
}

// isKicker reports whether an element is one short link beside no other text,
// to a topic, or a picture of the author.
func (a *Article) isKicker(n *html.Node) bool {
	if img := find(n, atom.Img); img != nil {
		return CleanLine(textOf(n)) == "" && a.Meta.Author != "" && strings.Contains(attr(img, "alt"), a.Meta.Author)
	}
	links := findAll(n, atom.A)
	if len(links) != 1 || n.Parent.DataAtom == atom.P || n.Parent.DataAtom == atom.Span || n.DataAtom == atom.Span {
		return false
	}
	t := CleanLine(textOf(n))
	if isEmbedded(links[0]) || film().MatchString(attr(links[0], "href")) {
		return false
	}
	return t != "" && len(t) <= 30 && t == CleanLine(textOf(links[0])) && !strings.HasPrefix(attr(links[0], "href"), "#") && strings.Contains(attr(links[0], "href"), "/")
}

// insideOther reports whether a text is of a list or a table, of which nothing
// is taken.
func insideOther(n *html.Node) bool {
	return strings.TrimSpace(n.Data) != "" && above(n, func(p *html.Node) bool { return p.DataAtom == atom.Table || p.DataAtom == atom.Pre })
}

// isByline reports whether all of an element's words say what Meta says, or are
// one of a byline's parts.
func (a *Article) isByline(n *html.Node) bool {
	const longest = 160
	t := CleanLine(textOf(n))
	if t == "" || len(t) > longest {
		return false
	}
	if sameName(t, a.Meta.Author) {
		return true
	}
	if isHeading(n.DataAtom) {
		return a.Meta.Author != "" && sameName(nameAfterBy(t), a.Meta.Author)
	}
	rest := t
	for _, name := range append(strings.Split(a.Meta.Author, ", "), a.Meta.Site) {
		if len(name) > 2 {
			rest = strings.ReplaceAll(rest, name, " ")
		}
	}
	said := rest != t
	for _, w := range []func(string) string{
		func(s string) string { return lasting().ReplaceAllString(s, " ") },
		func(s string) string { return dayOfByline().ReplaceAllString(s, " ") },
		func(s string) string { return clock().ReplaceAllString(s, " ") },
		func(s string) string { return account().ReplaceAllString(s, " ") },
	} {
		now := w(rest)
		said = said || now != rest
		rest = now
	}
	return said && strings.TrimFunc(bylineWords().ReplaceAllString(rest, " "), func(r rune) bool { return !hasWords(string(r)) }) == ""
}

// sameName reports whether two names are the same but for blanks and case.
func sameName(x, y string) bool {
	return y != "" && strings.EqualFold(strings.Join(strings.Fields(x), ""), strings.Join(strings.Fields(y), ""))
}

var (
	// lasting is how long reading takes, and what readers did.
	lasting = pattern.Lazy(`(?i)\b(?:about |est\.? )?\d+ ?(?:-|–)?\d* ?(?:min(?:ute)?s?\.?(?: read(?:ing)?(?: time)?)?|Minuten(?: Lesezeit)?|Min\.? Lesezeit|words|comments?|views|shares|likes|claps|responses|reads)\b|(?:読了時間|阅读时间|約)[:：]? ?\d+ ?[分钟]*`)
	// dayOfByline is a day, as sites write it.
	dayOfByline = pattern.Lazy(`(?i)\b(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\.?,? )?(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:de )?\pL{3,10}\.?,? (?:de )?(?:19|20)\d\d|\pL{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[/.]\d\d?[/.](?:19|20)\d\d)\b|(?:19|20)\d\d ?年 ?\d+ ?月 ?\d+ ?日|(?:19|20)\d\d년 ?\d+월 ?\d+일`)
	// account is the name of an account, behind that of its owner.
	account = pattern.Lazy(`(?:^|\s)@\w+`)
	// bylineWords are the words around names and days.
	bylineWords = pattern.Lazy(`(?i)\b(?:written|posted|published|updated|last|modified|by|on|at|in|and|von|par|por|di|am|le|el|il|et|y|und|e|author|date|read|share|follow|save|listen|print|gmt|utc|[ap]\.?m|[ecmpb][sed]?t|uhr)\b\.?:?|投稿日|更新日|公開日|発布|发布|更新|作者|来源|著者|文[:：]`)
)
