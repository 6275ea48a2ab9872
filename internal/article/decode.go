package article

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode/utf32"

	"manicule/internal/pattern"
)

// sample is how many bytes decide what a file is made of.
const sample = 64 << 10

// decode turns a file's bytes into a string: by its byte-order mark, else as
// UTF-16 if only that reads as text, else as the charset an HTML page
// declares, else as UTF-8, else as the legacy charset that it most resembles.
// note says what was guessed or lost, or is empty. The string may still hold
// invalid UTF-8, which Clean shows as U+FFFD. The error wraps ErrBinary.
func decode(data []byte, page bool) (text, note string, err error) {
	if text, ok := decodeMarked(data); ok {
		return text, "", nil
	}
	if order := utf16Order(data); order != nil {
		return decodeUTF16(data, order), "", nil
	}
	if seen := binaryKind(data); seen != "" {
		return "", "", fmt.Errorf("%w: %s", ErrBinary, seen)
	}
	if page {
		if text, ok := decodeDeclared(data); ok {
			return text, "", nil
		}
	}
	if utf8.Valid(data) {
		return unsafe.String(unsafe.SliceData(data), len(data)), "", nil // a copy of 10 MB costs as long as all of its first screen
	}
	text, note = decodeGuessed(data)
	return text, note, nil
}

// decodeMarked decodes by a byte-order mark.
func decodeMarked(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return string(data[3:]), true
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		text, err := utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM).NewDecoder().Bytes(data)
		return string(text), err == nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return decodeUTF16(data[2:], binary.LittleEndian), true
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return decodeUTF16(data[2:], binary.BigEndian), true
	}
	return "", false
}

func decodeUTF16(data []byte, order binary.ByteOrder) string {
	var b strings.Builder
	b.Grow(len(data))
	for len(data) >= 2 {
		r, size := rune(order.Uint16(data)), 2
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if len(data) >= 4 {
				low = rune(order.Uint16(data[2:]))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				size = 4
			}
		}
		b.WriteRune(r)
		data = data[size:]
	}
	if len(data) == 1 {
		b.WriteRune(utf8.RuneError)
	}
	return b.String()
}

// utf16Order recognises UTF-16 without a mark: it has NUL bytes, nearly all in
// even or nearly all in odd places, and decodes to text in that order.
func utf16Order(data []byte) binary.ByteOrder {
	if len(data) < 4 {
		return nil
	}
	head := data[:min(len(data), sample)&^1]
	if bytes.IndexByte(head, 0) < 0 {
		return nil
	}
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i&1]++
		}
	}
	even, odd := nuls[0], nuls[1]
	switch {
	case even+odd < len(head)/10 && utf8.Valid(head): // a stray NUL in UTF-8
		return nil
	case odd > 10*even && readable(decodeUTF16(head, binary.LittleEndian)):
		return binary.LittleEndian
	case even > 10*odd && readable(decodeUTF16(head, binary.BigEndian)):
		return binary.BigEndian
	}
	return nil
}

// readable reports whether s, whose last character may be cut, holds nothing
// but assigned characters and white space. UTF-8 taken for UTF-16 does not.
func readable(s string) bool {
	last, n := len(s)-4, 0
	for i, r := range s {
		if i < last && !unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) || r == 0 {
			return false
		}
		if r < utf8.RuneSelf || unicode.In(r, unicode.L, unicode.Zs) {
			n += utf8.RuneLen(r)
		}
	}
	return n*4 >= len(s)*3
}

// binaryKind says what the bytes are if they are no text, else "". Text may
// hold a stray NUL or escape sequences; machine code and pictures are full of them.
func binaryKind(data []byte) string {
	head := data[:min(len(data), sample)]
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if kind == "application/pdf" {
		return kind
	}
	const shown = 1<<'\t' | 1<<'\n' | 1<<'\r' | 1<<'\f' | 1<<'\b' | 1<<'\x1b'
	controls := 0
	for _, b := range head {
		if b < ' ' && 1<<b&shown == 0 {
			controls++
		}
	}
	named := kind != "application/octet-stream" && !strings.HasPrefix(kind, "text/")
	limit := len(head) / 20 // a twentieth
	if named || !utf8.Valid(head[:len(head)-cut(head)]) {
		limit = len(head) / 100
	}
	if controls == 0 || controls < 4 && controls*3 < len(head) || controls <= limit {
		return ""
	}
	if named {
		return kind
	}
	return fmt.Sprintf("%d control bytes in the first %d", controls, len(head))
}

// cut is the number of bytes of an unfinished character at the end of data.
func cut(data []byte) int {
	for n := 1; n <= min(3, len(data)); n++ {
		if b := data[len(data)-n]; utf8.RuneStart(b) {
			if b >= utf8.RuneSelf && !utf8.FullRune(data[len(data)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// declared finds the charset that a page or an XML declaration names.
var declared = pattern.Lazy(`(?i)<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w:.-]+)`)

// decodeDeclared decodes an HTML page by its <meta charset>. What is valid
// UTF-8 beyond ASCII is UTF-8 whatever it declares: pages keep the tag when
// they are saved again. ISO-2022-JP, all ASCII, needs its declaration.
func decodeDeclared(data []byte) (string, bool) {
	m := declared().FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return "", false
	}
	e, name := charset.Lookup(string(m[1]))
	if e == nil || name == "utf-8" || name != "iso-2022-jp" && utf8.Valid(data) {
		return "", false
	}
	text, err := e.NewDecoder().Bytes(data)
	return string(text), err == nil
}

// decodeGuessed decodes what is not valid UTF-8. Mostly valid text is damaged
// UTF-8; else the legacy charset whose letters it most resembles is tried,
// then Windows-1252 if it uses only bytes that exist there.
func decodeGuessed(data []byte) (text, note string) {
	if damaged(data) {
		return string(data), "not quite UTF-8: what could not be read is shown as \uFFFD"
	}
	name := guessCharset(data)
	e, err := htmlindex.Get(name)
	if err == nil {
		if out, err := e.NewDecoder().Bytes(data); err == nil {
			return string(out), "not UTF-8: read as " + name
		}
	}
	return string(data), "neither UTF-8 nor a known encoding: what could not be read is shown as \uFFFD"
}

// damaged reports whether data has more valid multi-byte characters than invalid bytes.
func damaged(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good > bad
}

// guessCharset names the legacy charset of data in the WHATWG's spelling.
// Below a fair confidence the West's commonest is the best guess. Of equals the
// first by name is taken: a text must be the same each time it is read.
func guessCharset(data []byte) string {
	const western, fair = "windows-1252", 25
	head := data[:min(len(data), sample)]
	guesses, _ := chardet.NewTextDetector().DetectAll(head) // in chance order where the confidence is equal
	slices.SortFunc(guesses, func(a, b chardet.Result) int {
		return cmp.Or(b.Confidence-a.Confidence, strings.Compare(a.Charset, b.Charset))
	})
	if len(guesses) > 0 && guesses[0].Confidence >= fair && guesses[0].Charset != "ISO-8859-1" {
		return strings.Replace(strings.ToLower(guesses[0].Charset), "gb-", "gb", 1)
	}
	for _, missing := range []byte{0x81, 0x8D, 0x8F, 0x90, 0x9D} {
		if bytes.IndexByte(head, missing) >= 0 {
			return ""
		}
	}
	return western
}
