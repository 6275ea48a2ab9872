package pane

import (
	"fmt"
	"strconv"

	"manicule/internal/library"
)

func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func Minutes(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d min", n)
}

// PlaceText is a part of a text that one is at, 0 to 1, as it is shown
// everywhere.
func PlaceText(at float64) string {
	if at >= 1 {
		return "end"
	}
	return strconv.Itoa(library.Percent(at)) + "%"
}
