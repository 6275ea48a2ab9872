// Package picture makes pictures that a terminal can show of the files of
// articles. It is pure: bytes become an image, within limits.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"manicule/internal/crash"
)

// What a picture may be.
const (
	MaxBytes  = 16 << 20
	maxPixels = 40_000_000
)

// errKind says that a file is no picture of a kind that can be shown.
var errKind = errors.New("not a PNG, JPEG, GIF or WebP picture")

// codec reads one kind of picture.
type codec struct {
	signature string // what its files begin with; "?" is any byte
	config    func([]byte) (image.Config, error)
	decode    func([]byte) (image.Image, error)
}

// codecs are all kinds there are. Of a GIF the first frame is read.
func codecs() []codec {
	return []codec{
		{
			"\x89PNG\r\n\x1a\n",
			func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) },
		},
		{
			"\xff\xd8",
			func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
		},
		{
			"GIF8?a",
			func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return gif.Decode(bytes.NewReader(b)) },
		},
		{
			"RIFF????WEBPVP8",
			func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
			func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) },
		},
	}
}

// begins tells whether data begins with the signature.
func (c codec) begins(data []byte) bool {
	if len(data) < len(c.signature) {
		return false
	}
	for i := range len(c.signature) {
		if s := c.signature[i]; s != '?' && s != data[i] {
			return false
		}
	}
	return true
}

// Decode reads a picture of at most MaxBytes and 40 megapixels, which it looks
// at before it takes any memory for them. A decoder's panic is an error.
func Decode(data []byte) (img image.Image, err error) {
	defer crash.Survive(func(c *crash.Crash) { img, err = nil, fmt.Errorf("its form is not understood (%v)", c.What) })
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("%d MiB are more than the %d of the largest picture shown", len(data)>>20, MaxBytes>>20)
	}
	for _, c := range codecs() {
		if c.begins(data) {
			return c.read(data)
		}
	}
	return nil, errKind
}

func (c codec) read(data []byte) (image.Image, error) {
	config, err := c.config(data)
	switch {
	case err != nil:
		return nil, err
	case config.Width <= 0 || config.Height <= 0:
		return nil, errors.New("it is empty")
	case config.Width > maxPixels/config.Height:
		return nil, fmt.Errorf("%d×%d pixels are more than the 40 million of the largest picture shown", config.Width, config.Height)
	}
	return c.decode(data)
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
