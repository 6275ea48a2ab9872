package term

import (
	"manicule/internal/config"
	"manicule/internal/page"
)

// OwnThemes are the reader's own, beside those of Themes.
type OwnThemes struct {
	Names []string
	Read  func(name string) (*page.Style, error) // also of a file by its path
}

// Choose is the theme that a reader's choice means on such a ground: "auto",
// a name, or one for each ground, "dark:nord,light:sepia", as config.Pair makes it.
func Choose(choice string, dark bool) string {
	if on, off, ok := config.PairOf(choice); ok {
		choice = off
		if dark {
			choice = on
		}
	}
	switch {
	case choice != "" && choice != "auto":
		return choice
	case dark:
		return "dark"
	}
	return "light"
}

// Of is the theme of a name: the reader's own, else one of Themes.
func (o OwnThemes) Of(name string, dark bool) (Theme, error) {
	if _, err := page.Named(name); err == nil || name == "contrast" || o.Read == nil {
		return ThemeOf(name, dark), nil
	}
	s, err := o.Read(name)
	if err != nil {
		return ThemeOf("", dark), err
	}
	return FromStyle(s, dark), nil
}
