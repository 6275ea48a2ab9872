package article

import "strings"

// Tag is a tag as it is kept, of a note or an article: one clean line without
// the # that tags are written with. Spaces, commas and quotes belong to it. It
// is "" if nothing is left. Tag(Tag(s)) == Tag(s).
func Tag(s string) string {
	for s = CleanLine(s); strings.HasPrefix(s, "#"); {
		s = CleanLine(s[1:])
	}
	return s
}

// Tags are the tags as they are kept, each once, whatever its case.
func Tags(tags []string) []string {
	var kept []string
	known := map[string]bool{"": true}
	for _, s := range tags {
		s = Tag(s)
		if key := strings.ToLower(s); !known[key] {
			known[key] = true
			kept = append(kept, s)
		}
	}
	return kept
}
