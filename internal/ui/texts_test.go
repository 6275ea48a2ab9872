package ui

import (
	"regexp"
	"strings"
	"testing"

	"manicule/internal/dev/strings/texts"
)

// spelled is a key in a text, with what it does; a name in braces is none.
var spelled = regexp.MustCompile(`(?:^|[;:,·] )(?:[!-&(-~]|esc|enter|tab|ctrl-[a-z]) (?:and \S+ )?(?:adds|annotates|attaches|brings|clears?|closes?|compares?|deletes?|folds?|goes|highlights?|joins|keeps?|lists?|marks?|merges?|opens?|pans?|previews?|puts?|removes?|saves?|searches|shows?|starts?|takes?|undoes|unfolds?|writes?)\b`)

// named is the name of an action in the place of its key.
var named = regexp.MustCompile(`\{([a-z][a-z ]+)\}`)

// TestTextsNameBoundKeys holds that no text spells a key, which may be bound to
// something else, and that the actions whose keys texts name exist.
func TestTextsNameBoundKeys(t *testing.T) {
	actions := map[string]bool{}
	for _, k := range modes() {
		for _, a := range k.Actions {
			actions[a.Name] = true
		}
	}
	all, err := texts.In(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range all {
		if key := spelled.FindString(text.Text); key != "" && !strings.Contains(key, " a ") && !strings.HasPrefix(key, "a ") {
			t.Errorf("%s:%d: %q spells the key in %q: name its action in braces", text.File, text.Line, text.Text, key)
		}
		for _, m := range named.FindAllStringSubmatch(text.Text, -1) {
			if !actions[m[1]] {
				t.Errorf("%s:%d: %q names the action %q, which there is not", text.File, text.Line, text.Text, m[1])
			}
		}
	}
}
