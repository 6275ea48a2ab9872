package ui

import (
	"testing"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/term"
)

func TestJustify(t *testing.T) {
	style := page.Light()
	a, err := article.Parse("a.md", []byte("# A\n\nText.\n"))
	if err != nil {
		t.Fatal(err)
	}
	own := term.OwnThemes{Read: func(string) (*page.Style, error) { return style, nil }}
	m := New(Options{Parsed: a, Theme: "mine", Own: own, Justify: true})
	if !m.Theme.Page.Justify {
		t.Error("the option is not used")
	}
	m.ToggleJustify()
	if m.Theme.Page.Justify || m.looks.justify {
		t.Error("it can't be taken back")
	}
	m.ToggleJustify()
	if !m.Theme.Page.Justify || style.Justify {
		t.Error("it can't be set, or the style that was given is changed")
	}
}

func TestNotice(t *testing.T) {
	m := New(Options{Parsed: &article.Article{}, Notice: "config.toml, line 1: them: unknown option"})
	if m.Status.Text != m.opts.Notice || !m.Status.Bad {
		t.Errorf("status %+v", m.Status)
	}
}
