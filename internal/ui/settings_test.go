package ui

import (
	"testing"

	"manicule/internal/article"
	"manicule/internal/page"
)

func TestJustify(t *testing.T) {
	style := page.Light()
	a, err := article.Parse("a.md", []byte("# A\n\nText.\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Parsed: a, Style: style, Justify: true})
	if !m.theme.Page.Justify {
		t.Error("the option is not used")
	}
	m.toggleJustify()
	if m.theme.Page.Justify || m.opts.Justify {
		t.Error("it can't be taken back")
	}
	m.toggleJustify()
	if !m.theme.Page.Justify || style.Justify {
		t.Error("it can't be set, or the style that was given is changed")
	}
}

func TestNotice(t *testing.T) {
	m := New(Options{Parsed: &article.Article{}, Notice: "config.toml, line 1: them: there is no such option"})
	if m.status.text != m.opts.Notice || !m.status.bad {
		t.Errorf("status %+v", m.status)
	}
}
