package exchange

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled at its first use: all of
// them together would take a good part of the program's start.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
