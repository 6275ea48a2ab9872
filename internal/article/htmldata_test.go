package article

import (
	"strings"
	"testing"
)

func TestDataPictures(t *testing.T) {
	long := func(kind, c string) string { return "data:image/" + kind + ";base64," + strings.Repeat(c, 400) }
	body := "<p>" + strings.Repeat("Words of the page. ", 20) + "</p><p><img alt=One src='" + long("png", "A") + "'> <img alt=Small src='data:image/gif;base64,R0lGODlh'> " +
		"<img alt=Two src=\"" + long("svg+xml", "B") + "\"> <img alt=Again src='" + long("png", "A") + "'> <img alt=Lazy src='" + long("gif", "C") + "' data-src='/lazy.png'></p>" +
		"<script>'<img src=\"" + long("png", "D") + "\">'</script><p><img alt=Three src='" + long("webp", "E") + "'></p><p>" + strings.Repeat("More of it. ", 20) + "</p>"
	page := "<!doctype html><html><head><title>Page</title><link rel=canonical href='https://example.org/x'></head><body>" + body + "</body></html>"
	a, err := Parse("dir/my page.html", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"![One](my%20page.html/1.png)", "![Small](data:image/gif)", "![Two](my%20page.html/2.svg)", "![Again](my%20page.html/1.png)", "![Lazy](https://example.org/lazy.png)", "![Three](my%20page.html/4.webp)"} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("without %s:\n%s", want, a.Text)
		}
	}
	if strings.Contains(a.Text, "part=") || len(a.Text) > 2000 {
		t.Errorf("the addresses are in the text, of %d bytes", len(a.Text))
	}
	for name, want := range map[string]string{"1.png": long("png", "A"), "2.svg": long("svg+xml", "B"), "4.webp": long("webp", "E")} {
		if data, err := Part("my page.html", []byte(page), name); err != nil || string(data) != want {
			t.Errorf("%s: %.40q, %v", name, data, err)
		}
	}
	for _, name := range []string{"0.png", "1.gif", "1", "", "5.png", "99.png", "../1.png", "x.png"} {
		if data, err := Part("my page.html", []byte(page), name); err == nil {
			t.Errorf("%s is %.40q", name, data)
		}
	}
}
