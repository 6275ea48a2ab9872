// Package pattern has regular expressions that are compiled when they are
// first needed: all of them together would take a good part of the program's
// start.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy is a regular expression that is compiled at its first use. It panics then
// if expr is none.
func Lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
