package ui

import "slices"

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	e := &env{host: (*Model)(nil)}
	return slices.Concat(libraryModes(e), readerModes(e), notesModes(e), overlayModes(e), paneModes(e))
}
