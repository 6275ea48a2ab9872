package page

import (
	"encoding/json"
	"fmt"
)

// Config holds the looks of a glamour style file.
type Config struct{}

// Style is how a page looks.
type Style struct {
	Name   string
	Dark   bool
	Config Config
}

// Light is for light backgrounds.
func Light() *Style { return &Style{Name: "light"} }

// Dark is for dark backgrounds.
func Dark() *Style { return &Style{Name: "dark", Dark: true} }

// Plain uses no colours.
func Plain() *Style { return &Style{Name: "plain"} }

// ParseStyle reads a glamour style file.
func ParseStyle(name string, data []byte) (*Style, error) {
	s := &Style{Name: name}
	if err := json.Unmarshal(data, &s.Config); err != nil {
		return nil, fmt.Errorf("read style %s: %w", name, err)
	}
	return s, nil
}
