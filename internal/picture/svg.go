package picture

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"strings"
)

// A Drawing is an SVG file. It is not drawn: no library in Go that is kept does
// that with its texts. Its title stands for it.
type Drawing struct {
	Title string // as it is written, on one line; "" where it has none
}

func (Drawing) Error() string { return "an SVG drawing, which is not shown" }

// maxSVGHead is how far into a drawing its title is looked for, in bytes.
const maxSVGHead = 64 << 10

// svgOf is the drawing of such a file; false for any other. Of what is within
// it, only its own title counts, else its description.
func svgOf(data []byte) (d Drawing, ok bool) {
	head := bytes.TrimLeft(data[:min(len(data), maxSVGHead)], "\ufeff \t\r\n")
	if !bytes.HasPrefix(head, []byte("<")) || !bytes.Contains(head, []byte("svg")) {
		return d, false
	}
	r := xml.NewDecoder(io.LimitReader(bytes.NewReader(data), maxSVGHead))
	r.Strict = false
	r.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	depth, words := 0, map[string]string{}
	for {
		t, err := r.Token()
		if err != nil {
			return Drawing{cmp.Or(words["title"], words["desc"])}, ok
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth == 1 && t.Name.Local != "svg" {
				return d, false
			}
			ok = true
			if name := t.Name.Local; depth == 2 && (name == "title" || name == "desc") && words[name] == "" {
				words[name] = textWithin(r)
				depth--
			}
		case xml.EndElement:
			depth--
		}
	}
}

// textWithin is the text up to the end of the element that began.
func textWithin(r *xml.Decoder) string {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := r.Token()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
