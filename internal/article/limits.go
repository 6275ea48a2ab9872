package article

import (
	"fmt"
	"strings"
)

// What an article can have at most. The rest is shown as it is written, and
// Warning says so.
const (
	MaxNotes = 50_000 // marks of footnotes that are numbered
	MaxLinks = 0xffff // destinations that can be followed
)

// floods are the signs that can be too many, and what the reader misses then.
var floods = []struct {
	sign string
	most int
	loss string
}{
	{"[^", MaxNotes, "footnotes: the last ones are not numbered"},
	{"]:", maxDefinitions, "definitions of links and footnotes: the last ones are shown as written"},
	{"](", MaxLinks, "links: those read last may not be followed"},
}

// warnOfFloods warns of what the text may have too much of.
func (a *Article) warnOfFloods() {
	for _, f := range floods {
		if len(a.Text) > f.most*len(f.sign) && strings.Count(a.Text, f.sign) > f.most {
			a.warn(fmt.Sprintf("it has more than %d %s", f.most, f.loss))
		}
	}
}
