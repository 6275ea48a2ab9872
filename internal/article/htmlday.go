package article

import (
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// dayClass is what pages call the day that they appeared on.
var dayClass = pattern.Lazy(`(?i)(?:^|[\s_-])(?:date|pub-?date|published|publish-?date|published-?date|post-?date|posted-?on|entry-?date|article-?date|dateline|timestamp|meta-?date|datum|fecha)(?:$|[\s_-])`)

// shownDay is the day that a page says it appeared on where a reader sees it.
func shownDay(doc *html.Node) (day time.Time, ok bool) {
	day = surest(doc, []func(*html.Node) bool{
		func(n *html.Node) bool { return attr(n, "itemprop") == "datePublished" },
		func(n *html.Node) bool { return hasClass(n, "dt-published", "published") },
		func(n *html.Node) bool {
			return dayClass().MatchString(attr(n, "class")) || dayClass().MatchString(attr(n, "id"))
		},
		func(n *html.Node) bool { return n.DataAtom == atom.Time },
	}, dayIn)
	if !day.IsZero() {
		return day, true
	}
	aboveText(doc, func(line string) bool {
		day, ok = dayInLine(line)
		return ok
	})
	return day, ok
}

// dayIn is the day that an element tells, by its attributes or its words.
func dayIn(n *html.Node) (time.Time, bool) {
	for _, key := range []string{"datetime", "content", "title"} {
		if t, ok := metaDate(attr(n, key)); ok {
			return t, true
		}
	}
	return dayInLine(shortText(n))
}

// dayInLine is the day that a line is, or the first in it.
func dayInLine(line string) (time.Time, bool) {
	if t, ok := dayOf(line); ok {
		return t, true
	}
	if day := dayOfByline().FindString(line); day != "" {
		return metaDate(day)
	}
	return time.Time{}, false
}
