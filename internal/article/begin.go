package article

import (
	"bytes"
	"unicode/utf8"

	"manicule/internal/markdown"
)

// Begin makes an article of the beginning of a file, to be shown until Parse
// has read all of it. Its Text ends where a top-level block ends, so that what
// it holds looks as it will in the whole; only links and footnotes that are
// defined further on are not known, and plain text can be understood otherwise
// once all of it is seen. It is nil where so little tells nothing: of formats
// other than Markdown and plain text, of encodings other than UTF-8, and when
// fewer than 40 KiB of it are certain.
func Begin(name string, head []byte) *Article {
	head = head[:bytes.LastIndexByte(head, '\n')+1]
	if format := formatOf(name, head); format != Markdown && format != PlainText || bytes.IndexByte(head, 0) >= 0 || !utf8.Valid(head) {
		return nil
	}
	a, err := Parse(name, head)
	if err != nil {
		return nil
	}
	last := 0
	for block := range markdown.Blocks(a.Text) {
		last = block.Start
	}
	a.Text = a.Text[:last]
	if len(a.Text) < maxFrontMatter+titleReach { // the metadata may lie further on
		return nil
	}
	a.Begun = true
	return a
}
