package note

import (
	"slices"
	"strings"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

var (
	// hashTag is a # before a word, where a word may begin; words are letters,
	// digits, "-", "_" and "/", and hold something besides digits ("#1" is none).
	hashTag  = pattern.Lazy(`(^|[\s(,;"'“‘])#([\pL\pN\pM_/-]+)`)
	someWord = pattern.Lazy(`[\pL_]`)
	codeSpan = pattern.Lazy("(`+)[^`\n](?:[^\n]*?[^`\n])?(`+)")
	linkDest = pattern.Lazy(`\]\([^)\n]*\)`)
)

// AllTags returns the header's tags and the #tags of the body, each once, in
// order of appearance. Code and link destinations hold none.
func (n Note) AllTags() []string {
	tags := slices.Clone(n.Tags)
	var code markdown.Fence
	for line := range strings.Lines(n.Body) {
		inside := code.Open != ""
		code.See(line)
		if !inside && code.Open == "" {
			tags = append(tags, lineTags(line)...)
		}
	}
	return UniqueTags(tags)
}

func lineTags(line string) []string {
	line = linkDest().ReplaceAllString(codeSpan().ReplaceAllString(line, "x"), "]")
	var tags []string
	for _, m := range hashTag().FindAllStringSubmatch(line, -1) {
		if tag := strings.TrimRight(m[2], "/-"); someWord().MatchString(tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// UniqueTags are the tags, each once, in order; "" is none. It changes the slice.
func UniqueTags(tags []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(tags, func(tag string) bool {
		again := seen[tag]
		seen[tag] = true
		return again || tag == ""
	})
}
