//go:build !unix

package term

import "image"

// SystemCell is nothing where the system doesn't say how large a cell is.
func SystemCell() image.Point { return image.Point{} }
