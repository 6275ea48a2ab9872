package library

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/store"
)

// What pictures an export may bring along with one article.
const (
	mostPictures     = 1000
	mostPictureBytes = 200 << 20
)

var pictureEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}

// pictures are what the item's text shows and its export has. What it has not
// stays as it is.
func (s *savedItem) pictures(text *article.Article) (all []Picture) {
	if text == nil || s.Picture == nil {
		return nil
	}
	size := 0
	taken := map[string]bool{}
	for _, raw := range markdown.Images(text.Text) {
		if len(all) == mostPictures || size > mostPictureBytes {
			break
		}
		ref := markdown.Destination([]byte(raw))
		data, ok := s.Picture(ref)
		if !ok || !slices.Contains(pictureEndings, strings.ToLower(path.Ext(ref))) {
			continue
		}
		size += len(data)
		all = append(all, Picture{Raw: raw, Attachment: store.Attachment{Name: freeName(path.Base(ref), taken), Data: data}})
	}
	return all
}

// freeName is a file's name as every system takes it, that no other picture of
// the article has.
func freeName(base string, taken map[string]bool) string {
	base = strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, strings.TrimLeft(base, "."))
	const most = 100
	base = base[max(0, len(base)-most):]
	name := base
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%d-%s", n, base)
	}
	taken[strings.ToLower(name)] = true
	return name
}
