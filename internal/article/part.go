package article

import "errors"

// errNoPart is of a part that a file doesn't have.
var errNoPart = errors.New("the file has no such part")

// Part is a picture that lies within an article's file, by the name that the
// article's text has for it: its file, or an address that has it (data:).
func Part(name string, data []byte, part string) ([]byte, error) {
	switch formatOf(name, data) {
	case HTML:
		return htmlPart(data, part)
	case Notebook:
		return notebookPart(data, part)
	case Mail, WebArchive:
		return messagePart(data, part)
	}
	return nil, errNoPart
}
