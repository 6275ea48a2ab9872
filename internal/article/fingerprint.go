package article

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fingerprint identifies a text by its content: the first 32 hexadecimal
// digits of the SHA-256 of the text in NFC with every run of spaces and line
// ends as one space, and none at the ends. So a new line break or indentation
// doesn't make another article of it.
func Fingerprint(text string) string {
	h := sha256.New()
	buf := make([]byte, 0, 32<<10)
	for word := range strings.FieldsFuncSeq(norm.NFC.String(text), isBlank) {
		if len(buf)+len(word)+1 > cap(buf) {
			h.Write(buf)
			buf = buf[:0]
		}
		buf = append(append(buf, word...), ' ')
	}
	h.Write(buf)
	return hex.EncodeToString(h.Sum(nil))[:32]
}

func isBlank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' }
