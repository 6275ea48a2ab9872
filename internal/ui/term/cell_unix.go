//go:build unix

package term

import (
	"image"
	"os"

	"golang.org/x/sys/unix"
)

// SystemCell is how many pixels a cell of the terminal has, as far as the
// system knows; zero when it doesn't.
func SystemCell() image.Point {
	w, err := unix.IoctlGetWinsize(int(os.Stdout.Fd()), unix.TIOCGWINSZ)
	if err != nil || w.Col == 0 || w.Row == 0 {
		return image.Point{}
	}
	if cell := image.Pt(int(w.Xpixel/w.Col), int(w.Ypixel/w.Row)); sane(cell) {
		return cell
	}
	return image.Point{}
}
