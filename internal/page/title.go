package page

import (
	"fmt"
	"net/url"
	"strings"

	"manicule/internal/article"
)

// countLimit is the size of text above which the minutes are left out of the
// title block: counting words takes longer than a first screen may.
const countLimit = 1 << 20

// laidOutTitle is the block above the text: title, byline, source. The caller
// holds the lock.
func (p *Page) laidOutTitle() *laidOutPart {
	if p.title == nil {
		b := newBuilder(&p.style.Config, p.pal, p.article.Text, p.wide)
		blocks := []block{p.titleBlock(b)}
		if s := p.byline(); s != "" {
			blocks = append(blocks, block{kind: prose, cells: b.ornament(s, b.marks.quiet)})
		}
		if s := host(p.article.Meta); s != "" {
			blocks = append(blocks, block{kind: prose, cells: b.siteLink(s, p.article.Meta.Source)})
		}
		p.title = p.lay(blocks)
	}
	return p.title
}

// titleBlock is the text's own heading if it shows the title, else the title
// in the looks of one.
func (p *Page) titleBlock(b *builder) block {
	if !p.article.TitleSpan.Empty() {
		if blocks := p.blocksOf(0); len(blocks) > 0 && p.isTitle(&blocks[0]) {
			own := blocks[0]
			own.gap = 0
			return own
		}
	}
	look := b.headingLook(1).StylePrimitive
	e := edgesOf(look)
	title := e.outside + e.inside + article.CleanLine(p.article.Meta.Title) + e.insideEnd + e.outsideEnd
	return block{kind: heading, level: 1, cells: b.ornament(title, b.pen.with(look))}
}

// byline is author, site, date and minutes, as far as they are known.
func (p *Page) byline() string {
	m := p.article.Meta
	var parts []string
	for _, s := range []string{m.Author, m.Site} {
		if s = article.CleanLine(s); s != "" {
			parts = append(parts, s)
		}
	}
	if !m.Published.IsZero() {
		parts = append(parts, m.Published.Format("2 January 2006"))
	}
	if !p.article.Begun && len(p.article.Text) <= countLimit {
		parts = append(parts, fmt.Sprintf("%d min", p.article.Minutes()))
	}
	return strings.Join(parts, " · ")
}

// siteLink is the name of a site that leads to an address.
func (b *builder) siteLink(name, address string) []Cell {
	look := b.marks.quiet
	look.underline = true
	cells, link := b.ornament(name, look), b.pal.link(address)
	for i := range cells {
		cells[i].Link = link
	}
	return cells
}

// host is where the article came from, without what is no name.
func host(m article.Meta) string {
	u, err := url.Parse(m.Source)
	if err != nil || u.Host == "" {
		return ""
	}
	return article.CleanLine(strings.TrimPrefix(u.Host, "www."))
}
