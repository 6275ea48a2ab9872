package session

import (
	"slices"
	"strings"
)

// ParseTags reads tags as a reader types them, words parted by spaces: each is
// given, with or without + or # before it; one after - is to
// be taken away.
func ParseTags(typed string) (give, take []string) {
	for _, word := range strings.Fields(typed) {
		rest, minus := strings.CutPrefix(word, "-")
		tag := strings.TrimPrefix(strings.TrimPrefix(rest, "+"), "#")
		switch {
		case tag == "":
		case minus:
			take = append(take, tag)
		default:
			give = append(give, tag)
		}
	}
	return give, take
}

// Retag gives tags and takes others away. They are compared whatever their
// case.
func Retag(tags, give, take []string) []string {
	has := func(tags []string, tag string) bool {
		return slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) })
	}
	now := slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return has(take, t) })
	for _, tag := range give {
		if !has(now, tag) {
			now = append(now, tag)
		}
	}
	return now
}
