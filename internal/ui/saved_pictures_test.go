package ui

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// evenPNG is a picture of one colour.
func evenPNG(t *testing.T, c color.Color) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 80, 64))
	for i := range 80 * 64 {
		img.Set(i%80, i/80, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// redThenBlue is a GIF whose first frame is red and whose second one is blue.
func redThenBlue(t *testing.T) []byte {
	t.Helper()
	var all gif.GIF
	for _, c := range []color.Color{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}} {
		all.Image, all.Delay = append(all.Image, image.NewPaletted(image.Rect(0, 0, 80, 64), color.Palette{c})), append(all.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Pictures of saved pages are found wherever browsers and clippers put them,
// though the page says which address it is from.
func TestPicturesOfSavedPages(t *testing.T) {
	red := evenPNG(t, color.RGBA{255, 0, 0, 255})
	webp, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(red)
	blank := "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
	for name, test := range map[string]struct {
		img   string            // the element
		files map[string][]byte // beside the page
		black bool
	}{
		"data":       {img: `<img alt=A src="` + data + `">`},
		"percent":    {img: `<img alt=A src="` + strings.ReplaceAll(data, "+", "%2B") + `">`},
		"folder":     {img: `<img alt=A src="page_files/a.png">`, files: map[string][]byte{"page_files/a.png": red}},
		"dot folder": {img: `<img alt=A src="./page_files/a%20b.png">`, files: map[string][]byte{"page_files/a b.png": red}},
		"assets":     {img: `<img alt=A src="page.assets/a.png">`, files: map[string][]byte{"page.assets/a.png": red}},
		"srcset":     {img: `<img alt=A src="` + blank + `" srcset="page_files/s.png 100w, page_files/l.png 800w">`, files: map[string][]byte{"page_files/l.png": red}},
		"source":     {img: `<picture><source srcset="page_files/l.png 2x"><img alt=A src="` + blank + `"></picture>`, files: map[string][]byte{"page_files/l.png": red}},
		"lazy":       {img: `<img alt=A src="` + blank + `" data-src="page_files/a.png">`, files: map[string][]byte{"page_files/a.png": red}},
		"lazy set":   {img: `<img alt=A src="` + blank + `" data-srcset="page_files/a.png 2x">`, files: map[string][]byte{"page_files/a.png": red}},
		"gif":        {img: `<img alt=A src="page_files/a.gif">`, files: map[string][]byte{"page_files/a.gif": redThenBlue(t)}},
		"webp":       {img: `<img alt=A src="page_files/a.webp">`, files: map[string][]byte{"page_files/a.webp": webp}, black: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newViewer(t, "blocks")
			page := "<!doctype html>\n<!-- saved from url=(0031)https://example.org/essays/page -->\n<html><head><title>Page</title><link rel=canonical href=\"https://example.org/essays/page\"></head><body><article><h1>Page</h1><p>" +
				strings.Repeat("Words of the page before its picture, enough of them to be an article. ", 6) + "</p><figure>" + test.img + "</figure><p>" + strings.Repeat("And behind it. ", 30) + "</p></article></body></html>"
			files := map[string][]byte{"page.html": []byte(page)}
			for name, data := range test.files {
				files[name] = data
			}
			for name, data := range files {
				name = filepath.Join(s.folder, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s.happen()
			s.play(s.m.Open("page.html"))
			if got, want := s.blockColours(), map[string]bool{fmt.Sprint(test.black): true}; len(got) != 1 || !got[fmt.Sprint(test.black)] {
				t.Errorf("colours %v, want %v; status %q\n%s", got, want, s.m.Status.Text, s.screen())
			}
		})
	}
}

// blockColours tells which colours pictures in blocks have: black, or red.
func (s *viewer) blockColours() map[string]bool {
	found := map[string]bool{}
	buf := s.cells()
	for _, line := range buf.Lines {
		for _, cell := range line {
			if cell.Content == "▀" {
				found[fmt.Sprint(isBlack(cell.Style))] = true
			}
		}
	}
	return found
}

func isBlack(st uv.Style) bool {
	r, _, b, _ := st.Fg.RGBA()
	if b > 0x4000 {
		return false
	}
	return r < 0x4000
}

// A drawing that no library draws is told by its title, once and without
// complaint.
func TestDrawingsHaveTheirTitles(t *testing.T) {
	s := newViewer(t, "blocks")
	for name, text := range map[string]string{
		"b.md":      "# B\n\n![the chart](chart.svg)\n\n![bare](bare.svg)\n\n![in its address](data:image/svg+xml,%3Csvg%3E%3Ctitle%3EWithin%3C/title%3E%3C/svg%3E)\n",
		"chart.svg": "<svg xmlns='http://www.w3.org/2000/svg'><title>Tides \u202e by day</title><rect/></svg>",
		"bare.svg":  "<svg/>",
	} {
		if err := os.WriteFile(filepath.Join(s.folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.play(s.m.Open("b.md"))
	screen := s.screen()
	for _, want := range []string{"drawing: Tides", "by day", "the chart", "bare", "drawing: Within"} {
		if !strings.Contains(screen, want) {
			t.Errorf("without %q:\n%s", want, screen)
		}
	}
	if s.m.Status.Text != "" {
		t.Errorf("it says %q", s.m.Status.Text)
	}
}
