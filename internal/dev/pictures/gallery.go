package main

import (
	_ "embed"

	"manicule/internal/page"
	"manicule/internal/ui/term"
)

// specimen is an article with something of everything that a theme colours.
//
//go:embed specimen.md
var specimen []byte

const specimenName = "specimen.md"

// gallery is a picture of each theme, all of the same article with the same
// notes.
func gallery() []scene {
	all := []scene{{"", 104, 27, "light", specimenName, []step{ // makes the notes, and is no picture
		{"A page in", "}h"},
		{"saved in", ")a"},
		{"$EDITOR", "Which five? #themes\x13"},
		{"Which five", "c?"},
		{"question · saved", ""},
	}}}
	for _, name := range term.Themes() {
		all = append(all, scene{"themes/" + name, 104, 27, name, specimenName, []step{{"A page in", "g}"}, {"Which five", ""}}})
	}
	return all
}

// paletteOf is that of a terminal in which a theme stands: where it has no ground
// of its own, a dark or a light one.
func paletteOf(theme string) palette {
	if p, ok := palettes[theme]; ok {
		return p
	}
	p := palettes["light"]
	if s, err := page.Named(theme); err == nil && s.Dark {
		p = palettes["dark"]
	}
	t := term.ThemeOf(theme, true)
	if t.Ground.Bg != nil {
		p.paper = t.Ground.Bg
	}
	if t.Ground.Fg != nil {
		p.ink = t.Ground.Fg
	}
	return p
}
