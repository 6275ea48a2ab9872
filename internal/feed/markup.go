package feed

import (
	"bytes"
	"errors"
	"fmt"
)

// mostDepth is how deep elements may be nested. The parser calls itself for
// each; real feeds have some tens.
const mostDepth = 10_000

// checkMarkup refuses what would take the parser too far: entities that stand
// for others or for files, and elements within elements without end. It takes
// one look at each byte.
func checkMarkup(data []byte) error {
	data = bytes.ReplaceAll(data, []byte{0}, nil) // UTF-16
	depth := 0
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return nil
		}
		data = data[i:]
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			data = past(data, "-->")
		case bytes.HasPrefix(data, []byte("<![CDATA[")):
			data = past(data, "]]>")
		case bytes.HasPrefix(data, []byte("<?")):
			data = past(data, "?>")
		case bytes.HasPrefix(data, []byte("<!ENTITY")):
			if err := checkEntity(data[:min(len(data), begin)]); err != nil {
				return err
			}
			data = data[1:]
		default:
			tag := data[:1+lengthTo(data[1:], "<>")]
			switch {
			case bytes.HasPrefix(tag, []byte("</")):
				depth = max(depth-1, 0)
			case isStart(tag):
				depth++
			}
			if depth > mostDepth {
				return fmt.Errorf("its elements are nested more than %d deep", mostDepth)
			}
			data = data[len(tag):]
		}
	}
}

// lengthTo is how many bytes stand before the first of some signs.
func lengthTo(data []byte, signs string) int {
	if i := bytes.IndexAny(data, signs); i >= 0 {
		return i
	}
	return len(data)
}

// isStart reports whether a tag, without its end, opens an element that another
// tag closes.
func isStart(tag []byte) bool {
	if len(tag) < 2 || bytes.HasSuffix(tag, []byte("/")) {
		return false
	}
	c := tag[1] | 0x20
	return c >= 'a' && c <= 'z' || tag[1] >= 0x80 || tag[1] == '_'
}

// past is what follows the first end sign.
func past(data []byte, end string) []byte {
	i := bytes.Index(data, []byte(end))
	if i < 0 {
		return nil
	}
	return data[i+len(end):]
}

// checkEntity looks at the declaration of an entity. What it says for a
// character is harmless.
func checkEntity(data []byte) error {
	declaration, _, _ := bytes.Cut(data, []byte(">"))
	words := bytes.Fields(declaration)
	switch {
	case len(words) > 1 && string(words[1]) == "%":
		return nil
	case len(words) > 2 && (string(words[2]) == "SYSTEM" || string(words[2]) == "PUBLIC"):
		return errors.New("it declares an entity that stands for a file, which is refused")
	case bytes.Contains(bytes.ReplaceAll(declaration, []byte("&#"), nil), []byte("&")):
		return errors.New("it declares entities that stand for entities, which is refused")
	}
	return nil
}
