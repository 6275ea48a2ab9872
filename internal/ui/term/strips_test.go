package term

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/page"
)

var inlinePNG = regexp.MustCompile("\x1b7\x1b\\[(\\d*)G\x1b\\]1337;File=[^:]*;width=(\\d+);[^:]*:([A-Za-z0-9+/=]*)\a\x1b8")

// What lies over a picture cuts it: only the cells to both sides of it are
// drawn, with what belongs there.
func TestStripsAreCut(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 160, 32))
	for i := range 160 * 32 {
		img.Set(i%160, i/160, color.NRGBA{uint8(i % 160 / 8 * 10), uint8(i / 160 / 16 * 99), 0, 255})
	}
	s, err := MakeStrips(img, page.Size{Cols: 20, Rows: 2}, Graphics{Cell: image.Pt(8, 16)}, ByITerm2, true)
	if err != nil {
		t.Fatal(err)
	}
	var l Layer
	number := l.Keep(s)
	var c Canvas
	c.Resize(40, 4)
	c.PutStrip(3, 0, 0, 20, number)
	c.PutStrip(3, 1, 1, 20, number)
	c.Text(8, 1, 6, "above", uv.Style{})
	c.FinishStrips()
	frame := c.String()
	var got []string
	for _, m := range inlinePNG.FindAllStringSubmatch(l.Expand(frame), -1) {
		data, _ := base64.StdEncoding.DecodeString(m[3])
		part, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		r, g, _, _ := part.At(4, 8).RGBA()
		got = append(got, fmt.Sprint(m[1], " ", m[2], " ", r>>8, " ", g>>8))
	}
	want := []string{"4 20 0 0", "4 5 0 99", "14 10 100 99"} // from column, cells, the first one's colour
	if !slices.Equal(got, want) {
		t.Errorf("drawn %q, not %q", got, want)
	}
	l.Forget(number)
	if out := l.Expand(frame); strings.Contains(out, "1337") || strings.Contains(out, "strip") {
		t.Errorf("a forgotten picture is drawn: %q", out)
	}
}
