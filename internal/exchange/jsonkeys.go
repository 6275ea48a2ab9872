package exchange

import (
	"encoding/json"
	"fmt"
	"strings"
)

// shapeLimit is how many bytes of a JSON text are looked at to tell what wrote
// it: each program says so in its first note.
const shapeLimit = 1 << 20

// shape is what a JSON text is made of, as far as it can be read: the names in
// its objects, at any depth, and what it says of its context.
type shape struct {
	names    map[string]bool
	contexts string
}

func shapeOf(text string) shape {
	s := shape{names: map[string]bool{}}
	if !startsJSON(text) {
		return s
	}
	s.read(json.NewDecoder(strings.NewReader(text[:min(len(text), shapeLimit)])))
	return s
}

// read takes in one value; false when the text ends, or is no JSON from there.
func (s *shape) read(d *json.Decoder) bool {
	open := []json.Delim{}
	name := true // the next string is a name
	for {
		t, err := d.Token()
		if err != nil {
			return false
		}
		switch v := t.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				open = append(open, v)
			} else {
				open = open[:len(open)-1]
			}
			if len(open) == 0 {
				return true
			}
			name = open[len(open)-1] == '{'
			continue
		case string:
			if name && open[len(open)-1] == '{' {
				s.names[v] = true
				name = false
				if v != "@context" {
					continue
				}
				var context any
				if d.Decode(&context) != nil {
					return false
				}
				s.contexts += fmt.Sprintln(context)
			}
		}
		name = true
	}
}
