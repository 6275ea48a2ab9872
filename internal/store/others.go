package store

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Others are the files that are not shown, by kind: those that were met when the
// folder was last looked through.
type Others struct {
	Kinds []OtherKind // the most frequent first
	Total int
}

// OtherKind is an extension, with its dot and in small letters, and how many
// files have it; "" are those without.
type OtherKind struct {
	Ext   string
	Count int
}

// Others tells what else lies in the folder that is shown. It is known once the
// folder was looked through.
func (c *Collection) Others() Others {
	c.mu.Lock()
	met := c.others
	c.mu.Unlock()
	count := map[string]int{}
	o := Others{}
	for dir, kinds := range met {
		if within := c.Within(); within != "." && dir != within && !strings.HasPrefix(dir, within+"/") {
			continue
		}
		for ext, n := range kinds {
			count[ext] += n
			o.Total += n
		}
	}
	for ext, n := range count {
		o.Kinds = append(o.Kinds, OtherKind{ext, n})
	}
	slices.SortFunc(o.Kinds, func(a, b OtherKind) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Ext, b.Ext))
	})
	return o
}

// String is a sentence such as "17 files of other kinds: 12 .jpg, 5 .pdf"; "" if
// there are none.
func (o Others) String() string {
	const named = 12
	if o.Total == 0 {
		return ""
	}
	parts, left := []string{}, o.Total
	for _, k := range o.Kinds[:min(len(o.Kinds), named)] {
		parts = append(parts, fmt.Sprintf("%d %s", k.Count, cmp.Or(show(k.Ext), "without extension")))
		left -= k.Count
	}
	if left > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d more kinds", left, len(o.Kinds)-named))
	}
	files := "files"
	if o.Total == 1 {
		files = "file"
	}
	return fmt.Sprintf("%d %s of other kinds: %s", o.Total, files, strings.Join(parts, ", "))
}

// other counts a file that is not shown.
func (w *walker) other(dir, base string) {
	if w.others == nil {
		return
	}
	ext := strings.ToLower(path.Ext(base))
	if len(ext) < 2 || len(ext) > 12 {
		ext = ""
	}
	if w.others[dir] == nil {
		w.others[dir] = map[string]int{}
	}
	w.others[dir][ext]++
}

// lookedThroughOthers takes in what a walk through the whole folder counted.
func (c *Collection) lookedThroughOthers(met map[string]map[string]int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.others = maps.Clone(met)
}
