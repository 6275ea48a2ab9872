package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameLimit is the length in bytes of a component of a notes path: 255 is
// what file systems take, and encrypted ones take less.
const nameLimit = 200

// notesName is the path of an article's notes file below the notes folder,
// slash-separated. It is made from the article's path alone, and holds only
// what any file system takes. Two paths have one name only where case or
// composition of letters is all that differs; see Collection.fileFor.
func notesName(article string) string {
	parts := strings.Split(article, "/")
	last := len(parts) - 1
	for i, part := range parts[:last] {
		parts[i] = portable(part, nameLimit)
	}
	parts[last] = portable(parts[last], nameLimit-len(".md")) + ".md"
	return strings.Join(parts, "/")
}

// hashedName is the notes file's name when the plain one is taken.
func hashedName(article string) string {
	dir, base := path.Split(notesName(article))
	stem := strings.TrimSuffix(base, ".md")
	stem = shorten(stem, min(len(stem), nameLimit-len("~12345678.md")))
	return dir + stem + "~" + hash(article)[:8] + ".md"
}

// articleName guesses the article's path from the name of a notes file that
// does not say it.
func articleName(name string) string {
	parts := strings.Split(strings.TrimSuffix(name, ".md"), "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			parts[i] = plain
		}
	}
	return strings.Join(parts, "/")
}

// newName is the file for notes that can't go into the one they belong to.
func newName(file string) string { return strings.TrimSuffix(file, ".md") + "~new.md" }

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// isDevice tells the names that Windows keeps for itself, with any extension.
func isDevice(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	switch name {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	number, ok := strings.CutPrefix(name, "com")
	if !ok {
		number, ok = strings.CutPrefix(name, "lpt")
	}
	return ok && utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
}

// portable percent-encodes what Windows or another system refuses in names,
// and "%" itself; a longer name than max bytes ends in a hash of the whole.
func portable(name string, max int) string {
	var b strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if awkward(name, i, r, n) {
			fmt.Fprintf(&b, "%%%02X", name[i])
			n = 1
		} else {
			b.WriteString(name[i : i+n])
		}
		i += n
	}
	if b.Len() <= max {
		return b.String()
	}
	return shorten(b.String(), max-13) + "~" + hash(name)[:12]
}

// awkward reports whether the character at i must be encoded.
func awkward(name string, i int, r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1, r < ' ', r == 0x7f, strings.ContainsRune(`<>:"\|?*%`, r):
		return true
	case i+size == len(name) && (r == '.' || r == ' '):
		return true
	case i == 0:
		return r == ' ' || r == '.' || isDevice(name)
	}
	return false
}

// shorten cuts at a character, and not within a percent code.
func shorten(s string, max int) string {
	for max > 0 && max < len(s) && !utf8.RuneStart(s[max]) {
		max--
	}
	if i := strings.LastIndexByte(s[:max], '%'); i >= 0 && max-i < 3 {
		max = i
	}
	return s[:max]
}

// twin is the form in which names are the same to systems that disregard
// case or composition.
func twin(name string) string { return strings.ToLower(norm.NFC.String(name)) }
