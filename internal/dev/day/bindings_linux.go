package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"manicule/internal/ui"
)

// bind gives the actions other keys than the usual ones, by chance: each
// printable key becomes another one, the same in all modes, so that what is
// pressed without looking does no harm; and an action no test step needs may have no key.
func (d *day) bind() error {
	usual := ui.UsualKeys()
	d.key = d.shuffled(usual)
	needed := map[string]bool{"/": true, "n": true, "j": true, "k": true, "}": true, "a": true, "u": true, "q": true}
	var b strings.Builder
	for _, mode := range slices.Sorted(maps.Keys(usual)) {
		fmt.Fprintf(&b, "[keys.%q]\n", mode)
		for _, name := range slices.Sorted(maps.Keys(usual[mode])) {
			keys := usual[mode][name]
			if first := strings.Join(keys[:min(len(keys), 1)], ""); printable(first) && !needed[first] && d.rand.IntN(8) == 0 {
				keys = nil
			}
			quoted := make([]string, len(keys))
			for i, key := range keys {
				if printable(key) { // else it is the name of one
					key = d.bound(key)
				}
				quoted[i] = fmt.Sprintf("%q", key)
			}
			fmt.Fprintf(&b, "%q = [%s]\n", name, strings.Join(quoted, ", "))
		}
	}
	folder := filepath.Join(d.dir, "config", "manicule")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "config.toml"), []byte(b.String()), 0o644)
}

// shuffled says by which key each printable one of the tables is replaced.
func (d *day) shuffled(usual ui.Keys) map[rune]rune {
	var keys []rune
	for _, actions := range usual {
		for _, own := range actions {
			for _, key := range own {
				if printable(key) {
					keys = append(keys, rune(key[0]))
				}
			}
		}
	}
	slices.Sort(keys) // the maps have no order, and the seed is to give the same keys
	keys = slices.Compact(keys)
	to := map[rune]rune{}
	for i, j := range d.rand.Perm(len(keys)) {
		to[keys[i]] = keys[j]
	}
	return to
}

// printable reports whether it is a key of one character; digits count.
func printable(key string) bool { return len(key) == 1 && key > " " && !unicode.IsDigit(rune(key[0])) }

// bound are the keys that do now what these, printable ones in a row or a
// sequence that stands for one key, usually do.
func (d *day) bound(keys string) string {
	if strings.HasPrefix(keys, "\x1b") {
		return keys
	}
	return strings.Map(func(r rune) rune { return cmp.Or(d.key[r], r) }, keys)
}

// act presses the keys that do what these usually do.
func (d *day) act(keys ...string) error {
	for _, key := range keys {
		if err := d.press(d.bound(key)); err != nil {
			return err
		}
	}
	return nil
}
