package note

import (
	"slices"
	"strings"
)

// mergeFronts merges front matters key by key. Of two values that both sides
// changed to, the greater one stays and the other one becomes a comment; but of
// the text that positions belong to either will do, since entries keep their
// own.
func mergeFronts(base, ours, theirs front, eol string) front {
	if len(ours.fields) == 0 || len(theirs.fields) == 0 {
		return front{slices.Concat(ours.fields, theirs.fields)}
	}
	merged := front{slices.Clone(ours.fields)}
	for _, d := range theirs.fields {
		if d.key == "" {
			merged.addLine(d, base)
			continue
		}
		o, inOurs := ours.field(d.key)
		b, inBase := base.field(d.key)
		switch {
		case o == d.raw, inBase && b == d.raw:
		case inOurs == inBase && o == b:
			merged.put(d)
		default:
			merged.putBoth(d, o, eol)
		}
	}
	for _, d := range base.fields {
		o, _ := ours.field(d.key)
		if _, there := theirs.field(d.key); !there && d.key != "" && o == d.raw {
			merged.fields = slices.DeleteFunc(merged.fields, func(f field) bool { return f.key == d.key })
		}
	}
	return merged
}

func (f front) field(key string) (raw string, ok bool) {
	for _, d := range f.fields {
		if d.key == key {
			return d.raw, true
		}
	}
	return "", false
}

// put puts a field in the place of the one of its key, or at the end.
func (f *front) put(d field) {
	if i := slices.IndexFunc(f.fields, func(own field) bool { return own.key == d.key }); i >= 0 {
		f.fields[i] = d
		return
	}
	f.fields = slices.Insert(f.fields, len(f.fields)-1, d)
}

// putBoth keeps the greater of two values, and the other one as a comment.
func (f *front) putBoth(d field, ours, eol string) {
	lesser := min(d.raw, ours)
	d.raw = max(d.raw, ours)
	f.put(d)
	if lesser != "" && d.key != "text" {
		lines := strings.ReplaceAll(strings.TrimRight(lesser, "\r\n"), "\n", "\n# ")
		f.addLine(field{raw: "# also: " + lines + eol}, front{})
	}
}

// addLine adds a line that belongs to no key, such as a comment, unless it is
// there or was taken away.
func (f *front) addLine(d field, base front) {
	fence := frontFence().MatchString(strings.TrimPrefix(d.raw, "\ufeff")) || frontEnd().MatchString(d.raw)
	if !fence && strings.TrimSpace(d.raw) != "" && !slices.Contains(f.fields, d) && !slices.Contains(base.fields, d) {
		f.fields = slices.Insert(f.fields, len(f.fields)-1, d)
	}
}
