package main

import (
	"testing"

	"manicule/internal/config"
	"manicule/internal/store"
	"manicule/internal/ui"
)

// What was set on the screen holds the next time, but goes behind the
// configuration, and that behind a flag.
func TestRecallView(t *testing.T) {
	view := store.View{Theme: "sepia", Width: 80, Justify: true}
	for _, tt := range []struct {
		name  string
		view  store.View
		given []string // in the configuration
		flags []string
		theme string
		width int
		flush bool
	}{
		{name: "nothing else said", view: view, theme: "sepia", width: 80, flush: true},
		{name: "configuration", view: view, given: []string{"theme", "width", "justify"}, theme: "dark", width: 60},
		{name: "flags", view: view, flags: []string{"theme", "width"}, theme: "dark", width: 60, flush: true},
		{name: "nothing kept", theme: "dark", width: 60},
		{name: "what no version writes", view: store.View{Theme: "auto", Width: 3}, theme: "dark", width: 60},
	} {
		c := &cli{config: &config.Config{Given: tt.given}, given: map[string]bool{}}
		for _, name := range tt.flags {
			c.given[name] = true
		}
		o := ui.Options{Theme: "dark", Width: 60}
		c.restoreView(&o, tt.view)
		if o.Theme != tt.theme || o.Width != tt.width || o.Justify != tt.flush {
			t.Errorf("%s: theme %s, width %d, justify %v", tt.name, o.Theme, o.Width, o.Justify)
		}
	}
}
