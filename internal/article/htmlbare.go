package article

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// A section's part, as settleHeadings sees the content of a page.
type sectionPart struct {
	element int
	level   int  // of a heading; 0: it is none
	dropped bool // it is left out so far
}

// settleHeadings puts right where readability left a heading and what stands
// under it apart: a heading over text that is kept is kept; what stands under
// one that is kept is kept too, or both are left out.
func (p *pageParts) settleHeadings(content *html.Node) {
	parts := p.sectionParts(content)
	for k := len(parts) - 1; k >= 0; k-- {
		s := parts[k]
		if s.level == 0 || !s.dropped || s.element < p.first || s.element > p.last || isCertainFurniture(p.elements[s.element]) {
			continue
		}
		if next := nextKept(parts, k); next >= 0 && (parts[next].level == 0 || parts[next].level > s.level) {
			parts[k].dropped = false
			p.restore(s.element)
		}
	}
	for k, s := range parts {
		if s.level < 2 || s.dropped {
			continue
		}
		next := nextKept(parts, k)
		if next >= 0 && (parts[next].level == 0 || parts[next].level > s.level) {
			continue
		}
		end := next
		if end < 0 {
			end = len(parts)
		}
		p.settleSection(s, parts[k+1:end])
	}
}

// settleSection decides on a heading with nothing kept under it, and on what is
// left out there.
func (p *pageParts) settleSection(h sectionPart, below []sectionPart) {
	saved, gone := false, false
	for _, s := range below {
		if s.level > 0 {
			break
		}
		if n := p.elements[s.element]; !isCertainFurniture(n) && !p.apart[s.element] && p.isText(s.element) && !isPagePart(CleanLine(textOf(p.elements[h.element]))) {
			p.restore(s.element)
			saved = true
		}
		gone = true
	}
	if gone && !saved {
		p.dropped[h.element] = true
	}
}

// restore keeps an element that was to be left out, but for what helps to go
// about in it.
func (p *pageParts) restore(i int) {
	p.dropped[i] = false
	for j := i + 1; j <= p.end[i]; j++ {
		if isHelp(p.elements[j]) {
			p.dropped[j] = true
			j = p.end[j]
		}
	}
}

// isPagePart reports whether a heading is one of what stands around texts.
func isPagePart(heading string) bool {
	return pagePart().MatchString(heading) || notice().MatchString(heading) || aroundHeading().MatchString(heading)
}

// aroundHeading are headings over links to other pages.
var aroundHeading = pattern.Lazy(`(?i)^(?:(?:top|latest|popular|related|trending|recent|featured|other|more|most|also|editor'?s|newest|breaking|our|your)\b.*|.*\b(?:newsletters?|podcasts?|categories|archives?|tags|topics)$|written by\b.*|share\b.*|follow\b.*|about (?:the )?author.*|contact.*|comments?.*|leave a .*)$`)

// isText reports whether what readability leaves out is more than links to
// other pages of the site: text, or links that lead out of it.
func (p *pageParts) isText(i int) bool {
	if p.linked[i]*10 < p.all[i]*6 {
		return true
	}
	out, all := 0, 0
	for _, a := range findAll(p.elements[i], atom.A) {
		u, err := url.Parse(attr(a, "href"))
		if err != nil || attr(a, "href") == "" {
			continue
		}
		all++
		if u.Host != "" && u.Host != p.host && !strings.HasSuffix(u.Host, "."+p.host) {
			out++
		}
	}
	return p.host != "" && out*2 > all || hasClass(p.elements[i], "references", "reflist", "bibliography")
}

// nextKept is the next part behind k that is kept; −1: there is none.
func nextKept(parts []sectionPart, k int) int {
	for i := k + 1; i < len(parts); i++ {
		if !parts[i].dropped {
			return i
		}
	}
	return -1
}

// sectionParts are the headings of the content, the text between them, and
// what is left out, in order.
func (p *pageParts) sectionParts(content *html.Node) (parts []sectionPart) {
	from := p.index[content]
	for i := from + 1; i <= p.end[from]; i++ {
		n := p.elements[i]
		switch level := p.headingAt(i); {
		case p.dropped[i]:
			if p.all[i] > 0 {
				parts = append(parts, sectionPart{i, level, true})
			}
			i = p.end[i]
		case isHeading(n.DataAtom):
			if p.all[i] > 0 {
				parts = append(parts, sectionPart{i, level, false})
			}
			i = p.end[i]
		case ownText(n) > 0, n.DataAtom == atom.Img:
			parts = append(parts, sectionPart{element: i})
		}
	}
	return parts
}

// headingAt is the level of the heading that an element is, or that is nearly
// all that stands in it; 0: it is none.
func (p *pageParts) headingAt(i int) int {
	n := p.elements[i]
	if isHeading(n.DataAtom) {
		return int(n.Data[1] - '0')
	}
	if !isContainer(n.DataAtom) && n.DataAtom != atom.Header || p.all[i] > 400 {
		return 0
	}
	for j := i + 1; j <= p.end[i]; j++ {
		if h := p.elements[j]; isHeading(h.DataAtom) && (p.all[j]*10 >= p.all[i]*6 || p.all[i]-p.all[j] < 20) {
			return int(h.Data[1] - '0')
		}
	}
	return 0
}
