// Command charts draws the pictures of the sample articles:
//
//	go run ./internal/dev/charts
package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
)

// The charts have one size and few colours: a few kilobytes each.
const width, height = 560, 240

var (
	paper = color.RGBA{0xfb, 0xf8, 0xf1, 0xff}
	ink   = color.RGBA{0x55, 0x50, 0x48, 0xff}
	red   = color.RGBA{0xb5, 0x4a, 0x36, 0xff}
	blue  = color.RGBA{0x3c, 0x6e, 0x91, 0xff}
	pale  = color.RGBA{0xe3, 0xdc, 0xcc, 0xff}
)

func main() {
	for path, chart := range map[string]*image.Paletted{
		"articles/kitchen/rise.png": rise(),
		"articles/essays/speed.png": speed(),
	} {
		if err := write(path, chart); err != nil {
			fmt.Fprintln(os.Stderr, "charts:", err)
			os.Exit(1)
		}
	}
}

func write(path string, img image.Image) error {
	f, err := os.Create(filepath.FromSlash(path))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return f.Close()
}

// sheet is an empty chart with its two axes.
func sheet() *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{paper, ink, red, blue, pale})
	fill(img, image.Rect(20, 16, 23, height-20), ink)
	fill(img, image.Rect(20, height-23, width-16, height-20), ink)
	return img
}

func fill(img *image.Paletted, r image.Rectangle, c color.Color) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.Set(x, y, c)
		}
	}
}

// rise is the height of a dough over the pages read: slow, fast, slow again,
// pressed down once and risen a second time.
func rise() *image.Paletted {
	img := sheet()
	for page := 30; page < 180; page += 30 {
		x := 24 + page*(width-50)/180
		fill(img, image.Rect(x, 16, x+2, height-23), pale)
	}
	for x := 24; x < width-20; x++ {
		page := float64(x-24) * 180 / (width - 50)
		tall := 0.15 + 0.75/(1+math.Exp((75-page)/10))
		if page > 110 {
			tall = 0.35 + 0.6/(1+math.Exp((135-page)/6))
		}
		y := height - 24 - int(tall*(height-50))
		fill(img, image.Rect(x, y-2, x+2, y+3), red)
	}
	return img
}

// speed is how many adults read at which number of words a minute, with the
// average marked.
func speed() *image.Paletted {
	img := sheet()
	for words := 100; words < 400; words += 10 {
		share := math.Exp(-math.Pow(float64(words-238)/55, 2) / 2)
		x := 30 + (words-100)*(width-60)/300
		c := blue
		if words == 240 {
			c = red
		}
		fill(img, image.Rect(x, height-24-int(share*(height-56)), x+12, height-24), c)
	}
	return img
}
