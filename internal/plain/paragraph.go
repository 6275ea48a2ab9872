package plain

import (
	"fmt"
	"sort"
	"strings"

	"manicule/internal/article"
)

// words are a paragraph's words, with the numbers of the links in it.
func (r *reading) words(i int) string {
	span := r.paragraphs[i]
	whole := r.page.Quote(span)
	var b strings.Builder
	done := 0
	for k := sort.Search(len(r.links), func(k int) bool { return r.links[k].paragraph >= i }); k < len(r.links) && r.links[k].paragraph == i; k++ {
		before := r.page.Quote(article.Span{Start: span.Start, End: r.links[k].span.End})
		if len(before) < done || !strings.HasPrefix(whole, before) {
			continue
		}
		label := min(len(r.page.Quote(r.links[k].span)), len(before)-done)
		b.WriteString(whole[done:len(before)-label] + r.links[k].named(whole[len(before)-label:len(before)], k+1))
		done = len(before)
	}
	b.WriteString(whole[done:])
	if r.isCode(span) {
		return "\n" + b.String()
	}
	return b.String()
}

func (r *reading) isCode(s article.Span) bool {
	i := sort.Search(len(r.codes), func(i int) bool { return r.codes[i].End > s.Start })
	return i < len(r.codes) && r.codes[i].Start <= s.Start
}

// role says what kind of paragraph it is, unless it is just one.
func (r *reading) role(i int) string {
	span := r.paragraphs[i]
	if r.Article.TitleSpan.Overlaps(span) {
		return "Title: "
	}
	for _, h := range r.Article.Headings() {
		if h.Span.Overlaps(span) {
			return fmt.Sprintf("Heading, level %d: ", h.Level)
		}
	}
	line := strings.LastIndexByte(r.Article.Text[:span.Start], '\n') + 1
	role := marks(r.Article.Text[line:span.Start])
	if r.isCode(span) {
		role += fmt.Sprintf("Code, %s:", count(strings.Count(r.page.Quote(span), "\n")+1, "line", "lines"))
	}
	return role
}

// marks tells in words what the signs before a paragraph say. One of a list is
// followed by a space; without it it begins emphasis.
func marks(signs string) string {
	role := ""
	signs = strings.ReplaceAll(signs, ">", " > ")
	all := strings.Fields(signs)
	if n := len(all); n > 0 && strings.HasSuffix(signs, all[n-1]) && (isBullet(all[n-1]) || isNumber(strings.TrimRight(all[n-1], ".)"))) {
		all = all[:n-1]
	}
	for _, sign := range all {
		switch number := strings.TrimRight(sign, ".)"); {
		case sign == ">":
			if !strings.Contains(role, "Quotation: ") {
				role += "Quotation: "
			}
		case strings.HasPrefix(sign, "|"):
			return role + "Row: "
		case isBullet(sign):
			role += "Item: "
		case isNumber(number) && number != sign:
			role += "Item " + number + ": "
		case sign == "[x]" || sign == "[X]":
			role += "Done: "
		case strings.HasPrefix(sign, "[^") && strings.HasSuffix(sign, "]:"):
			role += "Footnote " + sign[len("[^"):len(sign)-len("]:")] + ": "
		}
	}
	return role
}

func isBullet(sign string) bool { return sign == "-" || sign == "*" || sign == "+" }
