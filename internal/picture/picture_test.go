package picture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// tiny is a picture of 4 by 2 pixels: red at the left, blue at the right.
func tiny() *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, 4, 2), color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}})
	for y := range 2 {
		img.SetColorIndex(2, y, 1)
		img.SetColorIndex(3, y, 1)
	}
	return img
}

// webpDot is a lossless WebP of one black pixel.
const webpDot = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

func encoded(t *testing.T, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t *testing.T) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, tiny()) })
}

func TestDecode(t *testing.T) {
	webp, err := base64.StdEncoding.DecodeString(webpDot)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data []byte
		want image.Point
	}{
		"png":  {pngOf(t), image.Pt(4, 2)},
		"jpeg": {encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, tiny(), nil) }), image.Pt(4, 2)},
		"gif":  {encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, tiny(), nil) }), image.Pt(4, 2)},
		"webp": {webp, image.Pt(1, 1)},
	} {
		img, err := Decode(test.data)
		if err != nil || img.Bounds().Size() != test.want {
			t.Errorf("%s: %v, %v", name, img, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, data := range map[string][]byte{
		"nothing": nil,
		"text":    []byte("a picture"),
		"cut":     pngOf(t)[:40],
		"vast":    vast(pngOf(t)),
		"heavy":   append(pngOf(t), make([]byte, MaxBytes)...),
	} {
		if img, err := Decode(data); err == nil || img != nil {
			t.Errorf("%s: %v was read", name, img.Bounds())
		}
	}
	if _, err := Decode([]byte("text")); !errors.Is(err, errKind) {
		t.Errorf("text: %v", err)
	}
}

// vast makes a PNG claim to be 65,535 pixels wide and high.
func vast(data []byte) []byte {
	copy(data[16:24], "\x00\x00\xff\xff\x00\x00\xff\xff")
	sum := crc32.ChecksumIEEE(data[12:29])
	copy(data[29:33], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	return data
}

func TestScale(t *testing.T) {
	small := Scale(tiny(), 2, 1)
	left, right := small.NRGBAAt(0, 0), small.NRGBAAt(1, 0)
	if left.R < 200 || left.B > 50 || right.B < 200 || right.R > 50 || left.A != 255 {
		t.Errorf("scaled to %v and %v", left, right)
	}
	if got := Scale(tiny(), 0, 0).Bounds().Size(); got != image.Pt(1, 1) {
		t.Errorf("scaled to %v", got)
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct{ size, most, want image.Point }{
		{image.Pt(100, 50), image.Pt(200, 200), image.Pt(100, 50)},
		{image.Pt(100, 50), image.Pt(50, 200), image.Pt(50, 25)},
		{image.Pt(100, 50), image.Pt(200, 10), image.Pt(20, 10)},
		{image.Pt(10000, 1), image.Pt(50, 50), image.Pt(50, 1)},
		{image.Pt(1, 10000), image.Pt(50, 50), image.Pt(1, 50)},
	} {
		if got := Within(test.size, test.most.X, test.most.Y); got != test.want {
			t.Errorf("%v within %v: %v, want %v", test.size, test.most, got, test.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, signature := range []string{"\x89PNG\r\n\x1a\n", "\xff\xd8", "GIF87a", "RIFF????WEBPVP8"} {
		f.Add([]byte(signature))
	}
	var b bytes.Buffer
	_ = png.Encode(&b, tiny())
	f.Add(b.Bytes())
	_ = gif.Encode(&b, tiny(), nil)
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		img, err := Decode(data)
		if err == nil && img.Bounds().Dx()*img.Bounds().Dy() > maxPixels {
			t.Error("larger than the largest")
		}
	})
}
