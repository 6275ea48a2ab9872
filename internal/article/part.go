package article

import "errors"

// errNoPart is of a part that a file doesn't have.
var errNoPart = errors.New("the file has no such part")

// Part is a picture that lies within an article's file, by the name that the
// article's text has for it.
func Part(name string, data []byte, part string) ([]byte, error) {
	switch formatOf(name, data) {
	case Notebook:
		return notebookPart(data, part)
	case Mail, WebArchive:
		return messagePart(data, part)
	}
	return nil, errNoPart
}
