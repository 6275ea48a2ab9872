package term

import (
	"image"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"

	"manicule/internal/page"
	"manicule/internal/picture"
)

// Pictures by the terminal: kitty's graphics protocol, with characters in the
// text's cells that stand for pieces of a picture, so that it scrolls with the
// text and goes when the cells are overwritten
// (https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders).

// firstPictureID begins the numbers by which the terminal knows our pictures.
// They are written as one of its 256 colours; the first 16 have other codes.
const FirstPictureID = 16

// sentWidth and sentHeight are the most pixels that are sent.
const sentWidth, sentHeight = 960, 720

// KittyPicture is what makes the terminal keep a picture, ready to be shown in
// a room of cells: base64 in pieces of at most 4,096 bytes.
func KittyPicture(img image.Image, id int, room page.Size, tmux bool) (string, error) {
	size := picture.Within(img.Bounds().Size(), sentWidth, sentHeight)
	o := &kitty.Options{
		Action: kitty.TransmitAndPut, Quiet: 2, ID: id, Format: kitty.PNG, Transmission: kitty.Direct, Chunk: true,
		Columns: room.Cols, Rows: room.Rows, VirtualPlacement: true,
	}
	if tmux {
		o.ChunkFormatter = ansi.TmuxPassthrough
	}
	var b strings.Builder
	if err := kitty.EncodeGraphics(&b, picture.Scale(img, size.X, size.Y), o); err != nil {
		return "", err
	}
	return b.String(), nil
}

// DrawPlaceholders draws a row of a picture: each cell names the picture by its
// colour, and row and column by marks.
func DrawPlaceholders(c *Canvas, x, y, row, cols, id int) {
	st := uv.Style{Fg: ansi.IndexedColor(uint8(id))}
	for col := range cols {
		c.Put(x+col, y, string([]rune{kitty.Placeholder, kitty.Diacritic(row), kitty.Diacritic(col)}), 1, &st, "")
	}
}
