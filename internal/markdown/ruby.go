package markdown

import (
	"strings"

	"manicule/internal/pattern"
)

// within finds a reading of some of a word's characters, with the parentheses
// that the text has for it, and that the word goes on behind it.
var within = pattern.Lazy(`^(?:<rp>[^<]{0,8}</rp>)?<rt>[^<]{0,100}</rt>(?:<rp>[^<]{0,8}</rp>)?(?:</ruby><ruby>)?(?:<rb>)?([^<\s])`)

// readingWithin is the length of the reading that s begins with, an element of
// that name, where the word that it is for goes on behind it; else 0. Left out,
// the word is one.
func readingWithin(s, name string) int {
	if name != "rt" && name != "rp" {
		return 0
	}
	m := within().FindStringSubmatchIndex(s[:min(len(s), reach)])
	if m == nil {
		return 0
	}
	return m[2]
}

// Ruby is where one is in the readings that stand beside words. The zero value
// is outside of them.
type Ruby struct{ own bool } // the text has parentheses for them

// Sign is what a reader sees of a tag around a reading: parentheses, unless the
// text has its own. False: it is no such tag.
func (r *Ruby) Sign(name string, closing bool) (sign string, ok bool) {
	switch name {
	case "ruby":
		r.own = false
	case "rp":
		r.own = true
	case "rt":
		switch {
		case r.own:
		case closing:
			return "）", true
		default:
			return "（", true
		}
	default:
		return "", false
	}
	return "", true
}

func (r *Ruby) sign(tag string) (string, bool) {
	return r.Sign(strings.ToLower(TagName(tag)), strings.HasPrefix(tag, "</"))
}
