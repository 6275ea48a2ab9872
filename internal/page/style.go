package page

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	glamour "charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
)

// Config is a glamour style with a few keys of ours. docs/themes.md names the
// keys of glamour that have no effect, with the reason; a test holds it to that.
type Config struct {
	glamour.StyleConfig
	Alerts  Alerts            `json:"alerts"`  // quotes that begin with "[!NOTE]" and the like
	Quiet   *Look             `json:"quiet"`   // bylines, borders, bullets, notices; else as "hr"
	Palette map[string]string `json:"palette"` // of the rest of the screen; ui/term knows the names
}

type (
	// Look is how a piece of text looks; what it leaves out comes from around it.
	Look = glamour.StylePrimitive
	// Block is the look of a block.
	Block = glamour.StyleBlock
)

// Style is how a page looks. It is not changed once a page uses it.
type Style struct {
	Name    string
	Dark    bool // made for dark backgrounds
	Justify bool // paragraphs are set flush on both sides where that leaves no holes
	Logical bool // rows keep the order of the text: for terminals that reorder Hebrew and Arabic themselves
	Config  Config
}

//go:embed styles/*.json
var own embed.FS

// Light is made for long reading on light backgrounds.
func Light() *Style { return ownStyle("light") }

// Dark is made for long reading on dark backgrounds.
func Dark() *Style { return ownStyle("dark") }

// Plain has no colours: bold, italic, underlined and reversed text only.
func Plain() *Style { return ownStyle("plain") }

// ownStyle reads one of the styles that come with the program; a test reads all.
func ownStyle(name string) *Style {
	s, err := Named(name)
	if err != nil {
		return &Style{Name: name}
	}
	return s
}

// Named is the style of that name: one of ours, else one of glamour's, whose
// "dark" and "light" are "glamour-dark" and "glamour-light". Those of both names
// are glamour's with a palette of ours.
func Named(name string) (*Style, error) {
	data, err := own.ReadFile("styles/" + name + ".json")
	theirs := styles.DefaultStyles[strings.TrimPrefix(name, "glamour-")]
	if name == "dark" || name == "light" {
		theirs = nil
	}
	if err != nil && theirs == nil {
		return nil, fmt.Errorf("style %s: there is none of that name", name)
	}
	var c Config
	if theirs != nil { // a copy, for what is read is written into it
		base, err := json.Marshal(theirs)
		if err != nil {
			return nil, fmt.Errorf("copy style %s: %w", name, err)
		}
		if err := json.Unmarshal(base, &c); err != nil {
			return nil, fmt.Errorf("copy style %s: %w", name, err)
		}
	}
	if data != nil {
		err = json.Unmarshal(data, &c)
	} else {
		err = nil
	}
	return newStyle(name, c), err
}

// ParseStyle reads a glamour style file. Unknown keys are passed over.
func ParseStyle(name string, data []byte) (*Style, error) {
	var c Config
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("read style %s: %w", name, err)
	}
	return newStyle(name, c), nil
}

// newStyle tells by the colour of its text whether a style is for dark
// backgrounds.
func newStyle(name string, c Config) *Style {
	s := &Style{Name: name, Config: c}
	if styleOf := c.Document.Color; styleOf != nil {
		s.Dark = bright(*styleOf)
	}
	return s
}
