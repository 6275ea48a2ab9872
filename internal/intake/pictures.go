package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"

	"manicule/internal/fetch"
	"manicule/internal/library"
	"manicule/internal/markdown"
	"manicule/internal/store"
)

// What an article's pictures may be at most.
const (
	mostPictures     = 100
	mostPictureBytes = 100 << 20
)

// pictures fetches what is shown in a text. What can't be had stays a link, and
// is told.
func (in *Intake) pictures(ctx context.Context, text string, private bool) (all []library.Picture, warnings []string) {
	size := 0
	for _, raw := range markdown.Images(text) {
		address := markdown.Destination([]byte(raw))
		if !fetch.IsAddress(address) {
			continue
		}
		if len(all) == mostPictures || size > mostPictureBytes {
			return all, append(warnings, "it has more pictures than are brought along: the last ones stay on the web")
		}
		answer, err := in.get(ctx, fetch.Request{Address: address, Want: fetch.Pictures, Private: private})
		if err != nil {
			warnings = append(warnings, fmt.Sprintf("a picture stays on the web: %v", err))
			continue
		}
		size += len(answer.Body)
		all = append(all, library.Picture{Raw: raw, Attachment: store.Attachment{Name: pictureName(address, answer), Data: answer.Body}})
	}
	return all, warnings
}

// pictureName is a name by the address and, so that no two have one, by what is
// in the file.
func pictureName(address string, answer *fetch.Answer) string {
	const letters = 40
	base := ""
	if u, err := url.Parse(address); err == nil {
		base = strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path))
	}
	base = strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return unicode.ToLower(r)
		case r == '-' || r == '_':
			return '-'
		}
		return -1
	}, base)
	sum := sha256.Sum256(answer.Body)
	_, kind, _ := strings.Cut(answer.Type, "/")
	return strings.TrimLeft(base[:min(len(base), letters)]+"-"+hex.EncodeToString(sum[:4]), "-") + "." + strings.Replace(kind, "jpeg", "jpg", 1)
}
