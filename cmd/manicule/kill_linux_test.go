package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// pageWithPictures serves an article with pictures, each another one.
func pageWithPictures(t *testing.T, pictures int) *httptest.Server {
	t.Helper()
	var shown strings.Builder
	for i := range pictures {
		fmt.Fprintf(&shown, "<p>Picture %d of the tea, with some words around it.</p><p><img src=\"/p%d.png\" alt=\"leaf %d\"></p>\n", i, i, i)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/p%d.png", &n); err == nil {
			img := image.NewRGBA(image.Rect(0, 0, 8, 8))
			img.Set(0, 0, color.RGBA{R: uint8(n), A: 255}) //nolint:gosec // as many colours as pictures
			w.Header().Set("Content-Type", "image/png")
			_ = png.Encode(w, img)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<html><head><title>Tea</title></head><body><article><h1>Tea</h1>%s</article></body></html>", shown.String())
	}))
	t.Cleanup(s.Close)
	return s
}

var shownPicture = regexp.MustCompile(`\]\((tea_files/[^)]+)\)`)

// TestKilledAddition kills an addition with pictures at many moments. Whatever
// is on the disk then is whole, and adding it again ends with one article and
// all of its pictures.
func TestKilledAddition(t *testing.T) {
	t.Parallel()
	const pictures = 12
	s := pageWithPictures(t, pictures)
	add := func(folder string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "add", "-C", folder, s.URL+"/tea", "--pictures", "--private")
		cmd.Args[0] = "manicule" // by which testscript.Main runs main
		cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+filepath.Join(folder, ".s"), "XDG_CACHE_HOME="+filepath.Join(folder, ".c"), "XDG_DATA_HOME="+filepath.Join(folder, ".d"))
		return cmd
	}
	whole := func(folder string) {
		t.Helper()
		articles, _ := filepath.Glob(filepath.Join(folder, "*.md"))
		for _, name := range articles {
			text, err := os.ReadFile(name)
			found := shownPicture.FindAllSubmatch(text, -1)
			if err != nil || filepath.Base(name) != "tea.md" || len(found) != pictures {
				t.Fatalf("%s shows %d pictures: %v\n%s", name, len(found), err, text)
			}
			for _, m := range found {
				data, err := os.ReadFile(filepath.Join(folder, string(m[1])))
				if _, _, broken := image.Decode(bytes.NewReader(data)); err != nil || broken != nil {
					t.Fatalf("%s: %v %v", m[1], err, broken)
				}
			}
		}
	}
	killed := 0
	for delay := 20 * time.Millisecond; delay < 400*time.Millisecond; delay += 10 * time.Millisecond {
		folder := t.TempDir()
		cmd := add(folder)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(delay, func() { cmd.Process.Kill() })
		if err := cmd.Wait(); err != nil {
			killed++
		}
		timer.Stop()
		whole(folder)
		if _, err := os.Stat(filepath.Join(folder, "tea.md")); err == nil {
			continue
		}
		if out, err := add(folder).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		whole(folder)
		if _, err := os.Stat(filepath.Join(folder, "tea.md")); err != nil {
			t.Error(err)
		}
	}
	if killed == 0 {
		t.Error("no addition was killed")
	}
}
