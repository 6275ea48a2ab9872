package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"net/url"
	"strings"
	"testing"
)

func TestFromData(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	std, safe := base64.StdEncoding.EncodeToString(file.Bytes()), base64.RawURLEncoding.EncodeToString(file.Bytes())
	for name, address := range map[string]string{
		"base64":          "data:image/png;base64," + std,
		"unpadded":        "data:image/png;base64," + strings.TrimRight(std, "="),
		"for addresses":   "data:image/png;base64," + safe,
		"escaped":         "data:image/png;base64," + url.QueryEscape(std),
		"with parameters": "data:image/png;name=a.png;base64," + std,
		"plain":           "data:image/png," + url.PathEscape(file.String()),
		"with blanks":     "data:image/png;base64," + std[:8] + " " + std[8:],
	} {
		data, err := FromData(address)
		if err != nil || !bytes.Equal(data, file.Bytes()) {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
			continue
		}
		if img, err := Decode(data); err != nil || img.Bounds().Dx() != 3 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, address := range []string{"", "data:", "data:image/png", "data:text/html,x", "https://example.org/a.png", "data:image/png;base64,%%", "data:image/png;base64,!!!!"} {
		if data, err := FromData(address); err == nil {
			t.Errorf("%q: %d bytes", address, len(data))
		}
	}
}
