package note

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"manicule/internal/diff"
)

// MergeNotes brings together what two sides made of one note, field by field;
// a nil base means that what both began with is not known. Of two kinds, places
// or quotes that both sides changed to, the later one stays, and the body says
// what the other one was, where that is the reader's own.
func MergeNotes(base *Note, ours, theirs Note) Note {
	n, other := ours, theirs
	if newer(theirs, ours) {
		n, other = theirs, ours
	}
	b := other
	b.Body, b.Tags, b.Extra = strings.Join(diff.Common(bodyLines(ours.Body), bodyLines(theirs.Body)), "\n"), nil, nil
	if base != nil {
		b = *base
	}
	n.Body = MergeBodies(b.Body, ours.Body, theirs.Body)
	n.Tags = mergeTags(b.Tags, n.Tags, other.Tags)
	n.Extra = mergeExtra(b.Extra, n.Extra, other.Extra)
	n.Made = earlier(n.Made, other.Made)
	if whereOf(n) == whereOf(b) {
		quote := n.Anchor.Quote
		n.Anchor, n.Text = other.Anchor, other.Text
		n.Anchor.Quote = quote
	}
	n.mergeValue("kind", &n.Kind, b.Kind, other.Kind)
	n.mergeValue("quote", &n.Anchor.Quote, b.Anchor.Quote, other.Anchor.Quote)
	return n
}

// mergeValue takes the other side's value if this one did not change it. If
// both did, the body says the other one.
func (n *Note) mergeValue(name string, value *string, base, other string) {
	switch {
	case *value == base:
		*value = other
	case other != base && other != *value:
		line := twice + "its " + name + " was changed in two places, also to: " + strings.Join(strings.Fields(other), " ")
		if lines := bodyLines(n.Body); !slices.Contains(lines, line) {
			n.Body = strings.Join(append(lines, line), "\n")
		}
	}
}

// whereOf is what says where a note stands.
func whereOf(n Note) [2]Anchor {
	n.Anchor.Quote = ""
	return [2]Anchor{n.Anchor, {Quote: n.Text}}
}

// newer orders two versions of a note, whichever is named first.
func newer(a, b Note) bool {
	if c := a.Changed.Compare(b.Changed); c != 0 {
		return c > 0
	}
	return a.format("\n", false) > b.format("\n", false)
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func sameNote(a, b Note) bool { return a.format("\n", false) == b.format("\n", false) }

// touched reports whether a person changed the note; that its passage moved with
// the article is no edit.
func touched(before, now Note) bool {
	quote := before.Anchor.Quote
	before.Anchor, before.Text = now.Anchor, now.Text
	before.Anchor.Quote = quote
	return !sameNote(before, now)
}

// MergeBodies merges two versions of a note's words line by line. Lines that
// both changed are there twice, with a sign before each.
func MergeBodies(base, ours, theirs string) string {
	return strings.Join(diff.Merge(bodyLines(base), bodyLines(ours), bodyLines(theirs), bothLines), "\n")
}

func bodyLines(body string) []string {
	if body == "" {
		return nil
	}
	return strings.Split(body, "\n")
}

func bothLines(_, ours, theirs []string) []string {
	switch {
	case holds(ours, theirs):
		return ours
	case holds(theirs, ours):
		return theirs
	}
	if strings.Join(theirs, "\n") < strings.Join(ours, "\n") {
		ours, theirs = theirs, ours
	}
	return slices.Concat([]string{oneSide}, ours, []string{otherSide}, theirs, []string{bothOver})
}

// mergeTags are those that both sides left and those that either added.
func mergeTags(base, ours, theirs []string) []string {
	var merged []string
	for _, tag := range slices.Concat(ours, theirs) {
		gone := slices.Contains(base, tag) && !(slices.Contains(ours, tag) && slices.Contains(theirs, tag))
		if !gone && !slices.Contains(merged, tag) {
			merged = append(merged, tag)
		}
	}
	return merged
}

// mergeExtra merges header keys that are not known here. Of two values that
// both sides changed to, the later side's stays.
func mergeExtra(base, later, other map[string]json.RawMessage) map[string]json.RawMessage {
	merged := map[string]json.RawMessage{}
	for key, value := range later {
		was, had := base[key]
		theirs, kept := other[key]
		switch {
		case !had || !bytes.Equal(value, was):
			merged[key] = value
		case kept:
			merged[key] = theirs
		}
	}
	for key, value := range other {
		if _, there := later[key]; !there && !bytes.Equal(value, base[key]) {
			merged[key] = value
		}
	}
	if len(merged) == 0 {
		return nil
	}
	return merged
}
