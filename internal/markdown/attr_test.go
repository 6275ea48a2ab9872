package markdown

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestAttr(t *testing.T) {
	for _, tt := range []struct{ tag, name, want string }{
		{`<a title="see href=evil.md" href="real.md">`, "href", "real.md"},
		{`<a title='x href="evil.md"' HREF = real.md>`, "href", "real.md"},
		{`<a data-href="evil.md" href='real.md'>`, "href", "real.md"},
		{`<a href="real.md" href="evil.md">`, "href", "real.md"},
		{`<a title=href=evil.md href=real.md/>`, "href", "real.md/"},
		{`<img src="a.png" data-alt="no" alt="a > b">`, "alt", "a > b"},
		{`<a/href=real.md>`, "href", "real.md"},
		{"<a\nid=x\thref\n=\n'real.md'>", "href", "real.md"},
	} {
		got, at, ok := Attr(tt.tag, tt.name)
		if got != tt.want || !ok || tt.tag[at:at+len(got)] != got {
			t.Errorf("%s: %q at %d, want %q", tt.tag, got, at, tt.want)
		}
	}
	for _, tag := range []string{`<a title="href=evil.md">`, "<a>", "<a", "<a hrefs=x>", ""} {
		if got, _, ok := Attr(tag, "href"); ok {
			t.Errorf("%s: %q", tag, got)
		}
	}
}

// FuzzAttr: it reads what an HTML tokenizer reads.
func FuzzAttr(f *testing.F) {
	f.Add(`<a title="see href=evil.md" href="real.md">`)
	f.Add("<a b = 'c'd=e/f g=\"\" =h>")
	f.Fuzz(func(t *testing.T, tag string) {
		if strings.ContainsAny(tag, "\x00\r\f&") || !strings.HasPrefix(tag, "<a ") {
			return
		}
		z := html.NewTokenizer(strings.NewReader(tag))
		if z.Next() != html.StartTagToken && z.Token().Type != html.SelfClosingTagToken {
			return
		}
		for _, want := range z.Token().Attr {
			if want.Key != strings.ToLower(want.Key) {
				continue
			}
			first, _, _ := Attr(tag, want.Key)
			if first != want.Val {
				for _, other := range z.Token().Attr {
					if other.Key == want.Key {
						return // given twice
					}
				}
				t.Fatalf("%q: %s is %q, want %q", tag, want.Key, first, want.Val)
			}
		}
	})
}
