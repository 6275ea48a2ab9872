package ui

import (
	"image/color"
	"reflect"

	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// inks are the colours in which a theme writes words on its ground.
func inks(t *term.Theme) map[string]color.Color {
	all := map[string]color.Color{
		"text": t.Ground.Fg, "quiet text": t.Quiet.Fg, "the brand": t.Brand.Fg, "keys": t.Key.Fg, "hits": t.Hit.Fg, "matches": t.Match.Fg,
		"good news": t.Good.Fg, "bad news": t.Bad.Fg,
	}
	add := func(what string, ink *string) {
		if ink != nil && len(*ink) == 7 {
			all[what] = term.Hex(*ink)
		}
	}
	c := reflect.ValueOf(t.Page.Config)
	for i := range c.NumField() {
		field := c.Field(i)
		if field.Kind() != reflect.Struct || c.Type().Field(i).Name == "HorizontalRule" { // which has no words
			continue
		}
		if look := field.FieldByName("Color"); look.IsValid() {
			add(c.Type().Field(i).Name, look.Interface().(*string))
		}
	}
	if tokens := t.Page.Config.CodeBlock.Chroma; tokens != nil {
		v := reflect.ValueOf(*tokens)
		for i := range v.NumField() {
			add("code "+v.Type().Field(i).Name, v.Field(i).Interface().(page.Look).Color)
		}
	}
	for what, ink := range all {
		if ink == nil {
			delete(all, what)
		}
	}
	return all
}
