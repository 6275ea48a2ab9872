package term

import (
	"image"
	"image/color"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// DrawBlocks draws a row of a picture made for cells of two pixels, one above
// the other, in the colours that the terminal has.
func DrawBlocks(c *Canvas, x, y, row int, img *image.NRGBA, dark bool, profile colorprofile.Profile) {
	if 2*row+1 >= img.Rect.Dy() {
		return
	}
	for col := range img.Rect.Dx() {
		st := uv.Style{
			Fg: profile.Convert(onGround(img.NRGBAAt(col, 2*row), dark)),
			Bg: profile.Convert(onGround(img.NRGBAAt(col, 2*row+1), dark)),
		}
		c.Put(x+col, y, "▀", 1, &st, "")
	}
}

// onGround is a colour that may let through the terminal's background, which is
// known only as dark or light.
func onGround(p color.NRGBA, dark bool) color.Color {
	ground := 255
	if dark {
		ground = 0
	}
	mix := func(v uint8) uint8 { return uint8((int(v)*int(p.A) + ground*(255-int(p.A))) / 255) }
	return color.RGBA{mix(p.R), mix(p.G), mix(p.B), 255}
}
