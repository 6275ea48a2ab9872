package ui

import (
	"image/color"
	"math"
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

// contrast is the ratio of two colours' relative luminances, as WCAG 2 defines
// them.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
