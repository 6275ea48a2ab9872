package page

import (
	"reflect"

	glamour "charm.land/glamour/v2/ansi"
	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"
)

// codeLooks are the looks of tokens: those that the style names one by one, else
// those of the code theme that it names, else nil.
func (c *Config) codeLooks() func(chroma.TokenType) Look {
	switch theme := styles.Registry[c.CodeBlock.Theme]; {
	case c.CodeBlock.Chroma != nil:
		return func(t chroma.TokenType) Look { return lookOfToken(c.CodeBlock.Chroma, t) }
	case theme != nil:
		return func(t chroma.TokenType) Look { return lookOfEntry(theme.Get(t)) }
	}
	return nil
}

// lookOfToken is what a style says of tokens of a type, which it calls as chroma
// does.
func lookOfToken(c *glamour.Chroma, t chroma.TokenType) Look {
	if f := reflect.ValueOf(c).Elem().FieldByName(t.String()); f.IsValid() {
		return f.Interface().(Look)
	}
	return Look{}
}

// lookOfEntry is what a code theme says of them.
func lookOfEntry(e chroma.StyleEntry) (l Look) {
	if e.Colour.IsSet() {
		s := e.Colour.String()
		l.Color = &s
	}
	if e.Background.IsSet() {
		s := e.Background.String()
		l.BackgroundColor = &s
	}
	yes := true
	for _, f := range []struct {
		is chroma.Trilean
		to **bool
	}{{e.Bold, &l.Bold}, {e.Italic, &l.Italic}, {e.Underline, &l.Underline}} {
		if f.is == chroma.Yes {
			*f.to = &yes
		}
	}
	return l
}

// codePen is the pen of code without a token, and its ground.
func (b *builder) codePen() pen {
	own, p := b.config.CodeBlock.StylePrimitive, b.marks.base
	looks := b.config.codeLooks()
	if looks == nil {
		return p.with(own)
	}
	p = p.with(looks(chroma.Background)).with(own).with(looks(chroma.Text))
	if text := b.config.Document.Color; text != nil && p.bg != "" && bright(p.bg) == bright(*text) {
		p.bg = b.marks.base.bg // made for a page of the other kind; glamour never paints it
	}
	return p
}

// tokenPen is the pen of a token.
func (b *builder) tokenPen(t chroma.TokenType) pen {
	p, looks := b.codePen(), b.config.codeLooks()
	if looks == nil || t == chroma.Text {
		return p
	}
	return p.with(looks(t.Category())).with(looks(t.SubCategory())).with(looks(t))
}
