package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/pattern"
)

// joinHyphens puts words together again that wrapped lines were broken in. The
// hyphen goes, unless the word has one elsewhere in the text or is of a kind
// that is written with one.
func joinHyphens(blocks []block) {
	var words map[string]bool
	for i := range blocks {
		b := &blocks[i]
		if b.shape != flowing || len(b.lines) < 2 || !slices.ContainsFunc(b.lines[:len(b.lines)-1], endsBroken) {
			continue
		}
		if words == nil {
			words = vocabulary(blocks)
		}
		b.lines = joinLines(b.lines, words)
	}
}

// endsBroken reports whether a line ends within a word.
func endsBroken(l string) bool { return brokenWord().MatchString(l) }

var (
	// brokenWord is the part of a word at a line's end, with its hyphen.
	brokenWord = pattern.Lazy(`([\pL\pM'’-]*[\pL\pM])([-‐\x{AD}])$`)
	// wordsRest is the other part, at the start of the next line.
	wordsRest = pattern.Lazy(`^ *([\pL\pM][\pL\pM'’]*(?:-[\pL\pM'’]+)*)(\S*) *`)
	// linkWord follows a hyphen that stands for a word's end: Nord- und Ostsee.
	linkWord = pattern.Lazy(`^(?:and|or|to|und|oder|bis|et|ou|y|o|e|en|of|och|og|и|или)$`)
	// hyphened are the first and the last parts of words that keep a hyphen.
	hyphened = pattern.Lazy(`(?i)^(?:(?:well|self|half|ill|best|better|all|ex|non|so|much|ever|long|short|high|low|full|part|first|second|third|old|new|cross|mid|vice|great|north|south|east|west|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one|two|three|four|five|six|seven|eight|nine|ten|\pL)-\pL+|\pL+-(?:known|like|based|free|old|year|years|made|looking|minded|wide|born|eyed|haired|handed|term|time|in|up|off|on|out|to|by|of|la|le|les|il|elle|on|je|tu|nous|vous|ils|elles|ce|même))$`)
)

// joinLines moves the rest of each broken word up to its beginning.
func joinLines(lines []string, words map[string]bool) []string {
	out := []string{lines[0]}
	for _, l := range lines[1:] {
		last := &out[len(out)-1]
		first, rest := brokenWord().FindStringSubmatch(*last), wordsRest().FindStringSubmatch(l)
		if first == nil || rest == nil || linkWord().MatchString(rest[1]) {
			out = append(out, l)
			continue
		}
		hyphen := "-"
		if first[2] == "\u00ad" || !keepsHyphen(first[1], rest[1], words) {
			hyphen = ""
		}
		*last = strings.TrimSuffix(*last, first[2]) + hyphen + rest[1] + rest[2]
		if l = l[len(rest[0]):]; l != "" {
			out = append(out, l)
		}
	}
	return out
}

// keepsHyphen reports whether two parts of a word are written with a hyphen
// between them: as they are in the rest of the text, else by their kind.
func keepsHyphen(first, rest string, words map[string]bool) bool {
	one, two := strings.ToLower(first+rest), strings.ToLower(first+"-"+rest)
	switch {
	case words[two] != words[one]:
		return words[two]
	case strings.Contains(first, "-"), hyphened().MatchString(two):
		return true
	}
	capital, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(capital) && strings.ToUpper(rest) != rest || len(first) > 1 && strings.ToUpper(first) == first && strings.ToUpper(rest) != rest
}

// vocabulary are the words of the text in small letters, but for those that a
// line breaks in.
func vocabulary(blocks []block) map[string]bool {
	words := map[string]bool{}
	for _, b := range blocks {
		for _, l := range b.lines {
			for _, w := range strings.FieldsFunc(l, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) && r != '-' && r != '’' && r != '\'' }) {
				words[strings.ToLower(w)] = true
			}
		}
	}
	return words
}
