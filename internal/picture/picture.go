// Package picture makes pictures that a terminal can show of the files of
// articles. It is pure: bytes become an image, within limits.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the kinds that image.Decode knows; of a GIF the first frame
	_ "image/jpeg"
	_ "image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"manicule/internal/crash"
)

// What a picture may be.
const (
	MaxBytes  = 16 << 20
	maxPixels = 40_000_000
)

// errKind says that a file is no picture of a kind that can be shown.
var errKind = errors.New("not a PNG, JPEG, GIF or WebP picture")

// Decode reads a picture of at most MaxBytes and 40 megapixels, which it looks
// at before it takes any memory for them. A decoder's panic is an error, and so
// is a Drawing.
func Decode(data []byte) (img image.Image, err error) {
	defer crash.Survive(func(c *crash.Crash) { img, err = nil, fmt.Errorf("invalid format (%v)", c.What) })
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("%d MiB are more than the %d of the largest picture shown", len(data)>>20, MaxBytes>>20)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat):
		if d, ok := svgOf(data); ok {
			return nil, d
		}
		return nil, errKind
	case err != nil:
		return nil, err
	case config.Width <= 0 || config.Height <= 0:
		return nil, errors.New("it is empty")
	case config.Width > maxPixels/config.Height:
		return nil, fmt.Errorf("%d×%d pixels are more than the 40 million of the largest picture shown", config.Width, config.Height)
	}
	img, _, err = image.Decode(bytes.NewReader(data))
	return img, err
}

// Scale is the picture at another size.
func Scale(img image.Image, width, height int) *image.NRGBA {
	to := image.NewNRGBA(image.Rect(0, 0, max(width, 1), max(height, 1)))
	draw.CatmullRom.Scale(to, to.Bounds(), img, img.Bounds(), draw.Src, nil)
	return to
}

// Within is the size of a picture brought down to at most that width and
// height; it is not brought up. No side becomes 0.
func Within(size image.Point, width, height int) image.Point {
	if size.X > width {
		size = image.Pt(width, max(size.Y*width/size.X, 1))
	}
	if size.Y > height {
		size = image.Pt(max(size.X*height/size.Y, 1), height)
	}
	return size
}
