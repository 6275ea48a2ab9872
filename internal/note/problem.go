package note

import (
	"fmt"
	"strings"

	"manicule/internal/pattern"
)

// Problem is something in a notes file that needs a person.
type Problem struct {
	Line int // 1-based
	What string
}

// Problems lists what needs a person, in order of the lines.
func (f *File) Problems() []Problem {
	var found []Problem
	line := 1 + strings.Count(f.front.String(), "\n")
	seen := map[string]int{}
	for _, p := range f.pieces {
		at := line + strings.Count(leadOf(p.raw), "\n")
		for _, what := range p.wrong {
			found = append(found, Problem{at, what})
		}
		if i := strings.Index("\n"+p.raw, "\n"+twice); i >= 0 {
			found = append(found, Problem{line + strings.Count(p.raw[:i], "\n"), "conflicting changes; keep one version and delete the lines that begin with " + twice})
		}
		if p.note != nil && seen[p.note.ID] > 0 {
			found = append(found, Problem{at, fmt.Sprintf("duplicate id %s, first on line %d; change one of them", p.note.ID, seen[p.note.ID])})
		} else if p.note != nil {
			seen[p.note.ID] = at
		}
		line += strings.Count(p.raw, "\n")
	}
	return found
}

// ReadOnly says why the file must not be written, in the reader's words, or
// is "". What can be read of it is there nevertheless.
func (f *File) ReadOnly() string { return f.readOnly }

var (
	conflict    = pattern.Lazy(`(?ms)^<{7}(?:[ \t\r][^\n]*)?$.*^>{7}(?:[ \t\r][^\n]*)?$`)
	laterNumber = pattern.Lazy(`^[2-9]$|^\d\d+$`)
)

// obstacle looks for what makes writing dangerous. The markers are git's.
func (f *File) obstacle(body string) string {
	v, ok := f.front.get("manicule")
	all := f.front.String() + body
	switch {
	case strings.Contains(all, "<<<<<<<") && conflict().MatchString(all):
		return "it holds conflict markers (<<<<<<< … >>>>>>>); resolve them in an editor"
	case ok && laterNumber().MatchString(v):
		return "a newer manicule wrote it (version " + v + ")"
	case ok && v != version:
		return fmt.Sprintf("its version is %q, not %s", v, version)
	}
	return ""
}
