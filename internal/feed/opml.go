package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Listed is a feed in a list of feeds.
type Listed struct {
	Title   string
	Address string
	Groups  []string // the groups that it is in, from the outside in
}

// IsList reports whether data look like a list of feeds in OPML.
func IsList(data []byte) bool {
	head := data[:min(len(data), begin)]
	return bytes.Contains(head, []byte("<opml"))
}

// ParseList reads a list of feeds, each once. An outline with an address is a
// feed, one without a group; either is called by its title or its text. A raw
// & stands for itself.
func ParseList(data []byte) ([]Listed, error) {
	if err := checkMarkup(data); err != nil {
		return nil, fmt.Errorf("read the list of feeds: %w", err)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict, d.CharsetReader = false, charset.NewReaderLabel
	var all []Listed
	var groups []string // "" for outlines that are none
	known := map[string]bool{}
	for {
		token, err := d.Token()
		switch t := token.(type) {
		case xml.StartElement:
			if !strings.EqualFold(t.Name.Local, "outline") {
				continue
			}
			title, address := outline(t)
			if address == "" {
				groups = append(groups, title)
				continue
			}
			groups = append(groups, "")
			if !known[address] {
				known[address] = true
				all = append(all, Listed{Title: title, Address: address, Groups: named(groups)})
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") && len(groups) > 0 {
				groups = groups[:len(groups)-1]
			}
		}
		switch {
		case errors.Is(err, io.EOF) && len(all) == 0:
			return nil, errors.New("read the list of feeds: there are none in it")
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil && len(all) == 0:
			return nil, fmt.Errorf("read the list of feeds: %w", err)
		case err != nil:
			return all, fmt.Errorf("read the list of feeds up to byte %d: %w", d.InputOffset(), err)
		}
	}
}

func outline(t xml.StartElement) (title, address string) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	return cmp.Or(line(attr["title"]), line(attr["text"])), attr["xmlurl"]
}

func named(groups []string) (out []string) {
	for _, g := range groups {
		if g != "" {
			out = append(out, g)
		}
	}
	return out
}
