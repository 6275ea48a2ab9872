package article

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// tracker finds the addresses of frames that show nothing to read.
var tracker = pattern.Lazy(`(?i)doubleclick|googlesyndication|googletagmanager|adservice|amazon-adsystem|/ads?[/.?]|facebook\.com/(?:plugins|tr)|platform\.twitter\.com|recaptcha|disqus|about:|javascript:|^data:`)

// film finds the places where films and talks are shown.
var film = pattern.Lazy(`(?i)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|ted\.com|soundcloud\.com|spotify\.com|archive\.org|bilibili\.com|wistia|peertube)`)

// standardElements gives elements that scripts define the names of those that
// they stand for.
func standardElements(doc *html.Node) {
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode || n.DataAtom != 0 || !strings.Contains(n.Data, "-") {
			return false
		}
		video := firstOf(attr(n, "videoid"), attr(n, "data-videoid"), attr(n, "video-id"))
		switch n.Data {
		case "amp-img", "amp-anim":
			rename(n, atom.Img)
		case "amp-iframe", "amp-video-iframe":
			rename(n, atom.Iframe)
		case "amp-video":
			rename(n, atom.Video)
		case "amp-audio":
			rename(n, atom.Audio)
		case "amp-youtube", "lite-youtube", "youtube-video":
			filmFrame(n, "https://www.youtube.com/watch?v=", video)
		case "amp-vimeo", "lite-vimeo":
			filmFrame(n, "https://vimeo.com/", video)
		}
		return false
	})
}

// filmFrame makes a frame that shows a film of an element that names it.
func filmFrame(n *html.Node, site, video string) {
	if video == "" {
		return
	}
	rename(n, atom.Iframe)
	setAttr(n, "src", site+video)
	setAttr(n, "title", firstOf(attr(n, "title"), attr(n, "playlabel"), attr(n, "videotitle")))
}

// linkEmbedded puts a link in the place of a film, a talk or another page that
// is shown within the page.
func linkEmbedded(doc *html.Node) {
	for _, n := range findAll(doc, atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed) {
		src := firstOf(attr(n, "src"), attr(n, "data-src"), attr(n, "data"))
		if source := find(n, atom.Source); src == "" && source != nil {
			src = attr(source, "src")
		}
		title := CleanLine(firstOf(attr(n, "title"), attr(n, "aria-label")))
		if src == "" || isHidden(n) || attr(n, "width") == "0" || attr(n, "width") == "1" || attr(n, "height") == "0" || tracker().MatchString(src) {
			continue
		}
		if n.DataAtom == atom.Iframe && title == "" && !film().MatchString(src) {
			continue
		}
		if title == "" {
			title = embeddedName(src)
		}
		link := element(atom.A, html.Attribute{Key: "href", Val: src}, html.Attribute{Key: embeddedKey})
		link.AppendChild(textNode(title))
		if isContainer(n.Parent.DataAtom) || n.Parent.DataAtom == atom.Figure {
			p := element(atom.P)
			p.AppendChild(link)
			link = p
		}
		replace(n, link)
	}
}

const embeddedKey = "manicule-embedded"

// isEmbedded reports whether n is a link that linkEmbedded made, or holds
// nothing else.
func isEmbedded(n *html.Node) bool {
	for n != nil && n.DataAtom != atom.A && (isContainer(n.DataAtom) || n.DataAtom == atom.Figure || n.DataAtom == atom.P) {
		n = onlyElement(n)
	}
	if n == nil {
		return false
	}
	_, is := attribute(n, embeddedKey)
	return is
}

// embeddedName names a film without a title by its host or its file.
func embeddedName(src string) string {
	u, err := url.Parse(src)
	if err != nil {
		return src
	}
	if u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:]
}

// findPictures gives pictures the address that a browser would load in the end.
func findPictures(doc *html.Node) {
	for _, n := range findAll(doc, atom.Noscript) {
		picturesOf(n)
	}
	for _, n := range findAll(doc, atom.Img) {
		if isEmoji(n) {
			replace(n, textNode(attr(n, "alt")))
			continue
		}
		if sign := markdown.Emoji(attr(n, "alt")); sign != "" {
			replace(n, textNode(sign))
			continue
		}
		if src := strings.TrimSpace(attr(n, "src")); src != "" && !isPlaceholder(src) {
			continue
		}
		best := ""
		for _, key := range []string{"data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc"} {
			best = firstOf(best, attr(n, key))
		}
		best = firstOf(best, largest(attr(n, "data-srcset")), largest(attr(n, "data-lazy-srcset")), largest(attr(n, "srcset")))
		if p := n.Parent; best == "" && p != nil && p.DataAtom == atom.Picture {
			for _, s := range findAll(p, atom.Source) {
				best = firstOf(best, largest(firstOf(attr(s, "srcset"), attr(s, "data-srcset"))))
			}
		}
		setAttr(n, "src", firstOf(best, attr(n, "src")))
	}
}

// isPlaceholder reports whether an address is of a picture that stands for
// another until it is loaded.
func isPlaceholder(src string) bool {
	return strings.HasPrefix(src, "data:") || strings.HasPrefix(src, "about:") || strings.HasSuffix(src, "/spacer.gif") || strings.HasSuffix(src, "/blank.gif") || strings.HasSuffix(src, "1x1.gif")
}

// picturesOf puts the pictures for browsers without scripts in the place of
// what a script would have replaced.
func picturesOf(n *html.Node) {
	const most = 10_000
	inner := textOf(n)
	if !strings.Contains(inner, "<img") || len(inner) > most {
		return
	}
	nodes, err := html.ParseFragment(strings.NewReader(inner), element(atom.Div))
	if err != nil {
		return
	}
	box := element(atom.Div)
	for _, c := range nodes {
		box.AppendChild(c)
	}
	for _, img := range findAll(box, atom.Img) {
		if attr(img, "width") == "1" || attr(img, "height") == "1" || n.Parent == nil {
			continue
		}
		before := n.PrevSibling
		for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
			before = before.PrevSibling
		}
		img.Parent.RemoveChild(img)
		if before != nil && before.DataAtom == atom.Img {
			if alt := attr(before, "alt"); attr(img, "alt") == "" {
				setAttr(img, "alt", alt)
			}
			replace(before)
		}
		n.Parent.InsertBefore(img, n)
		if next := nextElement(n); next != nil && next.DataAtom == atom.Img && attr(next, "data-src") == attr(img, "src") {
			replace(next)
		}
	}
}

// afterSize is the comma behind a picture's size, which parts pictures also
// without a blank; others may be of an address.
var afterSize = pattern.Lazy(`(\s[\d.]+[wx]),`)

// largest is the address of the widest picture of a srcset, or of the first.
func largest(srcset string) (best string) {
	most := -1.0
	for _, s := range strings.Split(afterSize().ReplaceAllString(srcset, "$1, "), ", ") {
		words := strings.Fields(strings.Trim(s, ", \n\t"))
		if len(words) == 0 {
			continue
		}
		width := 0.0
		if size, ok := strings.CutSuffix(words[len(words)-1], "w"); ok && len(words) > 1 {
			width, _ = strconv.ParseFloat(size, 64)
		} else if size, ok := strings.CutSuffix(words[len(words)-1], "x"); ok && len(words) > 1 {
			width, _ = strconv.ParseFloat(size, 64)
		}
		if width > most {
			best, most = words[0], width
		}
	}
	return best
}

// isEmoji reports whether a picture stands for a character.
func isEmoji(n *html.Node) bool {
	alt := attr(n, "alt")
	if alt == "" || len(alt) > 40 || isASCII(alt) || hasWords(alt) {
		return false
	}
	class := attr(n, "class")
	return strings.Contains(class, "emoji") || strings.Contains(class, "smiley") || strings.Contains(attr(n, "src"), "emoji") || strings.Contains(attr(n, "src"), "twemoji")
}
